"""The term base as the glossary and the pop-ups print it."""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.views.lists import Entry


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """A text outside the site in which English for a term was found; `listed` is where the site names it."""

    id: str
    number: int
    title: str
    url: str
    listed: str


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
