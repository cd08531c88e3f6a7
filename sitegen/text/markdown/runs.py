"""Inline runs as one joined text: what stands where a mark is, and what may be done to each character."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from sitegen.text.joined import ATOM
from sitegen.text.joined import FROZEN as FROZEN
from sitegen.text.joined import QUOTED as QUOTED
from sitegen.text.joined import SPANNED as SPANNED


@dataclass(frozen=True, slots=True)
class Piece:
    """A token of a run with its text in the joined run, what may be done to that, and how deep it stands."""

    token: Token
    text: str
    limits: int
    level: int

    @property
    def is_text(self) -> bool:
        return self.token.type == "text" and not self.limits & FROZEN


def pieces(children: Sequence[Token]) -> list[Piece]:
    """Return the run piece by piece; what is not its text has a character in its stead."""
    found = []
    foreign = kept = quoted = spanned = level = 0
    for token in children:
        if token.type in ("lang_open", "lang_close") or token.info == "auto":
            foreign += token.nesting
        elif token.type in ("keep_open", "keep_close"):
            kept += token.nesting
        elif token.type in ("write_open", "write_close"):
            spanned += token.nesting
        elif token.type.removesuffix("_open").removesuffix("_close") in ("quotation", "quoted", "ruby"):
            quoted += token.nesting
        level += token.nesting
        is_text = token.type == "text" and not foreign
        limits = (0 if is_text and not kept else FROZEN) | (QUOTED if quoted else 0)
        limits |= SPANNED if spanned else 0
        found.append(Piece(token, token.content if is_text else _stand_in(token), limits, level))
    return found


def _stand_in(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    return ATOM if token.content or token.type == "image" else ""
