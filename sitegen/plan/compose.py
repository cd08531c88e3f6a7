"""The plan: every page in every edition, with all that its template will say."""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.facts.addresses import HOME, Addresses
from sitegen.model import Library
from sitegen.plan.editions.edition import EditionPlan
from sitegen.plan.pages.contents import contents_pages
from sitegen.plan.pages.guidance import guide
from sitegen.plan.pages.renditions import renditions
from sitegen.plan.pairs.pages import bilingual_pages
from sitegen.plan.search import Search, searches
from sitegen.views import Alternate, Choice, EditionSite, Redirect, Rendition


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is to be rendered: editions, renditions, old addresses, and what the chooser offers."""

    addresses: Addresses
    sites: tuple[EditionSite, ...]
    renditions: tuple[Rendition, ...]
    redirects: tuple[Redirect, ...]
    homes: tuple[Choice, ...]
    home_alternates: tuple[Alternate, ...]
    # The list of all pages in each edition: rendered where a template leads to it.
    lists: tuple[Rendition, ...] = ()
    # The search of each edition: made where a template leads to its page.
    searches: tuple[Search, ...] = ()
    # Pages with their partners beside them: rendered where a template leads to them.
    bilingual: tuple[Rendition, ...] = ()


def plan(library: Library, *, drafts: bool) -> Plan:
    """Return every page of `library` in every edition of its language, drafts only where asked for."""
    addresses = Addresses(str(library.site.base_url))
    shown = {name: page for name, page in library.pages.items() if drafts or not page.front.draft}
    editions = [EditionPlan(library, addresses, edition, shown) for edition in library.site.editions]
    composed = tuple(rendition for edition in editions for rendition in renditions(edition))
    guided = guide(library, shown, composed)
    voices = {edition.edition: edition.voice for edition in editions}
    pages, bilingual = bilingual_pages(library.site, addresses, guided, voices)
    sites = tuple(edition.site for edition in editions)
    redirects = tuple(
        Redirect(addresses.output_path(alias, rendition.site.edition), rendition)
        for rendition in pages
        if (page := shown.get((rendition.key, str(rendition.site.edition.language))))
        for alias in page.front.aliases
    )
    homes = [rendition for rendition in pages if rendition.key == HOME]
    return Plan(
        addresses=addresses,
        sites=sites,
        renditions=pages,
        redirects=redirects,
        homes=tuple(Choice(home.site.edition, home.url, is_current=False) for home in homes),
        home_alternates=homes[0].alternates if homes else (),
        lists=contents_pages(library, addresses, sites, pages),
        searches=searches(addresses, sites, pages, library.site),
        bilingual=bilingual,
    )
