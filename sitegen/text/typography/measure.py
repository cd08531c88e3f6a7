"""How much room a text takes, by estimate, and where its lines end: the same on every machine.

Which font a reader has is not known, so widths are those of the widest usual sans-serif fonts (DejaVu Sans
and Verdana): a text may turn out narrower than estimated, hardly wider. Lengths are whole thousandths of
the font’s size, since sums of fractions may be rounded differently from one machine to the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from unicodedata import combining, east_asian_width, normalize

from sitegen.expressions import lazy_regex
from sitegen.text.characters import AMBIGUOUS_MARKS, HAN, SYLLABLES
from sitegen.text.languages import language_of

EM = 1000
# What bold letters add, in hundredths; Han characters keep their width.
_BOLD = 114
# What `text-autospace` puts between Chinese and Latin.
_AUTOSPACE = 130
_WIDTHS = {
    width: frozenset(characters)
    for width, characters in (
        (290, "ijl'"),
        (370, " ,.;:‘’|/-I·"),
        (410, "ftr!()[]"),
        (480, "“”J"),
        (530, "s"),
        (600, "ckvxyz"),
        (640, "aebdghnopqu0123456789?"),
        (720, "ABCEFKLPRSTVXYZ&"),
        (800, "DGHNOQU–"),
        (980, "mwM"),
        (1000, "W—…%"),
    )
}
_OF = {character: width for width, characters in _WIDTHS.items() for character in characters}
_UNKNOWN = 1000

_OPENING = "（《“‘「『(["
_CLOSING = "）》”’」』，。、；：！？…,.;:!?)]"
_CLAUSE_ENDS = "，；。、："
_MARKS = re.escape(_OPENING + _CLOSING)
# Small kana and the long mark begin no line.
_SMALL = "ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々"
# An apostrophe inside a word closes nothing.
_WORD = rf"(?:[^\s{HAN}{SYLLABLES}{_MARKS}]|(?<=[^\W\d_{HAN}])’(?=[^\W\d_{HAN}]))+"
_PIECE = lazy_regex(rf"[0-9]+[年月日]|[{HAN}{SYLLABLES}][{_SMALL}]*|{_WORD}|\s+|.", re.DOTALL)
_SOLID = lazy_regex(f"[{HAN}{SYLLABLES}]")
_HYPHENED = lazy_regex(r"[^-]*-|[^-]+$")


def width_of(text: str, language: str, *, is_bold: bool = False) -> int:
    """Return an upper bound of the width of `text`, in thousandths of the font’s size.

    >>> width_of("城市", "zh")
    2000
    """
    total = 0
    for character in normalize("NFC", text):
        width = _advance(character, language)
        total += width * _BOLD // 100 if is_bold and width < EM else width
    return total + _AUTOSPACE * sum(_is_border(a, b) for a, b in pairwise(text))


@cache
def _is_border(one: str, other: str) -> bool:
    return one.isalnum() and other.isalnum() and bool(_SOLID.match(one)) != bool(_SOLID.match(other))


@cache
def _advance(character: str, language: str) -> int:
    if combining(character):
        return 0
    is_wide = character in AMBIGUOUS_MARKS and language_of(language).has_wide_marks
    if is_wide or east_asian_width(character) in "WF":
        return EM
    plain = normalize("NFD", character)[0]
    return _OF.get(plain, _UNKNOWN)


def break_lines(text: str, width: int, language: str, *, is_bold: bool = False) -> tuple[str, ...]:
    """Return `text` in as few lines as fit into `width` thousandths of the font’s size, of even length.

    Chinese breaks between any two characters, and rather behind a mark that ends a clause, if that takes no
    more lines; no line begins with a closing mark or ends with an opening one. Other text breaks at spaces
    and behind hyphens. Only a word wider than a line is parted.

    >>> break_lines("一座大城市", 3000, "zh")
    ('一座大', '城市')
    """
    pieces = [part for piece in _pieces(text) for part in _fitting(piece, width, language, is_bold=is_bold)]
    lines = _even(pieces, width, language, is_bold=is_bold)
    clauses = _clauses(pieces)
    if language_of(language).has_spaces or any(
        width_of(each, language, is_bold=is_bold) > width for each in clauses
    ):
        return lines
    by_clauses = _even(clauses, width, language, is_bold=is_bold)
    return by_clauses if len(by_clauses) == len(lines) else lines


def _even(pieces: list[str], width: int, language: str, *, is_bold: bool) -> tuple[str, ...]:
    """Fill as few lines as fit into `width`, each about as full as the others."""
    best = _fill(pieces, width, language, is_bold=is_bold)
    narrow, wide = 0, width
    while narrow < wide:
        middle = (narrow + wide) // 2
        lines = _fill(pieces, middle, language, is_bold=is_bold)
        if len(lines) <= len(best) and all(
            width_of(each, language, is_bold=is_bold) <= middle for each in lines
        ):
            best, wide = lines, middle
        else:
            narrow = middle + 1
    return tuple(best)


def _clauses(pieces: list[str]) -> list[str]:
    """Join pieces up to a mark that ends a clause, and what stands in brackets."""
    clauses: list[str] = []
    for piece in pieces:
        if clauses and clauses[-1][-1] not in _CLAUSE_ENDS and piece[0] != "（":
            clauses[-1] += piece
        else:
            clauses.append(piece)
    return clauses


def _pieces(text: str) -> list[str]:
    """What stays on one line: marks with the characters that they belong to, spaces with the word before."""
    pieces: list[str] = []
    for found in _PIECE.finditer(" ".join(text.split())):
        for part in _HYPHENED.findall(found[0]) if "-" in found[0] else [found[0]]:
            belongs = part.isspace() or part in _CLOSING or (pieces and pieces[-1] in _OPENING)
            if pieces and belongs:
                pieces[-1] += part
            else:
                pieces.append(part)
    return _glued(pieces)


def _glued(pieces: list[str]) -> list[str]:
    """Join what ends in an opening mark with what follows."""
    glued: list[str] = []
    for piece in pieces:
        if glued and glued[-1][-1] in _OPENING:
            glued[-1] += piece
        else:
            glued.append(piece)
    return glued


def _fitting(piece: str, width: int, language: str, *, is_bold: bool) -> Iterator[str]:
    if width_of(piece.rstrip(), language, is_bold=is_bold) <= width:
        yield piece
    else:
        yield from piece


def _fill(pieces: list[str], width: int, language: str, *, is_bold: bool) -> list[str]:
    lines: list[str] = []
    line = ""
    for piece in pieces:
        if line and width_of((line + piece).rstrip(), language, is_bold=is_bold) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()] if line.strip() else lines
