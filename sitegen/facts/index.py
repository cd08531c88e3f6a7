"""A library in slices: what one question needs of it, made once.

A slice is a value by itself. Whoever is given slices instead of the library gives the same answer as long as
those are the same, whatever else has changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cached_property

from sitegen.facts.addresses import GLOSSARY
from sitegen.facts.cards import Card, cards
from sitegen.facts.coverage import cited_on
from sitegen.facts.documents import paragraph_languages, rendered_in, written_in
from sitegen.facts.heads import Head, Heads, heads_of
from sitegen.facts.named import Named, named_on
from sitegen.facts.pairs.figures import Figures, figures_on
from sitegen.facts.prose.words import counting_nothing, words_beside_pages
from sitegen.facts.slices import Cited, Ids, Known, Numbered, Pages, Reviews, Sources, Unread
from sitegen.facts.terms import Naming, make_naming
from sitegen.facts.voices.usages import usage_of_language
from sitegen.facts.voices.voice import Voice, Voices, make_voices
from sitegen.memory import Forgetful, Memory
from sitegen.model import (
    Change,
    Conversion,
    Edition,
    Glossary,
    Library,
    Page,
    Record,
    Reference,
    Site,
    SourceDocument,
    Style,
    Term,
    Words,
)
from sitegen.model.pictures import Picture
from sitegen.text.languages import CHINESE
from sitegen.text.script.usages import Usage
from sitegen.values import dataclass


@dataclass(frozen=True)
class Index:
    """The slices of a library; each is made when it is first asked for, and once."""

    library: Library
    memory: Memory = field(default_factory=Forgetful)

    @property
    def site(self) -> Site:
        """Its settings."""
        return self.library.site

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of its editions."""
        return self.library.site.languages

    @property
    def pages(self) -> Pages:
        """Its pages by key and language."""
        return self.library.pages

    @cached_property
    def heads(self) -> Heads:
        """What others ask of the pages."""
        return heads_of(self.pages, self.memory)

    @cached_property
    def partners(self) -> tuple[Pages, ...]:
        """Its pages, each with the same page in other languages."""
        by_key: dict[str, dict[tuple[str, str], Page]] = {}
        for name, page in self.pages.items():
            by_key.setdefault(name[0], {})[name] = page
        return tuple(by_key.values())

    @property
    def files(self) -> frozenset[str]:
        """The paths of all files."""
        return self.library.files

    @cached_property
    def unread(self) -> Unread:
        """The files that could not be read."""
        return Unread(self.library.unread)

    @property
    def interface(self) -> Mapping[str, Mapping[str, Words]]:
        """The words of the templates by language."""
        return self.library.interface

    @property
    def glossary(self) -> Glossary:
        """The term base."""
        return self.library.glossary

    @property
    def references(self) -> Mapping[str, Reference]:
        """The texts outside the site by id."""
        return self.library.references

    @property
    def changes(self) -> tuple[Change, ...]:
        """What editors say that changed."""
        return self.library.changes

    @cached_property
    def referred(self) -> frozenset[str]:
        """The ids of the references to which pages lead."""
        return frozenset(id_ for named in self._named for id_ in named.references)

    @property
    def terms(self) -> Mapping[str, Term]:
        """The terms by id."""
        return self.library.terms

    @cached_property
    def naming(self) -> Naming:
        """How pages may name the terms."""
        return self.memory.call(make_naming, self.glossary)

    @property
    def documents(self) -> Mapping[str, SourceDocument]:
        """The source documents by id."""
        return self.library.documents

    @property
    def paragraphs(self) -> Numbered:
        """The numbered paragraphs by id, each with the id of its document."""
        return self.library.paragraphs

    @property
    def pictures(self) -> Mapping[str, Picture]:
        """The pictures that are drawn, by name."""
        return self.library.pictures

    @property
    def records(self) -> Mapping[tuple[str, str], Record]:
        """What translations were made from."""
        return self.library.records

    @property
    def conversion(self) -> Conversion:
        """What editors say about conversion."""
        return self.library.conversion

    @property
    def style(self) -> Style:
        """What editors say about style."""
        return self.library.style

    @cached_property
    def counting_nothing(self) -> Mapping[str, tuple[str, ...]]:
        """Words with a number that counts nothing, by language: those that editors list, names of terms."""
        return self.memory.call(counting_nothing, self.names, self.library.idioms)

    @cached_property
    def figures(self) -> Mapping[tuple[str, str], Figures]:
        """The numbers and dates that each page says."""
        words = self.counting_nothing
        return {name: self.memory.call(figures_on, page, words) for name, page in self.pages.items()}

    @property
    def drawn(self) -> Mapping[str, Words]:
        """What the cards say that were drawn, by name."""
        return self.library.cards

    @cached_property
    def due(self) -> tuple[Card, ...]:
        """The cards that the pages ask for; none on a site without any."""
        return tuple(cards(self.library, self.memory)) if self.library.cards else ()

    @property
    def reviewed(self) -> Reviews:
        """Decisions on ambiguous characters: those of the site, and those of the project."""
        return (self.library.reviewed, self.library.reviewed_elsewhere)

    @cached_property
    def linked(self) -> frozenset[str]:
        """The paths of the files to which pages link."""
        return frozenset(path for named in self._named for path in named.files)

    @cached_property
    def shown(self) -> frozenset[str]:
        """The names of the pictures that are drawn on pages."""
        return frozenset(name for named in self._named for name in named.pictures)

    @cached_property
    def _named(self) -> Sequence[Named]:
        return self.memory.parts(named_on, [(page,) for page in self.pages.values()])

    @cached_property
    def cited(self) -> Cited:
        """The paragraphs that each page cites."""
        cited = self.memory.parts(cited_on, [(page,) for page in self.pages.values()])
        return {
            name: frozenset(id_ for id_, _ in each.found)
            for name, each in zip(self.pages, cited, strict=True)
        }

    @cached_property
    def are_cited(self) -> bool:
        """Whether the site has sources, and a page cites one."""
        return bool(self.paragraphs) and any(self.cited.values())

    @cached_property
    def known(self) -> Known:
        """What addresses may name."""
        library, heads = self.library, self.heads
        return Known(
            languages=tuple(map(str, library.site.languages)),
            paths={name: head.path for name, head in heads.items()},
            drafts=frozenset(name for name, head in heads.items() if head.is_draft),
            ids={name: self._ids(name[0], head) for name, head in heads.items()},
            paragraphs=dict.fromkeys(map(str, library.paragraphs)),
            terms=dict.fromkeys(map(str, library.terms)),
            references=dict.fromkeys(map(str, library.references)),
            pictures=dict.fromkeys(library.pictures),
            files=library.files,
            prefixes=tuple(str(edition.prefix) for edition in library.site.editions),
            unread=self.unread,
        )

    def _ids(self, key: str, head: Head) -> Ids:
        ids = dict.fromkeys(head.ids)
        return ids | dict.fromkeys(self.terms) if key == GLOSSARY else ids

    @cached_property
    def sources(self) -> Sources:
        """What quotations are compared with."""
        return Sources(
            {id_: paragraph for id_, (_, paragraph) in self.library.paragraphs.items()},
            paragraph_languages(self.library),
            rendered_in(self.documents.values(), self.languages),
            self.languages,
            self.site.longest_phrase,
        )

    @cached_property
    def source_languages(self) -> tuple[str, ...]:
        """The languages of the source documents, in the order in which the documents stand."""
        return written_in(self.documents.values(), self.languages)

    @cached_property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """The names of all terms, by language."""
        languages = dict.fromkeys([*self.languages, *self.site.written])
        terms = self.terms.values()
        return {
            each: tuple(str(name) for term in terms for name in term.names_in(each)) for each in languages
        }

    @cached_property
    def words(self) -> Mapping[str, tuple[Words, ...]]:
        """What is written beside the pages, by language."""
        library = self.library
        documents, pictures = tuple(library.documents.values()), tuple(library.pictures.values())
        references = tuple(library.references.values())
        return self.memory.call(
            words_beside_pages,
            library.site,
            library.interface,
            library.glossary,
            references,
            documents,
            pictures,
            library.changes,
        )

    @cached_property
    def phrases(self) -> tuple[Words, ...]:
        """The phrases of all sources, word for word."""
        return tuple(phrase for _, each in self.paragraphs.values() for phrase in each.every_phrase)

    @cached_property
    def voices(self) -> tuple[Voice, ...]:
        """How each edition that is converted says what authors wrote."""
        terms, documents = self.terms.values(), self.documents.values()
        voices = make_voices(self.site, self.interface, self.conversion, terms, documents)
        return tuple(self.memory.call(Voices.of, voices, each) for each in self.converted)

    @cached_property
    def usage(self) -> Usage:
        """How Chinese is written."""
        return usage_of_language(self.site, CHINESE.tag)

    @property
    def editions(self) -> tuple[Edition, ...]:
        """All of them: what else is said of the site changes more often."""
        return self.site.editions

    @cached_property
    def converted(self) -> tuple[Edition, ...]:
        """The editions that are converted."""
        return tuple(edition for edition in self.site.editions if edition.profile is not None)
