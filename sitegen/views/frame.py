"""What pages of every kind have around their own: the frame of their edition, an address, ways on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from sitegen.model import Edition, Words
from sitegen.values import Shared, dataclass
from sitegen.views.lists import Alternate, Choice, DateView, Entry, NavigationSection, PairLink


@dataclass(frozen=True, slots=True)
class LicenceView:
    """Terms of use in the words of an edition, and their address or ""."""

    words: str
    url: str
    # Of the text, or else of the code.
    is_of_text: bool


@dataclass(frozen=True, slots=True)
class Frame(Shared):
    """What every page of an edition prints around its own."""

    edition: Edition
    # The home page of the edition.
    url: str
    # What the site is called, and what it is.
    title: str
    description: str
    # Where readers write to.
    contact: str
    # Interface words by key.
    words: Mapping[str, str]
    # Those that name two languages, as pages say them that show another too, by its tag.
    beside: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    # Titled groups of pages, in reading order.
    navigation: tuple[NavigationSection, ...] = ()
    # Where the list of all pages, the search and the feed are; no feed where no page is dated.
    contents_url: str = ""
    search_url: str = ""
    feed_url: str = ""
    # Where readers are told what changed, or "".
    changes_url: str = ""
    # Where the edition is as a book, or "".
    book_url: str = ""
    # Where its service worker is, and what systems call it; "" where it is not read offline.
    worker_url: str = ""
    manifest_url: str = ""
    # What stands beside its title, and what its front page opens with, or "".
    mark: str = ""
    band: str = ""
    # What pages say of the site: who stands behind it; what it promises; by which terms it may be used.
    publisher: str = ""
    statements: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    licences: tuple[LicenceView, ...] = ()
    # What readers may set: whether words have readings to show,
    has_readings: bool = False
    # above the words of texts in two languages, too,
    has_readings_above: bool = False
    # and whether there are such texts.
    has_pairs: bool = False

    @property
    def text_licence(self) -> LicenceView | None:
        """The terms by which its text may be used, if any are named."""
        return next((each for each in self.licences if each.is_of_text), None)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a page stands, and its counterparts in other editions."""

    # "" for what stands at no address of its own.
    key: str
    # The edition that has it.
    edition: Edition
    # The template that prints the page, and the place that asks for it.
    template: Words
    # From the server's root; the file below the output folder; with scheme and host.
    url: str
    output_path: str
    canonical: str
    # For search engines; for readers.
    alternates: tuple[Alternate, ...] = ()
    choices: tuple[Choice, ...] = ()
    # Where an edition is converted: the same page as its author wrote it.
    originals: tuple[Choice, ...] = ()
    # The day of the last change, where it is known; where to report a mistake on the page.
    updated: DateView | None = None
    report: str = ""


@dataclass(frozen=True, slots=True)
class Ways:
    """Ways on from a page."""

    # What lists call the page.
    label: str = ""
    # The way down to it.
    breadcrumbs: tuple[Entry, ...] = ()
    # The page before it and the one behind it, in reading order.
    previous: Entry | None = None
    next: Entry | None = None
    # Pages that speak of the same things.
    related: tuple[Entry, ...] = ()
    # Where it stands beside each of its partners.
    pairs: tuple[PairLink, ...] = ()

    @property
    def bilingual_url(self) -> str:
        """Where the page stands beside its first partner, or ""."""
        return self.pairs[0].bilingual_url if self.pairs else ""
