"""The term base by initials: of readings where a language has them, of names where it has none."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby

from sitegen.expressions import lazy_regex
from sitegen.text.languages import language_of, reading_of, word_of_language
from sitegen.text.readings import BOPOMOFO, JYUTPING
from sitegen.text.script.folding import Related, count_characters, folding
from sitegen.text.spelling.bopomofo import bopomofo_order
from sitegen.text.spelling.pinyin import tones
from sitegen.views import IndexEntry, IndexLetter, IndexView, TermView

_NO_LETTER = lazy_regex(r"[^a-z0-9]+")
# The first of each row of kana.
_ROWS = "あかさたなはまやらわ"
_FIGURES = lazy_regex("[0-9]")
_KANA = lazy_regex("[ぁ-ん]")
_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}


def make_index(terms: Sequence[TermView], words: Mapping[str, str]) -> IndexView | None:
    """Return the index of `terms` by what the edition calls them, or None where there are none.

    `words` are the interface words: `by_pinyin` and the like for an index by readings, else `by_name`. Where
    not all terms have a reading of the edition's territory, all are ordered by that of its language.
    """
    if not terms:
        return None
    tag = terms[0].own.tag
    own, common = reading_of(tag), language_of(tag).reading
    if own is None or common is None:
        entries = [IndexEntry(term.id, term.own.name, term.own.reading) for term in terms]
        return IndexView(word_of_language(words, "by_name", tag), by_name(entries, tag))
    kind = own if all(term.own.reading_tag == own.tag for term in terms) else common
    entries = [IndexEntry(term.id, term.own.name, term.own.read_as(kind.tag)) for term in terms]
    return IndexView(words.get(f"by_{kind.name}", ""), by_reading(entries, kind.name))


def read_alike(terms: Sequence[TermView], related: Related) -> str:
    """Return which characters of the names of `terms` stand for one another in other scripts, two by two.

    What is typed is read as what stands behind it, so that a term is found in whatever script it is typed.
    """
    said = [
        *(name.name for term in terms for name in term.names),
        *(each for term in terms for each in term.also),
    ]
    folded = folding(count_characters(said), related=related)
    # What has another form of its own is brought to that before it is looked up.
    pairs = (f"{typed}{read_as}" for typed, read_as in folded.items())
    return "".join(pair for pair in pairs if unicodedata.is_normalized("NFC", pair))


def by_reading(terms: Iterable[IndexEntry], kind: str = "") -> tuple[IndexLetter, ...]:
    """Return `terms` in the order of dictionaries: by the letters of their readings, then by tones."""
    order = {BOPOMOFO.name: bopomofo_order, JYUTPING.name: _jyutping_order}.get(kind, _order)
    return _letters(terms, lambda term: order(term.reading))


def _order(reading: str) -> tuple[str, str]:
    return _folded(reading), "".join(map(str, tones(reading)))


def _jyutping_order(reading: str) -> tuple[str, str]:
    folded = _folded(reading)
    return _FIGURES.sub("", folded), "".join(_FIGURES.findall(folded))


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
