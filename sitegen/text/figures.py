"""Numbers and dates of running text as values, so that 二〇二一年六月二十二日 is 22 June 2021.

Languages have different habits: “both” where Chinese has nothing, 一个 where English has “a”. A figure is
therefore *firm*, and its partner in another language must have it, or it only *answers* a firm one there.
Words that mean several figures (三点 is three points or three o’clock) are answered by any of them.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, lru_cache

from sitegen.text.characters import HAN
from sitegen.text.decades import NAMED
from sitegen.text.figures_en import ENGLISH
from sitegen.text.figures_zh import CHINESE
from sitegen.text.idioms import load_idioms
from sitegen.text.numerals import CHINESE_NUMERALS, ENGLISH_SCALE
from sitegen.text.readings import Date, Rule, Time, Value
from sitegen.text.times_zh import TEN_MINUTES
from sitegen.text.tokens import ATOM

_RULES: dict[str, tuple[Rule, ...]] = {"zh": CHINESE, "en": ENGLISH}
# The languages whose figures can be read.
LANGUAGES = frozenset(_RULES)
_SPACES = re.compile(f"(?<=[{HAN}])[ \u00a0]+(?=[0-9])|(?<=[0-9]) +(?=%)|(?<=[0-9%])[ \u00a0]+(?=[{HAN}])")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９％：．", "0123456789%:.")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, date or time in a text: its worth, its words, where it stands, whether it is asked for."""

    value: Value
    text: str
    start: int
    is_firm: bool = True
    # What the same words may mean as well.
    others: tuple[Value, ...] = ()

    @property
    def values(self) -> tuple[Value, ...]:
        return self.value, *self.others

    @property
    def end(self) -> int:
        return self.start + len(self.text)


# A preview reads the same lines again at each save.
@lru_cache(maxsize=2**14)
def find_figures(text: str, language: str, words: tuple[str, ...] = ()) -> tuple[Figure, ...]:
    """Return the figures of `text` in order; none where its language is not one of LANGUAGES.

    Not firm are: single 一 and “one”, “first”, bare 百 千 万 亿, words like “both” and 半, and what stands in
    idioms or in `words`. Addresses, versions and names like R-0 or 5G hold no figures.
    """
    if language not in _RULES:
        return ()
    rest, places = _close_up(text.translate(_FULL_WIDTH), language)
    found: list[Figure] = []
    known = [match for match in _known(language, words).finditer(rest) if match.lastgroup != "figure"]
    for match in known:
        found += [
            replace(figure, start=figure.start + match.start(), is_firm=False)
            for figure in _read(match[0], language)
        ]
    found += _read(_without(rest, [match.span() for match in known]), language)
    # As the author wrote it, and each value of a place once.
    unique: dict[tuple[int, Value], Figure] = {}
    for figure in found:
        start, end = places[figure.start], places[figure.end - 1] + 1
        unique[start, figure.value] = replace(figure, start=start, text=text[start:end])
    return tuple(sorted(unique.values(), key=lambda each: each.start))


def _close_up(text: str, language: str) -> tuple[str, Sequence[int]]:
    """Return the text without spaces between Chinese and digits, and where each character of it stood."""
    spaces = [match.span() for match in _SPACES.finditer(text)] if language == "zh" else []
    if not spaces:
        return text, range(len(text))
    ends = [0, *(at for span in spaces for at in span), len(text)]
    pieces = [range(start, end) for start, end in zip(ends[::2], ends[1::2], strict=True)]
    return "".join(text[piece.start : piece.stop] for piece in pieces), [
        at for piece in pieces for at in piece
    ]


def _read(text: str, language: str) -> Iterator[Figure]:
    for rule in _RULES[language]:
        taken = []
        for match in rule.expression.finditer(text):
            readings = list(rule.read(match))
            if readings or rule.takes_all:
                taken.append(match.span())
            for reading in readings:
                start, end = reading.span or match.span()
                yield Figure(reading.value, text[start:end], start, reading.is_firm, reading.others)
        text = _without(text, taken)


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return the text with stand-ins where the spans, which are in order, lie."""
    pieces, done = [], 0
    for start, end in spans:
        pieces += [text[done:start], ATOM * (end - start)]
        done = end
    return "".join((*pieces, text[done:])) if spans else text


@cache
def _known(language: str, words: tuple[str, ...]) -> re.Pattern[str]:
    """An expression for idioms and `words`, the longest first, unless they are part of a longer numeral."""
    every = sorted({*load_idioms().get(language, ()), *words}, key=len, reverse=True)
    # Most names hold no number: the expression is used on every line of a site.
    every = [word for word in every if any(_read(word, language))]
    if language != "zh":
        some = "|".join(map(re.escape, every))
        return re.compile(rf"(?<![\w’-])(?:{some})(?!\w|[ -]{ENGLISH_SCALE}(?:th)?\b)", re.IGNORECASE)
    numeral = f"[{CHINESE_NUMERALS}0-9]"
    return re.compile(
        f"(?P<figure>{NAMED}|{TEN_MINUTES})|"
        + "|".join(
            (f"(?<!{numeral})(?<!第)" if re.match(numeral, word) else "")
            + re.escape(word)
            # 万 and 一 of 万一二 are a number’s; 统一 ends where its 一 does, whatever follows.
            + (f"(?!{numeral})" if re.fullmatch(f"{numeral}+", word) else "")
            + (f"(?!之{numeral})" if word.endswith("分") else "")
            for word in every
        )
    )


def unanswered(figures: Iterable[Figure], others: Iterable[Figure]) -> tuple[Figure, ...]:
    """Return the firm ones of `figures` that none of `others` answers, each value once.

    Where both are the same number of firm figures, a firm one answers only one: three and four do not answer
    three and three.
    """
    firm, answers = [each for each in figures if each.is_firm], list(others)
    is_counted = len(firm) == sum(each.is_firm for each in answers)
    loose = {said for each in answers if not each.is_firm for value in each.values for said in _says(value)}
    # By value those that are it before those that say more.
    exact, fuller = _by_value(answers, lambda value: (value,)), _by_value(answers, _says)
    used: set[int] = set()
    missing: dict[Value, Figure] = {}
    for figure in firm:
        if not loose.isdisjoint(figure.values):
            continue
        queues = [queue[value] for queue in (exact, fuller) for value in figure.values if value in queue]
        for queue in queues:
            while queue and queue[0] in used:
                queue.popleft()
        found = next((queue[0] for queue in queues if queue), None)
        if found is None:
            missing.setdefault(figure.value, figure)
        elif is_counted:
            used.add(found)
    return tuple(missing.values())


def _by_value(figures: Sequence[Figure], says: Callable[[Value], Iterable[Value]]) -> dict[Value, deque[int]]:
    """Return by value which of the firm figures say it, in order."""
    places: dict[Value, deque[int]] = {}
    for place, figure in enumerate(figures):
        for said in {said: None for value in figure.values for said in says(value)} if figure.is_firm else ():
            places.setdefault(said, deque()).append(place)
    return places


def _says(value: Value) -> Iterable[Value]:
    """Return what a value answers: 22 June 2021 says 22 June, June 2021, June, 2021 and the 22nd, too."""
    if not isinstance(value, Date):
        return (value,)
    parts = [Date(year, value.month, day) for year in {value.year, None} for day in {value.day, None}]
    return (*parts, *(Fraction(part) for part in (value.year, value.day) if part is not None))


__all__ = ["LANGUAGES", "Date", "Figure", "Fraction", "Time", "Value", "find_figures", "unanswered"]
