"""How pages read: what is counted of them, what is said of one that is hard going, and the table of all."""

from pathlib import Path

import pytest
from marked import expected, said
from small_site import PAGE, Files, page, read, run, write_site

from sitegen.facts.prose.texture import texture_of
from sitegen.model import Place, Texture, Words

RULES = ("heavy-reading", "unknown-language")
STYLE = "content/style.yaml"
ENGLISH = "content/pages/city.en.md"
TITLE = "title: ▸City\nsummary: One."
LIMITS = """\
texture:
  zh: {length: 12, marks: 100, denials: 40, denying: [没有, 未写], alike: 2}
  en: {length: 6, marks: 200, quotations: 1, denials: 40, denying: [not say], alike: 2}
looked_up: [glossary]
"""
HEAD = "title: ▸城市\nsummary: 一句。"
CITED = "[O-2](source:O-2)"


def chinese(body: str, head: str = HEAD) -> Files:
    """The page with this body, and limits for it."""
    return {STYLE: LIMITS, PAGE: page(body, head)}


def english(body: str, head: str = TITLE) -> Files:
    """The partner with this body, and limits for it."""
    return {STYLE: LIMITS, ENGLISH: page(body, head)}


SHORTER = "say it shorter, or put what only some readers want into `::: fold`."
FEWER = "one where a sentence, an item or a passage ends is enough."
FAULTS = {
    "a long page": (
        chinese("一二三四五六。\n\n- 七八九十\n\n| 十一 |\n|---|\n| 二 |"),
        "warning: the main line of this page has a length of 13 [heavy-reading] "
        f"style.yaml allows 12: {SHORTER}",
    ),
    "a long page in words": (
        english("One two, three-four five.\n\n## Six {#six}\n\nSeven eight."),
        "warning: the main line of this page has a length of 7 [heavy-reading] "
        f"style.yaml allows 6: {SHORTER}",
    ),
    "many citations": (
        chinese(f"一二三四五六七八九{CITED}。"),
        "warning: this page has 111 citations for a thousand words or characters [heavy-reading] "
        f"style.yaml allows 100: {FEWER}",
    ),
    "much that is not": (
        chinese("一没有。二未写。\n\n- 三有。\n- 四。"),
        "warning: 50 in a hundred sentences of this page say what is not [heavy-reading] "
        "style.yaml allows 40: say what there is.",
    ),
    "two quotations in a paragraph": (
        english(
            f"▸One “海纳百川” and “追求卓越” {CITED}.\n\nTwo “海纳百川” {CITED}.",
            "title: City\nsummary: One.",
        )
        | {STYLE: LIMITS.replace("marks: 200", "marks: 900")},
        "warning: this paragraph has 2 quotations in another language [heavy-reading] style.yaml allows 1: "
        "say it in the language of the page, and quote where the very words matter.",
    ),
    "three sentences alike": (
        chinese("▸文件一。文件二。\n\n文件三。四。", "title: 城市\nsummary: 一句。"),
        "warning: 3 sentences one behind the other begin with “文件” [heavy-reading] "
        "style.yaml allows 2: join two of them, or begin one with something else.",
    ),
    "three sentences alike in English": (
        english("▸It is.\n\nIt was. It will.", "title: City\nsummary: One."),
        "warning: 3 sentences one behind the other begin with “It” [heavy-reading] "
        "style.yaml allows 2: join two of them, or begin one with something else.",
    ),
    "limits of no language": (
        {STYLE: "texture: {de: ▸{length: 3}}"},
        "error: `texture` has the language `de`, which the site has not [unknown-language]",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault(tmp_path: Path, name: str) -> None:
    """What is too much is named at the title of the page, or where it begins, with what to do."""
    files, message = FAULTS[name]
    found = said(tmp_path, files, RULES)
    if name == "limits of no language":
        assert [each.rpartition(" [unknown-language]")[1] for each in found] == [" [unknown-language]"]
    else:
        assert found == expected(files, message)


NEAR_MISSES = {
    "as much as is allowed": chinese("一二三四五六七八九十一二。"),
    "what is folded, from elsewhere, or code": chinese(
        "一二三四五六七八九十一二。\n\n::: fold 三四五六七八\n三四五六七八\n:::\n\n"
        "::: outside\n九十\n:::\n\n```\n一二三四\n```"
    ),
    "citations count as no words": chinese(f"一二三四五六七八九十{CITED}。"),
    "a page that is looked up": {
        STYLE: LIMITS.replace("[glossary]", "[city]"),
        PAGE: page("一二三四五六七八九十一二三四五六七八九十。"),
    },
    "citations of a page that is looked up": {
        STYLE: LIMITS.replace("[glossary]", "[city]"),
        PAGE: page(f"一二三四五六七八九{CITED}。"),
    },
    "a page with a template of its own": {
        STYLE: LIMITS,
        "content/pages/glossary.zh.md": page(
            "一二三四五六七八九十一二三四五六七八九十。", f"{HEAD}\ntemplate: glossary"
        ),
    },
    "items that begin alike": chinese("- 文件一。\n- 文件二。\n- 文件三。"),
    "Chinese on a Chinese page": chinese(f"一二，“海纳百川”，“追求卓越”{CITED}。"),
    "no limits": {PAGE: page("一没有。" * 30)},
}


@pytest.mark.parametrize("name", NEAR_MISSES)
def test_near_miss(tmp_path: Path, name: str) -> None:
    """What only looks like too much is not named."""
    files = {path: text.replace("▸", "") for path, text in NEAR_MISSES[name].items()}
    assert said(tmp_path, files, RULES) == []


def test_figures(tmp_path: Path) -> None:
    """Main line and whole, citations and sentences are counted as the language counts."""
    body = f"一二三{CITED}。四没有。\n\n::: fold 五\n六七{CITED}。\n:::"
    read_page = read(write_site(tmp_path, {PAGE: page(body)})).pages["city", "zh"]
    counted = texture_of(read_page, Texture(denying=(Words("没有", Place(STYLE)),)))
    assert (counted.length, counted.whole, counted.marks) == (6, 8, 2)
    assert (counted.sentences, counted.denials, counted.marks_in_thousand) == (3, 1, 250)


def test_table(tmp_path: Path) -> None:
    """The command prints a line for each page that is asked for, or for all."""
    root = write_site(tmp_path, {PAGE: page(f"一二三“海纳百川”{CITED}。")})
    result = run("texture", "city", "--root", root)
    lines = [line.split() for line in result.stdout.splitlines()]
    assert lines[0] == ["page", "language", "length", "all", "marks", "/1000", "quoted", "denied", "%"]
    assert ["city", "zh", "7", "7", "1", "143", "1", "0", "0"] in lines
    assert {line[0] for line in lines[1:]} == {"city"}
    everything = run("texture", "--root", root).stdout.splitlines()
    assert len(everything) == 1 + len(read(root).pages)
