"""Numbers in Chinese text, in digits and numerals: how they look, and what they are worth."""

from __future__ import annotations

import re
from fractions import Fraction

from sitegen.text.numbers.numerals import CHINESE_DIGITS, CHINESE_NUMERALS, chinese_values
from sitegen.text.numbers.readings import DIGITS, number

HAN_NUMBER = f"[{CHINESE_NUMERALS}]+"
# 21, 3,000, 1.5亿; 二十一. No part of a longer one.
NUMBER = rf"(?:(?<![\d.]){DIGITS}(?:[百千万亿]+)?|(?<![{CHINESE_NUMERALS}]){HAN_NUMBER})"
SMALL = rf"(?:(?<![\d.,])\d{{1,2}}(?![\d.])|(?<![{CHINESE_NUMERALS}])[{CHINESE_DIGITS}十]{{1,3}})"
YEAR = r"(?:(?<!\d)\d{4}|(?<![〇零一二三四五六七八九])[〇零一二三四五六七八九]{4})"
TO = "(?:[至到—–~-]+|、|和|与|及)"


def read_values(text: str) -> tuple[Fraction, ...]:
    """Return what a NUMBER is worth: one value, two where it guesses (三四个), or none.

    >>> read_values("1.5亿")
    (Fraction(150000000, 1),)
    >>> read_values("三四十")
    (Fraction(30, 1), Fraction(40, 1))
    """
    digits = re.match(DIGITS, text)
    if digits is None:
        return tuple(Fraction(value) for value in chinese_values(text))
    value = number(digits[0])
    for multiplier in text[digits.end() :]:
        value *= chinese_values(multiplier)[0]
    return (value,)


def read_value(text: str) -> Fraction | None:
    """Return what a NUMBER is worth, the lower value where it guesses.

    >>> read_value("二十一")
    Fraction(21, 1)
    """
    return next(iter(read_values(text)), None)


def read_whole(text: str | None) -> int | None:
    """Return what a SMALL number or a YEAR is worth; None where there is none.

    >>> read_whole("二〇二一"), read_whole(None)
    (2021, None)
    """
    value = read_value(text) if text else None
    return None if value is None else int(value)
