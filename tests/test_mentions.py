"""Names in running text, and the links on their first mentions."""

from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.text.addresses import TermTarget
from sitegen.text.body.blocks import Paragraph, walk
from sitegen.text.body.body import Body
from sitegen.text.body.flat import plain_text
from sitegen.text.body.inline import (
    Break,
    Closing,
    CodeSpan,
    Emphasis,
    Foreign,
    Image,
    Item,
    Keep,
    Link,
    Mark,
    Opening,
    Pinyin,
    Quotation,
    Quoted,
    Run,
    Space,
    Strong,
    Syllable,
    Text,
    Write,
)
from sitegen.text.body.mentions import link_mentions
from sitegen.text.body.parse import parse_body
from sitegen.text.words import Names

ENGLISH = Names(
    {
        "city spirit": "spirit",
        "soft power": "power",
        "the people’s city": "people",
        "city": "city",
        "Opinions": "opinions",
        "Expo (CIIE)": "expo",
    },
    "en",
)
CHINESE = Names(
    {
        "城市": "city",
        "城市精神": "spirit",
        "软实力": "power",
        "全面深化改革开放": "reform",
        "开放": "open",
        "魂": "soul",
    },
    "zh",
)
NAMES = {"en": ENGLISH, "zh": CHINESE}


# What is no text stands for itself in these tests by its name.
NAMED: dict[type, str] = {
    Quotation: "quotation",
    Foreign: "lang",
    Pinyin: "ruby",
    Write: "write",
    Keep: "keep",
    Strong: "strong",
    Emphasis: "em",
    CodeSpan: "code_inline",
    Syllable: "ruby_text",
    Image: "image",
}


def linked(text: str, language: str, known: Iterable[str] = ()) -> str:
    """The runs of a text after linking: a link as [words|id], what is no text as <name>."""
    body, _ = parse_body(text, language)
    runs = link_mentions(body, NAMES[language], known).runs()
    return " ".join("".join(map(shown, run.items)) for run in runs).strip()


def shown(item: Item) -> str:
    """An item of a run after linking."""
    match item:
        case Text(text):
            return text
        case Opening(Link()):
            return "["
        case Closing(Link(address=address)):
            return f"|{address.removeprefix('term:')}]"
        case Opening(Quoted()) | Closing(Quoted()):
            return ""
        case Opening(mark):
            return f"<{NAMED[type(mark)]}_open>"
        case Closing(mark):
            return f"<{NAMED[type(mark)]}_close>"
        case Break():
            return "/"
        case Space():
            return ""
    return f"<{NAMED[type(item)]}>"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("zh", "说说软实力。", [(2, 5, "power")]),
        ("zh", "城市与城市精神", [(0, 2, "city"), (3, 7, "spirit")]),
        ("zh", "全面深化改革开放，对外开放", [(0, 8, "reform"), (11, 13, "open")]),
        ("zh", "城里的市场", []),
        ("en", "The city and its city spirit.", [(4, 8, "city"), (17, 28, "spirit")]),
        (
            "en",
            "Soft power: a soft\npower, soft  power",
            [(0, 10, "power"), (14, 24, "power"), (26, 37, "power")],
        ),
        ("en", "cities, citys, velocity, city-state", [(25, 29, "city")]),
        ("en", "The people's city, the people’s city", [(0, 17, "people"), (19, 36, "people")]),
        ("en", "opinions, Opinions, OPINIONS", [(10, 18, "opinions")]),
        ("en", "City’s “city”.", [(0, 4, "city"), (8, 12, "city")]),
        ("en", "the Expo (CIIE)s; the Expo (CIIE).", [(22, 33, "expo")]),
        ("en", "", []),
    ],
    ids=[
        "chinese-anywhere",
        "the-longer-wins",
        "inside-a-longer-name",
        "no-mention",
        "english-words",
        "capital-and-line-end",
        "borders-of-words",
        "apostrophes",
        "capitals-of-a-name",
        "beside-marks",
        "marks-in-a-name",
        "nothing",
    ],
)
def test_find(language: str, text: str, expected: list[tuple[int, int, str]]) -> None:
    """Mentions are found where readers would see them, the longest name first."""
    assert list(NAMES[language].find(text)) == expected


def test_a_name_written_with_a_capital_is_itself() -> None:
    """Where two names differ by their first capital alone, each is found as it is written."""
    names = Names({"Party": "organisation", "party": "feast"}, "en")
    assert [id_ for *_, id_ in names.find("Party, party")] == ["organisation", "feast"]


def test_no_names() -> None:
    """A site without terms has no mentions."""
    assert list(Names({}, "en").find("city")) == []
    assert list(Names({}, "zh").find("城市")) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("zh", "城市精神和软实力。软实力", "[城市精神|spirit]和[软实力|power]。软实力"),
        ("zh", "软实力\n\n软实力", "[软实力|power] 软实力"),
        ("zh", "## 软实力 {#a}\n\n说软实力", "软实力 说[软实力|power]"),
        ("zh", "[软实力](index.zh.md)是软实力", "[软实力|index.zh.md]是[软实力|power]"),
        ("zh", "“软实力”[O-2](source:O-2)", "<quotation_open>“软实力”<quotation_close>[O-2|source:O-2]"),
        ("zh", "“软实力”之说", "“[软实力|power]”之说"),
        ("zh", "[软实力](lang:ja)，`软实力`", "<lang_open>软实力<lang_close>，<code_inline>"),
        ("zh", "[魂](pinyin:hún)，魂", "<ruby_open>魂<ruby_text><ruby_close>，[魂|soul]"),
        ("zh", "[软实力](write:軟實力)", "<write_open>软实力<write_close>"),
        ("zh", "[软实力](keep:)", "<keep_open>[软实力|power]<keep_close>"),
        (
            "zh",
            "**软实力**和*城市*",
            "<strong_open>[软实力|power]<strong_close>和<em_open>[城市|city]<em_close>",
        ),
        ("zh", "**软**实力", "<strong_open>软<strong_close>实力"),
        ("zh", "软\n实力", "[软实力|power]"),
        ("zh", "软&#23454;力", "[软实力|power]"),
        ("zh", "![软实力](a.svg)", "<image>"),
        ("zh", "| 城市 |\n|---|\n| 软实力 |", "[城市|city] [软实力|power]"),
        ("en", "A city\nspirit.", "A [city/spirit|spirit]."),
        ("en", "The\n*city*", "The/<em_open>[city|city]<em_close>"),
        ("en", "City 城市", "[City|city] <lang_open>城市<lang_close>"),
        ("en", "## City {#a}\n\nNo. City", "City No. [City|city]"),
    ],
)
def test_link(language: str, text: str, expected: str) -> None:
    """The first mention of each in running text is linked, and nothing else."""
    assert linked(text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("软实力和城市", "软实力和[城市|city]"), ("城市精神，城市", "[城市精神|spirit]，[城市|city]")],
)
def test_known_ids_are_not_linked(text: str, expected: str) -> None:
    """What the author has linked by hand is not linked again."""
    assert linked(text, "zh", ["power"]) == expected


CLOSED = (Link, Quotation, Foreign, Pinyin, Write)
SCRAPS = {
    "zh": ["城市", "城市精神", "软实力", "开放", "改革", "软", "实力", "精神", "“", "”"],
    "en": ["city", "spirit ", " city", "soft ", "power", "Opinions ", "’s ", "the people", " x", "城市"],
}
SHARED = ["*", "**", "\n", "\n\n", "## ", "- ", "[", "](a.md)", "](source:O-2)", "](lang:de)", "](write:x)"]
SHARED += [
    "](Term:city)",
    "`",
    "| a |\n|---|\n| ",
    "::: only\n",
    ":::\n",
    "。",
    ". ",
    "&#23454;",
    "\\*",
    "\\",
]


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, str]:
    """A language and a text in it."""
    language = draw(st.sampled_from(["zh", "en"]))
    scraps = st.sampled_from(SCRAPS[language]) | st.sampled_from(SCRAPS[language] + SHARED)
    return language, "".join(draw(st.lists(scraps, max_size=25)))


def new_links(run: Run) -> Iterator[tuple[str, list[Mark], str]]:
    """Each link that no author wrote: its id, the marks around it, and its words."""
    around: list[Mark] = []
    items = run.items
    for at, item in enumerate(items):
        if isinstance(item, Opening):
            if id_ := new_id(item.mark):
                yield id_, [*around], plain_text(items[at : items.index(Closing(item.mark), at)])
            around.append(item.mark)
        elif isinstance(item, Closing):
            around.pop()


def new_id(mark: Mark) -> str:
    """The id to which a link leads that no author wrote, or "": authors write `Term` in these tests."""
    is_new = (
        isinstance(mark, Link) and isinstance(mark.target, TermTarget) and mark.address.startswith("term:")
    )
    return mark.address.removeprefix("term:") if is_new else ""


def plain_paragraphs(body: Body) -> Iterator[str]:
    """The paragraphs of a page that are nothing but one text."""
    for block in walk(body.blocks):
        if isinstance(block, Paragraph):
            match block.run.pieces:
                case (Text(text),):
                    yield text


@settings(max_examples=500)
@given(texts())
def test_link_anything(case: tuple[str, str]) -> None:
    """Readers see the same words; each id is linked once at most, in running text, on one of its names."""
    language, text = case
    body, _ = parse_body(text, language)
    names = NAMES[language]
    done = link_mentions(body, names, ["open"])
    assert done.text() == body.text()
    headings = {heading.run.number for heading in done.headings()}
    links = [(*link, run.number) for run in done.runs() for link in new_links(run)]
    ids = [id_ for id_, _, _, _ in links]
    assert len(ids) == len({*ids, "open"}) - 1
    for id_, around, words, run in links:
        assert run not in headings
        assert not [mark for mark in around if isinstance(mark, CLOSED)]
        assert list(names.find(words)) == [(0, len(words), id_)]
    mentioned = {id_ for words in plain_paragraphs(body) for *_, id_ in names.find(words)}
    assert mentioned <= {*ids, "open"}
