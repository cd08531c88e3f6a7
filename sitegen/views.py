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
    # How that edition offers itself, and how its readers decline, in its own words.
    offer: str = ""
    decline: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """A text outside the site in which English for a term was found."""

    id: str
    number: int
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class AlternativeView:
    """English for a term that is in use elsewhere."""

    words: str
    reference: ReferenceView | None


@dataclass(frozen=True, slots=True)
class TermView:
    """A term of the glossary, its words in the edition."""

    id: str
    url: str
    zh: str
    pinyin: str
    en: str
    explanation: str
    alternatives: tuple[AlternativeView, ...]
    paragraphs: tuple[Entry, ...]
    page: Entry | None
    related: tuple[Entry, ...]
    # Other words of the edition's language for it, references for its English, other editions' words by tag.
    also: tuple[str, ...] = ()
    basis: tuple[ReferenceView, ...] = ()
    outside: tuple[ReferenceView, ...] = ()
    forms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TermGroupView:
    """A group of the glossary."""

    id: str
    title: str
    terms: tuple[TermView, ...]


@dataclass(frozen=True, slots=True)
class IndexLetter:
    """The terms that begin with a letter, by their pinyin or by their English."""

    letter: str
    terms: tuple[TermView, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """A page that explains a paragraph: its label, the URL of the section that does first, and how often."""

    label: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Citation:
    """How to cite a page or a document: the parts of one reference, in order, as they stand.

    `is_italic` says that the style sets the title in italics, where the script has them.

    `accessed` says how the reader’s date is written between `tail` and `end`: "iso" or "long"; or "" where
    there is none.
    """

    style: str
    is_italic: bool
    lead: str
    title: str
    tail: str
    accessed: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A numbered paragraph of a source document, its gist in the edition and its phrases in Chinese."""

    id: str
    section: str
    gist: str
    phrases: tuple[str, ...]
    explained: tuple[Explained, ...] = ()
    # How deep the colour of its cell is: 0, where no page explains it, to 4.
    shade: int = 0


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
    citations: tuple[Citation, ...] = ()


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
    by_pinyin: tuple[IndexLetter, ...] = ()
    by_english: tuple[IndexLetter, ...] = ()
    references: tuple[ReferenceView, ...] = ()
    documents: tuple[DocumentView, ...] = ()
    # Where the list of all pages is, and the feed; no feed where no page is dated.
    contents_url: str = ""
    feed_url: str = ""
    # Where the page of the search is.
    search_url: str = ""


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page as the list of all pages shows it; `minutes` is 0 where it is looked up rather than read."""

    title: str
    url: str
    summary: str
    minutes: int
    contents: tuple[ContentsEntry, ...]


@dataclass(frozen=True, slots=True)
class ListedGroup:
    """A titled run of listed pages."""

    title: str
    pages: tuple[ListedPage, ...]


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
    # Where the page stands beside its partner, or ""; what stands there, if this is that page.
    bilingual_url: str = ""
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
