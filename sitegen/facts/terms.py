"""What tokens of pages say of the term base."""

from __future__ import annotations

from collections.abc import Iterable

from markdown_it.token import Token

from sitegen.facts.addresses import TERM
from sitegen.facts.bodies.terms import term_names
from sitegen.text.markdown.tokens import walk


def linked_terms(tokens: Iterable[Token]) -> tuple[str, ...]:
    """Return the ids of the terms that the tokens of a page link to, as they come."""
    addresses = (str(token.attrs.get("href", "")).partition(":") for token in walk(tokens))
    return tuple(dict.fromkeys(rest for scheme, _, rest in addresses if scheme.lower() == TERM))


__all__ = ["linked_terms", "term_names"]
