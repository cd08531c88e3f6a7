"""How figures are written in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from sitegen.text.numerals import (
    ENGLISH_CARDINAL,
    ENGLISH_ORDINAL,
    ENGLISH_PART,
    ENGLISH_SCALE,
    PARTS,
    english_value,
)
from sitegen.text.readings import COMMON, DIGITS, Date, Reading, Rule, clock, number

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
_FULL = "|".join(month.capitalize() for month in _MONTHS)
_SHORT = "|".join((*(month[:3].capitalize() for month in _MONTHS), "Sept"))
_MONTH = rf"(?:{_FULL}|(?:{_SHORT})\b\.?)"
_DAY = r"(?<![\d.,])(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d])"
_YEAR = r"\d{4}(?!\d)"
_TO = r"\s?(?:–|-|—)\s?|\s(?:to|and|or)\s"


def _words(pattern: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w’])(?:{pattern})(?!\w)", flags)


def _cardinal(text: str) -> Fraction:
    digits = re.match(DIGITS, text)
    if digits is None:
        return Fraction(english_value(text))
    scale = text[digits.end() :].strip(" -\u00a0")
    return number(digits[0]) * (english_value(scale) if scale else 1)


def _month(text: str) -> int:
    return next(index for index, month in enumerate(_MONTHS, 1) if month.startswith(text[:3].lower()))


def _date(match: re.Match[str]) -> Iterator[Reading]:
    year = int(match["year"]) if match["year"] else None
    month, day = _month(match["month"]), match["day"]
    for name in ("first", "last"):
        if name in match.re.groupindex and match[name]:
            other = Date(year, month, int(re.sub(r"\D", "", match[name])))
            yield Reading(other, span=match.span(name))
    parts = [match.span(name) for name in ("day", "month", "year") if match[name]]
    span = (min(start for start, _ in parts), max(end for _, end in parts))
    yield Reading(Date(year, month, int(re.sub(r"\D", "", day)) if day else None), span=span)


def _time(match: re.Match[str]) -> Iterator[Reading]:
    minute, half = match["minute"], (match["half"] or "").lower()
    if minute is None and not half:
        return
    is_afternoon = half.startswith("p")
    hour = 0 if half.startswith("a") and match["hour"] == "12" else int(match["hour"])
    time = clock(hour, int(minute or 0), is_afternoon=is_afternoon)
    if time:
        yield Reading(time)


def _percent(match: re.Match[str]) -> Iterator[Reading]:
    yield Reading(_cardinal(match[1]) / (1000 if "‰" in match[0] else 100))


def _part(match: re.Match[str]) -> Iterator[Reading]:
    above = match["above"]
    is_indefinite = above.lower() in ("a", "an")
    value = Fraction(1 if is_indefinite else _cardinal(above)) / PARTS[match["below"].lower()]
    # “Half a year” and “a quarter” have many counterparts, 一半 and 四分之一 among them.
    yield Reading(value, is_firm=not is_indefinite)


def _and_a_part(match: re.Match[str]) -> Iterator[Reading]:
    yield Reading(_cardinal(match[1]) + Fraction(1, PARTS[match[2].lower()]))


def _half(_: re.Match[str]) -> Iterator[Reading]:
    yield Reading(Fraction(1, 2), is_firm=False)


def _decade(match: re.Match[str]) -> Iterator[Reading]:
    yield Reading(Fraction(match[1]))


def _ordinal(match: re.Match[str]) -> Iterator[Reading]:
    digits = re.match(r"\d+", match[0])
    value = int(digits[0]) if digits else english_value(match[0])
    # “First” is an adverb as often as a number; 第一 asks for it, it asks for nothing.
    yield Reading(Fraction(value), is_firm=match[0].lower() != "first")


def _number(match: re.Match[str]) -> Iterator[Reading]:
    text = match["number"]
    # How many characters a word has is seen where it stands, and often unsaid.
    is_vague = text.lower() == "one" or (match["characters"] and not text[0].isdigit())
    yield Reading(_cardinal(text), not is_vague, match.span("number"))


_LOOSE = {
    **dict.fromkeys(("both", "pair", "pairs", "couple", "couples", "double", "doubles", "doubled"), 2),
    **dict.fromkeys(("doubling", "twofold", "dual", "twin", "twins", "either", "neither", "latter"), 2),
    **dict.fromkeys(("triple", "triples", "tripled", "threefold", "trio"), 3),
    **dict.fromkeys(("quadruple", "quadrupled", "fourfold", "quarterly"), 4),
    **dict.fromkeys(("decade", "decades", "tenfold"), 10),
    **dict.fromkeys(("dozen", "dozens"), 12),
    **dict.fromkeys(("century", "centuries", "centenary", "centenaries", "hundred", "hundreds"), 100),
    **dict.fromkeys(("thousand", "thousands", "millennium", "millennia"), 1000),
    **dict.fromkeys(("million", "millions"), 10**6),
    **dict.fromkeys(("single", "once", "former"), 1),
}
_TWICE = {"twice": 2, "thrice": 3}


def _loose(match: re.Match[str]) -> Iterator[Reading]:
    yield Reading(Fraction(_LOOSE[match[0].lower()]), is_firm=False)


def _twice(match: re.Match[str]) -> Iterator[Reading]:
    yield Reading(Fraction(_TWICE[match[0].lower()]))


_NUMBER = rf"(?:(?<![\d.,]){DIGITS}(?:[ \u00a0-]{ENGLISH_SCALE})?|{ENGLISH_CARDINAL})"
# “May” and “March” are months only behind a word that a month follows.
_BEFORE = ("in", "In", "of", "by", "since", "Since", "until", "early", "late")
_ALONE = rf"\b(?:{_FULL.replace('March|', '').replace('May|', '')})\b|" + "|".join(
    rf"(?<=\b{word} )(?:March|May)\b" for word in _BEFORE
)
ENGLISH = (
    *COMMON,
    Rule(
        re.compile(
            rf"(?:(?P<first>{_DAY})(?:{_TO}))?(?P<day>{_DAY})(?: of)? (?P<month>{_MONTH})"
            rf"(?:,? (?P<year>{_YEAR}))?"
        ),
        _date,
    ),
    Rule(
        re.compile(
            rf"\b(?P<month>{_MONTH}) (?P<day>{_DAY})(?:(?:{_TO})(?P<last>{_DAY}))?(?:,? (?P<year>{_YEAR}))?"
        ),
        _date,
    ),
    Rule(re.compile(rf"\b(?P<month>{_MONTH}),? (?P<year>{_YEAR})(?P<day>)"), _date),
    Rule(re.compile(rf"(?P<month>{_ALONE})(?P<day>)(?P<year>)"), _date),
    Rule(
        _words(r"(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d))? ?(?P<half>[ap]\.?m\b\.?|o’clock)"),
        _time,
    ),
    Rule(re.compile(r"(?<![\d:.])(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?P<half>)(?![\d:])"), _time),
    Rule(
        re.compile(
            rf"(?<![\w’])({_NUMBER})(?:[ \u00a0]?[%‰]|[ -](?:per ?cent|percentage points?)\b)", re.IGNORECASE
        ),
        _percent,
    ),
    Rule(_words(rf"({_NUMBER}) and an? ({ENGLISH_PART})"), _and_a_part),
    # Twenty thirds, but not twenty-third, and not one hundredth, which is as often the hundredth.
    Rule(_words(rf"(?P<above>{_NUMBER})[- ](?P<below>{ENGLISH_PART}(?:(?<=s)|(?<=half)))"), _part),
    Rule(_words(rf"(?P<above>one)[- ](?!hundred|thousand)(?P<below>{ENGLISH_PART})"), _part),
    Rule(_words(rf"(?P<above>an?) (?P<below>{ENGLISH_PART})(?= of\b)"), _part),
    Rule(re.compile(r"(?<![\w.,])(\d{3}0)s(?!\w)"), _decade),
    Rule(re.compile(r"(?<![\w.,])’?(\d0)s(?!\w)"), _decade),
    Rule(_words(r"\d+(?:st|nd|rd|th)|" + ENGLISH_ORDINAL), _ordinal),
    Rule(_words(rf"(?P<number>{_NUMBER})(?P<characters>[- ]characters?)?"), _number),
    Rule(_words("half|halves"), _half),
    Rule(_words("|".join(_TWICE)), _twice),
    Rule(_words("|".join(_LOOSE)), _loose),
)
