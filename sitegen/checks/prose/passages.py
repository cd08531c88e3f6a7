"""Everything in a language that readers see, on pages and beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sitegen.facts.slices import Pages
from sitegen.model import Page, Words
from sitegen.model.passages import Passage, run_passage, words_passage
from sitegen.text.body.blocks import runs_in
from sitegen.text.body.body import Section
from sitegen.text.body.rewrite import without_only
from sitegen.text.languages import CONVERTED

# What is converted between its scripts, and checked for that.
LANGUAGE = CONVERTED


def chinese_passages(
    pages: Pages, words: Mapping[str, tuple[Words, ...]], phrases: Iterable[Words]
) -> Iterator[Passage]:
    """Yield what is written in Chinese: pages, the Chinese of `words`, and phrases of sources."""
    for (_, language), page in pages.items():
        if language == LANGUAGE:
            yield from page.passages
    yield from map(words_passage, (*words.get(LANGUAGE, ()), *phrases))


def section_passages(page: Page) -> Iterator[tuple[Section, tuple[Passage, ...]]]:
    """Yield the sections of a page, each with its inline runs; blocks of `only` are not among them."""
    for section in without_only(page.body).whole_sections:
        runs = (run for run in runs_in(section.all_blocks) if run.pieces)
        yield section, tuple(run_passage(run, page) for run in runs)
