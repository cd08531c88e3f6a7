"""A body and its partner as one: block beside block, each with an address of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import count

from sitegen.facts.pairs.pairing import Pairing, pair_blocks
from sitegen.text.body.blocks import (
    Block,
    Container,
    DefinedWord,
    Definition,
    Footnote,
    Heading,
    ListItem,
    Only,
    Row,
    Table,
    TablePart,
    inner,
    kind_of,
)
from sitegen.text.body.body import Body, Section
from sitegen.text.html.paired import Pair

# What HTML allows only inside a whole: it stays there also where it has no partner.
_PARTS = (ListItem, DefinedWord, Definition, Footnote)
# Two of these can be one only if they have the same rows and cells.
_TABLES = (Table, TablePart, Row)
# What is shown as it is and need be told apart.
_LEAVES = frozenset({"heading", "defined word", "cell", "rule"})


def align(ours: Body, theirs: Body) -> tuple[Pair, ...]:
    """Return every block of both bodies, once and in the order of ours, beside its partner where it has one.

    A heading's id is its own, all other blocks are `b-section-number`: they depend on the pair of pages, and
    on nothing that differs between editions.
    """
    taken: set[str] = set()
    addresses = _addresses("")
    aligned: list[Pair] = []
    for pairing in _pairings(ours, theirs):
        for pair in _pairs(pairing):
            if pair.id and pair.id not in taken:
                addresses = _addresses(f"{pair.id}-")
            aligned.append(_addressed(pair, addresses, taken))
    return tuple(aligned)


def _addresses(section: str) -> Iterator[str]:
    return (f"b-{section}{number}" for number in count(1))


def _pairings(ours: Body, theirs: Body) -> Iterator[Pairing]:
    """Yield the outermost pairings. Sections that one page lacks are paired with what stands around them."""
    mine, others = ours.whole_sections, theirs.whole_sections
    shared = _in_both([section.id for section in mine], [section.id for section in others])
    for here, there in zip(_runs(mine, shared), _runs(others, shared), strict=True):
        yield from pair_blocks(here, there)


def _in_both(mine: Sequence[str], others: Sequence[str]) -> list[str]:
    """Return the ids that stand once in each, as far as their order is the same; "" always does."""
    here, over = Counter(mine), Counter(others)
    once = [id_ for id_ in mine if here[id_] == 1 == over[id_]]
    there = [id_ for id_ in others if here[id_] == 1 == over[id_]]
    matches = SequenceMatcher(None, once, there, autojunk=False).get_matching_blocks()
    return [id_ for match in matches for id_ in once[match.a : match.a + match.size]]


def _runs(found: Sequence[Section], shared: Sequence[str]) -> list[list[Block]]:
    """Return the blocks from each of the shared sections to the next."""
    runs: list[list[Block]] = []
    beginning = set(shared)
    for section in found:
        if section.id in beginning:
            runs.append([])
        runs[-1] += section.all_blocks
    return runs


def _pairs(pairing: Pairing) -> Iterator[Pair]:
    """Yield what a pairing shows: one pair, or each of the two alone where they cannot be one."""
    ours, theirs = pairing.ours, pairing.theirs
    if ours is None or theirs is None:
        yield from (_lone(block, is_ours=block is ours) for block in (ours, theirs) if block)
        return
    kind, is_like = kind_of(ours), kind_of(ours) == kind_of(theirs)
    if is_like and _is_whole(ours) and _fits(pairing):
        children = (pair for each in pairing.inner for pair in _pairs(each))
        yield Pair(kind, "", ours, theirs, tuple(children))
    elif _id(ours) != _id(theirs) or (
        not is_like and (isinstance(ours, _PARTS) or isinstance(theirs, _PARTS))
    ):
        yield _lone(ours, is_ours=True)
        yield _lone(theirs, is_ours=False)
    else:
        yield Pair(_leaf(kind if is_like else ""), _id(ours), ours, theirs)


def _is_whole(block: Block) -> bool:
    """Tell whether two such blocks are shown as one, with what is inside them paired."""
    return isinstance(block, Container) and not isinstance(block, Only)


def _fits(pairing: Pairing) -> bool:
    """Tell whether two blocks can share their frame: two tables only if they have the same rows and cells."""
    if pairing.ours is None or pairing.theirs is None:
        return False
    if not isinstance(pairing.ours, _TABLES):
        return True
    return all(each.both and _fits(each) for each in pairing.inner)


def _lone(block: Block, *, is_ours: bool) -> Pair:
    """A block without a partner: as it is, or, where it is part of a list, as a part of it."""
    ours, theirs = (block, None) if is_ours else (None, block)
    if isinstance(block, _PARTS) and _is_whole(block):
        children = tuple(_lone(child, is_ours=is_ours) for child in inner(block))
        return Pair(kind_of(block), "", ours, theirs, children)
    return Pair(_leaf(kind_of(block)), _id(block), ours, theirs)


def _leaf(kind: str) -> str:
    """What a block is called that is shown as it is: few need to be told apart."""
    return kind if kind in _LEAVES else "block"


def _id(block: Block) -> str:
    return block.id if isinstance(block, Heading) else ""


def _addressed(pair: Pair, addresses: Iterator[str], taken: set[str]) -> Pair:
    """Return the pair with an address for each pair in it that needs one; `taken` are those of headings."""
    id_ = pair.id if pair.id not in taken else ""
    if id_:
        taken.add(id_)
    elif pair.kind in ("block", "heading", "defined word", "row"):
        id_ = next(addresses)
    children = tuple(_addressed(child, addresses, taken) for child in pair.children)
    return replace(pair, id=id_, children=children)
