"""How figures are written in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from sitegen.expressions import lazy_regex
from sitegen.text.numbers.common import COMMON
from sitegen.text.numbers.decades import DECADES_EN
from sitegen.text.numbers.english.dates import DATES_EN
from sitegen.text.numbers.english.numbers import NUMBER, TO, read_cardinal, words
from sitegen.text.numbers.english.senses import SENSES_EN
from sitegen.text.numbers.english.times import TIMES_EN
from sitegen.text.numbers.numerals import ENGLISH_ORDINAL, ENGLISH_PART, PARTS, english_value
from sitegen.text.numbers.readings import Interpretation, NumberPattern, NumberValue, senses

# How many of a smaller unit a unit has: half an hour is thirty minutes, half a year six months.
_UNITS = {"minute": 60, "hour": 60, "day": 24, "month": 30, "year": 12, "century": 100, "dozen": 12}
_UNITS |= {scale: english_value(scale) for scale in ("thousand", "million", "billion", "trillion")}
_UNIT = f"(?:{'|'.join(_UNITS)})"


def _percent(match: re.Match[str]) -> Iterator[Interpretation]:
    parts = 1000 if "‰" in match[0] else 100
    # In “30 to 40 per cent” the unit belongs to both, in “the two and 40 per cent” it does not.
    if match["first"]:
        value = read_cardinal(match["first"])
        yield Interpretation(value, span=match.span("first"), others=(value / parts,))
    name = "last" if match["first"] else "alone"
    yield Interpretation(read_cardinal(match[name]) / parts, span=(match.start(name), match.end()))


def _part(match: re.Match[str]) -> Iterator[Interpretation]:
    above, below = match["above"].lower(), match["below"].lower()
    is_indefinite = above in ("a", "an")
    many = Fraction(1 if is_indefinite else read_cardinal(above))
    value, unit = many / PARTS[below], match["unit"]
    # The first three quarters may be those of a year.
    others: tuple[NumberValue, ...] = (value * _UNITS[unit.lower()],) if unit else ()
    others += (many,) if below.startswith("quarter") and not is_indefinite else ()
    # “Half a year” and “a quarter” have many counterparts, 一半 and 四分之一 among them.
    yield Interpretation(value, is_firm=not is_indefinite, others=others)


def _third(match: re.Match[str]) -> Iterator[Interpretation]:
    """Read “by a third”, where it may be a part, and “a third visit”, where it counts."""
    value = PARTS[match["below"].lower()]
    if value > 2:
        is_firm = value != 4 or match["below"].lower() == "fourth"
        yield Interpretation(Fraction(value), is_firm, others=(Fraction(1, value),))


def _and_a_part(match: re.Match[str]) -> Iterator[Interpretation]:
    value = read_cardinal(match["number"]) if match["number"] else Fraction(1)
    value += Fraction(1, PARTS[match["part"].lower()])
    unit = (match["unit"] or match["before"] or match["single"] or "").lower()
    if unit.endswith(("thousand", "illion")):
        yield Interpretation(value * _UNITS[unit])
    else:
        yield Interpretation(value, others=(value * _UNITS[unit],) if unit in _UNITS else ())


def _half(match: re.Match[str]) -> Iterator[Interpretation]:
    unit = (match["unit"] or "").lower()
    yield Interpretation(Fraction(1, 2), is_firm=False, others=(Fraction(_UNITS[unit], 2),) if unit else ())


def _ordinal(match: re.Match[str]) -> Iterator[Interpretation]:
    digits = re.match(r"\d+", match[0])
    value = int(digits[0]) if digits else english_value(match[0])
    # “First” is an adverb as often as a number; 第一 asks for it, it asks for nothing.
    yield Interpretation(Fraction(value), is_firm=match[0].lower() != "first")


_LONGEST = 24
_OUT_OF = lazy_regex(rf"(?<![\w.,’])({NUMBER}) (?:in|out of)(?: every)? $", re.IGNORECASE)


def _number(match: re.Match[str]) -> Iterator[Interpretation]:
    text = match["number"]
    # How many characters a word has is seen where it stands, and often unsaid.
    is_vague = text.lower() == "one" or (match["characters"] and not text[0].isdigit())
    value, (start, end) = read_cardinal(text), match.span("number")
    others = senses(match.string, start, end, value, SENSES_EN)
    behind = _OUT_OF.search(match.string[max(start - _LONGEST, 0) : start])
    above = read_cardinal(behind[1]) if behind else Fraction(0)
    others += (above / value,) if 0 < above < value <= 1000 else ()
    yield Interpretation(value, not is_vague, match.span("number"), others)


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
    "fortnight": 14,
}
_TWICE = {"twice": 2, "thrice": 3}


def _loose(match: re.Match[str]) -> Iterator[Interpretation]:
    yield Interpretation(Fraction(_LOOSE[match[0].lower()]), is_firm=False)


def _twice(match: re.Match[str]) -> Iterator[Interpretation]:
    yield Interpretation(Fraction(_TWICE[match[0].lower()]))


_OF_A_UNIT = rf"(?: of an? (?P<unit>{_UNIT}))?"
ENGLISH = (
    *COMMON,
    *DATES_EN,
    *TIMES_EN,
    NumberPattern(
        lazy_regex(
            rf"(?<![\w’])(?:(?P<alone>{NUMBER})|(?P<first>{NUMBER}){TO}(?P<last>{NUMBER}))"
            rf"(?:[ \u00a0]?[%‰]|[ -](?:per ?cent|percentage points?)\b)",
            re.IGNORECASE,
        ),
        _percent,
    ),
    NumberPattern(
        words(
            rf"(?:(?P<number>{NUMBER})(?: (?P<before>{_UNIT})s?)?|an? (?P<single>{_UNIT}|mile|week|decade))"
            rf" and an? (?P<part>{ENGLISH_PART})(?:[ -](?P<unit>{_UNIT})s?)?"
        ),
        _and_a_part,
    ),
    # Twenty thirds, but not twenty-third, and not one hundredth, which is as often the hundredth.
    NumberPattern(
        words(rf"(?P<above>{NUMBER})[- ](?P<below>{ENGLISH_PART}(?:(?<=s)|(?<=half))){_OF_A_UNIT}"), _part
    ),
    NumberPattern(
        words(rf"(?P<above>one)[- ](?!hundred|thousand)(?P<below>{ENGLISH_PART}){_OF_A_UNIT}"), _part
    ),
    NumberPattern(words(rf"(?P<above>an?) (?P<below>{ENGLISH_PART})(?= of\b){_OF_A_UNIT}"), _part),
    NumberPattern(words(rf"an? (?P<below>{ENGLISH_PART})"), _third),
    *DECADES_EN,
    NumberPattern(words(r"\d+(?:st|nd|rd|th)|" + ENGLISH_ORDINAL), _ordinal),
    NumberPattern(words(rf"(?:half|halves)(?:[ -](?:an? )?(?P<unit>{_UNIT}))?"), _half),
    NumberPattern(words(rf"(?P<number>{NUMBER})(?P<characters>[- ]characters?)?"), _number),
    NumberPattern(words("|".join(_TWICE)), _twice),
    NumberPattern(words("|".join(_LOOSE)), _loose),
)
