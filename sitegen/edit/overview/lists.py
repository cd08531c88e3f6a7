"""What the content holds, as lists: its terms, phrases, pages and drafts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sitegen.edit.overview.status import in_reading_order
from sitegen.model import Library

# A line of a list: what each column has, by its name. The words of a language stand below its tag.
Row = Mapping[str, str]


def list_terms(library: Library) -> Iterator[Row]:
    """Yield the entries of the term base, in its order, with their names."""
    for group in library.glossary.groups:
        for term in group.terms:
            names = {language: str(term.names.get(language, "")) for language in library.site.languages}
            yield {
                "id": str(term.id),
                **names,
                "page": str(term.page or ""),
                "place": str(library.as_written(term.id.place)),
            }


def list_phrases(library: Library) -> Iterator[Row]:
    """Yield what pages may quote: the phrases of each paragraph."""
    for id_, (document, paragraph) in library.paragraphs.items():
        for phrase in paragraph.every_phrase:
            place = str(library.as_written(phrase.place))
            yield {"paragraph": str(id_), "phrase": str(phrase), "document": document, "place": place}


def list_pages(library: Library) -> Iterator[Row]:
    """Yield the pages in reading order, with their titles; a draft is in brackets."""
    for key in in_reading_order(library.site, {key for key, _ in library.pages}):
        titles = {}
        for language in library.site.languages:
            page = library.pages.get((key, language))
            title = str(page.front.title) if page else ""
            titles[language] = f"({title})" if page and page.front.draft else title
        yield {"key": key, **titles}


def list_drafts(library: Library) -> Iterator[Row]:
    """Yield the pages that only a preview shows, each by its file."""
    for key in in_reading_order(library.site, {key for key, _ in library.pages}):
        for language in library.site.languages:
            page = library.pages.get((key, language))
            if page and page.front.draft:
                yield {"key": key, "language": language, "title": str(page.front.title), "path": page.path}


LISTS: Mapping[str, Callable[[Library], Iterator[Row]]] = {
    "terms": list_terms,
    "phrases": list_phrases,
    "pages": list_pages,
    "drafts": list_drafts,
}
