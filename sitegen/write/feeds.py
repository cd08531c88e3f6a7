"""What has changed in an edition, for feed readers: Atom (RFC 4287)."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from sitegen.content import Content, content_of
from sitegen.plan.sharing.feeds import Feed, FeedEntry

_ATOM = "http://www.w3.org/2005/Atom"


def print_feed(feed: Feed) -> Content:
    """Return the feed of an edition."""
    frame, own = feed.frame, str(feed.frame.edition.tag)
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": own})
    _add(root, "id", feed.url)
    _add(root, "title", frame.title)
    _add(root, "subtitle", frame.description)
    _add(root, "updated", _moment(feed.entries[0].updated))
    _link(root, "self", feed.url, type="application/atom+xml")
    _link(root, "alternate", feed.home, type="text/html", hreflang=own)
    _add(ET.SubElement(root, "author"), "name", frame.publisher or frame.title)
    if frame.text_licence:
        _add(root, "rights", frame.text_licence.words)
    for entry in feed.entries:
        _entry(ET.SubElement(root, "entry"), entry, own)
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return content_of(f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode())


def _entry(element: ET.Element, entry: FeedEntry, own: str) -> None:
    _add(element, "id", entry.url)
    _add(element, "title", entry.title)
    _add(element, "updated", _moment(entry.updated))
    if entry.published:
        _add(element, "published", _moment(entry.published))
    _link(element, "alternate", entry.url, type="text/html", hreflang=own)
    for each in entry.alternates:
        _link(element, "alternate", each.url, type="text/html", hreflang=each.hreflang)
    _add(element, "summary", entry.summary)


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _link(parent: ET.Element, rel: str, href: str, **attributes: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "href": href, **attributes})


def _moment(day: str) -> str:
    """Authors write days; feeds want moments, and the day's first one is the same everywhere."""
    return f"{day}T00:00:00Z"
