"""Marks of Markdown in texts that are none: titles, captions, explanations, the words of pictures."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator

from sitegen.expressions import lazy_regex
from sitegen.text.characters import HAN
from sitegen.text.slips.dialects import find_in_words
from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class PlainMark:
    """A mark from `start` on, as written, and the plain words for it; None where only an author can tell."""

    start: int
    written: str
    better: str | None


def _inside(found: re.Match[str]) -> str:
    return found["words"]


def _character(found: re.Match[str]) -> str | None:
    character = html.unescape(found[0])
    # A space that is none, or a mark of HTML's own, was not written so for nothing.
    return None if character.isspace() or character in "<>&" or character == found[0] else character


def _unknown(_: re.Match[str]) -> None:
    return None


_ENTITY = r"&(?:nbsp|amp|lt|gt|quot|mdash|ndash|hellip|[lr]dquo|copy|middot|#\d{1,6}|#x[0-9a-fA-F]{1,5});"
_TAG = r"<(b|i|em|strong|sup|sub|u|span|font|a|code)\b[^<>\n]{0,200}>(?P<words>[^<>\n]{1,200})</\1>"
_UNDERSCORES = rf"(?<![A-Za-z0-9_])__(?=\S)(?P<words>[^\n_]*[{HAN}][^\n_]*)(?<=\S)__(?![A-Za-z0-9_])"
_Better = Callable[[re.Match[str]], str | None]
_MARKS: tuple[tuple[re.Pattern[str], _Better], ...] = tuple(
    (lazy_regex(expression), better)
    for expression, better in (
        (r"(?<!\*)(\*\*|＊＊)(?=[^\s*＊])(?P<words>[^\n]{1,300}?)(?<=[^\s*＊])\1(?!\*)", _inside),
        (_UNDERSCORES, _inside),
        (r"(?<![\w*])\*(?=[^\s*])(?P<words>[^*\n]{1,200})(?<=[^\s*])\*(?![\w*])", _inside),
        (r"(?<!`)(`{1,2})(?!`)(?P<words>[^`\n]{1,300})\1(?!`)", _inside),
        (r"!?\[(?P<words>[^\[\]\n]{1,200})\]\([^()\n]{1,300}\)", _inside),
        (r"<(?P<words>https?://[^<>\s]{1,300})>", _inside),
        (_TAG, _inside),
        (r"<br ?/?>", _unknown),
        (_ENTITY, _character),
        (r"\[\^[^\]\s]{1,40}\]", _unknown),
    )
)


def find_plain_marks(text: str) -> Iterator[PlainMark]:
    """Yield the marks in a text that is shown as it is written; none within another.

    >>> list(find_plain_marks("一座**城市**"))
    [PlainMark(start=2, written='**城市**', better='城市')]
    """
    taken: list[tuple[int, int]] = []
    for expression, better in _MARKS:
        for found in expression.finditer(text):
            if not _is_taken(taken, found.start(), found.end()):
                taken.append(found.span())
                yield PlainMark(found.start(), found[0], better(found))
    for start, written, better_words in find_in_words(text):
        if not _is_taken(taken, start, start + len(written)):
            taken.append((start, start + len(written)))
            yield PlainMark(start, written, better_words)


def _is_taken(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(start < other and first < end for first, other in taken)
