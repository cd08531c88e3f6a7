"""Which pages speak of the same things: computed from what they cite and which terms they name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from math import lcm

MOST = 3
# Before and behind a page: they are named elsewhere.
_BESIDE = 2
# What more pages speak of relates none of them closely; and every two of them would be compared.
_WIDEST = 100

# What each page speaks of, by key, in reading order.
Subjects = Mapping[str, tuple[str, ...]]
# By key, the pages closest to each, the closest first.
Closest = Mapping[str, tuple[str, ...]]


def close(subjects: Subjects) -> Closest:
    """Return for each page the keys of those closest to it, the closest first, at most five.

    Pages are close that share a large part of what both speak of, so that a page which speaks of everything
    is not close to all. A subject weighs the more, the fewer pages speak of it: what all pages cite relates
    none of them, and neither does what very many do. Of two pages as close, the one that comes first in
    reading order comes first. Pages that share nothing are not close.
    """
    pages_of: dict[str, list[str]] = {}
    for key, each in subjects.items():
        for subject in each:
            pages_of.setdefault(subject, []).append(key)
    telling = {
        subject: keys
        for subject, keys in pages_of.items()
        if len(keys) < len(subjects) and len(keys) <= _WIDEST
    }
    # One over the number of pages, as whole numbers.
    common = lcm(*map(len, telling.values()))
    weights = {subject: common // len(keys) for subject, keys in telling.items()}
    whole = {key: sum(weights.get(subject, 0) for subject in each) for key, each in subjects.items()}
    order = {key: number for number, key in enumerate(subjects)}
    found = {}
    for key, each in subjects.items():
        shared: Counter[str] = Counter()
        for subject in each:
            for other in telling.get(subject, ()):
                shared[other] += weights[subject]
        del shared[key]
        # The nearest float to each share: of equal shares an equal one.
        shares = {other: n / (whole[key] + whole[other] - n) for other, n in shared.items()}
        ordered = sorted(shares, key=lambda other: (-shares[other], order[other]))
        found[key] = tuple(ordered[: MOST + _BESIDE])
    return found


def related(closest: Collection[str], without: Collection[str] = ()) -> tuple[str, ...]:
    """Return those of the `closest` pages that are named as related: at most three, none of `without`."""
    return tuple(key for key in closest if key not in without)[:MOST]
