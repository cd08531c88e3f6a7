"""Pages as they are written: what of a run is plain text, and where in its file each character stands.

Rules about marks that Markdown did not understand look at *bare* text: the run as it is written, with
another character in the place of all that is markup, code, an address or escaped. A body has forgotten that.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from sitegen.expressions import lazy_regex
from sitegen.values import Shared, dataclass

_LINE_END = lazy_regex("\n")
# What the blocks are called that rules about marks tell apart; others are called as the parser calls them.
PARAGRAPH, HEADING, CELL, ITEM, QUOTE, BOX = "paragraph", "heading", "cell", "item", "block quotation", "box"


@dataclass(frozen=True, slots=True)
class Extent:
    """A block as it is written: what it is called, and from which line to which, counted from 0.

    The block ends before line `end`, which is 0 where the parser does not know its lines.
    """

    kind: str
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class BareRun:
    """An inline run as it is written; lines and columns count from 0."""

    written: str
    # As written, with ATOM for each character that is no plain text, and the same without the words of links.
    bare: str
    unlinked: str
    line: int
    # The offsets at which the lines of the run begin, and where those begin in the file's lines: -1 where
    # Markdown changed the line.
    starts: tuple[int, ...]
    columns: tuple[int, ...]
    # What the block is called that the run is, and the blocks around that.
    kind: str
    around: tuple[Extent, ...] = ()
    # Whether it begins the innermost of the blocks around it.
    is_first: bool = False
    # What makes a heading of it from below: "=", "-", or "".
    underline: str = ""
    # What stands in braces at the end of a heading, whether or not it can be an id.
    braces: str | None = None

    @property
    def is_paragraph(self) -> bool:
        # An underlined heading is what a line of `---` or `===` makes of a paragraph above it.
        return self.kind == PARAGRAPH or bool(self.underline)

    @property
    def is_free(self) -> bool:
        """Whether only boxes are around it, so that a line of it begins as the file's line does."""
        return all(each.kind == BOX for each in self.around)

    def locate(self, offset: int) -> tuple[int, int] | None:
        """Return line and column of a character in the file, or None where that cannot be told.

        A negative offset counts back from the run's beginning, into what stands before it on its line.
        """
        row = max(0, bisect_right(self.starts, offset) - 1)
        if self.columns[row] < 0:
            return None
        return self.line + row, self.columns[row] + offset - self.starts[row]

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield the lines of the bare text, each with the offset at which it begins."""
        yield from zip(self.starts, self.bare.split("\n"), strict=True)


@dataclass(frozen=True, slots=True)
class WrittenList:
    """A list as it is written; lines count from 0."""

    first: int
    end: int
    # Whether it stands in no other block.
    is_outermost: bool
    # The first line of the list that ends directly before it, or None.
    behind: int | None
    # The line of each item with a number of its own, and that number as typed.
    numbers: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Written(Shared):
    """What a body does not tell of its page: how its runs, tables, lists and quotations are written."""

    runs: tuple[BareRun, ...] = ()
    # The line of each row below the head of a table, and the number of cells in that head.
    rows: tuple[tuple[int, int], ...] = ()
    # In the order in which they begin.
    lists: tuple[WrittenList, ...] = ()
    # The outermost block quotations, and all boxes.
    quotations: tuple[Extent, ...] = ()
    boxes: tuple[Extent, ...] = ()


@dataclass(frozen=True, slots=True)
class LineChange:
    """What is written at an offset of a run, and what is to stand there; a better one may hold line ends."""

    at: int
    written: str
    better: str


@dataclass(frozen=True, slots=True)
class Found:
    """A mark that Markdown did not understand: its kind, from where to where, and what would mend it.

    `says` is what the message fills in, where it is more than the words found.
    """

    kind: str
    start: int
    end: int
    changes: tuple[LineChange, ...] = ()
    says: str = ""


def line_starts(written: str) -> tuple[int, ...]:
    """Return the offsets at which the lines of a run begin.

    >>> line_starts("ab\\ncd")
    (0, 3)
    """
    return (0, *(found.end() for found in _LINE_END.finditer(written)))


def line_columns(written: str, lines: Sequence[str], first: int, cell: int | None) -> tuple[int, ...]:
    """Return where the lines of a run begin in those of its file, the first of which is `first`.

    `cell` is the number of the cell of a table that the run is, counted from 0, or None.

    >>> line_columns("Many meet.", ["## Rivers", "- Many meet."], 1, None)
    (2,)
    """
    return tuple(_columns(written, lines, first, cell))


def _columns(content: str, lines: Sequence[str], first: int, cell: int | None) -> Iterator[int]:
    for row, line in enumerate(content.split("\n"), first):
        source = lines[row].rstrip() if row < len(lines) else ""
        line = line.rstrip()
        if not line:
            yield -1
        elif cell is not None:
            yield _cell_column(source, line, cell)
        elif source.endswith(line):
            yield len(source) - len(line)
        else:
            yield source.find(line)


def _cell_column(source: str, written: str, cell: int) -> int:
    """Return where the cell with this number begins in the line of its row."""
    starts = _cell_starts(source)
    text = source.lstrip(" \t>")
    number = cell + (text.startswith("|"))
    if number >= len(starts):
        return -1
    return source.find(written, starts[number]) if written else -1


# The cells of a row are asked for one after the other.
@lru_cache(maxsize=4)
def _cell_starts(source: str) -> tuple[int, ...]:
    return (0, *(at + 1 for at, _ in split_cells(source)))


def split_cells(row: str) -> Iterator[tuple[int, str]]:
    """Yield the pipes that part the cells of a table's row: their offset and what stands before them.

    >>> list(split_cells("| 甲 | 乙 |"))
    [(0, ''), (4, ' 甲 '), (8, ' 乙 ')]
    """
    start = 0
    for at, character in enumerate(row):
        if character == "|" and row[at - 1 : at] != "\\":
            yield at, row[start:at]
            start = at + 1
