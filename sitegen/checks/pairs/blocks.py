"""Rules for pages and their partners: the same headings, blocks, citations and terms in the same order.

What stands in both is named in the earlier language, what stands in one only is named there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from markdown_it.token import Token

from sitegen.checks.pairs.couples import Differences, compare_pairs
from sitegen.facts.addresses import SOURCE, TERM
from sitegen.facts.pairing import Pairing, SectionPairing, pair_sections, pictures
from sitegen.model import Diagnostic, Heading, Library, Page, Place, Rule
from sitegen.rules import BLOCKS_DIFFER, CITATIONS_DIFFER, ORDER_DIFFERS, TERMS_DIFFER
from sitegen.text.markdown.blocks import Block

# What is counted in a block.
_COUNTED = frozenset(
    {"list", "numbered list", "definition list", "table head", "table body", "row", "footnotes"}
)


def check_partner_order(library: Library) -> Iterator[Diagnostic]:
    """Partners have their headings in the same order and on the same levels."""
    yield from compare_pairs(library, lambda page, partner: [("", _check_order(page, partner))])


def _check_order(page: Page, partner: Page) -> Iterator[Diagnostic]:
    ours, theirs = _by_id(page.headings), _by_id(partner.headings)
    if set(ours) == set(theirs):
        yield from _check_sequence(ours, theirs, partner)
    for id_, heading in ours.items():
        if id_ in theirs and theirs[id_].level != heading.level:
            marks, others = "#" * heading.level, "#" * theirs[id_].level
            yield ORDER_DIFFERS(
                heading.place, "level", also=(theirs[id_].place,), id=id_, ours=marks, theirs=others
            )


def _by_id(headings: Iterable[Heading]) -> dict[str, Heading]:
    return {heading.id: heading for heading in reversed(tuple(headings)) if heading.id}


def _in_order(headings: dict[str, Heading]) -> list[Heading]:
    return sorted(headings.values(), key=lambda heading: heading.place)


def _check_sequence(
    ours: dict[str, Heading], theirs: dict[str, Heading], partner: Page
) -> Iterator[Diagnostic]:
    """Name the first heading that stands elsewhere: the others follow from it."""
    for heading, other in zip(_in_order(ours), _in_order(theirs), strict=True):
        if heading.id != other.id:
            there = theirs[heading.id].place
            elsewhere = f"{_file(partner)}:{there.line}"
            yield ORDER_DIFFERS(
                heading.place,
                "sequence",
                also=(other.place, there),
                id=heading.id,
                other=other.id,
                elsewhere=elsewhere,
            )
            return


def check_partner_blocks(library: Library) -> Iterator[Diagnostic]:
    """Each section has the same blocks as its partner: paragraphs, lists, tables, boxes, pictures."""
    yield from compare_pairs(library, _compare_blocks)


def _compare_blocks(page: Page, partner: Page) -> Differences:
    for section in pair_sections(page.tokens, partner.tokens):
        found = _differences(section.pairings, page, partner)
        # What follows the first difference may follow from it.
        yield section.ours.id, islice(found, 1)


def _differences(pairings: Iterable[Pairing], page: Page, partner: Page) -> Iterator[Diagnostic]:
    for pairing in pairings:
        if pairing.both is None:
            yield _lone(pairing, page, partner)
            continue
        ours, theirs = pairing.both
        yield from _counts(pairing, ours, theirs, page, partner)
        if not pairing.inner and pictures(ours) != pictures(theirs):
            case = "pictures" if pictures(ours) else "pictures-there"
            shown, due = tuple(pictures(ours)), tuple(pictures(theirs))
            at = Place(partner.path, theirs.line)
            yield BLOCKS_DIFFER(
                Place(page.path, ours.line), case, also=(at,), block=ours.kind, ours=shown, theirs=due
            )
        yield from _differences(pairing.inner, page, partner)


def _lone(pairing: Pairing, page: Page, partner: Page) -> Diagnostic:
    """What is wrong with a block without a partner, or with one of another kind."""
    if pairing.ours and pairing.theirs:
        place = Place(page.path, pairing.ours.line)
        at, other = Place(partner.path, pairing.theirs.line), pairing.theirs.kind
        return BLOCKS_DIFFER(place, "kind", also=(at,), block=pairing.ours.kind, other=other)
    block, here, there = (pairing.ours, page, partner) if pairing.ours else (pairing.theirs, partner, page)
    assert block is not None, "a pairing has at least one block"
    place = Place(here.path, block.line)
    return BLOCKS_DIFFER(place, "lone", block=block.kind, partner=_file(there))


def _counts(pairing: Pairing, ours: Block, theirs: Block, page: Page, partner: Page) -> Iterator[Diagnostic]:
    few, many = len(ours.children), len(theirs.children)
    if ours.kind not in _COUNTED or few == many:
        return
    lone = [Place(page.path, each.ours.line) for each in pairing.inner if each.ours and not each.theirs]
    lone += [Place(partner.path, each.theirs.line) for each in pairing.inner if each.theirs and not each.ours]
    yield BLOCKS_DIFFER(
        Place(page.path, ours.line),
        "count",
        also=(Place(partner.path, theirs.line), *lone),
        block=ours.kind,
        ours=few,
        theirs=many,
        unit=f"one {ours.kind}" if few == 1 else ours.kind,
        lone=tuple(f"{place.path.rpartition('/')[2]}:{place.line}" for place in lone),
    )


def check_partner_citations(library: Library) -> Iterator[Diagnostic]:
    """Each section cites the same paragraphs as its partner."""
    yield from _check_marks(library, SOURCE, CITATIONS_DIFFER)


def check_partner_terms(library: Library) -> Iterator[Diagnostic]:
    """Each section links the same terms as its partner, as far as authors link them."""
    yield from _check_marks(library, TERM, TERMS_DIFFER)


def _check_marks(library: Library, scheme: str, rule: Rule) -> Iterator[Diagnostic]:
    def compare(page: Page, partner: Page) -> Differences:
        for section in pair_sections(page.tokens, partner.tokens):
            yield section.ours.id, _compare_marks(section, scheme, rule, (page, partner))

    yield from compare_pairs(library, compare)


def _compare_marks(
    section: SectionPairing, scheme: str, rule: Rule, pages: tuple[Page, Page]
) -> Iterator[Diagnostic]:
    page, partner = pages
    blocks = list(section.innermost)
    ours = _marks((mine for mine, _ in blocks), scheme, page)
    theirs = _marks((other for _, other in blocks), scheme, partner)
    for here, there, other in ((ours, theirs, partner), (theirs, ours, page)):
        for id_, place in here.items():
            if id_ not in there:
                yield rule(place, id=id_, partner=_file(other))


def _marks(blocks: Iterable[Block], scheme: str, page: Page) -> dict[str, Place]:
    """Return what the links with `scheme:` in these blocks name, each with the first place."""
    found: dict[str, Place] = {}
    for block in blocks:
        for inline in block.inlines:
            for token, placed in _with_placed(inline.children or ()):
                before, _, id_ = str(token.attrs.get("href", "")).partition(":")
                if before.lower() == scheme:
                    found.setdefault(id_, _link_place(token, placed) or Place(page.path, block.line))
    return found


def _with_placed(children: Sequence[Token]) -> Iterator[tuple[Token, Token | None]]:
    """Yield each token with the first, itself or behind it, whose place is known."""
    placed: list[Token | None] = []
    nearest: Token | None = None
    for token in reversed(children):
        nearest = token if token.meta.get("place") is not None else nearest
        placed.append(nearest)
    return zip(children, reversed(placed), strict=True)


def _link_place(opening: Token, placed: Token | None) -> Place | None:
    """Return the place of the bracket that opens a link, reckoned from that of a token inside."""
    if placed is None:
        return None
    place: Place = placed.meta["place"]
    return replace(place, column=place.column - placed.meta["at"] + opening.meta["at"] - 1)


def _file(page: Page) -> str:
    return page.path.rsplit("/", 1)[-1]
