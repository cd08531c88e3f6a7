"""The body of a page: its sections, and the blocks in them.

Blocks and runs have a number, by which `Places` knows them: it says how many of them begin before. So bodies
can be compared as values, no words know their line, and a line that is added above changes no body.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen.text.body.inline import Destination, Run
from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text; in a list without empty lines it is a tight one, which has no element of its own."""

    number: int
    run: Run
    is_tight: bool = False


@dataclass(frozen=True, slots=True)
class PictureBlock:
    """A paragraph that is a picture with a title, or one that is drawn: its run is one `Image`."""

    number: int
    run: Run


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `id` is "" where it has none. Outside other blocks, one with an id begins a section."""

    number: int
    level: int
    id: str
    run: Run


@dataclass(frozen=True, slots=True)
class List:
    """A list of `Item` blocks; a numbered one begins with `start`."""

    number: int
    is_numbered: bool
    start: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a list."""

    number: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of one or two `TablePart` blocks: its head, and its body if it has one."""

    number: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class TablePart:
    """The head or the body of a table: `Row` blocks."""

    number: int
    is_head: bool
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of `Cell` blocks."""

    number: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; `side` is where its text stands: left, center, right or ""."""

    number: int
    is_head: bool
    side: str
    run: Run


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation."""

    number: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """`DefinedWord` blocks, each followed by its `Definition` blocks."""

    number: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class DefinedWord:
    """What a definition list defines."""

    number: int
    run: Run


@dataclass(frozen=True, slots=True)
class Definition:
    """What a definition list says of a word."""

    number: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A box beside the text; `title` is "" where it has none."""

    number: int
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Outside:
    """A box for what is not from the sources, which it says above its `title`, if it has one."""

    number: int
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """What readers unfold: they see its `title`, and what it holds when they ask for it."""

    number: int
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Only:
    """Blocks that their language alone needs; readers see no box, nor its `title`."""

    number: int
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines of a program in `language`, "" where that is not said."""

    number: int
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class ThematicBreak:
    """A line across the page."""

    number: int


@dataclass(frozen=True, slots=True)
class HtmlBlock:
    """HTML as written. Bodies of pages hold none: `read` names it and leaves it out."""

    number: int
    html: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote: which one it is, from 1 on, and how many marks refer to it."""

    number: int
    note: int
    references: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Footnotes:
    """All footnotes of a page: `Footnote` blocks."""

    number: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class StaleNotice:
    """Tells readers that the original has changed, and where it is; no author writes it: its number is -1."""

    number: int
    to: Destination


# Blocks that hold text and no blocks, and those that hold blocks.
RunBlock = Paragraph | PictureBlock | Heading | Cell | DefinedWord
Container = (
    List
    | ListItem
    | Table
    | TablePart
    | Row
    | Quote
    | DefinitionList
    | Definition
    | Note
    | Outside
    | Fold
    | Only
    | Footnote
    | Footnotes
)
Block = RunBlock | Container | CodeBlock | ThematicBreak | HtmlBlock | StaleNotice
Box = Note | Outside | Fold | Only


def kind_of(block: Block) -> str:
    """Return what a block is called where two languages are compared.

    >>> kind_of(ThematicBreak(0))
    'rule'
    """
    if isinstance(block, List):
        return "numbered list" if block.is_numbered else "list"
    if isinstance(block, TablePart):
        return "table head" if block.is_head else "table body"
    return _KINDS[type(block)]


_KINDS: dict[type[Block], str] = {
    Paragraph: "paragraph",
    PictureBlock: "paragraph",
    Heading: "heading",
    ListItem: "item",
    Table: "table",
    Row: "row",
    Cell: "cell",
    Quote: "block quotation",
    DefinitionList: "definition list",
    DefinedWord: "defined word",
    Definition: "definition",
    Note: "note",
    Outside: "outside",
    Fold: "fold",
    Only: "only",
    CodeBlock: "code",
    ThematicBreak: "rule",
    HtmlBlock: "HTML",
    Footnote: "footnote",
    Footnotes: "footnotes",
    StaleNotice: "notice",
}


def inner(block: Block) -> tuple[Block, ...]:
    """Return the blocks directly inside a block."""
    return block.blocks if isinstance(block, Container) else ()


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield each block and, after it, those inside it."""
    for block in blocks:
        yield block
        yield from walk(inner(block))


def runs_in(blocks: Iterable[Block]) -> Iterator[Run]:
    """Yield the runs in blocks and in the blocks inside them, in order."""
    return (block.run for block in walk(blocks) if isinstance(block, RunBlock))
