"""The rule for cards, which a build takes as they are, since it has no browser to draw them."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.facts.cards import cards
from sitegen.model import Diagnostic, Library
from sitegen.rules import MISSING_CARD, STALE_CARD


def check_cards(library: Library) -> Iterator[Diagnostic]:
    """Where a site has cards, each page has one, and it says what the page is called now."""
    if not library.cards:
        return
    for card in cards(library):
        drawn = library.cards.get(card.name)
        if drawn is None or f"assets/cards/{card.name}.png" not in library.files:
            yield MISSING_CARD(card.place, edition=card.edition.tag)
        elif drawn != card.words:
            yield STALE_CARD(card.place, edition=card.edition.tag, drawn=drawn, words=card.words)
