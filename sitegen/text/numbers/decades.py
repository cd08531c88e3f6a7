"""How decades, five-year plans and days that became names are written in Chinese, and decades in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from sitegen.expressions import lazy_regex
from sitegen.text.numbers.chinese.numbers import NUMBER, TO, read_value, read_values, read_whole
from sitegen.text.numbers.numerals import CHINESE_NUMERALS
from sitegen.text.numbers.readings import Date, Interpretation, NumberPattern, Sense, is_month

# What “the last century” is to whoever writes now.
_CENTURIES = {"上世纪": 20, "上个世纪": 20, "本世纪": 21}


def _century(match: re.Match[str]) -> Iterator[Interpretation]:
    yield Interpretation(Fraction(_CENTURIES[match[0]]), is_firm=False)


def _of_any_century(decade: int) -> tuple[Fraction, ...]:
    """Return the decades that 八十年代 or “the eighties” may be."""
    return tuple(Fraction(hundreds * 100 + decade) for hundreds in (19, 20, 18))


def _decades(match: re.Match[str]) -> Iterator[Interpretation]:
    named, told = match["named"], match["century"]
    century = Fraction(_CENTURIES[named]) if named else read_value(told) if told else None
    first, last = match["first"], match["last"]
    # 上世纪80至90年代 is two figures, and the century belongs to both.
    if first:
        span = match.start(), match.end("first")
        yield from (_decade(value, century, span) for value in read_values(first))
    span = match.start("last") if first else match.start(), match.end()
    yield from (_decade(value, century, span) for value in read_values(last))


def _decade(value: Fraction, century: Fraction | None, span: tuple[int, int]) -> Interpretation:
    if value >= 100 or value % 10:
        return Interpretation(value, span=span)
    if century:
        return Interpretation((century - 1) * 100 + value, span=span)
    return Interpretation(value, span=span, others=_of_any_century(int(value)))


_WHICH = "(?:十[一二三四五六七八九]?|[一二三四五六七八九])"
_ALONE = rf"(?<![{CHINESE_NUMERALS}第])"
_OF_PLANS = r"[”」』]?(?:规划|计划|时期|期间|纲要|以来|开局|收官|末|初)"
_MEASURES = "个岁年人名天日号月条本只家里米斤次件倍万亿千百十万位项点分元块层楼级"
# “十五” in quotation marks may be a number; 十四五 without a measure word is no guess at one.
PLAN = (
    rf"(?:(?<=[“「『]){_WHICH}五(?=[”」』])|{_ALONE}{_WHICH}五(?={_OF_PLANS})"
    rf"|{_ALONE}十[一二三四五六七八九]五(?![{CHINESE_NUMERALS}{_MEASURES}]))"
)
_BEFORE_PLANS = lazy_regex(_OF_PLANS)


def _plan(match: re.Match[str]) -> Iterator[Interpretation]:
    """Read 十四五 as the fourteenth of the five-year plans."""
    which = read_value(match[0][:-1])
    if which is not None:
        is_open = len(match[0]) == 2 and not _BEFORE_PLANS.match(match.string, match.end())
        yield Interpretation(which, others=read_values(match[0]) if is_open else ())
        yield Interpretation(Fraction(5), is_firm=False, span=(match.end() - 1, match.end()))


def _year_of_birth(value: Fraction, _: re.Match[str]) -> tuple[Fraction, ...]:
    return () if value % 10 or value >= 100 else _of_any_century(int(value))


# 80后 are those born in the 1980s.
BORN = Sense(lazy_regex("后(?![面来的期端续续退])"), _year_of_birth)


def _day(match: re.Match[str]) -> Iterator[Interpretation]:
    month, day = (_read_out(match[name]) for name in ("month", "day"))
    if month and day and is_month(month) and day <= 31:
        yield Interpretation(Date(None, month, day), is_firm=False)


def _read_out(text: str) -> int | None:
    """Read 一二 as 12, which elsewhere is “one or two”."""
    if "十" in text:
        return read_whole(text)
    return int(text.translate(_READ_OUT))


_READ_OUT = str.maketrans("〇零一二三四五六七八九", "00123456789")


_DAYS = {
    "五四": (5, 4),
    "九一八": (9, 18),
    "七七": (7, 7),
    "一二九": (12, 9),
    "一二八": (1, 28),
    "八一": (8, 1),
}


def _named_day(match: re.Match[str]) -> Iterator[Interpretation]:
    yield Interpretation(Date(None, *_DAYS[match["day"]]), is_firm=False)


_MONTH = r"1[0-2]|[1-9]|一[〇零一二]|十[一二]?|[一二三四五六七八九]"
_DAY = (
    r"[12]\d|3[01]|[1-9]|[一二]?十[一二三四五六七八九]?|三?十一?"
    r"|[一二三][〇零一二三四五六七八九]|[一二三四五六七八九]"
)
_NAMED_DAY = (
    rf"(?<![\d·.{CHINESE_NUMERALS}])(?P<month>{_MONTH})[·•](?P<day>{_DAY})(?![\d·.{CHINESE_NUMERALS}])"
)
# What an idiom must not take: 一二 of 一二·九, 三五 of 三五计划.
NAMED = rf"{PLAN}|{re.sub('[?]P<[a-z]+>', '?:', _NAMED_DAY)}"
DECADES_ZH = (
    NumberPattern(lazy_regex(PLAN), _plan),
    NumberPattern(
        lazy_regex(
            rf"(?:(?P<named>{'|'.join(_CENTURIES)})|(?P<century>{NUMBER})世纪)?"
            rf"(?:(?P<first>{NUMBER})(?:年代)?{TO})?(?P<last>{NUMBER})年代(?![码表理价替])"
        ),
        _decades,
    ),
    NumberPattern(lazy_regex("|".join(_CENTURIES)), _century),
    NumberPattern(lazy_regex(_NAMED_DAY), _day),
    NumberPattern(
        lazy_regex(
            rf"(?<![{CHINESE_NUMERALS}])[“「]?(?P<day>{'|'.join(_DAYS)})[”」]?(?=运动|精神|青年|新文化|事变|起义|枪声|抗战|建军)"
        ),
        _named_day,
    ),
)

_TENS = dict(
    zip(
        ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"),
        range(20, 100, 10),
        strict=True,
    )
)


def _decade_en(match: re.Match[str]) -> Iterator[Interpretation]:
    if match["word"]:
        decade = _TENS[match["word"].lower()]
        if match["nineteen"]:
            yield Interpretation(Fraction(1900 + decade))
        else:
            yield Interpretation(Fraction(decade), others=_of_any_century(decade))
    elif match["full"]:
        year = Fraction(match["full"])
        # The 1800s are the nineteenth century as often as its first decade.
        yield Interpretation(year, others=(year / 100 + 1,) if not year % 100 else ())
    else:
        yield Interpretation(Fraction(match["short"]), others=_of_any_century(int(match["short"])))


DECADES_EN = (
    NumberPattern(
        lazy_regex(
            rf"(?<![\w.,])(?:(?P<full>\d{{3}}0)|[’']?(?P<short>\d0))[’']?s(?!\w)"
            rf"|(?<![\w’])(?P<nineteen>nineteen[- ])?(?P<word>{'|'.join(_TENS)})(?!\w)",
            re.IGNORECASE,
        ),
        _decade_en,
    ),
)
