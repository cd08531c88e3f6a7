"""Rules for the term base and the source documents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from sitegen.facts.documents import language_in
from sitegen.facts.web import meant_address, why_not
from sitegen.model import Diagnostic, Library, Mend, Severity, Term, Words
from sitegen.text.languages import language_of
from sitegen.text.nearest import did_you_mean

_ID = re.compile(r"[a-z][a-z0-9-]*")
_PARAGRAPH_ID = re.compile(r"[A-Z]+-[0-9]+")


def _check_url(url: Words) -> Iterator[Diagnostic]:
    if url.startswith(("https:", "http:")) and why_not(url) is None:
        return
    meant = meant_address(url)
    message = f"`{url}` is no address of the web"
    hint = f"Write `{meant}`." if meant else "Write it with https://, or http:// where there is no other."
    mends = (Mend(url.place, str(url), meant),) if meant else ()
    yield Diagnostic(url.place, "refused-address", message, hint, mends=mends)


def check_documents(library: Library) -> Iterator[Diagnostic]:
    """Paragraph ids are unique and carry their document's prefix; phrases are short."""
    counts = Counter(str(item.id) for document in library.documents.values() for item in document.paragraphs)
    for document in library.documents.values():
        row = language_of(language_in(document, library.site.languages))
        if document.url is not None:
            yield from _check_url(document.url)
            if document.url.startswith("http:"):
                message = f"`{document.url}` is not encrypted: it can be read and changed on its way"
                hint = "Write https: if that address has it too."
                yield Diagnostic(document.url.place, "insecure-address", message, hint, Severity.WARNING)
        for paragraph in document.paragraphs:
            if counts[paragraph.id] > 1:
                message = f"two paragraphs have the id `{paragraph.id}`"
                yield Diagnostic(paragraph.id.place, "duplicate-id", message, "Give each an id of its own.")
            if not _PARAGRAPH_ID.fullmatch(paragraph.id) or not paragraph.id.startswith(
                f"{document.prefix}-"
            ):
                message = f"`{paragraph.id}` is no paragraph id of this document"
                hint = f"Write {document.prefix}-1, {document.prefix}-2, …"
                yield Diagnostic(paragraph.id.place, "paragraph-id", message, hint)
            for phrase in paragraph.phrases:
                if row.count(phrase) > row.longest_phrase:
                    message = f"the phrase “{phrase}” has {row.count(phrase)} {row.unit}"
                    hint = f"Keep short named phrases only, {row.longest_phrase} {row.unit} at the most."
                    yield Diagnostic(phrase.place, "long-phrase", message, hint)
            for locator in filter(None, (paragraph.locator, paragraph.locator_then)):
                if row.count(locator) > row.longest_phrase:
                    message = f"the locator “{locator}” has {row.count(locator)} {row.unit}"
                    hint = f"{row.longest_phrase} at the most are enough to find a paragraph by."
                    yield Diagnostic(locator.place, "long-locator", message, hint)


def check_glossary(library: Library) -> Iterator[Diagnostic]:
    """Term ids are unique, and what an entry refers to exists."""
    counts = Counter(str(term.id) for group in library.glossary.groups for term in group.terms)
    keys = {key for key, _ in library.pages}
    groups = Counter(str(group.id) for group in library.glossary.groups)
    for group in library.glossary.groups:
        if groups[group.id] > 1:
            message = f"two groups have the id `{group.id}`"
            yield Diagnostic(group.id.place, "duplicate-id", message, "Give each an id of its own.")
    for term in _terms(library):
        if not _ID.fullmatch(term.id):
            message = f"`{term.id}` cannot be the address of a term"
            yield Diagnostic(term.id.place, "term-id", message, "Use a-z, 0-9 and hyphens: hai-na-bai-chuan.")
        if counts[term.id] > 1:
            message = f"two terms have the id `{term.id}`"
            yield Diagnostic(term.id.place, "duplicate-id", message, "Give each an id of its own.")
        for id_ in term.paragraphs:
            if id_ not in library.paragraphs and not library.has_unread("content/sources/"):
                hint = did_you_mean(id_, library.paragraphs, "Look the number up in content/sources.")
                yield Diagnostic(id_.place, "unknown-paragraph", f"no source has the paragraph `{id_}`", hint)
        for id_ in term.related:
            if id_ not in counts:
                hint = did_you_mean(id_, counts, "Take it away, or add that term.")
                yield Diagnostic(id_.place, "unknown-term", f"the glossary has no term `{id_}`", hint)
        if (
            term.page is not None
            and term.page not in keys
            and not library.has_unread(f"content/pages/{term.page}.")
        ):
            hint = did_you_mean(term.page, keys, "Write the name of a page without language and ending.")
            yield Diagnostic(term.page.place, "unknown-page", f"there is no page `{term.page}`", hint)


def check_glossary_references(library: Library) -> Iterator[Diagnostic]:
    """Each reference of the glossary has an address and is named by a term; terms name no others."""
    references = library.glossary.references
    used = [words for term in _terms(library) for words in _named_references(term)]
    for id_ in used:
        if id_ not in references:
            hint = did_you_mean(id_, references, "Add it below `references`, or take it away.")
            message = f"the glossary has no reference `{id_}`"
            yield Diagnostic(id_.place, "unknown-reference", message, hint)
    for name, reference in references.items():
        place = min(words.place for words in (*reference.title.values(), reference.url))
        if not _ID.fullmatch(name):
            message = f"`{name}` cannot be the address of a reference"
            yield Diagnostic(place, "reference-id", message, "Use a-z, 0-9 and hyphens: sixth-tone-2021.")
        yield from _check_url(reference.url)
        if name not in used:
            message = f"no term names the reference `{name}`"
            hint = "Name it in the `basis`, the `outside` or an alternative of a term, or remove it."
            yield Diagnostic(place, "unused-reference", message, hint, Severity.WARNING)


def _terms(library: Library) -> Iterator[Term]:
    return (term for group in library.glossary.groups for term in group.terms)


def _named_references(term: Term) -> Iterator[Words]:
    yield from (*term.basis, *term.outside)
    yield from (each.reference for each in term.alternatives if each.reference is not None)


def check_names(library: Library) -> Iterator[Diagnostic]:
    """A word of running text names one term at the most, and none that is to be avoided."""
    for language in library.site.languages:
        linked: dict[str, Term] = {}
        for term in (term for term in _terms(library) if not term.common):
            for name in term.names_in(language):
                first = linked.setdefault(name, term)
                if first is not term:
                    message = f"“{name}” names two terms: `{first.id}` and `{term.id}`"
                    hint = "Give one of them another name, or write `common: true` to one: it is not linked."
                    yield Diagnostic(name.place, "shared-name", message, hint)
        approved = {str(name): term for term in _terms(library) for name in term.names_in(language)}
        for term in _terms(library):
            for word in term.avoid.get(language, ()):
                if word in approved:
                    message = f"“{word}” is to be avoided, but it is a name of `{approved[word].id}`"
                    hint = "Take it away here, or give that term another name."
                    yield Diagnostic(word.place, "avoided-and-approved", message, hint)
