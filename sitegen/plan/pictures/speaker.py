"""Who says what authors wrote in a picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from sitegen.model import Words
from sitegen.model.drawings import Lead, SpringName
from sitegen.model.pictures import Said
from sitegen.values import dataclass


class Speaker(Protocol):
    """Says in one edition what authors wrote, and where links lead."""

    language: str

    def say(self, words: Said) -> str:
        """Return what is written in the edition’s language, or ""."""

    def lead(self, to: Words | None) -> str | None:
        """Return the URL that `to` means, or None where the edition has nothing there."""


class TableSpeaker(Speaker, Protocol):
    """Also knows the interface words, and where numbered paragraphs stand."""

    words: Mapping[str, str]

    def cite(self, ids: Iterable[Words]) -> tuple[Lead, ...]:
        """Return the paragraphs that exist, with their URLs."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a source as an edition writes them, with the name of the source and their `language`."""

    words: str
    source: str
    language: str
    # The tag of the language, or "" where it is that of the edition.
    tag: str


class SourceSpeaker(TableSpeaker, Protocol):
    """Also says what stands in sources."""

    def quote(self, words: Words, cites: Iterable[Words]) -> Quoted:
        """Return words of the source of the first paragraph that exists."""


class RiverSpeaker(TableSpeaker, Protocol):
    """Also knows what terms are called."""

    def names(self, term: Words | None) -> tuple[SpringName, ...]:
        """Return what a term is called in each language, and how that is read; nothing where it is none."""
