"""The pinyin of known words above them, wherever running text has these words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sitegen.text.body.body import Body
from sitegen.text.body.flat import plain_text, seen
from sitegen.text.body.inline import Closing, Foreign, Item, Opening, Pinyin, Quotation, RubyText, Text
from sitegen.text.body.rewrite import change_items, change_runs
from sitegen.text.characters import is_han, split_at_han
from sitegen.text.languages import READINGS
from sitegen.text.pinyin import Readings

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
    """Return `body` with pinyin on the words in `readings`, in parts as pinyin is written.

    The text stays as it is. A word on which a mark begins or ends has no pinyin.
    """
    return change_runs(body, lambda run: change_items(run, lambda items: _read_items(items, readings)))


def _read_items(items: Sequence[Item], readings: Readings) -> Iterator[Item]:
    closed = quoted = 0
    for item in items:
        if isinstance(item, Opening | Closing):
            step = 1 if isinstance(item, Opening) else -1
            # Inside these, words are of another language, or have their pinyin already.
            closed += step * isinstance(item.mark, Foreign | Pinyin | RubyText)
            quoted += step * isinstance(item.mark, Quotation)
        expression = readings.in_quotations if quoted else readings.anywhere
        if isinstance(item, Text) and not closed and expression:
            yield from _read_text(item, readings.parts, expression)
        else:
            yield item


def _read_text(
    item: Text, known: Mapping[str, Sequence[tuple[str, str]]], expression: re.Pattern[str]
) -> Iterator[Item]:
    end = 0
    for found in expression.finditer(item.text):
        if found.start() > end:
            yield Text(item.text[end : found.start()])
        for characters, pinyin in known[found[0]]:
            if pinyin:
                yield from (Opening(RubyText(pinyin)), Text(characters), Closing(RubyText(pinyin)))
            else:
                yield Text(characters)
        end = found.end()
    if not end:
        yield item
    elif end < len(item.text):
        yield Text(item.text[end:])
