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

    # What it is, as `kind_of` names it; its address, or "".
    kind: str
    id: str
    ours: Markup
    theirs: Markup
    children: tuple[PairBlock, ...] = ()
    # The title of a box, and its partner's.
    title: Markup = _NOTHING
    other_title: Markup = _NOTHING
    # The id of a footnote, and its partner's.
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

    # The page of the edition, and its partner.
    ours: Side
    theirs: Side
    # What both say, block beside block.
    blocks: tuple[PairBlock, ...]
    # The partner's headings by id, "" where it has none.
    headings: Mapping[str, str]
    # The terms that either links to, as both say them.
    terms: tuple[tuple[TermView, TermView], ...]
    # Whether the pages hold nothing but these blocks.
    is_whole: bool
