"""A run of Markdown as translators' tools take it: words, and between them codes that stay as they are.

Put one behind the other, the pieces are the run as it is written: nothing is lost, whatever stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import Enum

from sitegen.expressions import lazy_regex
from sitegen.text.addresses import ParagraphTarget
from sitegen.text.body.inline import (
    Break,
    Closing,
    CodeSpan,
    Emphasis,
    FootnoteRef,
    Foreign,
    Image,
    Item,
    Keep,
    Link,
    Mark,
    Opening,
    Pinyin,
    Run,
    Space,
    Strong,
    Syllable,
    Text,
    Unquoted,
    Write,
)
from sitegen.values import dataclass


class Kind(Enum):
    """What a code does: begin something, end it, or stand for itself."""

    OPEN = "open"
    CLOSE = "close"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Code:
    """What stands between words and is no word; what opens and what closes the same has the same number."""

    kind: Kind
    # As it is written in the file; "" in what a file from outside brings, which is not asked for it.
    written: str
    number: int = 0


Piece = str | Code
_BREAK = lazy_regex(r"[ \t]*\\?\n[ \t]*|\\ ")
_LITERAL = lazy_regex(r"\\.|&#?\w+;")
_CODE = lazy_regex(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_FOOTNOTE = lazy_regex(r"\[\^[^\]\s]+\]")
_STRONG = lazy_regex(r"\*\*|__")
_EMPHASIS = lazy_regex(r"[*_]")
_OPEN = lazy_regex(r"\[")
_PICTURE = lazy_regex(r"!\[")
_LESS, _GREATER = lazy_regex("<"), lazy_regex(">")
_ADDRESS = r"\]\([ \n]*(?:<[^<>\n]*>|(?:\\.|\((?:\\.|[^()\\\s])*\)|[^()\\\s])*)"
_TITLE = r"""(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\((?:\\.|[^()\\])*\))"""
_CLOSE = lazy_regex(rf"{_ADDRESS}(?:[ \n]+{_TITLE})?[ \n]*\)|\]\[[^\]]*\]|\]")
_BEFORE_TITLE = lazy_regex(rf"{_ADDRESS}[ \n]+[\"'(]")
_IN_TITLE = lazy_regex(
    r"(?:\\.|[^\"\\])*(?=\"[ \n]*\))|(?:\\.|[^'\\])*(?='[ \n]*\))|(?:\\.|[^()\\])*(?=\)[ \n]*\))"
)
_AFTER_TITLE = lazy_regex(r"[\"')][ \n]*\)")
# Marks that are written with brackets and an address, as links are.
_BRACKETED = (Link, Foreign, Pinyin, Keep, Write, Unquoted)


class _OtherwiseError(Exception):
    """The run is not written as its items say."""


def split(run: Run, written: str) -> tuple[Piece, ...]:
    """Return the pieces of a run that is `written` so; where that cannot be told, one piece of words.

    Citations are one code each: nobody translates their numbers.
    """
    splitter = _Splitter(written)
    try:
        splitter.take(run.items)
    except _OtherwiseError:
        return (written,) if written else ()
    pieces = tuple(joined(splitter.pieces))
    return pieces if join(pieces) == written else (written,)


def join(pieces: Iterable[Piece]) -> str:
    """Return pieces as they are written."""
    return "".join(piece.written if isinstance(piece, Code) else piece for piece in pieces)


def codes(pieces: Iterable[Piece]) -> list[Code]:
    """Return the codes among pieces, in order."""
    return [piece for piece in pieces if isinstance(piece, Code)]


class _Splitter:
    """Goes through what is written as the items of the run tell what comes next."""

    def __init__(self, written: str) -> None:
        self._written, self._at = written, 0
        self.pieces: list[Piece] = []
        # Where among the pieces each mark begins that is written.
        self._opened: list[tuple[int, int]] = []
        self._count = 0

    def take(self, items: Iterable[Item]) -> None:
        for item in items:
            self._item(item)

    def _item(self, item: Item) -> None:
        match item:
            case Text(text, is_literal):
                self._words(_LITERAL) if is_literal else self._text(text)
            case Space(typed):
                self._text(typed)
            case Break(is_hard):
                self._code(_BREAK) if is_hard else self._words(_BREAK)
            case CodeSpan():
                self._code(_CODE)
            case FootnoteRef():
                self._code(_FOOTNOTE)
            case Opening(mark) if begin := _begin_of(mark):
                self._open(begin)
            case Closing(mark) if _begin_of(mark):
                self._close(_end_of(mark))
                if isinstance(mark, Link) and isinstance(mark.target, ParagraphTarget):
                    self._fold()
            case Image(title=title, alt=alt):
                self._picture(alt, has_title=bool(title))
            case Opening() | Closing() | Syllable():
                pass
            case _:
                raise _OtherwiseError

    def _text(self, text: str) -> None:
        if not self._written.startswith(text, self._at):
            # Between lines of Chinese no item tells of the end of the line.
            self._words(_BREAK)
        if not self._written.startswith(text, self._at):
            raise _OtherwiseError
        self.pieces.append(text)
        self._at += len(text)

    def _taken(self, expression: re.Pattern[str]) -> str:
        found = expression.match(self._written, self._at)
        if found is None:
            raise _OtherwiseError
        self._at = found.end()
        return found[0]

    def _words(self, expression: re.Pattern[str]) -> None:
        self.pieces.append(self._taken(expression))

    def _code(self, expression: re.Pattern[str]) -> None:
        self._count += 1
        self.pieces.append(Code(Kind.ALONE, self._taken(expression), self._count))

    def _open(self, expression: re.Pattern[str]) -> None:
        written = self._taken_behind_break(expression)
        self._count += 1
        self._opened.append((len(self.pieces), self._count))
        self.pieces.append(Code(Kind.OPEN, written, self._count))

    def _taken_behind_break(self, expression: re.Pattern[str]) -> str:
        if not expression.match(self._written, self._at) and _BREAK.match(self._written, self._at):
            self._words(_BREAK)
        return self._taken(expression)

    def _close(self, expression: re.Pattern[str]) -> None:
        self._begun, number = self._opened.pop()
        self.pieces.append(Code(Kind.CLOSE, self._taken(expression), number))

    def _fold(self) -> None:
        """Make one code of all pieces of the mark that ended last."""
        number = codes(self.pieces[self._begun :])[0].number
        whole = Code(Kind.ALONE, join(self.pieces[self._begun :]), number)
        self.pieces[self._begun :] = [whole]

    def _picture(self, alt: Run, *, has_title: bool) -> None:
        if not has_title:
            self._open(_PICTURE)
            self.take(alt.items)
            self._close(_CLOSE)
            return
        self._code(_PICTURE)
        self.take(alt.items)
        self._code(_BEFORE_TITLE)
        self._words(_IN_TITLE)
        self._code(_AFTER_TITLE)


def _begin_of(mark: Mark) -> re.Pattern[str] | None:
    """Return how a mark begins in a file, None where nothing is written for it."""
    match mark:
        case Strong():
            return _STRONG
        case Emphasis():
            return _EMPHASIS
        case Foreign(written=""):
            return None
        case Link(is_automatic=True):
            return _LESS
    return _OPEN if isinstance(mark, _BRACKETED) else None


def _end_of(mark: Mark) -> re.Pattern[str]:
    if isinstance(mark, Strong):
        return _STRONG
    if isinstance(mark, Emphasis):
        return _EMPHASIS
    return _GREATER if isinstance(mark, Link) and mark.is_automatic else _CLOSE


def joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces, words that follow one another as one, and none that are empty."""
    words = ""
    for piece in pieces:
        if isinstance(piece, str):
            words += piece
            continue
        if words:
            yield words
        words = ""
        yield piece
    if words:
        yield words


def number_alike(
    ours: Sequence[Piece], theirs: Sequence[Piece], languages: tuple[str, str]
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both runs with their codes numbered: what is the same in both has the same number."""
    mine, others = _signatures(ours, languages[0]), _signatures(theirs, languages[1])
    numbers = {number: at for at, number in enumerate(mine, 1)}
    free: dict[tuple[str, ...], list[int]] = {}
    for number, signature in mine.items():
        free.setdefault(signature, []).append(numbers[number])
    last = len(mine)
    found: dict[int, int] = {}
    for number, signature in others.items():
        if free.get(signature):
            found[number] = free[signature].pop(0)
        else:
            last += 1
            found[number] = last
    return tuple(_numbered(ours, numbers)), tuple(_numbered(theirs, found))


def _signatures(pieces: Iterable[Piece], language: str) -> dict[int, tuple[str, ...]]:
    """Return how codes are written, by their numbers: page.zh.md as page.*.md."""
    found: dict[int, tuple[str, ...]] = {}
    for code in codes(pieces):
        written = code.written.replace(f".{language}.", ".*.")
        found[code.number] = (*found.get(code.number, ()), written)
    return found


def _numbered(pieces: Iterable[Piece], numbers: dict[int, int]) -> Iterator[Piece]:
    for piece in pieces:
        yield replace(piece, number=numbers[piece.number]) if isinstance(piece, Code) else piece
