"""What stands outside of editions: the chooser, the page for what is lost, old addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sitegen.facts.addresses import HOME
from sitegen.memory import Memory
from sitegen.plan.editions.edition import EditionPlan
from sitegen.plan.outline import Outline
from sitegen.plan.pages.texts import EditionText, Texts
from sitegen.views import Choice, ChooserPage, Frame, RedirectPage


def find_homes(pages: Iterable[Outline]) -> tuple[Choice, ...]:
    """Return the home page of each edition that has one."""
    homes = (each.page.address for each in pages if each.key == HOME)
    return tuple(Choice(home.edition, home.url, is_current=False) for home in homes)


def root_pages(base_url: str, frames: Sequence[Frame], pages: Sequence[Outline]) -> tuple[ChooserPage, ...]:
    """Return the page for addresses that belong to no edition, and the chooser."""
    alternates = next((each.page.address.alternates for each in pages if each.key == HOME), ())
    # An edition that is converted says what another says: the site is named by those that are not.
    named = tuple(frame for frame in frames if not frame.edition.profile) or tuple(frames)
    return tuple(
        ChooserPage(path, template, base_url, alternates, find_homes(pages), tuple(frames), named)
        for path, template in (("404.html", "404-root.html"), ("index.html", "chooser.html"))
    )


def redirects(edition: EditionPlan, texts: Texts, memory: Memory) -> Iterator[RedirectPage]:
    """Yield the old addresses of the pages of an edition, which their front matter names."""
    for found in memory.parts(redirects_to, [(text,) for text in texts.values()], edition.without_menus):
        yield from found


def redirects_to(
    _: Memory,
    texts: Sequence[tuple[EditionText]],
    edition: EditionPlan,
) -> Iterator[tuple[RedirectPage, ...]]:
    """Yield the old addresses of each of the pages that say `texts`."""
    addresses, own = edition.addresses, edition.edition
    for (text,) in texts:
        url = addresses.url(text.key, own)
        yield tuple(
            RedirectPage(addresses.output_path(alias, own), own, text.title, url, addresses.absolute(url))
            for alias in text.front.aliases
        )
