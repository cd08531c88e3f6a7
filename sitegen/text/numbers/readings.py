"""What a figure may be worth, and the form of the rules by which figures are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class Date:
    """A date, of which the year or the day may be unsaid."""

    year: int | None
    month: int
    day: int | None = None

    @property
    def parts(self) -> tuple[int | None, int, int | None]:
        return self.year, self.month, self.day


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day, on the clock of 24 hours."""

    hour: int
    minute: int = 0


NumberValue = Fraction | Date | Time


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A value read from a match: whether it is firm, and where it stands if not all over the match.

    `others` are what the same words may mean as well: 三点 is three points or three o’clock.
    """

    value: NumberValue
    is_firm: bool = True
    span: tuple[int, int] | None = None
    others: tuple[NumberValue, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberPattern:
    """How one kind of figure is written and read; what a rule has read no later rule sees."""

    expression: re.Pattern[str]
    read: Callable[[re.Match[str]], Iterator[Interpretation]]
    # Also what it reads nothing from is kept from later rules.
    takes_all: bool = False


@dataclass(frozen=True, slots=True)
class Sense:
    """What else a number may mean between certain words: 两周 is fourteen days, 翻两番 four times as much."""

    after: re.Pattern[str]
    values: Callable[[Fraction, re.Match[str]], Iterable[NumberValue]]
    before: re.Pattern[str] | None = None


# No word that gives a number another sense is longer, with the space behind it.
_WORD = 8


def senses(
    text: str, start: int, end: int, value: Fraction, known: Iterable[Sense]
) -> tuple[NumberValue, ...]:
    """Return what the number at `start` to `end` of `text` may mean besides its value.

    >>> from sitegen.text.numbers.chinese.senses import SENSES_ZH
    >>> senses("两周", 0, 1, Fraction(2), SENSES_ZH)
    (Fraction(14, 1),)
    """
    found: dict[NumberValue, None] = {}
    before = text[max(start - _WORD, 0) : start]
    for sense in known:
        after = sense.after.match(text, end)
        if after and (sense.before is None or sense.before.search(before)):
            found.update(dict.fromkeys(sense.values(value, after)))
    return tuple(found)


def skip(_: re.Match[str]) -> Iterator[Interpretation]:
    """Read nothing: what matches holds no figures."""
    return iter(())


def number(text: str) -> Fraction:
    """Return the value of digits with separators of thousands and a decimal point.

    >>> number("3,000.5")
    Fraction(6001, 2)
    """
    return Fraction(re.sub("[,\u00a0\u2009\u202f]", "", text))


def is_month(month: int) -> bool:
    """Tell whether there is a month of that number.

    >>> is_month(12), is_month(13)
    (True, False)
    """
    return 1 <= month <= 12


# From which hour on a part of the day has the hours of the afternoon, and whether its twelve is midnight.
_PARTS = {
    "": (24, False),
    "early": (24, True),
    "morning": (24, False),
    "afternoon": (0, False),
    "evening": (5, True),
    "night": (6, True),
}


def clock(hour: int, minute: int, part: str = "") -> Time | None:
    """Return the time, or None where no clock shows it.

    `part` of the day is "early", "morning", "noon", "afternoon", "evening", "night", or unsaid.

    >>> clock(3, 30, "afternoon")
    Time(hour=15, minute=30)
    >>> clock(25, 0) is None
    True
    """
    if hour > 24 or minute >= 60:
        return None
    if part == "noon":
        return Time(hour + 12 if hour < 4 else hour % 24, minute)
    begins, ends_at_midnight = _PARTS[part]
    if hour == 12:
        return Time(0 if ends_at_midnight else 12, minute)
    return Time(hour + 12 if begins <= hour < 12 else hour % 24, minute)


def clocks(hour: int, minute: int, part: str = "") -> tuple[Time, ...]:
    """Return the times that a clock of twelve hours may mean: three o’clock is 3:00 or 15:00.

    >>> clocks(3, 0)
    (Time(hour=3, minute=0), Time(hour=15, minute=0))
    """
    time = clock(hour, minute, part)
    if time is None:
        return ()
    is_open = not part and 1 <= hour <= 12
    return (time, Time((time.hour + 12) % 24, minute)) if is_open else (time,)


def later(time: Time, minutes: int) -> Time:
    """Return the time so many minutes later, or earlier where they are negative.

    >>> later(Time(23, 50), 20)
    Time(hour=0, minute=10)
    """
    return Time(*divmod((time.hour * 60 + time.minute + minutes) % (24 * 60), 60))


DIGITS = r"(?:\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
