"""Rule for the texts in which no markup is read: titles, captions, the words of YAML files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen.facts.slices import Pages
from sitegen.model import Diagnostic, Mend, Page, Place, Words
from sitegen.model.passages import front_words, titles
from sitegen.rules import MARKUP_IN_PLAIN_TEXT
from sitegen.text.body.blocks import Box
from sitegen.text.slips.plain_marks import find_plain_marks


def check_plain_text(
    pages: Pages, words: Mapping[str, tuple[Words, ...]], files: frozenset[str]
) -> Iterator[Diagnostic]:
    """Titles, captions and the words of YAML files are plain: no mark of Markdown or HTML is read in them."""
    for text, place in _plain(pages, words, files):
        for mark in find_plain_marks(text):
            at = Place(place.path, place.line, place.column + mark.start)
            mends = () if mark.better is None else (Mend(at, mark.written, mark.better),)
            yield MARKUP_IN_PLAIN_TEXT(at, mends=mends, words=mark.written)


def _plain(
    pages: Pages, words: Mapping[str, tuple[Words, ...]], files: frozenset[str]
) -> Iterator[tuple[str, Place]]:
    for page in pages.values():
        yield from ((words, words.place) for words in front_words(page))
        yield from _captions(page)
    for said in words.values():
        # Words that the site has from the project are not this site's to mend.
        yield from ((each, each.place) for each in said if each.place.path in files)


def _captions(page: Page) -> Iterator[tuple[str, Place]]:
    """Yield the titles of boxes, of links and of pictures."""
    for block in page.body.every_block:
        if isinstance(block, Box) and block.title:
            yield block.title, page.at(page.places.block(block.number))
    for run in page.body.runs_with_alts():
        yield from ((title, title.place) for title in titles(run, page))
