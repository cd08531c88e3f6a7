"""Pages that no author writes: what they say is their template's matter, and each edition has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sitegen.facts.addresses import HOME, Addresses, alternates
from sitegen.model import Place, Site, Words
from sitegen.plan.sharing.reports import share
from sitegen.views import Choice, EditionSite, Entry, Rendition


def unwritten_page(
    settings: Site,
    addresses: Addresses,
    sites: Sequence[EditionSite],
    site: EditionSite,
    key: str,
    **own: Any,
) -> Rendition:
    """Return the page `key` in the edition of `site`; all of `sites` have it, `own` is what it says."""
    edition, others = site.edition, [each.edition for each in sites]
    url, path = addresses.url(key, edition), f"templates/{key}.html"
    page = Rendition(
        site=site,
        key=key,
        template=Words(f"{key}.html", Place(path)),
        url=url,
        output_path=addresses.output_path(key, edition),
        canonical=addresses.absolute(url),
        path=path,
        breadcrumbs=(Entry(HOME, site.words.get("home", ""), site.url),),
        alternates=alternates(addresses, settings, key, others),
        choices=tuple(Choice(each, addresses.url(key, each), each == edition) for each in others),
        **own,
    )
    return share({str(each.edition.tag): each for each in sites}, page)
