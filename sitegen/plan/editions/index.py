"""The term base by initials: of readings where a language has them, of names where it has none."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby

from sitegen.expressions import lazy_regex
from sitegen.text.languages import language_of, word_of_language
from sitegen.text.pinyin import tones
from sitegen.views import IndexEntry, IndexLetter, IndexView, NameView, TermView

_NO_LETTER = lazy_regex(r"[^a-z0-9]+")
# The first of each row of kana.
_ROWS = "あかさたなはまやらわ"
_KANA = lazy_regex("[ぁ-ん]")
_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}


def indexes(terms: Sequence[TermView], words: Mapping[str, str]) -> tuple[IndexView, ...]:
    """Return an index of `terms` for each language that they have names in, the edition's first.

    `words` are the interface words: `by_pinyin` or `by_kana` for an index by readings, else `by_name`.
    """
    by_tag: dict[str, list[tuple[str, NameView]]] = {}
    for term in terms:
        for each in term.names:
            by_tag.setdefault(each.tag, []).append((term.id, each))
    own = terms[0].own.tag if terms else ""
    return tuple(_index(tag if tag != own else "", tag, named, words) for tag, named in by_tag.items())


def _index(
    shown: str, tag: str, named: Sequence[tuple[str, NameView]], words: Mapping[str, str]
) -> IndexView:
    row = language_of(tag)
    entries = [IndexEntry(id_, each.name, each.reading) for id_, each in named]
    if row.reading is None:
        return IndexView(word_of_language(words, "by_name", tag), shown, "", by_name(entries, tag))
    return IndexView(
        words.get(f"by_{row.reading.name}", ""), shown, row.reading.tag if shown else "", by_reading(entries)
    )


def by_reading(terms: Iterable[IndexEntry]) -> tuple[IndexLetter, ...]:
    """Return `terms` in the order of dictionaries: by the letters of their readings, then by tones."""
    return _letters(terms, lambda term: (_folded(term.reading), "".join(map(str, tones(term.reading)))))


def by_name(terms: Iterable[IndexEntry], language: str) -> tuple[IndexLetter, ...]:
    """Return `terms` in the order of their names in `language`, an article at its beginning left aside."""
    row = language_of(language)
    return _letters(terms, lambda term: (_folded(row.without_article(term.name)), term.name))


def _letters(
    terms: Iterable[IndexEntry], order: Callable[[IndexEntry], tuple[str, str]]
) -> tuple[IndexLetter, ...]:
    ordered = sorted(terms, key=order)
    return tuple(
        IndexLetter(letter or "#", tuple(group))
        for letter, group in groupby(ordered, lambda term: _initial(order(term)[0]))
    )


def _initial(folded: str) -> str:
    """The letter under which a name stands; for kana the first of its row."""
    first = folded[:1].upper()
    return max((row for row in _ROWS if row <= first), default="あ") if "ぁ" <= first <= "ん" else first


def _folded(words: str) -> str:
    """Return `words` in small letters without accents, spaces or marks, as alphabets count them, or kana."""
    letters = unicodedata.normalize("NFD", words.lower())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _NO_LETTER.sub("", bare) or "".join(_KANA.findall(bare.translate(_KATAKANA)))
