"""The values that flow through a build: each is made once, frozen and complete."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property

from markdown_it.token import Token

# What stands for "this file as a whole": editors jump to its first character.
FIRST = 1


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A character of an authored file: path below the site's root, line and column counted from 1."""

    path: str
    line: int = FIRST
    column: int = FIRST

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Severity(IntEnum):
    """What a diagnostic stops: ERROR the build, GATE only `check`, the others nothing."""

    ERROR = 1
    GATE = 2
    WARNING = 3
    NOTE = 4


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One thing an author should mend: where it is, which rule, and what to do."""

    place: Place
    rule: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR


class Words(str):
    """Words of an author that remember the place where they stand."""

    place: Place
    __slots__ = ("place",)

    def __new__(cls, text: str, place: Place) -> Words:
        words = super().__new__(cls, text)
        words.place = place
        return words


@dataclass(frozen=True, slots=True)
class Edition:
    """What readers get: a BCP 47 tag, a URL prefix, and the language and profile it is made with."""

    tag: Words
    prefix: Words
    label: Words
    language: Words
    profile: Words | None = None
    quotation_marks: Words | None = None

    @property
    def names(self) -> frozenset[str]:
        """What authors may call the edition in the conversion of single words: its tag, or its region."""
        tag = self.tag.lower()
        return frozenset({tag, tag.rpartition("-")[2]})


@dataclass(frozen=True, slots=True)
class NavigationGroup:
    """A titled run of pages, in reading order."""

    title: Mapping[str, Words]
    pages: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """`content/site.yaml`: the only configuration."""

    title: Mapping[str, Words]
    description: Mapping[str, Words]
    base_url: Words
    contact: Words
    editions: tuple[Edition, ...]
    navigation: tuple[NavigationGroup, ...] = ()
    x_default: tuple[Words, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that authors write, in the order of the editions."""
        return tuple(dict.fromkeys(str(edition.language) for edition in self.editions))

    @property
    def written(self) -> tuple[str, ...]:
        """The languages in which the site has a title or a description."""
        return tuple(dict.fromkeys([*self.title, *self.description]))


@dataclass(frozen=True, slots=True)
class PageConversion:
    """A page's own rules of conversion: words that stay, and words for all editions or for those named."""

    keep: tuple[Words, ...] = ()
    words: Mapping[str, Words] = field(default_factory=dict)
    editions: Mapping[str, Mapping[str, Words]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The YAML head of a page."""

    title: Words
    summary: Words
    label: Words | None = None
    template: Words | None = None
    draft: bool = False
    updated: datetime.date | None = None
    aliases: tuple[Words, ...] = ()
    conversion: PageConversion = field(default_factory=PageConversion)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page's body; `id` is empty where the author gave none."""

    level: int
    id: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Link:
    """An address that an author wrote, as written, and whether it shows a picture."""

    address: str
    place: Place
    is_image: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks and the paragraph that they are said to stand in."""

    words: str
    cites: str
    place: Place


@dataclass(frozen=True, slots=True)
class Page:
    """One authored file; its `key` is shared by its translations."""

    key: str
    language: str
    path: str
    front: FrontMatter
    tokens: tuple[Token, ...]
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    quotations: tuple[Quotation, ...] = ()

    @property
    def place(self) -> Place:
        return Place(self.path)


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the term base."""

    id: Words
    zh: Words
    pinyin: Words
    en: Words
    explanation: Mapping[str, Words]
    alternatives: tuple[Words, ...] = ()
    paragraphs: tuple[Words, ...] = ()
    page: Words | None = None
    related: tuple[Words, ...] = ()
    established: bool = False
    # What an edition, named by tag or region, says instead of `zh`.
    forms: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TermGroup:
    """Terms that belong together, under one heading of the glossary."""

    id: Words
    title: Mapping[str, Words]
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Glossary:
    """`content/glossary.yaml`: the term base."""

    groups: tuple[TermGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered unit of a source document: what it says, and short verbatim phrases of it."""

    id: Words
    section: Mapping[str, Words]
    gist: Mapping[str, Words]
    phrases: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """`content/sources/<id>.yaml`: a cited document with its numbered paragraphs."""

    prefix: Words
    title: Mapping[str, Words]
    short_title: Mapping[str, Words]
    paragraphs: tuple[Paragraph, ...]
    state: Mapping[str, tuple[Words, ...]]
    publisher: Mapping[str, Words]
    date: datetime.date
    date_basis: Mapping[str, Words]
    issuer: Mapping[str, Words] | None = None
    url: Words | None = None
    notes: Mapping[str, tuple[Words, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Conversion:
    """`conversion.yaml`: phrases that win over OpenCC's, and glyphs by profile."""

    phrases: Mapping[str, Words] = field(default_factory=dict)
    glyphs: Mapping[str, Mapping[str, Words]] = field(default_factory=dict)


@dataclass(frozen=True)
class Library:
    """Everything that authors wrote, read and typed; nothing in it belongs to one edition."""

    site: Site
    interface: Mapping[str, Mapping[str, Words]]
    pages: Mapping[tuple[str, str], Page]
    glossary: Glossary
    documents: Mapping[str, SourceDocument]
    conversion: Conversion
    files: frozenset[str]
    # Decisions on ambiguous characters: character, form, contexts.
    reviewed: Mapping[str, Mapping[str, tuple[Words, ...]]] = field(default_factory=dict)
    # Those of the project, for the interface words that a site elsewhere has from it.
    reviewed_elsewhere: Mapping[str, Mapping[str, tuple[Words, ...]]] = field(default_factory=dict)
    # Files that exist but could not be read, so that what they would hold is not reported as missing.
    unread: frozenset[str] = frozenset()

    def has_unread(self, beginning: str) -> bool:
        """Tell whether a file whose path begins so could not be read."""
        return any(path.startswith(beginning) for path in self.unread)

    @cached_property
    def terms(self) -> Mapping[str, Term]:
        """The entries of the term base by id."""
        return {term.id: term for group in self.glossary.groups for term in group.terms}

    @cached_property
    def paragraphs(self) -> Mapping[str, tuple[str, Paragraph]]:
        """The numbered paragraphs by id, each with the id of its document."""
        return {
            paragraph.id: (document_id, paragraph)
            for document_id, document in self.documents.items()
            for paragraph in document.paragraphs
        }
