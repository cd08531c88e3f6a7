"""How figures are written in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from sitegen.text.numerals import (
    CHINESE_DIGITS,
    CHINESE_MULTIPLIERS,
    CHINESE_NUMERALS,
    chinese_values,
    decimal,
)
from sitegen.text.readings import COMMON, DIGITS, Date, Reading, Rule, clock, is_month, number

_HAN_NUMBER = f"[{CHINESE_NUMERALS}]+"
# 21, 3,000, 1.5亿; 二十一. No part of a longer one.
_NUMBER = rf"(?:(?<![\d.]){DIGITS}(?:[百千万亿]+)?|(?<![{CHINESE_NUMERALS}]){_HAN_NUMBER})"
_SMALL = rf"(?:(?<!\d)\d{{1,2}}|(?<![{CHINESE_NUMERALS}])[{CHINESE_DIGITS}十]{{1,3}})"
_YEAR = r"(?:(?<!\d)\d{4}|(?<![〇零一二三四五六七八九])[〇零一二三四五六七八九]{4})"
_TO = "[至到—–-]+|、|和"


def _values(text: str) -> tuple[Fraction, ...]:
    digits = re.match(DIGITS, text)
    if digits is None:
        return tuple(Fraction(value) for value in chinese_values(text))
    value = number(digits[0])
    for multiplier in text[digits.end() :]:
        value *= chinese_values(multiplier)[0]
    return (value,)


def _value(text: str) -> Fraction | None:
    return next(iter(_values(text)), None)


def _whole(text: str | None) -> int | None:
    value = _value(text) if text else None
    return None if value is None else int(value)


def _date(match: re.Match[str]) -> Iterator[Reading]:
    year, month, day = (_whole(match[name]) for name in ("year", "month", "day"))
    if month is None or not is_month(month):
        return
    end = match.start("to") if match["to"] else match.end()
    yield Reading(Date(year, month, day), span=(match.start(), end))
    if match["to"]:
        yield Reading(Date(year, month, _whole(match["last"])), span=(match.start("last"), match.end()))


def _time(match: re.Match[str]) -> Iterator[Reading]:
    hour, minute = _whole(match["hour"]), match["minute"]
    is_time = minute or match["rest"] or match["part"] or re.match(r"\d+时", match["hour"] + match["sign"])
    if hour is None or not is_time:
        return
    minutes = (_whole(minute) or 0) if minute else {"半": 30, "一刻": 15, "三刻": 45}.get(match["rest"], 0)
    time = clock(hour, minutes, is_afternoon=match["part"] in ("下午", "晚上", "晚", "傍晚", "夜里"))
    if time:
        yield Reading(time)


def _colon_time(match: re.Match[str]) -> Iterator[Reading]:
    time = clock(int(match[1]), int(match[2]), is_afternoon=False)
    if time:
        yield Reading(time)


def _percent(match: re.Match[str]) -> Iterator[Reading]:
    for value in _values(match[1]):
        yield Reading(value / (1000 if match[0].endswith("‰") else 100))


def _part(match: re.Match[str]) -> Iterator[Reading]:
    below, above = _value(match[1]), _point(match[2])
    if above is not None and below:
        yield Reading(above / below)


def _point(text: str) -> Fraction | None:
    before, point, after = text.partition("点")
    return decimal(before, after) if point else _value(text)


def _decimal(match: re.Match[str]) -> Iterator[Reading]:
    yield Reading(decimal(match[1], match[2]))


def _tenths(match: re.Match[str]) -> Iterator[Reading]:
    for value in _values(match[1]):
        yield Reading(value / 10)


def _decade(match: re.Match[str]) -> Iterator[Reading]:
    century, decade = _value(match[1]), _value(match[2])
    if century and decade is not None:
        yield Reading((century - 1) * 100 + decade)


def _and_a_half(match: re.Match[str]) -> Iterator[Reading]:
    for value in _values(match[1]):
        yield Reading(value + Fraction(1, 2))


def _half(match: re.Match[str]) -> Iterator[Reading]:
    yield Reading(Fraction(1, 2), is_firm=match[0] == "一半")


def _number(match: re.Match[str]) -> Iterator[Reading]:
    text, ordinal = match["number"], match["ordinal"]
    # 一, 零 (散), 上百, 数十, 一两 (句) and 二字 say no number that a partner would have to say.
    bare = text in ("一", "零", "一二", "一两") or set(text) <= set(CHINESE_MULTIPLIERS) - {"十"}
    vague = bare or match["vague"] or (match["characters"] and not text[0].isascii())
    for value in _values(text):
        start = match.start("ordinal") if ordinal else match.start("number")
        yield Reading(value, bool(ordinal) or not vague, (start, match.end("number")))


_LOOSE = {"双": 2, "俩": 2, "仨": 3, "前一": 1, "前者": 1, "后一": 2, "后者": 2, "另一": 2, "其次": 2} | {
    f"首{measure}": 1 for measure in "届次个位批例家部条句段先要轮日页"
}


def _loose(match: re.Match[str]) -> Iterator[Reading]:
    yield Reading(Fraction(_LOOSE[match[0]]), is_firm=False)


CHINESE = (
    *COMMON,
    Rule(re.compile(f"({_NUMBER})世纪({_NUMBER})年代"), _decade),
    Rule(
        re.compile(
            rf"(?:(?P<year>{_YEAR})年)?(?P<month>{_SMALL})月(?:份|(?P<day>{_SMALL})[日号]"
            rf"(?:(?P<to>{_TO})(?P<last>{_SMALL})[日号])?)?"
        ),
        _date,
    ),
    Rule(re.compile(r"(?<![\d:.])([01]?\d|2[0-4]):([0-5]\d)(?![\d:])"), _colon_time),
    Rule(
        re.compile(
            rf"(?P<part>上午|下午|中午|凌晨|早上|清晨|傍晚|晚上|晚|夜里)?(?P<hour>{_SMALL})"
            rf"(?P<sign>时(?![代间期空段光差速])|点)(?:(?P<minute>{_SMALL})分(?!之)|(?P<rest>半|整|钟|一刻|三刻))?"
        ),
        _time,
    ),
    Rule(re.compile(f"({DIGITS})[%‰]"), _percent),
    Rule(re.compile(f"({_NUMBER})个百分点"), _percent),
    Rule(re.compile(f"({_NUMBER})分之({_HAN_NUMBER}点[{CHINESE_DIGITS}]+|{_NUMBER})"), _part),
    Rule(
        re.compile(f"(?<![{CHINESE_NUMERALS}])([{CHINESE_DIGITS}十百]+)点([{CHINESE_DIGITS}]+)(?!分)"),
        _decimal,
    ),
    Rule(re.compile(f"({_SMALL})成(?![为就长立员本功果绩分熟品套败家交语年人])"), _tenths),
    Rule(re.compile(f"({_NUMBER})(?:个|年|天|倍|岁|小时)半"), _and_a_half),
    Rule(re.compile(f"(?<![{CHINESE_NUMERALS}])一半|半"), _half),
    Rule(re.compile(f"(?:{'|'.join(_LOOSE)})(?![{CHINESE_NUMERALS}])"), _loose),
    Rule(
        re.compile(
            f"(?P<ordinal>第)?(?P<vague>[几数上近])?(?P<number>{_NUMBER})(?P<characters>个?字(?!母))?"
        ),
        _number,
    ),
)
