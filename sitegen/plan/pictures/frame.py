"""What of lines and areas lies within an upright frame: authors draw beyond the edges of a map."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from sitegen.values import dataclass

Point = tuple[int, int]
# How far inside an edge a point lies; below zero it lies beyond.
_Edge = Callable[[Point], int]


@dataclass(frozen=True, slots=True)
class Frame:
    """The edges of what is shown, in units of the sheet."""

    left: int
    top: int
    right: int
    bottom: int

    def area(self, ring: Iterable[Point]) -> tuple[Point, ...]:
        """Return the corners of what of an area lies within, in order; nothing where it lies beyond.

        >>> Frame(0, 0, 10, 10).area([(5, 5), (15, 5), (15, 20), (5, 20)])
        ((5, 10), (5, 5), (10, 5), (10, 10))
        """
        points = list(ring)
        # Cut along one edge after the other, each time what the last has left.
        for inside in self._edges():
            points = [each for one, other in _steps(points) for each in _cut(one, other, inside)]
        return tuple(points)

    def lines(self, line: Sequence[Point]) -> Iterator[tuple[Point, ...]]:
        """Yield the parts of a line that lie within, each from where it comes in to where it goes out.

        >>> list(Frame(0, 0, 10, 10).lines([(-5, 5), (5, 5), (5, -5), (8, -5), (8, 5)]))
        [((0, 5), (5, 5), (5, 0)), ((8, 0), (8, 5))]
        """
        part: list[Point] = []
        for one, other in pairwise(line):
            ends = self._within(one, other)
            if ends is None:
                continue
            if part and part[-1] != ends[0]:
                yield tuple(part)
                part = []
            part += ends[bool(part) :]
        if part:
            yield tuple(part)

    def nearest(self, point: Point, away: int) -> Point:
        """Return the place nearest to `point` that is `away` from the edges, if the frame is that wide."""
        x = max(self.left + away, min(point[0], self.right - away))
        return x, max(self.top + away, min(point[1], self.bottom - away))

    def _edges(self) -> tuple[_Edge, ...]:
        return (
            lambda at: at[0] - self.left,
            lambda at: at[1] - self.top,
            lambda at: self.right - at[0],
            lambda at: self.bottom - at[1],
        )

    def _within(self, one: Point, other: Point) -> tuple[Point, Point] | None:
        """The ends of what of a straight line lies within, if any of it does."""
        for inside in self._edges():
            if inside(one) < 0 and inside(other) < 0:
                return None
            if inside(one) < 0:
                one = _crossing(one, other, inside)
            elif inside(other) < 0:
                other = _crossing(one, other, inside)
        return one, other


def _steps(ring: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    """The sides of a ring; the first comes from its last point."""
    return zip((*ring[-1:], *ring[:-1]), ring, strict=True)


def _cut(one: Point, other: Point, inside: _Edge) -> Iterator[Point]:
    """What a side that comes from `one` adds to a ring that is cut along an edge."""
    if (inside(one) < 0) != (inside(other) < 0):
        yield _crossing(one, other, inside)
    if inside(other) >= 0:
        yield other


def _crossing(one: Point, other: Point, inside: _Edge) -> Point:
    """Where a straight line meets an edge between its ends."""
    here, there = inside(one), inside(other)
    part = here / (here - there)
    return round(one[0] + part * (other[0] - one[0])), round(one[1] + part * (other[1] - one[1]))
