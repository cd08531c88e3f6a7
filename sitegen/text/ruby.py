"""The pinyin of known words above their characters, wherever running text has these words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from markdown_it.token import Token

from sitegen.text.characters import is_han
from sitegen.text.guards import any_of
from sitegen.text.pinyin import syllables

# Inside these, words are of another language, or have their pinyin already.
_CLOSED = ("lang", "ruby")


@dataclass(frozen=True)
class Readings:
    """Chinese words with their pinyin; a word whose characters are not as many as its syllables has none."""

    pinyin: Mapping[str, str]

    @cached_property
    def known(self) -> Mapping[str, tuple[str, ...]]:
        """The syllables of each word, one for each character."""
        split = {word: syllables(pinyin) for word, pinyin in self.pinyin.items()}
        return {word: each for word, each in split.items() if each and sum(map(is_han, word)) == len(each)}

    @cached_property
    def expression(self) -> re.Pattern[str] | None:
        """Matches every word, the longest first; None where there is none."""
        return any_of(self.known)


def add_readings(tokens: Iterable[Token], readings: Readings) -> tuple[Token, ...]:
    """Return the tokens of a page with pinyin behind each character of the words in `readings`.

    The text stays as it is. A word on which a mark begins or ends has no pinyin.
    """
    return tuple(
        token.copy(children=list(_read_run(token.children, readings)))
        if token.type == "inline" and token.children
        else token
        for token in tokens
    )


def _read_run(children: Sequence[Token], readings: Readings) -> Iterator[Token]:
    depth = 0
    for token in children:
        if token.type.rpartition("_")[0] in _CLOSED:
            depth += token.nesting
        if token.type == "text" and not depth and readings.expression:
            yield from _read_text(token, readings)
        else:
            yield token


def _read_text(token: Token, readings: Readings) -> Iterator[Token]:
    assert readings.expression
    end = 0
    for found in readings.expression.finditer(token.content):
        if found.start() > end:
            yield token.copy(content=token.content[end : found.start()])
        yield Token("ruby_open", "ruby", 1, attrs={"class": "reading"})
        rest = iter(readings.known[found[0]])
        for character in found[0]:
            yield token.copy(content=character)
            if is_han(character):
                yield Token("ruby_text", "rt", 0, meta={"pinyin": next(rest)})
        yield Token("ruby_close", "ruby", -1)
        end = found.end()
    if not end:
        yield token
    elif end < len(token.content):
        yield token.copy(content=token.content[end:])
