"""Numbers and dates of running text as values, so that 二〇二一年六月二十二日 is 22 June 2021.

Languages have different habits: “both” where Chinese has nothing, 一个 where English has “a”. A figure is
therefore *firm*, and its partner in another language must have it, or it only *answers* a firm one there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, lru_cache

from sitegen.text.figures_en import ENGLISH
from sitegen.text.figures_zh import CHINESE
from sitegen.text.idioms import load_idioms
from sitegen.text.numerals import CHINESE_NUMERALS, ENGLISH_SCALE
from sitegen.text.readings import Date, Rule, Time, Value
from sitegen.text.tokens import ATOM

_RULES: dict[str, tuple[Rule, ...]] = {"zh": CHINESE, "en": ENGLISH}
# The languages whose figures can be read.
LANGUAGES = frozenset(_RULES)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９％：．", "0123456789%:.")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, date or time in a text: its value, its words, where it stands, whether it is asked for."""

    value: Value
    text: str
    start: int
    is_firm: bool = True

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
    rest = text.translate(_FULL_WIDTH)
    found: list[Figure] = []
    for match in _known(language, words).finditer(rest):
        rest = _without(rest, *match.span())
        found += [
            replace(figure, start=figure.start + match.start(), is_firm=False)
            for figure in _read(match[0], language)
        ]
    found += _read(rest, language)
    # As the author wrote it, and each value of a place once.
    unique = {(each.start, each.value): replace(each, text=text[each.start : each.end]) for each in found}
    return tuple(sorted(unique.values(), key=lambda each: each.start))


def _read(text: str, language: str) -> Iterator[Figure]:
    for rule in _RULES[language]:
        for match in list(rule.expression.finditer(text)):
            readings = list(rule.read(match))
            if readings or rule.takes_all:
                text = _without(text, *match.span())
            for reading in readings:
                start, end = reading.span or match.span()
                yield Figure(reading.value, match.string[start:end], start, reading.is_firm)


def _without(text: str, start: int, end: int) -> str:
    return text[:start] + ATOM * (end - start) + text[end:]


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
        "|".join(
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
    missing: dict[Value, Figure] = {}
    for figure in firm:
        found = [each for each in answers if _answers(each, figure)]
        if not found:
            missing.setdefault(figure.value, figure)
        elif is_counted and all(each.is_firm for each in found):
            answers.remove(next((each for each in found if each.value == figure.value), found[0]))
    return tuple(missing.values())


def _answers(answer: Figure, asked: Figure) -> bool:
    """Tell whether `answer` says what `asked` does, or more: 22 June 2021 answers June 2021, and 2021."""
    match answer.value, asked.value:
        case Date() as date, Date() as part:
            return all(said in (None, known) for said, known in zip(part.parts, date.parts, strict=True))
        case Date() as date, Fraction() as number:
            return number in (date.year, date.day)
        case ours, theirs:
            return ours == theirs


__all__ = ["LANGUAGES", "Date", "Figure", "Fraction", "Time", "Value", "find_figures", "unanswered"]
