"""Which pages speak of the same things: computed from what they cite and which terms they name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction

MOST = 3

# What each page speaks of, by key, in reading order.
Subjects = Mapping[str, frozenset[str]]


def related(subjects: Subjects, key: str, without: Collection[str] = ()) -> tuple[str, ...]:
    """Return the keys of the pages closest to `key`, the closest first, at most three.

    Pages are close that share a large part of what both speak of, so that a page which speaks of everything
    is not close to all. A subject weighs the more, the fewer pages speak of it: what all pages cite relates
    none of them. Of two pages as close, the one that comes first in reading order comes first. Pages in
    `without` are left out, and so are pages that share nothing.
    """
    spread = Counter(subject for each in subjects.values() for subject in each)

    def weight(of: Iterable[str]) -> Fraction:
        # Subjects as widely spread are counted before they are weighed: few fractions are added.
        counts = Counter(spread[each] for each in of)
        return sum((Fraction(n, pages) for pages, n in counts.items() if pages < len(subjects)), Fraction())

    def closeness(other: str) -> Fraction:
        shared = weight(subjects[key] & subjects[other])
        return shared / weight(subjects[key] | subjects[other]) if shared else Fraction()

    close = {other: closeness(other) for other in subjects if other != key and other not in without}
    ordered = sorted((other for other in close if close[other]), key=lambda other: -close[other])
    return tuple(ordered[:MOST])
