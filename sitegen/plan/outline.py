"""What others ask of a page: enough to lead to it, and to choose what it is printed with."""

from __future__ import annotations

from sitegen.model import Words
from sitegen.values import dataclass
from sitegen.views import AnyPage, Article, Drawn, PairPage


@dataclass(frozen=True, slots=True)
class Outline:
    """A page, which is large and read where it is printed, with the little that others ask of it."""

    page: AnyPage
    key: str
    # The tag of its edition, and that of its partner's or "".
    tag: str
    partner: str
    template: Words
    output_path: str
    canonical: str
    # The day of its last change (ISO 8601), or "".
    updated: str
    # The name of the picture that goes with it, below `assets/`, or "".
    card: str
    has_drawings: bool


def outline(page: AnyPage) -> Outline:
    """Return a page with what others ask of it."""
    address, sharing = page.address, getattr(page, "sharing", None)
    return Outline(
        page,
        address.key,
        tag=str(address.edition.tag),
        partner=str(page.pair.theirs.edition.tag) if isinstance(page, PairPage) else "",
        template=address.template,
        output_path=address.output_path,
        canonical=address.canonical,
        updated=address.updated.iso if address.updated else "",
        card=sharing.card if sharing else "",
        has_drawings=bool(drawings_of(page)),
    )


def drawings_of(page: AnyPage) -> tuple[Drawn, ...]:
    """Return the drawings of a page, in the order of their slots."""
    if isinstance(page, PairPage):
        return page.drawings
    return page.text.drawings if isinstance(page, Article) else ()
