"""The plan: every page in every edition, with all that its template will say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property

from sitegen.facts.addresses import CHANGES, CONTENTS, UNKEPT, Addresses
from sitegen.facts.heads import shown_of
from sitegen.facts.voices.usages import han_tag
from sitegen.memory import Forgetful, Memory
from sitegen.model import Library
from sitegen.plan.books import Book, book_links, couples_of, plan_books
from sitegen.plan.editions.edition import EditionPlan
from sitegen.plan.editions.making import make_editions
from sitegen.plan.outline import Outline, outline
from sitegen.plan.pages.address import Editions, make_offers
from sitegen.plan.pages.articles import Around, articles
from sitegen.plan.pages.guidance import find_subjects
from sitegen.plan.pages.html import Files, Material
from sitegen.plan.pages.texts import Texts, write_texts
from sitegen.plan.pages.unwritten import (
    Unwritten,
    changes_page,
    document_page,
    list_page,
    listed_in,
    lost_page,
    references_page,
    untranslated_page,
)
from sitegen.plan.pairs.couples import Couple, find_couples, find_links
from sitegen.plan.pairs.pair_pages import Halves, pair_pages
from sitegen.plan.root import find_homes, redirects, root_pages
from sitegen.plan.search import Search, Searchable, searches
from sitegen.plan.sharing.feeds import Feed, MapEntry, make_feed, map_entries
from sitegen.values import Derives, dataclass
from sitegen.views import (
    AnyPage,
    ChooserPage,
    Elsewhere,
    Frame,
    ListPage,
    LostPage,
    RedirectPage,
    UntranslatedPage,
)
from sitegen.views.books import BookLink


@dataclass(frozen=True, slots=True)
class _Made:
    """An edition with its texts and its pages."""

    edition: EditionPlan
    texts: Texts
    # In the order of the texts.
    articles: Sequence[Outline]
    others: Sequence[Unwritten] = field(default=())

    @property
    def pages(self) -> Sequence[Outline]:
        return [*self.articles, *map(outline, self.others)]

    @property
    def found(self) -> Searchable:
        return Searchable(self.edition.frame, self.texts, self.others, [*self.edition.terms.values()])


@dataclass(frozen=True)
class Plan(Derives):
    """All that is to be printed, each thing once: authors’ pages, and the rest when it is asked for."""

    addresses: Addresses
    # As what ideographs are marked in texts whose language has none.
    han: str
    # What pages print around their own, by the edition's tag.
    frames: Mapping[str, Frame]
    # Authors' pages, source documents, references: edition by edition.
    outlines: tuple[Outline, ...]
    # Whether books are printed too; whether it is read offline, false to end that, None where it never was.
    has_books: bool
    offline: bool | None
    # Whether a page that a language lacks has a page there that says so.
    has_notices: bool
    _made: tuple[_Made, ...]
    _couples: tuple[Couple, ...]
    _around: Around

    @property
    def pages(self) -> tuple[AnyPage, ...]:
        """Authors' pages, source documents, references."""
        return tuple(each.page for each in self.outlines)

    @property
    def pairs(self) -> tuple[AnyPage, ...]:
        """Pages with their partners beside them."""
        return tuple(each.page for each in self.pair_outlines)

    @property
    def has_pairs(self) -> bool:
        """Whether a page has a partner."""
        return any(self._around.pairs.keys)

    @cached_property
    def redirects(self) -> tuple[RedirectPage, ...]:
        """Old addresses."""
        memory = self._around.memory
        return tuple(found for each in self._made for found in redirects(each.edition, each.texts, memory))

    @cached_property
    def lost(self) -> tuple[LostPage, ...]:
        """What readers get for addresses that lead nowhere, or nowhere without a network."""
        homes = find_homes(self.outlines)
        names = ("404.html", *((UNKEPT,) if self.offline else ()))
        return tuple(lost_page(frame, homes, name) for name in names for frame in self.frames.values())

    @cached_property
    def untranslated(self) -> tuple[UntranslatedPage, ...]:
        """What stands in place of pages that other languages have, where the site asks for it."""
        return tuple(_untranslated(self._made, self.redirects)) if self.has_notices else ()

    @cached_property
    def roots(self) -> tuple[ChooserPage, ...]:
        """What belongs to no edition."""
        return root_pages(str(self.addresses.base_url), [*self.frames.values()], self.outlines)

    # The rest is printed where a template leads there.

    @cached_property
    def lists(self) -> tuple[ListPage, ...]:
        """Lists of all pages."""
        linked = any(frame.book_url for frame in self.frames.values())
        couples = couples_of(self.pair_outlines) if linked else ()
        books = {
            tag: book_links(frame, couples, self.frames, self.addresses) if frame.book_url else ()
            for tag, frame in self.frames.items()
        }
        return tuple(_lists(self._around.editions, self._made, books, self._around.memory))

    @cached_property
    def searches(self) -> tuple[Search, ...]:
        """The search of each edition."""
        return searches(self._around.editions, [each.found for each in self._made], self._around.memory)

    @cached_property
    def feeds(self) -> tuple[Feed, ...]:
        """The feed of each edition that has dated pages."""
        return tuple(_feeds(self._made, self._around.memory))

    @cached_property
    def pair_outlines(self) -> tuple[Outline, ...]:
        """Pages with their partners beside them."""
        editions, halves = {each.edition.tag: each.edition for each in self._made}, _halves(self._made)
        return tuple(
            page for each in self._couples for page in pair_pages(each, editions, halves, self._around)
        )

    @cached_property
    def books(self) -> tuple[Book, ...]:
        """Each edition, and each two side by side, as a book."""
        return (
            plan_books(self.frames, self.outlines, self.pair_outlines, self.addresses)
            if self.has_books
            else ()
        )

    # What the site map says of pages, of `lists` and of pages with their partners.

    @property
    def page_map(self) -> tuple[MapEntry, ...]:
        return map_entries(self.outlines)

    @property
    def list_map(self) -> tuple[MapEntry, ...]:
        return map_entries(map(outline, self.lists))

    @property
    def pair_map(self) -> tuple[MapEntry, ...]:
        return map_entries(self.pair_outlines)


def plan(
    library: Library,
    files: Files | None = None,
    memory: Memory | None = None,
    *,
    drafts: bool,
    books: bool = False,
) -> Plan:
    """Return every page of `library` in every edition of its language, drafts only where asked for.

    `books` asks for books where the site does not. `files` are the files that pages name as they are
    published, by path below a root; what is not among them is left out.
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
    # The pages of each edition; what lists them, puts them side by side and leads to them is found in them.
    made = tuple(_Made(each, texts[each.tag], *_written(each, texts[each.tag], around)) for each in editions)
    outlines = tuple(page for each in made for page in each.pages)
    has_books = books or settings.books
    return Plan(
        addresses,
        around.material.han,
        frames,
        outlines,
        has_books,
        settings.offline,
        settings.untranslated == "notice",
        made,
        couples,
        around,
    )


def _written(
    edition: EditionPlan, texts: Texts, around: Around
) -> tuple[Sequence[Outline], Sequence[Unwritten]]:
    """The pages of an edition in the order of their keys; its documents, references and changes."""
    others: list[Unwritten] = [
        around.memory.call(document_page, edition, document, around.editions)
        for document in edition.documents
    ]
    if edition.references_url:
        others.append(around.memory.call(references_page, edition, around.editions))
    if edition.frame.changes_url and CHANGES not in texts:
        others.append(around.memory.call(changes_page, edition, around.editions))
    return articles(edition, texts, around), others


def _halves(made: Sequence[_Made]) -> Mapping[str, Halves]:
    return {
        each.edition.tag: {page.key: (each.texts[page.key], page) for page in each.articles} for each in made
    }


def _lists(
    among: Editions, made: Sequence[_Made], books: Mapping[str, tuple[BookLink, ...]], memory: Memory
) -> Iterator[ListPage]:
    """The list of all pages in each edition, unless an author has written a page at its address."""
    listed = [each for each in made if CONTENTS not in each.texts]
    editions = tuple(each.edition.edition for each in listed)
    for each in listed:
        items = [(text,) for text in each.texts.values()]
        found = memory.parts(listed_in, items, each.edition.without_menus)
        texts = dict(zip(each.texts, found, strict=True))
        own = books[each.edition.tag]
        yield memory.call(list_page, each.edition, texts, tuple(each.others), among, editions, own)


def _untranslated(made: Sequence[_Made], moved: Iterable[RedirectPage]) -> Iterator[UntranslatedPage]:
    """Yield for each edition the pages that it lacks; an old address leads where it always did."""
    taken = {each.output_path for each in moved}
    keys = sorted({key for each in made for key in each.texts} - {CONTENTS})
    for each in made:
        edition, addresses = each.edition.edition, each.edition.addresses
        for key in keys:
            if key not in each.texts and addresses.output_path(key, edition) not in taken:
                there = tuple(
                    Elsewhere(other.edition.edition, text.title, addresses.url(key, other.edition.edition))
                    for other in made
                    if (text := other.texts.get(key)) is not None
                )
                yield untranslated_page(key, edition, each.edition.frame, addresses, there)


def _feeds(made: Sequence[_Made], memory: Memory) -> Iterator[Feed]:
    for each in made:
        if each.edition.frame.feed_url:
            yield make_feed(each.edition, each.texts, memory)
