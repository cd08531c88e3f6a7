"""What bodies say of the term base: first mentions become links."""

from __future__ import annotations

from collections.abc import Iterable

from sitegen.model import Term
from sitegen.text.body.body import Body
from sitegen.text.body.flat import plain_text
from sitegen.text.body.mentions import link_mentions
from sitegen.text.words import Names

# Headings with an id: that, and what they say.
Headings = tuple[tuple[str, str], ...]


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


def headings_of(body: Body) -> Headings:
    """Return what the headings of a body say that can be led to."""
    return tuple((each.id, plain_text(each.run.items)) for each in body.headings() if each.id)


def heading_of(headings: Headings, term: Term, language: str) -> str:
    """Return the id of the first of `headings`, of a page in `language`, that has a name of `term`, or ""."""
    known = term.names_in(language)
    for id_, words in headings:
        text = words.casefold()
        # One name at a time: it may be part of a longer one, of another term.
        names = [name.casefold() for name in known if name.casefold() in text]
        if any(any(Names({name: ""}, language).find(text)) for name in names):
            return id_
    return ""
