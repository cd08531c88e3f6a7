"""The name that an author probably meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches

# Of more names on one page that are wrong, none is guessed: it is no slip, and each is compared with all.
MOST_GUESSES = 200
# So many names are compared with those that are wrong on one page: to guess more would take minutes.
MOST_COMPARED = 200_000


def nearest(written: str, known: Iterable[str], ending: str = "") -> str:
    """Return the nearest of `known`, with `ending`, or "" where none is near.

    >>> nearest("ctiy", ["city", "goals"], ".zh.md")
    'city.zh.md'
    """
    near = get_close_matches(written, list(known), n=1)
    return f"{near[0]}{ending}" if near else ""


class Guesses:
    """Guesses what the wrong names on one page were meant as, until too many names were compared.

    >>> guesses = Guesses(most=3)
    >>> [guesses.nearest("ctiy", ["city", "goals"]) for _ in range(2)]
    ['city', '']
    """

    def __init__(self, most: int | None = None) -> None:
        """Begin a page, of which so many names are compared at the most, MOST_COMPARED if none is said."""
        self._left = MOST_COMPARED if most is None else most

    def nearest(self, written: str, known: Collection[str], ending: str = "") -> str:
        """Return the nearest of `known`, with `ending`, or "" where none is near or enough was guessed."""
        return nearest(written, known, ending) if self._may(known) else ""

    def near(self, written: str, known: Collection[str], count: int, likeness: float) -> list[str]:
        """Return so many of `known` that are as like as that, the nearest first; none where too many were."""
        return get_close_matches(written, known, n=count, cutoff=likeness) if self._may(known) else []

    def _may(self, known: Collection[str]) -> bool:
        self._left -= len(known)
        return self._left >= 0
