"""The plan: every page in every edition, with all that its template will say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from markdown_it.token import Token

from sitegen.model import Edition, Library, Page, Place, Words
from sitegen.plan.addresses import CONTENTS, GLOSSARY, HOME, SEARCH, SOURCES, Addresses, alternates
from sitegen.plan.bilingual_pages import bilingual_pages
from sitegen.plan.citation import Work, in_order
from sitegen.plan.contents import contents_pages
from sitegen.plan.coverage import coverage
from sitegen.plan.guidance import guide
from sitegen.plan.illustrate import Illustrator
from sitegen.plan.index import by_english, by_pinyin
from sitegen.plan.links import Resolver
from sitegen.plan.references import References
from sitegen.plan.search import Search, searches
from sitegen.plan.staleness import insert_notices
from sitegen.plan.terms import link_terms, linked_terms, term_names
from sitegen.plan.voice import Voice
from sitegen.text.runs import write_tokens
from sitegen.text.tokens import plain_text
from sitegen.views import (
    Alternate,
    Choice,
    Citation,
    ContentsEntry,
    DocumentView,
    EditionSite,
    Entry,
    NavigationSection,
    Redirect,
    Rendition,
    TermView,
)


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is to be rendered: editions, renditions, old addresses, and what the chooser offers."""

    addresses: Addresses
    sites: tuple[EditionSite, ...]
    renditions: tuple[Rendition, ...]
    redirects: tuple[Redirect, ...]
    homes: tuple[Choice, ...]
    home_alternates: tuple[Alternate, ...]
    # The list of all pages in each edition: rendered where a template leads to it.
    lists: tuple[Rendition, ...] = ()
    # The search of each edition: made where a template leads to its page.
    searches: tuple[Search, ...] = ()
    # Pages with their partners beside them: rendered where a template leads to them.
    bilingual: tuple[Rendition, ...] = ()


def plan(library: Library, *, drafts: bool) -> Plan:
    """Return every page of `library` in every edition of its language, drafts only where asked for."""
    addresses = Addresses(str(library.site.base_url))
    shown = {name: page for name, page in library.pages.items() if drafts or not page.front.draft}
    composers = [_Composer(library, addresses, edition, shown) for edition in library.site.editions]
    composed = tuple(rendition for composer in composers for rendition in composer.renditions())
    renditions, bilingual = bilingual_pages(library.site, addresses, guide(library, shown, composed))
    redirects = tuple(
        Redirect(addresses.output_path(alias, rendition.site.edition), rendition)
        for rendition in renditions
        if (page := shown.get((rendition.key, str(rendition.site.edition.language))))
        for alias in page.front.aliases
    )
    homes = [rendition for rendition in renditions if rendition.key == HOME]
    return Plan(
        addresses=addresses,
        sites=tuple(composer.site for composer in composers),
        renditions=renditions,
        redirects=redirects,
        homes=tuple(Choice(home.site.edition, home.url, is_current=False) for home in homes),
        home_alternates=homes[0].alternates if homes else (),
        lists=contents_pages(library, addresses, renditions),
        searches=searches(addresses, [each.site for each in composers], renditions, library.site),
        bilingual=bilingual,
    )


class _Composer:
    """Composes the renditions of one edition."""

    def __init__(
        self,
        library: Library,
        addresses: Addresses,
        edition: Edition,
        pages: Mapping[tuple[str, str], Page],
    ) -> None:
        self.library = library
        self.addresses = addresses
        self.edition = edition
        self.language = str(edition.language)
        self.all_pages = pages
        self.pages = {key: page for (key, language), page in pages.items() if language == self.language}
        self.voice = Voice(library, edition)
        self.term_names = term_names(library, self.language)
        self.entries = {
            key: Entry(
                key,
                self._write(page, page.front.label or page.front.title),
                addresses.url(key, edition),
            )
            for key, page in self.pages.items()
        }
        self.illustrator = Illustrator(library, addresses, self.voice, self.pages, self.entries)

    def _write(self, page: Page, words: Words) -> str:
        writing = self.voice.on_page(page.front.conversion)
        return writing.text(words) if writing else str(words)

    @cached_property
    def site(self) -> EditionSite:
        site, voice = self.library.site, self.voice
        covered = coverage(self.library, self.pages.values())
        references = References(self.library, self.addresses, self.edition, voice, self.entries, covered)
        groups = references.groups()
        terms = [term for group in groups for term in group.terms]
        return EditionSite(
            edition=self.edition,
            url=self._home(),
            title=voice.choose(site.title),
            description=voice.choose(site.description),
            contact=str(site.contact),
            words=voice.words,
            navigation=self._navigation(),
            groups=groups,
            by_pinyin=by_pinyin(terms),
            by_english=by_english(terms),
            references=tuple(references.reference(id_) for id_ in self.library.glossary.references),
            documents=tuple(references.document(id_, each) for id_, each in self.library.documents.items()),
            contents_url=self.addresses.url(CONTENTS, self.edition),
            search_url=self.addresses.url(SEARCH, self.edition),
            feed_url=self.addresses.feed(self.edition) if self._is_dated() else "",
        )

    def _is_dated(self) -> bool:
        return any(page.front.updated for page in self.pages.values())

    def _home(self) -> str:
        """The edition's home, or where it has none its first page, or the chooser."""
        keys = [
            HOME,
            *(str(key) for group in self.library.site.navigation for key in group.pages),
            *self.pages,
        ]
        found = next((key for key in keys if key in self.pages), None)
        return self.addresses.url(found, self.edition) if found else self.addresses.base_path

    def _navigation(self) -> tuple[NavigationSection, ...]:
        sections = [
            NavigationSection(
                self.voice.choose(group.title),
                tuple(self.entries[key] for key in group.pages if key in self.entries),
            )
            for group in self.library.site.navigation
        ]
        return tuple(section for section in sections if section.entries)

    def renditions(self) -> list[Rendition]:
        """Return the edition's pages and source documents, in the order of their keys."""
        return [self._rendition(page) for _, page in sorted(self.pages.items())] + [
            self._document_rendition(document) for document in self.site.documents
        ]

    def _rendition(self, page: Page) -> Rendition:
        front = page.front
        writing = self.voice.on_page(front.conversion)
        has_glossary = GLOSSARY in self.pages and page.key != GLOSSARY
        linked = link_terms(page.tokens, self.term_names) if has_glossary else page.tokens
        tokens = tuple(write_tokens(linked, writing)) if writing else linked
        editions = {str(edition.language): edition for edition in reversed(self.library.site.editions)}
        resolver = Resolver(self.addresses, page, self.edition, editions, self.library.paragraphs)
        previous, following = self._neighbours(page.key)
        return Rendition(
            site=self.site,
            key=page.key,
            template=_template(page),
            url=self.addresses.url(page.key, self.edition),
            output_path=self.addresses.output_path(page.key, self.edition),
            canonical=self.addresses.absolute(self.addresses.url(page.key, self.edition)),
            title=self._write(page, front.title),
            summary=self._write(page, front.summary),
            label=self.entries[page.key].label,
            path=page.path,
            is_draft=front.draft,
            updated=self.voice.date(front.updated) if front.updated else None,
            tokens=insert_notices(
                self.illustrator.illustrate(page, resolver.resolve(tokens)), self.library, resolver
            ),
            contents=_contents(tokens),
            breadcrumbs=self._breadcrumbs(page.key),
            previous=previous,
            next=following,
            alternates=self._alternates(page.key),
            choices=self._choices(page.key),
            terms=self._explained(page, linked),
            citations=self._citations(page),
        )

    def _citations(self, page: Page) -> tuple[Citation, ...]:
        """How to cite the page: the site stands for its authors."""
        address = self.addresses.absolute(self.addresses.url(page.key, self.edition))
        work = Work(self.site.title, self._write(page, page.front.title), page.front.updated, address)
        return in_order(self.language, gbt_work=work, apa_work=work)

    def _explained(self, page: Page, tokens: Iterable[Token]) -> tuple[TermView, ...]:
        """The terms that the page links to; the glossary itself needs no pop-ups."""
        views = {term.id: term for group in self.site.groups for term in group.terms}
        ids = linked_terms(tokens) if page.key != GLOSSARY else ()
        return tuple(views[id_] for id_ in ids if id_ in views)

    def _document_rendition(self, document: DocumentView) -> Rendition:
        key = f"{SOURCES}/{document.id}"
        return Rendition(
            site=self.site,
            key=key,
            template=Words("source.html", Place(f"content/sources/{document.id}.yaml")),
            url=document.url,
            output_path=self.addresses.output_path(key, self.edition),
            canonical=self.addresses.absolute(document.url),
            title=document.title,
            summary=self.voice.words.get("source_summary", "").format(document=document.short_title),
            label=document.short_title,
            path=f"content/sources/{document.id}.yaml",
            breadcrumbs=self._breadcrumbs(key),
            alternates=self._alternates(key),
            choices=self._choices(key),
            document=document,
            citations=document.citations,
        )

    def _editions(self, key: str) -> list[Edition]:
        """The editions in which the page exists."""
        is_document = (
            key.startswith(f"{SOURCES}/") and key.removeprefix(f"{SOURCES}/") in self.library.documents
        )
        return [
            edition
            for edition in self.library.site.editions
            if is_document or (key, str(edition.language)) in self.all_pages
        ]

    def _alternates(self, key: str) -> tuple[Alternate, ...]:
        return alternates(self.addresses, self.library.site, key, self._editions(key))

    def _choices(self, key: str) -> tuple[Choice, ...]:
        return tuple(
            Choice(edition, self.addresses.url(key, edition), edition == self.edition)
            for edition in self._editions(key)
        )

    def _breadcrumbs(self, key: str) -> tuple[Entry, ...]:
        steps = key.split("/")
        folders = ("/".join(steps[:count]) for count in range(1, len(steps)))
        parents = [HOME, *(key for folder in folders for key in (folder, f"{folder}/{HOME}"))]
        return tuple(self.entries[parent] for parent in parents if parent in self.entries and parent != key)

    def _neighbours(self, key: str) -> tuple[Entry | None, Entry | None]:
        path = [entry for section in self.site.navigation for entry in section.entries]
        at = next((index for index, entry in enumerate(path) if entry.key == key), None)
        if at is None:
            return None, None
        return (path[at - 1] if at else None), (path[at + 1] if at + 1 < len(path) else None)


def _template(page: Page) -> Words:
    """The template that the page asks for, or the one for its place, with where it is asked for."""
    asked = page.front.template
    if asked is not None:
        return Words(f"{asked}.html", asked.place)
    return Words("home.html" if page.key == HOME else "page.html", page.place)


def _contents(tokens: tuple[Token, ...]) -> tuple[ContentsEntry, ...]:
    """The headings of level 2 and, below each, those of level 3."""
    entries: list[ContentsEntry] = []
    for heading, inline in pairwise(tokens):
        if heading.type != "heading_open" or heading.tag not in ("h2", "h3") or "id" not in heading.attrs:
            continue
        entry = ContentsEntry(str(heading.attrs["id"]), plain_text(inline.children or ()).strip())
        if heading.tag == "h3" and entries:
            last = entries.pop()
            entry = ContentsEntry(last.id, last.text, (*last.children, entry))
        entries.append(entry)
    return tuple(entries)
