"""What of an inline run is plain text, and where in its file each of its characters stands.

Rules about marks that Markdown did not understand look at *bare* text: the run as it is written, with
another character in the place of all that is markup, code, an address or escaped.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markdown_it.token import Token

from sitegen.text.markdown.spaces import TYPED
from sitegen.text.markdown.tokens import ATOM

_LINE_END = re.compile("\n")
_DELIMITERS = ("*", "_", "")
_CELLS = ("th_open", "td_open")
_MAY_BE_ADDRESS = re.compile(r"https?:|www\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Run:
    """An inline run: as written, its bare text, and the same without the words of links.

    Line and column count from 0. `starts` are the offsets at which the lines of the run begin, `columns`
    where those begin in the file's lines; -1 where Markdown changed the line. `block` opens the block that
    the run is, `around` those around that; `is_first` tells whether it begins the innermost of them.
    """

    written: str
    bare: str
    unlinked: str
    line: int
    starts: tuple[int, ...]
    columns: tuple[int, ...]
    block: Token
    around: tuple[Token, ...] = ()
    is_first: bool = False

    @property
    def is_paragraph(self) -> bool:
        # An underlined heading is what a line of `---` or `===` makes of a paragraph above it.
        return self.block.type == "paragraph_open" or self.block.markup in ("=", "-")

    @property
    def is_free(self) -> bool:
        """Whether only boxes are around it, so that a line of it begins as the file's line does."""
        return all(token.type.startswith("container_") for token in self.around)

    def locate(self, offset: int) -> tuple[int, int] | None:
        """Return line and column of a character in the file, or None where that cannot be told.

        A negative offset counts back from the run's beginning, into what stands before it on its line.
        """
        row = max(0, bisect_right(self.starts, offset) - 1)
        if self.columns[row] < 0:
            return None
        return self.line + row, self.columns[row] + offset - self.starts[row]

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield the lines of the bare text, each with the offset at which it begins."""
        yield from zip(self.starts, self.bare.split("\n"), strict=True)


@dataclass(frozen=True, slots=True)
class Change:
    """What is written at an offset of a run, and what is to stand there; a better one may hold line ends."""

    at: int
    written: str
    better: str


@dataclass(frozen=True, slots=True)
class Found:
    """A mark that Markdown did not understand: its kind, from where to where, and what would mend it.

    `says` is what the message fills in, where it is more than the words found.
    """

    kind: str
    start: int
    end: int
    changes: tuple[Change, ...] = ()
    says: str = ""


def bare_text(inline: Token, *, with_links: bool = True) -> str:
    """Return an inline run as it is written, with ATOM for each character that is no plain text of it.

    Spaces and lines stay as they are. Without links, their words are none either; those of an address in
    angle brackets never are.
    """
    bare = [character if character in " \t\n" else ATOM for character in inline.content]
    for token, at in _plain(inline.children or (), 0, with_links=with_links):
        text = str(token.meta.get(TYPED, token.content))
        if inline.content.startswith(text, at):
            bare[at : at + len(text)] = text
    return "".join(bare)


def _plain(children: Iterable[Token], start: int, *, with_links: bool) -> Iterator[tuple[Token, int]]:
    """Yield the text tokens that are as they were written, each with its offset."""
    hidden = repeated = 0
    last = -1
    for token in children:
        at = start + int(token.meta.get("at", 0))
        # The stars of one run are a token each, and all say where the run begins.
        is_repeated = at == last and "at" in token.meta and (token.nesting or token.content in _DELIMITERS)
        repeated = repeated + 1 if is_repeated else 0
        last = at if "at" in token.meta else -1
        if token.type in ("link_open", "link_close") and (token.info == "auto" or not with_links):
            hidden += token.nesting
        if token.type == "text" and "at" in token.meta and not hidden and not _is_escaped(token):
            yield token, at + repeated
        if token.children:
            # The text of a picture counts from behind its `![`.
            yield from _plain(token.children, at + 2, with_links=with_links)


def _is_escaped(token: Token) -> bool:
    # A backslash before a letter escapes nothing: both are shown.
    return token.info == "entity" or (token.info == "escape" and token.content != token.markup)


def find_runs(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[Run]:
    """Yield the inline runs of a page, of which `lines` are the lines of its file."""
    opened: list[tuple[Token, bool]] = []
    previous: Token | None = None
    cell = 0
    for token in tokens:
        if token.type == "tr_open":
            cell = -1
        elif token.type in _CELLS:
            cell += 1
        if token.type == "inline" and opened:
            block, is_first = opened[-1]
            first = (token.map or block.map or [0])[0]
            bare = bare_text(token)
            yield Run(
                token.content,
                bare,
                bare_text(token, with_links=False) if _MAY_BE_ADDRESS.search(bare) else bare,
                first,
                (0, *(found.end() for found in _LINE_END.finditer(bare))),
                tuple(_columns(token.content, lines, first, cell if block.type in _CELLS else None)),
                block,
                tuple(each for each, _ in opened[:-1]),
                is_first,
            )
        elif token.nesting == 1:
            opened.append((token, bool(opened) and opened[-1][0] is previous))
        elif token.nesting == -1 and opened:
            opened.pop()
        previous = token


def _columns(content: str, lines: Sequence[str], first: int, cell: int | None) -> Iterator[int]:
    for row, line in enumerate(content.split("\n"), first):
        source = lines[row].rstrip() if row < len(lines) else ""
        line = line.rstrip()
        if not line:
            yield -1
        elif cell is not None:
            yield _cell_column(source, line, cell)
        elif source.endswith(line):
            yield len(source) - len(line)
        else:
            yield source.find(line)


def _cell_column(source: str, written: str, cell: int) -> int:
    """Return where the cell with this number begins in the line of its row."""
    starts = _cell_starts(source)
    text = source.lstrip(" \t>")
    number = cell + (text.startswith("|"))
    if number >= len(starts):
        return -1
    return source.find(written, starts[number]) if written else -1


# The cells of a row are asked for one after the other.
@lru_cache(maxsize=4)
def _cell_starts(source: str) -> tuple[int, ...]:
    return (0, *(at + 1 for at, _ in split_cells(source)))


def split_cells(row: str) -> Iterator[tuple[int, str]]:
    """Yield the pipes that part the cells of a table's row: their offset and what stands before them.

    >>> list(split_cells("| 甲 | 乙 |"))
    [(0, ''), (4, ' 甲 '), (8, ' 乙 ')]
    """
    start = 0
    for at, character in enumerate(row):
        if character == "|" and row[at - 1 : at] != "\\":
            yield at, row[start:at]
            start = at + 1
