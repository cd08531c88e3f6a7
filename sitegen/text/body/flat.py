"""Runs as flat sequences, in which marks are items that begin and end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sitegen.text.body.inline import Break, CodeSpan, Image, Leaf, Mark, Marked, Piece, Text


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a mark begins, in a flat run."""

    mark: Mark


@dataclass(frozen=True, slots=True)
class Closing:
    """Where a mark ends, in a flat run."""

    mark: Mark


Item = Leaf | Opening | Closing


def flat(pieces: Iterable[Piece]) -> list[Item]:
    """Return the leaves of `pieces` in order, with an item where each mark begins and where it ends.

    The index of an item in the flat run is that by which `Places` knows it.
    """
    items: list[Item] = []
    _flatten(pieces, items)
    return items


def _flatten(pieces: Iterable[Piece], items: list[Item]) -> None:
    # Marks have a depth: a run is no deeper than the parser lets it be.
    for piece in pieces:
        if isinstance(piece, Marked):
            items.append(Opening(piece.mark))
            _flatten(piece.pieces, items)
            items.append(Closing(piece.mark))
        else:
            items.append(piece)


def nested(items: Iterable[Item]) -> tuple[Piece, ...]:
    """Return the pieces of a flat run, whose marks end in the reverse of the order in which they begin."""
    levels: list[list[Piece]] = [[]]
    for item in items:
        if isinstance(item, Opening):
            levels.append([])
        elif isinstance(item, Closing):
            inside = tuple(levels.pop())
            levels[-1].append(Marked(item.mark, inside))
        else:
            levels[-1].append(item)
    return tuple(levels[0])


def inside(items: Sequence[Item], index: int) -> list[Item]:
    """Return the items between the mark that begins at `index` and its end.

    >>> from sitegen.text.body.inline import Strong
    >>> inside(flat([Marked(Strong(), (Text("so"),)), Text("not")]), 0)
    [Text(text='so', is_literal=False)]
    """
    depth = 0
    for end in range(index, len(items)):
        depth += isinstance(items[end], Opening) - isinstance(items[end], Closing)
        if not depth:
            return list(items[index + 1 : end])
    raise ValueError(f"no mark begins at {index}")


def plain_text(items: Iterable[Item]) -> str:
    """Return what a reader sees of a flat run, without its marks; breaks become spaces.

    >>> plain_text([Text("where"), Break(is_hard=False), CodeSpan("rivers")])
    'where rivers'
    """
    return "".join(map(seen, items))


def seen(item: Item) -> str:
    """Return what a reader sees of one item of a flat run."""
    if isinstance(item, Text | CodeSpan):
        return item.text
    if isinstance(item, Break):
        return " "
    if isinstance(item, Image):
        return plain_text(flat(item.alt.pieces))
    return ""
