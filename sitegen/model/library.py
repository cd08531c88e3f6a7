"""All that authors wrote, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from functools import cached_property

from sitegen.model.changes import Change
from sitegen.model.pages import Page, Record
from sitegen.model.pictures import Picture
from sitegen.model.places import Place, Words
from sitegen.model.references import Glossary, Reference, SourceDocument, SourceParagraph, Term
from sitegen.model.site import Conversion, Site, Style
from sitegen.values import dataclass


@dataclass(frozen=True)
class Library:
    """Everything that authors wrote, read and typed; nothing in it belongs to one edition."""

    # What `content/site.yaml` says.
    site: Site
    # Interface words by language and key, those of the project among them.
    interface: Mapping[str, Mapping[str, Words]]
    # Pages by key and language.
    pages: Mapping[tuple[str, str], Page]
    # The term base.
    glossary: Glossary
    # Texts outside the site to which pages and terms refer, by id.
    references: Mapping[str, Reference]
    # Source documents by id.
    documents: Mapping[str, SourceDocument]
    # The site’s own words and glyphs of conversion.
    conversion: Conversion
    # Paths of all files that pages may show or link to.
    files: frozenset[str]
    # What editors have decided about wording.
    style: Style = field(default_factory=Style)
    # What the cards say that were drawn, by name.
    cards: Mapping[str, Words] = field(default_factory=dict)
    # Decisions on ambiguous characters: character, form, contexts.
    reviewed: Mapping[str, Mapping[str, tuple[Words, ...]]] = field(default_factory=dict)
    # Those of the project, for the interface words that a site elsewhere has from it.
    reviewed_elsewhere: Mapping[str, Mapping[str, tuple[Words, ...]]] = field(default_factory=dict)
    # What the pages that are translations were made from, by their key and language.
    records: Mapping[tuple[str, str], Record] = field(default_factory=dict)
    # What changed on the site, as its editors tell readers.
    changes: tuple[Change, ...] = ()
    # Words with a number that counts nothing, by language.
    idioms: Mapping[str, tuple[Words, ...]] = field(default_factory=dict)
    # Pictures that the generator draws, by the name by which pages show them.
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    # Files that exist but could not be read, so that what they would hold is not reported as missing; folders
    # end in a slash.
    unread: frozenset[str] = frozenset()
    # Columns of the characters without which lines were read, by file and line: nobody sees them.
    taken: Mapping[str, Mapping[int, tuple[int, ...]]] = field(default_factory=dict)

    def as_written(self, place: Place) -> Place:
        """Return where the character that was read at `place` stands in its file."""
        column = place.column
        for taken in self.taken.get(place.path, {}).get(place.line, ()):
            column += taken <= column
        return replace(place, column=column)

    @property
    def terms(self) -> Mapping[str, Term]:
        """The entries of the term base by id."""
        return self.glossary.terms

    @cached_property
    def documents_of(self) -> Mapping[str, str]:
        """The id of the document in which each numbered paragraph stands, by that of the paragraph."""
        return {str(id_): document for id_, (document, _) in self.paragraphs.items()}

    @cached_property
    def paragraphs(self) -> Mapping[str, tuple[str, SourceParagraph]]:
        """The numbered paragraphs by id, each with the id of its document."""
        return {
            paragraph.id: (document_id, paragraph)
            for document_id, document in self.documents.items()
            for paragraph in document.paragraphs
        }
