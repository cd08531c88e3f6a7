"""Everything on a page that readers see, passage by passage, each character with its place."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from operator import itemgetter
from typing import Protocol

from sitegen.model.front import FrontMatter
from sitegen.model.places import FIRST, Place, Words
from sitegen.text.body.blocks import Box, RunBlock
from sitegen.text.body.body import Body, link_of, with_alts
from sitegen.text.body.inline import Image, Opening, Run
from sitegen.text.body.places import Places, Position
from sitegen.text.body.stretches import choice_spans, joined, placed, stretches
from sitegen.values import dataclass


class OnPage(Protocol):
    """What passages ask of the page on which they stand."""

    @property
    def front(self) -> FrontMatter: ...
    @property
    def body(self) -> Body: ...
    @property
    def places(self) -> Places: ...
    @property
    def place(self) -> Place: ...
    def at(self, position: Position) -> Place: ...
    def item(self, run: int, index: int) -> Place: ...


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of text: `limits` says for each character what conversion may not do to it (see text.writing)."""

    text: str
    limits: bytes
    # Its file; where words begin in the text, each with its position there.
    path: str
    starts: tuple[tuple[int, Position], ...]
    # That on which it stands, if it stands on one.
    page: OnPage | None = None
    # From where to where a `write:` span goes, and the editions that it names ("" for all).
    spans: tuple[tuple[int, int, frozenset[str]], ...] = ()

    def spanned(self, names: frozenset[str]) -> frozenset[int]:
        """Return the offsets of characters that a span decides for the edition called `names`."""
        return frozenset(
            offset
            for start, end, named in self.spans
            if "" in named or named & names
            for offset in range(start, end)
        )

    def is_free(self, start: int, end: int) -> bool:
        """Tell whether all of this is running text of the page: no quotation, nothing kept as it is."""
        return all(
            not limit or character == "\n"
            for limit, character in zip(self.limits[start:end], self.text[start:end], strict=True)
        )

    def place(self, offset: int) -> Place:
        """Return where the author wrote the character at `offset`."""
        start, position = self.starts[bisect(self.starts, offset, key=itemgetter(0)) - 1]
        return Place(self.path, position.line, position.column + offset - start)


def passages_of(page: OnPage) -> Iterator[Passage]:
    """Yield what is written on `page`, its front matter first."""
    for words in front_words(page):
        yield words_passage(words, page)
    for block in page.body.every_block:
        if isinstance(block, RunBlock) and block.run.pieces:
            yield from _run_passages(block.run, page)
        elif isinstance(block, Box) and block.title:
            yield words_passage(Words(block.title, page.at(page.places.block(block.number))), page)


def _run_passages(run: Run, page: OnPage) -> Iterator[Passage]:
    for each in with_alts(run):
        if each.pieces:
            yield run_passage(each, page)
        yield from (words_passage(title, page) for title in titles(each, page))


def titles(run: Run, page: OnPage) -> Iterator[Words]:
    """Yield the titles of the links and pictures of a run."""
    for index, item in enumerate(run.items):
        named = item if isinstance(item, Image) else link_of(item) if isinstance(item, Opening) else None
        if named and named.title:
            position = page.places.title(run.number, index)
            yield Words(named.title, page.at(position) if position else page.item(run.number, index))


def run_passage(run: Run, page: OnPage) -> Passage:
    """Return what a run of a page says."""
    found = stretches(run)
    text, limits = joined(found)
    starts = ((0, Position(FIRST, FIRST)), *placed(found, run.number, page.places))
    return Passage(text, limits, page.place.path, starts, page, tuple(choice_spans(found)))


def words_passage(words: Words, page: OnPage | None = None) -> Passage:
    """Return words that stand for themselves, on a page or elsewhere."""
    at = Position(words.place.line, words.place.column)
    return Passage(str(words), bytes(len(words)), words.place.path, ((0, at),), page)


def front_words(page: OnPage) -> tuple[Words, ...]:
    """Return the words of a page's front matter that readers see."""
    front = page.front
    return tuple(words for words in (front.title, front.summary, front.label) if words is not None)
