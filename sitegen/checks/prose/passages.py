"""Everything in a language that readers see, passage by passage, each character with its place."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter

from sitegen.facts.index import Pages
from sitegen.model import Page, Place, Words
from sitegen.text.body.blocks import Box, RunBlock, runs_in, walk
from sitegen.text.body.body import Section, link_of, with_alts
from sitegen.text.body.flat import Opening, flat
from sitegen.text.body.inline import Image, Run
from sitegen.text.body.rewrite import without_only
from sitegen.text.body.stretches import choice_spans, joined, placed, stretches
from sitegen.text.languages import CONVERTED

# What is converted between its scripts, and checked for that.
LANGUAGE = CONVERTED


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of text: `limits` says for each character what conversion may not do to it (see text.writing)."""

    text: str
    limits: bytes
    starts: tuple[tuple[int, Place], ...]
    page: Page | None = None
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
        start, place = self.starts[bisect(self.starts, offset, key=itemgetter(0)) - 1]
        return Place(place.path, place.line, place.column + offset - start)


def chinese_passages(
    pages: Pages, words: Mapping[str, tuple[Words, ...]], phrases: Iterable[Words]
) -> Iterator[Passage]:
    """Yield what is written in Chinese: pages, the Chinese of `words`, and phrases of sources."""
    for (_, language), page in pages.items():
        if language == LANGUAGE:
            yield from page_passages(page)
    yield from map(_words_passage, (*words.get(LANGUAGE, ()), *phrases))


def page_passages(page: Page) -> Iterator[Passage]:
    """Yield what is written on a page, its front matter first."""
    for words in front_words(page):
        yield _words_passage(words, page)
    for block in walk(page.body.blocks):
        if isinstance(block, RunBlock) and block.run.pieces:
            yield from _run_passages(block.run, page)
        elif isinstance(block, Box) and block.title:
            yield _words_passage(Words(block.title, page.at(page.places.block(block.number))), page)


def section_passages(page: Page) -> Iterator[tuple[Section, tuple[Passage, ...]]]:
    """Yield the sections of a page, each with its inline runs; blocks of `only` are not among them."""
    for section in without_only(page.body).whole_sections:
        runs = (run for run in runs_in(section.all_blocks) if run.pieces)
        yield section, tuple(_run_passage(run, page) for run in runs)


def _run_passages(run: Run, page: Page) -> Iterator[Passage]:
    for each in with_alts(run):
        if each.pieces:
            yield _run_passage(each, page)
        yield from (_words_passage(title, page) for title in titles(each, page))


def titles(run: Run, page: Page) -> Iterator[Words]:
    """Yield the titles of the links and pictures of a run."""
    for index, item in enumerate(flat(run.pieces)):
        named = item if isinstance(item, Image) else link_of(item) if isinstance(item, Opening) else None
        if named and named.title:
            position = page.places.title(run.number, index)
            yield Words(named.title, page.at(position) if position else page.item(run.number, index))


def _run_passage(run: Run, page: Page) -> Passage:
    found = stretches(run)
    text, limits = joined(found)
    starts = [(start, page.at(position)) for start, position in placed(found, run.number, page.places)]
    return Passage(text, limits, ((0, page.place), *starts), page, tuple(choice_spans(found)))


def _words_passage(words: Words, page: Page | None = None) -> Passage:
    return Passage(str(words), bytes(len(words)), ((0, words.place),), page)


def front_words(page: Page) -> tuple[Words, ...]:
    """Return the words of a page's front matter that readers see."""
    front = page.front
    return tuple(words for words in (front.title, front.summary, front.label) if words is not None)
