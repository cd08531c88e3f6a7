"""Examples in docstrings: they hold, and every function of `sitegen/text` has one, or a reason not to."""

import ast
import doctest
from collections.abc import Iterator
from importlib import import_module

import pytest

from sitegen.make import OWN

TEXT = OWN / "sitegen" / "text"
MODULES = [
    ".".join(file.relative_to(OWN).with_suffix("").parts)
    for file in sorted((OWN / "sitegen").rglob("*.py"))
    if ">>>" in file.read_text(encoding="utf-8")
]
# Bodies, what they are made from, what they are printed as: no example of a line can show what these take.
OF_BODIES = ("body/", "html/", "markdown/")
# Functions without an example, each with the reason.
NEEDS_NONE = {
    "numbers/readings.py:skip": "reads nothing",
    "script/ambiguity.py:find_doubt": "its answer moves with the counts that the package has learned",
    "script/contexts.py:reaches_beyond": "its one line says the same",
    "script/contexts.py:contexts_within": "its one line says the same",
    "script/contexts.py:read_section": "reads what the package has learned",
    "script/contexts.py:write_section": "writes what the package has learned",
    "script/contexts.py:load_contexts": "reads a file of the package",
    "script/guards.py:load_guards": "reads a file of the package",
    "tables.py:read_table": "reads a file of the package",
    "script/guards.py:compile_patterns": "takes what load_guards gives",
}


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    """What an example shows is what the function gives."""
    module = import_module(name)
    told: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    for example in doctest.DocTestFinder(exclude_empty=True).find(module):
        runner.run(example, out=told.append)
    assert not told, "\n".join(["", *told])


def trees() -> Iterator[tuple[str, ast.Module]]:
    """The modules of `sitegen/text`, parsed, by their path."""
    for file in sorted(TEXT.rglob("*.py")):
        yield file.relative_to(TEXT).as_posix(), ast.parse(file.read_text(encoding="utf-8"))


def names_of_parsed() -> set[str]:
    """What pages are parsed to: the classes that modules of bodies and of slips have."""
    return {"Token"} | {
        node.name
        for path, tree in trees()
        if path.startswith((*OF_BODIES, "slips/"))
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    }


def functions() -> Iterator[tuple[str, str]]:
    """The public functions that take plain values, each with its docstring."""
    parsed = names_of_parsed()
    for path, tree in trees():
        for node in tree.body:
            if path.startswith(OF_BODIES) or not isinstance(node, ast.FunctionDef) or node.name[0] == "_":
                continue
            taken = {each.id for each in ast.walk(node.args) if isinstance(each, ast.Name)}
            if not taken & parsed:
                yield f"{path}:{node.name}", ast.get_docstring(node) or ""


def test_functions_show_an_example() -> None:
    """Whoever reads a function of text sees what it gives; the list of exceptions has no entry too many."""
    without = {name for name, docstring in functions() if ">>>" not in docstring}
    assert without - set(NEEDS_NONE) == set(), "Add an example, or a reason, for these."
    assert set(NEEDS_NONE) - without == set(), "These have an example now, or are gone."
