"""How a page presents itself where it is shared."""

from __future__ import annotations

from sitegen.facts.addresses import HOME, Addresses
from sitegen.facts.cards import ROOT
from sitegen.plan.sharing.linked_data import SharedWork, linked_data
from sitegen.plan.sharing.reports import locale
from sitegen.views import Frame, Graph, Sharing

# Where a site has the pictures that go with its pages, below its assets.
CARDS = "cards"
# That of the root, below the assets.
ROOT_CARD = f"{CARDS}/{ROOT}.png"


def share(work: SharedWork, frame: Frame, addresses: Addresses, *, title: str = "") -> Sharing:
    """Return how the page that shows `work` presents itself; its card says `title`, if that is another."""
    address = work.address
    others = (locale(str(choice.edition.tag)) for choice in address.choices if not choice.is_current)
    return Sharing(
        locale=locale(str(frame.edition.tag)),
        other_locales=tuple(filter(None, others)),
        card=f"{CARDS}/{frame.edition.prefix}/{address.key}.png",
        card_words=frame.title if address.key == HOME else f"{title or work.title} – {frame.title}",
        graph=Graph(linked_data(work, frame, addresses)),
    )
