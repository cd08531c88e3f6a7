"""Where the characters of an inline run stand in its file."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence

from sitegen.expressions import lazy_regex
from sitegen.model import Place

_LINE_END = lazy_regex("\n")


class RawRunPlaces:
    """Finds the places of a run’s characters; each line of the run is looked for in the file but once.

    The run's text has lost the indentation and the marks of the blocks around it; its lines are looked
    for in the file's. Where Markdown changed a line (an escaped pipe in a table), the column is 1.
    """

    def __init__(self, path: str, content: str, line: int, lines: Sequence[str]) -> None:
        self._path = path
        self._content = content
        self._line = line
        self._lines = lines
        self._starts = [0, *(end.end() for end in _LINE_END.finditer(content))]
        self._columns: dict[int, int] = {}

    def place(self, offset: int) -> Place:
        """Return the place of the character at `offset` of the run."""
        offset = min(max(offset, 0), len(self._content))
        index = bisect(self._starts, offset) - 1
        column = self._column(index)
        inside = offset - self._starts[index]
        return Place(self._path, self._line + index + 1, column + inside + 1 if column >= 0 else 1)

    def _column(self, index: int) -> int:
        """Return how far in the file’s line a line of the run begins, or -1."""
        if index not in self._columns:
            start, line = self._starts[index], self._line + index
            end = self._content.find("\n", start)
            written = self._content[start : end if end >= 0 else None]
            source = self._lines[line] if line < len(self._lines) else ""
            self._columns[index] = source.find(written)
        return self._columns[index]
