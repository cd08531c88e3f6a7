"""Term base and source documents in the words of one edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import ceil

from sitegen.facts.addresses import GLOSSARY, SOURCES, Addresses
from sitegen.facts.coverage import Citing, Coverage
from sitegen.facts.terms import heading_of
from sitegen.facts.voice import Voice
from sitegen.model import Alternative, Edition, Library, Paragraph, Reference, SourceDocument, Term, Words
from sitegen.plan.citation import Work, in_order
from sitegen.views import (
    AlternativeView,
    Citation,
    DocumentView,
    Entry,
    Explained,
    ParagraphView,
    ReferenceView,
    TermGroupView,
    TermView,
)

# The language of the source documents.
_ORIGINAL = "zh"
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class References:
    """Composes what pages refer to; `entries` are the edition's pages by key, `coverage` what they cite."""

    library: Library
    addresses: Addresses
    edition: Edition
    voice: Voice
    entries: Mapping[str, Entry]
    coverage: Coverage

    def groups(self) -> tuple[TermGroupView, ...]:
        """Return the term base in its groups."""
        return tuple(
            TermGroupView(
                str(group.id), self.voice.choose(group.title), tuple(self._term(term) for term in group.terms)
            )
            for group in self.library.glossary.groups
        )

    def _term(self, term: Term) -> TermView:
        terms, paragraphs = self.library.terms, self.library.paragraphs
        return TermView(
            id=str(term.id),
            url=self.addresses.term(str(term.id), self.edition) if GLOSSARY in self.entries else "",
            zh=self.voice.say(term.zh),
            pinyin=str(term.pinyin),
            en=str(term.en),
            explanation=self.voice.choose(term.explanation),
            also=tuple(self.voice.say(words) for words in term.also.get(self.voice.language, ())),
            alternatives=tuple(self._alternative(each) for each in term.alternatives),
            paragraphs=tuple(
                Entry(id_, id_, self.addresses.paragraph(paragraphs[id_][0], id_, self.edition))
                for id_ in map(str, term.paragraphs)
                if id_ in paragraphs
            ),
            page=self._page(term),
            related=tuple(
                Entry(
                    id_,
                    self.voice.say(terms[id_].zh if self.voice.language == "zh" else terms[id_].en),
                    f"#{id_}",
                )
                for id_ in map(str, term.related)
                if id_ in terms
            ),
            basis=self._references(term.basis),
            outside=self._references(term.outside),
            forms=self._forms(term),
        )

    def _page(self, term: Term) -> Entry | None:
        """The page that explains a term; where a heading of it names the term, from there."""
        entry = self.entries.get(str(term.page))
        page = self.library.pages.get((str(term.page), self.voice.language))
        section = heading_of(page, term) if entry and page else ""
        return replace(entry, url=f"{entry.url}#{section}") if entry and section else entry

    @property
    def _known(self) -> Mapping[str, Reference]:
        return self.library.glossary.references

    def _references(self, ids: Iterable[str]) -> tuple[ReferenceView, ...]:
        return tuple(self.reference(id_) for id_ in map(str, ids) if id_ in self._known)

    def _alternative(self, alternative: Alternative) -> AlternativeView:
        id_ = str(alternative.reference)
        return AlternativeView(str(alternative.words), self.reference(id_) if id_ in self._known else None)

    def reference(self, id_: str) -> ReferenceView:
        """Return the reference called `id_`."""
        reference = self._known[id_]
        number = list(self._known).index(id_) + 1
        return ReferenceView(
            id=id_,
            number=number,
            title=self.voice.choose(reference.title),
            url=str(reference.url),
            listed=self.addresses.reference(id_, self.edition),
        )

    def _forms(self, term: Term) -> tuple[tuple[str, str], ...]:
        """Return what other editions say where they have words of their own, each with the edition's tag."""
        return tuple(
            (str(edition.tag), str(form))
            for edition in self.library.site.editions
            for name, form in term.forms.items()
            if name.lower() in edition.names
        )

    def document(self, id_: str, document: SourceDocument) -> DocumentView:
        """Return a source document with its numbered paragraphs."""

        def list_of(lists: Mapping[str, tuple[Words, ...]]) -> tuple[str, ...]:
            return tuple(self.voice.say(words) for words in lists.get(self.voice.language, ()))

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
            paragraphs=tuple(self._paragraph(paragraph) for paragraph in document.paragraphs),
            citations=self._citations(document),
        )

    def _paragraph(self, paragraph: Paragraph) -> ParagraphView:
        explained = tuple(self._explained(citing) for citing in self.coverage.get(paragraph.id, ()))
        return ParagraphView(
            id=str(paragraph.id),
            section=self.voice.choose(paragraph.section),
            gist=self.voice.choose(paragraph.gist),
            phrases=tuple(self.voice.quote(words) for words in paragraph.phrases),
            explained=explained,
            shade=ceil(_DEEPEST * len(explained) / max(1, *map(len, self.coverage.values()))),
        )

    def _explained(self, citing: Citing) -> Explained:
        entry = self.entries[citing.key]
        return Explained(
            entry.label, f"{entry.url}#{citing.section}" if citing.section else entry.url, citing.count
        )

    def _citations(self, document: SourceDocument) -> tuple[Citation, ...]:
        """How to cite the document: GB/T 7714 keeps to its own language, APA adds the reader's."""
        author = document.issuer or document.publisher
        original, title = self._original(document.title), self.voice.choose(document.title)
        address = str(document.url or "")
        own = Work(
            self._original(author), original, document.date, address, self._original(document.publisher)
        )
        return in_order(
            (self.voice.language, *self.library.site.languages),
            gbt_work=own,
            apa_work=replace(
                own,
                author=self.voice.choose(author),
                publisher=self.voice.choose(document.publisher),
                translation="" if title == original else title,
            ),
        )

    def _original(self, words: Mapping[str, Words]) -> str:
        return self.voice.say(words[_ORIGINAL]) if _ORIGINAL in words else self.voice.choose(words)
