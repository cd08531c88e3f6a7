"""How times of day are written in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from sitegen.expressions import lazy_regex
from sitegen.text.numbers.chinese.numbers import SMALL, TO, read_whole
from sitegen.text.numbers.readings import (
    Interpretation,
    NumberPattern,
    NumberValue,
    Sense,
    Time,
    clock,
    clocks,
    later,
)

_PARTS = {
    **dict.fromkeys(("凌晨", "拂晓", "清晨", "清早"), "early"),
    **dict.fromkeys(("上午", "早上", "早晨", "早间", "早", "晨"), "morning"),
    **dict.fromkeys(("中午", "正午", "午间"), "noon"),
    **dict.fromkeys(("下午", "午后", "傍晚"), "afternoon"),
    **dict.fromkeys(("晚上", "晚间", "晚"), "evening"),
    **dict.fromkeys(("深夜", "半夜", "午夜", "夜里", "夜间", "夜晚", "子夜"), "night"),
}
# 最晚三点 says no part of the day.
PART = rf"(?:(?<!最)(?P<part>{'|'.join(sorted(_PARTS, key=len, reverse=True))}))"
# 时代, 时间, 时期 and their like.
_SIGN = "(?:时(?![代间期空段光差速刻而常装尚局])|点)"
# Behind a date or before “sharp” and “about”, 3时 is a time and no count: 输入3时.
_DATED = lazy_regex(
    r"(?:[日号天晨晚午夜早][，,]?|(?:周|星期)[一二三四五六日天]|截至|截止|自|从|时间|[时点分半刻整][至到—–~-]+)$"
)
_LEFT = 8
_EXACTLY = rf"(?:整|钟|许|左右|前后|（北京|(?=[至到—–~-]+{SMALL}[时点日]))"
_RESTS = {"半": 30, "一刻": 15, "三刻": 45}
# 十分 is “very”, but ten minutes behind an hour with its part of the day, or before what one does at a time.
TEN_MINUTES = (
    rf"{PART.replace('?P<part>', '')}{SMALL}[点时]过?十分"
    rf"|{SMALL}[点时]过?十分(?=$|[，。；、）—到至前后开起出抵启集结准左]|离开|发车)"
)


def _is_dated(match: re.Match[str]) -> bool:
    start = match.start()
    return _DATED.search(match.string[max(start - _LEFT, 0) : start]) is not None


def _time(match: re.Match[str]) -> Iterator[Interpretation]:
    hour, part = read_whole(match["hour"]), _PARTS.get(match["part"] or "", "")
    minutes = _minutes(match)
    is_dated = _is_dated(match)
    is_time = bool(part) or minutes is not None or match["exactly"] or is_dated
    if hour is None or (minutes or 0) >= 60:
        return
    # 下午3时至5时 has the part of the day once; elsewhere 时 counts to 24.
    is_of_24 = match["sign"] == "时" and match.string[max(match.start() - 1, 0)] not in "至到—–~-"
    times = clocks(hour, 0, part)
    if is_time:
        times = times[:1] if is_of_24 else times
        times = tuple(later(time, minutes or 0) for time in times)
        others: tuple[NumberValue, ...] = times[1:]
    elif match["sign"] == "时" and match["hour"].isdecimal():
        others = (Fraction(hour),)
    else:
        return
    if times:
        yield Interpretation(times[0], others=others)


def _minutes(match: re.Match[str]) -> int | None:
    """Return the minutes that are said, which lack before the hour where they are negative."""
    if match["rest"]:
        return _RESTS[match["rest"]]
    if match["less"]:
        return -(_RESTS.get(match["less"]) or read_whole(match["less"]) or 0)
    if match["bare"] and not (match["part"] or "十" in match["bare"]):
        return None
    return read_whole(match["minute"] or match["bare"])


def _to_the_hour(match: re.Match[str]) -> Iterator[Interpretation]:
    less = _RESTS.get(match["less"]) or read_whole(match["less"])
    hour = read_whole(match["hour"])
    if less and hour is not None:
        times = [later(time, -less) for time in clocks(hour, 0, _PARTS.get(match["part"] or "", ""))]
        if times:
            yield Interpretation(times[0], others=tuple(times[1:]))


def _from_hour(match: re.Match[str]) -> Iterator[Interpretation]:
    """Read the 9 of 上午9至11点."""
    hour, part = read_whole(match["hour"]), _PARTS.get(match["part"] or "", "")
    times = clocks(hour, 0, part) if hour is not None else ()
    if hour is not None and times:
        readings: tuple[NumberValue, ...] = times if part else (Fraction(hour), *times)
        first, *others = readings
        is_firm = bool(part) or match["hour"] != "一"
        yield Interpretation(first, is_firm, (match.start(), match.end("hour")), tuple(others))


def _colon_time(match: re.Match[str]) -> Iterator[Interpretation]:
    time = clock(int(match["hour"]), int(match["minute"]), _PARTS.get(match["part"] or "", ""))
    if time:
        yield Interpretation(time)


_NAMED = {"正午": 12, "中午": 12, "午夜": 0, "子夜": 0, "半夜": 0}


def _named(match: re.Match[str]) -> Iterator[Interpretation]:
    # 中午 is as often “at lunch”: it answers noon and does not ask for it.
    yield Interpretation(Time(_NAMED[match[0]]), is_firm=False)


def _as_time(value: Fraction, _: re.Match[str]) -> tuple[Time, ...]:
    return clocks(int(value), 0) if value.denominator == 1 and value <= 24 else ()


# 三点 and 九时 alone may be a time.
OCLOCK = Sense(lazy_regex(_SIGN), _as_time)
TIMES = (
    NumberPattern(
        lazy_regex(rf"{PART}?(?<![\d:.])(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?![\d:])"),
        _colon_time,
    ),
    NumberPattern(
        lazy_regex(rf"{PART}?差(?P<less>一刻|三刻|{SMALL}(?=分))(?:分钟?|钟)?(?:不?到)?(?P<hour>{SMALL})点"),
        _to_the_hour,
    ),
    NumberPattern(
        lazy_regex(
            rf"{PART}?(?P<hour>{SMALL})(?P<sign>{_SIGN})"
            rf"(?:过?(?P<minute>{SMALL})分(?![之钟数])|差(?P<less>一刻|{SMALL}(?=分))分?|过?(?P<rest>一刻|三刻|半)钟?"
            rf"|(?P<bare>[二三四五]?十[一二三四五六七八九]?|[零〇][一二三四五六七八九]|\d\d)(?![\d.%％分点个名人条项多几余百千万亿位次])"
            rf"|(?P<exactly>{_EXACTLY}))?"
        ),
        _time,
    ),
    NumberPattern(lazy_regex(rf"{PART}?(?P<hour>{SMALL})(?={TO}{SMALL}{_SIGN})"), _from_hour),
    NumberPattern(lazy_regex("|".join(_NAMED)), _named),
)
