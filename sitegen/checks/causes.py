"""Causes and consequences: what is compared with a page or section that has failed is not said besides."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping

from sitegen.facts.shown import page_path
from sitegen.facts.slices import Pages
from sitegen.model import Diagnostic, Page, Severity
from sitegen.rules import (
    BAD_HEADING_ID,
    BLOCKS_DIFFER,
    CITATIONS_DIFFER,
    DUPLICATE_ID,
    FIGURES_DIFFER,
    FIRST_LEVEL_HEADING,
    FULL_WIDTH_MARKUP,
    IDS_DIFFER,
    LEFTOVER_MARKUP,
    MISSING_HEADING_ID,
    ORDER_DIFFERS,
    RAGGED_ROW,
    RUN_TOGETHER,
    STALE,
    TERMS_DIFFER,
    UNAPPROVED_RENDERING,
    UNBOUND_QUOTATION,
    UNENDED_CONTAINER,
    UNKNOWN_CONTAINER,
    UNRECORDED,
)
from sitegen.values import dataclass

# Rules that compare a section with its partner: where several find something in one section, the first rows
# speak, and what later rows find follows from it.
_COMPARING = (
    (IDS_DIFFER,),
    (ORDER_DIFFERS,),
    (BLOCKS_DIFFER,),
    (CITATIONS_DIFFER, TERMS_DIFFER, FIGURES_DIFFER, UNAPPROVED_RENDERING),
)
_RANKS = {rule: rank for rank, rules in enumerate(_COMPARING, 1) for rule in rules}
# What compares a page with its record causes nothing; it follows from faults alone.
_RECORDED = {STALE: 1, UNRECORDED: 1}
_FAILED = 0
# Gates that are faults of a page alone, as errors are: what readers see there is not what was meant.
_FAULTS = frozenset({LEFTOVER_MARKUP, FULL_WIDTH_MARKUP, RUN_TOGETHER, RAGGED_ROW, UNBOUND_QUOTATION})
# What leaves it open where the sections of a page begin and end.
_OF_SECTIONS = frozenset(
    {
        MISSING_HEADING_ID,
        BAD_HEADING_ID,
        DUPLICATE_ID,
        FIRST_LEVEL_HEADING,
        UNENDED_CONTAINER,
        UNKNOWN_CONTAINER,
    }
)


@dataclass(frozen=True, slots=True)
class _Outline:
    """Where the sections of a page begin, by line, and the line of its first block."""

    lines: tuple[int, ...]
    ids: tuple[str, ...]
    first: int

    def section(self, line: int) -> str | None:
        """Return the id of the section that has `line`, "" before any heading, None in the front matter."""
        if line < self.first:
            return None
        at = bisect_right(self.lines, line)
        return self.ids[at - 1] if at else ""


def without_consequences(found: Iterable[Diagnostic], pages: Pages) -> list[Diagnostic]:
    """Return `found` without what follows from something else that was found.

    A fault of a section makes comparing it pointless, and one that leaves the sections of a page open, or its
    front matter unread, makes comparing any of them so. What was left out is found once its cause is mended.
    """
    found = list(found)
    named = {each.place.path for each in found}
    # Few pages have faults, and the others need not be read.
    by_path = {path: page for name, page in pages.items() if (path := page_path(*name)) in named}
    outlines = {path: _outline(page) for path, page in by_path.items()}
    failed: set[str] = set()
    ranks: dict[tuple[str, str | None], int] = {}
    for each in found:
        page, rank = by_path.get(each.place.path), _rank(each)
        if page is None or rank is None:
            continue
        section = outlines[page.path].section(each.place.line)
        is_of_heading = each.rule in _OF_SECTIONS or each.place.line in outlines[page.path].lines
        if rank == _FAILED and (section is None or is_of_heading):
            failed.add(page.key)
        ranks[page.key, section] = min(rank, ranks.get((page.key, section), rank))
    return [each for each in found if not _follows(each, by_path, outlines, failed, ranks)]


def _rank(diagnostic: Diagnostic) -> int | None:
    """Return which comes first of what is found in one section; None for what causes nothing."""
    if diagnostic.rule in _RANKS:
        return _RANKS[diagnostic.rule]
    is_fault = diagnostic.severity is Severity.ERROR or diagnostic.rule in _FAULTS
    return _FAILED if is_fault else None


def _follows(
    diagnostic: Diagnostic,
    pages: Mapping[str, Page],
    outlines: Mapping[str, _Outline],
    failed: Iterable[str],
    ranks: Mapping[tuple[str, str | None], int],
) -> bool:
    page = pages.get(diagnostic.place.path)
    rank = {**_RANKS, **_RECORDED}.get(diagnostic.rule)
    if page is None or rank is None:
        return False
    section = outlines[page.path].section(diagnostic.place.line)
    return page.key in failed or ranks.get((page.key, section), rank) < rank


def _outline(page: Page) -> _Outline:
    headings = [heading for heading in page.headings if heading.id]
    first = page.places.blocks[0].line if page.places.blocks else 0
    return _Outline(
        tuple(heading.place.line for heading in headings), tuple(heading.id for heading in headings), first
    )
