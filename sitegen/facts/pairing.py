"""Which blocks of a page and of its partner in another language belong together, section by section."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath

from markdown_it.token import Token

from sitegen.facts.addresses import SOURCE, TERM
from sitegen.facts.alignment import align
from sitegen.text.markdown.blocks import ALONE, Block, Section, sections
from sitegen.text.markdown.tokens import walk

# What it costs to leave a block alone, to pair two of different kinds, two of one kind that are built
# otherwise, and two that share no citation, term or picture. Any pair is cheaper than two lone blocks.
_LONE, _OTHER_KIND, _OTHER_SHAPE, _NOTHING_SHARED = 10, 15, 4, 5


@dataclass(frozen=True, slots=True)
class Pairing:
    """A block and its partner, None where it has none, with the pairings of the blocks inside both."""

    ours: Block | None
    theirs: Block | None
    inner: tuple[Pairing, ...] = ()

    @property
    def both(self) -> tuple[Block, Block] | None:
        """The two blocks, where there are two and of one kind."""
        if self.ours is None or self.theirs is None or self.ours.kind != self.theirs.kind:
            return None
        return self.ours, self.theirs


@dataclass(frozen=True, slots=True)
class SectionPairing:
    """A section and the section of the same id in the partner, with the pairings of their blocks."""

    ours: Section
    theirs: Section
    pairings: tuple[Pairing, ...]

    @property
    def innermost(self) -> Iterator[tuple[Block, Block]]:
        """The blocks that hold text and no other blocks, with the partners they have, in order."""
        return _innermost(self.pairings)


def _innermost(pairings: Iterable[Pairing]) -> Iterator[tuple[Block, Block]]:
    for pairing in pairings:
        if pairing.inner:
            yield from _innermost(pairing.inner)
        elif pairing.both and all(
            block.tokens[1:2] and block.tokens[1].type == "inline" for block in pairing.both
        ):
            yield pairing.both


def pair_sections(ours: Sequence[Token], theirs: Sequence[Token]) -> tuple[SectionPairing, ...]:
    """Return the sections that two pages both have, in our order, with their blocks paired.

    A section is left out where its end cannot be told, because the heading behind it has no counterpart in
    the other page, and where its id stands more than once.
    """
    mine, others = sections(ours), sections(theirs)
    partners = {section.id: section for section in others}
    is_unsure = {
        *_repeated(mine),
        *_repeated(others),
        *_before_unknown(mine, {section.id for section in others}),
        *_before_unknown(others, {section.id for section in mine}),
    }
    return tuple(
        SectionPairing(section, partner, pair_blocks(section.blocks, partner.blocks))
        for section in mine
        if section.id not in is_unsure and (partner := partners.get(section.id))
    )


def _repeated(found: Sequence[Section]) -> Iterator[str]:
    return (id_ for id_, count in Counter(section.id for section in found).items() if count > 1)


def _before_unknown(found: Sequence[Section], known: set[str]) -> Iterator[str]:
    return (section.id for section, after in pairwise(found) if after.id not in known)


def pair_blocks(ours: Sequence[Block], theirs: Sequence[Block]) -> tuple[Pairing, ...]:
    """Return both runs of blocks as pairings, in order: as they come if of the same kinds, else likeliest.

    What its language alone needs stays alone, behind the block that it follows there.
    """
    mine, others = _shared(ours), _shared(theirs)
    if [block.kind for block in mine] == [block.kind for block in others]:
        together: Iterable[tuple[Block | None, Block | None]] = zip(mine, others, strict=True)
    else:
        together = _likeliest(mine, others)
    return tuple(_with_lone((_pairing(one, other) for one, other in together), ours, theirs))


def _shared(found: Iterable[Block]) -> list[Block]:
    return [block for block in found if block.kind not in ALONE]


def _with_lone(
    pairings: Iterable[Pairing], ours: Iterable[Block], theirs: Iterable[Block]
) -> Iterator[Pairing]:
    mine, others = deque(ours), deque(theirs)

    def lone() -> Iterator[Pairing]:
        while mine and mine[0].kind in ALONE:
            yield Pairing(mine.popleft(), None)
        while others and others[0].kind in ALONE:
            yield Pairing(None, others.popleft())

    yield from lone()
    for pairing in pairings:
        yield pairing
        if pairing.ours:
            mine.popleft()
        if pairing.theirs:
            others.popleft()
        yield from lone()


def _pairing(mine: Block | None, other: Block | None) -> Pairing:
    if mine is None or other is None or mine.kind != other.kind:
        return Pairing(mine, other)
    return Pairing(mine, other, pair_blocks(mine.children, other.children))


def _likeliest(ours: Sequence[Block], theirs: Sequence[Block]) -> Iterator[tuple[Block | None, Block | None]]:
    """Yield the pairs of the alignment that costs least, pairs before lone ones."""
    mine, others = [_likeness(block) for block in ours], [_likeness(block) for block in theirs]
    for one, other in align(mine, others, _difference, _LONE):
        yield None if one is None else ours[one], None if other is None else theirs[other]


# What of a block is compared: its kind, how it is built, and its marks.
_Likeness = tuple[str, tuple[object, ...], frozenset[str]]


def _likeness(block: Block) -> _Likeness:
    return block.kind, _shape(block), _marks(block)


def _difference(mine: _Likeness, other: _Likeness) -> int:
    (kind, shape, marks), (other_kind, other_shape, theirs) = mine, other
    if kind != other_kind:
        return _OTHER_KIND
    shared = len(marks & theirs) / len(marks | theirs) if marks | theirs else 1
    return (0 if shape == other_shape else _OTHER_SHAPE) + round(_NOTHING_SHARED * (1 - shared))


def _shape(block: Block) -> tuple[object, ...]:
    return (block.kind, block.tokens[0].tag, *(_shape(child) for child in _shared(block.children)))


def _marks(block: Block) -> frozenset[str]:
    """What both languages write alike: citations, terms, pictures."""
    return frozenset((*cited(block, SOURCE), *cited(block, TERM), *pictures(block)))


def cited(block: Block, scheme: str) -> tuple[str, ...]:
    """Return what the links with `scheme:` in a block name, in order, each once."""
    written = (token.meta.get("written", token.attrs.get("href", "")) for token in walk(block.inlines))
    addresses = (str(address).partition(":") for address in written)
    return tuple(dict.fromkeys(rest for before, _, rest in addresses if before.lower() == scheme))


def pictures(block: Block) -> tuple[str, ...]:
    """Return the files of the pictures in a block, in order: map.zh.svg is map.svg in all languages."""
    files = (str(token.attrs["src"]) for token in walk(block.inlines) if token.type == "image")
    return tuple(_without_language(PurePosixPath(file)) for file in files)


def _without_language(file: PurePosixPath) -> str:
    stem = PurePosixPath(file.stem)
    return f"{stem.stem}{file.suffix}" if 2 <= len(stem.suffix.lstrip(".")) <= 3 else file.name
