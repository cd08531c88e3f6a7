"""Kinds of readings: what shows how words are said, where their writing does not."""

from __future__ import annotations

from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """How the words of a language are read, where its writing does not say so."""

    # What authors call it, as a key of a term and as a language of a run of words.
    name: str
    # Its BCP 47 tag.
    tag: str
    # It is spelled in syllables, one to a character: it can be shown above the words of a text.
    is_above: bool = False
    # The territories whose readers know it instead of what the others know; of a reading for all, none.
    territories: tuple[str, ...] = ()
    # It spells the same sounds as the reading for all, from which it follows where a term does not state it.
    follows: bool = False


PINYIN = Reading("pinyin", "zh-Latn-pinyin", is_above=True)
BOPOMOFO = Reading("bopomofo", "zh-Bopo", is_above=True, territories=("TW",), follows=True)
# The variant is registered for Cantonese alone.
JYUTPING = Reading("jyutping", "yue-Latn-jyutping", is_above=True, territories=("HK", "MO"))
KANA = Reading("kana", "ja-Hira")
