"""What templates are given: values of one edition, converted, addressed and ready to print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markdown_it.token import Token

from sitegen.model import Edition, Words


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as a list names it: its label and its URL."""

    key: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class NavigationSection:
    """A titled run of pages."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class DateView:
    """A date for machines (ISO 8601) and in the words of the edition."""

    iso: str
    words: str


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A heading of level 2 with those of level 3 below it."""

    id: str
    text: str
    children: tuple[ContentsEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Alternate:
    """A rendition of the same page for search engines: hreflang and absolute URL."""

    hreflang: str
    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """An edition that the reader can switch to, and where that leads."""

    edition: Edition
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class TermView:
    """A term of the glossary, its words in the edition."""

    id: str
    zh: str
    pinyin: str
    en: str
    explanation: str
    alternatives: tuple[str, ...]
    paragraphs: tuple[Entry, ...]
    page: Entry | None
    related: tuple[Entry, ...]
    established: bool


@dataclass(frozen=True, slots=True)
class TermGroupView:
    """A group of the glossary."""

    id: str
    title: str
    terms: tuple[TermView, ...]


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A numbered paragraph of a source document, its gist in the edition and its phrases in Chinese."""

    id: str
    section: str
    gist: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A source document in the words of the edition."""

    id: str
    url: str
    prefix: str
    title: str
    short_title: str
    issuer: str | None
    publisher: str
    date: DateView
    date_basis: str
    address: str | None
    state: tuple[str, ...]
    notes: tuple[str, ...]
    paragraphs: tuple[ParagraphView, ...]


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
    documents: tuple[DocumentView, ...] = ()


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
    document: DocumentView | None = None


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old address that leads to the page which now holds what stood there."""

    output_path: str
    target: Rendition
