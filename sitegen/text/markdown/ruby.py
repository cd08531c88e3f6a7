"""The pinyin of known words above them, wherever running text has these words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from markdown_it.token import Token

from sitegen.text.characters import is_han, split_at_han
from sitegen.text.markdown.parse import LANGUAGE_NAMES
from sitegen.text.markdown.tokens import plain_text
from sitegen.text.pinyin import Parts as _Parts
from sitegen.text.pinyin import Readings as Readings

# Inside these, words are of another language, or have their pinyin already.
_CLOSED = ("lang", "ruby")
# Of what stands before pinyin, so much is looked at; no word is as long.
_LONGEST = 500


def stated_readings(tokens: Iterable[Token]) -> Iterator[tuple[str, str]]:
    """Yield the Chinese words that have their pinyin behind them: 海纳 ([hǎi nà](lang:pinyin)); with it.

    The words may be any that stand before it in the paragraph: whether they fit, `Readings` finds out. A
    single character is none of them, since it may be read otherwise elsewhere.
    """
    for token in tokens:
        children = token.children or []
        before = ""
        for index, child in enumerate(children):
            if child.type == "lang_open" and child.attrs.get("lang") == LANGUAGE_NAMES["pinyin"]:
                end = next(at for at in range(index, len(children)) if children[at].type == "lang_close")
                runs = [run for run, is_chinese in split_at_han(before) if is_chinese]
                if runs and sum(map(is_han, runs[-1])) > 1 and len(runs[-1]) < _LONGEST:
                    yield runs[-1], plain_text(children[index:end])
            before = (before + plain_text([child]))[-_LONGEST:]


def add_readings(tokens: Iterable[Token], readings: Readings) -> tuple[Token, ...]:
    """Return the tokens of a page with pinyin behind the words in `readings`, in parts as pinyin is written.

    The text stays as it is. A word on which a mark begins or ends has no pinyin.
    """
    return tuple(
        token.copy(children=list(_read_run(token.children, readings)))
        if token.type == "inline" and token.children
        else token
        for token in tokens
    )


def _read_run(children: Sequence[Token], readings: Readings) -> Iterator[Token]:
    closed = quoted = 0
    for token in children:
        kind = token.type.rpartition("_")[0]
        closed += token.nesting if kind in _CLOSED else 0
        quoted += token.nesting if kind == "quotation" else 0
        expression = readings.in_quotations if quoted else readings.anywhere
        if token.type == "text" and not closed and expression:
            yield from _read_text(token, readings.parts, expression)
        else:
            yield token


def _read_text(token: Token, known: Mapping[str, _Parts], expression: re.Pattern[str]) -> Iterator[Token]:
    end = 0
    for found in expression.finditer(token.content):
        if found.start() > end:
            yield token.copy(content=token.content[end : found.start()])
        for characters, pinyin in known[found[0]]:
            if pinyin:
                yield Token("ruby_open", "ruby", 1, attrs={"class": "reading"})
            yield token.copy(content=characters)
            if pinyin:
                yield Token("reading", "rt", 0, meta={"pinyin": pinyin})
                yield Token("ruby_close", "ruby", -1)
        end = found.end()
    if not end:
        yield token
    elif end < len(token.content):
        yield token.copy(content=token.content[end:])
