"""How times of day are written in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from sitegen.expressions import lazy_regex
from sitegen.text.numbers.english.numbers import TO, read_cardinal, words
from sitegen.text.numbers.readings import (
    Interpretation,
    NumberPattern,
    NumberValue,
    Sense,
    Time,
    clock,
    clocks,
    later,
)

_HOURS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_HOUR = rf"(?:[01]?\d|2[0-4]|{_HOURS})"
_TENS = r"(?:twenty|thirty|forty|fifty)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
_MINUTES = rf"(?:[1-5]?\d|{_TENS}|[a-z]+teen|five|ten|eleven|twelve)"
_OCLOCK = r"o[’']clock"
_EARLY = "(?:early |late )?"
_DAY = (
    rf"(?:(?P<half>[ap])\.?m\b\.?|{_EARLY}"
    rf"(?:(?:in|of) the {_EARLY}(?P<part>morning|afternoon|evening)|at (?P<night>night)))"
)
_TOLD = (
    rf"(?: ?(?:{_OCLOCK}|[ap]\.?m\b)"
    rf"| {_EARLY}(?:(?:in|of) the {_EARLY}(?:morning|afternoon|evening)|at night)\b)"
)
_LONGEST = 8
# Before these “five to ten” is a time; elsewhere it is as often a range.
_SURELY = lazy_regex(r"(?:^|\W)(?:at|by|until|till|about|around|nearly|almost|was|is|it’s) $", re.IGNORECASE)


def _part(match: re.Match[str]) -> str:
    """Return the part of the day that is said, "" where none is."""
    if match["half"]:
        return "early" if match["half"].lower() == "a" else "afternoon"
    said = (match["part"] or match["night"] or "").lower()
    return "early" if said == "morning" else said


def _times(match: re.Match[str], minutes: int = 0) -> Iterator[Interpretation]:
    times = [later(time, minutes) for time in clocks(int(read_cardinal(match["hour"])), 0, _part(match))]
    if times:
        yield Interpretation(times[0], others=tuple(times[1:]))


def _time(match: re.Match[str]) -> Iterator[Interpretation]:
    minute, hour = match["minute"], int(read_cardinal(match["hour"]))
    time = clock(hour, int(minute or 0), _part(match))
    if time is None:
        return
    first = match["first"]
    if first:
        yield from _first(match, first, time)
    # Three in the morning, two in the evening: so much may be counted.
    others: tuple[NumberValue, ...] = ()
    if not _part(match):
        others = clocks(hour, 0)[1:]
    elif not (minute or match["half"] or match["oclock"]):
        others = (Fraction(hour),)
    yield Interpretation(time, others=others, span=(match.end("to") if first else match.start(), match.end()))


def _first(match: re.Match[str], hour: str, last: Time) -> Iterator[Interpretation]:
    """Read the 9 of “9–11 a.m.”, which in “11–1 p.m.” has the other half of the day."""
    minute = int(match["minute_of_first"] or 0)
    times = clocks(int(read_cardinal(hour)), minute)
    earlier = sorted(
        times, key=lambda time: (last.hour * 60 + last.minute - time.hour * 60 - time.minute) % 1440
    )
    if earlier:
        span = (match.start("first"), match.start("to"))
        yield Interpretation(earlier[0], span=span, others=(read_cardinal(hour),))


_QUARTERS = {"half": 30, "quarter": 15}


def _by_the_hour(match: re.Match[str]) -> Iterator[Interpretation]:
    """Read “half past three” and “a quarter to four”, but not “five to ten members”."""
    way = match["way"].lower()
    quarter = _QUARTERS.get(match["minutes"].split(" ")[-1].lower())
    before = match.string[max(match.start() - _LONGEST, 0) : match.start()]
    is_told = (
        quarter or way == "past" or match["oclock"] or "minute" in match["minutes"] or _SURELY.search(before)
    )
    minutes = quarter or int(read_cardinal(match["minutes"].split(" ")[0]))
    if is_told and minutes < 60:
        yield from _times(match, minutes if way in ("past", "after") else -minutes)


def _colon_time(match: re.Match[str]) -> Iterator[Interpretation]:
    time = clock(int(match["hour"]), int(match["minute"]))
    if time:
        yield Interpretation(time)


def _dotted(match: re.Match[str]) -> Iterator[Interpretation]:
    times = clocks(int(match["hour"]), int(match["minute"]))
    if times:
        yield Interpretation(Fraction(match[0]), others=times)


_NAMED = {"noon": 12, "midday": 12, "midnight": 0}


def _named(match: re.Match[str]) -> Iterator[Interpretation]:
    # “At noon” is a time; what is done “around midnight” may have other words.
    yield Interpretation(
        Time(_NAMED[match["name"].lower()]), is_firm=bool(match["at"]), span=match.span("time")
    )


def _as_time(value: Fraction, _: re.Match[str]) -> tuple[Time, ...]:
    return clocks(int(value), 0) if value.denominator == 1 and value <= 24 else ()


# “At three” and “from three to five” may be times.
AT = Sense(
    lazy_regex(
        r"(?=$|[.,;:)!?”–—]|\s?[–-]\s?\d"
        r"| (?:on|in|at|to|and|or|until|till|every|each|sharp|this|that|today|daily|when|the)\b)"
    ),
    _as_time,
    lazy_regex(
        r"(?:^|\W)(?:at|by|from|until|till|before|after|around|about|to|past|and|–|-) ?$", re.IGNORECASE
    ),
)
TIMES_EN = (
    NumberPattern(
        words(
            rf"(?P<minutes>half|(?:an? )?quarter|{_MINUTES}(?: minutes?)?)"
            rf"[ -](?P<way>past|after|before|to|till) (?P<hour>{_HOUR})"
            rf"(?: (?P<oclock>{_OCLOCK}))?(?:,? ?{_DAY})?"
        ),
        _by_the_hour,
    ),
    NumberPattern(
        words(
            rf"(?:(?P<first>{_HOUR})(?:[:.](?P<minute_of_first>[0-5]\d))?(?P<to>{TO}))?"
            rf"(?P<hour>{_HOUR})(?:[:.](?P<minute>[0-5]\d))?(?={_TOLD})"
            rf"(?: ?(?P<oclock>{_OCLOCK}))?(?: ?{_DAY})?"
        ),
        _time,
    ),
    NumberPattern(
        lazy_regex(r"(?<![\d:.])(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?![\d:])"),
        _colon_time,
    ),
    NumberPattern(lazy_regex(r"(?<=\bat )(?P<hour>[01]?\d|2[0-4])\.(?P<minute>[0-5]\d)(?![\d.%])"), _dotted),
    NumberPattern(
        words(
            r"(?P<at>(?:at|by|until|till|before|after) (?:exactly )?)?"
            r"(?P<time>(?:12 |twelve )?(?P<name>noon|midday|midnight))"
        ),
        _named,
    ),
)
