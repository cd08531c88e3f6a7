"""What lists and ways through an edition name: pages, headings, dates, other editions."""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.model import Edition
from sitegen.values import Shared, dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as a list names it: its label and its URL."""

    key: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class NavigationSection:
    """A titled run of pages."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class DateView:
    """A date for machines (ISO 8601) and in the words of the edition."""

    iso: str
    words: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change in a sentence, and the pages that it is about."""

    words: str
    pages: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class ChangedDay:
    """What changed on a day."""

    date: DateView
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A heading of level 2 with those of level 3 below it."""

    id: str
    text: str
    children: tuple[ContentsEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in an edition, for search engines: hreflang and absolute URL."""

    hreflang: str
    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """An edition that the reader can switch to, and where that leads."""

    edition: Edition
    # Where it leads, and whether the reader is there already.
    url: str
    is_current: bool
    # How that edition offers itself, and how its readers decline, in its own words.
    offer: str = ""
    decline: str = ""


@dataclass(frozen=True, slots=True)
class ListedPage(Shared):
    """A page as the list of all pages shows it; `minutes` is 0 where it is looked up rather than read."""

    # What the page is called, where it stands, what it says in a sentence.
    title: str
    url: str
    summary: str
    minutes: int
    # Its headings.
    contents: tuple[ContentsEntry, ...]


@dataclass(frozen=True, slots=True)
class ListedGroup:
    """A titled run of listed pages."""

    title: str
    pages: tuple[ListedPage, ...]


@dataclass(frozen=True, slots=True)
class PairLink:
    """The way from a page to where it stands beside a partner."""

    # What it says.
    label: str
    bilingual_url: str
    # The same by edition, where the reader may have another.
    bilingual_urls: Mapping[str, str]


# Where pages stand beside their partners, by edition’s tag and key.
