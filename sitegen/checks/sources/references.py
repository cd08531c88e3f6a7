"""Rules for the term base and the source documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from sitegen.expressions import lazy_regex
from sitegen.facts.documents import language_in
from sitegen.facts.slices import Known, Sources, Unread
from sitegen.model import Diagnostic, Glossary, Mend, Reference, SourceDocument, Term, Words
from sitegen.rules import (
    AVOIDED_AND_APPROVED,
    DUPLICATE_ID,
    INSECURE_ADDRESS,
    LONG_LOCATOR,
    LONG_PHRASE,
    PARAGRAPH_ID,
    REFERENCE_ID,
    REFUSED_ADDRESS,
    SHARED_NAME,
    TERM_ID,
    UNKNOWN_PAGE,
    UNKNOWN_PARAGRAPH,
    UNKNOWN_REFERENCE,
    UNKNOWN_TERM,
    UNREAD_REFERENCE,
    UNUSED_REFERENCE,
)
from sitegen.text.languages import Language, language_of
from sitegen.text.nearest import nearest
from sitegen.text.web import meant_address, why_not

_ID = lazy_regex(r"[a-z][a-z0-9-]*")
_PARAGRAPH_ID = lazy_regex(r"[A-Z]+-[0-9]+")


def _check_url(url: Words) -> Iterator[Diagnostic]:
    if url.startswith(("https:", "http:")) and why_not(url) is None:
        return
    meant = meant_address(url)
    mends = (Mend(url.place, str(url), meant),) if meant else ()
    yield REFUSED_ADDRESS(url.place, "reference", mends=mends, address=url, meant=meant or "")


def check_documents(
    documents: Mapping[str, SourceDocument], languages: tuple[str, ...], sources: Sources
) -> Iterator[Diagnostic]:
    """Paragraph ids are unique and carry their document's prefix; phrases are short."""
    counts = Counter(str(item.id) for document in documents.values() for item in document.paragraphs)
    for document in documents.values():
        own = language_in(document, languages)
        row = language_of(own).allowing(sources.longest.get(own))
        if document.url is not None:
            yield from _check_url(document.url)
            if document.url.startswith("http:"):
                yield INSECURE_ADDRESS(document.url.place, address=document.url)
        for paragraph in document.paragraphs:
            if counts[paragraph.id] > 1:
                yield DUPLICATE_ID(paragraph.id.place, "paragraph", id=paragraph.id)
            if not _PARAGRAPH_ID.fullmatch(paragraph.id) or not paragraph.id.startswith(
                f"{document.prefix}-"
            ):
                yield PARAGRAPH_ID(paragraph.id.place, id=paragraph.id, prefix=document.prefix)
            for language, phrases in {own: paragraph.phrases, **paragraph.parallel}.items():
                yield from _check_lengths(
                    phrases, language_of(language).allowing(sources.longest.get(language))
                )
            for locator in filter(None, (paragraph.locator, paragraph.locator_then)):
                if (count := row.count(locator)) > row.longest_phrase:
                    yield LONG_LOCATOR(
                        locator.place, row.unit, words=locator, count=count, most=row.longest_phrase
                    )


def _check_lengths(phrases: Iterable[Words], row: Language) -> Iterator[Diagnostic]:
    for phrase in phrases:
        if (count := row.count(phrase)) > row.longest_formula:
            yield LONG_PHRASE(phrase.place, row.unit, words=phrase, count=count, most=row.longest_formula)


def check_glossary(glossary: Glossary, known: Known) -> Iterator[Diagnostic]:
    """Term ids are unique, and what an entry refers to exists."""
    counts = Counter(str(term.id) for group in glossary.groups for term in group.terms)
    keys = known.keys
    groups = Counter(str(group.id) for group in glossary.groups)
    for group in glossary.groups:
        if groups[group.id] > 1:
            yield DUPLICATE_ID(group.id.place, "group", id=group.id)
    for term in _terms(glossary):
        if not _ID.fullmatch(term.id):
            yield TERM_ID(term.id.place, id=term.id)
        if counts[term.id] > 1:
            yield DUPLICATE_ID(term.id.place, "term", id=term.id)
        for id_ in term.paragraphs:
            if id_ not in known.paragraphs and not known.unread.begins("content/sources/"):
                yield UNKNOWN_PARAGRAPH(id_.place, id=id_, near=nearest(id_, known.paragraphs))
        for id_ in term.related:
            if id_ not in counts:
                yield UNKNOWN_TERM(id_.place, "related", id=id_, near=nearest(id_, counts))
        if (
            term.page is not None
            and term.page not in keys
            and not known.unread.begins(f"content/pages/{term.page}.")
        ):
            yield UNKNOWN_PAGE(term.page.place, "key", key=term.page, near=nearest(term.page, keys))


def check_references(
    references: Mapping[str, Reference], glossary: Glossary, referred: frozenset[str], unread: Unread
) -> Iterator[Diagnostic]:
    """Each reference has an address, was read, and is named by a term or a page; terms name no others."""
    used = [words for term in _terms(glossary) for words in _named_references(term)]
    is_whole = not unread.begins("content/references.")
    for id_ in used:
        if id_ not in references and is_whole:
            yield UNKNOWN_REFERENCE(id_.place, id=id_, near=nearest(id_, references))
    for name, reference in references.items():
        place = min(words.place for words in (*reference.title.values(), reference.url))
        if not _ID.fullmatch(name):
            yield REFERENCE_ID(place, id=name)
        yield from _check_url(reference.url)
        if name in used or name in referred:
            if reference.seen is None or reference.seen_on is None:
                yield UNREAD_REFERENCE(place, id=name)
        elif not unread.begins("content/glossary.") and not unread.begins("content/pages/"):
            yield UNUSED_REFERENCE(place, id=name)


def _terms(glossary: Glossary) -> Iterator[Term]:
    return (term for group in glossary.groups for term in group.terms)


def _named_references(term: Term) -> Iterator[Words]:
    yield from (*term.basis, *term.outside)
    yield from (each.reference for each in term.alternatives if each.reference is not None)


def check_names(glossary: Glossary, languages: tuple[str, ...]) -> Iterator[Diagnostic]:
    """A word of running text names one term at the most, and none that is to be avoided."""
    for language in languages:
        linked: dict[str, Term] = {}
        for term in (term for term in _terms(glossary) if not term.common):
            for name in term.names_in(language):
                first = linked.setdefault(name, term)
                if first is not term:
                    yield SHARED_NAME(name.place, name=name, first=first.id, second=term.id)
        approved = {str(name): term for term in _terms(glossary) for name in term.names_in(language)}
        for term in _terms(glossary):
            for word in term.avoid.get(language, ()):
                if word in approved:
                    yield AVOIDED_AND_APPROVED(word.place, word=word, id=approved[word].id)
