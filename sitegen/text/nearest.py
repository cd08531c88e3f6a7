"""The name that an author probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

# Of more names on one page that are wrong, none is guessed: it is no slip, and each is compared with all.
MOST_GUESSES = 200


def nearest(written: str, known: Iterable[str], ending: str = "") -> str:
    """Return the nearest of `known`, with `ending`, or "" where none is near.

    >>> nearest("ctiy", ["city", "goals"], ".zh.md")
    'city.zh.md'
    """
    near = get_close_matches(written, list(known), n=1)
    return f"{near[0]}{ending}" if near else ""
