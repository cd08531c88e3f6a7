"""What a reader's search in one edition looks through, and the page that it has for itself."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sitegen.content import Content, content_of
from sitegen.facts.addresses import GLOSSARY, HOME, Addresses
from sitegen.memory import Arguments, Memory
from sitegen.model import Edition
from sitegen.plan.aliases import Alias, Folded, aliases, names_of
from sitegen.plan.pages.address import Editions
from sitegen.plan.pages.texts import EditionText, Texts
from sitegen.plan.pages.unwritten import Unwritten, search_page
from sitegen.plan.searched import (
    SearchedPage,
    SearchSection,
    printed_with,
    searched_article,
    searched_document,
)
from sitegen.plan.typed import Typed, as_data, hear, is_heard, sounds_table, typed_in
from sitegen.text.characters import is_han
from sitegen.text.script.folding import (
    Pairs,
    Related,
    are_related,
    classes_of,
    count_characters,
    folding,
    pairs_in_context,
    related_characters,
)
from sitegen.text.script.sounds import dictionary
from sitegen.text.script.usages import find_usage
from sitegen.values import Shared, dataclass
from sitegen.views import DocumentPage, Frame, ReferencesPage, SearchPage, TermView


@dataclass(frozen=True, slots=True)
class Searchable:
    """What is looked through in one edition: texts of authors by key, other pages, terms by group."""

    frame: Frame
    texts: Texts
    others: Sequence[Unwritten]
    terms: Sequence[TermView]


@dataclass(frozen=True, slots=True)
class Search:
    """The search of one edition: its page, and all that its script is given, as JSON."""

    page: SearchPage
    data: Content


def searches(among: Editions, looked_through: Sequence[Searchable], memory: Memory) -> tuple[Search, ...]:
    """Return the search of every edition."""
    pages = {
        str(found.frame.edition.tag): _in_order(found, among.addresses, memory) for found in looked_through
    }
    editions = [found.frame.edition for found in looked_through]
    # The same for all editions: whatever is typed anywhere, it is found.
    related, made = memory.call(related_characters), []
    found_in = [
        found
        for items, *common in _each_with_original(editions, pages)
        for found in memory.parts(pairs_in, items, *common, related)
    ]
    pairs = tuple(sorted(frozenset[tuple[str, str]]().union(*found_in)))
    terms = tuple(tuple(found.terms) for found in looked_through)
    for found in looked_through:
        edition = found.frame.edition
        home, own = among.addresses.url(HOME, edition), tuple(pages[str(edition.tag)].values())
        cut = [own[at : at + _TOGETHER] for at in range(0, len(own), _TOGETHER)]
        parts = tuple(memory.call(part_of, home, each) for each in cut)
        ideographs = tuple(
            memory.call(together, parts[at : at + _COUNTED]) for at in range(0, len(parts), _COUNTED)
        )
        sounds = ""
        if is_heard(edition, editions):
            known = memory.call(dictionary)
            heard = tuple(memory.call(hear, known, each) for each in cut)
            sounds = memory.call(sounds_table, heard, tuple(found.terms))
        typed = typed_in(editions, sounds, found.frame.words)
        folded = memory.call(fold, ideographs, tuple(found.terms), typed.small, pairs, related)
        alias = memory.call(aliases, tuple(found.terms), terms, folded)
        data = memory.call(search_data, home, parts, folded, alias, typed)
        made.append(Search(search_page(among, editions, found.frame), data))
    return tuple(made)


def _each_with_original(
    editions: Sequence[Edition], pages: Mapping[str, Mapping[str, SearchedPage]]
) -> Iterator[tuple[Sequence[Arguments], bool, tuple[str, ...]]]:
    """Yield what `pairs_in` is given for each edition of the `pages` by edition and key.

    What an edition was converted from tells what stands for what; what it was not, has to be converted.
    """
    written = {edition.language: pages[edition.tag] for edition in editions if edition.profile is None}
    for edition in editions:
        if (usage := find_usage(edition.tag)) is None:
            continue
        alike = (each for each in editions if each.language == edition.language)
        profiles = tuple(str(each.profile) for each in alike if each.profile)
        originals = written.get(edition.language, {}) if edition.profile else {}
        items = [(page, originals.get(key)) for key, page in pages[edition.tag].items()]
        yield items, usage.is_traditional, profiles


def pairs_in(
    memory: Memory,
    part: Sequence[Arguments],
    is_traditional: bool,
    profiles: tuple[str, ...],
    related: Related,
) -> Iterator[Pairs]:
    """Yield what `pairs_on` returns for each page of a part, which has its original or None behind it."""
    return (memory.call(pairs_on, *each, is_traditional, profiles, related) for each in part)


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
    classes = classes_of(related)
    return [other for one, other in zip(written, texts, strict=True) if not are_related(one, other, classes)]


@dataclass(frozen=True, slots=True)
class Ideographs(Shared):
    """How often each ideograph stands on some pages."""

    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Part(Shared):
    """Some pages of an edition as its search is given them."""

    data: str
    ideographs: Ideographs


def together(parts: Sequence[Part]) -> Ideographs:
    """Return how often each ideograph stands on the pages of some parts."""
    counts: Counter[str] = Counter()
    for each in parts:
        counts.update(each.ideographs.counts)
    return Ideographs(counts)


# So many pages are read again when one of them changes, and counted again so many parts.
_TOGETHER, _COUNTED = 8, 8


def part_of(home: str, pages: Sequence[SearchedPage]) -> Part:
    """Return some pages as a search is given them, their addresses below `home`."""
    data = [
        [
            each.url.removeprefix(home),
            each.title,
            [[section.id, section.heading, section.text] for section in each.sections],
        ]
        for each in pages
    ]
    counts = count_characters(text for each in pages for text in each.texts)
    ideographs = {each: count for each, count in counts.items() if is_han(each)}
    return Part(_json(data)[1:-1], Ideographs(ideographs))


def fold(
    ideographs: Sequence[Ideographs],
    own: Sequence[TermView],
    small: Iterable[str],
    in_context: Iterable[tuple[str, str]],
    related: Related,
) -> Folded:
    """Return the characters that a search in an edition reads as another, each with that other.

    `ideographs` stand on its pages, others in names of terms or in `small` words; characters stand for one
    another `in_context`, or are `related`.
    """
    counts = count_characters((*names_of(own), *small))
    for each in ideographs:
        counts.update(each.counts)
    return tuple(folding(counts, frozenset(in_context), related).items())


def search_data(
    home: str, parts: Iterable[Part], folded: Folded, alias: tuple[Alias, ...], typed: Typed
) -> Content:
    """Return what the script of an edition is given: its pages in `parts`, their addresses below `home`.

    And what is read as what: characters that are `folded`, words that lead to a term (`aliases`), what else
    is `typed`.
    """
    read_as = "".join(f"{each}{read_as}" for each, read_as in folded)
    told = _json({"base": home, "fold": read_as, "alias": alias, **as_data(typed)})
    pages = ",".join(each.data for each in parts)
    return content_of(f'{told[:-1]},"pages":[{pages}]}}'.encode())


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _in_order(found: Searchable, addresses: Addresses, memory: Memory) -> Mapping[str, SearchedPage]:
    """Return the edition's pages by key, in the order in which they are read."""
    path = [entry.key for section in found.frame.navigation for entry in section.entries]
    order = {key: at for at, key in enumerate(path)}
    common = (addresses, found.frame.edition, printed_with(found.frame.words), tuple(found.terms))
    written = memory.parts(searched_in, [(text,) for text in found.texts.values()], *common)
    pages = dict(zip(found.texts, written, strict=True))
    for page in found.others:
        url, key, title = page.address.url, page.address.key, page.title
        if isinstance(page, DocumentPage):
            pages[key] = memory.call(searched_document, url, title, page.document)
        elif isinstance(page, ReferencesPage):
            said = (page.summary, *(each.title for each in page.references))
            pages[key] = SearchedPage(url, title, (SearchSection("", title, said),))
    return {key: pages[key] for key in sorted(pages, key=lambda key: order.get(key, len(order)))}


def searched_in(
    memory: Memory,
    texts: Sequence[tuple[EditionText]],
    addresses: Addresses,
    edition: Edition,
    words: Mapping[str, str],
    terms: tuple[TermView, ...],
) -> Iterator[SearchedPage]:
    """Yield what is found on the pages of an edition that say `texts`, and with the glossary its `terms`."""
    for (text,) in texts:
        url, below = addresses.url(text.key, edition), terms if text.key == GLOSSARY else ()
        yield memory.call(searched_article, url, text.title, text.summary, text.body, words, below)
