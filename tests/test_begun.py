"""Ten slips that everybody makes, in a new site: each is told by the rule that docs/start.md names."""

import re
from pathlib import Path

import pytest
from small_site import run

ROOT = Path(__file__).parents[1]
ZH, EN, SITE = "content/pages/visit.zh.md", "content/pages/visit.en.md", "content/site.yaml"
INDEX = "content/pages/index.zh.md"
# What is written, where, and the rule that speaks of it.
SLIPS = {
    "ids-differ": (ZH, "{#card}", "{#cards}"),
    "figures-differ": (EN, "9:00", "10:00"),
    "misquoted": (INDEX, "轻声说话", "轻声讲话"),
    "unknown-term": (ZH, "来馆以前", "[来馆](term:redaing-room)以前"),
    "unknown-page": (INDEX, "visit.zh.md", "vist.zh.md"),
    "broken-yaml": (EN, "title: Your visit", "title: Your visit: when"),
    "full-width-markup": (ZH, "[R-1](source:R-1)", "[R-1]（source:R-1）"),
    "missing-partner": (EN, "", ""),
    "stale": (ZH, "来馆以前，看一眼时间。", "来馆以前，看一眼时间，再看天气。"),
    "not-in-navigation": (SITE, "[index, visit, sources, glossary]", "[index, sources, glossary]"),
}


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A new site, whose translations are recorded."""
    root = tmp_path / "library"
    assert run("init", root).exit_code == 0
    assert run("stamp", "--all", "--root", root).exit_code == 0
    assert run("check", "--root", root).stderr == ""
    return root


@pytest.mark.parametrize("rule", SLIPS)
def test_a_slip_is_told(begun: Path, rule: str) -> None:
    """With its file and line, and what to do; put right, nothing is left to mend."""
    path, right, wrong = SLIPS[rule]
    before = (begun / path).read_text("utf-8")
    if right:
        assert before.count(right) == 1
        (begun / path).write_text(before.replace(right, wrong), "utf-8")
    else:
        (begun / path).unlink()
    said = run("check", "--root", begun).stderr
    found = re.findall(r"^(content/\S+):\d+:\d+: \w+: .* \[(.+)\]$", said, re.MULTILINE)
    assert rule in {name for _, name in found}, said
    (begun / path).write_text(before, "utf-8")
    assert run("check", "--root", begun).stderr == ""


@pytest.mark.parametrize("name", ["start.md", "start.zh.md"])
def test_the_guide_names_them(name: str) -> None:
    """In both languages, these ten and no others."""
    text = (ROOT / "docs" / name).read_text("utf-8")
    rows = re.findall(r"^\|.*\| `([a-z-]+)`[^|]*\|$", text, re.MULTILINE)
    assert sorted(set(rows) - {"en", "--editions"}) == sorted(SLIPS)
