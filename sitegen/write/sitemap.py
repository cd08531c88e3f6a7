"""What search engines are told: the map of the site, and where it is."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from sitegen.content import Content, content_of
from sitegen.plan.sharing.feeds import MapEntry

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def print_map(root_url: str, entries: Iterable[MapEntry]) -> Content:
    """Return the address of the root and of every page (sitemaps.org 0.9), with the day of its change."""
    root = ET.Element("urlset", xmlns=_SITEMAP)
    for entry in (MapEntry(root_url), *entries):
        url = ET.SubElement(root, "url")
        ET.SubElement(url, "loc").text = entry.url
        if entry.updated:
            ET.SubElement(url, "lastmod").text = entry.updated
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return content_of(f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode())


def print_robots(map_url: str) -> Content:
    """Return what robots are told: they may read everything, and the map is at `map_url`."""
    return content_of(f"User-agent: *\nAllow: /\n\nSitemap: {map_url}\n".encode())
