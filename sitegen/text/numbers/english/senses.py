"""What else a number may mean beside certain English words: two decades are twenty years."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from sitegen.expressions import lazy_regex
from sitegen.text.numbers.english.numbers import TO, read_cardinal
from sitegen.text.numbers.english.times import AT
from sitegen.text.numbers.numerals import ENGLISH_CARDINAL, ENGLISH_SCALE, english_value
from sitegen.text.numbers.readings import DIGITS, NumberValue, Sense


def _times(factor: int) -> Callable[[Fraction, re.Match[str]], tuple[NumberValue, ...]]:
    return lambda value, _: (value * factor,)


def _scaled(value: Fraction, match: re.Match[str]) -> tuple[NumberValue, ...]:
    """In “three to five million” the scale belongs to both numbers."""
    return (value * english_value(match["scale"]),)


def _out_of(value: Fraction, match: re.Match[str]) -> tuple[NumberValue, ...]:
    below = read_cardinal(match["below"])
    return (value / below,) if 0 < value < below <= 1000 else ()


_SOME = rf"(?:{DIGITS}|{ENGLISH_CARDINAL})"
SENSES_EN = (
    AT,
    Sense(lazy_regex(r"[ -]decades?\b"), _times(10)),
    Sense(lazy_regex(r"[ -]dozens?\b"), _times(12)),
    Sense(lazy_regex(r"[ -]score\b"), _times(20)),
    Sense(lazy_regex(r"[ -](?:century|centuries)\b"), _times(100)),
    Sense(lazy_regex(r"[ -]weeks?\b"), _times(7)),
    # “One in three”: a third. The number behind “in” says so, too.
    Sense(lazy_regex(rf" (?:in|out of)(?: every)? (?P<below>{_SOME})\b", re.IGNORECASE), _out_of),
    Sense(lazy_regex(rf"{TO}(?:\d[\d.,]*|[a-z]+)[ -](?P<scale>{ENGLISH_SCALE})\b", re.IGNORECASE), _scaled),
)
