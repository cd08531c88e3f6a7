"""Numbers and dates of running text as values, so that 二〇二一年六月二十二日 is 22 June 2021.

Languages have different habits: “both” where Chinese has nothing, 一个 where English has “a”. A figure is
therefore *firm*, and its partner in another language must have it, or it only *answers* a firm one there.
Words that mean several figures (三点 is three points or three o’clock) are answered by any of them.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache, lru_cache

from sitegen.expressions import lazy_regex
from sitegen.text.characters import HAN
from sitegen.text.joined import ATOM
from sitegen.text.languages import TABLE, language_of
from sitegen.text.numbers.idioms import load_idioms
from sitegen.text.numbers.numerals import CHINESE_NUMERALS, ENGLISH_SCALE
from sitegen.text.numbers.readings import Date, NumberPattern, NumberValue, Time
from sitegen.text.script.conversion import simplify_characters
from sitegen.values import dataclass


def _chinese() -> tuple[NumberPattern, ...]:
    from sitegen.text.numbers.chinese.figures import CHINESE

    return CHINESE


def _english() -> tuple[NumberPattern, ...]:
    from sitegen.text.numbers.english.figures import ENGLISH

    return ENGLISH


# To compile the expressions of a language takes longer than to read a site: it is done for who reads figures.
_RULES: dict[str, Callable[[], tuple[NumberPattern, ...]]] = {
    "chinese": _chinese,
    "english": _english,
    "": tuple,
}
# The languages whose figures can be read.
LANGUAGES = frozenset(row.tag for row in TABLE.values() if row.figures)
_SPACES = lazy_regex(f"(?<=[{HAN}])[ \u00a0]+(?=[0-9])|(?<=[0-9]) +(?=%)|(?<=[0-9%])[ \u00a0]+(?=[{HAN}])")
# No text says so long a number: such rows of digits are data, and take time by the square of their length.
LONGEST = 40
_ENDLESS = lazy_regex(
    rf"\d{{{LONGEST},}}|\d{{1,3}}(?:[,\u00a0\u2009\u202f]\d{{3}}){{{LONGEST // 3},}}"
    rf"|[{CHINESE_NUMERALS}]{{{LONGEST},}}"
)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９％：．", "0123456789%:.")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, date or time in a text: its worth, its words, where it stands, whether it is asked for."""

    # What it is worth, its words, and where they begin.
    value: NumberValue
    text: str
    start: int
    # Whether a partner must say it too.
    is_firm: bool = True
    # What the same words may mean as well.
    others: tuple[NumberValue, ...] = ()

    @property
    def values(self) -> tuple[NumberValue, ...]:
        return self.value, *self.others

    @property
    def end(self) -> int:
        return self.start + len(self.text)


# A preview reads the same lines again at each save.
@lru_cache(maxsize=2**14)
def find_figures(text: str, language: str, words: tuple[str, ...] = ()) -> tuple[Figure, ...]:
    """Return the figures of `text` in order; none where its language is not one of LANGUAGES.

    Not firm are: single 一 and “one”, “first”, bare 百 千 万 亿, words like “both” and 半, and what stands in
    idioms or in `words` (`numbered`). Addresses, versions and names like R-0 or 5G hold no figures, nor do
    LONGEST or more numerals without a break.

    >>> [(each.text, each.value) for each in find_figures("三万五人，21座桥", "zh")]
    [('三万五', Fraction(35000, 1)), ('21', Fraction(21, 1))]
    """
    if not language_of(language).figures:
        return ()
    read = text.translate(_FULL_WIDTH)
    if language_of(language).scripts:
        # The rules are written in Simplified, for text in either script.
        read, words = simplify_characters(read), _simplified(words)
    rest, places = _close_up(read, language)
    rest = _without(rest, [match.span() for match in _ENDLESS.finditer(rest)])
    found: list[Figure] = []
    known = [match for match in _known(language, words).finditer(rest) if match.lastgroup != "figure"]
    for match in known:
        found += [
            replace(figure, start=figure.start + match.start(), is_firm=False)
            for figure in _read(match[0], language)
        ]
    found += _read(_without(rest, [match.span() for match in known]), language)
    # As the author wrote it, and each value of a place once.
    unique: dict[tuple[int, NumberValue], Figure] = {}
    for figure in found:
        start, end = places[figure.start], places[figure.end - 1] + 1
        unique[start, figure.value] = replace(figure, start=start, text=text[start:end])
    return tuple(sorted(unique.values(), key=lambda each: each.start))


@cache
def _simplified(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(simplify_characters, words))


def numbered(words: Iterable[str], language: str) -> tuple[str, ...]:
    """Return those of `words` in which there is a number, sorted: the others are of no use to `find_figures`.

    >>> numbered(["三个统一", "软实力"], "zh")
    ('三个统一',)
    """
    return tuple(sorted({word for word in words if find_figures(word, language)}))


def _close_up(text: str, language: str) -> tuple[str, Sequence[int]]:
    """Return the text without spaces between Chinese and digits, and where each character of it stood."""
    spaces = [match.span() for match in _SPACES.finditer(text)] if language_of(language).sets_spaces else []
    if not spaces:
        return text, range(len(text))
    ends = [0, *(at for span in spaces for at in span), len(text)]
    pieces = [range(start, end) for start, end in zip(ends[::2], ends[1::2], strict=True)]
    return "".join(text[piece.start : piece.stop] for piece in pieces), [
        at for piece in pieces for at in piece
    ]


def _read(text: str, language: str) -> Iterator[Figure]:
    for rule in _RULES[language_of(language).figures]():
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
    if language_of(language).has_spaces:
        some = "|".join(map(re.escape, every))
        return re.compile(rf"(?<![\w’-])(?:{some})(?!\w|[ -]{ENGLISH_SCALE}(?:th)?\b)", re.IGNORECASE)
    from sitegen.text.numbers.chinese.times import TEN_MINUTES
    from sitegen.text.numbers.decades import NAMED

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


class Answers:
    """Figures as what may answer those of another text, found by what is asked for."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self.firm = 0
        self.loose: set[NumberValue] = set()
        # The places of the firm ones in their order, by value: of what has it, and of what says at least it.
        self.exact: dict[NumberValue, list[int]] = {}
        self.fuller: dict[NumberValue, list[int]] = {}
        for place, figure in enumerate(figures):
            says = dict.fromkeys(said for value in figure.values for said in _says(value))
            if not figure.is_firm:
                self.loose.update(says)
                continue
            self.firm += 1
            for value in dict.fromkeys(figure.values):
                self.exact.setdefault(value, []).append(place)
            for value in says:
                self.fuller.setdefault(value, []).append(place)


def unanswered(figures: Iterable[Figure], others: Iterable[Figure] | Answers) -> tuple[Figure, ...]:
    """Return the firm ones of `figures` that none of `others` answers, each value once.

    Where both are the same number of firm figures, a firm one answers only one: three and four do not answer
    three and three.

    >>> chinese, english = find_figures("三座桥，五条河", "zh"), find_figures("three bridges", "en")
    >>> [each.text for each in unanswered(chinese, english)]
    ['五']
    """
    firm = [each for each in figures if each.is_firm]
    answers = others if isinstance(others, Answers) else Answers(others)
    is_answered = _taking(answers) if len(firm) == answers.firm else _having(answers)
    missing: dict[NumberValue, Figure] = {}
    for figure in firm:
        if answers.loose.isdisjoint(figure.values) and not is_answered(figure):
            missing.setdefault(figure.value, figure)
    return tuple(missing.values())


def _having(answers: Answers) -> Callable[[Figure], bool]:
    """Return what tells whether a firm answer says what a figure does."""
    return lambda figure: any(value in answers.fuller for value in figure.values)


def _taking(answers: Answers) -> Callable[[Figure], bool]:
    """Return what tells whether a firm answer is left for a figure, and takes it: the same at best."""
    taken: set[int] = set()
    queues: dict[tuple[bool, NumberValue], deque[int]] = {}

    def take(figure: Figure) -> bool:
        for is_exact, places in ((True, answers.exact), (False, answers.fuller)):
            for value in figure.values:
                queue = queues.setdefault((is_exact, value), deque(places.get(value, ())))
                while queue and queue[0] in taken:
                    queue.popleft()
                if queue:
                    taken.add(queue.popleft())
                    return True
        return False

    return take


def _says(value: NumberValue) -> Iterable[NumberValue]:
    """Return what a value answers: 22 June 2021 says 22 June, June 2021, June, 2021 and the 22nd, too."""
    if not isinstance(value, Date):
        return (value,)
    parts = [Date(year, value.month, day) for year in {value.year, None} for day in {value.day, None}]
    return (*parts, *(Fraction(part) for part in (value.year, value.day) if part is not None))


__all__ = [
    "LANGUAGES",
    "Answers",
    "Date",
    "Figure",
    "Fraction",
    "NumberValue",
    "Time",
    "find_figures",
    "unanswered",
]
