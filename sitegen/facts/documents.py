"""In which languages the source documents of a site are written."""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.model import Library, SourceDocument


def language_in(document: SourceDocument, languages: tuple[str, ...]) -> str:
    """Return the language of `document` on a site of `languages`: its own, or the site’s first, or ""."""
    return str(document.language or next(iter(languages), ""))


def written_in(library: Library) -> tuple[str, ...]:
    """Return the languages of the source documents, in the order in which the documents stand."""
    known = (language_in(each, library.site.languages) for each in library.documents.values())
    return tuple(dict.fromkeys(known))


def paragraph_languages(library: Library) -> Mapping[str, str]:
    """Return the language of each numbered paragraph, by its id."""
    by_document = {id_: language_in(each, library.site.languages) for id_, each in library.documents.items()}
    return {id_: by_document[document] for id_, (document, _) in library.paragraphs.items()}


def rendered_in(library: Library) -> str:
    """Return the language into which the site renders its sources: its first that is none of theirs."""
    languages = library.site.languages
    own = written_in(library) or languages[:1]
    return next((each for each in languages if each not in own), next(iter(languages), ""))
