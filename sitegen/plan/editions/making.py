"""The editions of a site, each with what of the library it speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.facts.addresses import Addresses
from sitegen.facts.coverage import citations_in, coverage
from sitegen.facts.documents import rendered_in
from sitegen.facts.pairs.staleness import Pages
from sitegen.facts.terms import headings_of, term_names
from sitegen.facts.voices.voice import Voice, Voices, make_voices
from sitegen.memory import Memory
from sitegen.model import FrontMatter, Library
from sitegen.model.pictures import Occurrence
from sitegen.plan.editions.edition import EditionPlan
from sitegen.plan.editions.references import References
from sitegen.plan.pictures.illustrate import Illustrator, count_mentions, mentions_in
from sitegen.views import Entry


def make_editions(
    library: Library, shown: Pages, addresses: Addresses, memory: Memory
) -> Iterator[EditionPlan]:
    """Yield what is known of each edition, in the order of the site; `shown` are the pages that are shown."""
    terms, documents = tuple(library.terms.values()), tuple(library.documents.values())
    voices = make_voices(library.site, library.interface, library.conversion, terms, documents)
    for edition in library.site.editions:
        yield _edition(library, shown, addresses, memory.call(Voices.of, voices, edition), memory)


def _edition(
    library: Library, shown: Pages, addresses: Addresses, voice: Voice, memory: Memory
) -> EditionPlan:
    site, terms, paragraphs = library.site, library.terms, library.paragraphs
    path = [str(key) for group in site.navigation for key in group.pages]
    pages = {key: page for (key, language), page in shown.items() if language == voice.language}
    made = memory.calls(make_entry, ((key, page.front, voice, addresses) for key, page in pages.items()))
    entries = dict(zip(pages, made, strict=True))
    names = term_names(terms.values(), voice.language)
    explaining = {str(term.page) for term in terms.values()} & pages.keys()
    by_key = dict(sorted(pages.items()))
    found = memory.calls(citations_in, ((page.body,) for page in by_key.values()))
    cited = dict(zip(by_key, found, strict=True))
    referred = References(
        glossary=library.glossary,
        document_of=library.documents_of,
        site=site,
        rendered_in=rendered_in(library.documents.values(), site.languages),
        headings={key: memory.call(headings_of, pages[key].body) for key in sorted(explaining)},
        addresses=addresses,
        edition=voice.edition,
        voice=voice,
        entries=entries,
    )
    is_counted = any(isinstance(each, Occurrence) for each in library.pictures.values())
    counted = pages.values() if is_counted else ()
    illustrator = Illustrator(
        library.pictures,
        library.documents_of,
        count_mentions((memory.call(mentions_in, page.body, names) for page in counted), terms),
        addresses,
        voice,
        tuple(entries),
        site.languages,
    )
    return EditionPlan(
        site,
        addresses,
        voice,
        shown,
        pages,
        library.records,
        entries,
        names,
        illustrator,
        library.documents,
        referred,
        memory.call(coverage, tuple(paragraphs), cited, tuple(path)),
        memory,
    )


def make_entry(key: str, front: FrontMatter, voice: Voice, addresses: Addresses) -> Entry:
    """Return what lists call the page `key`."""
    label = voice.title(front.label or front.title, front.conversion)
    return Entry(key, label, addresses.url(key, voice.edition))
