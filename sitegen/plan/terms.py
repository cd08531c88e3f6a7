"""What pages say of the term base: first mentions become links."""

from __future__ import annotations

from collections.abc import Iterable

from markdown_it.token import Token

from sitegen.model import Library
from sitegen.plan.addresses import TERM
from sitegen.text.mentions import Names, link_mentions
from sitegen.text.tokens import walk


def term_names(library: Library, language: str) -> Names:
    """Return the names by which running text in `language` mentions terms; of two terms the first wins.

    Terms whose words have an everyday meaning too are not among them.
    """
    terms = [term for term in library.terms.values() if not term.common]
    ids = {str(name): str(term.id) for term in reversed(terms) for name in term.names(language)}
    return Names(ids, language)


def link_terms(tokens: tuple[Token, ...], names: Names) -> tuple[Token, ...]:
    """Return the tokens of a page with the first mention of each term linked, if its author links none."""
    return link_mentions(tokens, names, TERM, linked_terms(tokens))


def linked_terms(tokens: Iterable[Token]) -> tuple[str, ...]:
    """Return the ids of the terms that the tokens of a page link to, as they come."""
    addresses = (str(token.attrs.get("href", "")).partition(":") for token in walk(tokens))
    return tuple(dict.fromkeys(rest for scheme, _, rest in addresses if scheme.lower() == TERM))
