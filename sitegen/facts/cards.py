"""What stands on the cards of a site: the pictures that go with its pages when they are shared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.facts.addresses import HOME, SOURCES
from sitegen.facts.voices.voice import make_voices
from sitegen.model import Edition, Library, Place


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


def cards(library: Library) -> Iterator[Card]:
    """Yield the card of each published page and source document, edition by edition."""
    terms, documents = library.terms.values(), library.documents.values()
    voices = make_voices(library.site, library.interface, library.conversion, terms, documents)
    for edition in library.site.editions:
        voice = voices.of(edition)
        site_title = voice.choose(library.site.title)
        for (key, language), page in sorted(library.pages.items()):
            if language != edition.language or page.front.draft:
                continue
            title = voice.title(page.front.title, page.front.conversion)
            shown = site_title if key == HOME else title
            yield Card(f"{edition.prefix}/{key}", edition, site_title, shown, page.front.title.place)
        for id_, document in library.documents.items():
            title = voice.choose(document.title)
            place = document.prefix.place
            yield Card(f"{edition.prefix}/{SOURCES}/{id_}", edition, site_title, title, place)
