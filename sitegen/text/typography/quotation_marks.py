"""Words in quotation marks, “ ” ‘ ’ 「 」 『 』 « » or straight ones, and which marks are pairs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence

from sitegen.expressions import lazy_regex
from sitegen.text.characters import is_chinese
from sitegen.values import dataclass

_PARTNERS = {
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "﹁": "﹂",
    "﹃": "﹄",
    "«": "»",
    "‹": "›",
    "〝": "〞〟",
    "„": "“”",
    "‚": "‘’",
    "＂": "＂",
    "＇": "＇",
    '"': '"',
    "'": "'",
}
_MARK = lazy_regex(f"[{''.join(_PARTNERS)}{''.join(_PARTNERS.values())}]")
# How many marks that opened later may still be open where one is closed.
_DEEPEST = 8
# Without a partner these still open a quotation; the others may be apostrophes, or units of length.
_CERTAIN = frozenset('“「『﹁﹃«〝„＂"')


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """From where to where something stands in quotation marks; a lone mark’s words end with the sentence."""

    start: int
    end: int
    is_pair: bool = True


def marked_in(text: str) -> Iterator[tuple[int, str]]:
    """Yield what stands in quotation marks in a plain text, each with the offset of its opening mark.

    >>> list(marked_in("says “yes” and ‘no’"))
    [(5, 'yes'), (15, 'no')]
    """
    for each in find_marked(text):
        if each.is_pair:
            yield each.start, text[each.start + 1 : each.end - 1]


def find_marked(text: str, stops: Iterable[int] = (), free: Container[int] = ()) -> list[MarkedWords]:
    """Return what stands in quotation marks in a text, of nested ones the outermost, in order.

    What has no end goes on to one of `stops`, a place where something else begins; marks at places in `free`
    mark nothing.

    >>> find_marked("“甲‘乙’”")
    [MarkedWords(start=0, end=6, is_pair=True)]
    """
    opened: list[int] = []
    pairs: list[MarkedWords] = []
    for found in _MARK.finditer(text):
        offset = found.start()
        partner = _partner(text, offset, opened)
        if partner is not None:
            pairs.append(MarkedWords(opened[partner], offset + 1))
            # What opened after the partner and is still open has none.
            del opened[partner:]
        elif found[0] in _PARTNERS and _may_open(text, offset):
            opened.append(offset)
    outermost: list[MarkedWords] = []
    for pair in sorted(pairs, key=lambda pair: (pair.start, -pair.end)):
        if not outermost or pair.start >= outermost[-1].end:
            outermost.append(pair)
    # Words behind a mark without a partner go on to whatever comes first.
    ends = sorted([*stops, *(pair.start for pair in outermost), len(text)])
    lone = [
        MarkedWords(at, ends[bisect_right(ends, at)], is_pair=False) for at in opened if text[at] in _CERTAIN
    ]
    found_all = (each for each in [*outermost, *lone] if each.start not in free)
    return sorted(found_all, key=lambda each: each.start)


def _partner(text: str, offset: int, opened: Sequence[int]) -> int | None:
    """Return which of the marks that are open the one at `offset` closes, if it closes one."""
    mark, before, after = text[offset], text[offset - 1 : offset], text[offset + 1 : offset + 2]
    if mark in "’'" and ((_is_letter(before) and _is_letter(after)) or not before.strip()):
        return None
    last = len(opened) - 1
    nearest = range(last, max(last - _DEEPEST, -1), -1)
    return next((at for at in nearest if mark in _PARTNERS[text[opened[at]]]), None)


def _may_open(text: str, offset: int) -> bool:
    before, after = text[offset - 1 : offset], text[offset + 1 : offset + 2]
    if text[offset] == '"':
        return not before.isdigit()
    return text[offset] != "'" or (bool(after.strip()) and not _is_letter(before))


def _is_letter(character: str) -> bool:
    return character.isalnum() and not is_chinese(character, "zh")
