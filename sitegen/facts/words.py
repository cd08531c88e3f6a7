"""The words of every file but pages: titles, interface words, the term base, source documents, pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen.model import Library, SourceDocument, Words
from sitegen.model.pictures import said_in


def words_beside_pages(library: Library) -> Mapping[str, tuple[Words, ...]]:
    """Return what is written per language, in the order of the files; phrases of sources are not among it."""
    found: dict[str, list[Words]] = {}
    for language, words in _written(library):
        found.setdefault(language, []).append(words)
    return {language: tuple(words) for language, words in found.items()}


def _written(library: Library) -> Iterator[tuple[str, Words]]:
    site = library.site
    said = [site.title, site.description, *(group.title for group in site.navigation)]
    yield from (each for written in said for each in written.items())
    for language, interface in library.interface.items():
        yield from ((language, words) for words in interface.values())
    said = []
    for group in library.glossary.groups:
        said.append(group.title)
        for term in group.terms:
            said += [term.names, term.explanation]
    yield from (each for written in said for each in written.items())
    for document in library.documents.values():
        yield from _in_document(document)
    for picture in library.pictures.values():
        yield from (each for _, written in said_in(picture) for each in written.items())


def _in_document(document: SourceDocument) -> Iterator[tuple[str, Words]]:
    said = [document.title, document.short_title, document.publisher, document.date_basis]
    yield from (each for written in (*said, document.issuer or {}) for each in written.items())
    for lists in (document.state, document.notes):
        yield from ((language, words) for language, listed in lists.items() for words in listed)
    for paragraph in document.paragraphs:
        yield from (*paragraph.section.items(), *paragraph.gist.items())
