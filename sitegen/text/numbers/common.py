"""How figures are written in Chinese and English alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction

from sitegen.expressions import lazy_regex
from sitegen.text.numbers.readings import Date, Interpretation, NumberPattern, is_month, skip

_LETTER = "A-Za-z"


def _iso_date(match: re.Match[str]) -> Iterator[Interpretation]:
    year, month, day = (int(part) for part in re.split("[-/.]", match[0]))
    if is_month(month) and 1 <= day <= 31:
        yield Interpretation(Date(year, month, day))


ADDRESSES = NumberPattern(
    lazy_regex(
        rf"(?:https?://|www\.)[!-~]+|(?<![{_LETTER}0-9-])(?<![{_LETTER}0-9]\.)[{_LETTER}0-9-]+(?:\.[{_LETTER}0-9-]+)*"
        rf"\.[{_LETTER}]{{2,}}(?:/[!-~]*)?(?![{_LETTER}])"
    ),
    skip,
    takes_all=True,
)
VERSIONS = NumberPattern(lazy_regex(r"(?<![\d.])\d+(?:\.\d+){2,}(?!\d)"), skip, takes_all=True)


def _name(match: re.Match[str]) -> Iterator[Interpretation]:
    """Read Vue3 and v3.11, which others write as Vue 3 and 版本3.11; not R-0, 5G or CO2."""
    found = re.fullmatch(rf"(?:[{_LETTER}]{{3,}}|[vV])(\d+(?:\.\d+)?)", match[0])
    if found:
        yield Interpretation(Fraction(found[1]), is_firm=False)


# R-0, COVID-19, H5N1, 5G; but mid-2021, 11th, 1980s, 20 km and 9pm hold a figure.
NAMES = NumberPattern(
    lazy_regex(
        rf"(?<![{_LETTER}0-9])(?![QH][1-4](?![{_LETTER}0-9]))(?:[{_LETTER}]+\d[{_LETTER}0-9-]*(?:\.\d+)*"
        rf"|[{_LETTER}]*[A-Z]-\d[{_LETTER}0-9-]*"
        rf"|\d+(?!(?:st|nd|rd|th|s|km|kg|cm|mm|m|ha|bn|am|pm)(?![{_LETTER}]))[{_LETTER}]+[{_LETTER}0-9-]*)"
    ),
    _name,
    takes_all=True,
)


def _part_of_year(match: re.Match[str]) -> Iterator[Interpretation]:
    # 上半年 asks for H1 where it is meant; H2 is as often a heading.
    yield Interpretation(Fraction(match[1]), is_firm=match[0].startswith("Q"))


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def _roman(match: re.Match[str]) -> Iterator[Interpretation]:
    values = [_ROMAN[letter] for letter in match[0].translate(_LETTERS)]
    following = (*values[1:], 0)
    total = sum(value if value >= after else -value for value, after in zip(values, following, strict=True))
    # Whether “Part II” or “II” counts is seen in the other language.
    yield Interpretation(Fraction(total), is_firm=False)


_FIRST_SIGN = 0x2160
_SIGNS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_LETTERS = dict(enumerate(_SIGNS, _FIRST_SIGN))
# A single letter counts only behind what is counted so.
_COUNTED = "|".join(
    f"(?<={word})" for word in ("Part ", "Chapter ", "Volume ", "Book ", "Act ", "War ", "Type ", "第")
)
ROMAN = NumberPattern(
    lazy_regex(
        rf"(?<![{_LETTER}0-9])(?=[IVXL]{{2}})(?:XL|L?X{{0,3}})(?:IX|IV|V?I{{0,3}})(?![{_LETTER}0-9])"
        rf"|(?:{_COUNTED})[IVX](?![{_LETTER}0-9])"
        r"|[\u2160-\u216b]"
    ),
    _roman,
)


def _years(match: re.Match[str]) -> Iterator[Interpretation]:
    """Read 2021–25 as 2021 and 2025, and 2021-06 as June 2021."""
    century, first, last = match["century"], int(match["first"]), int(match["last"])
    if last > first:
        yield Interpretation(Fraction(int(century) * 100 + first), span=(match.start(), match.end("first")))
        other = Fraction(int(century) * 100 + last)
        yield Interpretation(Fraction(last), span=match.span("last"), others=(other,))
    elif is_month(last) and match["to"] == "-":
        yield Interpretation(Date(int(century) * 100 + first, last))


YEARS = NumberPattern(
    lazy_regex(
        r"(?<![\d./-])(?P<century>1[5-9]|20)(?P<first>\d\d)(?P<to>[–—/-])(?P<last>\d\d)(?![\d./-]|[–—]\d|月)"
    ),
    _years,
)


def _fraction(match: re.Match[str]) -> Iterator[Interpretation]:
    """Read 1/3; not 24/7, which is no part, and both of whose numbers count."""
    above, below = int(match[1]), int(match[2])
    if not 0 < above < below:
        return
    others = (Date(None, *pair) for pair in ((above, below), (below, above)) if is_month(pair[0]))
    yield Interpretation(
        Fraction(above, below), others=tuple(date for date in others if (date.day or 0) <= 31)
    )
    for group in (1, 2):
        yield Interpretation(Fraction(match[group]), is_firm=False, span=match.span(group))


FRACTIONS = NumberPattern(lazy_regex(r"(?<![\d./])(\d{1,2})[/⁄](\d{1,3})(?![\d/]|\.\d)"), _fraction)
_VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅛⅜⅝⅞"


def _vulgar(match: re.Match[str]) -> Iterator[Interpretation]:
    above, _, below = unicodedata.normalize("NFKC", match[2]).partition("⁄")
    yield Interpretation(int(match[1] or 0) + Fraction(int(above), int(below)))


VULGAR = NumberPattern(lazy_regex(rf"(?<![\d.])(\d+)?([{_VULGAR}])"), _vulgar)
ISO_DATES = NumberPattern(
    lazy_regex(r"(?<!\d)\d{4}(?:-\d{1,2}-|/\d{1,2}/|\.\d{1,2}\.)\d{1,2}(?!\d)"), _iso_date
)
PARTS_OF_YEARS = NumberPattern(
    lazy_regex(rf"(?<![{_LETTER}0-9])[QH]([1-4])(?![{_LETTER}0-9.])"), _part_of_year
)
COMMON = (ADDRESSES, ISO_DATES, VERSIONS, NAMES, PARTS_OF_YEARS, ROMAN, YEARS, FRACTIONS, VULGAR)
