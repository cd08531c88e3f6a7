"""What a reader's search in one edition looks through, and the page that it has for itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sitegen.facts.addresses import GLOSSARY, HOME
from sitegen.memory import Memory
from sitegen.model import Edition
from sitegen.plan.pages.address import Editions
from sitegen.plan.pages.texts import Texts
from sitegen.plan.pages.unwritten import search_page
from sitegen.plan.searched import SearchedPage, SearchSection, searched_article, searched_document
from sitegen.text.pinyin import syllables
from sitegen.text.script.folding import (
    Pairs,
    Related,
    are_related,
    count_characters,
    folding,
    pairs_in_context,
    related_characters,
)
from sitegen.text.script.usages import find_usage
from sitegen.values import dataclass
from sitegen.views import (
    Article,
    DocumentPage,
    Frame,
    ReferencesPage,
    SearchPage,
    TermView,
)

# Characters that a search reads as another, each with that other.
Folded = tuple[tuple[str, str], ...]
# What leads to a term: its pinyin or "", its names, other words.
Alias = tuple[str, tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Searchable:
    """What is looked through in one edition: its pages in the order of their keys, its terms by group."""

    frame: Frame
    texts: Texts
    pages: Sequence[Article | DocumentPage | ReferencesPage]
    terms: Sequence[TermView]


@dataclass(frozen=True, slots=True)
class Search:
    """The search of one edition: its page, and all that its script is given, as JSON."""

    page: SearchPage
    data: str


def searches(among: Editions, looked_through: Sequence[Searchable], memory: Memory) -> tuple[Search, ...]:
    """Return the search of every edition."""
    pages = {str(found.frame.edition.tag): dict(_in_order(found, memory)) for found in looked_through}
    editions = [found.frame.edition for found in looked_through]
    # The same for all editions: whatever is typed anywhere, it is found.
    related, made = memory.call(related_characters), []
    found_in = _in_context(editions, pages, related, memory)
    pairs = tuple(sorted(frozenset[tuple[str, str]]().union(*found_in)))
    terms = tuple(tuple(found.terms) for found in looked_through)
    for found in looked_through:
        edition = found.frame.edition
        home, own = among.addresses.url(HOME, edition), tuple(pages[str(edition.tag)].values())
        folded = memory.call(fold, own, tuple(found.terms), pairs, related)
        alias = memory.call(aliases, tuple(found.terms), terms, folded)
        data = memory.call(search_data, home, own, folded, alias)
        made.append(Search(search_page(among, editions, found.frame), data))
    return tuple(made)


def _in_context(
    editions: Sequence[Edition],
    pages: Mapping[str, Mapping[str, SearchedPage]],
    related: Related,
    memory: Memory,
) -> Iterator[Pairs]:
    """Yield the characters that stand for one another on each of the `pages` by edition and key.

    What an edition was converted from tells that; what it was not, has to be converted.
    """
    written = {edition.language: pages[edition.tag] for edition in editions if edition.profile is None}
    for edition in editions:
        if (usage := find_usage(edition.tag)) is None:
            continue
        alike = (each for each in editions if each.language == edition.language)
        profiles = tuple(str(each.profile) for each in alike if each.profile)
        originals = written.get(edition.language, {}) if edition.profile else {}
        for key, page in pages[edition.tag].items():
            yield memory.call(pairs_on, page, originals.get(key), usage.is_traditional, profiles, related)


def pairs_on(
    page: SearchedPage,
    original: SearchedPage | None,
    is_traditional: bool,
    profiles: Sequence[str],
    related: Related,
) -> Pairs:
    """Return the pairs of characters that stand for one another on a page, beside `related` ones.

    Its `original` tells what was made of what: only where it is more than characters must be converted again.
    A page without an original is one, and `profiles` are those by which others were made of it.
    """
    texts: Sequence[str] = [*page.texts]
    if original:
        texts, profiles = _differing(texts, [*original.texts], related), ()
    simplified, traditional = ((), texts) if is_traditional else (texts, ())
    return pairs_in_context(simplified, traditional, without=profiles)


def _differing(texts: Sequence[str], written: Sequence[str], related: Related) -> Sequence[str]:
    """Those of `texts` that differ in more than `related` characters from what was `written` there."""
    if len(texts) != len(written):
        return texts
    return [other for one, other in zip(written, texts, strict=True) if not are_related(one, other, related)]


def fold(
    pages: Sequence[SearchedPage],
    own: Sequence[TermView],
    in_context: Iterable[tuple[str, str]],
    related: Related,
) -> Folded:
    """Return the characters that a search in an edition reads as another, each with that other.

    `pages` are those of the edition, `own` its terms; characters that stand for one another do so
    `in_context`, or are `related`.
    """
    counts = count_characters(_names_of(own))
    for each in pages:
        counts.update(each.characters)
    return tuple(folding(counts, frozenset(in_context), related).items())


def search_data(home: str, pages: Sequence[SearchedPage], folded: Folded, alias: tuple[Alias, ...]) -> str:
    """Return what the script of an edition is given: its `pages`, their addresses below `home`.

    And what is read as what: characters that are `folded`, words that lead to a term (`aliases`).
    """
    data = {
        "base": home,
        "fold": "".join(f"{each}{read_as}" for each, read_as in folded),
        "alias": alias,
        "pages": [
            [
                each.url.removeprefix(home),
                each.title,
                [[section.id, section.heading, section.text] for section in each.sections],
            ]
            for each in pages
        ],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _in_order(found: Searchable, memory: Memory) -> Iterator[tuple[str, SearchedPage]]:
    """Yield the edition's pages by key, in the order in which they are read."""
    path = [entry.key for section in found.frame.navigation for entry in section.entries]
    order = {key: at for at, key in enumerate(path)}
    footnotes = found.frame.words.get("footnotes", "")
    for page in sorted(found.pages, key=lambda page: order.get(page.address.key, len(order))):
        url, key, title = page.address.url, page.address.key, page.title
        if isinstance(page, DocumentPage):
            yield key, memory.call(searched_document, url, title, page.document)
        elif isinstance(page, ReferencesPage):
            said = (page.summary, *(each.title for each in page.references))
            yield key, SearchedPage(url, title, (SearchSection("", title, said),))
        else:
            terms = tuple(found.terms) if key == GLOSSARY else ()
            body = found.texts[key].body
            yield key, memory.call(searched_article, url, title, page.summary, body, footnotes, terms)


def _names_of(terms: Iterable[TermView]) -> Iterator[str]:
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
        readings = [each.reading for each in own.names if each.reading]
        # What is no spelling in syllables, such as kana, is typed as it stands.
        spelled = [" ".join(syllables(each)) for each in readings]
        names = [*_called(own), *(each for each in readings if not syllables(each))]
        for view in views:
            names += [*view.also, *_called(view), *(form for _, form in view.forms)]
        different: dict[str, str] = {}
        for name in names:
            different.setdefault(name.lower().translate(table), name)
        words = dict.fromkeys(each.words for each in own.alternatives)
        others = tuple(word for word in words if word.lower().translate(table) not in different)
        yield next(filter(None, spelled), ""), (*different.values(),), others
