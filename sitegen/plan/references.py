"""Term base and source documents in the words of one edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sitegen.model import Edition, Library, SourceDocument, Term, Words
from sitegen.plan.addresses import SOURCES, Addresses
from sitegen.plan.voice import Voice
from sitegen.views import DocumentView, Entry, ParagraphView, TermGroupView, TermView


@dataclass(frozen=True, slots=True)
class References:
    """Composes what pages refer to; `entries` are the edition's pages by key."""

    library: Library
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
            for group in self.library.glossary.groups
        )

    def _term(self, term: Term) -> TermView:
        terms, paragraphs = self.library.terms, self.library.paragraphs
        return TermView(
            id=str(term.id),
            zh=self.voice.say(term.zh),
            pinyin=str(term.pinyin),
            en=str(term.en),
            explanation=self.voice.choose(term.explanation),
            alternatives=tuple(str(words) for words in term.alternatives),
            paragraphs=tuple(
                Entry(id_, id_, self.addresses.paragraph(paragraphs[id_][0], id_, self.edition))
                for id_ in map(str, term.paragraphs)
                if id_ in paragraphs
            ),
            page=self.entries.get(str(term.page)),
            related=tuple(
                Entry(
                    id_,
                    self.voice.say(terms[id_].zh if self.voice.language == "zh" else terms[id_].en),
                    f"#{id_}",
                )
                for id_ in map(str, term.related)
                if id_ in terms
            ),
            established=term.established,
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
            paragraphs=tuple(
                ParagraphView(
                    str(paragraph.id),
                    self.voice.choose(paragraph.section),
                    self.voice.choose(paragraph.gist),
                    tuple(self.voice.quote(words) for words in paragraph.phrases),
                )
                for paragraph in document.paragraphs
            ),
        )
