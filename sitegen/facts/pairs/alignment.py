"""The cheapest alignment of two sequences (Needleman and Wunsch), in time that grows with their length.

Whole texts have thousands of blocks, and a table of all pairs would take time and memory by their square.
What belongs together stands about as far from the beginning in both: only pairs near that line are weighed.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T", bound=Hashable)
# How far from the line pairs are weighed: near it if that is sure to find the cheapest, else all of so many
# pairs, and of more those that are not too far.
_ALL, _WIDTHS = 100_000, (16, 128)
_NEVER = 2**30


def align(
    ours: Sequence[T], theirs: Sequence[T], difference: Callable[[T, T], int], lone: int
) -> Iterator[tuple[int | None, int | None]]:
    """Yield the indices of what belongs together, None for what has no partner, in order.

    `difference` is what it costs to pair two, `lone` what it costs to leave one alone. Of alignments that
    cost the same, pairs come before lone ones, and ours before theirs. Where two long sequences differ so
    much that partners stand far apart, the result is the cheapest of those near the line.
    """
    differences = _Differences(ours, theirs, difference)
    first = 0
    # Where two begin alike, no alignment is cheaper than one that pairs them.
    while first < min(len(ours), len(theirs)) and differences.between(first, first) == 0:
        yield first, first
        first += 1
    yield from _aligned(differences, first, lone)


class _Differences:
    """What it costs to pair two: of those that are alike it is asked for once."""

    def __init__(self, ours: Sequence[T], theirs: Sequence[T], difference: Callable[[T, T], int]) -> None:
        numbers: dict[Hashable, int] = {}
        self.ours = [numbers.setdefault(each, len(numbers)) for each in ours]
        self.theirs = [numbers.setdefault(each, len(numbers)) for each in theirs]
        known: dict[int, T] = {}
        for number, each in zip((*self.ours, *self.theirs), (*ours, *theirs), strict=True):
            known.setdefault(number, each)
        self._of: Callable[[int, int], int] = lambda mine, other: difference(known[mine], known[other])
        self._known: dict[tuple[int, int], int] = {}

    def between(self, mine: int, other: int) -> int:
        key = self.ours[mine], self.theirs[other]
        if key not in self._known:
            self._known[key] = self._of(*key)
        return self._known[key]


def _aligned(differences: _Differences, first: int, lone: int) -> Iterator[tuple[int | None, int | None]]:
    size = len(differences.ours) - first, len(differences.theirs) - first
    if 0 in size:
        yield from ((index, None) for index in range(first, len(differences.ours)))
        yield from ((None, index) for index in range(first, len(differences.theirs)))
        return
    near, far = _WIDTHS
    for width in (near, max(size) if size[0] * size[1] <= _ALL else far):
        table = _Table(differences, first, lone, width)
        if table.is_cheapest:
            break
    yield from table.way()


@dataclass(slots=True)
class _Row:
    """The costs of what begins at one of ours, for theirs from `start` on."""

    start: int
    costs: array[int]

    def at(self, other: int) -> int:
        index = other - self.start
        return self.costs[index] if 0 <= index < len(self.costs) else _NEVER


class _Table:
    """What it costs to align what begins at two places, for places not further from the line than `width`."""

    def __init__(self, differences: _Differences, first: int, lone: int, width: int) -> None:
        self._between, self._first, self._lone = differences.between, first, lone
        self._mine, self._others = len(differences.ours) - first, len(differences.theirs) - first
        self._width = width
        self._rows: list[_Row] = []
        after = _Row(0, array("i"))
        for mine in range(self._mine, -1, -1):
            after = self._row(mine, after)
            self._rows.append(after)
        self._rows.reverse()

    def _reach(self, mine: int) -> tuple[int, int]:
        """Return the first and the last of theirs that are weighed for one of ours."""
        start = mine * self._others // self._mine - self._width
        end = (mine + 1) * self._others // self._mine + self._width
        return max(0, start), min(self._others, end)

    def _row(self, mine: int, after: _Row) -> _Row:
        start, end = self._reach(mine)
        costs = array("i", [_NEVER]) * (end - start + 1)
        cost = _NEVER
        for other in range(end, start - 1, -1):
            if mine == self._mine or other == self._others:
                cost = self._lone * (self._mine - mine + self._others - other)
            else:
                cost = min(
                    self._between(self._first + mine, self._first + other) + after.at(other + 1),
                    self._lone + after.at(other),
                    self._lone + cost,
                )
            costs[other - start] = cost
        return _Row(start, costs)

    @property
    def is_cheapest(self) -> bool:
        """Tell whether every way beyond the width costs more: so many must be left alone to get there."""
        fewest = min((self._lones(mine) for mine in range(self._mine + 1)), default=_NEVER)
        return self._rows[0].at(0) < self._lone * fewest

    def _lones(self, mine: int) -> int:
        """Return how many are left alone on the shortest way that leaves the width at one of ours."""
        start, end = self._reach(mine)
        beyond = [start - 1] * (start > 0) + [end + 1] * (end < self._others)
        surplus = self._others - self._mine
        return min((abs(other - mine) + abs(surplus - other + mine) for other in beyond), default=_NEVER)

    def way(self) -> Iterator[tuple[int | None, int | None]]:
        """Yield the cheapest alignment, pairs before lone ones."""
        mine = other = 0
        first, lone = self._first, self._lone
        while mine < self._mine or other < self._others:
            rest = self._rows[mine].at(other)
            after = self._rows[mine + 1] if mine < self._mine else None
            if (
                after
                and other < self._others
                and rest == self._between(first + mine, first + other) + after.at(other + 1)
            ):
                yield first + mine, first + other
                mine, other = mine + 1, other + 1
            elif after and rest == lone + after.at(other):
                yield first + mine, None
                mine += 1
            else:
                yield None, first + other
                other += 1
