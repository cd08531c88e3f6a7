"""A whole text as it was saved from somewhere, so that its paragraphs can be found in it.

Page breaks, tags and spaces that say nothing are no part of what a text says. What is left is one string, and
the places in it at which lines and blocks of the file began.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from difflib import SequenceMatcher
from html import unescape

from sitegen.expressions import lazy_regex
from sitegen.text.characters import joins_without_space
from sitegen.text.markdown.comments import without_comments
from sitegen.values import dataclass

_TAG = lazy_regex(r"</?([A-Za-z][A-Za-z0-9]*)\b[^<>]*>")
# Tags inside a line; all others begin or end a block.
_INLINE = lazy_regex(r"a|abbr|b|cite|code|em|font|i|mark|q|rp|rt|ruby|s|small|span|strong|su[bp]|u|wbr")
_INVISIBLE = lazy_regex("[\u00ad\u200b-\u200d\u2060\ufeff]")
_BLOCK_END = lazy_regex(r"\n[^\S\n]*\n|\f")
_SPACE = lazy_regex(r"\s+")
_ENDS = ".。．!！?？…;；:："
_CLOSERS = "”’\"'」』）)》〉】] "


@dataclass(frozen=True, slots=True)
class WholeText:
    """What a file says, in one string, and where in it the blocks and the lines of the file begin."""

    text: str
    blocks: tuple[int, ...]
    lines: tuple[int, ...]

    def beginnings(self, words: str) -> tuple[int, ...]:
        """Return where a block begins with `words`; where none does, where a line does."""
        words = squeeze(words)
        found = tuple(start for start in self.blocks if self.text.startswith(words, start))
        return found or tuple(start for start in self.lines if self.text.startswith(words, start))

    def end(self, start: int, others: Iterable[int], *, breaks_off: bool) -> int:
        """Return where the paragraph ends that begins at `start`, when other paragraphs begin at `others`.

        It is the end of its block. Where the block ends in the middle of a sentence, as at a page break, the
        paragraph goes on in the next one, unless it is known to break off there. It never runs into another.
        """
        limit = min((other for other in others if other > start), default=len(self.text))
        for end in (*self.blocks[bisect_right(self.blocks, start) :], len(self.text)):
            if end >= limit or breaks_off or _ends_sentence(self.text[start:end]):
                return min(end, limit)
        return limit


def squeeze(text: str) -> str:
    """Return `text` with white space as single spaces, and none beside a Chinese character or mark.

    >>> squeeze(" 海 纳  百川 in  English ")
    '海纳百川in English'
    """

    def space(match: re.Match[str]) -> str:
        before, after = match.string[match.start() - 1], match.string[match.end()]
        return "" if joins_without_space(before, after, "zh") else " "

    return _SPACE.sub(space, _INVISIBLE.sub("", text).strip())


def read_whole(source: str) -> WholeText:
    """Return what a file of plain text or HTML says.

    Blocks are parted by empty lines, page breaks and tags. A block without a letter, such as a
    page number, is left out.

    >>> read_whole("<p>第一段。</p><p>第二段。</p>")
    WholeText(text='第一段。第二段。', blocks=(0, 4), lines=(0, 4))
    """
    text, blocks, lines = "", [], []
    for block in _BLOCK_END.split(_without_tags(source)):
        if not any(map(str.isalpha, block)):
            continue
        blocks.append(len(text))
        for line in filter(None, map(squeeze, block.split("\n"))):
            # A space that parts two lines belongs to the first, so that the second begins with its own words.
            text += " " if text and not joins_without_space(text[-1], line[0], "zh") else ""
            lines.append(len(text))
            text += line
        blocks[-1] += text.startswith(" ", blocks[-1])
    return WholeText(text, tuple(blocks), tuple(lines))


def nearest(words: str, text: str) -> str:
    """Return the stretch of `text`, about as long as `words`, that is most like them; "" where none is.

    >>> nearest("海纳白川", "所谓海纳百川，追求卓越")
    '海纳百川'
    """
    lengths = range(max(1, len(words) - 1), len(words) + 2)
    stretches = {text[at : at + length] for length in lengths for at in range(len(text) - length + 1)}
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(words)
    best, likeness = "", 0.5
    for stretch in sorted(stretches):
        matcher.set_seq1(stretch)
        if matcher.quick_ratio() > likeness and (ratio := matcher.ratio()) > likeness:
            best, likeness = stretch, ratio
    return best


def _without_tags(source: str) -> str:
    def replaced(match: re.Match[str]) -> str:
        name = match[1].lower()
        return "" if _INLINE.fullmatch(name) else "\n" if name == "br" else "\n\n"

    source = source.replace("\r\n", "\n").replace("\r", "\n")
    return unescape(_TAG.sub(replaced, without_comments(source)))


def _ends_sentence(text: str) -> bool:
    return text.rstrip(_CLOSERS).endswith(tuple(_ENDS))
