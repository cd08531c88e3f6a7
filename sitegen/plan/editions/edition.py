"""One edition: what all its pages share, and how each stands among the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from sitegen.facts.addresses import (
    CHANGES,
    CONTENTS,
    HOME,
    MANIFEST,
    REFERENCES,
    SEARCH,
    SOURCES,
    WORKER,
    Addresses,
)
from sitegen.facts.voices.voice import Voice
from sitegen.model import Edition, Site
from sitegen.plan.editions.statements import licences, promises, statements
from sitegen.plan.pictures.illustrate import Illustrator
from sitegen.text.languages import language_of
from sitegen.text.words import Names
from sitegen.values import Derives, dataclass
from sitegen.views import (
    ChangedDay,
    DocumentName,
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
class EditionPlan(Derives):
    """What is known of an edition before its pages are: its words, their names, the ways between them."""

    # All editions of the site, in its order.
    among: tuple[Edition, ...]
    addresses: Addresses
    voice: Voice
    # What all its pages print around their own; the keys of what its menus name, in reading order.
    frame: Frame
    path: tuple[str, ...]
    # The languages in which pages are shown, by the keys of the pages.
    written: Mapping[str, tuple[str, ...]]
    # The languages of their originals, by key and language, of the pages that are translations.
    originals: Mapping[tuple[str, str], str]
    # What lists call the edition's own pages, by key.
    entries: Mapping[str, Entry]
    # By which running text mentions terms.
    names: Names
    illustrator: Illustrator
    # The id of the document in which each numbered paragraph stands, by that of the paragraph.
    document_of: Mapping[str, str]
    documents: tuple[DocumentView, ...]
    # The term base in its groups; the terms by letter; which of their characters are read alike; what the
    # term base refers to.
    groups: tuple[TermGroupView, ...]
    index: IndexView | None
    read_alike: str
    references: tuple[ReferenceView, ...]
    # What changed, the latest day first.
    changes: tuple[ChangedDay, ...]
    # Where each text outside the site stands on the web, and its language or "", by its id.
    on_the_web: Mapping[str, tuple[str, str]]

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

    @cached_property
    def without_menus(self) -> EditionPlan:
        """The same without its menus: pages are made without these, and need not be made anew for them."""
        return replace(self, frame=replace(self.frame, navigation=()))

    @cached_property
    def terms(self) -> Mapping[str, TermView]:
        """The terms by id, in the order of the glossary."""
        return {term.id: term for group in self.groups for term in group.terms}

    @cached_property
    def document_names(self) -> tuple[DocumentName, ...]:
        """What the source documents are called, and where they stand."""
        return tuple(DocumentName(each.prefix, each.short_title, each.url) for each in self.documents)

    @cached_property
    def document_ids(self) -> frozenset[str]:
        """The ids of the source documents."""
        return frozenset(each.id for each in self.documents)

    @cached_property
    def reading(self) -> Mapping[str, Entry]:
        """What the navigation names, in reading order."""
        return {key: self.entries[key] for key in self.path}

    @property
    def references_url(self) -> str:
        """Where the list of references is, if there are any."""
        has_list = self.references and self.entries
        return self.addresses.url(REFERENCES, self.edition) if has_list else ""

    def editions(self, key: str) -> tuple[Edition, ...]:
        """Return the editions in which the page exists."""
        if key == REFERENCES or (key == CHANGES and key not in self.written):
            shown = {language for languages in self.written.values() for language in languages}
            return tuple(edition for edition in self.among if str(edition.language) in shown)
        id_ = key.removeprefix(f"{SOURCES}/")
        is_document = id_ != key and id_ in self.document_ids
        languages = self.written.get(key, ())
        return tuple(edition for edition in self.among if is_document or str(edition.language) in languages)

    def breadcrumbs(self, key: str) -> tuple[Entry, ...]:
        """Return the way down to the page."""
        steps = key.split("/")
        folders = ("/".join(steps[:count]) for count in range(1, len(steps)))
        parents = [HOME, *(key for folder in folders for key in (folder, f"{folder}/{HOME}"))]
        return tuple(self.entries[parent] for parent in parents if parent in self.entries and parent != key)

    def neighbours(self, key: str) -> tuple[Entry | None, Entry | None]:
        """Return what comes before the page and after it in reading order."""
        path, at = self._at
        number = at.get(key)
        if number is None:
            return None, None
        return (path[number - 1] if number else None), (path[number + 1] if number + 1 < len(path) else None)

    @cached_property
    def _at(self) -> tuple[Sequence[Entry], Mapping[str, int]]:
        """What the navigation names, and where each page comes in it first."""
        path = [self.entries[key] for key in self.path]
        return path, {entry.key: number for number, entry in reversed([*enumerate(path)])}


def make_frame(
    site: Site,
    voice: Voice,
    addresses: Addresses,
    entries: Mapping[str, Entry],
    home: str,
    feed: str,
    changes: str,
) -> Frame:
    """Return what all pages of the edition of `voice` print around their own.

    `entries` are its pages by key; `home` is where it begins, `feed` and `changes` where its feed and what
    changed are, or "".
    """
    edition = voice.edition
    languages = dict.fromkeys((*voice.about.languages, *voice.about.written_in))
    readings = [each for each in (language_of(language).reading for language in languages) if each]
    sections = [
        NavigationSection(
            voice.choose(group.title), tuple(entries[key] for key in group.pages if key in entries)
        )
        for group in site.navigation
    ]
    return Frame(
        edition=edition,
        url=home,
        title=voice.choose(site.title),
        description=voice.choose(site.description),
        contact=str(site.contact),
        words=voice.words,
        beside=voice.beside,
        navigation=tuple(section for section in sections if section.entries),
        contents_url=addresses.url(CONTENTS, edition),
        search_url=addresses.url(SEARCH, edition),
        feed_url=feed,
        changes_url=changes,
        mark=str(site.theme.mark or ""),
        band=str(site.theme.band or ""),
        publisher=voice.choose(site.publisher),
        statements=statements(site, voice),
        promises=promises(site, voice),
        licences=licences(site, voice),
        worker_url=addresses.beside_home(WORKER, edition) if site.offline else "",
        manifest_url=addresses.beside_home(MANIFEST, edition) if site.offline else "",
        book_url=addresses.book(edition) if site.books and entries else "",
        has_readings=bool(readings),
        has_readings_above=bool(voice.beside) and any(each.is_above for each in readings),
        has_pairs=bool(voice.beside),
    )
