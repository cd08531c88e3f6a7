"""Term base and source documents in the words of one edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from sitegen.facts.addresses import GLOSSARY, SOURCES, Addresses
from sitegen.facts.coverage import Citing, Coverage
from sitegen.facts.documents import language_in
from sitegen.facts.terms import Headings, heading_of
from sitegen.facts.voices.voice import Voice
from sitegen.model import (
    Alternative,
    Edition,
    Glossary,
    Reference,
    Site,
    SourceDocument,
    SourceParagraph,
    Term,
    Words,
)
from sitegen.plan.pages.citation import Work, in_order
from sitegen.text.languages import language_of, reading_of
from sitegen.text.spelling.above import follow
from sitegen.text.words import fill_in
from sitegen.values import Derives, dataclass
from sitegen.views import (
    AlternativeView,
    Citation,
    DocumentView,
    Entry,
    Explained,
    NameView,
    ParagraphView,
    ReferenceView,
    TermGroupView,
    TermView,
)


@dataclass(frozen=True)
class References(Derives):
    """Composes what pages refer to; `entries` are the edition's pages by key."""

    glossary: Glossary
    # The texts outside the site by id.
    listed: Mapping[str, Reference]
    # The id of the document in which each numbered paragraph stands, by its own.
    document_of: Mapping[str, str]
    site: Site
    # The language into which the site renders its sources.
    rendered_in: str
    # What each heading of the edition's pages says, by key and id.
    headings: Mapping[str, Headings]
    addresses: Addresses
    edition: Edition
    voice: Voice
    entries: Mapping[str, Entry]

    def groups(self) -> tuple[TermGroupView, ...]:
        """Return the term base in its groups."""
        return tuple(
            TermGroupView(
                str(group.id), self.voice.choose(group.title), tuple(self._term(term) for term in group.terms)
            )
            for group in self.glossary.groups
        )

    def _term(self, term: Term) -> TermView:
        terms, document_of = self.glossary.terms, self.document_of
        return TermView(
            id=str(term.id),
            url=self.addresses.term(str(term.id), self.edition) if GLOSSARY in self.entries else "",
            own=self._name(term, self.voice.language),
            others=self._other_names(term),
            explanation=self.voice.choose(term.explanation),
            also=tuple(self.voice.say(words) for words in term.also.get(self.voice.language, ())),
            alternatives=tuple(self._alternative(each) for each in term.alternatives),
            paragraphs=tuple(
                Entry(id_, id_, self.addresses.paragraph(document_of[id_], id_, self.edition))
                for id_ in map(str, term.paragraphs)
                if id_ in document_of
            ),
            page=self._page(term),
            related=tuple(
                Entry(id_, self._name(terms[id_], self.voice.language).name, f"#{id_}")
                for id_ in map(str, term.related)
                if id_ in terms
            ),
            basis=self._references(term.basis),
            outside=self._references(term.outside),
            forms=self._forms(term),
            is_regional=any(name.lower() in self._regions for name in term.forms),
        )

    @cached_property
    def _regions(self) -> frozenset[str]:
        """What editions of this one’s language are called in forms."""
        editions = self.site.editions
        named = (each.names for each in editions if each.language == self.edition.language)
        return frozenset(name for names in named for name in names)

    def _name(self, term: Term, language: str) -> NameView:
        """What a term is called in `language`, which may be that of the edition."""
        is_own = language == self.voice.language
        words = self.voice.choose(term.names) if is_own else str(term.names.get(language, ""))
        return NameView(
            name=words or str(term.name(self.site.languages)),
            tag=str(self.edition.tag) if is_own else self.tag(language),
            **self._readings(term, language, is_own),
        )

    def _readings(self, term: Term, language: str, is_own: bool) -> Mapping[str, str]:
        """How a name is read: in the territory of the edition, if that is known, or in its language."""
        common, own = language_of(language).reading, reading_of(self.edition.tag) if is_own else None
        words = str(term.readings.get(language, ""))
        usual = {"reading": words, "reading_tag": common.tag if common else ""}
        if own is None or common is None:
            return usual
        # A word that the edition alone has is read as nothing but its own reading says.
        has_form = self._has_form(term)
        said = str(term.readings.get(own.name, ""))
        if not said and own.follows and not has_form:
            said = follow(own.name, words)
        known = {"typed": words, "typed_tag": common.tag}
        return (
            {"reading": said, "reading_tag": own.tag if said else "", **known} if said or has_form else usual
        )

    def _has_form(self, term: Term) -> bool:
        """Tell whether the edition has another word than the rest of its language, read in another way."""
        return any(name.lower() in self.edition.names for name in term.forms)

    def names(self, term: Term) -> tuple[NameView, ...]:
        """Return what a term is called, in the language of the edition first."""
        return (self._name(term, self.voice.language), *self._other_names(term))

    def _other_names(self, term: Term) -> tuple[NameView, ...]:
        """Its names in the site’s other languages, then in those of its sources."""
        languages = dict.fromkeys((*self.site.languages, *term.names))
        others = (each for each in languages if each != self.voice.language and each in term.names)
        return tuple(self._name(term, each) for each in others)

    def tag(self, language: str) -> str:
        """Return how words of `language` are marked: by the edition that is not converted, if any."""
        editions = self.site.editions
        own = (str(each.tag) for each in editions if each.language == language and not each.profile)
        return next(own, language_of(language).han or language)

    def _page(self, term: Term) -> Entry | None:
        """The page that explains a term; where a heading of it names the term, from there."""
        entry = self.entries.get(str(term.page))
        headings = self.headings.get(str(term.page))
        section = heading_of(headings, term, self.voice.language) if entry and headings else ""
        return replace(entry, url=f"{entry.url}#{section}") if entry and section else entry

    def _references(self, ids: Iterable[str]) -> tuple[ReferenceView, ...]:
        return tuple(self.reference(id_) for id_ in map(str, ids) if id_ in self.listed)

    def _alternative(self, alternative: Alternative) -> AlternativeView:
        id_ = str(alternative.reference)
        tag = self.tag(str(alternative.language or self.rendered_in))
        return AlternativeView(
            str(alternative.words), tag, self.reference(id_) if id_ in self.listed else None
        )

    def references(self) -> tuple[ReferenceView, ...]:
        """Return all texts outside the site."""
        return tuple(map(self.reference, self.listed))

    def reference(self, id_: str) -> ReferenceView:
        """Return the reference called `id_`."""
        reference = self.listed[id_]
        number = list(self.listed).index(id_) + 1
        language = str(reference.language or "")
        return ReferenceView(
            id=id_,
            number=number,
            title=self.voice.choose(reference.title),
            url=str(reference.url),
            listed=self.addresses.reference(id_, self.edition),
            language=self._language_name(language) if language else "",
            seen=reference.seen or "",
            on=self.voice.date(reference.seen_on) if reference.seen_on else None,
        )

    def _forms(self, term: Term) -> tuple[tuple[str, str], ...]:
        """Return what other editions say where they have words of their own, each with the edition's tag."""
        return tuple(
            (str(edition.tag), str(form))
            for edition in self.site.editions
            for name, form in term.forms.items()
            if name.lower() in edition.names
        )

    def document(self, id_: str, document: SourceDocument, coverage: Coverage) -> DocumentView:
        """Return a source document with its numbered paragraphs; `coverage` is what pages cite of it."""

        def list_of(lists: Mapping[str, tuple[Words, ...]]) -> tuple[str, ...]:
            return tuple(self.voice.say(words) for words in lists.get(self.voice.language, ()))

        language = language_in(document, self.site.languages)
        return DocumentView(
            id=id_,
            url=self.addresses.url(f"{SOURCES}/{id_}", self.edition),
            prefix=str(document.prefix),
            title=self.voice.choose(document.title),
            short_title=self.voice.choose(document.short_title),
            issuer=self.voice.choose(document.issuer) or None,
            publisher=self.voice.choose(document.publisher),
            date=self.voice.date(document.date),
            date_basis=self.voice.choose(document.date_basis),
            address=str(document.url) if document.url else None,
            state=list_of(document.state),
            notes=list_of(document.notes),
            paragraphs=tuple(self._paragraph(each, document, coverage) for each in document.paragraphs),
            citations=self._citations(document),
            language=language,
            language_name=self._language_name(language),
            tag=self.tag(language) if language != self.voice.language else "",
        )

    def _language_name(self, language: str) -> str:
        return self.voice.words.get(f"language_{language}", language_of(language).name)

    def _paragraph(
        self, paragraph: SourceParagraph, document: SourceDocument, coverage: Coverage
    ) -> ParagraphView:
        parallel = paragraph.parallel.get(self.voice.language, ())
        explained = tuple(self._explained(citing) for citing in coverage.get(paragraph.id, ()))
        return ParagraphView(
            id=str(paragraph.id),
            section=self.voice.choose(paragraph.section),
            gist=self.voice.choose(paragraph.gist),
            phrases=tuple(self.voice.quote(words) for words in parallel or paragraph.phrases),
            is_own=bool(parallel) or language_in(document, self.site.languages) == self.voice.language,
            name=self._paragraph_name(paragraph, document),
            explained=explained,
        )

    def paragraph_names(self, documents: Iterable[SourceDocument]) -> Mapping[str, str]:
        """Return what the numbered paragraphs of `documents` are called in full, by their ids."""
        return {
            str(each.id): self._paragraph_name(each, document)
            for document in documents
            for each in document.paragraphs
        }

    def _paragraph_name(self, paragraph: SourceParagraph, document: SourceDocument) -> str:
        id_ = str(paragraph.id)
        parts = {
            "document": self.voice.choose(document.short_title),
            "number": id_.removeprefix(str(document.prefix)).lstrip("-"),
            "mark": id_,
        }
        name = fill_in(self.voice.words.get("source_paragraph", "{mark}"), parts)
        return name[:1].upper() + name[1:]

    def _explained(self, citing: Citing) -> Explained:
        entry = self.entries[citing.key]
        return Explained(entry.label, f"{entry.url}#{citing.section}" if citing.section else entry.url)

    def _citations(self, document: SourceDocument) -> tuple[Citation, ...]:
        """How to cite the document: GB/T 7714 keeps to its own language, APA adds the reader's."""
        author = document.issuer or document.publisher
        language = language_in(document, self.site.languages)

        def as_written(words: Mapping[str, Words]) -> str:
            return self.voice.say(words[language]) if language in words else self.voice.choose(words)

        original, title = as_written(document.title), self.voice.choose(document.title)
        address = str(document.url or "")
        own = Work(as_written(author), original, document.date, address, as_written(document.publisher))
        return in_order(
            (self.voice.language, *self.site.languages),
            gbt_work=own,
            apa_work=replace(
                own,
                author=self.voice.choose(author),
                publisher=self.voice.choose(document.publisher),
                translation="" if title == original else title,
            ),
        )
