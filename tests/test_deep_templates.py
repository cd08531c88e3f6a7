"""Templates that Python cannot take: too deep, too long, not UTF-8; each is named, and nothing breaks."""

from pathlib import Path

import pytest
from small_site import run, write_site
from told import told

from sitegen.make import make_site

TEMPLATE = "templates/page.html"


@pytest.mark.parametrize(
    "text",
    [
        "{% if 1 %}" * 3000 + "{% endif %}" * 3000,
        "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
        "{{ " + "[" * 2000 + "]" * 2000 + " }}",
        "{{ " + "1 + " * 5000 + "1 }}",
        "{{ " + "not " * 5000 + "1 }}",
        "{{ 1" + " | e" * 5000 + " }}",
        "{% for a in [] %}" * 30 + "{% endfor %}" * 30,
        "{% block a %}{% macro b() %}" * 400,
    ],
    ids=["blocks", "brackets", "lists", "sum", "negations", "filters", "loops", "open"],
)
@pytest.mark.parametrize("is_preview", [True, False])
def test_deep(text: str, is_preview: bool, tmp_path: Path) -> None:
    """It is said of the template, whether or not Jinja or Python finds it first."""
    write_site(tmp_path, {TEMPLATE: text})
    made = make_site(tmp_path, is_preview=is_preview)
    assert [told(each).partition(" why")[0] for each in made.diagnostics] in (
        [f"{TEMPLATE}:1:1 broken-template deep"],
        [f"{TEMPLATE}:1:1 broken-template syntax"],
    )
    assert made.outputs == ()


def test_as_deep_as_anybody_writes(tmp_path: Path) -> None:
    """What is deep, and not too deep, is printed."""
    write_site(tmp_path, {TEMPLATE: "{% if 1 %}" * 60 + "x" + "{% endif %}" * 60})
    assert make_site(tmp_path).diagnostics == ()


def test_not_utf8(tmp_path: Path) -> None:
    """The encoding is named."""
    write_site(tmp_path)
    (tmp_path / TEMPLATE).write_bytes("é{{ body }}".encode("latin-1"))
    result = run("build", "--root", tmp_path)
    assert (result.exit_code, "[not-utf8]" in result.stderr) == (1, True)
