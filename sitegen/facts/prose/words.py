"""The words of every file but pages: titles, interface words, the term base, source documents, pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sitegen.model import Change, Glossary, Reference, Site, SourceDocument, Words
from sitegen.model.picture_values import said_in
from sitegen.model.pictures import Picture
from sitegen.text.numbers.figures import LANGUAGES, numbered


def words_beside_pages(
    site: Site,
    interface: Mapping[str, Mapping[str, Words]],
    glossary: Glossary,
    references: Iterable[Reference],
    documents: Iterable[SourceDocument],
    pictures: Iterable[Picture],
    changes: Iterable[Change],
) -> Mapping[str, tuple[Words, ...]]:
    """Return what is written per language, in the order of the files; phrases of sources are not among it."""
    beside = (
        *_in_site(site),
        *((language, each) for language, words in interface.items() for each in words.values()),
        *_in_glossary(glossary),
        *(each for reference in references for each in reference.title.items()),
        *(each for document in documents for each in _in_document(document)),
        *(each for change in changes for each in change.says.items()),
        *(each for picture in pictures for _, written in said_in(picture) for each in written.items()),
    )
    found: dict[str, list[Words]] = {}
    for language, words in beside:
        found.setdefault(language, []).append(words)
    return {language: tuple(words) for language, words in found.items()}


def counting_nothing(
    names: Mapping[str, Iterable[str]], idioms: Mapping[str, Iterable[Words]]
) -> Mapping[str, tuple[str, ...]]:
    """Return by language the words of a site in which numbers count nothing: `idioms`, `names` of terms."""
    return {
        each: numbered((*names.get(each, ()), *map(str, idioms.get(each, ()))), each)
        for each in sorted({*names, *idioms} & LANGUAGES)
    }


def _in_site(site: Site) -> Iterator[tuple[str, Words]]:
    said = [site.title, site.description, *(group.title for group in site.navigation)]
    yield from (each for written in said for each in written.items())


def _in_glossary(glossary: Glossary) -> Iterator[tuple[str, Words]]:
    said: list[Mapping[str, Words]] = []
    for group in glossary.groups:
        said.append(group.title)
        for term in group.terms:
            said += [term.names, term.explanation]
    yield from (each for written in said for each in written.items())


def _in_document(document: SourceDocument) -> Iterator[tuple[str, Words]]:
    said = [document.title, document.short_title, document.publisher, document.date_basis]
    yield from (each for written in (*said, document.issuer or {}) for each in written.items())
    for lists in (document.state, document.notes):
        yield from ((language, words) for language, listed in lists.items() for words in listed)
    for paragraph in document.paragraphs:
        yield from (*paragraph.section.items(), *paragraph.gist.items())
