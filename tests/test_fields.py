"""Fields of public types: a sentence stands above each, or the docstring of its class or module names it.

A comment may stand above several fields; it tells of as many as it has parts.
"""

import ast
import re
from collections.abc import Iterator

import pytest

from sitegen.make import OWN

ROOMS = ("model", "views", "text")
# Slips of markup and the parser's tokens are about to be told by other types.
PASSING = ("text/markdown/", "text/slips/")
# So many fields the docstring of a class tells as it likes.
FEW = 4
_PARTS = re.compile(r"[;,:]| and ")


def without_a_sentence(source: str) -> Iterator[str]:
    """Class and field, for each public dataclass of a module."""
    tree = ast.parse(source)
    lines = [line.strip() for line in source.split("\n")]
    of_module = ast.get_docstring(tree) or ""
    for node in ast.walk(tree):
        if not isinstance(node, ast.ClassDef) or node.name.startswith("_"):
            continue
        if not any("dataclass" in ast.unparse(each) for each in node.decorator_list):
            continue
        fields = [each for each in node.body if isinstance(each, ast.AnnAssign)]
        of_class, left = ast.get_docstring(node) or "", 0
        for field in fields if len(fields) > FEW else ():
            assert isinstance(field.target, ast.Name)
            name, above = field.target.id, lines[field.lineno - 2]
            left = len(_PARTS.split(above)) if above.startswith("#") else left
            is_named = re.search(rf"\b{name}\b", of_class) or f"`{name}`" in of_module
            if left == 0 and not is_named and not name.startswith("_"):
                yield f"{node.name}.{name}"
            left = max(left - 1, 0)


@pytest.mark.parametrize("room", ROOMS)
def test_fields_have_a_sentence(room: str) -> None:
    """Whoever reads a type of more than a few fields learns what each holds."""
    found = {}
    for file in sorted((OWN / "sitegen" / room).rglob("*.py")):
        path = file.relative_to(OWN / "sitegen").as_posix()
        if not path.startswith(PASSING):
            found[path] = list(without_a_sentence(file.read_text(encoding="utf-8")))
    assert {path: names for path, names in found.items() if names} == {}


def test_a_field_without_a_sentence_is_found() -> None:
    """The comment above two fields tells of two."""
    fields = ["# One; two.", "a: int", "b: int", "c: int", "d: int", "e: int"]
    source = '@dataclass\nclass Shown:\n    """It holds `d`."""\n' + "".join(
        f"    {each}\n" for each in fields
    )
    assert list(without_a_sentence(source)) == ["Shown.c", "Shown.e"]
