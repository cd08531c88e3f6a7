"""What bodies say of the term base: first mentions become links."""

from __future__ import annotations

from collections.abc import Iterable

from sitegen.model import Page, Term
from sitegen.text.body.body import Body
from sitegen.text.body.flat import plain_text
from sitegen.text.body.mentions import link_mentions
from sitegen.text.words import Names


def term_names(terms: Iterable[Term], language: str) -> Names:
    """Return the names by which running text in `language` mentions `terms`; of two terms the first wins.

    Terms whose words have an everyday meaning too are not among them.
    """
    telling = [term for term in terms if not term.common]
    ids = {str(name): str(term.id) for term in reversed(telling) for name in term.names_in(language)}
    return Names(ids, language)


def link_terms(body: Body, names: Names) -> Body:
    """Return `body` with the first mention of each term linked, if its author links none."""
    return link_mentions(body, names, body.terms())


def heading_of(page: Page, term: Term) -> str:
    """Return the id of the first heading of `page` that has a name of `term`, or ""."""
    known = term.names_in(page.language)
    for heading in page.body.headings():
        if heading.id:
            text = plain_text(heading.run.items).casefold()
            # One name at a time: it may be part of a longer one, of another term.
            names = [name.casefold() for name in known if name.casefold() in text]
            if any(any(Names({name: ""}, page.language).find(text)) for name in names):
                return heading.id
    return ""
