"""The term base by initials: Chinese by its pinyin, English by its first word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from itertools import groupby

from sitegen.text.pinyin import tones
from sitegen.views import IndexLetter, TermView

_ARTICLE = re.compile(r"^(?:the|a|an) +", re.IGNORECASE)
_NO_LETTER = re.compile(r"[^a-z0-9]+")


def by_pinyin(terms: Iterable[TermView]) -> tuple[IndexLetter, ...]:
    """Return `terms` in the order of dictionaries: by the letters of their pinyin, then by tones."""
    return _index(terms, lambda term: (_folded(term.pinyin), "".join(map(str, tones(term.pinyin)))))


def by_english(terms: Iterable[TermView]) -> tuple[IndexLetter, ...]:
    """Return `terms` in the order of their English, an article at its beginning left aside."""
    return _index(terms, lambda term: (_folded(_ARTICLE.sub("", term.en)), term.en))


def _index(
    terms: Iterable[TermView], order: Callable[[TermView], tuple[str, str]]
) -> tuple[IndexLetter, ...]:
    ordered = sorted(terms, key=order)
    return tuple(
        IndexLetter(letter or "#", tuple(group))
        for letter, group in groupby(ordered, lambda term: order(term)[0][:1].upper())
    )


def _folded(words: str) -> str:
    """Return `words` in small letters without accents, spaces or marks, as alphabets count them."""
    bare = "".join(c for c in unicodedata.normalize("NFD", words.lower()) if not unicodedata.combining(c))
    return _NO_LETTER.sub("", bare)
