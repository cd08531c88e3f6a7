"""Words of Chinese beside another language: readings above them, and what that language need not repeat."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sitegen.expressions import lazy_regex
from sitegen.text.addresses import ParagraphTarget
from sitegen.text.body.body import Body
from sitegen.text.body.flat import plain_text, seen
from sitegen.text.body.inline import (
    Anchor,
    Closing,
    Foreign,
    Item,
    Link,
    Mark,
    Opening,
    Pinyin,
    Quotation,
    RubyText,
    Text,
)
from sitegen.text.body.rewrite import change_items, change_runs
from sitegen.text.characters import is_han, split_at_han
from sitegen.text.languages import READINGS
from sitegen.text.spelling.above import Readings
from sitegen.values import dataclass

_BRACKETS = lazy_regex(r" *\(([^()]*)\)")
# What may stand between such words: marks of quotation and of pause.
_BETWEEN = frozenset(" ,;:/·…、，；：“”‘’「」『』《》—–-")

# Of what stands before pinyin, so much is looked at; no word is as long.
_LONGEST = 500


def stated_readings(body: Body) -> Iterator[tuple[str, str]]:
    """Yield the Chinese words that have their pinyin behind them: 海纳 ([hǎi nà](lang:pinyin)); with it.

    The words may be any that stand before it in the paragraph: whether they fit, `Readings` finds out. A
    single character is none of them, since it may be read otherwise elsewhere.
    """
    for run in body.runs():
        items = run.items
        before = ""
        for index, item in enumerate(items):
            if isinstance(item, Opening) and _is_pinyin(item):
                inside = (at for at in range(index, len(items)) if isinstance(items[at], Closing))
                end = next(at for at in inside if _is_foreign(items[at]))
                runs = [words for words, is_chinese in split_at_han(before) if is_chinese]
                if runs and sum(map(is_han, runs[-1])) > 1 and len(runs[-1]) < _LONGEST:
                    yield runs[-1], plain_text(items[index:end])
            before = (before + seen(item))[-_LONGEST:]


def _is_pinyin(item: Opening) -> bool:
    return isinstance(item.mark, Foreign) and item.mark.language == READINGS["pinyin"]


def _is_foreign(item: Item) -> bool:
    return isinstance(item, Closing) and isinstance(item.mark, Foreign)


def add_readings(body: Body, readings: Readings) -> Body:
    """Return `body` with `readings` on their words, in parts as such readings are written.

    The text stays as it is. A word on which a mark begins or ends has no reading.
    """
    return change_runs(body, lambda run: change_items(run, lambda items: _read_items(items, readings)))


def _read_items(items: Sequence[Item], readings: Readings) -> Iterator[Item]:
    closed = quoted = 0
    for item in items:
        if isinstance(item, Opening | Closing):
            step = 1 if isinstance(item, Opening) else -1
            # Inside these, words are of another language, or have a reading already.
            closed += step * isinstance(item.mark, Foreign | Pinyin | RubyText)
            quoted += step * isinstance(item.mark, Quotation)
        expression = readings.in_quotations if quoted else readings.anywhere
        if isinstance(item, Text) and not closed and expression:
            yield from _read_text(item, readings, expression)
        else:
            yield item


def _read_text(item: Text, readings: Readings, expression: re.Pattern[str]) -> Iterator[Item]:
    end = 0
    for found in expression.finditer(item.text):
        if found.start() > end:
            yield Text(item.text[end : found.start()])
        for characters, reading in readings.parts[found[0]]:
            if reading:
                mark = RubyText(reading, readings.tag)
                yield from (Opening(mark), Text(characters), Closing(mark))
            else:
                yield Text(characters)
        end = found.end()
    if not end:
        yield item
    elif end < len(item.text):
        yield Text(item.text[end:])


def without_originals(body: Body) -> Body:
    """Return `body` without brackets that hold nothing but ideographs and how these are read.

    So `the sea (海, [hǎi](lang:pinyin)) and the river` says `the sea and the river`. Citations that stand in
    them stay, and so do brackets that say more.
    """
    return change_runs(body, lambda run: change_items(run, _without))


@dataclass(frozen=True, slots=True)
class _Placed:
    """An item where it stands in what a reader sees: whether it is of a reading, or of a citation."""

    item: Item
    start: int
    end: int
    is_reading: bool
    is_citation: bool


def _without(items: Sequence[Item]) -> Iterator[Item]:
    placed = [*_placed(items)]
    text = "".join(seen(item) for item in items)
    gone = [
        (found.start(), found.end())
        for found in _BRACKETS.finditer(text)
        if _is_original(placed, found.start(1), found.end(1))
    ]
    for each in placed:
        cuts = [(low, high) for low, high in gone if low < each.end and high > each.start]
        if each.is_citation:
            yield each.item
        elif isinstance(each.item, Text) and cuts:
            if kept := _kept(each.item.text, [(low - each.start, high - each.start) for low, high in cuts]):
                yield Text(kept)
        elif not any(low < each.start and each.end < high for low, high in gone):
            yield each.item


def _placed(items: Sequence[Item]) -> Iterator[_Placed]:
    at, depths = 0, {_is_reading: 0, _is_citation: 0}
    for item in items:
        inside = {kind: depth > 0 for kind, depth in depths.items()}
        if isinstance(item, Opening | Closing):
            for kind in depths:
                if kind(item.mark):
                    depths[kind] += 1 if isinstance(item, Opening) else -1
                    inside[kind] = True
        end = at + len(seen(item))
        yield _Placed(item, at, end, inside[_is_reading], inside[_is_citation])
        at = end


def _is_reading(mark: Mark) -> bool:
    return isinstance(mark, Foreign) and mark.language in READINGS.values()


def _is_citation(mark: Mark) -> bool:
    link = mark.link if isinstance(mark, Anchor) else mark
    return isinstance(link, Link) and isinstance(link.target, ParagraphTarget)


def _is_original(placed: Sequence[_Placed], start: int, end: int) -> bool:
    words = "".join(
        seen(each.item)[max(start - each.start, 0) : max(end - each.start, 0)]
        for each in placed
        if not each.is_reading and not each.is_citation
    )
    return any(map(is_han, words)) and all(is_han(each) or each in _BETWEEN for each in words)


def _kept(text: str, cuts: Sequence[tuple[int, int]]) -> str:
    kept, at = "", 0
    for low, high in cuts:
        kept += text[at : max(low, 0)]
        at = min(high, len(text))
    return kept + text[at:]
