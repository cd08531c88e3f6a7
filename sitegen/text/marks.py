"""Quotation marks of Chinese text: paired, and written as corner brackets where an edition wants them.

Mainland usage has “ ” and, inside them, ‘ ’; Taiwan and Hong Kong have 「 」 and 『 』, in turn with the
depth of nesting (W3C Requirements for Chinese Text Layout, 3.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sitegen.text.characters import is_chinese

OPENING = "“‘"
CLOSING = "”’"
_PARTNER = dict(zip(OPENING, CLOSING, strict=True))
_CORNERS = ("「」", "『』")
_MARKS = re.compile(f"[{OPENING}{CLOSING}]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A quotation mark: its offset, its depth of nesting from 1, and where its partner is, if it has one."""

    offset: int
    depth: int
    is_opening: bool
    partner: int | None


def find_marks(text: str) -> list[Mark]:
    """Return the quotation marks of a text in order; apostrophes of Latin words are none."""
    if _MARKS.search(text) is None:
        return []
    open_marks: list[int] = []
    found: dict[int, tuple[int, bool]] = {}
    partners: dict[int, int] = {}
    for offset, character in enumerate(text):
        if character == "\n" and text.startswith("\n\n", offset):
            open_marks.clear()  # the next paragraph opens anew what goes on
        elif character in OPENING:
            open_marks.append(offset)
            found[offset] = len(open_marks), True
        elif character in CLOSING and not _is_apostrophe(text, offset, open_marks):
            depth = len(open_marks)
            if open_marks and _PARTNER[text[open_marks[-1]]] == character:
                start = open_marks.pop()
                partners[start], partners[offset] = offset, start
            found[offset] = max(depth, 1), False
    return [Mark(offset, depth, opens, partners.get(offset)) for offset, (depth, opens) in found.items()]


def _is_apostrophe(text: str, offset: int, open_marks: Sequence[int]) -> bool:
    if text[offset] != "’" or not offset or not _is_latin(text[offset - 1]):
        return False
    follows_letter = offset + 1 < len(text) and _is_latin(text[offset + 1])
    return follows_letter or not (open_marks and text[open_marks[-1]] == "‘")


def corner_marks(text: str) -> Iterator[tuple[int, str]]:
    """Yield offset and corner bracket, by depth of nesting, for each mark that belongs to Chinese."""
    for mark in find_marks(text):
        if not _is_within_latin(text, mark):
            yield mark.offset, _CORNERS[(mark.depth - 1) % 2][0 if mark.is_opening else 1]


def unpaired_marks(text: str, following: str = "") -> Iterator[int]:
    """Yield the offsets of marks without a partner.

    A quotation that goes on in the next paragraph, which then opens it anew, stays open here; `following`
    is that paragraph.
    """
    reopened = iter(following)
    for mark in find_marks(text):
        if mark.partner is None and not (mark.is_opening and next(reopened, "") == text[mark.offset]):
            yield mark.offset


def _is_latin(character: str) -> bool:
    return character.isalpha() and not is_chinese(character, "zh")


def _is_within_latin(text: str, mark: Mark) -> bool:
    """Tell whether a mark stands in a Latin run: nothing Chinese inside its pair, and Latin beside it."""
    if mark.partner is None:
        sides = text[: mark.offset][-1:], text[mark.offset + 1 :][:1]
        return all(side and _is_latin(side) for side in sides)
    start, end = sorted((mark.offset, mark.partner))
    inside = text[start + 1 : end]
    before, after = text[:start].rstrip()[-1:], text[end + 1 :].lstrip()[:1]
    beside = any(side and (_is_latin(side) or side.isdigit()) for side in (before, after))
    return beside and not any(is_chinese(character, "en") for character in inside)
