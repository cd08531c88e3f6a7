"""What pages say of the term base: first mentions become links."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from markdown_it.token import Token

from sitegen.facts.addresses import TERM
from sitegen.model import Library, Page, Term
from sitegen.text.markdown.mentions import Names, link_mentions
from sitegen.text.markdown.tokens import plain_text, walk


def term_names(library: Library, language: str) -> Names:
    """Return the names by which running text in `language` mentions terms; of two terms the first wins.

    Terms whose words have an everyday meaning too are not among them.
    """
    terms = [term for term in library.terms.values() if not term.common]
    ids = {str(name): str(term.id) for term in reversed(terms) for name in term.names_in(language)}
    return Names(ids, language)


def link_terms(tokens: tuple[Token, ...], names: Names) -> tuple[Token, ...]:
    """Return the tokens of a page with the first mention of each term linked, if its author links none."""
    return link_mentions(tokens, names, TERM, linked_terms(tokens))


def heading_of(page: Page, term: Term) -> str:
    """Return the id of the first heading of `page` that has a name of `term`, or ""."""
    known = term.names_in(page.language)
    for heading, inline in pairwise(page.tokens):
        if heading.type == "heading_open" and "id" in heading.attrs:
            text = plain_text(inline.children or ()).casefold()
            # One name at a time: it may be part of a longer one, of another term.
            names = [name.casefold() for name in known if name.casefold() in text]
            if any(any(Names({name: ""}, page.language).find(text)) for name in names):
                return str(heading.attrs["id"])
    return ""


def linked_terms(tokens: Iterable[Token]) -> tuple[str, ...]:
    """Return the ids of the terms that the tokens of a page link to, as they come."""
    addresses = (str(token.attrs.get("href", "")).partition(":") for token in walk(tokens))
    return tuple(dict.fromkeys(rest for scheme, _, rest in addresses if scheme.lower() == TERM))
