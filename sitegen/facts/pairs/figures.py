"""The numbers and dates that a page says, each with its place."""

from __future__ import annotations

import dataclasses
from bisect import bisect
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from operator import itemgetter

from sitegen.model import Page, Place
from sitegen.text.addresses import ParagraphTarget, ReferenceTarget, TermTarget
from sitegen.text.body import inline as body
from sitegen.text.body.body import link_of
from sitegen.text.body.inline import Break, Closing, CodeSpan, Foreign, Image, Opening, Quotation, Text
from sitegen.text.joined import ATOM
from sitegen.text.numbers.figures import Figure, find_figures
from sitegen.values import Shared, dataclass

_IDS = (ParagraphTarget, TermTarget, ReferenceTarget)
# Words with a number that counts nothing, by language.
Words = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Figures(Shared):
    """The figures of a page: of its title, of its summary, and of each run of its body by the number of that.

    Those of a body have their places, or None where these cannot be told.
    """

    title: tuple[Figure, ...]
    summary: tuple[Figure, ...]
    runs: Mapping[int, tuple[tuple[Figure, Place | None], ...]]


def figures_on(page: Page, words: Words) -> Figures:
    """Return the figures of a page; those in `words` ask for nothing."""
    title, summary = (
        find_figures(text, page.language, words.get(page.language, ()))
        for text in (page.front.title, page.front.summary)
    )
    every = {run.number: tuple(_figures(run, page, words)) for run in page.body.runs()}
    return Figures(title, summary, {number: found for number, found in every.items() if found})


def _figures(of: body.Run, page: Page, words: Words) -> Iterator[tuple[Figure, Place | None]]:
    for run in _runs(of, page):
        for figure in find_figures(run.text, run.language, words.get(run.language, ())):
            place, is_loose = run.locate(figure.start)
            yield replace(figure, is_firm=figure.is_firm and not is_loose), place


@dataclasses.dataclass(slots=True)
class _Run:
    """Text of one language; of each piece where it begins, its place, and whether it asks for nothing."""

    language: str
    length: int = 0
    texts: list[str] = field(default_factory=list)
    pieces: list[tuple[int, Place | None, bool]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.texts)

    def add(self, text: str, place: Place | None = None, *, is_loose: bool = False) -> None:
        self.pieces.append((self.length, place, is_loose))
        self.texts.append(text)
        self.length += len(text)

    def locate(self, offset: int) -> tuple[Place | None, bool]:
        """Return the place of a character, and whether its piece asks for nothing."""
        start, place, is_loose = self.pieces[bisect(self.pieces, offset, key=itemgetter(0)) - 1]
        return place and replace(place, column=place.column + offset - start), is_loose


def _runs(of: body.Run, page: Page) -> Iterator[_Run]:
    """Yield the text of an inline run, after that of the spans of other languages in it."""
    run, foreign = _Run(page.language), None
    quoted = named = cited = 0
    for index, item in enumerate(of.items):
        link = link_of(item)
        match item:
            case Opening(Foreign(language)):
                run.add(ATOM)
                # Pinyin and the like are read in no language.
                foreign = _Run(_main_language(language))
            case Closing(Foreign()) if foreign:
                yield foreign
                foreign = None
            case Opening(Quotation()) | Closing(Quotation()):
                quoted += 1 if isinstance(item, Opening) else -1
            case Opening() if link and (link.is_automatic or isinstance(link.target, _IDS)):
                named = isinstance(link.target, TermTarget)
                cited = not named
            case Closing() if link:
                named = cited = 0
            case Text(text) if not cited:
                position = page.places.item(of.number, index)
                is_loose = bool(quoted or named or foreign)
                place = page.at(position) if position else None
                (foreign or run).add(text, place, is_loose=is_loose)
            case Break():
                (foreign or run).add(" ")
            case Text(text) | CodeSpan(text) if text:
                run.add(ATOM)
            case Image():
                run.add(ATOM)
    yield run


def _main_language(tag: str) -> str:
    main, _, rest = tag.partition("-")
    return "" if rest.startswith("Latn") else main
