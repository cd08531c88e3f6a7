"""Rows as a terminal shows them: columns that stand below one another, in any script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import combining, east_asian_width

_BETWEEN = "  "


def lay_out(rows: Sequence[Sequence[str]], numbers: Sequence[int] = ()) -> Iterator[str]:
    """Yield a line for each row; the columns of `numbers` end below one another, all others begin so.

    >>> list(lay_out([("页面", "字"), ("city", "12")], numbers=[1]))
    ['页面  字', 'city  12']
    """
    widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            " " * (width - width_of(cell)) + cell if at in numbers else cell + " " * (width - width_of(cell))
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield _BETWEEN.join(cells).rstrip()


def width_of(text: str) -> int:
    """Return how many columns of a terminal `text` takes.

    >>> width_of("软 a")
    4
    """
    return sum(0 if combining(each) else 2 if east_asian_width(each) in "WF" else 1 for each in text)
