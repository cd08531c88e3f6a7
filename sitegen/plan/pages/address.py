"""Where a page stands, where its counterparts do, and where to report a mistake on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sitegen.facts.addresses import Addresses, alternates
from sitegen.model import Edition, Words
from sitegen.plan.sharing.reports import report_address
from sitegen.text.words import fill_in
from sitegen.values import Shared, dataclass
from sitegen.views import Address, Choice, DateView, Frame


@dataclass(frozen=True, slots=True)
class Editions(Shared):
    """The editions of a site, for whoever leads from a page of one to that of another."""

    addresses: Addresses
    # Those in which authors write, in order.
    languages: tuple[str, ...]
    # The tags of those that readers of other languages are led to, the first that there is.
    x_default: tuple[str, ...]
    # By tag, how each offers itself, and how its readers decline, in its own words.
    offers: Mapping[str, tuple[str, str]]

    def choices(self, key: str, current: Edition, editions: Sequence[Edition]) -> tuple[Choice, ...]:
        """Return what readers of `key` choose between, each in the words of the edition that it offers."""
        return tuple(
            self.offered(Choice(each, self.addresses.url(key, each), each == current)) for each in editions
        )

    def offered(self, choice: Choice) -> Choice:
        """Return the choice in the words of the edition that it offers."""
        offer, decline = self.offers[str(choice.edition.tag)]
        return replace(choice, offer=offer, decline=decline)


def make_offers(frames: Iterable[Frame]) -> Mapping[str, tuple[str, str]]:
    """Return by tag how each edition offers itself, and how its readers decline."""
    return {
        str(frame.edition.tag): (
            fill_in(frame.words.get("offer", ""), {"edition": frame.edition.label}),
            frame.words.get("offer_decline", ""),
        )
        for frame in frames
    }


def make_address(
    among: Editions,
    key: str,
    editions: Sequence[Edition],
    frame: Frame,
    stated: Stated,
) -> Address:
    """Return the address of the page `key`, which exists in `editions`, in the edition of `frame`."""
    edition, addresses = frame.edition, among.addresses
    url = addresses.url(key, edition)
    choices = among.choices(key, edition, editions)
    return Address(
        key=key,
        edition=edition,
        template=stated.template,
        url=url,
        output_path=addresses.output_path(key, edition),
        canonical=addresses.absolute(url),
        alternates=alternates(addresses, among.x_default, key, editions),
        choices=choices,
        originals=originals(edition, choices),
        updated=stated.updated,
        report=begun_report(frame, stated.title, addresses.absolute(url)),
    )


@dataclass(frozen=True, slots=True)
class Stated:
    """What a page states of itself: its template and where that is asked for, its title, its last change."""

    template: Words
    title: str
    updated: DateView | None = None


def originals(edition: Edition, choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """Return the page as its author wrote it, where `edition` is converted."""
    return tuple(
        choice
        for choice in choices
        if edition.profile and choice.edition.language == edition.language and not choice.edition.profile
    )


def begun_report(frame: Frame, title: str, canonical: str) -> str:
    """Return where to report a mistake on a page, with a report begun where that can be."""
    words = frame.words
    lines = [
        f"{words.get('report_page', '')}{title}",
        f"{words.get('report_edition', '')}{frame.edition.label}",
        canonical,
    ]
    return report_address(frame.contact, fill_in(words.get("report_subject", ""), {"title": title}), lines)
