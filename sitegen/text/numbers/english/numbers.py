"""Numbers in English text, in digits and words: how they look, and what they are worth."""

from __future__ import annotations

import re
from fractions import Fraction

from sitegen.expressions import lazy_regex
from sitegen.text.numbers.numerals import ENGLISH_CARDINAL, ENGLISH_SCALE, english_value
from sitegen.text.numbers.readings import DIGITS, number

NUMBER = rf"(?:(?<![\d.,]){DIGITS}(?:[ \u00a0-]{ENGLISH_SCALE})?|{ENGLISH_CARDINAL})"
# A hyphen between words makes one number of them: twenty-one.
TO = r"(?:\s?[–—]\s?|\s-\s|(?<=\d)-(?=\d)|\s(?:to|and|or|until|till)\s)"


def words(pattern: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Return an expression for whole words.

    >>> words("a few").findall("A few, a fewer")
    ['A few']
    """
    return lazy_regex(rf"(?<![\w’])(?:{pattern})(?!\w)", flags)


def read_cardinal(text: str) -> Fraction:
    """Return what a NUMBER is worth.

    >>> read_cardinal("1,500"), read_cardinal("twenty-one")
    (Fraction(1500, 1), Fraction(21, 1))
    """
    digits = re.match(DIGITS, text)
    if digits is None:
        return Fraction(english_value(text))
    scale = text[digits.end() :].strip(" -\u00a0")
    return number(digits[0]) * (english_value(scale) if scale else 1)
