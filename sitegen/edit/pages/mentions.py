"""What names a page: links, pictures, terms, settings, records, cards, each with its place."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.edit.pages.draft import Draft
from sitegen.expressions import lazy_regex
from sitegen.model import Library, LocatedLink, Page, Place, Words
from sitegen.model.picture_values import values_in
from sitegen.read.library import SITE, STYLE
from sitegen.read.page import PAGES
from sitegen.read.records import MADE_FROM
from sitegen.read.yaml.documents import Path as Steps
from sitegen.text.addresses import PageTarget, read_lead
from sitegen.values import dataclass

CARD_PICTURES = "assets/cards"
# `[label]: address`, to which links of a page lead by their label.
_DEFINITION = lazy_regex(r" {0,3}\[[^\]]+\]:\s*<?")


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link of a page to another: its page, and where its address stands, None where nobody knows."""

    page: Page
    link: LocatedLink
    place: Place | None


def links_to(library: Library, key: str) -> Iterator[PageLink]:
    """Yield the links to a page that name its file: those to sections of their own page do not."""
    for page in library.pages.values():
        for link in page.links:
            is_named = isinstance(link.target, PageTarget) and link.target.key == key
            if is_named and not link.address.startswith("#"):
                yield PageLink(page, link, address_place(library, page, link))


def address_place(library: Library, page: Page, link: LocatedLink) -> Place | None:
    """Return where the address of a link stands: behind its words, or in the line that defines its label."""
    if link.address_place is not None:
        return library.as_written(link.address_place)
    for number, line in enumerate(page.lines, 1):
        found = _DEFINITION.match(line)
        if found and line.startswith(link.address, found.end()):
            return library.as_written(Place(page.path, number, found.end() + 1))
    return None


def leads_to(library: Library, key: str) -> Iterator[Words]:
    """Yield what leads to a page beside the pages: terms that it explains, pictures."""
    for term in library.terms.values():
        if term.page == key:
            yield term.page
    for picture in library.pictures.values():
        for name, value in values_in(picture):
            if name == "to" and isinstance(value, Words):
                target = read_lead(value, "")
                if isinstance(target, PageTarget) and target.key == key:
                    yield value


def featured_by(draft: Draft, library: Library, key: str) -> Iterator[Place]:
    """Yield where pages show terms large that the page `key` explains."""
    for page in library.pages.values():
        if key in page.front.featured:
            yield draft.document(page.path).place(("featured", key, ""))


def listed(library: Library, key: str) -> Iterator[tuple[str, Steps, int]]:
    """Yield the lists of settings that have a page: the file, the list, and the number of the item."""
    for at, group in enumerate(library.site.navigation):
        for index, named in enumerate(group.pages):
            if named == key:
                yield SITE, ("navigation", at, "pages"), index
    for index, named in enumerate(library.style.looked_up):
        if named == key:
            yield STYLE, ("looked_up",), index


def files_of(library: Library, key: str) -> Iterator[tuple[str, str]]:
    """Yield the files that belong to a page alone, each with what of its path follows the key."""
    for path in sorted(library.files):
        for folder in (PAGES, MADE_FROM):
            ending = path.removeprefix(f"{folder}/{key}")
            if ending != path and ending.count(".") == 2 and ending.startswith(".") and "/" not in ending:
                yield folder, ending


def cards_of(library: Library, key: str) -> Iterator[tuple[str, str]]:
    """Yield the names of the cards of a page that were drawn, each with that of its edition."""
    for edition in library.site.editions:
        name = f"{edition.prefix}/{key}"
        if name in library.cards or f"{CARD_PICTURES}/{name}.png" in library.files:
            yield name, str(edition.prefix)
