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
    alternates,
)
from sitegen.facts.coverage import coverage
from sitegen.facts.voice import Voice
from sitegen.model import Edition, Library, Page, Words
from sitegen.plan.index import indexes
from sitegen.plan.references import References
from sitegen.views import Alternate, Choice, EditionSite, Entry, NavigationSection


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
        self.library = library
        self.addresses = addresses
        self.edition = edition
        self.language = str(edition.language)
        self.all_pages = pages
        self.pages = {key: page for (key, language), page in pages.items() if language == self.language}
        self.voice = Voice(library, edition)
        self.entries = {
            key: Entry(
                key,
                self.write(page, page.front.label or page.front.title),
                addresses.url(key, edition),
            )
            for key, page in self.pages.items()
        }

    def write(self, page: Page, words: Words) -> str:
        """Return `words` of a page as the edition writes them there."""
        writing = self.voice.on_page(page.front.conversion)
        return writing.text(words) if writing else str(words)

    @cached_property
    def site(self) -> EditionSite:
        """What all pages of the edition share."""
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
            indexes=indexes(terms, voice.words),
            references=tuple(references.reference(id_) for id_ in self.library.glossary.references),
            documents=tuple(references.document(id_, each) for id_, each in self.library.documents.items()),
            contents_url=self.addresses.url(CONTENTS, self.edition),
            references_url=(
                self.addresses.url(REFERENCES, self.edition)
                if self.library.glossary.references and GLOSSARY in self.pages
                else ""
            ),
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

    def editions(self, key: str) -> list[Edition]:
        """Return the editions in which the page exists."""
        written = GLOSSARY if key == REFERENCES else key
        is_document = (
            key.startswith(f"{SOURCES}/") and key.removeprefix(f"{SOURCES}/") in self.library.documents
        )
        return [
            edition
            for edition in self.library.site.editions
            if is_document or (written, str(edition.language)) in self.all_pages
        ]

    def alternates(self, key: str) -> tuple[Alternate, ...]:
        """Return where search engines find the page."""
        return alternates(self.addresses, self.library.site, key, self.editions(key))

    def choices(self, key: str) -> tuple[Choice, ...]:
        """Return the editions between which readers of the page choose."""
        return tuple(
            Choice(edition, self.addresses.url(key, edition), edition == self.edition)
            for edition in self.editions(key)
        )

    def breadcrumbs(self, key: str) -> tuple[Entry, ...]:
        """Return the way down to the page."""
        steps = key.split("/")
        folders = ("/".join(steps[:count]) for count in range(1, len(steps)))
        parents = [HOME, *(key for folder in folders for key in (folder, f"{folder}/{HOME}"))]
        return tuple(self.entries[parent] for parent in parents if parent in self.entries and parent != key)

    def neighbours(self, key: str) -> tuple[Entry | None, Entry | None]:
        """Return what comes before the page and after it in reading order."""
        path = [entry for section in self.site.navigation for entry in section.entries]
        at = next((index for index, entry in enumerate(path) if entry.key == key), None)
        if at is None:
            return None, None
        return (path[at - 1] if at else None), (path[at + 1] if at + 1 < len(path) else None)
