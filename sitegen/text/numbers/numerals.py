"""Numbers written in words: the values of Chinese numerals and of English ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from sitegen.expressions import lazy_regex

# Chinese: digits (两 is 二 before a measure word) and what multiplies them.
_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
CHINESE_DIGITS = "".join(_DIGITS)
CHINESE_MULTIPLIERS = "".join((*_TENS, *_MYRIADS))
CHINESE_NUMERALS = CHINESE_DIGITS + CHINESE_MULTIPLIERS
# Two digits that follow one another are no number but a guess: 三四个 is three or four.
_GUESS = lazy_regex(f"([一二两三四五六七八])([二两三四五六七八九])(?=[{CHINESE_MULTIPLIERS}]|$)")


def chinese_values(numeral: str) -> tuple[int, ...]:
    """Return what a run of CHINESE_NUMERALS means: one number, two where it guesses, or none.

    >>> chinese_values("三万五"), chinese_values("三四"), chinese_values("万千")
    ((35000,), (3, 4), (11000,))
    """
    guess = _GUESS.search(numeral)
    if guess and _DIGITS[guess[2]] - _DIGITS[guess[1]] == 1 and not _is_read_out(numeral):
        start, end = guess.span()
        each = [numeral[:start] + digit + numeral[end:] for digit in guess.groups()]
        return tuple(value for part in each for value in chinese_values(part))
    if all(character in _DIGITS for character in numeral):
        return (int("".join(str(_DIGITS[character]) for character in numeral)),)
    value = _above_myriads(numeral)
    return () if value is None else (value,)


def _is_read_out(numeral: str) -> bool:
    """Tell whether the digits are said one by one, as those of years are."""
    return len(numeral) > 2 and all(character in _DIGITS for character in numeral)


def _above_myriads(numeral: str) -> int | None:
    for sign in ("亿", "万"):
        before, found, after = numeral.rpartition(sign)
        if found:
            many = 1 if not before else _above_myriads(before)
            few = _rest(after, _MYRIADS[sign])
            return None if many is None or few is None else many * _MYRIADS[sign] + few
    return _below_myriad(numeral)


def _rest(after: str, above: int) -> int | None:
    """The value of what follows a multiplier: 三万五 is 35,000, 三万零五 30,005."""
    if len(after) == 1 and after in _DIGITS:
        return _DIGITS[after] * above // 10
    value = _above_myriads(after) if after else 0
    return value if value is not None and value < above else None


def _below_myriad(numeral: str) -> int | None:
    total, digit, last = 0, None, 10_000
    for index, character in enumerate(numeral):
        if character in _DIGITS:
            if digit is not None and digit != 0:
                return None
            digit = _DIGITS[character]
            continue
        unit = _TENS[character]
        if unit >= last or (digit == 0 and unit != 10):
            return None
        # 零十 is ten: 零 only says that a place is empty.
        total += (digit or 1) * unit
        digit, last = None, unit
        # 三百五 is 350: a last digit that no 零 announces counts the next lower unit.
        if index == len(numeral) - 2 and unit > 10 and numeral[-1] in _DIGITS:
            return total + _DIGITS[numeral[-1]] * unit // 10
    return total + (digit or 0)


def decimal(before: str, after: str) -> Fraction:
    """Return the value of 三点一四, given as the numerals before and after the point.

    >>> decimal("三", "一四")
    Fraction(157, 50)
    """
    digits = "".join(str(_DIGITS[character]) for character in after)
    return chinese_values(before)[0] + Fraction(int(digits), 10 ** len(digits))


# English: cardinals, the ordinals that are not formed by -th, and what multiplies.
_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TIES = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_CARDINALS = {
    "zero": 0,
    **{word: value for value, word in enumerate((*_UNITS, *_TEENS), 1)},
    **{word: value for value, word in zip(range(20, 100, 10), _TIES, strict=True)},
    "hundred": 100,
    **_SCALES,
}
_IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth"} | {
    "nine": "ninth",
    "twelve": "twelfth",
}
_ORDINALS = {
    _IRREGULAR.get(word, f"{word.removesuffix('y')}ieth" if word in _TIES else f"{word}th"): value
    for word, value in _CARDINALS.items()
}


def _any(words: Iterator[str] | tuple[str, ...]) -> str:
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


_UNIT, _TEEN, _TY, _SCALE = _any(_UNITS), _any(_TEENS), _any(_TIES), _any(tuple(_SCALES))
_BELOW_100 = rf"(?:{_TY}(?:[- ]{_UNIT})?|{_TEEN}|{_UNIT}|zero)"
_BELOW_1000 = rf"(?:(?:{_BELOW_100}|an?)[- ]hundred(?: (?:and )?{_BELOW_100})?|{_BELOW_100})"
# A scale without a number before it (“thousands”, “a few hundred”) counts nothing.
ENGLISH_CARDINAL = (
    rf"(?:(?:{_BELOW_1000}|an?)[- ]{_SCALE}(?:,? (?:and )?{_BELOW_1000}(?:[- ]{_SCALE})?){{0,8}}"
    rf"|{_BELOW_1000})"
)
_LAST = _any(tuple(word for word, value in _ORDINALS.items() if value and (value < 20)))
_TENTH = _any(tuple(word for word, value in _ORDINALS.items() if 20 <= value < 100))
_LARGE = _any(tuple(word for word, value in _ORDINALS.items() if value >= 100))
_ABOVE = rf"(?:(?:{_BELOW_1000}|an?)[- ](?:hundred|{_SCALE}) (?:and )?)"
_BELOW_TENTH = _any(tuple(word for word, value in _ORDINALS.items() if 0 < value < 10))
ENGLISH_ORDINAL = (
    rf"(?:{_ABOVE}{{0,8}}(?:{_TY}[- ]{_BELOW_TENTH}|{_LAST}|{_TENTH}|(?:{_BELOW_1000}[- ])?{_LARGE}))"
)
ENGLISH_SCALE = rf"(?:hundred|{_SCALE})"
# What parts are called: two thirds, three quarters.
PARTS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4} | {
    f"{word}{ending}": value for word, value in _ORDINALS.items() if 2 < value <= 1000 for ending in ("", "s")
}
ENGLISH_PART = _any(tuple(PARTS))


def english_value(words: str) -> int:
    """Return the value of an ENGLISH_CARDINAL or ENGLISH_ORDINAL, in any case of letters.

    >>> english_value("two hundred and five"), english_value("twenty-first")
    (205, 21)
    """
    total = group = 0
    for word in re.split(r"[\s,-]+", words.lower()):
        if word in ("and", "a", "an"):
            continue
        value = _CARDINALS.get(word, _ORDINALS.get(word, 0))
        if value >= 1000:
            total += (group or 1) * value
            group = 0
        elif value == 100:
            group = (group or 1) * value
        else:
            group += value
    return total + group
