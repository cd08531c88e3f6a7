"""Emphasis in Chinese, Japanese and Korean, which set no space between a mark and the word behind it.

CommonMark takes the stars of `**历经十年，**终于` for text: a closing run that follows punctuation must be
followed by a space or by more punctuation. The CommonMark CJK-friendly Amendments lift that beside these
scripts, and beside them only: https://github.com/tats-u/markdown-cjk-friendly/blob/main/specification.md
"""

from __future__ import annotations

import unicodedata
from enum import Enum, auto
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import RuleFuncInlineType
from markdown_it.rules_inline import StateInline, emphasis, strikethrough

from sitegen.expressions import lazy_regex

# The four variation sequences that Unicode calls full-width forms of an ambiguous quotation mark.
_FULL_WIDTH_QUOTES = frozenset(("‘\ufe01", "’\ufe01", "“\ufe01", "”\ufe01"))
# What Python's tables may not know to be wide, because Unicode 15 to 17 made it so or because nothing stands
# there yet: the ideographs with the hexagrams between them (U+4DC0) and what planes 2 and 3 keep for more;
# digrams, trigrams, description characters, strokes; Tangut, Khitan, kana, Tai Xuan Jing, counting rods.
# The last range selects the variant of the ideograph before it.
_CJK = lazy_regex(
    "[\u2630-\u2637\u268a-\u268f\u2ffc-\u2fff\u31e4\u31e5\u31ef\u3400-\u9fff\uf900-\ufaff"
    "\U00016ff2-\U00016ff6\U000187f8-\U000187ff\U00018cff\U00018d09-\U00018d1e\U00018d80-\U00018df2"
    "\U0001b132\U0001b155\U0001d300-\U0001d356\U0001d360-\U0001d376\U00020000-\U0003fffd"
    "\U000e0100-\U000e01ef]"
)
# Of the wide characters, those that are pictures by default (Emoji_Presentation). Below the radicals of
# U+2E80 and in the planes of pictures all are, but for a few of the squared and circled ideographs.
_EMOJI = lazy_regex(
    "[\u231a\u231b\u23e9-\u2b55\U0001f000-\U0001f1ff\U0001f201\U0001f21a\U0001f22f\U0001f232-\U0001f236"
    "\U0001f238-\U0001f23a\U0001f250\U0001f251\U0001f300-\U0001faff]"
)


class _Neighbour(Enum):
    """What may stand beside a run of stars, as far as emphasis depends on it."""

    SPACE = auto()
    MARK = auto()
    CJK = auto()
    CJK_MARK = auto()
    OTHER = auto()


_MARKS = (_Neighbour.MARK, _Neighbour.CJK_MARK)


def cjk_friendly(parser: MarkdownIt) -> None:
    """Let `parser` see emphasis, and strikethrough if it is enabled, beside Chinese, Japanese and Korean.

    A plugin: `MarkdownIt("commonmark").use(cjk_friendly)`. What has no such character in it, nor a variation
    selector, is read as without it. The rules of `parser.inline` are wrapped, so set another one before.
    """
    parser.inline.ruler.at("emphasis", _with_new_flanks(emphasis.tokenize))
    parser.inline.ruler.at("strikethrough", _with_new_flanks(strikethrough.tokenize))


def _with_new_flanks(rule: RuleFuncInlineType) -> RuleFuncInlineType:
    """Let `rule` note its delimiters, then say anew which of them open and which close.

    Unlike another `scanDelims`, this needs no class of state, of which a parser can have but one.
    """

    def tokenize(state: StateInline, silent: bool) -> bool:
        start, first = state.pos, len(state.delimiters)
        if not rule(state, silent):
            return False
        opens, closes = _opens_and_closes(state.src[start], *_beside(state, start, state.pos))
        for delimiter in state.delimiters[first:]:
            delimiter.open, delimiter.close = opens, closes
        return True

    return tokenize


def _beside(state: StateInline, start: int, end: int) -> tuple[str, str]:
    """Return the character before a run, with its variation selector, and the one after it, or spaces."""
    before = state.src[start - 1 : start] or " "
    # U+FE0F, which asks for a picture, is not one of the selectors that leave a character what it is.
    if "\ufe00" <= before <= "\ufe0e" and start > 1:
        before = state.src[start - 2 : start]
    return before, state.src[end] if end < state.posMax else " "


@cache  # The same few hundred characters stand beside all emphasis of a site.
def _opens_and_closes(delimiter: str, before: str, after: str) -> tuple[bool, bool]:
    """Tell what a run of delimiters can do: section 6.2 of CommonMark, as amended."""
    left, right = _neighbour(before), _neighbour(after)
    is_left_flanking, is_right_flanking = _flanks(right, left), _flanks(left, right)
    if delimiter != "_":
        return is_left_flanking, is_right_flanking
    # Underscores within a word are part of it.
    return (
        is_left_flanking and (not is_right_flanking or left in _MARKS),
        is_right_flanking and (not is_left_flanking or right in _MARKS),
    )


def _flanks(inner: _Neighbour, outer: _Neighbour) -> bool:
    """Tell whether a run of delimiters between the two may enclose what begins with `inner`."""
    if inner is _Neighbour.MARK:
        return outer is not _Neighbour.OTHER
    return inner is not _Neighbour.SPACE


def _neighbour(sequence: str) -> _Neighbour:
    """Classify a character, or one together with the variation selector behind it."""
    character = sequence[0]
    if isWhiteSpace(ord(character)):
        return _Neighbour.SPACE
    is_mark = isMdAsciiPunct(ord(character)) or isPunctChar(character)
    if _is_cjk(character) or sequence in _FULL_WIDTH_QUOTES:
        return _Neighbour.CJK_MARK if is_mark else _Neighbour.CJK
    return _Neighbour.MARK if is_mark else _Neighbour.OTHER


def _is_cjk(character: str) -> bool:
    """Tell whether `character` is wide (UAX #11) and no picture, or Hangul, which may be narrow."""
    if _CJK.match(character) or unicodedata.name(character, "").startswith("HANGUL "):
        return True
    # Python 3.11 calls every character wide that is not assigned.
    is_wide = unicodedata.east_asian_width(character) in "FHW" and unicodedata.category(character) != "Cn"
    return is_wide and not _EMOJI.match(character)
