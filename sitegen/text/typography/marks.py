"""Quotation marks of Chinese text: paired, and written as an edition wants them, curly or as corner brackets.

Mainland usage has “ ” and, inside them, ‘ ’; Taiwan and Hong Kong have 「 」 and 『 』, in turn with the
depth of nesting (W3C Requirements for Chinese Text Layout, 3.1).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from sitegen.expressions import lazy_regex
from sitegen.text.characters import chinese_offsets, is_chinese
from sitegen.values import dataclass

OPENING = "“‘"
CLOSING = "”’"
_PARTNER = dict(zip(OPENING, CLOSING, strict=True))
_CORNERS = ("「」", "『』")
_MARKS = lazy_regex(f"[{OPENING}{CLOSING}]")
_CURLY = tuple(map("".join, zip(OPENING, CLOSING, strict=True)))
_CORNER = lazy_regex("[「」『』]|\n\n")


@dataclass(frozen=True, slots=True)
class QuotationMark:
    """A quotation mark: its offset, its depth of nesting from 1, and where its partner is, if it has one."""

    offset: int
    depth: int
    is_opening: bool
    partner: int | None


def find_marks(text: str) -> list[QuotationMark]:
    """Return the quotation marks of a text in order; apostrophes and the primes of measures are none.

    >>> [(each.offset, each.partner) for each in find_marks("“好”")]
    [(0, 2), (2, 0)]
    """
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
    return [
        QuotationMark(offset, depth, opens, partners.get(offset)) for offset, (depth, opens) in found.items()
    ]


# The letters behind an apostrophe that stands for what they lack: rock ’n’ roll, ’tis.
_ELISIONS = (
    *("n", "em", "tis", "twas", "twere", "twill", "cause", "cos", "til", "till", "round", "bout", "neath"),
    *("tween", "gainst", "nuff", "kay", "ere", "ello"),
)
_ELIDED = lazy_regex(rf"’(?:\d\d(?!\d)|(?:{'|'.join(_ELISIONS)})(?![A-Za-zÀ-ɏ]))", re.IGNORECASE)
# 80’s, and 5’6” of feet and inches or of minutes and seconds.
_BEHIND_DIGIT = lazy_regex(r"’(?:s(?![A-Za-zÀ-ɏ])|\d)", re.IGNORECASE)
_SECONDS = lazy_regex(r"\d’\d{1,2}(?:\.\d{1,2})?$")
_LONGEST = 8
# What parts words or opens, so that no quotation ends behind it.
_OPENS = " \u00a0\u3000\n\t“‘（(《〈【「『[—-/"


def _is_apostrophe(text: str, offset: int, open_marks: Sequence[int]) -> bool:
    """Tell whether a closing mark is none: an apostrophe, or the prime of a measure."""
    opening = text[open_marks[-1]] if open_marks else ""
    # Where its like is open, a mark closes that, unless another one does.
    is_free = opening != _OPENING_OF[text[offset]]
    before = text[offset - 1] if offset else ""
    if text[offset] == "”":
        is_prime = _SECONDS.search(text[max(offset - _LONGEST, 0) : offset]) is not None
        return is_prime and (is_free or _closes_later(text, offset))
    if before and _is_latin(before):
        if offset + 1 < len(text) and _is_latin(text[offset + 1]):
            return True
        if _AND.search(text[max(offset - _LONGEST, 0) : offset]):
            return True
        return is_free or (bool(_PLURAL.match(text, offset - 1)) and _closes_later(text, offset))
    if before.isascii() and before.isdigit():
        found = _BEHIND_DIGIT.match(text, offset)
        is_year = found is not None and found[0][1] in "sS"
        return found is not None and (is_year or is_free or _closes_later(text, offset))
    return bool(_ELIDED.match(text, offset)) and (is_free or not before or before in _OPENS)


_OPENING_OF = dict(zip(CLOSING, OPENING, strict=True))
# The second of ’n’.
_AND = lazy_regex(r"(?:^|[\s“‘])’[nN]$")
# “The dogs’ home” goes on in Latin letters.
_PLURAL = lazy_regex(r"[sSxzXZ]’ [A-Za-zÀ-ɏ]")


def _closes_later(text: str, offset: int) -> bool:
    """Tell whether another mark of the kind comes before the next that opens, in the same paragraph."""
    closing = text[offset]
    stop = text.find(closing, offset + 1)
    while stop >= 0 and closing == "’" and text[stop - 1].isalnum() and text[stop + 1 : stop + 2].isalpha():
        if not _is_latin(text[stop + 1]):
            break
        stop = text.find(closing, stop + 1)
    between = text[offset:stop]
    return stop >= 0 and _OPENING_OF[closing] not in between and "\n\n" not in between


def corner_marks(text: str) -> Iterator[tuple[int, str]]:
    """Yield offset and corner bracket, by depth of nesting, for each mark that belongs to Chinese.

    >>> list(corner_marks("他说“好”"))
    [(2, '「'), (4, '」')]
    """
    chinese = cache(lambda: chinese_offsets(text))
    for mark in find_marks(text):
        if not _is_within_latin(text, mark, chinese):
            yield mark.offset, _CORNERS[(mark.depth - 1) % 2][0 if mark.is_opening else 1]


def find_corners(text: str) -> Iterator[QuotationMark]:
    """Yield the corner brackets of a text in order, each with its depth and its partner.

    One that closes belongs to the last that was opened, if that is of its kind. A paragraph’s end ends all.

    >>> [(each.offset, each.partner) for each in find_corners("「好」")]
    [(0, 2), (2, 0)]
    """
    open_marks: list[int] = []
    found: list[tuple[int, int, bool]] = []
    partners: dict[int, int] = {}
    for match in _CORNER.finditer(text):
        offset, mark = match.start(), match[0]
        if mark in "「『":
            open_marks.append(offset)
            found.append((offset, len(open_marks), True))
        elif mark in "」』":
            depth = len(open_marks)
            if open_marks and text[open_marks[-1]] + mark in _CORNERS:
                start = open_marks.pop()
                partners[start], partners[offset] = offset, start
            found.append((offset, max(depth, 1), False))
        else:
            open_marks.clear()
    return (QuotationMark(offset, depth, opens, partners.get(offset)) for offset, depth, opens in found)


def curly_marks(text: str) -> Iterator[tuple[int, str]]:
    """Yield offset and curly mark, by depth of nesting, for each corner bracket.

    >>> list(curly_marks("「甲『乙』」"))
    [(0, '“'), (2, '‘'), (4, '’'), (5, '”')]
    """
    for mark in find_corners(text):
        yield mark.offset, _CURLY[(mark.depth - 1) % 2][0 if mark.is_opening else 1]


def unpaired_marks(text: str, following: str = "") -> Iterator[int]:
    """Yield the offsets of marks without a partner.

    A quotation that goes on in the next paragraph, which then opens it anew, stays open here; `following`
    is that paragraph.

    >>> list(unpaired_marks("他说“好。"))
    [2]
    """
    for marks in (find_marks(text), find_corners(text)):
        yield from _unpaired(marks, text, following)


def _unpaired(marks: Iterable[QuotationMark], text: str, following: str) -> Iterator[int]:
    reopened = iter(following)
    for mark in marks:
        if mark.partner is None and not (mark.is_opening and next(reopened, "") == text[mark.offset]):
            yield mark.offset


def _is_latin(character: str) -> bool:
    is_letter = character.isalpha() or unicodedata.combining(character) > 0
    return is_letter and not is_chinese(character, "zh")


def _is_within_latin(text: str, mark: QuotationMark, chinese: Callable[[], Sequence[int]]) -> bool:
    """Tell whether a mark stands in a Latin run: nothing Chinese inside its pair, and Latin beside it.

    `chinese` tells the offsets of what is Chinese, in order: pairs within pairs are not read anew.
    """
    if mark.partner is None:
        sides = text[max(mark.offset - 1, 0) : mark.offset], text[mark.offset + 1 : mark.offset + 2]
        return all(side and _is_latin(side) for side in sides)
    start, end = sorted((mark.offset, mark.partner))
    before, after = start, end + 1
    while before and text[before - 1].isspace():
        before -= 1
    while text[after : after + 1].isspace():
        after += 1
    sides = text[max(before - 1, 0) : before], text[after : after + 1]
    if not any(side and (_is_latin(side) or side.isdigit()) for side in sides):
        return False
    return bisect(chinese(), start) == bisect(chinese(), end)
