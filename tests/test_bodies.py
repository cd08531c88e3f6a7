"""Bodies: what a text says as a value, where it says it, and the HTML that it becomes."""

import pickle
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_markdown import CASES, PICTURES, WORDS

from sitegen.facts.pairs.side_by_side import align
from sitegen.text.addresses import (
    FileTarget,
    PageTarget,
    ParagraphTarget,
    PictureTarget,
    RefusedTarget,
    Target,
    TermTarget,
    WebTarget,
)
from sitegen.text.body.body import Body
from sitegen.text.body.flat import nested, plain_text
from sitegen.text.body.inline import (
    Break,
    Foreign,
    Keep,
    Link,
    Mark,
    Opening,
    Piece,
    Pinyin,
    Quotation,
    Quoted,
    Run,
    Saying,
    Space,
    Strong,
    Text,
    Unquoted,
    Write,
)
from sitegen.text.body.parse import parse_body
from sitegen.text.body.places import Places
from sitegen.text.body.rewrite import without_only
from sitegen.text.body.stretches import stretches
from sitegen.text.html.blocks import body_html
from sitegen.text.html.paired import paired_html
from sitegen.text.html.runs import Side
from sitegen.text.markdown.parse import parse_markdown
from sitegen.text.markdown.spaces import pieces

PAGE = "content/pages/areas/city.en.md"
ADDRESS = {"bilingual_address": "address", "bilingual_reveal": "show"}
# What texts are made of: beginnings of blocks, and what stands in lines.
BLOCKS = (
    *(
        "- ",
        "  ",
        "> ",
        "\n",
        "\n\n",
        "1. ",
        "3. ",
        "## ",
        "::: note 题\n",
        ":::\n",
        "::: outside\n",
        "::: fold 题\n",
        "::: only\n",
    ),
    *("```py x\n", "```\n", "| a | b |\n|---|--:|\n| c | d |\n", "---\n", "t\n: d\n", "{#id}", "\n\n    "),
    *("\n\n[^1]: foot\n", "\n\n[^2]: - a\n    - b\n"),
)
LINES = (
    *(
        "甲乙",
        "word ",
        "*",
        "**",
        "_",
        "`c`",
        "“",
        "”",
        "‘",
        "[O-2](source:O-2)",
        "[x](term:t)",
        "\\\n",
        "\n",
    ),
    *(
        "[海纳](pinyin:hǎi-nà)",
        "[en w](lang:en)",
        "[k](keep:)",
        "[发](write:髮)",
        "[“q”](unquoted:)",
        "&amp;",
    ),
    *(
        "![a *e*](map.svg)",
        '[l](https://e.org "t")',
        "<https://e.org>",
        "[^1]",
        "[^2]",
        "\\*",
        "。",
        "[",
        "](x)",
    ),
)
texts = st.lists(st.sampled_from((*BLOCKS, *LINES)), max_size=30).map("".join)
languages = st.sampled_from(("zh", "en"))


def side(language: str, mark: str = "", *, has_ids: bool = True) -> Side:
    """What tests print with."""
    words = {**WORDS[language], **ADDRESS}
    return Side(language, language, words, PICTURES, mark=mark, has_ids=has_ids)


def first_run(written: str, language: str = "en") -> tuple[Piece, ...]:
    """The pieces of the first run of a text."""
    body, _ = parse_body(written, language, PAGE)
    return next(body.runs()).pieces


@pytest.mark.parametrize(("language", "written", "expected"), CASES)
def test_fixture(language: str, written: str, expected: str) -> None:
    """Everything that authors may write becomes the HTML that the fixtures say, and can be pickled."""
    said = parse_body(written, language)
    assert str(body_html(said[0], side(language))) == expected
    assert pickle.loads(pickle.dumps(said)) == said


class Elements(HTMLParser):
    """Looks whether elements are closed in the order in which they were opened."""

    VOID = ("br", "hr", "img", "input")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def assert_whole(html: str) -> None:
    """Every element is closed where it was opened."""
    elements = Elements()
    elements.feed(html)
    assert elements.open == []


@given(texts, languages)
@settings(deadline=None, max_examples=200)
def test_html_is_whole(written: str, language: str) -> None:
    """Whatever is written becomes elements inside elements, and says what the parser’s tokens say."""
    tokens, _ = parse_markdown(written, language)
    body, _ = parse_body(written, language)
    assert_whole(body_html(body, side(language)))
    runs = [pieces(token.children or []) for token in tokens if token.type == "inline"]
    assert [[(each.text, each.limits, each.level) for each in stretches(run)] for run in body.runs()] == [
        [(each.text, each.limits, each.level) for each in run] for run in runs
    ]


@given(texts, texts)
@settings(deadline=None, max_examples=200)
def test_paired_html_is_whole(ours: str, theirs: str) -> None:
    """Whatever two texts say, side by side they become elements inside elements, each address once."""
    pairs = align(parse_body(ours, "zh")[0], parse_body(theirs, "en")[0])
    html = paired_html(pairs, side("zh", has_ids=False), side("en", "-other-", has_ids=False))
    assert_whole(html)
    addresses = re.findall(r'<a class="address" href="#([^"]*)"', html)
    assert len(addresses) == len(set(addresses))
    assert [html.count(f' id="{each}"') for each in addresses] == [1] * len(addresses)


@given(texts, languages, st.integers(1, 5))
@settings(deadline=None)
def test_lines_above_change_places_only(written: str, language: str, lines: int) -> None:
    """What is added above shifts every place and changes nothing of what is said."""
    written = f"begin\n\n{written}"
    body, places = parse_body(written, language)
    later, shifted = parse_body("\n" * lines + written, language)
    assert later == body
    assert shifted != places
    assert [each.line + lines for each in places.blocks] == [each.line for each in shifted.blocks]
    assert [each.line + lines for each in places.runs] == [each.line for each in shifted.runs]


@given(texts, languages)
@settings(deadline=None)
def test_flat_and_nested(written: str, language: str) -> None:
    """A run that is made flat and nested again is the same."""
    body, places = parse_body(written, language)
    for run in body.runs():
        assert nested(run.items) == run.pieces
        assert len(places.runs[run.number].offsets) == len(run.items)


def test_words_stand_where_they_are_said_to_stand() -> None:
    """The place of a text leads to that text in the file, wherever it stands."""
    written = (
        "## A heading {#h}\n\n> - one *two* three\n>   four [five](term:t) six\n>\n"
        "> ::: note A title\n> seven\n> :::\n\n"
        "| eight | nine |\n|---|---|\n| ten [eleven](source:O-1) | *twelve* |\n\n"
        "twice[^1]\n\nword\n: meaning **strong**\n\n[^1]: below\n"
    )
    body, places = parse_body(written, "en")
    lines = written.split("\n")
    found = []
    for run in body.runs():
        for index, item in enumerate(run.items):
            if isinstance(item, Text):
                position = places.item(run.number, index)
                assert position
                assert lines[position.line - 1].startswith(item.text, position.column - 1)
                found.append(item.text.strip())
    assert len(found) == 18


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("source:O-2", ParagraphTarget("O-2")),
        ("Source:O-2", ParagraphTarget("O-2")),
        ("term:city", TermTarget("city")),
        ("goals.en.md", PageTarget("areas/goals", "en", "")),
        ("../index.zh.md#top", PageTarget("index", "zh", "top")),
        ("#origin", PageTarget("areas/city", "en", "origin")),
        ("map.svg", FileTarget("content/pages/areas/map.svg")),
        ("https://example.org/", WebTarget("https://example.org/")),
        ("www.example.org", RefusedTarget("it lacks its beginning", "https://www.example.org")),
        ("picture:goals", PictureTarget("goals")),
    ],
)
def test_addresses_are_read_once(address: str, target: Target) -> None:
    """A link says what it leads to, by the file in which it stands, and how that was written."""
    body, _ = parse_body(f"[a b]({address})", "en", PAGE)
    (linked,) = body.linked
    assert linked.what == Link(target, address)
    assert linked.text == "a b"


SAYING = Saying("words", ("O-2",), ("O-2",))


@pytest.mark.parametrize(
    ("written", "marks"),
    [
        ("**a**", [Strong()]),
        ("[hǎi](lang:pinyin)", [Foreign("zh-Latn-pinyin", "pinyin")]),
        ("[a](lang:de)", [Foreign("de", "de")]),
        ("海", [Foreign("zh-Hans")]),
        ("[a](keep:)", [Keep()]),
        ("[a](write:tw=b;hk=c)", [Write((("tw", "b"), ("hk", "c")), "tw=b;hk=c")]),
        ("[a](write:tw=)", [Write((), "tw=")]),
        ("[“a”](unquoted:)", [Unquoted()]),
        ("[hi](pinyin:hǎi-nà)", [Pinyin(("hǎi", "nà"))]),
        ("“words” [O-2](source:O-2)", [Quotation((SAYING,)), Link(ParagraphTarget("O-2"), "source:O-2")]),
        ("[O-2](source:O-2): “words”", [Link(ParagraphTarget("O-2"), "source:O-2"), Quoted((SAYING,))]),
        (
            "<https://e.org>",
            [Link(WebTarget("https://e.org"), "https://e.org", is_automatic=True)],
        ),
    ],
)
def test_marks(written: str, marks: list[Mark]) -> None:
    """What authors may mark is a value of its own type."""
    assert [item.mark for item in Run(0, first_run(written)).items if isinstance(item, Opening)] == marks


def test_leaves() -> None:
    """What stands in a run is a value of its own type, too."""
    assert first_run("海 a\\*\nb\\\nc", "zh") == (
        Text("海"),
        Space(" "),
        Text("a"),
        Text("*", is_literal=True),
        Break(is_hard=False),
        Text("b"),
        Break(is_hard=True),
        Text("c"),
    )


def test_questions() -> None:
    """A body answers what is asked of it."""
    body, _ = parse_body(
        "[O-1](source:O-1)\n\n## One {#one}\n\n[a](term:t)[b](term:t) “q” [O-2](source:O-2)[^1]\n\n"
        "> ## Inner {#inner}\n>\n> ![[O-4](source:O-4)](x.png)\n\n::: only\nown\n:::\n\n"
        "[^1]: [O-3](source:O-3)\n",
        "en",
    )
    assert [(section.id, section.level) for section in body.sections] == [("", 0), ("one", 2)]
    assert list(body.citations) == [("O-1", ""), ("O-2", "one"), ("O-4", "inner"), ("O-3", "inner")]
    assert body.terms() == ("t",)
    assert [heading.id for heading in body.headings()] == ["one", "inner"]
    assert [saying.words for _, _, saying in body.quotations()] == ["q"]
    assert [each.text for each in body.linked] == ["O-1", "a", "b", "O-2", "O-4", "O-3"]
    assert "own" in body.text()
    assert "own" not in without_only(body).text()


def test_marks_have_a_depth() -> None:
    """Emphasis inside emphasis without end makes no value that cannot be compared, hashed or pickled."""
    body, places = parse_body("*a **b " * 2_000 + " c** d*" * 2_000, "en")
    again: tuple[Body, Places] = pickle.loads(pickle.dumps((body, places)))
    assert again == (body, places)
    assert len({body, again[0]}) == 1
    text = plain_text(next(body.runs()).items)
    assert (text.count("a"), text.count("b"), text.count("c"), text.count("d")) == (2_000,) * 4
    assert "<strong>" in body_html(body, side("en"))
