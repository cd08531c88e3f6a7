"""What a figure may be worth, and the form of the rules by which figures are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction


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


Value = Fraction | Date | Time


@dataclass(frozen=True, slots=True)
class Reading:
    """A value read from a match: whether it is firm, and where it stands if not all over the match."""

    value: Value
    is_firm: bool = True
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """How one kind of figure is written and read; what a rule has read no later rule sees."""

    expression: re.Pattern[str]
    read: Callable[[re.Match[str]], Iterator[Reading]]
    # Also what it reads nothing from is kept from later rules.
    takes_all: bool = False


def skip(_: re.Match[str]) -> Iterator[Reading]:
    """Read nothing: what matches holds no figures."""
    return iter(())


def number(text: str) -> Fraction:
    """Return the value of digits with separators of thousands and a decimal point."""
    return Fraction(re.sub("[,\u00a0\u2009\u202f]", "", text))


def _iso_date(match: re.Match[str]) -> Iterator[Reading]:
    year, month, day = (int(part) for part in re.split("[-/.]", match[0]))
    if is_month(month) and 1 <= day <= 31:
        yield Reading(Date(year, month, day))


def is_month(month: int) -> bool:
    """Tell whether there is a month of that number."""
    return 1 <= month <= 12


def clock(hour: int, minute: int, *, is_afternoon: bool) -> Time | None:
    """Return the time, or None where no clock shows it."""
    if is_afternoon and hour < 12:
        hour += 12
    return Time(hour % 24, minute) if hour <= 24 and minute < 60 else None


DIGITS = r"(?:\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_LETTER = "A-Za-z"
# What both languages write alike.
ADDRESSES = Rule(
    re.compile(
        rf"(?:https?://|www\.)[!-~]+|(?<![{_LETTER}0-9])[{_LETTER}0-9-]+(?:\.[{_LETTER}0-9-]+)*"
        rf"\.[{_LETTER}]{{2,}}(?:/[!-~]*)?(?![{_LETTER}])"
    ),
    skip,
    takes_all=True,
)
VERSIONS = Rule(re.compile(r"(?<![\d.])\d+(?:\.\d+){2,}(?!\d)"), skip, takes_all=True)
# R-0, COVID-19, H5N1, 5G; but mid-2021, 11th, 1980s, 20 km and 9pm hold a figure.
NAMES = Rule(
    re.compile(
        rf"(?<![{_LETTER}0-9])(?:[{_LETTER}]+\d[{_LETTER}0-9-]*|[{_LETTER}]*[A-Z]-\d[{_LETTER}0-9-]*"
        rf"|\d+(?!(?:st|nd|rd|th|s|km|kg|cm|mm|m|ha|bn|am|pm)(?![{_LETTER}]))[{_LETTER}]+[{_LETTER}0-9-]*)"
    ),
    skip,
    takes_all=True,
)
ISO_DATES = Rule(re.compile(r"(?<!\d)\d{4}(?:-\d{1,2}-|/\d{1,2}/|\.\d{1,2}\.)\d{1,2}(?!\d)"), _iso_date)
COMMON = (ADDRESSES, ISO_DATES, VERSIONS, NAMES)
