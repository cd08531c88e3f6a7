"""The rule for cards, which a build takes as they are, since it has no browser to draw them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from sitegen.facts.cards import Card
from sitegen.model import Diagnostic, Words
from sitegen.rules import MISSING_CARD, STALE_CARD


def check_cards(
    due: Iterable[Card], drawn: Mapping[str, Words], files: Collection[str]
) -> Iterator[Diagnostic]:
    """Where a site has cards, each page has one, and it says what the page is called now."""
    for card in due:
        words = drawn.get(card.name)
        if words is None or f"assets/cards/{card.name}.png" not in files:
            yield MISSING_CARD(card.place, edition=card.edition.tag)
        elif words != card.words:
            yield STALE_CARD(card.place, edition=card.edition.tag, drawn=words, words=card.words)
