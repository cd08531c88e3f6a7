"""How figures are written in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from sitegen.expressions import lazy_regex
from sitegen.text.numbers.chinese.numbers import (
    HAN_NUMBER,
    NUMBER,
    SMALL,
    TO,
    YEAR,
    read_value,
    read_values,
    read_whole,
)
from sitegen.text.numbers.chinese.senses import SENSES_ZH
from sitegen.text.numbers.chinese.times import TIMES
from sitegen.text.numbers.common import COMMON
from sitegen.text.numbers.decades import DECADES_ZH
from sitegen.text.numbers.numerals import (
    CHINESE_DIGITS,
    CHINESE_MULTIPLIERS,
    CHINESE_NUMERALS,
    decimal,
)
from sitegen.text.numbers.readings import (
    DIGITS,
    Date,
    Interpretation,
    NumberPattern,
    NumberValue,
    is_month,
    senses,
)


def _date(match: re.Match[str]) -> Iterator[Interpretation]:
    year, begin, month, day = (read_whole(match[name]) for name in ("year", "begin", "month", "day"))
    if month is None or not is_month(month):
        return
    said = year or _year_before(match)
    start, at_month = match.start(), match.start("month")
    if begin is not None and is_month(begin):
        # 6至8月 is June to August; 3和6月 may be three of something.
        others: tuple[NumberValue, ...] = () if year else (Fraction(begin),)
        yield Interpretation(Date(year, begin), span=(start, match.end("begin")), others=others)
        start = at_month
    elif begin is not None:
        yield Interpretation(Fraction(begin), span=match.span("begin"))
        start = at_month
    end = match.start("to") if match["to"] else match.end()
    others = (Fraction(month),) if _counts(match) and not (year or day) else ()
    if said and not year:
        others = (*others, Date(said, month, day))
    yield Interpretation(Date(year, month, day), span=(start, end), others=others)
    if match["to"]:
        last = Date(year, month, read_whole(match["last"]))
        yield Interpretation(last, span=(match.start("last"), match.end()))


# 2021年6月21日至7月3日 says the year of July, too.
_YEAR_BEFORE = lazy_regex(rf"({YEAR})年{SMALL}月(?:{SMALL}[日号])?(?:[至到—–~-]+|、|和)$")
_LONGEST = 24


def _year_before(match: re.Match[str]) -> int | None:
    before = match.string[max(match.start() - _LONGEST, 0) : match.start()]
    found = _YEAR_BEFORE.search(before)
    return read_whole(found[1]) if found else None


_MONTHLY = lazy_regex("[更活均报刊费薪租供]")
_VERSION = lazy_regex("(?:[A-Za-z]|版本|[第版])$")


def _counts(match: re.Match[str]) -> bool:
    """Tell whether a month may be none: 版本2月更 is updated monthly, 3月活跃用户 may be three users."""
    before = match.string[max(match.start() - 2, 0) : match.start()]
    return bool(_MONTHLY.match(match.string, match.end()) or _VERSION.search(before))


def _percent(match: re.Match[str]) -> Iterator[Interpretation]:
    parts = 1000 if match[0].endswith("‰") else 100
    # In 30—40% the sign belongs to both, and 2和40% are two of something.
    for value in read_values(match["first"]) if match["first"] else ():
        yield Interpretation(value, span=match.span("first"), others=(value / parts,))
    for value in read_values(match["last"]):
        yield Interpretation(value / parts, span=(match.start("last"), match.end()))


def _part(match: re.Match[str]) -> Iterator[Interpretation]:
    below, above = read_value(match[2]), _point(match[3])
    if above is None or not below:
        return
    whole = read_value(match["whole"]) if match["whole"] else None
    yield Interpretation((whole or 0) + above / below, span=(match.start(), match.end(3)))
    # 百分之三十到四十
    for value in read_values(match[4]) if match[4] else ():
        yield Interpretation(value, span=match.span(4), others=(value / below,))


def _point(text: str) -> Fraction | None:
    before, point, after = text.partition("点")
    return decimal(before, after) if point else read_value(text)


def _decimal(match: re.Match[str]) -> Iterator[Interpretation]:
    yield Interpretation(decimal(match[1], match[2]))


def _tenths(match: re.Match[str]) -> Iterator[Interpretation]:
    for value in read_values(match[1]):
        yield Interpretation(value / 10)


# How many of a smaller unit a unit has: half an hour is thirty minutes, half a year six months.
_UNITS = {"小时": 60, "钟头": 60, "分钟": 60, "年": 12, "月": 30, "天": 24, "世纪": 100, "打": 12}


_UNIT = f"(?:{'|'.join(_UNITS)})"


def _and_a_half(match: re.Match[str]) -> Iterator[Interpretation]:
    for value in read_values(match[1]):
        half = value + Fraction(1, 2)
        # 一天半 is 36 hours; 一倍半 has no unit.
        many = _UNITS.get(match["unit"] or match["behind"] or "")
        yield Interpretation(half, others=(half * many,) if many else ())


def _half(match: re.Match[str]) -> Iterator[Interpretation]:
    many = _UNITS.get(match["unit"] or "")
    others = (Fraction(many, 2),) if many else ()
    yield Interpretation(Fraction(1, 2), is_firm=match[0] == "一半", others=others)


def _quarter_of_an_hour(match: re.Match[str]) -> Iterator[Interpretation]:
    minutes = 15 if match[0][0] == "一" else 45
    yield Interpretation(Fraction(minutes, 60), is_firm=False, others=(Fraction(minutes),))


def _half_year(match: re.Match[str]) -> Iterator[Interpretation]:
    yield Interpretation(Fraction(1 if match[0][0] == "上" else 2))


def _number(match: re.Match[str]) -> Iterator[Interpretation]:
    text, ordinal = match["number"], match["ordinal"]
    # 一, 零 (散), 上百, 数十, 一两 (句) and 二字 say no number that a partner would have to say.
    bare = text in ("一", "零", "一二", "一两") or set(text) <= set(CHINESE_MULTIPLIERS) - {"十"}
    vague = bare or match["vague"] or (match["characters"] and not text[0].isascii())
    start = match.start("ordinal") if ordinal else match.start("number")
    for value in read_values(text):
        others = () if ordinal else senses(match.string, start, match.end("number"), value, SENSES_ZH)
        yield Interpretation(value, bool(ordinal) or not vague, (start, match.end("number")), others)


_LOOSE = {"双": 2, "俩": 2, "仨": 3, "前一": 1, "前者": 1, "后一": 2, "后者": 2, "另一": 2, "其次": 2} | {
    f"首{measure}": 1 for measure in "届次个位批例家部条句段先要轮日页"
}


def _loose(match: re.Match[str]) -> Iterator[Interpretation]:
    yield Interpretation(Fraction(_LOOSE[match[0]]), is_firm=False)


_DAY = "[日号](?![线楼机厅门院馆字桌房车台舱坑墓])"
CHINESE = (
    *COMMON,
    *DECADES_ZH,
    NumberPattern(
        lazy_regex(
            rf"(?:(?P<year>{YEAR})年)?(?:(?P<begin>{SMALL})月?{TO})?(?P<month>{SMALL})月(?![球亮饼票卡嫂度])"
            rf"(?:份|(?P<day>{SMALL})(?:{_DAY}|(?={TO}{SMALL}{_DAY}))(?:(?P<to>{TO})(?P<last>{SMALL}){_DAY})?)?"
        ),
        _date,
    ),
    *TIMES,
    NumberPattern(
        lazy_regex(rf"(?:(?P<first>(?<![\d.]){DIGITS}){TO})?(?P<last>(?<![\d.]){DIGITS})[%‰]"), _percent
    ),
    NumberPattern(lazy_regex(f"(?:(?P<first>{NUMBER}){TO})?(?P<last>{NUMBER})个百分点"), _percent),
    NumberPattern(
        lazy_regex(
            f"(?:(?P<whole>{NUMBER})又)?({NUMBER})分之({HAN_NUMBER}点[{CHINESE_DIGITS}]+|{NUMBER})(?:{TO}({NUMBER}))?"
        ),
        _part,
    ),
    NumberPattern(
        lazy_regex(f"(?<![{CHINESE_NUMERALS}])([{CHINESE_DIGITS}十百]+)点([{CHINESE_DIGITS}]+)(?!分)"),
        _decimal,
    ),
    NumberPattern(lazy_regex(f"({SMALL})成(?![为就长立员本功果绩分熟品套败家交语年人])"), _tenths),
    NumberPattern(lazy_regex("(?<![三])[上下]半年"), _half_year),
    NumberPattern(lazy_regex("[一三]刻钟"), _quarter_of_an_hour),
    NumberPattern(
        lazy_regex(f"({NUMBER})(?:个|倍|岁|个?(?P<unit>年|天|小时|钟头|分钟))半(?P<behind>{_UNIT})?"),
        _and_a_half,
    ),
    NumberPattern(lazy_regex(f"(?<![{CHINESE_NUMERALS}])一半|半个?(?P<unit>{_UNIT})|半"), _half),
    NumberPattern(lazy_regex(f"(?:{'|'.join(_LOOSE)})(?![{CHINESE_NUMERALS}])"), _loose),
    NumberPattern(
        lazy_regex(f"(?P<ordinal>第)?(?P<vague>[几数上近])?(?P<number>{NUMBER})(?P<characters>个?字(?!母))?"),
        _number,
    ),
)
