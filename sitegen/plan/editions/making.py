"""The editions of a site, each with what of the library it speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sitegen.facts.addresses import CHANGES, HOME, Addresses
from sitegen.facts.coverage import Citations, cited_on, coverage
from sitegen.facts.documents import language_in, rendered_in
from sitegen.facts.heads import heads_of
from sitegen.facts.slices import Pages
from sitegen.facts.terms import headings_of, term_names
from sitegen.facts.voices.voice import Voice, Voices, make_voices
from sitegen.memory import Memory
from sitegen.model import FrontMatter, Library, Page, Site
from sitegen.model.drawings import SpringName
from sitegen.model.picture_values import terms_in
from sitegen.model.pictures import Occurrence
from sitegen.plan.editions.changes import changes_of
from sitegen.plan.editions.edition import EditionPlan, make_frame
from sitegen.plan.editions.index import make_index, read_alike
from sitegen.plan.editions.references import References
from sitegen.plan.pictures.illustrate import Illustrator, Origin, count_mentions, mentions_on
from sitegen.text.script.folding import related_characters
from sitegen.values import dataclass
from sitegen.views import Entry


@dataclass(frozen=True, slots=True)
class _Written:
    """What authors wrote in a language: the pages that are shown, and what these cite, by key."""

    pages: dict[str, Page]
    cited: dict[str, Citations]
    # Whether an author says of one of them when it changed.
    is_dated: bool


def make_editions(
    library: Library, shown: Pages, addresses: Addresses, memory: Memory
) -> Iterator[EditionPlan]:
    """Yield what is known of each edition, in the order of the site; `shown` are the pages that are shown."""
    terms, documents = tuple(library.terms.values()), tuple(library.documents.values())
    voices = make_voices(library.site, library.interface, library.conversion, terms, documents)
    cited = memory.parts(cited_on, [(page,) for page in shown.values()])
    dated = {language for (_, language), head in heads_of(shown, memory).items() if head.is_dated}
    written = {each: _Written({}, {}, each in dated) for each in library.site.languages}
    of: dict[str, tuple[str, ...]] = {}
    for ((key, language), page), each in zip(shown.items(), cited, strict=True):
        of[key] = (*of.get(key, ()), language)
        if language in written:
            written[language].pages[key] = page
            written[language].cited[key] = each
    originals = {name: str(record.language) for name, record in library.records.items()}
    for edition in library.site.editions:
        voice = memory.call(Voices.of, voices, edition)
        yield _edition(library, written[voice.language], of, originals, addresses, voice, memory)


def _edition(
    library: Library,
    written: _Written,
    languages: Mapping[str, tuple[str, ...]],
    originals: Mapping[tuple[str, str], str],
    addresses: Addresses,
    voice: Voice,
    memory: Memory,
) -> EditionPlan:
    site, terms, paragraphs = library.site, library.terms, library.paragraphs
    path = [str(key) for group in site.navigation for key in group.pages]
    pages = written.pages
    made = memory.parts(make_entries, [(page,) for page in pages.values()], voice, addresses)
    entries = dict(zip(pages, made, strict=True))
    names = term_names(terms.values(), voice.language)
    explaining = {str(term.page) for term in terms.values()} & pages.keys()
    referred = References(
        glossary=library.glossary,
        listed=library.references,
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
    counted = [(page,) for page in pages.values()] if is_counted else []
    illustrator = Illustrator(
        library.pictures,
        library.documents_of,
        memory.call(References.paragraph_names, referred, tuple(library.documents.values())),
        _origins(library, referred),
        _names(library, referred),
        count_mentions(memory.parts(mentions_on, counted, names), terms),
        addresses,
        voice,
        tuple(entries),
        site.languages,
    )
    covered = memory.call(coverage, tuple(paragraphs), written.cited, tuple(path))
    groups = memory.call(References.groups, referred)
    terms_in_order = tuple(term for group in groups for term in group.terms)
    changes = memory.call(changes_of, library.changes, voice, entries)
    feed = addresses.feed(voice.edition) if written.is_dated or changes else ""
    home = _home(site, addresses, voice, entries)
    told = addresses.url(CHANGES, voice.edition) if changes and entries else ""
    frame = memory.call(make_frame, site, voice, addresses, entries, home, feed, told)
    return EditionPlan(
        site.editions,
        addresses,
        voice,
        frame,
        tuple(key for key in path if key in entries),
        languages,
        originals,
        entries,
        names,
        illustrator,
        referred.document_of,
        tuple(
            memory.call(References.document, referred, id_, each, covered)
            for id_, each in library.documents.items()
        ),
        groups,
        memory.call(make_index, terms_in_order, frame.words),
        memory.call(read_alike, terms_in_order, memory.call(related_characters)),
        memory.call(References.references, referred),
        changes,
        {
            id_: (str(reference.url), str(reference.language or ""))
            for id_, reference in library.references.items()
        },
    )


def _origins(library: Library, referred: References) -> Mapping[str, Origin]:
    languages = library.site.languages
    named = ((id_, each, language_in(each, languages)) for id_, each in library.documents.items())
    return {id_: Origin(each.short_title, language, referred.tag(language)) for id_, each, language in named}


def _names(library: Library, referred: References) -> Mapping[str, tuple[SpringName, ...]]:
    """What the terms that pictures name are called, first in the languages that show how they are read."""
    asked = {str(each) for picture in library.pictures.values() for each in terms_in(picture)}
    found: dict[str, tuple[SpringName, ...]] = {}
    for id_ in sorted(asked & library.terms.keys()):
        names = sorted(referred.names(library.terms[id_]), key=lambda name: not name.reading)
        said: list[SpringName] = []
        for number, name in enumerate(names):
            said.append(SpringName(name.name, name.tag, "" if number else "large"))
            said += [SpringName(name.reading, name.reading_tag, "reading")] if name.reading else []
        found[id_] = tuple(said)
    return found


def _home(site: Site, addresses: Addresses, voice: Voice, keys: Iterable[str]) -> str:
    """The home of an edition whose pages have `keys`, or where it has none its first page, or the chooser."""
    known = [*keys]
    asked = [HOME, *(str(key) for group in site.navigation for key in group.pages), *known]
    found = next((key for key in asked if key in known), None)
    return addresses.url(found, voice.edition) if found else addresses.base_path


def make_entries(
    memory: Memory, pages: Sequence[tuple[Page]], voice: Voice, addresses: Addresses
) -> Iterator[Entry]:
    """Yield what lists call each of `pages`."""
    return (memory.call(make_entry, page.key, page.front, voice, addresses) for (page,) in pages)


def make_entry(key: str, front: FrontMatter, voice: Voice, addresses: Addresses) -> Entry:
    """Return what lists call the page `key`."""
    label = voice.title(front.label or front.title, front.conversion)
    return Entry(key, label, addresses.url(key, voice.edition))
