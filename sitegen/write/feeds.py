"""What has changed in an edition, for feed readers: Atom (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from sitegen.facts.addresses import Addresses
from sitegen.views import DateView, EditionSite, Rendition

_ATOM = "http://www.w3.org/2005/Atom"


def feed(site: EditionSite, pages: Iterable[Rendition], addresses: Addresses) -> bytes:
    """Return the feed of an edition: its dated `pages`, those changed last first; at least one must be dated.

    A page is named by its address, which does not change, and dated by its author: no clock is asked.
    """
    dated = [(page.updated, page) for page in pages if page.updated is not None]
    # Of pages changed on one day, those that come first in the plan stay first.
    dated.sort(key=lambda each: each[0].iso, reverse=True)
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": str(site.edition.tag)})
    own = addresses.absolute(site.feed_url)
    _add(root, "id", own)
    _add(root, "title", site.title)
    _add(root, "subtitle", site.description)
    _add(root, "updated", _moment(dated[0][0]))
    _link(root, "self", own, type="application/atom+xml")
    _link(root, "alternate", addresses.absolute(site.url), type="text/html", hreflang=str(site.edition.tag))
    _add(ET.SubElement(root, "author"), "name", site.title)
    if rights := site.words.get("licence_text"):
        _add(root, "rights", rights)
    for updated, page in dated:
        _entry(ET.SubElement(root, "entry"), updated, page)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'.encode()


def _entry(entry: ET.Element, updated: DateView, page: Rendition) -> None:
    _add(entry, "id", page.canonical)
    _add(entry, "title", page.title)
    _add(entry, "updated", _moment(updated))
    own = str(page.site.edition.tag)
    _link(entry, "alternate", page.canonical, type="text/html", hreflang=own)
    for each in page.alternates:
        if each.hreflang not in (own, "x-default"):
            _link(entry, "alternate", each.url, type="text/html", hreflang=each.hreflang)
    _add(entry, "summary", page.summary)


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _link(parent: ET.Element, rel: str, href: str, **attributes: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "href": href, **attributes})


def _moment(day: DateView) -> str:
    """Authors write days; feeds want moments, and the day's first one is the same everywhere."""
    return f"{day.iso}T00:00:00Z"
