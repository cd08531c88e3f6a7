"""Slips in YAML: each is said once, in our words, at its own place, with a remedy that works."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_site import GOOD, PAGE, SITE, TERMS, page, run, write_site

from sitegen.make import make_site
from sitegen.model import Mend, Words
from sitegen.read.files import FileText
from sitegen.read.page import read_page
from sitegen.read.yaml.documents import Document, parse_yaml, text_values
from sitegen.read.yaml.front_matter import head_of, read_front_matter
from sitegen.rules.catalogue import say

PAGE_PATH = "content/pages/x.zh.md"
THEIRS = {"scanning", "parsing", "scalar", "token", "mapping", "block", "sequence", "simple", "indicator"}


def mended(text: str, mends: tuple[Mend, ...]) -> str:
    """The text with the mends made."""
    lines = text.split("\n")
    for mend in sorted(mends, reverse=True):
        at, line = mend.place.column - 1, lines[mend.place.line - 1]
        assert line.startswith(mend.written, at)
        lines[mend.place.line - 1] = line[:at] + mend.better + line[at + len(mend.written) :]
    return "\n".join(lines)


def said(document: Document) -> list[str]:
    """Line, column and message of what is said."""
    for each in document.diagnostics:
        assert not THEIRS & set(f"{say(each).message} {say(each).hint}".split())
        assert say(each).hint
    return [f"{each.place.line}:{each.place.column} {say(each).message}" for each in document.diagnostics]


WIDE = "the colon behind `{}` is the full-width one (：)"
BLANK = "behind `{}:` a blank is missing"
BEGINS = "a value cannot begin with {}: YAML reads {}"
COLON = "a colon in a text without quotation marks: YAML reads a second key"
COMMENT = "`{}` is lost: behind a blank, # begins a comment"
CLOSES = "behind a blank, # begins a comment: what closes the brackets is lost"
WIDE_COMMA = "the comma before a key is the full-width one (，)"
ENDS = "this line ends the file: what stands behind it is not read"
COMMA = "a comma ends a value in braces: what stands behind it is read as a key"


@pytest.mark.parametrize(
    ("text", "place", "message", "right"),
    [
        # A full-width colon
        ("title: 甲\nsummary：乙。", "2:8", WIDE.format("summary"), "title: 甲\nsummary: 乙。"),
        (
            "title: 甲\nsummary：乙。\ndraft: true",
            "2:8",
            WIDE.format("summary"),
            "title: 甲\nsummary: 乙。\ndraft: true",
        ),
        ("title：甲\nsummary: 乙。", "1:6", WIDE.format("title"), "title: 甲\nsummary: 乙。"),
        ("title: 甲\nlabel ： 乙", "2:7", WIDE.format("label"), "title: 甲\nlabel: 乙"),
        ("pages:\n  - a\ntitle：\n  zh: 甲", "3:6", WIDE.format("title"), "pages:\n  - a\ntitle: \n  zh: 甲"),
        ("- id: a\n  zh：甲\n  en: A", "2:5", WIDE.format("zh"), "- id: a\n  zh: 甲\n  en: A"),
        ("a: {zh：甲, en: A}", "1:7", WIDE.format("zh"), "a: {zh: 甲, en: A}"),
        ("title：甲", "1:6", WIDE.format("title"), "title: 甲"),
        # No blank behind the colon
        ("title: 甲\nlabel:三种", "2:6", BLANK.format("label"), "title: 甲\nlabel: 三种"),
        ("label:三种\ntitle: 甲", "1:6", BLANK.format("label"), "label: 三种\ntitle: 甲"),
        ("title:甲\nsummary:乙", "1:6", BLANK.format("title"), None),
        ("- id: a\n  zh:甲\n  en: A", "2:5", BLANK.format("zh"), "- id: a\n  zh: 甲\n  en: A"),
        ("title:“甲”\nlabel: 乙", "1:6", BLANK.format("title"), "title: “甲”\nlabel: 乙"),
        # Signs that begin something
        ("title: *甲*", "1:8", BEGINS.format("*", "an alias"), 'title: "*甲*"'),
        ("title: &甲", "1:8", BEGINS.format("&", "an anchor"), 'title: "&甲"'),
        ("title: !甲", "1:8", BEGINS.format("!", "a tag"), 'title: "!甲"'),
        ("title: %甲", "1:8", BEGINS.format("%", "a directive"), 'title: "%甲"'),
        ("title: @甲", "1:8", "a value cannot begin with @: YAML keeps it for itself", 'title: "@甲"'),
        ("title: `甲`", "1:8", "a value cannot begin with `: YAML keeps it for itself", 'title: "`甲`"'),
        ("title: |甲", "1:8", BEGINS.format("|", "text over several lines"), 'title: "|甲"'),
        ("title: >甲", "1:8", BEGINS.format(">", "text over several lines"), 'title: ">甲"'),
        ("title: - 甲", "1:8", BEGINS.format("-", "an item of a list"), 'title: "- 甲"'),
        ("title: ? 甲", "1:8", BEGINS.format("?", "a long key"), 'title: "? 甲"'),
        ("title: , 甲", "1:8", BEGINS.format(",", "the next item"), 'title: ", 甲"'),
        ("title: ]甲", "1:8", BEGINS.format("]", "the end of a list"), 'title: "]甲"'),
        ("title: }甲", "1:8", BEGINS.format("}", "the end of a group"), 'title: "}甲"'),
        ("- @甲\n- 乙", "1:3", "a value cannot begin with @: YAML keeps it for itself", '- "@甲"\n- 乙'),
        ('title: @"甲"', "1:8", "a value cannot begin with @: YAML keeps it for itself", "title: '@\"甲\"'"),
        (
            "title: [转载] 甲",
            "1:12",
            "text stands behind ]: a value that begins with [ is a list",
            'title: "[转载] 甲"',
        ),
        (
            "title: {甲} 乙\nlabel: 丙",
            "1:11",
            "text stands behind }: a value that begins with { is a group of keys",
            'title: "{甲} 乙"\nlabel: 丙',
        ),
        # A second colon
        ("title: City: a place", "1:12", COLON, 'title: "City: a place"'),
        ("title: 甲:\nlabel: 乙", "1:9", COLON, 'title: "甲:"\nlabel: 乙'),
        ("title: “甲: 乙”", "1:10", COLON, 'title: "“甲: 乙”"'),
        ("a:\n  - 甲: 乙: 丙", "2:9", COLON, 'a:\n  - 甲: "乙: 丙"'),
        ("a: {zh: 甲: 乙, en: A}", "1:10", COLON, 'a: {zh: "甲: 乙", en: A}'),
        # What would be a comment
        ("title: 甲 #1 乙", "1:10", COMMENT.format("#1 乙"), 'title: "甲 #1 乙"'),
        ("title: 甲 #乙", "1:10", COMMENT.format("#乙"), 'title: "甲 #乙"'),
        ("title: #甲", "1:8", COMMENT.format("#甲"), 'title: "#甲"'),
        ("- 甲 #1\n- 乙", "1:5", COMMENT.format("#1"), '- "甲 #1"\n- 乙'),
        (
            "a: {zh: 甲 #1, en: A}\nb: 1",
            "1:11",
            "behind a blank, # begins a comment: what closes the brackets is lost",
            None,
        ),
        # Commas in braces
        ("a: {zh: 看水, 到哪里去。}", "1:11", COMMA, 'a: {zh: "看水, 到哪里去。"}'),
        ("a: {zh: 甲, 乙, 丙, en: A}", "1:10", COMMA, 'a: {zh: "甲, 乙, 丙", en: A}'),
        ("a: {en: One, two., zh: 甲}", "1:12", COMMA, 'a: {en: "One, two.", zh: 甲}'),
        ("- {zh: 甲, 乙}", "1:9", COMMA, '- {zh: "甲, 乙"}'),
        (
            "a: {zh: 甲，en: A}",
            "1:10",
            "the comma before a key is the full-width one (，)",
            "a: {zh: 甲, en: A}",
        ),
        ("a: {甲}", "1:5", "`甲` has no value", None),
        # Quotation marks
        ('title: "甲\nlabel: 乙', "1:8", 'the quotation mark " that begins here is not closed', None),
        ("title: '甲", "1:8", "the quotation mark ' that begins here is not closed", None),
        ('title: "甲" 乙', "1:11", 'text stands behind the closing quotation mark "', None),
        ("title: 'It's'", "1:12", "text stands behind the closing quotation mark '", None),
        ('- a\n- "乙', "2:3", 'the quotation mark " that begins here is not closed', None),
        (
            'a: "C:\\pages"',
            "1:7",
            "a backslash in double quotation marks begins an escape that YAML does not know",
            None,
        ),
        # Indentation, dashes, brackets, ends
        ("title: 甲\n\tlabel: 乙", "2:1", "a tab stands in the indentation", None),
        ("a:\n  zh: 甲\n\ten: A", "3:1", "a tab stands in the indentation", None),
        ("title: 甲\n label: 乙", "2:2", "the line is indented by 1, the one above it by 0", None),
        ("a:\n  zh: 甲\n en: A", "3:2", "the line is indented by 1, the one above it by 2", None),
        (" title: 甲\nlabel: 乙", "2:1", "the line is indented by 0, the one above it by 1", None),
        ("a:\n  - b\n  c: d", "3:3", "the line is no item of the list above: its dash is missing", None),
        ("a: [甲, 乙\nb: 丙", "1:4", "the bracket that begins here is not closed", None),
        ("a: {zh: 甲\nb: 丙", "1:4", "the bracket that begins here is not closed", None),
        ("summary 乙\ntitle: 甲", "1:8", "behind `summary` the colon is missing", None),
        ("a:\n- b\nc\n", "3:1", "the line is neither `key: value` nor an item of a list", None),
        (
            "title: 甲\n...\nlabel: 乙",
            "2:1",
            "this line ends the file: what stands behind it is not read",
            None,
        ),
    ],
)
def test_slips(text: str, place: str, message: str, right: str | None) -> None:
    """A slip is named where it was made; what mends it makes it YAML."""
    document = parse_yaml("x.yaml", text)
    assert said(document)[0] == f"{place} {message}"
    if right is not None:
        assert len(document.diagnostics) == 1
        assert mended(text, document.diagnostics[0].mends) == right
        assert parse_yaml("x.yaml", right).diagnostics == ()


@pytest.mark.parametrize(
    "text",
    [
        "title: 海纳  # a comment",
        "title: 甲#1",
        "title: a:b",
        "title: 甲：乙，丙",
        "title: “甲：乙”",
        "title: https://example.org/#a",
        'title: "甲 #1: 乙"',
        "title: '甲 #1'",
        "a: {zh: “甲，乙”, en: A}",
        "a: {zh: 甲, en: }",
        "a: [甲, 乙]",
        "a:   # names\n  - b",
        "a: >\n  甲: 乙 #1\n  summary：丙",
        "a: |\n  title:甲\n",
        "# title：甲\na: 1",
        "a: -1",
        "a: 12:30",
    ],
)
def test_what_is_right(text: str) -> None:
    """What reads as it was meant is left alone."""
    assert parse_yaml("x.yaml", text).diagnostics == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: a: b\nsummary：c\nlabel:三", ["1:9", "2:8", "3:6"]),
        ("title：甲\nsummary：乙", ["1:6", "2:8"]),
        ("{zh：甲，en：A}", ["1:6", "1:4", "1:9"]),
        ("title: 甲 #1\nlabel: 乙 #2", ["1:10", "2:10"]),
        ("title: @a\nlabel: %b\nsummary: c: d", ["1:8", "2:8", "3:11"]),
    ],
)
def test_every_slip_is_named(text: str, expected: list[str]) -> None:
    """One slip does not hide the next."""
    assert [each.partition(" ")[0] for each in said(parse_yaml("x.yaml", text))] == expected


@pytest.mark.parametrize("key", ["title", "summary", "label"])
def test_words_of_a_head_have_no_comments(key: str) -> None:
    """Behind a page's title also a number sign with a blank is one that readers were to see."""
    text = f"{key}: 甲 # 乙"
    assert said(parse_yaml("x.md", text)) == [f"1:{len(key) + 5} {COMMENT.format('# 乙')}"]
    assert parse_yaml("x.md", "draft: true # until May").diagnostics == ()


HEAD = "title: 甲\nsummary: 乙。"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("———", "---", ["1:1 no-front-matter"]),
        ("－－－", "－－－", ["1:1 no-front-matter", "4:1 unended-front-matter"]),
        ("----", "----", ["1:1 no-front-matter", "4:1 unended-front-matter"]),
        ("---", "———", ["4:1 unended-front-matter"]),
        ("---", "--", ["4:1 unended-front-matter"]),
        ("---", "—", ["4:1 unended-front-matter"]),
        ("+++", "+++", ["1:1 no-front-matter", "4:1 unended-front-matter"]),
        (" ---", "---", ["1:1 no-front-matter"]),
        ("\n---", "---", ["2:1 no-front-matter"]),
        ("", "---", ["2:1 no-front-matter"]),
        ("---", "  ---", ["4:1 unended-front-matter"]),
    ],
)
def test_fences(first: str, last: str, expected: list[str]) -> None:
    """A fence that is written otherwise is named, and taken for what it was meant as."""
    found, faults = read_page(FileText(PAGE_PATH, f"{first}\n{HEAD}\n{last}\n\n正文。\n"), "zh")
    assert [f"{each.place.line}:{each.place.column} {each.rule.name}" for each in faults] == expected
    assert found is not None
    assert (found.front.title, found.has_head) == ("甲", True)


LINES = st.sampled_from(
    ["---", "———", "--", "title: 甲", "summary: 一句。", "", "正文。", "+++", "note: 甲", "- 乙"]
)


@given(st.lists(LINES, max_size=9))
def test_the_head_of_a_page_decides_what_it_says(lines: list[str]) -> None:
    """It is read without the rest, which changes more often."""
    text = "\n".join(lines)
    assert read_front_matter(PAGE_PATH, head_of(text)) == read_front_matter(PAGE_PATH, text)


def test_a_head_ends_with_its_fence() -> None:
    """Words below it are no part of it."""
    text = page("正文。")
    assert head_of(text) == head_of(text.replace("正文。", "另一句。")) != text


@pytest.mark.parametrize("text", ["正文。\n", "## 甲 {#a}\n\n---\n\n乙。\n", "注：甲\n---\n", "note: 甲\n"])
def test_no_fence(text: str) -> None:
    """A page without a head is one, whatever lines it has."""
    found, faults = read_page(FileText(PAGE_PATH, text), "zh")
    assert faults[0].rule.name == "no-front-matter"
    assert found is not None
    assert not found.has_head


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (page("甲。", "title：城市\nsummary：一句。"), page("甲。", "title: 城市\nsummary: 一句。")),
        (
            page("甲。", "title:城市\nsummary: A: Two."),
            page("甲。", 'title: 城市\nsummary: "A: Two."'),
        ),
        (page("甲。", "title: 城 #Tor\nsummary: 句。"), page("甲。", 'title: "城 #Tor"\nsummary: 句。')),
        (page("甲。").replace("---", "———"), page("甲。")),
        (page("甲。").replace("---", "----"), page("甲。")),
        (page("甲。").removeprefix("---\n"), page("甲。")),
        (
            page("甲。").replace("\n", "\r\n").replace("title: ", "title："),
            page("甲。").replace("\n", "\r\n"),
        ),
        (page("甲。", "title:\xa0城市\nsummary： “一句。”"), page("甲。", "title: 城市\nsummary: “一句。”")),
    ],
)
def test_fix(wrong: str, right: str, tmp_path: Path) -> None:
    """The remedies are what `check --fix` does."""
    write_site(tmp_path, {PAGE: wrong})
    run("check", "--fix", "--root", tmp_path)
    assert (tmp_path / PAGE).read_bytes().decode() == right


def test_a_head_that_fails_stands_alone(tmp_path: Path) -> None:
    """The head's faults are said of the head; the page is marked as one of which nothing is known."""
    text = page("甲。", "title: {zh: 甲\nsummary: 乙")
    found, _ = read_page(FileText(PAGE_PATH, text), "zh")
    assert found is not None
    assert not found.has_head


def test_prose_in_braces(tmp_path: Path) -> None:
    """A comma in a description is named as such, and nothing is said of a key that nobody wrote."""
    text = GOOD[SITE].replace("{zh: 小站。, en: A small site.}", "{zh: 看水, 到哪里去。, en: A small site.}")
    made = make_site(write_site(tmp_path, {SITE: text}))
    assert [f"{each.place} {each.rule.name}" for each in made.diagnostics] == [f"{SITE}:2:21 broken-yaml"]


FOLDS = [
    (">\n  第一行\n  第二行。", "第一行第二行。"),
    (">-\n  第一行\n  第二行。", "第一行第二行。"),
    ("|\n  第一行\n  第二行。", "第一行第二行。"),
    ("第一行，\n  第二行。", "第一行，第二行。"),
    ("'第一行\n  第二行。'", "第一行第二行。"),
    ('"第一行\n  第二行。"', "第一行第二行。"),
    (">\n  前面 typed 空格\n  后面 Latin\n  words\n  文字。", "前面 typed 空格后面 Latin words文字。"),
    ("第一 行\n  第二 行", "第一 行第二 行"),
    (">\n  第一段。\n\n  第二段。", "第一段。\n第二段。"),
]


@pytest.mark.parametrize(("written", "words"), FOLDS)
@pytest.mark.parametrize("key", ["summary", "title"])
def test_folded_heads(written: str, words: str, key: str) -> None:
    """Lines of a title and a summary are joined as lines of a text are."""
    other = {"summary": "title: 甲", "title": "summary: 甲"}[key]
    found, faults = read_page(FileText(PAGE_PATH, f"---\n{key}: {written}\n{other}\n---\n"), "zh")
    assert faults == []
    assert found is not None
    value = getattr(found.front, key)
    assert (value, value.place.line) == (words, 2)


@pytest.mark.parametrize(("written", "words"), FOLDS)
def test_folded_values(written: str, words: str) -> None:
    """So are lines of explanations and of every other text that authors write below `zh`."""
    indented = written.replace("\n  ", "\n    ")
    document = parse_yaml(TERMS, f"explanation:\n  zh: {indented}\n  en: >\n    one\n    two\nid: a\n")
    assert document.diagnostics == ()
    assert [*map(str, text_values(document.value))] == [words, "one two", "a"]
    assert all(isinstance(each, Words) for each in text_values(document.value))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("content/glossary.yaml", "甲乙 A b"),
        ("content/made_from/a.en.yaml", "甲 乙 A b"),
        ("content/reviewed.yaml", "甲 乙 A b"),
    ],
)
def test_what_commands_write_is_read_as_it_is(path: str, words: str) -> None:
    """Outside Chinese prose only Chinese is joined; records keep the spaces at which they were broken."""
    document = parse_yaml(path, "a: 甲\n  乙\n  A\n  b".replace("乙\n  A", "乙 A"))
    assert [*map(str, text_values(document.value))] == [words]
