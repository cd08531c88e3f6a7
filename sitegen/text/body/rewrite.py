"""Bodies made into others: run by run, link by link."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import replace
from operator import is_, is_not

from sitegen.text.addresses import Target
from sitegen.text.body.blocks import Block, Box, Container, Footnotes, Heading, Only, RunBlock, StaleNotice
from sitegen.text.body.body import Body, Section
from sitegen.text.body.flat import nested
from sitegen.text.body.inline import Anchor, Closing, Destination, Item, Link, Opening, Run

# The number of a block that no author wrote.
UNWRITTEN = -1


def change_blocks(body: Body, change: Callable[[Block], Block | None]) -> Body:
    """Return `body` with each block changed, those inside it before itself; None leaves a block out.

    A heading that begins a section and the frame of the footnotes are changed, too, and are never left out.
    """

    def changed(block: Block) -> Block | None:
        if isinstance(block, Container):
            kept = tuple(each for each in map(changed, block.blocks) if each is not None)
            if len(kept) < len(block.blocks) or any(map(is_not, kept, block.blocks)):
                block = replace(block, blocks=kept)
        return change(block)

    def section(of: Section) -> Section:
        heading = changed(of.heading) if of.heading else None
        assert heading is None or isinstance(heading, Heading)
        return Section(heading, tuple(each for each in map(changed, of.blocks) if each is not None))

    footnotes = changed(body.footnotes) if body.footnotes else None
    assert footnotes is None or isinstance(footnotes, Footnotes)
    return Body(body.language, tuple(map(section, body.sections)), footnotes)


def change_runs(body: Body, change: Callable[[Run], Run], title: Callable[[str], str] | None = None) -> Body:
    """Return `body` with each run changed, and each title of a box where `title` is given."""

    def changed(block: Block) -> Block:
        if isinstance(block, RunBlock):
            run = change(block.run)
            return block if run is block.run else replace(block, run=run)
        if isinstance(block, Box) and title is not None:
            return replace(block, title=title(block.title))
        return block

    return change_blocks(body, changed)


def change_items(run: Run, change: Callable[[Sequence[Item]], Iterable[Item]]) -> Run:
    """Return `run` with its flat items changed; the same run where all of them stay."""
    items = run.items
    changed = list(change(items))
    is_same = len(changed) == len(items) and all(map(is_, changed, items))
    return run if is_same else Run(run.number, nested(changed))


def without_only(body: Body) -> Body:
    """Return `body` without the blocks that its language alone needs, at whatever depth they stand."""
    return change_blocks(body, lambda block: None if isinstance(block, Only) else block)


def resolve_links(body: Body, resolve: Callable[[Target], Destination]) -> Body:
    """Return `body` with each link led to where `resolve` says that its target is."""

    def resolved(item: Item) -> Item:
        if isinstance(item, Opening | Closing) and isinstance(item.mark, Link):
            return type(item)(Anchor(item.mark, resolve(item.mark.target)))
        return item

    def of_run(run: Run) -> Run:
        items = run.items
        has_link = any(isinstance(item, Opening) and isinstance(item.mark, Link) for item in items)
        return Run(run.number, nested(map(resolved, items))) if has_link else run

    return change_runs(body, of_run)


def insert_notices(
    body: Body, stale: Set[str], original: Callable[[str], Destination], *, is_above: bool = False
) -> Body:
    """Return `body` with a notice for readers behind the heading of each section whose id is in `stale`.

    `original` says where a section of the original is, "" for the page as a whole; `is_above` asks for a
    notice before everything.
    """

    def noted(number: int, section: Section) -> Section:
        if section.id in stale if section.id else is_above and not number:
            return Section(section.heading, (StaleNotice(UNWRITTEN, original(section.id)), *section.blocks))
        return section

    sections = tuple(noted(number, section) for number, section in enumerate(body.sections))
    return Body(body.language, sections, body.footnotes)
