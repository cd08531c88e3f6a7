"""The plan: every page in every edition, with all that its template will say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from sitegen.facts.addresses import CONTENTS, Addresses
from sitegen.facts.heads import shown_of
from sitegen.facts.voices.usages import han_tag
from sitegen.memory import Forgetful, Memory
from sitegen.model import Library
from sitegen.plan.editions.edition import EditionPlan
from sitegen.plan.editions.making import make_editions
from sitegen.plan.outline import Outline, outline
from sitegen.plan.pages.address import Editions, make_offers
from sitegen.plan.pages.articles import Around, articles
from sitegen.plan.pages.guidance import find_subjects
from sitegen.plan.pages.html import Files, Material
from sitegen.plan.pages.texts import Texts, write_texts
from sitegen.plan.pages.unwritten import (
    document_page,
    list_page,
    listed_in,
    lost_page,
    references_page,
)
from sitegen.plan.pairs.couples import find_couples, find_links
from sitegen.plan.pairs.pair_pages import Halves, pair_pages
from sitegen.plan.root import find_homes, redirects, root_pages
from sitegen.plan.search import Search, Searchable, searches
from sitegen.plan.sharing.feeds import Feed, MapEntry, make_feed, map_entries
from sitegen.values import dataclass
from sitegen.views import (
    AnyPage,
    ChooserPage,
    DocumentPage,
    Frame,
    ListPage,
    LostPage,
    RedirectPage,
    ReferencesPage,
)


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is to be printed, each thing once."""

    addresses: Addresses
    # As what ideographs are marked in texts whose language has none.
    han: str
    # What pages print around their own, by the edition's tag.
    frames: Mapping[str, Frame]
    # Authors' pages, source documents, references: edition by edition.
    outlines: tuple[Outline, ...]
    redirects: tuple[RedirectPage, ...]
    lost: tuple[LostPage, ...]
    # What belongs to no edition.
    roots: tuple[ChooserPage, ...]
    # The rest is printed where a template leads there: lists of all pages, searches, feeds, pages with their
    # partners beside them.
    lists: tuple[ListPage, ...] = ()
    searches: tuple[Search, ...] = ()
    feeds: tuple[Feed, ...] = ()
    pair_outlines: tuple[Outline, ...] = ()
    # What the site map says of pages, of `lists` and of pages with their partners.
    page_map: tuple[MapEntry, ...] = ()
    list_map: tuple[MapEntry, ...] = ()
    pair_map: tuple[MapEntry, ...] = ()

    @property
    def pages(self) -> tuple[AnyPage, ...]:
        """Authors' pages, source documents, references."""
        return tuple(each.page for each in self.outlines)

    @property
    def pairs(self) -> tuple[AnyPage, ...]:
        """Pages with their partners beside them."""
        return tuple(each.page for each in self.pair_outlines)


def plan(library: Library, files: Files | None = None, memory: Memory | None = None, *, drafts: bool) -> Plan:
    """Return every page of `library` in every edition of its language, drafts only where asked for.

    `files` are the files that pages name as they are published, by path below a root; what is not among them
    is left out.
    """
    settings, addresses = library.site, Addresses(str(library.site.base_url))
    memory = memory or Forgetful()
    shown = shown_of(library.pages, memory, drafts=drafts)
    # What each edition is, and what its pages say.
    editions = [*make_editions(library, shown, addresses, memory)]
    frames = {each.tag: each.frame for each in editions}
    x_default = tuple(map(str, settings.x_default))
    among = Editions(addresses, settings.languages, x_default, make_offers(frames.values()))
    texts = write_texts(editions, shown, library.records, memory)
    # What texts of all editions have in common: subjects, partners.
    couples = find_couples(settings)
    around = Around(
        editions=among,
        subjects=find_subjects(settings, texts.values(), memory),
        pairs=find_links(couples, addresses, texts),
        material=Material(files or {}, han_tag(settings)),
        memory=memory,
    )
    # The pages of each edition; what lists them, and puts them side by side.
    made = [_Made(each, texts[each.tag], *_written(each, texts[each.tag], around)) for each in editions]
    lists = tuple(_lists(among, made, memory))
    by_tag, halves = {each.tag: each for each in editions}, _halves(made)
    pairs = tuple(page for each in couples for page in pair_pages(each, by_tag, halves, around))
    pages = tuple(page for each in made for page in each.pages)
    homes = find_homes(pages)
    # And what leads to them: old addresses, the root, searches, feeds, the site map.
    return Plan(
        addresses=addresses,
        han=han_tag(settings),
        frames=frames,
        outlines=pages,
        redirects=tuple(found for each in made for found in redirects(each.edition, each.texts, memory)),
        lost=tuple(lost_page(frame, homes) for frame in frames.values()),
        roots=root_pages(str(settings.base_url), [*frames.values()], pages),
        lists=lists,
        searches=searches(among, [each.found for each in made], memory),
        feeds=tuple(_feeds(made, memory)),
        pair_outlines=pairs,
        page_map=map_entries(pages),
        list_map=map_entries(map(outline, lists)),
        pair_map=map_entries(pairs),
    )


@dataclass(frozen=True, slots=True)
class _Made:
    """An edition with its texts and its pages."""

    edition: EditionPlan
    texts: Texts
    # In the order of the texts.
    articles: Sequence[Outline]
    others: Sequence[DocumentPage | ReferencesPage] = field(default=())

    @property
    def pages(self) -> Sequence[Outline]:
        return [*self.articles, *map(outline, self.others)]

    @property
    def found(self) -> Searchable:
        return Searchable(self.edition.frame, self.texts, self.others, [*self.edition.terms.values()])


def _written(
    edition: EditionPlan, texts: Texts, around: Around
) -> tuple[Sequence[Outline], Sequence[DocumentPage | ReferencesPage]]:
    """The pages of an edition in the order of their keys; its source documents, its references."""
    others: list[DocumentPage | ReferencesPage] = [
        around.memory.call(document_page, edition, document, around.editions)
        for document in edition.documents
    ]
    if edition.references_url:
        others.append(around.memory.call(references_page, edition, around.editions))
    return articles(edition, texts, around), others


def _halves(made: Sequence[_Made]) -> Mapping[str, Halves]:
    return {
        each.edition.tag: {page.key: (each.texts[page.key], page) for page in each.articles} for each in made
    }


def _lists(among: Editions, made: Sequence[_Made], memory: Memory) -> Iterator[ListPage]:
    """The list of all pages in each edition, unless an author has written a page at its address."""
    listed = [each for each in made if CONTENTS not in each.texts]
    editions = tuple(each.edition.edition for each in listed)
    for each in listed:
        found = memory.parts(listed_in, [(text,) for text in each.texts.values()], each.edition)
        texts = dict(zip(each.texts, found, strict=True))
        yield memory.call(list_page, each.edition, texts, tuple(each.others), among, editions)


def _feeds(made: Sequence[_Made], memory: Memory) -> Iterator[Feed]:
    """The feed of each edition that has dated pages."""
    for each in made:
        if each.edition.frame.feed_url:
            yield make_feed(each.edition, each.texts, memory)
