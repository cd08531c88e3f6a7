"""The blocks of a page as a tree, section by section: what two languages are compared and aligned by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from sitegen.text.markdown.parse import ONLY

# What a block is called, by the token that opens it; others are called after their token.
_KINDS = {
    "bullet_list": "list",
    "ordered_list": "numbered list",
    "list_item": "item",
    "blockquote": "block quotation",
    "tr": "row",
    "th": "cell",
    "td": "cell",
    "thead": "table head",
    "tbody": "table body",
    "dl": "definition list",
    "dt": "defined word",
    "dd": "definition",
    "hr": "rule",
    "fence": "code",
    "code_block": "code",
    "container_note": "note",
    "container_outside": "outside",
    f"container_{ONLY}": ONLY,
    "stale_notice": "notice",
    "footnote_block": "footnotes",
    "footnote": "footnote",
}
_SKIPPED = ("inline", "footnote_anchor", "html_block")
_ONLY = (f"container_{ONLY}_open", f"container_{ONLY}_close")
# The kinds of blocks that stand in one language alone: no partner is looked for.
ALONE = (ONLY, "notice")


@dataclass(frozen=True, slots=True)
class Block:
    """A block: what it is, its tokens from the opening to the closing one, and the blocks inside it."""

    kind: str
    tokens: tuple[Token, ...]
    children: tuple[Block, ...] = ()

    @property
    def line(self) -> int:
        """The line of the file, counted from 1, on which the block begins."""
        return next((token.map[0] for token in self.tokens if token.map), 0) + 1

    @property
    def inlines(self) -> tuple[Token, ...]:
        """The inline runs in the block, in order, those of the blocks inside it among them."""
        return tuple(token for token in self.tokens if token.type == "inline")


@dataclass(frozen=True, slots=True)
class Section:
    """The blocks from one heading with an id to the next; `id` is "" for those before the first."""

    id: str
    blocks: tuple[Block, ...]

    @property
    def inlines(self) -> tuple[Token, ...]:
        """The inline runs of the section, in order."""
        return tuple(token for block in self.blocks for token in block.inlines)


def sections(tokens: Iterable[Token], *, with_only: bool = False) -> tuple[Section, ...]:
    """Return the sections of a page in order, the first always that before any heading.

    Blocks in an `only` container are left out unless asked for: the partner has none. Footnotes stand at the
    page’s end, therefore in its last section.
    """
    found: list[tuple[str, list[Block]]] = [("", [])]
    for block in _blocks(list(tokens)) if with_only else blocks(list(tokens)):
        id_ = str(block.tokens[0].attrs.get("id", "")) if block.kind == "heading" else ""
        if id_:
            found.append((id_, []))
        found[-1][1].append(block)
    return tuple(Section(id_, tuple(each)) for id_, each in found)


def blocks(tokens: Sequence[Token]) -> tuple[Block, ...]:
    """Return the outermost blocks of a run of block tokens, without those in an `only` container."""
    return tuple(_blocks(tuple(_shared(tokens))))


def _shared(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield the tokens that stand in no `only` container, at whatever depth that stands."""
    depth = 0
    for token in tokens:
        is_only = token.type in _ONLY
        depth += token.nesting if is_only else 0
        if not depth and not is_only:
            yield token


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    start = 0
    while start < len(tokens):
        token = tokens[start]
        end = _end(tokens, start)
        name = token.type.removesuffix("_open")
        if name not in _SKIPPED:
            inner = tokens[start + 1 : end - 1]
            yield Block(_KINDS.get(name, name), tuple(tokens[start:end]), tuple(_blocks(inner)))
        start = end


def _end(tokens: Sequence[Token], start: int) -> int:
    """Return the index behind the token that closes what `tokens[start]` opens."""
    depth = 0
    for index in range(start, len(tokens)):
        depth += tokens[index].nesting
        if depth <= 0:
            return index + 1
    return len(tokens)
