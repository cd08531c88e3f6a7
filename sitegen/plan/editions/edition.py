"""One edition: what all its pages share, and how each stands among the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sitegen.facts.addresses import CONTENTS, GLOSSARY, HOME, REFERENCES, SEARCH, SOURCES, Addresses
from sitegen.facts.pairs.staleness import Pages, Records, find_stale, original_of
from sitegen.facts.voices.voice import Voice
from sitegen.memory import Memory
from sitegen.model import Edition, Page, Site, SourceParagraph
from sitegen.plan.editions.index import indexes
from sitegen.plan.editions.references import References
from sitegen.plan.pictures.illustrate import Illustrator
from sitegen.text.words import Names
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


@dataclass(frozen=True)
class EditionPlan:
    """What is known of an edition before its pages are: its words, their names, the ways between them."""

    settings: Site
    addresses: Addresses
    voice: Voice
    # The authored pages that are shown, in all languages.
    all_pages: Pages
    # What was recorded of those that are translations.
    records: Records
    # What lists call the edition's own pages, by key.
    entries: Mapping[str, Entry]
    # By which running text mentions terms.
    names: Names
    illustrator: Illustrator
    # What pages refer to.
    referred: References

    @property
    def edition(self) -> Edition:
        """The edition itself."""
        return self.voice.edition

    @property
    def tag(self) -> str:
        """Its BCP 47 tag."""
        return str(self.edition.tag)

    @property
    def language(self) -> str:
        """The language in which authors write for it."""
        return self.voice.language

    @property
    def pages(self) -> Mapping[str, Page]:
        """The authored pages of its language, by key."""
        return self.referred.pages

    @property
    def paragraphs(self) -> Mapping[str, tuple[str, SourceParagraph]]:
        """The numbered paragraphs of the sources by id, each with the id of its document."""
        return self.referred.paragraphs

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
    def groups(self) -> tuple[TermGroupView, ...]:
        """The term base in its groups."""
        return self.referred.groups()

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
        return tuple(map(self.referred.reference, self.referred.glossary.references))

    @cached_property
    def documents(self) -> tuple[DocumentView, ...]:
        """The source documents."""
        return tuple(self.referred.document(id_, each) for id_, each in self.referred.documents.items())

    @property
    def references_url(self) -> str:
        """Where the list of references is, if there are any and a glossary refers to them."""
        has_list = self.referred.glossary.references and GLOSSARY in self.pages
        return self.addresses.url(REFERENCES, self.edition) if has_list else ""

    def changes(self, page: Page, memory: Memory) -> tuple[str, frozenset[str]]:
        """Return the language of the original of `page` or "", and the sections that changed there since."""
        record = self.records.get((page.key, page.language))
        original = original_of(page, self.all_pages, self.records)
        if record is None or original is None:
            return "", frozenset()
        stale = memory.call(find_stale, page, original, record)
        return original.language, frozenset(section.id for section in stale)

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
        is_document = id_ != key and id_ in self.referred.documents
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
