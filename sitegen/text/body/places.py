"""Where the words of a body stand in its file: a value beside the body, which the body knows nothing of."""

from __future__ import annotations

from bisect import bisect

from sitegen.values import Shared, dataclass


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A character of a file, by its line and its column, counted from 1."""

    line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class RunPlaces:
    """Where the source of a run stands, line by line, and where in it each of its items begins.

    The source of a run is its text as written, without the indentation and the marks of the blocks around it.
    """

    # The line of the file on which it begins.
    line: int
    # Where each of its lines begins in the source.
    starts: tuple[int, ...]
    # How many characters stand before it in each line of the file; -1 where Markdown changed the line.
    columns: tuple[int, ...]
    # How many characters the source has.
    length: int
    # Where each item of the flat run begins in the source; -1 for what nobody wrote.
    offsets: tuple[int, ...]
    # For items with a title: their index, and where that is in the source.
    titles: tuple[tuple[int, int], ...] = ()
    # For links whose address stands in the source as it is read: their index, and where that is.
    addresses: tuple[tuple[int, int], ...] = ()
    # Where in the source each of the sayings of the run begins.
    sayings: tuple[int, ...] = ()

    def position(self, offset: int) -> Position:
        """Return where the character at `offset` of the source stands; in column 1 if that is not known."""
        offset = min(max(offset, 0), self.length)
        index = bisect(self.starts, offset) - 1
        column = self.columns[index]
        return Position(self.line + index, column + offset - self.starts[index] + 1 if column >= 0 else 1)


@dataclass(frozen=True, slots=True)
class Places(Shared):
    """Where everything in a body stands: blocks and runs by their numbers, items by run and index."""

    # For boxes the position is that of their title, in their first line.
    blocks: tuple[Position, ...]
    runs: tuple[RunPlaces, ...]

    def block(self, number: int) -> Position:
        """Return where a block begins."""
        return self.blocks[number]

    def item(self, run: int, index: int, offset: int = 0) -> Position | None:
        """Return where the character at `offset` of an item of a flat run stands; None if nobody wrote it.

        A link begins with its bracket.
        """
        places = self.runs[run]
        at = places.offsets[index]
        if at < 0:
            return None
        begin = places.position(at)
        return Position(begin.line, begin.column + offset) if offset else begin

    def title(self, run: int, index: int) -> Position | None:
        """Return where the title of a link or a picture stands, or None where it has none."""
        places = self.runs[run]
        return next((places.position(at) for which, at in places.titles if which == index), None)

    def address(self, run: int, index: int) -> Position | None:
        """Return where the address of a link stands, or None where the file has it otherwise."""
        places = self.runs[run]
        return next((places.position(at) for which, at in places.addresses if which == index), None)

    def saying(self, run: int, number: int) -> Position:
        """Return where one of the sayings that a run quotes begins, by its place among them."""
        places = self.runs[run]
        return places.position(places.sayings[number])
