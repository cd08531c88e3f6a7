"""Macros and partials: each says what it takes, reads nothing else, and prints what its example shows."""

import os
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from jinja2 import Environment, FileSystemLoader, meta, nodes
from markupsafe import Markup

from sitegen.write.compiled import make_environment
from sitegen.write.filters import Once

ROOT = Path(__file__).parents[1]
TEMPLATES = ROOT / "templates"
# What each component is given: a YAML file for each, beside the HTML that it prints.
EXAMPLES = ROOT / "tests" / "components"

MACROS = sorted(path.relative_to(TEMPLATES).as_posix() for path in (TEMPLATES / "macros").glob("*.html"))
PARTIALS = sorted(
    path.relative_to(TEMPLATES).as_posix()
    for folder in ("partials", "pictures")
    for path in (TEMPLATES / folder).glob("*.html")
)
COMMENT = re.compile(r"\{#(.*?)#\}", re.DOTALL)


def environment() -> Environment:
    """The environment of the project's templates."""
    return make_environment(loader=FileSystemLoader(TEMPLATES))


def parsed(name: str) -> tuple[str, nodes.Template]:
    """The source of a component, and what it is to the template engine."""
    source = (TEMPLATES / name).read_text(encoding="utf-8")
    return source, environment().parse(source)


def reads(tree: nodes.Template) -> set[str]:
    """The values that a component takes from whoever includes it; a bare `runs` asks for the edition."""
    found = set(meta.find_undeclared_variables(tree))
    has_bare_runs = any(each.name == "runs" and not each.args for each in tree.find_all(nodes.Filter))
    return found | ({"edition"} if has_bare_runs else set())


@pytest.mark.parametrize("name", PARTIALS)
def test_a_partial_says_what_it_takes(name: str) -> None:
    """The first comment ends with “Takes …”, which names all that is read and nothing else."""
    source, tree = parsed(name)
    comment = COMMENT.match(source)
    assert comment
    _, takes, named = comment[1].partition(" Takes ")
    assert takes
    assert set(re.findall(r"`(\w+)`", named)) == reads(tree)


@pytest.mark.parametrize("name", MACROS)
def test_macros_say_what_they_take(name: str) -> None:
    """A macro reads its arguments alone, and a comment names each of them."""
    source, tree = parsed(name)
    assert reads(tree) == set()
    named = set(re.findall(r"`(\w+)`", " ".join(COMMENT.findall(source))))
    taken = {argument.name for macro in tree.find_all(nodes.Macro) for argument in macro.args}
    assert taken - named == set()


# What templates print as JSON stays a mapping.
JSON = ("linked_data", "bilingual_urls")


def as_values(given: Any) -> Any:
    """Mappings of YAML as values with attributes, as pages have them: an `items` is no method there."""
    if isinstance(given, list):
        return [as_values(each) for each in given]
    if isinstance(given, dict):
        return SimpleNamespace(
            **{key: each if key in JSON else as_values(each) for key, each in given.items()}
        )
    return given


def example(path: Path) -> str:
    """What the example prints: a macro's call, or an inclusion of the partial."""
    given: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    name, call = given.pop("template"), given.pop("call", "")
    macro = call.partition("(")[0]
    text = f'{{% from "{name}" import {macro} %}}{{{{ {call} }}}}' if call else f'{{% include "{name}" %}}'
    given = {key: as_values(value) for key, value in given.items()}
    given["asset"] = lambda asset: f"/assets/{asset}"
    only = {key: value for key, value in given.items() if call or key in reads(parsed(name)[1])}
    return environment().from_string(text).render(only)


FILES = sorted(EXAMPLES.glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_examples(path: Path) -> None:
    """A component prints for its example what stands beside it (UPDATE_GOLDENS=1 renews that)."""
    printed = example(path) + "\n"
    beside = path.with_suffix(".html")
    if os.environ.get("UPDATE_GOLDENS"):
        beside.write_text(printed, encoding="utf-8")
    assert printed == beside.read_text(encoding="utf-8")


def test_markup_is_no_text_of_the_same_letters() -> None:
    """What was printed of one is not printed of the other."""
    template = environment().from_string("{{ name | runs('en') }}")
    assert template.render(name=Markup("<b>城")) == '<b><span lang="zh-Hans">城</span>'
    assert template.render(name="<b>城") == '&lt;b&gt;<span lang="zh-Hans">城</span>'
    assert template.render(name=Markup("<i>")) == "<i>"
    assert template.render(name="<i>") == "&lt;i&gt;"


def test_what_is_the_same_is_printed_once() -> None:
    """The same objects, that is: others may say the same."""
    once, term = Once(), ["a term"]
    printed: list[list[str]] = []

    def macro(term: list[str]) -> Markup:
        printed.append(term)
        return Markup("<p>")

    assert [once(macro, term), once(macro, term), once(macro, [*term])] == [Markup("<p>")] * 3
    assert printed == [term, term]


def test_every_component_has_an_example() -> None:
    """Each partial has one, and so has each macro that templates call."""
    shown = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in FILES]
    called = {(each["template"], each["call"].partition("(")[0]) for each in shown if "call" in each}
    imported = {
        (node.template.value, name if isinstance(name, str) else name[0])
        for path in TEMPLATES.rglob("*.html")
        for node in environment().parse(path.read_text(encoding="utf-8")).find_all(nodes.FromImport)
        if isinstance(node.template, nodes.Const)
        for name in node.names
    }
    assert called == imported
    assert {each["template"] for each in shown} >= {*PARTIALS, *MACROS}
