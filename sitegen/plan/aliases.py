"""What leads readers who search to a term: its names in every edition, its pinyin, other words for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sitegen.text.spelling.pinyin import syllables
from sitegen.views import TermView

# Characters that a search reads as another, each with that other.
Folded = tuple[tuple[str, str], ...]
# What leads to a term: its pinyin or "", its names, other words.
Alias = tuple[str, tuple[str, ...], tuple[str, ...]]


def names_of(terms: Iterable[TermView]) -> Iterator[str]:
    """Yield all names of some terms."""
    for term in terms:
        yield from (*_called(term), *term.also, *(form for _, form in term.forms))


def _called(term: TermView) -> Iterator[str]:
    return (each.name for each in term.names)


def aliases(
    terms: Sequence[TermView], everywhere: Iterable[Sequence[TermView]], folded: Folded
) -> tuple[Alias, ...]:
    """Return for each term its pinyin, syllable by syllable, its names, the edition's first, and other words.

    `terms` are those of the edition, `everywhere` those of all. The names stand for one another; the other
    words lead to them, and nothing leads to those.
    """
    return tuple(_aliases(terms, everywhere, dict(folded)))


def _aliases(
    terms: Sequence[TermView], everywhere: Iterable[Sequence[TermView]], folded: Mapping[str, str]
) -> Iterator[Alias]:
    by_id: dict[str, list[TermView]] = {}
    for each in (terms, *everywhere):
        for term in each:
            by_id.setdefault(term.id, []).append(term)
    table = str.maketrans({**folded})
    for views in by_id.values():
        own = views[0]
        readings = [each.common for each in own.names if each.common]
        # What is no spelling in syllables, such as kana, is typed as it stands.
        spelled = [" ".join(syllables(each)) for each in readings]
        names = [*_called(own), *(each for each in readings if not syllables(each))]
        for view in views:
            names += [*view.also, *_called(view), *(form for _, form in view.forms)]
        different: dict[str, str] = {}
        for name in names:
            different.setdefault(name.lower().translate(table), name)
        # Readings of a territory, in Latin letters, are typed as they stand; Bopomofo the script can read.
        regional = [each.reading for each in own.names if each.typed and each.reading.isascii()]
        words = dict.fromkeys([*(each.words for each in own.alternatives), *regional])
        others = tuple(word for word in words if word.lower().translate(table) not in different)
        yield next(filter(None, spelled), ""), (*different.values(),), others
