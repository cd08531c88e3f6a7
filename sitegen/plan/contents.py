"""The list of all pages, which without scripts stands in for a search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sitegen.model import Edition, Library, Place, Words
from sitegen.plan.addresses import CONTENTS, GLOSSARY, HOME, Addresses, alternates
from sitegen.plan.sharing import share
from sitegen.views import Choice, ContentsEntry, EditionSite, Entry, ListedGroup, ListedPage, Rendition


def contents_pages(
    library: Library, addresses: Addresses, renditions: Sequence[Rendition]
) -> tuple[Rendition, ...]:
    """Return the list of all pages in each edition, unless an author has written a page at its address."""
    sites = {str(rendition.site.edition.tag): rendition.site for rendition in renditions}
    written = {str(each.site.edition.tag) for each in renditions if each.key == CONTENTS}
    editions = [site.edition for tag, site in sites.items() if tag not in written]
    return tuple(
        _contents_page(library, addresses, editions, sites, site, renditions)
        for tag, site in sites.items()
        if tag not in written
    )


def _contents_page(
    library: Library,
    addresses: Addresses,
    editions: Sequence[Edition],
    sites: Mapping[str, EditionSite],
    site: EditionSite,
    renditions: Sequence[Rendition],
) -> Rendition:
    edition, words = site.edition, site.words
    url = addresses.url(CONTENTS, edition)
    own = [each for each in renditions if each.site.edition == edition]
    title = words.get("contents_title", "")
    page = Rendition(
        site=site,
        key=CONTENTS,
        template=Words(f"{CONTENTS}.html", Place(f"templates/{CONTENTS}.html")),
        url=url,
        output_path=addresses.output_path(CONTENTS, edition),
        canonical=addresses.absolute(url),
        title=title,
        summary=words.get("contents_summary", ""),
        label=title,
        path=f"templates/{CONTENTS}.html",
        breadcrumbs=tuple(Entry(each.key, each.label, each.url) for each in own if each.key == HOME),
        alternates=alternates(addresses, library.site, CONTENTS, editions),
        choices=tuple(Choice(each, addresses.url(CONTENTS, each), each == edition) for each in editions),
        listing=tuple(_listing(own)),
    )
    return share(sites, page)


def _listing(renditions: Sequence[Rendition]) -> Iterator[ListedGroup]:
    """The pages by group of the navigation, then those outside it, then the source documents."""
    site, words = renditions[0].site, renditions[0].site.words
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
