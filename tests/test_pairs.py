"""Pages and their partners: order, blocks, citations, terms and figures that differ, each at its place."""

from pathlib import Path

import pytest
from checked import checked
from hypothesis import given
from hypothesis import strategies as st
from marked import places, unmarked
from small_site import GOOD, PAGE, SITE, Files, changed, page, read, run, write_site
from told import told

from sitegen.checks.pairs.blocks import (
    check_partner_blocks,
    check_partner_citations,
    check_partner_order,
    check_partner_terms,
)
from sitegen.checks.pairs.figures import check_partner_figures
from sitegen.facts.pairs.pairing import cited, pair_blocks, pair_sections, pictures
from sitegen.make import OWN
from sitegen.read import read_library
from sitegen.text.body.blocks import Block, runs_in
from sitegen.text.body.body import Body
from sitegen.text.body.flat import plain_text
from sitegen.text.body.parse import parse_body
from sitegen.text.body.rewrite import without_only

PARTNER = "content/pages/city.en.md"
IDIOMS = "content/idioms.yaml"
RULES = (
    check_partner_order,
    check_partner_blocks,
    check_partner_citations,
    check_partner_terms,
    check_partner_figures,
)


def pair(chinese: str, english: str) -> Files:
    """A page and its partner."""
    return {PAGE: page(chinese), PARTNER: page(english, "title: City\nsummary: A sentence.")}


def said(root: Path, files: Files) -> list[str]:
    """What the rules for partners tell of a site with these files, which all stand in content/pages."""
    library = read(write_site(root, unmarked(files)))
    return [told(each).replace("content/pages/", "") for rule in RULES for each in checked(rule, library)]


LIST = "甲：\n\n- 一\n- 二"

# What two pages say, and what is said of each mark in them.
FAULTS: dict[str, tuple[str, str, list[str]]] = {
    # Order
    "sections in another order": (
        "▸## 甲 {#a}\n\n## 乙 {#b}",
        "## B {#b}\n\n## A {#a}",
        [
            "order-differs sequence elsewhere=city.en.md:8 id=a other=b"
            " also=city.en.md:6:1 also=city.en.md:8:1"
        ],
    ),
    "a heading of another level": (
        "## 甲 {#a}\n\n▸### 乙 {#b}",
        "## A {#a}\n\n## B {#b}",
        ["order-differs level id=b ours=### theirs=## also=city.en.md:8:1"],
    ),
    # Blocks
    "an item too few": (
        "甲：\n\n▸- 一[O-2](source:O-2)\n- 三[O-3](source:O-3)",
        "A:\n\n- one [O-2](source:O-2)\n- two\n- three [O-3](source:O-3)",
        [
            "blocks-differ count block=list lone=city.en.md:9 ours=2 theirs=3 unit=list"
            " also=city.en.md:8:1 also=city.en.md:9:1"
        ],
    ),
    "an item too many": (
        "▸1. 甲\n2. 乙",
        "1. A",
        [
            "blocks-differ count block=numbered list lone=city.zh.md:7 ours=2 theirs=1 unit=numbered list"
            " also=city.en.md:6:1 also=city.zh.md:7:1"
        ],
    ),
    "an item of a list in a list": (
        "- 甲\n▸  - 乙\n  - 丙",
        "- A\n  - B",
        [
            "blocks-differ count block=list lone=city.zh.md:8 ours=2 theirs=1 unit=list"
            " also=city.en.md:7:1 also=city.zh.md:8:1"
        ],
    ),
    "a paragraph in the first language only": (
        "甲[O-2](source:O-2)。\n\n▸乙。\n\n丙[O-3](source:O-3)。",
        "A [O-2](source:O-2).\n\nC [O-3](source:O-3).",
        ["blocks-differ lone block=paragraph partner=city.en.md"],
    ),
    "a paragraph in the second language only": (
        "甲[O-2](source:O-2)。",
        "▸A.\n\nB [O-2](source:O-2).",
        ["blocks-differ lone block=paragraph partner=city.zh.md"],
    ),
    "a list that is a paragraph": (
        "甲。\n\n▸- 乙",
        "A.\n\nB.",
        ["blocks-differ kind block=list other=paragraph also=city.en.md:8:1"],
    ),
    "a list that is numbered in one language": (
        "▸- 甲",
        "1. A",
        ["blocks-differ kind block=list other=numbered list also=city.en.md:6:1"],
    ),
    "a row too few": (
        "| 甲 |\n|---|\n▸| 乙 |",
        "| A |\n|---|\n| B |\n| C |",
        [
            "blocks-differ count block=table body lone=city.en.md:9 ours=1 theirs=2 unit=one table body"
            " also=city.en.md:8:1 also=city.en.md:9:1"
        ],
    ),
    "a column too many": (
        "▸| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |",
        "| A |\n|---|\n| C |",
        [
            "blocks-differ count block=row lone=city.zh.md:6 ours=2 theirs=1 unit=row"
            " also=city.en.md:6:1 also=city.zh.md:6:1"
        ],
    ),
    "another box": (
        "▸::: note\n甲。\n:::",
        "::: outside\nA.\n:::",
        ["blocks-differ kind block=note other=outside also=city.en.md:6:1"],
    ),
    "a paragraph in a box": (
        "::: note\n甲。\n:::",
        "::: note\nA.\n\n▸B.\n:::",
        ["blocks-differ lone block=paragraph partner=city.zh.md"],
    ),
    "another picture": (
        "▸甲![乙](one.svg)",
        "A ![B](two.svg)",
        ["blocks-differ pictures block=paragraph ours=one.svg theirs=two.svg also=city.en.md:6:1"],
    ),
    "a picture in an item": (
        "- 甲\n▸- 乙![丙](one.svg)",
        "- A\n- B",
        ["blocks-differ pictures block=paragraph ours=one.svg also=city.en.md:7:1"],
    ),
    "a picture in one language": (
        "▸甲",
        "A ![B](two.svg)",
        ["blocks-differ pictures-there block=paragraph theirs=two.svg also=city.en.md:6:1"],
    ),
    "a definition too few": (
        "▸甲\n:   乙",
        "A\n:   B\n\n:   C",
        [
            "blocks-differ count block=definition list lone=city.en.md:9 ours=2 theirs=3 unit=definition list"
            " also=city.en.md:6:1 also=city.en.md:9:1"
        ],
    ),
    "one difference a section": (
        "## 甲 {#a}\n\n▸乙。\n\n- 丙\n- 丁\n\n## 戊 {#b}\n\n▸- 己\n- 庚",
        "## A {#a}\n\n- C\n\n## B {#b}\n\n- D",
        [
            "blocks-differ lone block=paragraph partner=city.en.md",
            "blocks-differ count block=list lone=city.zh.md:16 ours=2 theirs=1 unit=list"
            " also=city.en.md:12:1 also=city.zh.md:16:1",
        ],
    ),
    # Citations and terms
    "a citation in the first language only": (
        "甲[O-2](source:O-2)▸[O-3](source:O-3)。",
        "A [O-2](source:O-2).",
        ["citations-differ id=O-3 partner=city.en.md"],
    ),
    "a citation in the second language only": (
        "- 甲[O-2](source:O-2)。",
        "- A [O-2](source:O-2), **B**, ▸[O-3](source:O-3), [O-3](source:O-3).",
        ["citations-differ id=O-3 partner=city.zh.md"],
    ),
    "a citation in another section": (
        "## 甲 {#a}\n\n乙▸[O-2](source:O-2)。\n\n## 丙 {#b}\n\n丁。",
        "## A {#a}\n\nB.\n\n## C {#b}\n\nD ▸[O-2](source:O-2).",
        ["citations-differ id=O-2 partner=city.en.md", "citations-differ id=O-2 partner=city.zh.md"],
    ),
    "a term in one language": (
        "甲▸[互联网](term:hu-lian-wang)。",
        "A, the internet.",
        ["terms-differ id=hu-lian-wang partner=city.en.md"],
    ),
    "a term that begins with code": (
        "甲▸[`a`互联网](term:hu-lian-wang)。",
        "A.",
        ["terms-differ id=hu-lian-wang partner=city.en.md"],
    ),
    # Figures
    "another number": (
        "共▸五个。",
        "There are ▸six.",
        [
            "figures-differ figure=五 also=city.en.md:6:1",
            "figures-differ figure=six also=city.zh.md:6:1",
        ],
    ),
    "a number on the second line": (
        "甲，\n**乙**▸79人。",
        "A, B.",
        ["figures-differ figure=79 also=city.en.md:6:1"],
    ),
    "another day": (
        "甲于▸2021年6月22日。",
        "A on ▸23 June 2021.",
        [
            "figures-differ figure=2021年6月22日 also=city.en.md:6:1",
            "figures-differ figure=23 June 2021 also=city.zh.md:6:1",
        ],
    ),
    "a date less exact": (
        "甲于2021年6月。",
        "A on ▸22 June 2021.",
        ["figures-differ figure=22 June 2021 also=city.zh.md:6:1"],
    ),
    "a number in an item, though the section has it": (
        "有五项：\n\n- 甲▸三条\n- 乙五条",
        "There are five:\n\n- A ▸five\n- B five",
        [
            "figures-differ figure=三 also=city.en.md:8:1",
            "figures-differ figure=five also=city.zh.md:8:1",
        ],
    ),
    "a number in the place of another, though the section has both": (
        "三条、四条、五项：\n\n- 甲▸三条，五项五条",
        "three, four, five:\n\n- A ▸four, five",
        [
            "figures-differ figure=三 also=city.en.md:8:1",
            "figures-differ figure=four also=city.zh.md:8:1",
        ],
    ),
    "a number in the place of another, answered by a quotation": (
        "三份、四个、▸三个“四个”[O-2](source:O-2)",
        "four, four and three “四个”[O-2](source:O-2)",
        ["figures-differ figure=三 also=city.en.md:6:1"],
    ),
    "a year in another item": (
        "- 甲：▸2007年\n- 乙：2018年",
        "- A: ▸2018\n- B: 2018",
        [
            "figures-differ figure=2007 also=city.en.md:6:1",
            "figures-differ figure=2018 also=city.zh.md:6:1",
        ],
    ),
    "a figure in a heading": (
        "## ▸五对 {#a}",
        "## ▸Four pairs {#a}",
        [
            "figures-differ figure=五 also=city.en.md:6:1",
            "figures-differ figure=Four also=city.zh.md:6:1",
        ],
    ),
    "a figure in a table": (
        "| 甲 |\n|---|\n| ▸18 |",
        "| A |\n|---|\n| ▸8 |",
        [
            "figures-differ figure=18 also=city.en.md:8:1",
            "figures-differ figure=8 also=city.zh.md:8:1",
        ],
    ),
    "a number where as many stand": (
        "三份文本，▸三个词和四句话。",
        "Four texts, three words and ▸four phrases.",
        [
            "figures-differ figure=三 also=city.en.md:6:1",
            "figures-differ figure=four also=city.zh.md:6:1",
        ],
    ),
}


def in_order(files: Files) -> list[str]:
    """The marked places, those of the page before those of its partner."""
    found = (place for path in files for place in places({path: files[path]}))
    return [place.removeprefix("content/pages/") for place in found]


@pytest.mark.parametrize(("chinese", "english", "rules"), FAULTS.values(), ids=FAULTS)
def test_fault(chinese: str, english: str, rules: list[str], tmp_path: Path) -> None:
    """Each fault is named once, at the character where it stands."""
    files = pair(chinese, english)
    expected = [f"{place} {each}" for place, each in zip(in_order(files), rules, strict=True)]
    assert sorted(said(tmp_path, files)) == sorted(expected)


SILENT: dict[str, tuple[str, str]] = {
    "the same": (LIST, "A:\n\n- one\n- two"),
    "a block for one language": ("甲。\n\n::: only\n1999年[O-9](source:O-9)。\n:::", "A."),
    "an item for one language": ("- 甲\n\n  ::: only\n  - 乙\n  :::", "- A"),
    "a heading that the partner lacks": ("甲。\n\n## 乙 {#b}\n\n丙。", "A.\n\nC."),
    "a picture in each language": ("![甲](map.zh.svg)", "![A](map.en.svg)"),
    "a picture in another folder": ("![甲](zh/map.svg)", "![A](map.svg)"),
    "citations in another order": (
        "甲[O-2](source:O-2)乙[O-3](source:O-3)。",
        "B [O-3](source:O-3), A [O-2](source:O-2), [O-3](source:O-3).",
    ),
    "a citation in another paragraph of the section": (
        "甲。\n\n乙[O-2](source:O-2)。",
        "A [O-2](source:O-2).\n\nB.",
    ),
    "a term under other words": ("[网](term:hu-lian-wang)", "[it](term:hu-lian-wang)"),
    "a term that is named, not linked": ("互联网", "A [page](city.en.md)"),
    "one date": ("二〇二一年六月二十二日", "22 June 2021"),
    "one number": ("79人、五项、第十一次", "79 members, five items, the 11th"),
    "both": ("两者", "both"),
    "one": ("一个", "it"),
    "a small number that stands nearby": ("有五对。\n\n五对是：", "There are five.\n\nThe pairs are:"),
    "a number in a quotation": ("“五个”[O-2](source:O-2)", "they ([O-2](source:O-2))"),
    "a quotation that answers": ("“五个”[O-2](source:O-2)", "five [O-2](source:O-2)"),
    "a number in other words": ("甲（[five](lang:en)）", "A (五)"),
    "other words that answer": ("五项", "items (五)"),
    "pinyin": ("甲", "A ([wǔ 5](lang:pinyin))"),
    "a number in a linked term": ("[五个](term:hu-lian-wang)", "[they](term:hu-lian-wang)"),
    "a number in code": ("甲`5`", "A"),
    "a number in an address": ("[甲](https://example.org/5)<https://example.org/6>", "A"),
    "a number in a citation": ("甲[O-2](source:O-2)", "A [O 2](source:O-2)"),
    "an idiom": ("十分统一", "quite unified"),
    "an idiom in English": ("甲", "First of all, on all fours"),
}


@pytest.mark.parametrize(("chinese", "english"), SILENT.values(), ids=SILENT)
def test_near_miss(chinese: str, english: str, tmp_path: Path) -> None:
    """What languages do differently is no fault."""
    assert said(tmp_path, pair(chinese, english)) == []


def test_titles_and_summaries_have_figures(tmp_path: Path) -> None:
    """A figure of the front matter is asked for in the front matter."""
    files = {
        PAGE: page("甲2021年。", "title: 五个词\nsummary: ▸2021年的五个词。"),
        PARTNER: page("A in 2021.", "title: Five words\nsummary: The words."),
    }
    (place,) = in_order(files)
    assert said(tmp_path, files) == [f"{place} figures-differ figure=2021 also=city.en.md:3:10"]


@pytest.mark.parametrize("idioms", ["zh: [五岳学派]", "zh: [五岳学派]\nen: [six pack]"])
def test_a_site_has_idioms_of_its_own(idioms: str, tmp_path: Path) -> None:
    """Words of content/idioms.yaml ask for nothing, each in its language."""
    found = said(tmp_path, {**pair("五岳学派", "a six pack"), IDIOMS: f"{idioms}\n"})
    assert len(found) == (0 if "six" in idioms else 1)


def test_names_of_the_term_base_ask_for_nothing(tmp_path: Path) -> None:
    """A number in the name of a term is part of the name, in each language."""
    terms = changed("content/glossary.yaml", "en: internet", "en: the Four Nets\n        also: {zh: [五网]}")
    assert said(tmp_path, {**pair("五网", "the Four Nets"), **terms}) == []
    assert len(said(tmp_path, {**pair("五网", "the four nests"), **terms})) == 1


def test_a_footnote_too_many(tmp_path: Path) -> None:
    """Footnotes are compared where they are written."""
    files = pair("甲[^1]乙[^2]。\n\n[^1]: 丙。\n\n[^2]: 丁。", "A[^1] B.\n\n[^1]: C.")
    assert said(tmp_path, files) == [
        "city.zh.md:8:1 blocks-differ count block=footnotes lone=city.zh.md:10 ours=2 theirs=1 unit=footnotes"
        " also=city.en.md:8:1 also=city.zh.md:10:1"
    ]


def test_languages_without_known_figures(tmp_path: Path) -> None:
    """A language whose numerals are not known is compared in everything but figures."""
    site = changed(SITE, "language: en}", "language: de}")
    site[SITE] = site[SITE].replace(", en:", ", de:").replace("x_default: [en, ", "x_default: [")
    files = {
        PAGE: page("五个[O-2](source:O-2)。"),
        "content/pages/city.de.md": page("Sechs.", "title: S\nsummary: S."),
    }
    root = write_site(tmp_path, {**site, **files})
    for path in root.glob("content/pages/*.en.md"):
        path.unlink()
    library, _ = read_library(root, OWN)
    assert library is not None
    assert [each.rule.name for rule in RULES for each in checked(rule, library)] == ["citations-differ"]


def test_checked_with_all_else(tmp_path: Path) -> None:
    """The rules are among those that stop a build."""
    settings = GOOD[SITE].replace("-differ: off", "-differ: error")
    ours = "甲共五个。\n\n## 一 {#a}\n\n乙[O-2](source:O-2)。\n\n## 二 {#b}\n\n- 丙"
    theirs = "A.\n\n## One {#a}\n\nB.\n\n## Two {#b}\n\nC."
    files = {**pair(ours, theirs), SITE: settings}
    result = run("check", "--root", write_site(tmp_path, files))
    assert {"blocks-differ", "citations-differ", "figures-differ"} <= {
        line.rpartition("[")[2].rstrip("]") for line in result.stderr.splitlines() if ": error: " in line
    }
    assert result.exit_code == 1


# How two runs of blocks are paired.


def body(text: str) -> Body:
    """What an English text says, without what its language alone needs."""
    return without_only(parse_body(text, "en", "content/pages/city.en.md")[0])


def aligned(ours: str, theirs: str) -> list[tuple[str, str]]:
    """The pairs of two texts, each block by its words, "" for none."""

    def words(block: Block | None) -> str:
        return "".join(plain_text(run.items) for run in runs_in([block])) if block else ""

    mine, other = body(ours).blocks, body(theirs).blocks
    return [(words(each.ours), words(each.theirs)) for each in pair_blocks(mine, other)]


@pytest.mark.parametrize(
    ("ours", "theirs", "pairs"),
    [
        ("", "", []),
        ("a", "", [("a", "")]),
        ("", "a", [("", "a")]),
        ("a\n\nb", "c\n\nd", [("a", "c"), ("b", "d")]),
        ("- a\n\nb", "c", [("a", ""), ("b", "c")]),
        ("a\n\n- b\n\nc", "d\n\ne", [("a", "d"), ("b", ""), ("c", "e")]),
        ("- a", "b", [("a", "b")]),
        (
            "a [x](source:O-1)\n\nb [x](source:O-2)",
            "c [x](source:O-2)",
            [("a x", ""), ("b x", "c x")],
        ),
        (
            "![a](a.svg)\n\n![b](b.svg)",
            "![c](b.svg)",
            [("a", ""), ("b", "c")],
        ),
        ("- a\n- b\n\n---\n\n- c", "- d", [("ab", ""), ("", ""), ("c", "d")]),
    ],
)
def test_pairing(ours: str, theirs: str, pairs: list[tuple[str, str]]) -> None:
    """Blocks of one kind are paired, the likeliest where some have no partner."""
    assert aligned(ours, theirs) == pairs


KINDS = st.lists(
    st.sampled_from(["a", "- a\n- b", "1. a", "> a", "    a", "| a |\n|---|\n| b |"]), max_size=7
)


@given(KINDS, KINDS)
def test_no_block_is_lost(ours: list[str], theirs: list[str]) -> None:
    """Every block stands in one pairing, in the order of its page."""
    mine, other = (body("\n\n***\n\n".join(each)).blocks for each in (ours, theirs))
    pairings = pair_blocks(mine, other)
    assert [each.ours for each in pairings if each.ours] == list(mine)
    assert [each.theirs for each in pairings if each.theirs] == list(other)
    assert all(each.ours or each.theirs for each in pairings)
    if ours == theirs:
        assert all(each.both for each in pairings)


def test_sections_that_cannot_be_told_are_left_out() -> None:
    """A section whose end is unsure, or whose id stands twice, has no pairing."""
    ours = body("## a {#a}\n\n## b {#b}\n\n## c {#c}\n\n## c {#c}\n\n## d {#d}")
    theirs = body("## a {#a}\n\n## c {#c}\n\n## d {#d}\n\n## e {#e}")
    assert [section.ours.id for section in pair_sections(ours, theirs)] == [""]
    theirs = body("## a {#a}\n\n## b {#b}\n\n## c {#c}\n\n## d {#d}")
    assert [section.ours.id for section in pair_sections(ours, theirs)] == ["", "a", "b", "d"]


def test_what_blocks_share() -> None:
    """Citations and pictures of a block are told without the language of their files."""
    (block,) = body("a [x](source:O-1) [y](Source:O-2) [z](source:O-1) ![p](i/map.zh.svg)").blocks
    assert cited(block) == ("O-1", "O-2")
    assert pictures(block) == ("map.svg",)
