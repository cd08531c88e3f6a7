"""What stands outside of editions: the chooser, the page for what is lost, old addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sitegen.facts.addresses import HOME, Addresses
from sitegen.model import Page
from sitegen.views import (
    Article,
    Choice,
    ChooserPage,
    DocumentPage,
    Frame,
    RedirectPage,
    ReferencesPage,
)

Pages = Sequence[Article | DocumentPage | ReferencesPage]


def find_homes(pages: Pages) -> tuple[Choice, ...]:
    """Return the home page of each edition that has one."""
    homes = (page.address for page in pages if page.address.key == HOME)
    return tuple(Choice(home.edition, home.url, is_current=False) for home in homes)


def root_pages(base_url: str, frames: Sequence[Frame], pages: Pages) -> tuple[ChooserPage, ...]:
    """Return the page for addresses that belong to no edition, and the chooser."""
    alternates = next((page.address.alternates for page in pages if page.address.key == HOME), ())
    # An edition that is converted says what another says: the site is named by those that are not.
    named = tuple(frame for frame in frames if not frame.edition.profile) or tuple(frames)
    return tuple(
        ChooserPage(path, template, base_url, alternates, find_homes(pages), tuple(frames), named)
        for path, template in (("404.html", "404-root.html"), ("index.html", "chooser.html"))
    )


def redirects(
    addresses: Addresses, authored: Mapping[tuple[str, str], Page], pages: Pages
) -> Iterator[RedirectPage]:
    """Yield the old addresses of `pages`, which their front matter names."""
    for page in pages:
        own = page.address
        written = authored.get((own.key, str(own.edition.language)))
        for alias in written.front.aliases if written else ():
            path = addresses.output_path(alias, own.edition)
            yield RedirectPage(path, own.edition, page.title, own.url, own.canonical)
