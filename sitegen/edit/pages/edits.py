"""Edits of a text at places that people know, by line and column: all else in it stays, byte by byte."""

from __future__ import annotations

from collections.abc import Iterable

from sitegen.expressions import lazy_regex
from sitegen.values import dataclass

BYTE_ORDER_MARK = "\ufeff"
LINE_END = lazy_regex(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands in the place of the characters from `start` to `end` of a file, because of a rule."""

    start: int
    end: int
    better: str
    rule: str = ""


def line_starts(text: str) -> list[int]:
    """Return where each line of `text` begins; a byte-order mark is no part of the first."""
    first = len(BYTE_ORDER_MARK) if text.startswith(BYTE_ORDER_MARK) else 0
    return [first, *(end.end() for end in LINE_END.finditer(text))]


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with `edits`, none of which overlaps another."""
    pieces, done = [], 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        pieces += [text[done : edit.start], edit.better]
        done = edit.end
    return "".join((*pieces, text[done:]))
