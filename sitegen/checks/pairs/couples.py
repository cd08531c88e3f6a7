"""Which pages are compared with which, and what is left unsaid since it has been said of another couple.

Every two languages of the site are compared. A page that differs from two partners is named with each, since
nobody can tell which of them is to be mended. A slip in one page alone is said once: two languages are not
compared where either already differs from an earlier one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from sitegen.facts.slices import Pages
from sitegen.model import Diagnostic, Page

# What is found in each section of two pages, by the section's id.
Differences = Iterable[tuple[str, Iterable[Diagnostic]]]


def every_pair(pages: Pages, languages: tuple[str, ...]) -> Iterator[tuple[Page, Page]]:
    """Yield each page with each partner, once for every couple of the site’s languages."""
    for one, other in combinations(languages, 2):
        for (key, language), page in pages.items():
            if language == one and (key, other) in pages:
                yield page, pages[key, other]


def compare_pairs(
    pages: Pages, languages: tuple[str, ...], compare: Callable[[Page, Page], Differences]
) -> Iterator[Diagnostic]:
    """Yield what `compare` finds in each pair, section by section, each slip once."""
    told: set[tuple[str, str, str]] = set()
    for page, partner in every_pair(pages, languages):
        for id_, differences in compare(page, partner):
            section = (page.key, page.language, id_)
            counterpart = (partner.key, partner.language, id_)
            if not told & {section, counterpart}:
                for diagnostic in differences:
                    told.add(counterpart)
                    yield diagnostic
