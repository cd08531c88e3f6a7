"""Runs as flat sequences, in which marks are items that begin and end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sitegen.text.body.inline import Break, Closing, CodeSpan, Image, Item, Marked, Opening, Piece, Text


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

    >>> from sitegen.text.body.inline import Run, Strong
    >>> inside(Run(0, (Marked(Strong(), (Text("so"),)), Text("not"))).items, 0)
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
        return plain_text(item.alt.items)
    return ""
