"""How one edition writes Chinese: the layers over the character conversion, which may change lengths.

A run is worked on as *cells*, one for each character that the author wrote: a cell holds what stands in its
place, one character mostly, a whole word or nothing where a word was replaced. So the result can be cut back
wherever the author's marks stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property

from sitegen.text.body.choices import read_choices as read_choices
from sitegen.text.joined import FROZEN
from sitegen.text.script.conversion import Converter
from sitegen.text.typography.marks import corner_marks, curly_marks
from sitegen.text.words import any_of
from sitegen.values import Derives, dataclass


@dataclass(frozen=True)
class Writing(Derives):
    """Writes text in one edition, which is in another script, or of another place.

    `words` maps words as they are written to what the edition says instead, at any length; the longest that
    begins at a character wins. `names` are those by which authors may call the edition in `write:` spans.
    """

    # What changes characters.
    convert: Converter
    words: Mapping[str, str] = field(default_factory=dict)
    # Whether quotation marks become 「」, or become “”.
    has_corner_marks: bool = False
    has_curly_marks: bool = False
    names: frozenset[str] = frozenset()

    @cached_property
    def _expression(self) -> re.Pattern[str] | None:
        return any_of(self.words)

    def text(self, text: str) -> str:
        """Return a plain text, a title for example, as the edition writes it."""
        return "".join(self.cells(text))

    def decided(self, text: str, limits: Sequence[int]) -> frozenset[int]:
        """Return the offsets of characters whose word `words` decides."""
        return frozenset(
            offset
            for found in (self._expression.finditer(text) if self._expression else ())
            if not any(limits[found.start() : found.end()])
            for offset in range(found.start(), found.end())
        )

    def cells(self, text: str, limits: Sequence[int] = (), levels: Sequence[int] = ()) -> list[str]:
        """Return for each character of `text` what the edition has in its place.

        `limits` says for each character what may not be done to it (FROZEN, QUOTED), `levels` how deep in
        marks it stands: a replaced word goes where the marks are deepest, so that they enclose all of it.
        """
        cells = list(self.convert(text))
        limits = limits or bytes(len(text))
        if any(limits):
            cells = [
                old if limit & FROZEN else new for old, new, limit in zip(text, cells, limits, strict=True)
            ]
        for found in self._expression.finditer(text) if self._expression else ():
            if not any(limits[found.start() : found.end()]):
                put(cells, found.start(), found.end(), self.words[found[0]], levels)
        for marks in self._marks():
            for offset, mark in marks(text):
                if not limits[offset] & FROZEN:
                    cells[offset] = mark
        return cells

    def _marks(self) -> Iterator[Callable[[str], Iterator[tuple[int, str]]]]:
        if self.has_corner_marks:
            yield corner_marks
        if self.has_curly_marks:
            yield curly_marks


def put(cells: list[str], start: int, end: int, words: str, levels: Sequence[int] = ()) -> None:
    """Put `words` in the place of the cells from `start` to `end`, whole, into the deepest of them.

    >>> cells = list("互联网。")
    >>> put(cells, 0, 3, "網際網路")
    >>> cells
    ['網際網路', '', '', '。']
    """
    deepest = max(range(start, end), key=lambda offset: levels[offset]) if levels else start
    cells[start:end] = [""] * (end - start)
    cells[deepest] = words
