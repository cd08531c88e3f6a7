"""The body of a page as a value, and the questions that are asked of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from sitegen.text.addresses import ParagraphTarget, TermTarget
from sitegen.text.body.blocks import Block, Footnotes, Heading, RunBlock, walk
from sitegen.text.body.flat import plain_text
from sitegen.text.body.inline import (
    Anchor,
    Closing,
    Image,
    Item,
    Link,
    Opening,
    Quotation,
    Quoted,
    Run,
    Saying,
)
from sitegen.values import Derives, Shared, dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """The blocks below a heading with an id, up to the next; the first section of a body has no heading."""

    heading: Heading | None
    blocks: tuple[Block, ...]

    @property
    def id(self) -> str:
        """The id of the heading, or ""."""
        return self.heading.id if self.heading else ""

    @property
    def level(self) -> int:
        """The level of the heading, 0 where there is none."""
        return self.heading.level if self.heading else 0

    @property
    def all_blocks(self) -> tuple[Block, ...]:
        """The heading, where there is one, and the blocks below it."""
        return (self.heading, *self.blocks) if self.heading else self.blocks


@dataclass(frozen=True, slots=True)
class Linked:
    """A link or a picture: the number of its run, its index in the flat run, and the words readers see."""

    run: int
    index: int
    what: Link | Image
    text: str


@dataclass(frozen=True)
class Body(Derives, Shared):
    """What the body of a page says, without where it says it.

    `language` is that in which it is written; the first of its `sections` is what stands before any heading
    with an id, and may be empty.
    """

    language: str
    sections: tuple[Section, ...]
    footnotes: Footnotes | None = None

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The outermost blocks in order, headings and footnotes among them."""
        found = tuple(block for section in self.sections for block in section.all_blocks)
        return (*found, self.footnotes) if self.footnotes else found

    @property
    def whole_sections(self) -> tuple[Section, ...]:
        """The sections, with the footnotes as the last block of the last: they stand at the page's end."""
        if self.footnotes is None:
            return self.sections
        last = self.sections[-1]
        return (*self.sections[:-1], Section(last.heading, (*last.blocks, self.footnotes)))

    @cached_property
    def every_block(self) -> tuple[Block, ...]:
        """The blocks at whatever depth, in order."""
        return tuple(walk(self.blocks))

    def runs(self) -> Iterator[Run]:
        """Yield the runs in order; texts of pictures are inside them."""
        return (block.run for block in self.every_block if isinstance(block, RunBlock))

    def runs_with_alts(self) -> Iterator[Run]:
        """Yield the runs in order, and after each the texts of the pictures in it."""
        for run in self.runs():
            yield from with_alts(run)

    def headings(self) -> Iterator[Heading]:
        """Yield the headings in order, those inside other blocks among them."""
        return (block for block in self.every_block if isinstance(block, Heading))

    @cached_property
    def citations(self) -> tuple[tuple[str, str], ...]:
        """The paragraphs that are cited, as they come, each with the id of its section or ""."""
        return tuple(self._citations())

    def _citations(self) -> Iterator[tuple[str, str]]:
        section = ""
        for block in self.every_block:
            if isinstance(block, Heading) and block.id:
                section = block.id
            if isinstance(block, RunBlock):
                for id_ in cited_in(deep(block.run)):
                    yield id_, section

    def terms(self) -> tuple[str, ...]:
        """Return the ids of the terms that are linked, in order, each once."""
        found = (link.target for run in self.runs() for link in links_in(deep(run)))
        return tuple(dict.fromkeys(target.id for target in found if isinstance(target, TermTarget)))

    @cached_property
    def linked(self) -> tuple[Linked, ...]:
        """The links and pictures in order, pictures in the texts of others too."""
        return tuple(each for run in self.runs() for each in _linked(run))

    def quotations(self) -> Iterator[tuple[int, int, Saying]]:
        """Yield what is quoted in order: the number of its run, its place among those there, the words."""
        for run in self.runs():
            marks = (item.mark for item in run.items if isinstance(item, Opening))
            sayings = (
                each for mark in marks if isinstance(mark, Quotation | Quoted) for each in mark.sayings
            )
            for number, saying in enumerate(sayings):
                yield run.number, number, saying

    def text(self) -> str:
        """Return what the body says, one line for each of its runs."""
        return "\n".join(plain_text(run.items) for run in self.runs())


def _linked(run: Run) -> Iterator[Linked]:
    items = run.items
    opened: list[tuple[int, Link]] = []
    for index, item in enumerate(items):
        if isinstance(item, Opening) and (link := link_of(item)):
            opened.append((index, link))
        elif isinstance(item, Closing) and link_of(item) and opened:
            start, link = opened.pop()
            yield Linked(run.number, start, link, plain_text(items[start:index]).strip())
        elif isinstance(item, Image):
            yield Linked(run.number, index, item, plain_text([item]).strip())
            yield from (each for each in _linked(item.alt) if isinstance(each.what, Image))


def link_of(item: Item) -> Link | None:
    """Return the link that begins or ends with an item of a flat run, as its author wrote it, or None."""
    if isinstance(item, Opening | Closing):
        if isinstance(item.mark, Link):
            return item.mark
        if isinstance(item.mark, Anchor):
            return item.mark.link
    return None


def links_in(items: Iterable[Item]) -> Iterator[Link]:
    """Yield the links that begin among items of a flat run."""
    return (link for item in items if isinstance(item, Opening) and (link := link_of(item)))


def cited_in(items: Iterable[Item]) -> Iterator[str]:
    """Yield the ids of the paragraphs that items of a flat run cite, as they come."""
    targets = (link.target for link in links_in(items))
    return (target.id for target in targets if isinstance(target, ParagraphTarget))


def deep(run: Run) -> Iterator[Item]:
    """Yield the items of a flat run, and after each picture those of its text."""
    for item in run.items:
        yield item
        if isinstance(item, Image):
            yield from deep(item.alt)


def with_alts(run: Run) -> Iterator[Run]:
    """Yield a run, and after it the texts of the pictures in it, at whatever depth."""
    yield run
    for item in run.items:
        if isinstance(item, Image):
            yield from with_alts(item.alt)
