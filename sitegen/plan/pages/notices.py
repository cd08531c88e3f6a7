"""What readers of a translation are told where its original has changed since."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from sitegen.facts.staleness import FRONT, TOP, find_stale, original_of
from sitegen.model import Library
from sitegen.plan.pages.links import Resolver


def insert_notices(tokens: Sequence[Token], library: Library, resolver: Resolver) -> tuple[Token, ...]:
    """Return the tokens of a translation with a notice for readers behind the heading of each stale section.

    That for the front matter, and for what stands before the first heading, comes before everything.
    """
    page = resolver.page
    found = {each.id for each in find_stale(library, page)}
    original = original_of(library, page)
    if not found or original is None or original.language not in resolver.editions:
        return tuple(tokens)

    def notice(section: str) -> Token:
        attributes = resolver.page_link(page.key, original.language, section)
        return Token("stale_notice", "p", 0, attrs=attributes, block=True)

    noted = [notice("")] if {FRONT, TOP} & found else []
    id_ = ""
    for token in tokens:
        noted.append(token)
        if token.type == "heading_open":
            id_ = str(token.attrs.get("id", ""))
        elif token.type == "heading_close" and id_ in found:
            noted.append(notice(id_))
    return tuple(noted)
