"""The line of a file that a diagnostic is about, with a caret below the words that are meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sitegen.model import FIRST, Diagnostic, Place
from sitegen.read.limits import MOST_OF_DATA
from sitegen.read.standing import is_file

# Columns of a terminal that a line may take; of a longer one the part around the place is shown.
_WIDEST = 96
# Of those so many at the most stand before the place.
_BEFORE = 40
# So many characters are looked at on each side of the place: those that combine take no column.
_MOST_CHARACTERS = 200
_TAB = "    "
_CUT = "…"
_OPENING = "“‘「『\"'"
# What a terminal would obey, or nobody would see, is shown as this.
_HIDDEN = "\N{REPLACEMENT CHARACTER}"
_UNPRINTABLE = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line of a file as a terminal shows it, and below it the carets, set in by spaces."""

    # The number of the line in its file, from 1.
    number: int
    # The line, or the part of it around the place.
    text: str
    # Carets below the words, and the spaces before them.
    carets: str
    # The text once more, in three parts: the words are the second.
    parts: tuple[str, str, str]


@dataclass(slots=True)
class Lines:
    """The lines of the files below a root, read once each; a file that cannot be read has none."""

    # Where the paths of places begin.
    root: Path
    _files: dict[str, list[str]] = field(default_factory=dict)

    def line(self, place: Place) -> str | None:
        """Return the line at `place` as its author wrote it; None where there is none."""
        if place.path not in self._files:
            self._files[place.path] = _read(self.root / place.path)
        lines = self._files[place.path]
        return lines[place.line - 1] if place.line <= len(lines) else None

    def excerpt(self, diagnostic: Diagnostic) -> Excerpt | None:
        """Return the line that a diagnostic is about, None where it is about no words of a file."""
        place, line = diagnostic.place, self.line(diagnostic.place)
        if line is None or not line.strip():
            return None
        length = words_meant(diagnostic, line)
        is_of_file = length == 1 and (place.line, place.column) == (FIRST, FIRST)
        return None if is_of_file else cut_out(line, place, length)


def _read(file: Path) -> list[str]:
    try:
        # A pipe would keep who reads it waiting.
        if not is_file(file) or file.stat().st_size > MOST_OF_DATA:
            return []
        text = file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return []
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def words_meant(diagnostic: Diagnostic, line: str) -> int:
    """Return how many characters of `line` a diagnostic means: those that it knows and that stand there."""
    start = diagnostic.place.column - 1
    known = [mend.written for mend in diagnostic.mends if mend.place == diagnostic.place]
    known += _words(dict(diagnostic.values))
    lengths = [len(words) for words in known if words and line.startswith(words, start)]
    if not lengths and line[start : start + 1] in tuple(_OPENING):
        # A quotation begins with its mark and ends with it.
        lengths = [len(words) + 2 for words in known if words and line.startswith(words, start + 1)]
    return max(lengths, default=1)


def _words(values: Mapping[str, object]) -> Iterator[str]:
    for value in values.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield from value


def cut_out(line: str, place: Place, length: int) -> Excerpt:
    """Return what a terminal shows of `line`, with carets below `length` characters from `place` on.

    A character of East Asia takes two columns (UAX 11: W and F), a combining one none, a tab four.
    """
    start = min(place.column - 1, len(line))
    end = min(max(start + length, start + 1), max(len(line), start + 1))
    # Of a long line no more is looked at: many things may be wrong in one.
    least = max(start - _MOST_CHARACTERS, 0)
    shown = {at: _shown(line[at]) for at in range(least, min(start + _MOST_CHARACTERS, len(line)))}
    widths = {at: _width(each) for at, each in shown.items()}
    first, before = start, 0
    while first > least and before + widths[first - 1] <= _BEFORE:
        first -= 1
        before += widths[first]
    last, taken = first, 0
    while last in widths and taken + widths[last] <= _WIDEST:
        taken += widths[last]
        last += 1
    end = min(end, last)
    head, tail = (_CUT if first else ""), (_CUT if last < len(line) else "")
    margin = " " * (len(head) + before)
    carets = "^" * max(sum(widths[at] for at in range(start, end)), 1)
    parts = (
        head + "".join(shown[at] for at in range(first, start)),
        "".join(shown[at] for at in range(start, end)),
        "".join(shown[at] for at in range(max(end, start), last)) + tail,
    )
    return Excerpt(place.line, "".join(parts), margin + carets, parts)


def _shown(character: str) -> str:
    if character == "\t":
        return _TAB
    return _HIDDEN if unicodedata.category(character) in _UNPRINTABLE else character


def _width(shown: str) -> int:
    if unicodedata.category(shown[0]) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(shown[0]) in "WF" else len(shown)
