"""Rules for pages and their partners: the same headings, blocks, citations and terms in the same order.

What stands in both is named in the earlier language, what stands in one only is named there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from sitegen.checks.pairs.couples import Differences, compare_pairs
from sitegen.facts.pairs.pairing import Pairing, SectionPairing, pair_sections, pictures
from sitegen.facts.slices import Pages
from sitegen.model import Diagnostic, LocatedHeading, Page, Place, Rule
from sitegen.rules import BLOCKS_DIFFER, CITATIONS_DIFFER, ORDER_DIFFERS, TERMS_DIFFER
from sitegen.text.addresses import ParagraphTarget, TermTarget
from sitegen.text.body.blocks import Block, inner, kind_of, runs_in
from sitegen.text.body.body import link_of
from sitegen.text.body.inline import Opening

# What links name that both languages name alike.
_Named = type[ParagraphTarget] | type[TermTarget]

# What is counted in a block.
_COUNTED = frozenset(
    {"list", "numbered list", "definition list", "table head", "table body", "row", "footnotes"}
)


def check_partner_order(pages: Pages, languages: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Partners have their headings in the same order and on the same levels."""
    yield from compare_pairs(pages, languages, lambda page, partner: [("", _check_order(page, partner))])


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


def _by_id(headings: Iterable[LocatedHeading]) -> dict[str, LocatedHeading]:
    return {heading.id: heading for heading in reversed(tuple(headings)) if heading.id}


def _in_order(headings: dict[str, LocatedHeading]) -> list[LocatedHeading]:
    return sorted(headings.values(), key=lambda heading: heading.place)


def _check_sequence(
    ours: dict[str, LocatedHeading], theirs: dict[str, LocatedHeading], partner: Page
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


def check_partner_blocks(pages: Pages, languages: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Each section has the same blocks as its partner: paragraphs, lists, tables, boxes, pictures."""
    yield from compare_pairs(pages, languages, _compare_blocks)


def _compare_blocks(page: Page, partner: Page) -> Differences:
    for section in pair_sections(page.body, partner.body):
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
            at, block = partner.line(theirs), kind_of(ours)
            shown, due = pictures(ours), pictures(theirs)
            yield BLOCKS_DIFFER(page.line(ours), case, also=(at,), block=block, ours=shown, theirs=due)
        yield from _differences(pairing.inner, page, partner)


def _lone(pairing: Pairing, page: Page, partner: Page) -> Diagnostic:
    """What is wrong with a block without a partner, or with one of another kind."""
    if pairing.ours and pairing.theirs:
        at, kind, other = partner.line(pairing.theirs), kind_of(pairing.ours), kind_of(pairing.theirs)
        return BLOCKS_DIFFER(page.line(pairing.ours), "kind", also=(at,), block=kind, other=other)
    block, here, there = (pairing.ours, page, partner) if pairing.ours else (pairing.theirs, partner, page)
    assert block is not None, "a pairing has at least one block"
    return BLOCKS_DIFFER(here.line(block), "lone", block=kind_of(block), partner=_file(there))


def _counts(pairing: Pairing, ours: Block, theirs: Block, page: Page, partner: Page) -> Iterator[Diagnostic]:
    few, many, kind = len(inner(ours)), len(inner(theirs)), kind_of(ours)
    if kind not in _COUNTED or few == many:
        return
    lone = [page.line(each.ours) for each in pairing.inner if each.ours and not each.theirs]
    lone += [partner.line(each.theirs) for each in pairing.inner if each.theirs and not each.ours]
    yield BLOCKS_DIFFER(
        page.line(ours),
        "count",
        also=(partner.line(theirs), *lone),
        block=kind,
        ours=few,
        theirs=many,
        unit=f"one {kind}" if few == 1 else kind,
        lone=tuple(f"{place.path.rpartition('/')[2]}:{place.line}" for place in lone),
    )


def check_partner_citations(pages: Pages, languages: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Each section cites the same paragraphs as its partner."""
    yield from _check_marks(pages, languages, ParagraphTarget, CITATIONS_DIFFER)


def check_partner_terms(pages: Pages, languages: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Each section links the same terms as its partner, as far as authors link them."""
    yield from _check_marks(pages, languages, TermTarget, TERMS_DIFFER)


def _check_marks(pages: Pages, languages: tuple[str, ...], named: _Named, rule: Rule) -> Iterator[Diagnostic]:
    def compare(page: Page, partner: Page) -> Differences:
        for section in pair_sections(page.body, partner.body):
            yield section.ours.id, _compare_marks(section, named, rule, (page, partner))

    yield from compare_pairs(pages, languages, compare)


def _compare_marks(
    section: SectionPairing, named: _Named, rule: Rule, pages: tuple[Page, Page]
) -> Iterator[Diagnostic]:
    page, partner = pages
    blocks = list(section.innermost)
    ours = _marks((mine for mine, _ in blocks), named, page)
    theirs = _marks((other for _, other in blocks), named, partner)
    for here, there, other in ((ours, theirs, partner), (theirs, ours, page)):
        for id_, place in here.items():
            if id_ not in there:
                yield rule(place, id=id_, partner=_file(other))


def _marks(blocks: Iterable[Block], named: _Named, page: Page) -> dict[str, Place]:
    """Return what the links of a kind in these blocks name, each with the first place."""
    found: dict[str, Place] = {}
    for run in runs_in(blocks):
        for index, item in enumerate(run.items):
            link = link_of(item) if isinstance(item, Opening) else None
            if link is not None and isinstance(link.target, named):
                found.setdefault(link.target.id, page.item(run.number, index))
    return found


def _file(page: Page) -> str:
    return page.path.rsplit("/", 1)[-1]
