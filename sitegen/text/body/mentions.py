"""Links on the first mention of each term in running text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sitegen.text.addresses import TERM, TermTarget
from sitegen.text.body.blocks import Block, Heading, RunBlock
from sitegen.text.body.body import Body
from sitegen.text.body.inline import (
    Anchor,
    Break,
    Closing,
    Foreign,
    Item,
    Link,
    Opening,
    Pinyin,
    Quotation,
    RubyText,
    Space,
    Text,
    Write,
)
from sitegen.text.body.rewrite import change_blocks, change_items
from sitegen.text.words import Names

# Inside these, words are not the page's running text, or lead somewhere already.
_CLOSED = Link | Anchor | Quotation | Foreign | Pinyin | RubyText | Write


def link_mentions(body: Body, names: Names, known: Iterable[str]) -> Body:
    """Return `body` with a link around the first mention of each term that is not in `known`, by its id.

    Headings, links, quotations, words of another language and code have no such links.
    """
    linked = set(known)

    # In the order of the page: what is changed first has the link.
    def changed(block: Block) -> Block:
        if isinstance(block, RunBlock) and not isinstance(block, Heading):
            run = change_items(block.run, lambda items: _link_items(items, names, linked))
            return block if run is block.run else replace(block, run=run)
        return block

    return change_blocks(body, changed)


def _link_items(items: Sequence[Item], names: Names, linked: set[str]) -> Iterator[Item]:
    depth = 0
    running: list[Text | Space | Break] = []
    for item in items:
        if isinstance(item, Opening | Closing) and isinstance(item.mark, _CLOSED):
            depth += 1 if isinstance(item, Opening) else -1
        # A name may go on behind the end of a line.
        if not depth and (isinstance(item, Text | Space) or (isinstance(item, Break) and not item.is_hard)):
            running.append(item)
            continue
        yield from _link_running(running, names, linked)
        running = []
        yield item
    yield from _link_running(running, names, linked)


def _link_running(run: Sequence[Text | Space | Break], names: Names, linked: set[str]) -> Iterator[Item]:
    """Yield items of text that stand side by side, cut where a link begins or ends."""
    opening: dict[int, Link] = {}
    closing: dict[int, Link] = {}
    for start, stop, id_ in names.find("".join(map(_text, run))):
        if id_ not in linked:
            linked.add(id_)
            opening[start] = closing[stop] = Link(TermTarget(id_), f"{TERM}:{id_}")
    if not opening:
        yield from run
        return
    edges = sorted({*opening, *closing})
    start = 0
    for item in run:
        text = _text(item)
        inside = edges[bisect_right(edges, start) : bisect_left(edges, start + len(text))]
        cuts = [0, *(edge - start for edge in inside), len(text)]
        for at, until in pairwise(cuts):
            if start + at in closing:
                yield Closing(closing.pop(start + at))
            if start + at in opening:
                yield Opening(opening.pop(start + at))
            yield replace(item, text=text[at:until]) if len(cuts) > 2 and isinstance(item, Text) else item
        start += len(text)
    yield from map(Closing, closing.values())


def _text(item: Text | Space | Break) -> str:
    if isinstance(item, Break):
        return "\n"
    return item.text if isinstance(item, Text) else ""
