"""Work grows with the length of a page and not with its square: calls are counted, no clock is asked."""

from __future__ import annotations

import gc
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any, SupportsIndex, TypeVar

import pytest
from long_inputs import KINDS, Kind
from small_site import GOOD, page, write_site

from sitegen.checks import check
from sitegen.expressions import _Lazy
from sitegen.facts.pairs.alignment import align
from sitegen.make import OWN
from sitegen.model import Library
from sitegen.plan import plan
from sitegen.read import read_library
from sitegen.read.files import FileText
from sitegen.read.page import read_page
from sitegen.read.places import RawRunPlaces
from sitegen.text.numbers.figures import find_figures, unanswered
from sitegen.text.slips.dialects import closing_hashes

T = TypeVar("T")

SIZES = (24, 48, 96)
# Levels of blocks fill a page by the square of their number, and end at the deepest that is read.
FEW = (3, 6, 12)
BY_SQUARE = (
    "levels of lists",
    "levels of numbered lists",
    "levels of boxes",
    "boxes without an end",
    "runs of backticks",
)
# Of work that grows with the length, a second doubling adds as many times what the first adds as the length
# does; of its square, twice as many times. What is sorted adds a little more.
MOST = 1.3
# Some calls more or less say nothing.
FEWEST = 50
# To plan a site costs as much for the shortest page: what is put into pages is looked at for these.
RENDERED = (
    "links",
    "citations",
    "quotations",
    "names of terms",
    "soft breaks",
    "prose",
    "quotation marks",
    "emphasis",
    "Chinese in English",
    "headings",
    "list items",
    "table rows",
    "footnotes",
    "one paragraph more",
    "levels of emphasis",
)


def count_calls(work: Callable[[], T]) -> tuple[int, T]:
    """Count the functions, of Python and of C, that `work` calls; give what it returns, too."""
    calls = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        done = work()
    finally:
        sys.setprofile(None)
    return calls, done


def growth(few: int, more: int, most: int) -> float:
    """Return how much more work the second doubling of a size adds than the first."""
    return (most - more) / max(more - few, FEWEST)


def small_library(root: Path) -> Library:
    files = {path: text for path, text in GOOD.items() if "pages/" not in path}
    library, _ = read_library(write_site(root, files), OWN)
    assert library is not None
    return replace(library, interface={})


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library with a term and a source, and without a page."""
    return replace(small_library(tmp_path_factory.mktemp("site")), pages={})


def texts(kind: Kind, size: int) -> dict[str, FileText]:
    bodies = {"zh": kind.chinese(size), "en": kind.english(size)}
    return {
        language: FileText(f"content/pages/city.{language}.md", page(body))
        for language, body in bodies.items()
    }


def with_pages(library: Library, kind: Kind, size: int) -> Library:
    read = {language: read_page(text, language)[0] for language, text in texts(kind, size).items()}
    return replace(library, pages={("city", language): each for language, each in read.items() if each})


@pytest.fixture(autouse=True)
def low_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done in full up to a limit reaches it with short pages."""
    monkeypatch.setattr("sitegen.facts.pairs.alignment._ALL", 100)
    monkeypatch.setattr("sitegen.facts.pairs.alignment._WIDTHS", (2, 4))
    monkeypatch.setattr("sitegen.checks.pages.MOST_GUESSES", 10)
    monkeypatch.setattr("sitegen.text.nearest.MOST_COMPARED", 100)


def compile_all() -> None:
    """Have every expression compiled: the first text that needs one is no more work than the others."""
    for each in gc.get_objects():
        if type(each) is _Lazy:
            assert each.match


every_kind = pytest.mark.parametrize("name", KINDS)


@every_kind
def test_reading_and_checking(library: Library, name: str) -> None:
    """A page and its partner are read, and checked with gates, in such time."""
    kind = KINDS[name]

    def work(size: int) -> tuple[int, int]:
        find_figures.cache_clear()
        reading, full = count_calls(lambda: with_pages(library, kind, size))
        return reading, count_calls(lambda: check(full, with_gates=True))[0]

    # What is looked up once and kept is kept before it counts.
    for size in (2, sizes_of(name)[0]):
        work(size)
    compile_all()
    reading, checking = zip(*map(work, sizes_of(name)), strict=True)
    assert growth(*reading) < MOST * growth_of_length(name), reading
    assert growth(*checking) < MOST * growth_of_length(name), checking


@pytest.mark.parametrize("name", RENDERED)
def test_rendering(library: Library, name: str) -> None:
    """A page is planned and rendered in such time."""

    def work(size: int) -> int:
        full = with_pages(library, KINDS[name], size)

        def render() -> None:
            plan(full, drafts=False)

        return count_calls(render)[0]

    work(2)
    compile_all()
    calls = [work(size) for size in sizes_of(name)]
    assert growth(*calls) < MOST * growth_of_length(name), calls


def sizes_of(name: str) -> tuple[int, int, int]:
    return FEW if name in BY_SQUARE else SIZES


def growth_of_length(name: str) -> float:
    few, more, most = (len(KINDS[name].chinese(size)) for size in sizes_of(name))
    return (most - more) / (more - few)


@pytest.mark.parametrize(
    "text",
    ["9" * 5_000, "9,999" + ",999" * 2_000, "一" * 5_000, "万亿" * 2_000, "三" + "百万" * 2_000 + "人"],
    ids=["digits", "thousands", "numerals", "multipliers", "both"],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_endless_numbers(text: str, language: str) -> None:
    """A row of numerals that no text says is no figure; what stands beside it is one."""
    figures = find_figures(f"{text} 与 12", language)
    assert [figure.value for figure in figures] == [12]


def _costs(mine: str, other: str) -> int:
    return 0 if mine == other else 15


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("abc" * 400, "abc" * 400 + "d"),
        ("d" + "abc" * 400, "abc" * 400),
        ("abc" * 200 + "dd" + "abc" * 200, "abc" * 400),
        ("ab" * 500, "xab" * 30 + "ab" * 470),
        ("a" * 900, "b" * 900),
        ("a" * 900, "a"),
        ("a", "b" * 900),
        ("abcd" * 200, "a" * 200),
    ],
)
def test_long_alignments(ours: str, theirs: str) -> None:
    """All of both stand in the alignment, once and in order, and what is alike is together."""
    found = list(align(ours, theirs, _costs, 10))
    assert [mine for mine, _ in found if mine is not None] == list(range(len(ours)))
    assert [other for _, other in found if other is not None] == list(range(len(theirs)))
    pairs = [(mine, other) for mine, other in found if mine is not None and other is not None]
    alike = sum(ours[mine] == theirs[other] for mine, other in pairs)
    assert alike >= sum(min(ours.count(each), theirs.count(each)) for each in set(ours)) - 40


@pytest.mark.parametrize(
    ("few", "many"), [("三", "三"), ("三四", "三五"), ("三三四", "三四四"), ("三四五", "五四三")]
)
def test_answers_are_looked_up_as_they_were_compared(few: str, many: str) -> None:
    """Of two texts with as many figures, each answers one."""
    ours, theirs = ("、".join(f"{each}十人" for each in text) for text in (few, many))
    missing = unanswered(find_figures(ours, "zh"), find_figures(theirs, "zh"))
    lacking = Counter(few) - Counter(many)
    assert sorted(each.text[0] for each in missing) == sorted(lacking)


class Counted(str):
    """A text that counts the characters that are copied or searched."""

    touched = 0
    __slots__ = ()

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        part = super().__getitem__(key)
        Counted.touched += len(part)
        return part

    def find(self, *arguments: Any) -> int:
        found = super().find(*arguments)
        Counted.touched += (found if found >= 0 else len(self)) - (arguments[1] if len(arguments) > 1 else 0)
        return found


@pytest.mark.parametrize("piece", ["a ", "甲", "a\n", "甲\n\n", "*a* [b](c) "])
def test_places_of_a_run(piece: str) -> None:
    """Each line of a run is looked at once, however many of its characters are asked for."""
    content = Counted(piece * 500)
    lines = ["", *map(str, content.split("\n"))]
    places = RawRunPlaces("a.md", content, 1, lines)
    Counted.touched = 0
    for offset in range(len(content)):
        place = places.place(offset)
        assert lines[place.line - 1][place.column - 1 :][:1] == content[offset].strip("\n")
    assert Counted.touched < 4 * len(content)


@pytest.mark.parametrize("levels", [9, 10, 11, 20, 300])
@pytest.mark.parametrize("marker", ["- ", "1. ", "* "])
def test_levels_that_are_not_read(levels: int, marker: str) -> None:
    """Where the parser stops, the page says so once, at the line."""
    text = "\n".join(" " * len(marker) * level + f"{marker}甲" for level in range(levels))
    _, faults = read_page(FileText("content/pages/city.zh.md", page(text)), "zh")
    expected = ["content/pages/city.zh.md:15:1"] if levels > 9 else []
    assert [str(each.place) for each in faults if each.rule.name == "deep-nesting"] == expected


@pytest.mark.parametrize(
    ("levels", "is_read"), [(17, True), (18, True), (19, False), (25, False), (2_000, False)]
)
def test_levels_of_quotations(levels: int, is_read: bool) -> None:
    """Nothing that stands in block quotations is left out in silence."""
    written, faults = read_page(FileText("content/pages/city.zh.md", page("> " * levels + "甲")), "zh")
    assert written is not None
    assert any(each.rule.name == "deep-nesting" for each in faults) is not is_read


@pytest.mark.parametrize("underline", ["=", "======="])
def test_headings_look_for_a_merge_once(underline: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of headings of the first level asks each of its lines but once whether it parts a merge."""
    asked = 0

    class Never:
        @staticmethod
        def match(_: str) -> None:
            nonlocal asked
            asked += 1

    monkeypatch.setattr("sitegen.read.page._CONFLICT", Never)
    text = page(f"甲\n{underline}\n\n" * 200)
    _, faults = read_page(FileText("content/pages/city.zh.md", text), "zh")
    assert sum(each.rule.name == "first-level-heading" for each in faults) == 200
    assert asked <= text.count("\n") + 1


@pytest.mark.parametrize(
    ("text", "expected"), [("a{}b", ""), ("a{}#", "{}#"), ("a{}# {}", "{}# {}"), ("a{}##b", "")]
)
def test_a_heading_of_blanks(text: str, expected: str) -> None:
    """Its end is looked at from the end: an expression would begin anew at each blank, for hours."""
    blanks = " \t" * 500_000
    assert closing_hashes(text.format(blanks, blanks)) == expected.format(blanks, blanks)
