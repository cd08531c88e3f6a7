"""How events are set on a line of time: true to scale, but that long stretches without any are cut.

Where labels stand is the browser’s, in slots of equal size from first to last; lines lead to them from the
moments on the scale. So no label meets another, whatever font a reader has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from sitegen.model.drawings import Lead, ScaledTimeline, Stroke, TimedEvent
from sitegen.model.pictures import Event, Timeline
from sitegen.plan.pictures.speaker import TableSpeaker
from sitegen.text.numbers.moments import first_day, read_moment, year_of
from sitegen.values import dataclass

# What the marks that authors name look like.
TIME_MARKS = {"full": "full", "part": "half", "none": "hollow"}
# The length of the scale with its ends, how far from the end of the sheet it ends, and what is left of a
# stretch that is cut short.
LENGTH, _END, _CUT = 1000, 25, 70
# How wide the sheet is, and where on it the scale runs: beside its labels, or between those above and below.
ACROSS, _BESIDE, _BETWEEN = 48, 12, 24
# A stretch without events leaves too little to the others where it takes such a part of the scale, and is as
# many times as long as the longest that is not cut.
_LARGE, _APART = 0.2, 2.5
# More events than that have no room for labels side by side.
_MOST_ALONG = 9
_YEAR, _MOST_TICKS = 366, 40
Moment = tuple[int, int]
_Scale = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class _Axis:
    """The days of a scale from its first to its last, and the stretches of it that are cut short."""

    first: int
    last: int
    cut: tuple[Moment, ...]

    def place(self, day: int) -> int:
        """Return where on the sheet a day begins."""
        true = self.last - self.first - sum(end - start for start, end in self.cut)
        room = LENGTH - 2 * _END - _CUT * len(self.cut)
        past, before = 0.0, day - self.first
        for start, end in self.cut:
            within = min(max(day - start, 0), end - start)
            before -= within
            past += _CUT * within / (end - start)
        return round(_END + past + room * before / max(true, 1))


def scale(picture: Timeline, speaker: TableSpeaker) -> ScaledTimeline:
    """Return the events of a picture in the words of one edition, and the lines of their scale."""
    every = [
        (event, read_moment(event.date), speaker.say(group.title) if number == 0 else "")
        for group in picture.groups
        for number, event in enumerate(group.events)
    ]
    known = [(event, moment) for event, moment, _ in every if moment is not None]
    axis = _axis([moment for _, moment in known])
    unit, ticks = _ticks(axis)
    down, along = _Way(axis, len(known), is_along=False), _Way(axis, len(known), is_along=True)
    notes = (unit, "picture_cut" if axis.cut else "")
    return ScaledTimeline(
        events=tuple(_event(event, picture, speaker, head) for event, moment, head in every if moment),
        down=tuple(down.strokes(known, ticks)),
        along=tuple(along.strokes(known, ticks)) if len(known) <= _MOST_ALONG else (),
        length=LENGTH,
        across=ACROSS,
        marks=tuple(
            (TIME_MARKS.get(name, "full"), speaker.say(words)) for name, words in picture.marks.items()
        ),
        notes=tuple(speaker.words.get(each, "") for each in notes if each),
    )


def _event(event: Event, picture: Timeline, speaker: TableSpeaker, head: str) -> TimedEvent:
    return TimedEvent(
        head=head,
        when=speaker.say(event.when),
        # HTML knows no years before the first.
        date="" if event.date.startswith(("-", "0000")) else str(event.date),
        what=Lead(speaker.say(event.what), speaker.lead(event.to)),
        standing=speaker.say(picture.marks.get(event.mark, {})),
        cites=speaker.cite(event.cites),
    )


def _axis(moments: Sequence[Moment]) -> _Axis:
    """Return the scale of moments; stretches are cut that take much of it and outdo the others."""
    first = min((start for start, _ in moments), default=0)
    last = max((end for _, end in moments), default=0) + 1
    empty = sorted(_empty(moments), key=lambda each: each[0] - each[1])
    lengths = [end - start for start, end in empty]
    least = _LARGE * (last - first)
    outdoing = [one >= max(least, _APART * other) for one, other in pairwise(lengths)]
    count = max((number for number, outdoes in enumerate(outdoing, 1) if outdoes), default=0)
    return _Axis(first, last, tuple(sorted(empty[:count])))


def _empty(moments: Sequence[Moment]) -> Iterator[Moment]:
    """Yield the stretches between moments in which nothing lies."""
    reached: int | None = None
    for start, end in sorted(moments):
        if reached is not None and start > reached:
            yield reached, start
        reached = end + 1 if reached is None else max(end + 1, reached)


def _ticks(axis: _Axis) -> tuple[str, list[int]]:
    """Return by which word the steps of a scale are called, and the days on it where they begin."""
    first, last = year_of(axis.first), year_of(axis.last)
    days = axis.last - axis.first - sum(end - start for start, end in axis.cut)
    if days <= 2 * _YEAR:
        starts = [first_day(year, month) for year in range(first, last + 1) for month in range(1, 13)]
        unit = "picture_months"
    else:
        steps = ((1, "picture_years"), (10, "picture_decades"), (100, "picture_centuries"))
        fitting = (each for each in steps if days <= each[0] * _YEAR * _MOST_TICKS)
        step, unit = next(fitting, steps[-1])
        starts = [first_day(year) for year in range(first - first % step, last + 1, step)]
    within = (day for day in starts if axis.first <= day <= axis.last)
    return unit, [day for day in within if not any(start < day < end for start, end in axis.cut)]


@dataclass(frozen=True, slots=True)
class _Way:
    """A scale as it runs: down beside its labels, or along between those above and those below."""

    axis: _Axis
    count: int
    is_along: bool

    def strokes(self, known: Sequence[tuple[Event, Moment]], ticks: Sequence[int]) -> Iterator[Stroke]:
        """Yield the scale, its steps, and for each event what leads to its label and its mark."""
        place, middle = self.axis.place, _BETWEEN if self.is_along else _BESIDE
        borders = [self.axis.first, *(day for each in self.axis.cut for day in each), self.axis.last]
        for number, (start, end) in enumerate(pairwise(borders)):
            yield Stroke(
                f"M{self._at(place(start), middle)}L{self._at(place(end), middle)}",
                "cut" if number % 2 else "axis",
            )
        steps = "".join(
            f"M{self._at(place(day), middle - 5)}L{self._at(place(day), middle + 5)}" for day in ticks
        )
        if steps:
            yield Stroke(steps, "tick")
        for index, (event, (start, end)) in enumerate(known):
            here, there = place(start), place(end + 1)
            form = TIME_MARKS.get(event.mark, "full")
            yield Stroke(self._lead((here + there) // 2, index), "lead")
            yield Stroke(f"M{self._at(here, middle)}L{self._at(max(there, here), middle)}", f"dot {form}")
            if form != "full":
                yield Stroke(
                    f"M{self._at(here, middle)}L{self._at(max(there, here), middle)}", f"core {form}"
                )

    def _at(self, place: int, across: int) -> str:
        return f"{place} {across}" if self.is_along else f"{across} {place}"

    def _lead(self, place: int, index: int) -> str:
        """A line from a moment to the middle of the slot of its label."""
        if not self.is_along:
            slot = round(LENGTH * (2 * index + 1) / (2 * self.count))
            return f"M{_BESIDE} {place}C34 {place} 26 {slot} {ACROSS} {slot}"
        # Labels above and below by turns, each two steps wide.
        slot = round(LENGTH * (index + 1) / (self.count + 1))
        edge, bend = (0, _BETWEEN // 2) if index % 2 == 0 else (ACROSS, ACROSS - _BETWEEN // 2)
        return f"M{place} {_BETWEEN}C{place} {bend} {slot} {bend} {slot} {edge}"
