"""What else a number may mean beside certain Chinese words: 两周 is 14 days, 三点 a time or three points."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from sitegen.expressions import lazy_regex
from sitegen.text.numbers.chinese.numbers import HAN_NUMBER, TO
from sitegen.text.numbers.chinese.times import OCLOCK
from sitegen.text.numbers.decades import BORN
from sitegen.text.numbers.numerals import CHINESE_DIGITS, chinese_values
from sitegen.text.numbers.readings import DIGITS, NumberValue, Sense


def _discount(value: Fraction, _: re.Match[str]) -> tuple[NumberValue, ...]:
    """八折 is 80 per cent of the price, or 20 per cent off; 八五折 is 85."""
    part = value / (10 if value < 10 else 100)
    return part, 1 - part


def _times(factor: int) -> Callable[[Fraction, re.Match[str]], tuple[NumberValue, ...]]:
    return lambda value, _: (value * factor,)


def _multiplied(value: Fraction, match: re.Match[str]) -> tuple[NumberValue, ...]:
    """In 三到五亿 and 300—500万 the multiplier belongs to both numbers."""
    factor = Fraction(1)
    for multiplier in match["multiplier"]:
        factor *= chinese_values(multiplier)[0]
    return (value * factor,)


SENSES_ZH = (
    OCLOCK,
    BORN,
    Sense(lazy_regex("个世纪"), _times(100)),
    Sense(lazy_regex("个?(?:星期|礼拜)|周(?![一二三四五六日年期])"), _times(7)),
    Sense(lazy_regex("折(?![扣叠射磨腾旧合返线衷])"), _discount),
    Sense(
        lazy_regex("番"),
        lambda value, _: (Fraction(2) ** int(value),) if value < 10 else (),
        lazy_regex("翻[了过]?$"),
    ),
    # Grown by two times is three times as much.
    Sense(
        lazy_regex("倍"),
        lambda value, _: (value + 1,),
        lazy_regex("[增加长涨升大高多]了?(?:近|约|逾)?$"),
    ),
    Sense(lazy_regex(rf"{TO}(?:{DIGITS}|[{CHINESE_DIGITS}十百千]+)(?P<multiplier>[百千万亿]+)"), _multiplied),
    Sense(lazy_regex(rf"{TO}{HAN_NUMBER}成"), lambda value, _: (value / 10,)),
)
