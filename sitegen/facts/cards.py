"""What stands on the cards of a site: the pictures that go with its pages when they are shared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen.facts.addresses import HOME, SOURCES
from sitegen.facts.voices.voice import Voice, Voices, make_voices
from sitegen.memory import Forgetful, Memory
from sitegen.model import Edition, FrontMatter, Library, Place, Site, SourceDocument
from sitegen.values import dataclass

# The name of the card of the root.
ROOT = "root"


@dataclass(frozen=True, slots=True)
class Card:
    """The card of a page in an edition: its name below `assets/cards`, its words, and their place."""

    name: str
    edition: Edition
    site_title: str
    title: str
    place: Place
    # Of the root: the titles in other editions, each with its tag, instead of the edition’s own name.
    others: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> str:
        """All that can be read on the card, on one line."""
        others = tuple(title for _, title in self.others) or (str(self.edition.label),)
        return " | ".join(filter(None, (self.site_title, self.title, *others)))


def cards(library: Library, memory: Memory | None = None) -> Iterator[Card]:
    """Yield the card of each published page and source document, edition by edition; then that of the root.

    The root has one where the site has several titles: it is named by the editions that are not converted.
    """
    memory = memory or Forgetful()
    terms, documents = library.terms.values(), library.documents.values()
    voices = make_voices(library.site, library.interface, library.conversion, terms, documents)
    heads = {name: page.front for name, page in sorted(library.pages.items()) if not page.front.draft}
    titles: list[tuple[Edition, str]] = []
    for edition in library.site.editions:
        fronts = tuple(
            (key, front) for (key, language), front in heads.items() if language == edition.language
        )
        voice = memory.call(Voices.of, voices, edition)
        yield from memory.call(_in_edition, voice, library.site, fronts, tuple(library.documents.items()))
        if not edition.profile:
            titles.append((edition, voice.choose(library.site.title)))
    if len(titles) > 1:
        (first, title), *others = titles
        said = tuple((str(edition.tag), each) for edition, each in others)
        yield Card(ROOT, first, "", title, Place("content/site.yaml"), said)


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
