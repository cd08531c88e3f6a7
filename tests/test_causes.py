"""One slip, one message: what only follows from a fault is said when the fault is mended."""

from pathlib import Path

import pytest
from small_site import GOOD, HEAD, PAGE, SITE, SOURCE, TERMS, Files, page, write_site

from sitegen.make import make_site

ENGLISH = "content/pages/city.en.md"
TITLE = "title: City\nsummary: One sentence."
FILES: Files = {
    SITE: GOOD[SITE].replace(
        ", blocks-differ: off, citations-differ: off, terms-differ: off, figures-differ: off", ""
    ),
    TERMS: GOOD[TERMS].replace("        common: true\n", ""),
    SOURCE: GOOD[SOURCE].replace("[互联网的“大门”]", "[海纳百川]")
    + """\
  - id: O-3
    section: {zh: 甲, en: First part}
    gist: {zh: 大意。, en: The gist.}
    phrases: [追求卓越]
""",
}
CHINESE_BODY = """\
开头共5人。

## 第一节 {#first}

[互联网](term:hu-lian-wang)说“海纳百川”[O-2](source:O-2)，共6人。

- 甲[O-3](source:O-3)
- 乙

## 第二节 {#second}

共7人。"""
ENGLISH_BODY = """\
There are 5 of them.

## First {#first}

The [internet](term:hu-lian-wang) says “海纳百川” [O-2](source:O-2), 6 in all.

- A [O-3](source:O-3)
- B

## Second {#second}

There are 7 of them."""


def rules(root: Path, chinese: str, english: str, head: str = HEAD) -> list[str]:
    """The rules that name something, with the last part of the file’s name and the line."""
    files = {**FILES, PAGE: page(chinese, head), ENGLISH: page(english, TITLE)}
    made = make_site(write_site(root, files), with_gates=True)
    return [f"{each.place.path[-5:-3]}:{each.place.line} {each.rule.name}" for each in made.diagnostics]


def test_nothing_is_wrong_at_first(tmp_path: Path) -> None:
    """The two pages say the same."""
    assert rules(tmp_path, CHINESE_BODY, ENGLISH_BODY) == []


CASES = {
    "an id is missing": ("## 第一节 {#first}", "## 第一节", ["zh:8 missing-heading-id"]),
    "an id is no id": ("{#first}", "{#First One}", ["zh:8 bad-heading-id"]),
    "an id stands twice": ("{#second}", "{#first}", ["zh:8 duplicate-id", "zh:15 duplicate-id"]),
    "a heading of the first level": ("## 第一节 {#first}", "# 第一节", ["zh:8 first-level-heading"]),
    "a box without an end": ("开头共5人。", "::: note\n开头共5人。", ["zh:6 unended-container"]),
    "an unknown term": ("term:hu-lian-wang", "term:hu-lian", ["zh:10 unknown-term"]),
    "an unknown paragraph": ("[O-3](source:O-3)", "[O-33](source:O-33)", ["zh:12 unknown-paragraph"]),
    "the words of another paragraph": (
        "[O-2](source:O-2)",
        "[O-3](source:O-3)",
        ["zh:10 misquoted"],
    ),
    "an item with its citation": ("- 甲[O-3](source:O-3)\n", "", ["zh:12 blocks-differ"]),
    "an id of another spelling": ("{#first}", "{#frist}", ["zh:8 ids-differ", "en:8 ids-differ"]),
    "a figure alone": ("6人", "9人", ["zh:10 figures-differ", "en:10 figures-differ"]),
    "a fault and a figure elsewhere": (
        "term:hu-lian-wang)说“海纳百川”[O-2](source:O-2)，共6人",
        "term:hu-lian)说“海纳百川”[O-2](source:O-2)，共6人。另有8人",
        ["zh:10 unknown-term"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_cause_alone_is_named(tmp_path: Path, name: str) -> None:
    """What compares the section, or the page where its sections are unknown, says nothing besides."""
    old, new, expected = CASES[name]
    assert CHINESE_BODY.count(old) == 1
    assert rules(tmp_path, CHINESE_BODY.replace(old, new), ENGLISH_BODY) == expected


def test_another_section_is_still_compared(tmp_path: Path) -> None:
    """A fault hides nothing of other sections."""
    chinese = CHINESE_BODY.replace("term:hu-lian-wang", "term:hu-lian").replace("共7人", "共8人")
    assert rules(tmp_path, chinese, ENGLISH_BODY) == [
        "zh:10 unknown-term",
        "zh:17 figures-differ",
        "en:17 figures-differ",
    ]


def test_front_matter_that_cannot_be_read(tmp_path: Path) -> None:
    """The page is called by its key for a while, and compared with nothing."""
    found = rules(
        tmp_path, CHINESE_BODY.replace("共7人", "共8人"), ENGLISH_BODY, "title: 城市\nsumary: 一句。"
    )
    assert found == ["zh:3 unknown-key"]
