"""Which characters of a word each part of its reading stands above."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from functools import cached_property

from sitegen.text.characters import is_han
from sitegen.text.languages import READINGS
from sitegen.text.readings import BOPOMOFO, PINYIN
from sitegen.text.spelling.bopomofo import bopomofo_syllables, to_bopomofo
from sitegen.text.spelling.jyutping import jyutping_syllables
from sitegen.text.spelling.pinyin import spelled_words
from sitegen.text.words import any_of
from sitegen.values import dataclass

# Characters that are one word, with its reading; of marks and Latin letters between words, with none.
Parts = tuple[tuple[str, str], ...]


def follow(kind: str, pinyin: str) -> str:
    """Return what follows from words in `pinyin` for another kind of reading, or "" where nothing does.

    >>> follow("bopomofo", "hǎi"), follow("jyutping", "hǎi"), follow("pinyin", "hǎi")
    ('ㄏㄞˇ', '', 'hǎi')
    """
    return {PINYIN.name: pinyin, BOPOMOFO.name: to_bopomofo(pinyin)}.get(kind, "")


def read_words(kind: str, words: str) -> tuple[tuple[str, int], ...]:
    """Return the parts of a reading that stand together, each with the number of its syllables, 0 if untold.

    >>> read_words("pinyin", "hǎi nà bǎichuān"), read_words("jyutping", "hoi2 naap6")
    ((('hǎi', 1), ('nà', 1), ('bǎichuān', 2)), (('hoi2', 1), ('naap6', 1)))
    """
    if kind == PINYIN.name:
        return spelled_words(words)
    split = bopomofo_syllables if kind == BOPOMOFO.name else jyutping_syllables
    return tuple((each, 1) for each in split(words))


@dataclass(frozen=True)
class Readings:
    """Words with how they are read; one whose characters are not as many as its syllables has no reading.

    Those in `quoted` are known inside quotations only, where the same words stand for the same thing.
    """

    words: Mapping[str, str]
    quoted: Mapping[str, str] = field(default_factory=dict)
    # What authors call such readings.
    kind: str = PINYIN.name

    @property
    def tag(self) -> str:
        """What the readings are marked as (BCP 47)."""
        return READINGS[self.kind]

    @cached_property
    def parts(self) -> Mapping[str, Parts]:
        """What each word consists of."""
        split = {word: _parts(word, self.kind, said) for word, said in {**self.quoted, **self.words}.items()}
        return {word: parts for word, parts in split.items() if parts}

    @cached_property
    def anywhere(self) -> re.Pattern[str] | None:
        """Matches every word that is known anywhere, the longest first; None where there is none."""
        return any_of(word for word in self.parts if word in self.words)

    @cached_property
    def in_quotations(self) -> re.Pattern[str] | None:
        """Matches every word, the longest first; None where there is none."""
        return any_of(self.parts)


def _parts(word: str, kind: str, reading: str) -> Parts:
    """Return `word` in parts, each as many ideographs as what stands above it has syllables.

    None where the syllables cannot be told, or are not as many as the ideographs.
    """
    parts: list[tuple[str, str]] = []
    rest = word
    for spelled, count in read_words(kind, reading):
        start = next((at for at, character in enumerate(rest) if is_han(character)), len(rest))
        own = rest[start : start + count]
        if not count or len(own) < count or not all(map(is_han, own)):
            return ()
        parts += [(rest[:start], "")] if start else []
        parts.append((own, spelled))
        rest = rest[start + count :]
    if not parts or any(map(is_han, rest)):
        return ()
    return (*parts, (rest, "")) if rest else tuple(parts)
