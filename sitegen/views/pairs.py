"""A page and its partner as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from sitegen.model import Edition
from sitegen.views.terms import TermView

_NOTHING = Markup("")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two pages of a pair: its edition, where it stands alone, its title and its summary."""

    edition: Edition
    url: str
    title: str
    summary: str


@dataclass(frozen=True, slots=True)
class PairBlock:
    """A block as HTML in both languages, nothing where it has no partner; or what encloses `children`."""

    kind: str
    id: str
    ours: Markup
    theirs: Markup
    children: tuple[PairBlock, ...] = ()
    # The titles of a box.
    title: Markup = _NOTHING
    other_title: Markup = _NOTHING
    # The ids of a footnote.
    anchor: str = ""
    other_anchor: str = ""
    # The number that a list begins with; where the text of a cell stands, and whether it is a heading.
    start: str = ""
    side: str = ""
    is_head: bool = False
    # Both languages have the same words: a number, a quotation of the source.
    is_same: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """What a bilingual page shows of its two pages."""

    ours: Side
    theirs: Side
    blocks: tuple[PairBlock, ...]
    # The partner's headings by id, "" where it has none.
    headings: Mapping[str, str]
    # The terms that either links to, as both say them.
    terms: tuple[tuple[TermView, TermView], ...]
    # Whether the pages hold nothing but these blocks.
    is_whole: bool
