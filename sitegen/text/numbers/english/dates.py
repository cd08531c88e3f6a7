"""How dates are written in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sitegen.expressions import lazy_regex
from sitegen.text.numbers.english.numbers import TO
from sitegen.text.numbers.numerals import ENGLISH_ORDINAL, english_value
from sitegen.text.numbers.readings import Date, Interpretation, NumberPattern

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
_FULL = "|".join(month.capitalize() for month in _MONTHS)
_SHORT = "|".join((*(month[:3].capitalize() for month in _MONTHS), "Sept"))
_MONTH = rf"(?:{_FULL}|(?:{_SHORT})\b\.?)"
_DAY = r"(?<![\d.,])(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d])"
_YEAR = r"\d{4}(?!\d)"
# “June first” may go on with “we”, and “May third” with “-quarter”.
_DAY_WORD = rf"(?:(?<=the )(?i:first|second)|(?!first|second)(?i:{ENGLISH_ORDINAL}))(?![\w-])"


def _month(text: str) -> int:
    return next(index for index, name in enumerate(_MONTHS, 1) if name.startswith(text[:3].lower()))


def _day(text: str | None) -> int | None:
    if not text:
        return None
    digits = re.sub(r"\D", "", text)
    return int(digits) if digits else english_value(text)


# “21 June to 3 July 2021” says the year of the first, too.
_YEAR_BEHIND = lazy_regex(rf"{TO}(?:{_DAY} )?{_MONTH}(?: {_DAY})?,? ({_YEAR})")


def _date(match: re.Match[str]) -> Iterator[Interpretation]:
    year = int(match["year"]) if match["year"] else None
    month = _month(match["month"])
    day = _day(match["day"])
    if (day or 0) > 31:
        return
    for name in ("first", "last"):
        if name in match.re.groupindex and match[name]:
            yield Interpretation(Date(year, month, _day(match[name])), span=match.span(name))
    begin = match["begin"] if "begin" in match.re.groupindex else None
    if begin:
        bare = Date(None, _month(begin))
        yield Interpretation(replace(bare, year=year), span=match.span("begin"), others=(bare,))
    parts = [match.span(name) for name in ("day", "month", "year") if match[name]]
    span = (min(start for start, _ in parts), max(end for _, end in parts))
    behind = _YEAR_BEHIND.match(match.string, match.end()) if year is None else None
    others = (Date(int(behind[1]), month, day),) if behind else ()
    yield Interpretation(Date(year, month, day), span=span, others=others)


# “May” and “March” are months only behind a word that a month follows.
_BEFORE = (
    *(
        "in",
        "In",
        "of",
        "by",
        "since",
        "Since",
        "until",
        "till",
        "early",
        "late",
        "from",
        "From",
        "to",
        "through",
    ),
    *("between", "Between", "during", "last", "next", "every", "mid", "and"),
)
_ALONE = rf"\b(?:{_FULL.replace('March|', '').replace('May|', '')})\b|" + "|".join(
    rf"(?<=\b{word}[ -])(?:March|May)\b" for word in _BEFORE
)
DATES_EN = (
    NumberPattern(
        lazy_regex(
            rf"(?:(?P<first>{_DAY}){TO})?(?P<day>{_DAY})(?: of)? (?P<month>{_MONTH})"
            rf"(?:,? (?P<year>{_YEAR}))?"
        ),
        _date,
    ),
    NumberPattern(
        lazy_regex(
            rf"\b(?P<month>{_MONTH}) (?P<day>{_DAY})(?:{TO}(?P<last>{_DAY})(?! [A-Z][a-z]{{2}}))?"
            rf"(?:,? (?P<year>{_YEAR}))?"
        ),
        _date,
    ),
    NumberPattern(
        lazy_regex(
            rf"\b(?P<day>(?i:{ENGLISH_ORDINAL})) (?:day )?of (?P<month>{_MONTH})(?:,? (?P<year>{_YEAR}))?"
        ),
        _date,
    ),
    NumberPattern(
        lazy_regex(rf"\b(?P<month>{_MONTH}) (?:the )?(?P<day>{_DAY_WORD})(?:,? (?P<year>{_YEAR}))?"),
        _date,
    ),
    NumberPattern(
        lazy_regex(
            rf"\b(?:(?P<begin>{_MONTH}){TO})?(?P<month>{_MONTH}),? (?:of )?(?P<year>{_YEAR})(?P<day>)"
        ),
        _date,
    ),
    NumberPattern(lazy_regex(rf"(?P<month>{_ALONE})(?P<day>)(?P<year>)"), _date),
)
