"""Mistakes of an editor’s day: each is named once, at its place, and its remedy, followed, mends it."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from small_site import GOOD, SITE, SOURCE, TERMS, Files, page, run, write_site

from sitegen.make import make_site
from sitegen.rules.catalogue import say

CHINESE = "content/pages/three-cultures.zh.md"
ENGLISH = "content/pages/three-cultures.en.md"
HEAD = "title: 三种文化\nsummary: 一句。\nlabel: 三种"
ENGLISH_HEAD = "title: Three cultures\nsummary: One sentence."
BODY = """\
开头的一句话，见[城市](city.zh.md)。

## 在哪里 {#where}

[互联网](term:hu-lian-wang)写明“海纳百川”[O-2](source:O-2)，共6项。

| 名 | 数 |
|---|---|
| 甲 | 一百 |
| 乙 | 二百 |

## 看什么 {#what}

::: note
一句话。
:::

- 甲
- 乙"""
ENGLISH_BODY = """\
A first sentence, see [City](city.en.md).

## Where they are {#where}

The [internet](term:hu-lian-wang) says “海纳百川” [O-2](source:O-2), 6 items.

| Name | Count |
|---|---|
| A | 100 |
| B | 200 |

## What to see {#what}

::: note
A sentence.
:::

- A
- B"""
FILES: Files = {
    SITE: GOOD[SITE]
    .replace(", blocks-differ: off, citations-differ: off, terms-differ: off, figures-differ: off", "")
    .replace("pages: [index, city, glossary]", "pages: [index, city, glossary, three-cultures]"),
    TERMS: GOOD[TERMS].replace("        common: true\n", "").replace("        forms: {tw: 網際網路}\n", ""),
    SOURCE: GOOD[SOURCE].replace("[互联网的“大门”]", "[海纳百川]")
    + """\
  - id: O-3
    section: {zh: 甲, en: First part}
    gist: {zh: 大意。, en: The gist.}
    phrases: [追求卓越]
""",
    CHINESE: page(BODY, HEAD),
    ENGLISH: page(ENGLISH_BODY, ENGLISH_HEAD),
}
Change = Callable[[Path], None]


def write(path: str, old: str, new: str) -> Change:
    """Write `new` for `old`, which stands once in the file."""

    def change(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, (path, old)
        (root / path).write_text(text.replace(old, new), encoding="utf-8", newline="")

    return change


def all_of(*changes: Change) -> Change:
    """Make the changes one after the other."""

    def change(root: Path) -> None:
        for each in changes:
            each(root)

    return change


def rename(old: str, new: str) -> Change:
    """Give a file another name."""
    return lambda root: shutil.move(root / old, root / new)


def remove(path: str) -> Change:
    """Take a file away."""
    return lambda root: (root / path).unlink()


def encode(path: str, encoding: str) -> Change:
    """Save a file in an encoding; saving it as UTF-8 again is the remedy."""

    def change(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8" if encoding != "utf-8" else "gb18030")
        (root / path).write_text(text, encoding=encoding, newline="")

    return change


def fix(root: Path) -> None:
    """What the hint says: `check --fix`."""
    run("check", "--fix", "--root", root)


@dataclass(frozen=True)
class Mistake:
    """A mistake, what is said of it (file’s language or name, line, rule), and its remedy."""

    make: Change
    said: tuple[str, ...]
    remedy: Change
    # A part of the hint that is followed.
    hint: str


MISTAKES: Mapping[str, Mistake] = {
    "an id is missing in one language": Mistake(
        write(CHINESE, " {#where}", ""),
        ("zh:9 missing-heading-id",),
        write(CHINESE, "## 在哪里", "## 在哪里 {#where}"),
        "{#where}",
    ),
    "an id is missing in both": Mistake(
        all_of(write(CHINESE, " {#where}", ""), write(ENGLISH, " {#where}", "")),
        ("zh:9 missing-heading-id", "en:8 missing-heading-id"),
        fix,
        "{#where-they-are}",
    ),
    "braces are full-width": Mistake(
        write(CHINESE, "{#where}", "｛#where｝"), ("zh:9 full-width-markup",), fix, "--fix"
    ),
    "an id differs": Mistake(
        write(CHINESE, "{#where}", "{#wher}"),
        ("zh:9 ids-differ", "en:8 ids-differ"),
        write(CHINESE, "{#wher}", "{#where}"),
        "`where`",
    ),
    "a character of a quotation is wrong": Mistake(
        write(CHINESE, "海纳百川", "海纳百州"),
        ("zh:11 misquoted",),
        write(CHINESE, "海纳百州", "海纳百川"),
        "海纳百川",
    ),
    "the wrong paragraph": Mistake(
        write(CHINESE, "[O-2](source:O-2)", "[O-3](source:O-3)"),
        ("zh:11 misquoted",),
        write(CHINESE, "[O-3](source:O-3)", "[O-2](source:O-2)"),
        "O-2 has these words",
    ),
    "an unknown paragraph": Mistake(
        write(CHINESE, "[O-2](source:O-2)", "[O-22](source:O-22)"),
        ("zh:11 unknown-paragraph",),
        write(CHINESE, "[O-22](source:O-22)", "[O-2](source:O-2)"),
        "O-2",
    ),
    "a label that is not the target": Mistake(
        all_of(
            write(CHINESE, "[O-2](source:O-2)", "[O-3](source:O-2)"),
            write(ENGLISH, "[O-2](source:O-2)", "[O-3](source:O-2)"),
        ),
        ("zh:11 mislabelled-citation", "en:10 mislabelled-citation"),
        all_of(
            write(CHINESE, "[O-3](source:O-2)", "[O-2](source:O-2)"),
            write(ENGLISH, "[O-3](source:O-2)", "[O-2](source:O-2)"),
        ),
        "[O-2](source:O-2)",
    ),
    "half-width punctuation": Mistake(
        write(CHINESE, "一句话，见", "一句话,见"), ("zh:7 halfwidth-punctuation",), fix, "--fix"
    ),
    "straight marks around wrong words": Mistake(
        write(CHINESE, "“海纳百川”", '"海纳百州"'),
        ("zh:11 misquoted",),
        write(CHINESE, '"海纳百州"', "“海纳百川”"),
        "海纳百川",
    ),
    "an unknown term": Mistake(
        write(CHINESE, "term:hu-lian-wang", "term:hu-lian-wan"),
        ("zh:11 unknown-term",),
        write(CHINESE, "term:hu-lian-wan)", "term:hu-lian-wang)"),
        "hu-lian-wang",
    ),
    "a row short of a cell, in one language": Mistake(
        write(CHINESE, "| 乙 | 二百 |", "| 乙 |"),
        ("zh:16 ragged-row",),
        write(CHINESE, "| 乙 |", "| 乙 | 二百 |"),
        "cell",
    ),
    "a row short of a cell, in both": Mistake(
        all_of(write(CHINESE, "| 乙 | 二百 |", "| 乙 |"), write(ENGLISH, "| B | 200 |", "| B |")),
        ("zh:16 ragged-row", "en:15 ragged-row"),
        all_of(write(CHINESE, "| 乙 |", "| 乙 | 二百 |"), write(ENGLISH, "| B |", "| B | 200 |")),
        "cell",
    ),
    "a cell too many": Mistake(
        write(CHINESE, "| 乙 | 二百 |", "| 乙 | 二百 | 丙 |"),
        ("zh:16 ragged-row",),
        write(CHINESE, "| 乙 | 二百 | 丙 |", "| 乙 | 二百 |"),
        "cell",
    ),
    "a column that one language lacks": Mistake(
        all_of(
            write(ENGLISH, "| Name | Count |\n|---|---|", "| Name |\n|---|"),
            write(ENGLISH, "| A | 100 |\n| B | 200 |", "| A |\n| B |"),
        ),
        ("zh:13 blocks-differ",),
        all_of(
            write(ENGLISH, "| Name |\n|---|", "| Name | Count |\n|---|---|"),
            write(ENGLISH, "| A |\n| B |", "| A | 100 |\n| B | 200 |"),
        ),
        "Add what is missing",
    ),
    "full-width bars": Mistake(
        write(
            CHINESE,
            "| 名 | 数 |\n|---|---|\n| 甲 | 一百 |\n| 乙 | 二百 |",
            "｜名｜数｜\n｜---｜---｜\n｜甲｜一百｜\n｜乙｜二百｜",
        ),
        ("zh:13 full-width-markup",),
        fix,
        "--fix",
    ),
    "a picture that is not there": Mistake(
        write(CHINESE, "开头的一句话", "![图](map.png)\n\n开头的一句话"),
        ("zh:7 unknown-file",),
        write(CHINESE, "![图](map.png)\n\n", ""),
        "Put the file beside the page",
    ),
    "a colon in a title": Mistake(
        write(ENGLISH, "title: Three cultures", "title: Three cultures: red, blue"),
        ("en:2 broken-yaml",),
        fix,
        "--fix",
    ),
    "a full-width colon behind a key": Mistake(
        write(CHINESE, "summary: 一句。", "summary：一句。"), ("zh:3 broken-yaml",), fix, "--fix"
    ),
    "no blank behind a colon": Mistake(
        write(CHINESE, "label: 三种", "label:三种"), ("zh:4 broken-yaml",), fix, "--fix"
    ),
    "a comma in braces": Mistake(
        write(SITE, "description: {zh: 小站。, en", "description: {zh: 看水, 到哪里去。, en"),
        ("site.yaml:2 broken-yaml",),
        fix,
        "--fix",
    ),
    "a tab": Mistake(
        write(CHINESE, "summary: 一句。", "\tsummary: 一句。"),
        ("zh:3 broken-yaml",),
        write(CHINESE, "\tsummary", "summary"),
        "",
    ),
    "a capital in the name of a file": Mistake(
        all_of(
            rename(CHINESE, CHINESE.replace("three-c", "Three-c")),
            rename(ENGLISH, ENGLISH.replace("three-c", "Three-c")),
            write(SITE, "three-cultures]", "Three-cultures]"),
        ),
        ("zh:1 file-name", "en:1 file-name"),
        all_of(
            rename(CHINESE.replace("three-c", "Three-c"), CHINESE),
            rename(ENGLISH.replace("three-c", "Three-c"), ENGLISH),
            write(SITE, "Three-cultures]", "three-cultures]"),
        ),
        "a-z, 0-9 and hyphens",
    ),
    "a language of three letters": Mistake(
        rename(ENGLISH, ENGLISH.replace(".en.", ".eng.")),
        ("eng:1 file-name",),
        rename(ENGLISH.replace(".en.", ".eng."), ENGLISH),
        "three-cultures.en.md",
    ),
    "the English page is removed": Mistake(
        remove(ENGLISH),
        ("zh:1 missing-partner",),
        lambda root: (root / ENGLISH).write_text(FILES[ENGLISH], encoding="utf-8") and None,
        "three-cultures.en.md",
    ),
    "a key is misspelt": Mistake(
        write(CHINESE, "summary:", "sumary:"),
        ("zh:3 unknown-key",),
        write(CHINESE, "sumary:", "summary:"),
        "`summary`",
    ),
    "a heading of the first level": Mistake(
        write(CHINESE, "## 在哪里", "# 在哪里"),
        ("zh:9 first-level-heading",),
        write(CHINESE, "\n# 在哪里", "\n## 在哪里"),
        "`##`",
    ),
    "a link by key": Mistake(
        write(CHINESE, "(city.zh.md)", "(city)"), ("zh:7 unknown-file",), fix, "city.zh.md"
    ),
    "a link to the other language": Mistake(
        write(CHINESE, "(city.zh.md)", "(city.en.md)"),
        ("zh:7 other-language",),
        write(CHINESE, "(city.en.md)", "(city.zh.md)"),
        "city.zh.md",
    ),
    "a link to a section that is not there": Mistake(
        write(CHINESE, "见[城市](city.zh.md)", "见[城市](three-cultures.zh.md#wat)"),
        ("zh:7 unknown-section",),
        write(CHINESE, "#wat)", "#what)"),
        "`what`",
    ),
    "a break in HTML": Mistake(
        write(CHINESE, "一句话。\n:::", "一句话。<br>\n又一句。\n:::"),
        ("zh:21 raw-html",),
        fix,
        "backslash at the end of the line",
    ),
    "a citation in full-width brackets": Mistake(
        write(CHINESE, "[O-2](source:O-2)", "［O-2］（source:O-2）"),
        ("zh:11 full-width-markup",),
        fix,
        "--fix",
    ),
    "a citation half in full-width brackets": Mistake(
        write(CHINESE, "[O-2](source:O-2)", "[O-2]（source:O-2）"),
        ("zh:11 full-width-markup",),
        fix,
        "--fix",
    ),
    "a box of full-width colons": Mistake(
        write(CHINESE, "::: note\n一句话。\n:::", "：：：note\n一句话。\n：：："),
        ("zh:20 full-width-markup", "zh:22 full-width-markup"),
        fix,
        "--fix",
    ),
    "a list of Word’s": Mistake(
        all_of(write(CHINESE, "- 甲\n- 乙", "1、甲\n2、乙"), write(ENGLISH, "- A\n- B", "1. A\n2. B")),
        ("zh:24 run-together",),
        fix,
        "--fix",
    ),
    "a list of documents": Mistake(
        all_of(
            write(CHINESE, "- 甲\n- 乙", "（一）甲\n（二）乙"),
            write(ENGLISH, "- A\n- B", "(1) A\n\n(2) B"),
        ),
        ("zh:24 run-together",),
        fix,
        "--fix",
    ),
    "a list of bullets": Mistake(
        write(CHINESE, "- 甲\n- 乙", "• 甲\n• 乙"), ("zh:24 run-together",), fix, "--fix"
    ),
    "a bare address": Mistake(
        all_of(
            write(CHINESE, "开头的一句话", "开头的一句话 https://example.org/ "),
            write(ENGLISH, "A first sentence", "A first sentence <https://example.org/>"),
        ),
        ("zh:7 bare-address",),
        fix,
        "--fix",
    ),
    "an address that is not encrypted": Mistake(
        write(CHINESE, "(city.zh.md)", "(http://example.org/)"),
        ("zh:7 insecure-address",),
        write(CHINESE, "(http://example.org/)", "(https://example.org/)"),
        "https:",
    ),
    "a number differs": Mistake(
        write(CHINESE, "共6项", "共8项"),
        ("zh:11 figures-differ", "en:10 figures-differ"),
        write(CHINESE, "共8项", "共6项"),
        "idioms.yaml",
    ),
    "an encoding of old": Mistake(
        encode(CHINESE, "gb18030"), ("zh:2 not-utf8",), encode(CHINESE, "utf-8"), "UTF-8"
    ),
    "a date that is none": Mistake(
        write(CHINESE, "label: 三种", "label: 三种\nupdated: 去年"),
        ("zh:5 wrong-type",),
        write(CHINESE, "updated: 去年", "updated: 2026-11-21"),
        "2026-11-21",
    ),
    "a box without an end": Mistake(
        write(CHINESE, "一句话。\n:::", "一句话。"),
        ("zh:20 unended-container",),
        write(CHINESE, "一句话。\n\n- 甲", "一句话。\n:::\n\n- 甲"),
        "`:::`",
    ),
    "the navigation misspells a page": Mistake(
        write(SITE, "three-cultures]", "three-culture]"),
        ("zh:1 not-in-navigation", "site.yaml:7 unknown-page"),
        write(SITE, "three-culture]", "three-cultures]"),
        "three-cultures",
    ),
}


def told(root: Path) -> Iterator[tuple[str, str]]:
    """What is said: file, line and rule, and the hint."""
    for each in make_site(root, with_gates=True).diagnostics:
        if each.rule.name == "unreviewed-character":
            continue
        name = Path(each.place.path).name
        where = name.split(".")[-2] if name.startswith(("three", "Three")) else name
        yield f"{where}:{each.place.line} {each.rule.name}", say(each).hint


def test_nothing_is_wrong_at_first(tmp_path: Path) -> None:
    """The site that the mistakes are made in is a good one."""
    assert list(told(write_site(tmp_path, FILES))) == []


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake(tmp_path: Path, name: str) -> None:
    """It is named, it alone, and the remedy leaves nothing to say."""
    mistake = MISTAKES[name]
    root = write_site(tmp_path, FILES)
    mistake.make(root)
    found = list(told(root))
    assert [where for where, _ in found] == list(mistake.said)
    assert any(mistake.hint in hint for _, hint in found)
    mistake.remedy(root)
    assert list(told(root)) == []
