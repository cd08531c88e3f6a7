"""What an edition tells programs of its pages: the feed of those that are dated, the map of all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sitegen.facts.addresses import Addresses
from sitegen.values import dataclass
from sitegen.views import Alternate, AnyPage, Article, DocumentPage, Frame, ReferencesPage


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A page of a feed: its absolute address, in other editions too, and the day of its change (ISO 8601)."""

    url: str
    title: str
    summary: str
    updated: str
    alternates: tuple[Alternate, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """The feed of an edition, and where it stands; its pages are those changed last first, at least one."""

    output_path: str
    url: str
    frame: Frame
    # The home page of the edition, with scheme and host.
    home: str
    entries: tuple[FeedEntry, ...]


@dataclass(frozen=True, slots=True)
class MapEntry:
    """A page of the site map: its absolute address, and the day of its change (ISO 8601) or ""."""

    url: str
    updated: str = ""


def make_feed(
    frame: Frame, pages: Iterable[Article | DocumentPage | ReferencesPage], addresses: Addresses
) -> Feed:
    """Return the feed of the edition of `frame`: its dated `pages`; at least one must be dated.

    A page is named by its address, which does not change, and dated by its author: no clock is asked.
    """
    own = str(frame.edition.tag)
    entries = [
        FeedEntry(
            page.address.canonical,
            page.title,
            page.summary,
            page.address.updated.iso,
            tuple(each for each in page.address.alternates if each.hreflang not in (own, "x-default")),
        )
        for page in pages
        if page.address.updated is not None
    ]
    # Of pages changed on one day, those that come first in the plan stay first.
    entries.sort(key=lambda entry: entry.updated, reverse=True)
    return Feed(
        frame.feed_url.removeprefix(addresses.base_path),
        addresses.absolute(frame.feed_url),
        frame,
        addresses.absolute(frame.url),
        tuple(entries),
    )


def map_entries(pages: Sequence[AnyPage]) -> tuple[MapEntry, ...]:
    """Return what the site map says of `pages`."""
    return tuple(
        MapEntry(page.address.canonical, page.address.updated.iso if page.address.updated else "")
        for page in pages
    )
