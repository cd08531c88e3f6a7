"""The rule for cards, which a build takes as they are, since it has no browser to draw them."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.facts.cards import cards
from sitegen.model import Diagnostic, Library, Severity

_HINT = "Run `make cards`: it draws what is missing or has changed."


def check_cards(library: Library) -> Iterator[Diagnostic]:
    """Where a site has cards, each page has one, and it says what the page is called now."""
    if not library.cards:
        return
    for card in cards(library):
        drawn = library.cards.get(card.name)
        if drawn is None or f"assets/cards/{card.name}.png" not in library.files:
            message = f"the page has no card for the edition {card.edition.tag}"
            yield Diagnostic(card.place, "missing-card", message, _HINT, Severity.WARNING)
        elif drawn != card.words:
            message = f"the card for the edition {card.edition.tag} says “{drawn}”, not “{card.words}”"
            yield Diagnostic(card.place, "stale-card", message, _HINT, Severity.WARNING)
