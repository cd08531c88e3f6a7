"""A page and its partner as one: block beside block, each with an address of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import count

from markdown_it.token import Token

from sitegen.facts.pairing import Pairing, pair_blocks
from sitegen.text.markdown.blocks import Block, Section, sections

# Blocks that are shown as one, with what is inside them paired.
_WHOLES = frozenset(
    {"list", "numbered list", "item", "note", "outside", "block quotation", "footnotes", "footnote"}
    | {"definition list", "definition", "table", "table head", "table body", "row"}
)
# What HTML allows only inside a whole: it stays there also where it has no partner.
_PARTS = frozenset({"item", "defined word", "definition", "footnote"})


@dataclass(frozen=True, slots=True)
class BilingualBlock:
    """A block of a page and its partner; or the opening tokens, without an `id`, of what encloses others."""

    kind: str
    id: str = ""
    ours: tuple[Token, ...] = ()
    theirs: tuple[Token, ...] = ()
    children: tuple[BilingualBlock, ...] = ()


def align(ours: Sequence[Token], theirs: Sequence[Token]) -> tuple[BilingualBlock, ...]:
    """Return every block of both pages, once and in the order of ours, beside its partner where it has one.

    A heading’s id is its own, all other blocks are `b-section-number`: they depend on the pair of pages, and
    on nothing that differs between editions.
    """
    taken: set[str] = set()
    addresses = _addresses("")
    aligned: list[BilingualBlock] = []
    for pairing in _pairings(ours, theirs):
        for block in _blocks(pairing):
            if block.id and block.id not in taken:
                addresses = _addresses(f"{block.id}-")
            aligned.append(_addressed(block, addresses, taken))
    return tuple(aligned)


def _addresses(section: str) -> Iterator[str]:
    return (f"b-{section}{number}" for number in count(1))


def _pairings(ours: Sequence[Token], theirs: Sequence[Token]) -> Iterator[Pairing]:
    """Yield the outermost pairings. Sections that one page lacks are paired with what stands around them."""
    mine, others = sections(ours, with_only=True), sections(theirs, with_only=True)
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
        runs[-1] += section.blocks
    return runs


def _blocks(pairing: Pairing) -> Iterator[BilingualBlock]:
    """Yield what a pairing shows: one block, or each of the two alone where they cannot be one."""
    ours, theirs = pairing.ours, pairing.theirs
    if ours is None or theirs is None:
        yield from (_lone(block, is_ours=block is ours) for block in (ours, theirs) if block)
    elif ours.kind == theirs.kind and ours.kind in _WHOLES and _fits(pairing):
        children = (block for inner in pairing.inner for block in _blocks(inner))
        yield BilingualBlock(ours.kind, "", ours.tokens[:1], theirs.tokens[:1], tuple(children))
    elif _id(ours) != _id(theirs) or (ours.kind != theirs.kind and _PARTS & {ours.kind, theirs.kind}):
        yield _lone(ours, is_ours=True)
        yield _lone(theirs, is_ours=False)
    else:
        kind = ours.kind if ours.kind == theirs.kind else ""
        yield BilingualBlock(_leaf(kind), _id(ours), ours.tokens, theirs.tokens)


def _fits(pairing: Pairing) -> bool:
    """Tell whether two blocks can share their frame: two tables only if they have the same rows and cells."""
    if pairing.ours is None or pairing.theirs is None:
        return False
    if pairing.ours.kind not in ("table", "table head", "table body", "row"):
        return True
    return all(inner.both and _fits(inner) for inner in pairing.inner)


def _lone(block: Block, *, is_ours: bool) -> BilingualBlock:
    """A block without a partner: as it is, or, where it is part of a list, as a part of it."""

    def alone(kind: str, id_: str, tokens: tuple[Token, ...]) -> BilingualBlock:
        return BilingualBlock(kind, id_, tokens, ()) if is_ours else BilingualBlock(kind, id_, (), tokens)

    if block.kind in _PARTS & _WHOLES:
        children = tuple(_lone(child, is_ours=is_ours) for child in block.children)
        return replace(alone(block.kind, "", block.tokens[:1]), children=children)
    return alone(_leaf(block.kind), _id(block), block.tokens)


def _leaf(kind: str) -> str:
    """What a block is called that is shown as it is: few need to be told apart."""
    return kind if kind in ("heading", "defined word", "cell", "rule") else "block"


def _id(block: Block) -> str:
    return str(block.tokens[0].attrs.get("id", "")) if block.kind == "heading" else ""


def _addressed(block: BilingualBlock, addresses: Iterator[str], taken: set[str]) -> BilingualBlock:
    """Return the block with an address for each block in it that needs one; `taken` are those of headings."""
    needs_one = block.kind in ("block", "heading", "defined word", "row")
    id_ = block.id if block.id not in taken else ""
    if id_:
        taken.add(id_)
    elif needs_one:
        id_ = next(addresses)
    children = tuple(_addressed(child, addresses, taken) for child in block.children)
    return BilingualBlock(block.kind, id_, _without_id(block.ours), _without_id(block.theirs), children)


def _without_id(tokens: Iterable[Token]) -> tuple[Token, ...]:
    """The id of a heading is that of both languages together."""
    return tuple(
        token.copy(attrs={name: value for name, value in token.attrs.items() if name != "id"})
        if token.type == "heading_open" and "id" in token.attrs
        else token
        for token in tokens
    )
