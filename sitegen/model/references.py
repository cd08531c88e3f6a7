"""What pages refer to: the term base and the source documents."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import cached_property
from typing import Literal

from sitegen.model.places import Words
from sitegen.values import Derives, Shared, dataclass


@dataclass(frozen=True, slots=True)
class Reference(Shared):
    """A text outside the site: one that has a rendering, or what pages say beside the sources."""

    # Who published it, what it is called and of which day it is, by language.
    title: Mapping[str, Words]
    # Where it stands on the web.
    url: Words
    # The language that it is written in; without one, readers are not told.
    language: Words | None = None
    # How much of it an editor has read, or that it was a copy elsewhere; without it, nobody has.
    seen: Literal["excerpt", "whole", "copy"] | None = None
    # On which day that was.
    seen_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """A rendering of a term that is in use elsewhere, and the reference that shows it."""

    words: Words
    reference: Words | None = None
    # The language of the rendering; without one, that into which this site renders its sources.
    language: Words | None = None


@dataclass(frozen=True, slots=True)
class Term(Shared):
    """An entry of the term base; names and what is like them, by language."""

    # Its address below the glossary.
    id: Words
    # What it means, by language.
    explanation: Mapping[str, Words]
    # The word of each language by which the site calls it.
    names: Mapping[str, Words] = field(default_factory=dict)
    # How that word is read, where its writing does not say so: pinyin for Chinese, kana for Japanese;
    # besides, by their names, readings that only some territories have (`bopomofo`, `jyutping`).
    readings: Mapping[str, Words] = field(default_factory=dict)
    # Renderings that are in use elsewhere.
    alternatives: tuple[Alternative, ...] = ()
    # Ids of the paragraphs that speak of it.
    paragraphs: tuple[Words, ...] = ()
    # The key of the page that explains it.
    page: Words | None = None
    # Ids of terms that stand near it.
    related: tuple[Words, ...] = ()
    # Other words of a language by which pages may name it: a short name, an inflected form.
    also: Mapping[str, tuple[Words, ...]] = field(default_factory=dict)
    # Words of a language that no page uses for it.
    avoid: Mapping[str, tuple[Words, ...]] = field(default_factory=dict)
    # References for the rendering; without any, the rendering is this site's own.
    basis: tuple[Words, ...] = ()
    # References for what the explanation takes from outside the sources.
    outside: tuple[Words, ...] = ()
    # What an edition, named by tag or region, says instead of the name in its language.
    forms: Mapping[str, Words] = field(default_factory=dict)
    # Its words have an everyday meaning too: they are linked and compared only where a page marks them.
    common: bool = False

    def names_in(self, language: str) -> tuple[Words, ...]:
        """Return the words of `language` by which pages may name it, the preferred first."""
        preferred = (self.names[language],) if language in self.names else ()
        return (*preferred, *self.also.get(language, ()))

    def name(self, languages: Iterable[str]) -> Words:
        """Return its name in the first of `languages` that has one, or else in any, or its id."""
        found = (self.names[each] for each in (*languages, *self.names) if each in self.names)
        return next(found, self.id)


@dataclass(frozen=True, slots=True)
class TermGroup:
    """Terms that belong together, under one heading of the glossary."""

    id: Words
    title: Mapping[str, Words]
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Glossary(Derives, Shared):
    """`content/glossary.yaml`: the term base."""

    groups: tuple[TermGroup, ...] = ()

    @cached_property
    def terms(self) -> Mapping[str, Term]:
        """Its entries by id."""
        return {term.id: term for group in self.groups for term in group.terms}


@dataclass(frozen=True, slots=True)
class SourceParagraph(Shared):
    """A numbered unit of a source document: what it says, and short verbatim phrases of it."""

    # The prefix of its document, a hyphen and its number.
    id: Words
    # The part of the document that it stands in, and what it says, by language.
    section: Mapping[str, Words] = field(default_factory=dict)
    gist: Mapping[str, Words] = field(default_factory=dict)
    # What may be quoted of it, in the language of the document. Where the text is authentic in several,
    # editors write `phrases` by language: those in the others are `parallel`.
    phrases: tuple[Words, ...] = ()
    parallel: Mapping[str, tuple[Words, ...]] = field(default_factory=dict)
    # Its first characters in the text, and, where another paragraph begins with the same, those that follow.
    locator: Words | None = None
    locator_then: Words | None = None
    # It stops in the middle of a sentence: what follows in the text is no part of it.
    breaks_off: bool = False

    @property
    def every_phrase(self) -> tuple[Words, ...]:
        """The phrases in all languages in which the text is authentic, those of the document’s own first."""
        return (*self.phrases, *(phrase for each in self.parallel.values() for phrase in each))


@dataclass(frozen=True, slots=True)
class SourceDocument(Shared):
    """`content/sources/<id>.yaml`: a cited document with its numbered paragraphs."""

    # The letters with which the ids of its paragraphs begin.
    prefix: Words
    # Its full title, and what pages call it, by language.
    title: Mapping[str, Words]
    short_title: Mapping[str, Words]
    paragraphs: tuple[SourceParagraph, ...]
    # How much of the text the site has, and in what form, by language.
    state: Mapping[str, tuple[Words, ...]]
    # Who published it, when, and what says so.
    publisher: Mapping[str, Words]
    date: datetime.date
    date_basis: Mapping[str, Words]
    # Who adopted it, where that is somebody else; where it stands on the web.
    issuer: Mapping[str, Words] | None = None
    url: Words | None = None
    # What readers should know of the text, by language.
    notes: Mapping[str, tuple[Words, ...]] = field(default_factory=dict)
    # The language that it is written in; without one, the first of the site's.
    language: Words | None = None
    # Where it stands among the documents; those with the same follow one another by the names of their files.
    order: int = 0
