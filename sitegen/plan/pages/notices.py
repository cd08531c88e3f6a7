"""What readers of a translation are told where its original has changed since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from sitegen.facts.staleness import FRONT, TOP
from sitegen.plan.pages.links import Resolver


@dataclass(frozen=True, slots=True)
class Changes:
    """The sections of a translation whose original has changed since, and the original's language."""

    sections: frozenset[str]
    language: str


def insert_notices(tokens: Sequence[Token], changes: Changes | None, resolver: Resolver) -> tuple[Token, ...]:
    """Return the tokens of a translation with a notice for readers behind the heading of each stale section.

    That for the front matter, and for what stands before the first heading, comes before everything.
    """
    if changes is None or changes.language not in resolver.editions:
        return tuple(tokens)
    found, language = changes.sections, changes.language

    def notice(section: str) -> Token:
        attributes = resolver.page_link(resolver.page.key, language, section)
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
