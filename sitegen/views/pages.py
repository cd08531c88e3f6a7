"""Editions and their pages, each with all that its template will say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from markdown_it.token import Token

from sitegen.model import Edition, Words
from sitegen.views.documents import Citation, DocumentView
from sitegen.views.lists import (
    Alternate,
    Choice,
    ContentsEntry,
    DateView,
    Entry,
    ListedGroup,
    NavigationSection,
)
from sitegen.views.terms import IndexView, ReferenceView, TermGroupView, TermView


@dataclass(frozen=True, slots=True)
class EditionSite:
    """What all renditions of one edition share."""

    edition: Edition
    url: str
    title: str
    description: str
    contact: str
    words: Mapping[str, str]
    navigation: tuple[NavigationSection, ...] = ()
    groups: tuple[TermGroupView, ...] = ()
    # The indexes of the glossary, that by the edition’s own names first.
    indexes: tuple[IndexView, ...] = ()
    references: tuple[ReferenceView, ...] = ()
    documents: tuple[DocumentView, ...] = ()
    # Where the list of all pages is, and the feed; no feed where no page is dated.
    contents_url: str = ""
    feed_url: str = ""
    # Where the list of references is, if there are any and a glossary refers to them.
    references_url: str = ""
    # Where the page of the search is.
    search_url: str = ""


@dataclass(frozen=True, slots=True)
class Rendition:
    """One page in one edition, with its address."""

    site: EditionSite
    key: str
    template: Words
    url: str
    output_path: str
    canonical: str
    title: str
    summary: str
    label: str
    path: str
    is_draft: bool = False
    updated: DateView | None = None
    tokens: tuple[Token, ...] = ()
    contents: tuple[ContentsEntry, ...] = ()
    breadcrumbs: tuple[Entry, ...] = ()
    previous: Entry | None = None
    next: Entry | None = None
    alternates: tuple[Alternate, ...] = ()
    choices: tuple[Choice, ...] = ()
    # What the page's pop-ups explain.
    terms: tuple[TermView, ...] = ()
    document: DocumentView | None = None
    citations: tuple[Citation, ...] = ()
    # How long the page takes to read, or 0; pages that speak of the same things; the documents that it cites.
    minutes: int = 0
    related: tuple[Entry, ...] = ()
    sources: tuple[DocumentView, ...] = ()
    # The edition that this one was made from, and those that were made from it.
    original: Alternate | None = None
    translations: tuple[Alternate, ...] = ()
    # Open Graph's names of the edition and of the others; where to report a mistake on this page.
    locale: str = ""
    other_locales: tuple[str, ...] = ()
    report: str = ""
    # What the list of all pages lists.
    listing: tuple[ListedGroup, ...] = ()
    # Where the page stands beside its partner, or ""; the same by Chinese edition where it is in another
    # language; what stands there, if this is that page.
    bilingual_url: str = ""
    bilingual_urls: Mapping[str, str] = field(default_factory=dict)
    bilingual: BilingualView | None = None


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old address that leads to the page which now holds what stood there."""

    output_path: str
    target: Rendition


@dataclass(frozen=True, slots=True)
class BilingualBlock:
    """A block of a page and its partner; or the opening tokens, without an `id`, of what encloses others."""

    kind: str
    id: str = ""
    ours: tuple[Token, ...] = ()
    theirs: tuple[Token, ...] = ()
    children: tuple[BilingualBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class BilingualView:
    """Two renditions block by block; the headings of `theirs` by id; the terms that either links to."""

    ours: Rendition
    theirs: Rendition
    blocks: tuple[BilingualBlock, ...]
    headings: Mapping[str, str]
    terms: tuple[tuple[TermView, TermView], ...]
    # Whether the pages hold nothing but these blocks.
    is_whole: bool
