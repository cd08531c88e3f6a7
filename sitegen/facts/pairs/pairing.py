"""Which blocks of a body and of its partner in another language belong together, section by section."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import PurePosixPath

from sitegen.facts.pairs.alignment import align
from sitegen.text.addresses import TermTarget
from sitegen.text.body.blocks import (
    Block,
    Cell,
    Heading,
    Only,
    RunBlock,
    StaleNotice,
    inner,
    kind_of,
    runs_in,
)
from sitegen.text.body.body import Body, Section, cited_in, deep, links_in
from sitegen.text.body.inline import Image
from sitegen.text.body.rewrite import without_only
from sitegen.values import dataclass

# The blocks that stand in one language alone: no partner is looked for.
ALONE = (Only, StaleNotice)
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
        if self.ours is None or self.theirs is None or kind_of(self.ours) != kind_of(self.theirs):
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
        elif pairing.both and all(isinstance(block, RunBlock) for block in pairing.both):
            yield pairing.both


def pair_sections(ours: Body, theirs: Body) -> tuple[SectionPairing, ...]:
    """Return the sections that two pages both have, in our order, with their blocks paired.

    A section is left out where its end cannot be told, because the heading behind it has no counterpart in
    the other page, and where its id stands more than once.
    """
    mine, others = without_only(ours).whole_sections, without_only(theirs).whole_sections
    partners = {section.id: section for section in others}
    is_unsure = {
        *_repeated(mine),
        *_repeated(others),
        *_before_unknown(mine, {section.id for section in others}),
        *_before_unknown(others, {section.id for section in mine}),
    }
    return tuple(
        SectionPairing(section, partner, pair_blocks(section.all_blocks, partner.all_blocks))
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
    if [kind_of(block) for block in mine] == [kind_of(block) for block in others]:
        together: Iterable[tuple[Block | None, Block | None]] = zip(mine, others, strict=True)
    else:
        together = _likeliest(mine, others)
    return tuple(_with_lone((_pairing(one, other) for one, other in together), ours, theirs))


def _shared(found: Iterable[Block]) -> list[Block]:
    return [block for block in found if not isinstance(block, ALONE)]


def _with_lone(
    pairings: Iterable[Pairing], ours: Iterable[Block], theirs: Iterable[Block]
) -> Iterator[Pairing]:
    mine, others = deque(ours), deque(theirs)

    def lone() -> Iterator[Pairing]:
        while mine and isinstance(mine[0], ALONE):
            yield Pairing(mine.popleft(), None)
        while others and isinstance(others[0], ALONE):
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
    if mine is None or other is None or kind_of(mine) != kind_of(other):
        return Pairing(mine, other)
    return Pairing(mine, other, pair_blocks(inner(mine), inner(other)))


def _likeliest(ours: Sequence[Block], theirs: Sequence[Block]) -> Iterator[tuple[Block | None, Block | None]]:
    """Yield the pairs of the alignment that costs least, pairs before lone ones."""
    mine, others = [_likeness(block) for block in ours], [_likeness(block) for block in theirs]
    for one, other in align(mine, others, _difference, _LONE):
        yield None if one is None else ours[one], None if other is None else theirs[other]


# What of a block is compared: its kind, how it is built, and its marks.
_Likeness = tuple[str, tuple[object, ...], frozenset[str]]


def _likeness(block: Block) -> _Likeness:
    return kind_of(block), _shape(block), _marks(block)


def _difference(mine: _Likeness, other: _Likeness) -> int:
    (kind, shape, marks), (other_kind, other_shape, theirs) = mine, other
    if kind != other_kind:
        return _OTHER_KIND
    shared = len(marks & theirs) / len(marks | theirs) if marks | theirs else 1
    return (0 if shape == other_shape else _OTHER_SHAPE) + round(_NOTHING_SHARED * (1 - shared))


def _shape(block: Block) -> tuple[object, ...]:
    match block:
        case Heading(level=level):
            return kind_of(block), level
        case Cell(is_head=is_head):
            return kind_of(block), is_head
    return (kind_of(block), *(_shape(child) for child in _shared(inner(block))))


def _marks(block: Block) -> frozenset[str]:
    """What both languages write alike: citations, terms, pictures."""
    return frozenset((*cited(block), *terms(block), *pictures(block)))


def cited(block: Block) -> tuple[str, ...]:
    """Return the paragraphs that a block cites, in order, each once."""
    return tuple(dict.fromkeys(id_ for run in runs_in([block]) for id_ in cited_in(deep(run))))


def terms(block: Block) -> tuple[str, ...]:
    """Return the terms to which a block links, in order, each once."""
    targets = (link.target for run in runs_in([block]) for link in links_in(deep(run)))
    return tuple(dict.fromkeys(target.id for target in targets if isinstance(target, TermTarget)))


def pictures(block: Block) -> tuple[str, ...]:
    """Return the files of the pictures in a block, in order: map.zh.svg is map.svg in all languages."""
    items = (item for run in runs_in([block]) for item in deep(run))
    files = (item.address for item in items if isinstance(item, Image))
    return tuple(_without_language(PurePosixPath(file)) for file in files)


def _without_language(file: PurePosixPath) -> str:
    stem = PurePosixPath(file.stem)
    return f"{stem.stem}{file.suffix}" if 2 <= len(stem.suffix.lstrip(".")) <= 3 else file.name
