"""Drawn pictures: laid out without overlaps, the same every time; what is said of data that is wrong."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import expected, places, said
from small_site import GOOD as SITE_FILES
from small_site import PAGE, SOURCE, TERMS, Files, page, write_site

from sitegen.make import make_site
from sitegen.model import Place, Words
from sitegen.model.drawings import (
    BoxShape,
    Drawing,
    Lead,
    Lettering,
    ScaledTimeline,
    Sign,
    SpringName,
    Stroke,
)
from sitegen.model.pictures import (
    Branch,
    ConceptMap,
    Event,
    EventGroup,
    Ground,
    Layer,
    Map,
    Matrix,
    Node,
    Pairs,
    Part,
    Picture,
    PictureCell,
    PictureItem,
    PicturePair,
    PictureRow,
    River,
    Spot,
    Spring,
    Stream,
    Timeline,
    Tree,
)
from sitegen.plan.pictures.layouts import Counted, Speaker, draw, draw_counts
from sitegen.plan.pictures.rivers import flow
from sitegen.plan.pictures.sheet import STYLES, Shown
from sitegen.plan.pictures.timelines import scale
from sitegen.text.difference import align
from sitegen.text.numbers.moments import read_moment
from sitegen.text.typography.measure import width_of

UNITS = ("months", "years", "decades", "centuries", "cut")

# --- Layout ---


def words(text: str) -> Words:
    return Words(text, Place("content/pictures/x.yaml"))


def in_both(text: str) -> dict[str, Words]:
    return {"zh": words(text), "en": words(text)}


@dataclass
class Plain(Speaker):
    """Says words as they are; everything leads home."""

    language: str

    def say(self, words: Mapping[str, Words]) -> str:
        return str(words.get(self.language, ""))

    def lead(self, to: Words | None) -> str | None:
        return "/" if to else None


class Cited(Plain):
    """Cites nothing; interface words are what they are called."""

    words: Mapping[str, str] = {f"picture_{each}": f"picture_{each}" for each in UNITS}

    def cite(self, ids: Iterable[Words]) -> tuple[Lead, ...]:
        return tuple(Lead(str(id_)) for id_ in ids)

    def names(self, term: Words | None) -> tuple[SpringName, ...]:
        return ()


CHINESE = st.text("城市精神品格软实力“”（），。、", min_size=1, max_size=40)
ENGLISH = st.lists(st.text("abcdefgilmwWM-’", min_size=1, max_size=24), min_size=1, max_size=12).map(" ".join)
texts = (CHINESE | ENGLISH).map(in_both)
marks = st.sampled_from(["full", "part", "none"]).map(words)
leads = st.none() | st.just(words("index"))
few = {"min_size": 1, "max_size": 5}
nodes = st.builds(Node, words=texts, note=st.just({}) | texts, to=leads)
layers = st.builds(Layer, nodes=st.lists(nodes, **few).map(tuple), then=st.just({}) | texts)
parts = st.builds(Part, layers=st.lists(layers, **few).map(tuple), title=st.just({}) | texts)
meaning = st.just({name: in_both(f"{name}是") for name in ("full", "part", "none")})
kind, described = st.just(words("x")), st.just(in_both("x"))


def matrices(columns: int) -> st.SearchStrategy[Matrix]:
    """Matrices with this many columns."""
    cells = st.lists(st.builds(PictureCell, mark=marks), min_size=columns, max_size=columns).map(tuple)
    items = st.lists(st.builds(PictureItem, words=texts, cells=cells), min_size=1, max_size=12).map(tuple)
    rows = st.lists(st.builds(PictureRow, words=texts, items=items, to=leads), **few).map(tuple)
    heads = st.lists(nodes, min_size=columns, max_size=columns).map(tuple)
    return st.builds(Matrix, kind=kind, description=described, marks=meaning, columns=heads, rows=rows)


pairs = st.builds(PicturePair, one=texts, other=texts, to=leads)
branches = st.builds(Branch, node=nodes, leaves=st.lists(nodes, **few).map(tuple))
# Between the corners 30 120 and 32 122, or no place at all; water and rivers go on beyond them.
spots = st.sampled_from(["30.1 120.1", "31.5 121.25", "31.9 121.9", "31.24", ""]).map(words)
courses = spots | st.sampled_from(["29 119.5", "33.5 121", "31 123", "30 122", "28 125"]).map(words)
grounds = st.builds(
    Ground, name=st.just({}) | texts, at=st.none() | spots, along=st.lists(courses, max_size=6).map(tuple)
)
grounds_of = st.lists(grounds, max_size=2).map(tuple)
days = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31)).map(str)
dates = st.lists(days | days.map(lambda day: day[:7]) | days.map(lambda day: day[:4]), **few)
pictures: st.SearchStrategy[Picture] = st.one_of(
    st.builds(ConceptMap, kind=kind, description=described, parts=st.lists(parts, **few).map(tuple)),
    st.integers(1, 3).flatmap(matrices),
    st.builds(
        Pairs,
        kind=kind,
        description=described,
        sign=st.sampled_from(["and", "to"]).map(words),
        heads=st.tuples(texts, texts),
        pairs=st.lists(pairs, **few).map(tuple),
    ),
    st.builds(
        Map,
        kind=kind,
        description=described,
        corners=st.just((words("30 120"), words("32 122"))),
        places=st.lists(
            st.builds(Spot, at=spots, words=texts, note=st.just({}) | texts, to=leads), **few
        ).map(tuple),
        water=grounds_of,
        rivers=grounds_of,
        names=grounds_of,
    ),
    st.builds(
        Tree, kind=kind, description=described, root=nodes, branches=st.lists(branches, **few).map(tuple)
    ),
)
Area = tuple[int, int, int, int]


def text_area(block: Lettering, language: str) -> Area:
    """Where a text stands by estimate: left, top, right, bottom."""
    style = STYLES[block.style]
    wide = max(width_of(line, language, is_bold=style.is_bold) for line in block.lines)
    top, width = block.y - style.ascent, wide * style.size // 1000
    left = block.x - width // 2 if block.style == "number" else block.x
    return left, top, left + width, top + len(block.lines) * block.leading


def area(shape: BoxShape | Sign) -> Area:
    """Where a box or a sign stands."""
    if isinstance(shape, BoxShape):
        return shape.x, shape.y, shape.x + shape.width, shape.y + shape.height
    half = 11 if shape.form == "spot" else 7
    return shape.x - half, shape.y - half, shape.x + half, shape.y + half


def stroke_area(shape: Stroke) -> Area:
    """Where water and rivers stand, which are straight from point to point."""
    numbers = list(map(int, re.findall(r"-?\d+", shape.d)))
    return min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])


def within(inner: Area, outer: Area) -> bool:
    """Whether one area lies in another."""
    return inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def meet(one: Area, other: Area) -> bool:
    """Whether two areas have more than an edge in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def faults(drawing: Drawing, language: str, *, is_map: bool = False) -> Iterator[str]:
    """What is wrong with a drawing, by estimate; on a map things lie where they are, one on the other too."""
    boxes = [shape for shape in drawing.shapes if isinstance(shape, BoxShape)]
    free: list[Area] = []
    for shape in drawing.shapes:
        if isinstance(shape, Lettering):
            free.append(text_area(shape, language))
        elif isinstance(shape, Sign):
            free.append(area(shape))
        elif isinstance(shape, Stroke) and shape.style in ("water", "river"):
            free.append(stroke_area(shape))
    sheet = (0, 0, drawing.width, drawing.height)
    yield from (f"outside: {each}" for each in (*free, *map(area, boxes)) if not within(each, sheet))
    if is_map:
        yield from (f"{one} on {other}" for one, other in product(free, map(area, boxes)) if meet(one, other))
    outer = [*([] if is_map else free), *map(area, boxes)]
    yield from (f"{one} on {other}" for one, other in combinations(outer, 2) if meet(one, other))
    for box in boxes:
        inner = [text_area(block, language) for block in box.blocks] + [area(mark) for mark in box.marks]
        yield from (f"out of its box: {each}" for each in inner if not within(each, area(box)))
        yield from (f"{one} on {other}" for one, other in combinations(inner, 2) if meet(one, other))


@given(pictures, st.sampled_from(["zh", "en"]))
@settings(max_examples=80)
def test_nothing_overlaps_or_sticks_out(picture: Picture, language: str) -> None:
    """Whatever authors write, boxes grow with it; and the same words give the same drawing."""
    drawing = draw(picture, Plain(language))
    assert list(faults(drawing, language, is_map=isinstance(picture, Map))) == []
    assert drawing == draw(picture, Plain(language))
    assert drawing.width == 360


@given(st.lists(st.tuples(CHINESE | ENGLISH, st.integers(1, 999)), min_size=1, max_size=9))
@settings(max_examples=50)
def test_counts_have_bars_of_their_length(counted: list[tuple[str, int]]) -> None:
    """The longest bar is the most mentioned; nothing overlaps."""
    counts = [Counted(Shown(name, url="/"), f"{count} times", count) for name, count in counted]
    drawing = draw_counts(counts, "en")
    assert list(faults(drawing, "en")) == []
    bars = [bar.width for shape in drawing.shapes if isinstance(shape, BoxShape) for bar in shape.bars]
    most = max(count for _, count in counted)
    assert bars == [max(2, max(bars) * count // most) for _, count in counted]


def test_columns_follow_the_words() -> None:
    """Short names stand side by side, long ones below one another."""

    def columns(*names: str) -> int:
        layer = Layer(tuple(Node(in_both(name)) for name in names))
        picture = ConceptMap(words("x"), in_both("x"), (Part((layer,)),))
        boxes = [shape for shape in draw(picture, Plain("en")).shapes if isinstance(shape, BoxShape)]
        return sum(box.y == boxes[0].y for box in boxes)

    assert columns("one", "two", "three") == 3
    assert columns("one", "two") == 2
    assert columns("incomprehensibility of words", "two") == 1


@pytest.mark.parametrize(
    ("one", "other", "lines"),
    [
        # The first column is as wide as its longest word, as long as that leaves room for the second …
        ("enlightenment and wisdom", "clear heads", ("enlightenment", "and wisdom")),
        # … and no wider than it needs to be.
        ("aim", "incomprehensibilities", ("aim",)),
    ],
)
def test_no_word_is_parted_where_there_is_room(one: str, other: str, lines: tuple[str, ...]) -> None:
    """A name on the left of an arrow stands in whole words, and so does what it stands for."""
    picture = Pairs(
        words("pairs"), in_both("x"), words("to"), (), (PicturePair(in_both(one), in_both(other)),)
    )
    [box] = [shape for shape in draw(picture, Plain("en")).shapes if isinstance(shape, BoxShape)]
    assert box.blocks[0].lines == lines
    assert " ".join(box.blocks[1].lines) == other


# --- What is said of wrong data ---

MAP = "content/pictures/map.yaml"
RULES = (
    "unknown-picture",
    "picture-in-text",
    "picture-data",
    "unused-picture",
    "unknown-page",
    "unknown-section",
    "unknown-term",
    "unknown-paragraph",
    "missing-language",
    "unknown-language",
    "refused-address",
    "missing-key",
    "unknown-key",
    "misquoted",
)
GOOD = """\
kind: matrix
description: {zh: 说明。, en: Description.}
marks:
  full: {zh: 有, en: there}
  none: {zh: 没有, en: absent}
columns:
  - words: {zh: 东, en: East}
    to: city
rows:
  - words: {zh: 桥, en: Bridges}
    to: term:hu-lian-wang
    items:
      - {words: {zh: 石桥, en: of stone}, cells: [{mark: full, cites: [O-2]}], to: source:O-2}
"""
PAIRS = """\
kind: pairs
description: {zh: 说明。, en: Description.}
sign: and
heads: [{zh: 东, en: East}, {zh: 西, en: West}]
pairs:
  - {one: {zh: 桥, en: bridge}, other: {zh: 船, en: boat}}
"""
SHOWN = {PAGE: page("![图](picture:map)"), "content/pages/city.en.md": page("![Map](picture:map)")}


def changed(*changes: tuple[str, str], base: str = GOOD) -> Files:
    """The pages that show the picture, and the picture with some things changed."""
    text = base
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return {**SHOWN, MAP: text}


CITY = """\
kind: map
description: {zh: 说明。, en: Description.}
corners: [31 121, 32 122]
rivers:
  - {name: {zh: 河, en: River}, at: 31.5 121.5, along: [31 121, 32 122]}
places:
  - {at: 31.2 121.4, words: {zh: 桥, en: Bridge}}
"""
EVENTS = """\
kind: timeline
description: {zh: 说明。, en: Description.}
marks: {full: {zh: 写明, en: stated}, none: {zh: 别处, en: elsewhere}}
groups:
  - title: {zh: 之前, en: Before}
    events:
      - {date: '2006-12-31', when: {zh: 年底, en: end of 2006}, what: {zh: 建桥, en: a bridge}, mark: none}
      - {date: '2007', when: {zh: 那年, en: '2007'}, what: {zh: 通船, en: boats}, mark: full, to: city}
  - title: {zh: 以后, en: Since}
    events:
      - date: '2021-06-22'
        when: {zh: 那天, en: that day}
        what: {zh: 改名, en: a name}
        mark: full
        cites: [O-2]
"""
FLOWING = """\
kind: river
description: {zh: 说明。, en: Description.}
mouth: {words: {zh: 大海, en: Sea}, to: city}
streams:
  - node: {words: {zh: 大河, en: River}, note: {zh: 很长, en: long}}
    springs:
      - {words: {zh: 雨水, en: Rain}, cites: [O-2], term: hu}
"""
# How two texts word the same, as phrases of the one source.
COMPARED = """\
kind: comparison
description: {zh: 说明。, en: Description.}
rows:
  - words: {zh: 说法, en: Wording}
    differs: {zh: 多一个“大”字。, en: 'The one has 大, big.'}
    wordings:
      - {text: 互联网的“大门”, cites: [O-2]}
      - {text: 互联网的“门”, cites: [O-3]}
"""
PARAGRAPH = (
    SITE_FILES[SOURCE]
    + """\
  - id: O-3
    section: {zh: 乙, en: Second part}
    gist: {zh: 大意。, en: The gist.}
    phrases: [互联网的“门”]
"""
)
DEGREES = "Write latitude and longitude in degrees: `31.24 121.49`."
CORNERS = "Write the south-west corner and the north-east one: `corners: [31.1 121.3, 31.4 121.7]`."
PAGE_HINT = "Write the name of a page without language and ending."
FAULTS = {
    "a picture that is not there": (
        {**changed(), PAGE: page("![图](picture:map)\n\n▸![图](picture:mapp)")},
        "error: there is no picture `mapp` [unknown-picture] Did you mean `map`?",
    ),
    "a picture among words": (
        {**changed(), PAGE: page("看▸![图](picture:map)。")},
        "error: a drawn picture stands among other words [picture-in-text] "
        "Put it on a line of its own, with an empty line before and behind it.",
    ),
    "a picture twice": (
        {**changed(), PAGE: page("▸![图](picture:map)\n\n▸![图](picture:map)")},
        "error: the page shows the picture `map` 2 times [picture-in-text] "
        "Show it once, and refer to it elsewhere.",
    ),
    "a picture as a link": (
        {**changed(), PAGE: page("![图](picture:map)\n\n▸[图](picture:map)")},
        "error: the address `picture:map` is refused: picture: shows a picture, and is no link "
        "[refused-address] Write an exclamation mark before it: ![…](picture:map).",
    ),
    "an unknown kind": (
        changed(("kind: matrix", "kind: ▸matrx")),
        "error: there is no kind of picture called `matrx` [picture-data] Did you mean `matrix`?",
    ),
    "no kind": (
        changed(("kind: matrix\ndescription", "▸description")),
        "error: `kind` is missing [missing-key] Add a line `kind: …`. Known are: concept-map, timeline, "
        "matrix, pairs, tree, map, river, comparison, occurrence.",
    ),
    "a key of another kind": (
        changed(("columns:", "▸colums:")),
        "error: the key `colums` is not known [unknown-key] Did you mean `columns`?",
    ),
    "an unknown mark": (
        changed(("mark: full,", "mark: ▸ful,")),
        "error: there is no mark called `ful` [picture-data] Did you mean `full`?",
    ),
    "a mark that is not explained": (
        changed(("mark: full,", "mark: ▸part,")),
        "error: `marks` does not say what `part` means [picture-data] "
        "Say below `marks` what it means, in every language: `part: {en: …}`.",
    ),
    "too few cells": (
        changed(("    to: city\n", "  - words: {zh: 西, en: West}\n"), ("zh: 石桥", "zh: ▸石桥")),
        "error: the item has 1 cells, and the picture 2 columns [picture-data] "
        "Write a cell for each column, in their order.",
    ),
    "an empty list": (
        {
            **SHOWN,
            MAP: "▸"
            + PAIRS.replace(
                "pairs:\n  - {one: {zh: 桥, en: bridge}, other: {zh: 船, en: boat}}", "pairs: []"
            ),
        },
        "error: `pairs` holds nothing [picture-data] Write at least one, each after `- `.",
    ),
    "no places on the earth": (
        changed(
            ("at: 31.5 121.5", "at: ▸somewhere"),
            ("along: [31 121,", "along: [▸121 31,"),
            ("31.2 121.4", "▸31-2 121-4"),
            base=CITY,
        ),
        f"error: `somewhere` is no place on the earth [picture-data] {DEGREES}",
        f"error: `121 31` is no place on the earth [picture-data] {DEGREES}",
        f"error: `31-2 121-4` is no place on the earth [picture-data] {DEGREES}",
    ),
    "corners that are none": (
        changed(("[31 121, 32 122]\nrivers", "[▸32 121, 31 122]\nrivers"), base=CITY),
        f"error: the map has no two corners [picture-data] {CORNERS}",
    ),
    "one corner": (
        changed(("[31 121, 32 122]\nrivers", "[▸31 121]\nrivers"), base=CITY),
        f"error: the map has no two corners [picture-data] {CORNERS}",
    ),
    "a place beyond the corners": (
        changed(("31.2 121.4", "▸31.2 122.4"), base=CITY),
        "error: `31.2 122.4` is not between the corners of the map [picture-data] "
        "Compare latitude and longitude, or move a corner.",
    ),
    "dates that are none": (
        changed(("date: '2007'", "date: ▸2007-13"), ("date: '2021-06-22'", "date: ▸2006-12"), base=EVENTS),
        "error: `2007-13` is no date [picture-data] "
        "Write a year, a month or a day, in quotation marks: `'2007'`, `'2021-06'`, `'2021-06-22'`.",
        "error: `2006-12` is earlier than the event before it [picture-data] "
        "Put the events in the order of time.",
    ),
    "a group without events": (
        {
            **SHOWN,
            MAP: "▸"
            + EVENTS.split("  - title: {zh: 以后")[0]
            + "  - {title: {zh: 以后, en: Since}, events: []}\n",
        },
        "error: `events` holds nothing [picture-data] Write at least one, each after `- `.",
    ),
    "a spring without paragraphs and a term that is not there": (
        changed(
            ("cites: [O-2]", "cites: []"), ("zh: 雨水", "zh: ▸雨水"), ("term: hu", "term: ▸hu"), base=FLOWING
        ),
        "error: `雨水` cites no paragraph, so that nothing flows from it [picture-data] "
        "Name the paragraphs that speak of it: `cites: [O-2]`.",
        "error: the glossary has no term `hu` [unknown-term] Look the id up in content/glossary.yaml.",
    ),
    "a single wording": (
        {
            **changed(
                ("      - {text: 互联网的“门”, cites: [O-3]}\n", ""), ("zh: 说法", "zh: ▸说法"), base=COMPARED
            ),
            SOURCE: PARAGRAPH,
        },
        "error: there are 1 wordings to compare [picture-data] "
        "Write two, three or four, each after `- `: `{text: …, cites: [O-2]}`.",
    ),
    "a wording that stands nowhere": (
        {
            **changed(("互联网的“门”", "▸互联网的“门”"), ("cites: [O-3]", "cites: []"), base=COMPARED),
            SOURCE: PARAGRAPH,
        },
        "error: the wording `互联网的“门”` does not say where it stands [picture-data] "
        "Name its paragraphs: `cites: [O-2]`.",
    ),
    "a wording that is not its paragraph’s": (
        {**changed(("互联网的“门”", "▸互联网的“口”"), base=COMPARED), SOURCE: PARAGRAPH},
        "error: “互联网的“口”” is no phrase of O-3 [misquoted] Did you mean `互联网的“门”`?",
    ),
    "a word of a note that no wording has": (
        {**changed(("多一个“大”字", "多一个▸“小”字"), base=COMPARED), SOURCE: PARAGRAPH},
        "error: “小” is no phrase of O-2 or O-3 [misquoted] "
        "Look at the phrases of O-2 or O-3 in content/sources.",
    ),
    "one head": (
        changed((", {zh: 西, en: West}", ""), ("sign: and", "sign: ▸and"), base=PAIRS),
        "error: `heads` has 1 [picture-data] Write two, one for each side.",
    ),
    "a page that is not there": (
        changed(("to: city", "to: ▸citty")),
        "error: there is no page `citty` [unknown-page] Did you mean `city`?",
    ),
    "a section that is not there": (
        changed(("to: city", "to: ▸city#bridge")),
        "error: `city.en.md` has no section `bridge` [unknown-section] "
        "Look at the ids behind that page's headings.",
        "error: `city.zh.md` has no section `bridge` [unknown-section] "
        "Look at the ids behind that page's headings.",
    ),
    "a term and paragraphs that are not there": (
        changed(("term:hu-lian-wang", "▸term:hu-lian"), ("cites: [O-2]", "cites: [▸O-7]")),
        "error: the glossary has no term `hu-lian` [unknown-term] Did you mean `hu-lian-wang`?",
        "error: no source has the paragraph `O-7` [unknown-paragraph] Did you mean `O-2`?",
    ),
    "an address of the web": (
        changed(("to: city", "to: ▸https://example.org/")),
        "error: the address `https://example.org/` is refused: a picture leads to pages, terms and "
        "paragraphs only [refused-address] Write city-spirit, goals#talent, term:soft-power or source:O-2.",
    ),
    "a language that is missing": (
        changed(("{zh: 桥, en: Bridges}", "{zh: ▸桥}")),
        "error: `words` is not written in the language `en` [missing-language] Add `en: …` to it.",
    ),
    "a language that no edition has": (
        changed(("en: Bridges", "en: Bridges, fr: ▸Ponts")),
        "error: `words` has the language `fr`, which no edition uses [unknown-language] "
        "Languages are: zh, en.",
    ),
    "a picture that no page shows": (
        {MAP: "▸" + GOOD},
        "warning: no page shows the picture `map` [unused-picture] "
        "Show it, ![…](picture:map), or remove the file.",
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_faults_have_places(case: str, tmp_path: Path) -> None:
    """What is wrong is named with path, line and column, with what to do about it."""
    files, *messages = FAULTS[case]
    found = said(tmp_path, files, RULES)
    if case == "a section that is not there":
        assert sorted(found) == [
            f"{expected(files, messages[0])[0].split(' error')[0]} {each}" for each in messages
        ]
    else:
        assert sorted(found) == sorted(expected(files, *messages))


@pytest.mark.parametrize(
    "files",
    [changed(), changed(base=PAIRS), changed(base=EVENTS), {**changed(base=COMPARED), SOURCE: PARAGRAPH}],
    ids=["matrix", "pairs", "timeline", "comparison"],
)
def test_good_pictures_are_silent(files: Files, tmp_path: Path) -> None:
    """Nothing is said of data that is right, and a page may show its picture without a caption."""
    made = make_site(write_site(tmp_path, files))
    assert [str(each) for each in made.diagnostics] == []
    html = next(each.data.decode() for each in made.outputs if each.path == "en/city/index.html")
    assert '<div class="drawn">' in html
    assert "<p><figure" not in html


def test_events_are_a_list_beside_their_scale(tmp_path: Path) -> None:
    """A list in the order of time, with dates that machines read; no table says the same again."""
    outputs = {
        each.path: each.data.decode()
        for each in make_site(write_site(tmp_path, changed(base=EVENTS))).outputs
    }
    html = outputs["en/city/index.html"]
    assert '<li><b>Before</b> <time datetime="2006-12-31">end of 2006</time> a bridge' in html
    assert '<time datetime="2007">2007</time> <a href="/en/city/">boats</a>' in html
    assert (
        '<span class="unseen">(stated)</span><a class="source" href="/en/sources/opinions/#O-2" aria-label="'
        in html
    )
    assert "<table" not in html.partition('class="timeline')[2].partition("</figure>")[0]


def timeline(written: list[str]) -> ScaledTimeline:
    """What is drawn of events at these dates."""
    events = tuple(Event(words(date), in_both(date), in_both("x"), words("full")) for date in written)
    return scale(Timeline(words("x"), in_both("x"), {}, (EventGroup(events),)), Cited("zh"))


def dots(drawing: ScaledTimeline) -> list[tuple[int, int]]:
    """From where to where each event lies on the scale that runs down."""
    found = [re.findall(r"\d+", each.d) for each in drawing.down if each.style.startswith("dot")]
    return [(int(start), int(end)) for _, start, _, end in found]


@given(dates)
@settings(max_examples=80)
def test_moments_keep_their_order_and_the_sheet(written: list[str]) -> None:
    """Whatever the dates, each lies on the scale, none before one that begins earlier; lines do not cross."""
    written.sort(key=lambda date: read_moment(date) or (0, 0))
    drawing = timeline(written)
    places = dots(drawing)
    assert [start for start, _ in places] == sorted(start for start, _ in places)
    assert all(0 <= start <= end <= drawing.length for start, end in places)
    assert len([each for each in drawing.down if each.style == "tick"]) <= 1
    assert timeline(written) == drawing


def test_distances_are_true() -> None:
    """Twice the time is twice the distance; what takes most of the scale is cut short, and this is said."""
    (one, _), (two, _), (three, _) = dots(timeline(["2000-01-01", "2002-01-01", "2006-01-01"]))
    assert abs((three - two) - 2 * (two - one)) <= 2
    drawing = timeline(["0900", "2000-01-01", "2001-01-01", "2003-01-01"])
    _, (two, _), (three, _), (four, _) = dots(drawing)
    assert abs((four - three) - 2 * (three - two)) <= 2
    assert four - three > 300
    assert [each.style for each in drawing.down if each.style in ("axis", "cut")] == ["axis", "cut", "axis"]
    assert drawing.notes == ("picture_years", "picture_cut")


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        (["2021-01-01", "2021-06-22"], "picture_months"),
        (["2001", "2006", "2010", "2014", "2020"], "picture_years"),
        (["1801", "1850", "1900", "1950", "2001"], "picture_decades"),
        (["0001", "0700", "1300", "2001"], "picture_centuries"),
    ],
)
def test_steps_of_a_scale_suit_it(written: list[str], unit: str) -> None:
    """A scale of months has months for steps, one of centuries has centuries."""
    drawing = timeline(written)
    assert drawing.notes[0] == unit
    assert 2 <= next(each.d.count("M") for each in drawing.down if each.style == "tick") <= 41


def test_many_events_run_down_on_every_screen() -> None:
    """Side by side there is room for a few labels."""
    assert timeline([f"20{year:02}" for year in range(9)]).along
    assert not timeline([f"20{year:02}" for year in range(10)]).along


def test_a_river_is_a_list_of_links(tmp_path: Path) -> None:
    """Streams hold their springs; the band of each is in its link, with all names of a term beside it."""
    flowing = changed(("term: hu", "term: hu-lian-wang, to: index"), base=FLOWING)
    outputs = {each.path: each.data.decode() for each in make_site(write_site(tmp_path, flowing)).outputs}
    html = outputs["en/city/index.html"]
    assert '<span class="stream">River <small>long</small></span>' in html
    band = re.search(
        r'<li><a href="/en/"><svg [^>]*><path d="M[^"]+" stroke-width="240"/></svg>(.*)</a>', html
    )
    assert band
    assert band[1] == (
        '<span class="large" lang="zh-Hans">互联网</span> <small>1</small> '
        '<span class="reading" lang="zh-Latn-pinyin">hùliánwǎng</span> <span lang="en">internet</span> '
    )
    assert '<a class="mouth" href="">Sea</a>' in html or 'class="mouth" href="/en/city/"' in html
    assert '<td>Rain</td><td><a class="source" href="/en/sources/opinions/#O-2" aria-label=' in html.replace(
        '<td><a href="/en/">Rain</a></td>', "<td>Rain</td>"
    )


counted = st.lists(st.integers(1, 9), min_size=1, max_size=7)


@given(st.lists(counted, min_size=1, max_size=6), st.integers(0, 6))
@settings(max_examples=80)
def test_bands_of_a_river_do_not_cross(counts: list[list[int]], tall: int) -> None:
    """Each band lies beside those of higher rows and touches them; all together are as wide as the mouth."""
    streams = tuple(
        Stream(
            Node(in_both("x")),
            tuple(
                Spring(in_both("x"), (words("O-2"),) * count, term=words("t") if number == tall else None)
                for count in each
            ),
        )
        for number, each in enumerate(counts)
    )
    drawing = flow(River(words("x"), in_both("x"), Node(in_both("x")), streams), Cited("zh"))
    taken = {True: 0.0, False: 0.0}
    for number, stream in enumerate(drawing.streams):
        assert [spring.count for spring in stream.springs] == counts[number]
        for spring in stream.springs:
            start, end = float(spring.d[1:4]), float(re.findall(r"c(-?[\d.]+)", spring.d)[0])
            end += start
            is_left, width = start < 500, float(spring.width)
            away = abs(end - 500 - (-14 if number % 2 == 0 else 14))
            assert abs(away - (taken[is_left] + width / 2)) < 1
            taken[is_left] += width
    assert abs(sum(taken.values()) - 240) < 4
    assert drawing.height % 100 == 0


def test_wordings_stand_below_one_another(tmp_path: Path) -> None:
    """What differs is marked, what is absent has its place; in the script of the edition, and of no other."""
    files = {**changed(base=COMPARED), SOURCE: PARAGRAPH}
    outputs = {each.path: each.data.decode() for each in make_site(write_site(tmp_path, files)).outputs}
    english, taiwan = outputs["en/city/index.html"], outputs["zh-hant-tw/city/index.html"]
    assert '<span lang="zh-Hans">互联网的“</span><mark lang="zh-Hans">大</mark>' in english
    assert '<span lang="zh-Hans">互联网的“</span><span></span><span lang="zh-Hans">门”</span></p>' in english
    assert 'the Opinions<a class="source" href="/en/sources/opinions/#O-3" aria-label="' in english
    # A source keeps its words in another vocabulary.
    assert "<span>互聯網的「</span><mark>大</mark><span>門」</span></p>" in taiwan
    assert "<table" not in english.partition('class="compared"')[2].partition("</figure>")[0]


@given(st.lists(CHINESE | ENGLISH | st.just(""), min_size=2, max_size=4), st.sampled_from(["zh", "en"]))
@settings(max_examples=80)
def test_columns_hold_all_of_each_text(compared: list[str], language: str) -> None:
    """Nothing of a text is lost; a column is shared if all have the same in it, and only then."""
    columns = align(compared, language)
    assert ["".join(column.parts[index] for column in columns) for index in range(len(compared))] == compared
    assert all(column.is_shared == (len(set(column.parts)) == 1) for column in columns)
    assert all(any(column.parts) for column in columns)


@pytest.mark.parametrize(
    ("language", "compared", "columns"),
    [
        # Two characters between differences are alike by chance, at an end they are not.
        (
            "zh",
            ("软实力的内核所在", "城市软实力的精神内核"),
            ("·软实力的·内核所在", "城市·软实力的·精神内核"),
        ),
        ("zh", ("阶段性突破跃升", "阶段突破跃升"), ("阶段·性·突破跃升", "阶段··突破跃升")),
        ("zh", ("甲乙丙丁", "甲乙戊丁", "甲丁"), ("甲·乙丙·丁", "甲·乙戊·丁", "甲··丁")),
        ("zh", ("共2018年", "共2019年"), ("共·2018·年", "共·2019·年")),
        ("en", ("raise the power", "use a power"), ("raise the· power", "use a· power")),
    ],
)
def test_what_differs_by_characters_or_words(
    language: str, compared: tuple[str, ...], columns: tuple[str, ...]
) -> None:
    """Chinese is compared by characters, English by words, and a year is one word in both."""
    found = align(compared, language)
    rows = ["·".join(column.parts[index] for column in found) for index in range(len(compared))]
    assert rows == list(columns)


def test_pairs_are_compared_by_the_name_of_the_picture(tmp_path: Path) -> None:
    """A picture that one language alone shows is reported."""
    lone = {**changed(), "content/pages/city.en.md": page("Text.")}
    settings = "content/site.yaml"
    lone[settings] = SITE_FILES[settings].replace("blocks-differ: off, ", "")
    found = said(tmp_path, lone, ("blocks-differ",))
    assert len(found) == 1
    assert "map" in found[0] or "picture" in found[0]


COUNTED = "kind: occurrence\ndescription: {zh: 次数。, en: Counts.}\ntop: 5\n"


def test_mentions_are_counted_from_the_pages(tmp_path: Path) -> None:
    """As often as pages say it, in any of its names, most often first; no more than asked for."""
    files = {MAP: COUNTED, PAGE: page("互联网和互联网。\n\n![图](picture:map)")}
    files["content/pages/city.en.md"] = page("The internet.\n\n![Map](picture:map)")
    files[TERMS] = SITE_FILES[TERMS].replace("        common: true\n", "")
    outputs = {each.path: each.data.decode() for each in make_site(write_site(tmp_path, files)).outputs}
    assert 'href="/zh-hant-tw/glossary/#hu-lian-wang"' in outputs["zh-hant-tw/city/index.html"]
    assert "網際網路" in outputs["zh-hant-tw/city/index.html"]
    assert "<td>2</td><td>1</td>" in outputs["zh-hans/city/index.html"]
    assert "<td>1</td><td>1</td>" in outputs["en/city/index.html"]


def test_chinese_words_of_pictures_are_audited(tmp_path: Path) -> None:
    """A character with several Traditional forms is found in a picture as it is on a page."""
    files = changed(("zh: 石桥", "zh: ▸面"), ("en: of stone", "en: noodles"))
    found = said(tmp_path, files, ("unreviewed-character",))
    assert [each.split(" gate: ")[0] for each in found] == [f"{place}:" for place in places(files)]
