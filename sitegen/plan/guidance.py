"""What helps readers on from a page: its time, its relatives, its sources, what it was made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sitegen.facts.addresses import HOME, SOURCE, TERM
from sitegen.facts.coverage import citations
from sitegen.model import Edition, Library, Page
from sitegen.plan.reading import body_text, reading_minutes
from sitegen.plan.related import related
from sitegen.plan.sharing import share
from sitegen.views import Entry, Rendition

Pages = Mapping[tuple[str, str], Page]


def guide(library: Library, pages: Pages, renditions: Sequence[Rendition]) -> tuple[Rendition, ...]:
    """Return the renditions of all editions, each with what helps its readers on.

    The source documents are among them; `pages` are the authored pages that are shown.
    """
    sites = {str(rendition.site.edition.tag): rendition.site for rendition in renditions}
    subjects = _subjects(library, pages, renditions)
    return tuple(
        replace(share(sites, page), **_own(library, pages, page), related=_related(subjects, page))
        for page in renditions
    )


def _own(library: Library, pages: Pages, page: Rendition) -> dict[str, Any]:
    """What can be told of a page from its own text: its time, its sources, what it was made from."""
    authored = pages.get((page.key, str(page.site.edition.language)))
    # What a template of their own adds to such pages is looked up, not read.
    is_read = authored is not None and authored.front.template is None
    cited = {id_ for id_, _ in citations(authored)} if authored else frozenset[str]()
    documents = {library.paragraphs[id_][0] for id_ in cited if id_ in library.paragraphs}
    origins = _origins(library, page.key, [choice.edition for choice in page.choices])
    own_tag = str(page.site.edition.tag)
    by_tag = {alternate.hreflang: alternate for alternate in page.alternates}
    return {
        "minutes": reading_minutes(body_text(authored.tokens), authored.language)
        if authored and is_read
        else 0,
        "sources": tuple(
            each for each in page.site.documents if each.id in documents or each == page.document
        ),
        "original": by_tag.get(origins.get(own_tag, "")),
        "translations": tuple(by_tag[tag] for tag, origin in origins.items() if origin == own_tag),
    }


def _origins(library: Library, key: str, editions: Sequence[Edition]) -> Mapping[str, str]:
    """By tag, the edition from which each of `editions` was made: converted from, or translated.

    Where no record says which of two languages was written first, it is the one that comes first.
    """
    written = {str(each.language): str(each.tag) for each in reversed(editions) if not each.profile}
    first = next((str(each.tag) for each in editions if not each.profile), "")
    origins: dict[str, str] = {}
    for edition in editions:
        tag, language = str(edition.tag), str(edition.language)
        record = library.records.get((key, language))
        origin = written.get(language, "")
        if not edition.profile:
            recorded = any((key, other) in library.records for other in written)
            origin = written.get(str(record.language), "") if record else ("" if recorded else first)
        if origin and origin != tag:
            origins[tag] = origin
    return origins


def _subjects(
    library: Library, pages: Pages, renditions: Sequence[Rendition]
) -> Mapping[str, frozenset[str]]:
    """What the pages to be read speak of in any language, in reading order: paragraphs cited, terms named.

    The home page speaks of everything, and pages with a template of their own are looked up.
    """
    path = [str(key) for group in library.site.navigation for key in group.pages]
    subjects: dict[str, frozenset[str]] = {}
    for page in renditions:
        authored = pages.get((page.key, str(page.site.edition.language)))
        if authored is not None and authored.front.template is None and page.key != HOME:
            cited = {f"{SOURCE}:{id_}" for id_, _ in citations(authored)}
            named = {f"{TERM}:{term.id}" for term in page.terms}
            subjects[page.key] = subjects.get(page.key, frozenset()) | cited | named
    return {key: subjects[key] for key in path if key in subjects}


def _related(subjects: Mapping[str, frozenset[str]], page: Rendition) -> tuple[Entry, ...]:
    entries = {entry.key: entry for section in page.site.navigation for entry in section.entries}
    known = {key: each for key, each in subjects.items() if key in entries}
    if page.key not in known:
        return ()
    beside = [entry.key for entry in (page.previous, page.next) if entry]
    return tuple(entries[key] for key in related(known, page.key, beside))
