"""A text of another program as a value: its blocks and what stands in them, in no markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from sitegen.exchange.faults import Fault
from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class Marked:
    """Words that are important, stressed, or a program's: `strong`, `em`, `code`."""

    kind: str
    inside: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """Words that lead somewhere: to an address, or to the heading with the id `to` of the text itself."""

    address: str
    to: str
    inside: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line that readers are to see."""


@dataclass(frozen=True, slots=True)
class Noted:
    """The mark of a footnote, by the id that the text has for that."""

    note: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture: the name of the file that it is to have, and its text for those who do not see it."""

    file: str
    alt: str


Inline = str | Marked | Linked | Break | Noted | Shown
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: 1 to 6, and the ids by which the text leads to it."""

    level: int
    inside: Inlines
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    inside: Inlines


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of items, each of several blocks; numbered from `start` on, or with dots where that is None."""

    start: int | None
    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A block quotation."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of cells, the first of which are its head."""

    rows: tuple[tuple[Inlines, ...], ...]


@dataclass(frozen=True, slots=True)
class Defined:
    """Words, each with what is said of it."""

    entries: tuple[tuple[Inlines, tuple[Block, ...]], ...]


@dataclass(frozen=True, slots=True)
class Program:
    """Lines that stand as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""


Block = Heading | Paragraph | Listed | Quoted | Table | Defined | Program | Rule


@dataclass(frozen=True, slots=True)
class Text:
    """A whole text: its title, its blocks, its footnotes by their ids, its pictures, what was left out."""

    title: str
    blocks: tuple[Block, ...]
    notes: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    # The bytes of pictures, by the names that they are to have behind that of the page.
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    # What a page cannot hold, for its editor to decide about.
    told: tuple[Fault, ...] = ()


def plain(inside: Iterable[Inline]) -> str:
    """Return the words of a line, on one line."""
    return " ".join("".join(_plain(inside)).split())


def _plain(inside: Iterable[Inline]) -> Iterator[str]:
    for each in inside:
        if isinstance(each, str):
            yield each
        elif isinstance(each, Marked | Linked):
            yield from _plain(each.inside)
        elif isinstance(each, Break):
            yield " "


def deep(inside: Iterable[Inline]) -> Iterator[Inline]:
    """Yield what stands in a line, at whatever depth."""
    for each in inside:
        yield each
        if isinstance(each, Marked | Linked):
            yield from deep(each.inside)
