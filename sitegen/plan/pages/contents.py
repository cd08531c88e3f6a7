"""The list of all pages, which without scripts stands in for a search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.facts.addresses import CONTENTS, GLOSSARY, Addresses
from sitegen.model import Library
from sitegen.plan.pages.unwritten import unwritten_page
from sitegen.views import ContentsEntry, EditionSite, ListedGroup, ListedPage, Rendition


def contents_pages(
    library: Library, addresses: Addresses, sites: Sequence[EditionSite], renditions: Sequence[Rendition]
) -> tuple[Rendition, ...]:
    """Return the list of all pages in each of `sites`, unless an author has written a page at its address."""
    written = {str(page.site.edition.tag) for page in renditions if page.key == CONTENTS}
    listed = [site for site in sites if str(site.edition.tag) not in written]
    return tuple(
        unwritten_page(
            library.site,
            addresses,
            listed,
            site,
            CONTENTS,
            title=site.words.get("contents_title", ""),
            label=site.words.get("contents_title", ""),
            summary=site.words.get("contents_summary", ""),
            listing=tuple(_listing(site, [page for page in renditions if page.site.edition == site.edition])),
        )
        for site in listed
    )


def _listing(site: EditionSite, renditions: Sequence[Rendition]) -> Iterator[ListedGroup]:
    """The pages by group of the navigation, then those outside it, then the source documents."""
    words = site.words
    by_key = {page.key: page for page in renditions}
    named = [(section.title, [entry.key for entry in section.entries]) for section in site.navigation]
    in_navigation = {key for _, keys in named for key in keys}
    rest = [page.key for page in renditions if page.key not in in_navigation]
    named.append((words.get("contents_other", ""), [key for key in rest if by_key[key].document is None]))
    named.append((words.get("documents", ""), [key for key in rest if by_key[key].document is not None]))
    for title, keys in named:
        if keys:
            yield ListedGroup(title, tuple(_listed(by_key[key]) for key in keys))


def _listed(page: Rendition) -> ListedPage:
    groups = page.site.groups if page.key == GLOSSARY else ()
    added = tuple(ContentsEntry(f"group-{group.id}", group.title) for group in groups)
    return ListedPage(page.title, page.url, page.summary, page.minutes, (*page.contents, *added))
