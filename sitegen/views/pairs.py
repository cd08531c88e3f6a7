"""A page and its partner as one."""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.model import Edition
from sitegen.values import dataclass
from sitegen.views.html import Html
from sitegen.views.lists import Choice
from sitegen.views.terms import TermView


@dataclass(frozen=True, slots=True)
class PairSide:
    """One of the two pages of a pair: its edition, where it stands alone, its title and its summary."""

    edition: Edition
    url: str
    title: str
    summary: str


@dataclass(frozen=True, slots=True)
class PairView:
    """What a bilingual page shows of its two pages."""

    # The page of the edition, and its partner.
    ours: PairSide
    theirs: PairSide
    # Both texts, block beside block.
    html: Html
    # The partner's headings by id, "" where it has none.
    headings: Mapping[str, str]
    # The terms that either links to, each with where the partner’s glossary has it, or "".
    terms: tuple[tuple[TermView, str], ...]
    # Whether the pages hold nothing but these blocks.
    is_whole: bool
    # The editions of the other language that may stand here, where there are several.
    partners: tuple[Choice, ...] = ()
