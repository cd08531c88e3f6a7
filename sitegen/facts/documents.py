"""In which languages the source documents of a site are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sitegen.model import Library, SourceDocument


def language_in(document: SourceDocument, languages: tuple[str, ...]) -> str:
    """Return the language of `document` on a site of `languages`: its own, or the site’s first, or ""."""
    return str(document.language or next(iter(languages), ""))


def written_in(documents: Iterable[SourceDocument], languages: tuple[str, ...]) -> tuple[str, ...]:
    """Return the languages of `documents` on a site of `languages`, in the order in which they stand."""
    known = (language_in(each, languages) for each in documents)
    return tuple(dict.fromkeys(known))


def paragraph_languages(library: Library) -> Mapping[str, str]:
    """Return the language of each numbered paragraph, by its id."""
    by_document = {id_: language_in(each, library.site.languages) for id_, each in library.documents.items()}
    return {id_: by_document[document] for id_, (document, _) in library.paragraphs.items()}


def rendered_in(documents: Iterable[SourceDocument], languages: tuple[str, ...]) -> str:
    """Return the language into which a site of `languages` renders `documents`: its first, not theirs."""
    own = written_in(documents, languages) or languages[:1]
    return next((each for each in languages if each not in own), next(iter(languages), ""))
