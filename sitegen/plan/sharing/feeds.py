"""What an edition tells programs of its pages: the feed of those that are dated, the map of all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from sitegen.facts.addresses import CHANGES, alternates
from sitegen.memory import Memory
from sitegen.plan.editions.changes import last_changes
from sitegen.plan.editions.edition import EditionPlan
from sitegen.plan.outline import Outline
from sitegen.plan.pages.texts import EditionText, Texts
from sitegen.values import Shared, dataclass
from sitegen.views import Alternate, Frame


@dataclass(frozen=True, slots=True)
class FeedEntry(Shared):
    """A page of a feed: its absolute address, in other editions too, and the day of its change (ISO 8601).

    Or what changed on the site, at its day on the page of changes.
    """

    url: str
    title: str
    # What changed on that day where editors say it, or else what the page says.
    summary: str
    updated: str
    # The day on which it came, or "".
    published: str
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


def make_feed(edition: EditionPlan, texts: Texts, memory: Memory) -> Feed:
    """Return the feed of an edition: its dated pages, which say `texts`; at least one must be dated.

    A page is named by its address, which does not change, and dated by its author: no clock is asked.
    """
    frame, addresses = edition.without_menus.frame, edition.addresses
    found = memory.parts(feed_entries, [(text,) for text in texts.values()], edition.without_menus)
    # Of what changed on one day, the site comes first, then pages as they come in the plan.
    entries = sorted([*_of_site(edition), *filter(None, found)], key=itemgetter(0), reverse=True)
    return Feed(
        frame.feed_url.removeprefix(addresses.base_path),
        addresses.absolute(frame.feed_url),
        frame,
        addresses.absolute(frame.url),
        tuple(entry for _, entry in entries),
    )


def _of_site(edition: EditionPlan) -> Iterator[tuple[str, FeedEntry]]:
    """Yield what a feed says of changes that are about no single page, day by day, each behind its date."""
    for day in edition.changes:
        if told := [each.words for each in day.changes if not each.pages]:
            url = f"{edition.addresses.url(CHANGES, edition.edition)}#day-{day.date.iso}"
            title = f"{edition.frame.words.get('changes', '')} – {day.date.words}"
            address = edition.addresses.absolute(url)
            yield day.date.iso, FeedEntry(address, title, " ".join(told), day.date.iso, day.date.iso, ())


def feed_entries(
    _: Memory,
    texts: Sequence[tuple[EditionText]],
    edition: EditionPlan,
) -> Iterator[tuple[str, FeedEntry] | None]:
    """Yield what a feed says of the pages of an edition that say `texts`, each behind its date.

    None of those without one.
    """
    addresses, changed = edition.addresses, last_changes(edition.changes)
    for (text,) in texts:
        if text.updated is None:
            yield None
            continue
        day, words = changed.get(text.key, ("", ""))
        others = alternates(addresses, (), text.key, edition.editions(text.key))
        entry = FeedEntry(
            addresses.absolute(addresses.url(text.key, edition.edition)),
            text.title,
            words if day == text.updated.iso else text.summary,
            text.updated.iso,
            text.front.published.isoformat() if text.front.published else "",
            tuple(each for each in others if each.hreflang not in (edition.tag, "x-default")),
        )
        yield entry.updated, entry


def map_entries(pages: Iterable[Outline]) -> tuple[MapEntry, ...]:
    """Return what the site map says of `pages`."""
    return tuple(MapEntry(page.canonical, page.updated) for page in pages)
