"""Jyutping (粵拼), the romanization of Cantonese by the Linguistic Society of Hong Kong: its syllables."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sitegen.expressions import lazy_regex

_SYLLABLE = lazy_regex(r"(gw|kw|ng|[bpmfdtnlgkhwzcsj]|)([a-z]+?)([1-6])")
_APART = lazy_regex(r"[\s,;、，；]+")
# As the scheme lists them, with those of spoken words. Nasals may be syllables: 唔 m4, 五 ng5, 哼 hng6.
_FINALS = """
a aa aai aau aam aan aang aap aat aak ai au am an ang ap at ak
e ei eu em en eng ep et ek i iu im in ing ip it ik
o oi ou on ong ot ok oe oeng oet oek eoi eon eot
u ui un ung ut uk yu yun yut m ng
"""
_NASALS = frozenset({"m", "ng"})


def jyutping_syllables(words: str) -> tuple[str, ...]:
    """Return the syllables of words in Jyutping, of which each stands for a character.

    >>> jyutping_syllables("hoi2 naap6, baak3 cyun1")
    ('hoi2', 'naap6', 'baak3', 'cyun1')
    """
    return tuple(filter(None, _APART.split(words)))


def jyutping_faults(words: str) -> Iterator[str]:
    """Yield each word that is no syllable in Jyutping: letters that make none, a tone that is none or lacks.

    >>> list(jyutping_faults("hoi2 naap xoi1 baak7 Cyun1 ng5 nga4 lm4"))
    ['naap', 'xoi1', 'baak7', 'Cyun1', 'lm4']
    """
    for syllable in jyutping_syllables(words):
        if not any(_is_syllable(initial, final) for initial, final in _parted(syllable)):
            yield syllable


@cache
def _known() -> frozenset[str]:
    return frozenset(_FINALS.split())


def _parted(syllable: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to part a syllable: ng may be what it begins with, or all of it."""
    match = _SYLLABLE.fullmatch(syllable)
    if match:
        yield match[1], match[2]
        yield "", match[1] + match[2]


def _is_syllable(initial: str, final: str) -> bool:
    return final in _known() and (final not in _NASALS or initial in ("", "h"))
