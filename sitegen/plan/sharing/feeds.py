"""What an edition tells programs of its pages: the feed of those that are dated, the map of all."""

from __future__ import annotations

from collections.abc import Iterable

from sitegen.facts.addresses import alternates
from sitegen.plan.editions.edition import EditionPlan
from sitegen.plan.outline import Outline
from sitegen.plan.pages.texts import Texts
from sitegen.values import dataclass
from sitegen.views import Alternate, Frame


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


def make_feed(edition: EditionPlan, texts: Texts) -> Feed:
    """Return the feed of an edition: its dated pages, which say `texts`; at least one must be dated.

    A page is named by its address, which does not change, and dated by its author: no clock is asked.
    """
    frame, addresses = edition.frame, edition.addresses
    entries = [
        FeedEntry(
            addresses.absolute(addresses.url(key, edition.edition)),
            text.title,
            text.summary,
            text.updated.iso,
            tuple(
                each
                for each in alternates(addresses, (), key, edition.editions(key))
                if each.hreflang not in (edition.tag, "x-default")
            ),
        )
        for key, text in texts.items()
        if text.updated is not None
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


def map_entries(pages: Iterable[Outline]) -> tuple[MapEntry, ...]:
    """Return what the site map says of `pages`."""
    return tuple(MapEntry(page.canonical, page.updated) for page in pages)
