"""What stands on the cards of a site: the pictures that go with its pages when they are shared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen.facts.addresses import HOME, SOURCES
from sitegen.facts.voices.voice import Voice, Voices, make_voices
from sitegen.memory import Forgetful, Memory
from sitegen.model import Edition, FrontMatter, Library, Place, Site, SourceDocument
from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class Card:
    """The card of a page in an edition: its name below `assets/cards`, its words, and their place."""

    name: str
    edition: Edition
    site_title: str
    title: str
    place: Place

    @property
    def words(self) -> str:
        """All that can be read on the card, on one line."""
        return " | ".join((self.site_title, self.title, str(self.edition.label)))


def cards(library: Library, memory: Memory | None = None) -> Iterator[Card]:
    """Yield the card of each published page and source document, edition by edition."""
    memory = memory or Forgetful()
    terms, documents = library.terms.values(), library.documents.values()
    voices = make_voices(library.site, library.interface, library.conversion, terms, documents)
    heads = {name: page.front for name, page in sorted(library.pages.items()) if not page.front.draft}
    for edition in library.site.editions:
        fronts = tuple(
            (key, front) for (key, language), front in heads.items() if language == edition.language
        )
        voice = memory.call(Voices.of, voices, edition)
        yield from memory.call(_in_edition, voice, library.site, fronts, tuple(library.documents.items()))


def _in_edition(
    voice: Voice,
    site: Site,
    fronts: Iterable[tuple[str, FrontMatter]],
    documents: Iterable[tuple[str, SourceDocument]],
) -> tuple[Card, ...]:
    edition, site_title = voice.edition, voice.choose(site.title)
    of_pages = (
        Card(
            f"{edition.prefix}/{key}",
            edition,
            site_title,
            site_title if key == HOME else voice.title(front.title, front.conversion),
            front.title.place,
        )
        for key, front in fronts
    )
    of_documents = (
        Card(
            f"{edition.prefix}/{SOURCES}/{id_}",
            edition,
            site_title,
            voice.choose(each.title),
            each.prefix.place,
        )
        for id_, each in documents
    )
    return (*of_pages, *of_documents)
