"""One edition: what all its pages share, and how each stands among the others."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from sitegen.facts.addresses import (
    CONTENTS,
    GLOSSARY,
    HOME,
    REFERENCES,
    SEARCH,
    SOURCES,
    Addresses,
)
from sitegen.facts.coverage import coverage
from sitegen.facts.documents import rendered_in
from sitegen.facts.staleness import find_stale, original_of
from sitegen.facts.terms import term_names
from sitegen.facts.voice import Voice
from sitegen.model import Edition, Library, Page, Words
from sitegen.plan.editions.index import indexes
from sitegen.plan.editions.references import References
from sitegen.plan.pages.notices import Changes
from sitegen.plan.pictures.illustrate import Illustrator
from sitegen.views import (
    DocumentView,
    Entry,
    Frame,
    IndexView,
    NavigationSection,
    ReferenceView,
    TermGroupView,
    TermView,
)


class EditionPlan:
    """What is known of an edition before its pages are: its words, their names, the ways between them.

    `pages` are the authored pages that are shown, in all languages.
    """

    def __init__(
        self,
        library: Library,
        addresses: Addresses,
        edition: Edition,
        pages: Mapping[tuple[str, str], Page],
    ) -> None:
        self.settings = library.site
        self.records = library.records
        self.paragraphs = library.paragraphs
        self.addresses = addresses
        self.edition = edition
        self.tag = str(edition.tag)
        self.language = str(edition.language)
        self.all_pages = pages
        self.pages = {key: page for (key, language), page in pages.items() if language == self.language}
        self.voice = Voice(library, edition)
        self.names = term_names(library, self.language)
        self.entries = {
            key: Entry(
                key,
                self.write(page, page.front.label or page.front.title),
                addresses.url(key, edition),
            )
            for key, page in self.pages.items()
        }
        self.illustrator = Illustrator(
            library.pictures,
            library.terms,
            library.paragraphs,
            self.names,
            addresses,
            self.voice,
            self.pages,
            self.entries,
            self.settings.languages,
        )
        self._library = library

    def write(self, page: Page, words: Words) -> str:
        """Return `words` of a page as the edition writes them there."""
        writing = self.voice.on_page(page.front.conversion)
        return writing.text(words) if writing else str(words)

    @cached_property
    def frame(self) -> Frame:
        """What all pages of the edition print around their own."""
        site, voice, addresses, edition = self.settings, self.voice, self.addresses, self.edition
        return Frame(
            edition=edition,
            url=self._home(),
            title=voice.choose(site.title),
            description=voice.choose(site.description),
            contact=str(site.contact),
            words=voice.words,
            beside=voice.beside,
            navigation=self._navigation(),
            contents_url=addresses.url(CONTENTS, edition),
            search_url=addresses.url(SEARCH, edition),
            feed_url=addresses.feed(edition) if self._is_dated() else "",
        )

    @cached_property
    def _references(self) -> References:
        covered = coverage(self._library, self.pages.values())
        return References(
            self._library.glossary,
            self._library.terms,
            self.paragraphs,
            self.settings,
            rendered_in(self._library),
            self.pages,
            self.addresses,
            self.edition,
            self.voice,
            self.entries,
            covered,
        )

    @cached_property
    def groups(self) -> tuple[TermGroupView, ...]:
        """The term base in its groups."""
        return self._references.groups()

    @cached_property
    def terms(self) -> Mapping[str, TermView]:
        """The terms by id, in the order of the glossary."""
        return {term.id: term for group in self.groups for term in group.terms}

    @cached_property
    def indexes(self) -> tuple[IndexView, ...]:
        """The terms by their names and readings in each language, the edition’s first."""
        return indexes(tuple(self.terms.values()), self.voice.words)

    @cached_property
    def references(self) -> tuple[ReferenceView, ...]:
        """What the term base refers to."""
        return tuple(map(self._references.reference, self._library.glossary.references))

    @cached_property
    def documents(self) -> tuple[DocumentView, ...]:
        """The source documents."""
        return tuple(self._references.document(id_, each) for id_, each in self._library.documents.items())

    @property
    def references_url(self) -> str:
        """Where the list of references is, if there are any and a glossary refers to them."""
        has_list = self._library.glossary.references and GLOSSARY in self.pages
        return self.addresses.url(REFERENCES, self.edition) if has_list else ""

    def changes(self, page: Page) -> Changes | None:
        """Return what has changed in the original of `page` since it was translated, if anything has."""
        original = original_of(self._library, page)
        ids = frozenset(section.id for section in find_stale(self._library, page))
        return Changes(ids, original.language) if original and ids else None

    def _is_dated(self) -> bool:
        return any(page.front.updated for page in self.pages.values())

    def _home(self) -> str:
        """The edition's home, or where it has none its first page, or the chooser."""
        keys = [HOME, *(str(key) for group in self.settings.navigation for key in group.pages), *self.pages]
        found = next((key for key in keys if key in self.pages), None)
        return self.addresses.url(found, self.edition) if found else self.addresses.base_path

    def _navigation(self) -> tuple[NavigationSection, ...]:
        sections = [
            NavigationSection(
                self.voice.choose(group.title),
                tuple(self.entries[key] for key in group.pages if key in self.entries),
            )
            for group in self.settings.navigation
        ]
        return tuple(section for section in sections if section.entries)

    def editions(self, key: str) -> list[Edition]:
        """Return the editions in which the page exists."""
        written = GLOSSARY if key == REFERENCES else key
        id_ = key.removeprefix(f"{SOURCES}/")
        is_document = id_ != key and id_ in self._library.documents
        return [
            edition
            for edition in self.settings.editions
            if is_document or (written, str(edition.language)) in self.all_pages
        ]

    def breadcrumbs(self, key: str) -> tuple[Entry, ...]:
        """Return the way down to the page."""
        steps = key.split("/")
        folders = ("/".join(steps[:count]) for count in range(1, len(steps)))
        parents = [HOME, *(key for folder in folders for key in (folder, f"{folder}/{HOME}"))]
        return tuple(self.entries[parent] for parent in parents if parent in self.entries and parent != key)

    def neighbours(self, key: str) -> tuple[Entry | None, Entry | None]:
        """Return what comes before the page and after it in reading order."""
        path = [entry for section in self.frame.navigation for entry in section.entries]
        at = next((index for index, entry in enumerate(path) if entry.key == key), None)
        if at is None:
            return None, None
        return (path[at - 1] if at else None), (path[at + 1] if at + 1 < len(path) else None)
