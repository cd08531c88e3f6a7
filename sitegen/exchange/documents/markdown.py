"""A text as the Markdown of this site: nothing in it is read as markup that was none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sitegen.exchange.documents.model import (
    Block,
    Break,
    Defined,
    Heading,
    Inline,
    Inlines,
    Linked,
    Listed,
    Marked,
    Noted,
    Paragraph,
    Program,
    Quoted,
    Rule,
    Shown,
    Table,
    deep,
    plain,
)
from sitegen.expressions import lazy_regex
from sitegen.text.body.parse import parse_body

_SIGNS = lazy_regex(r"[\\`*\[\]<]|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])|~(?=~)|\{(?=#)")
_BEGINNING = lazy_regex(r"(?:#{1,6}(?=\s|$)|[>=]|[-+](?=\s|$|-)|:(?=\s|::)|\||~~~|(?<=\d)[.)](?=\s|$))")
_NUMBER = lazy_regex(r"\d{1,9}(?=[.)](?:\s|$))")
_SPACE = lazy_regex(r"[ \t\n\r\f\v\u00a0\u2028\u2029]+")
# Nobody sees these, and word processors leave them behind.
_UNSEEN = lazy_regex("[\u00ad\u200b\u2060\ufeff\0-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_MARKS = {"strong": "**", "em": "*"}
_BLANKS, _BLANKS_AT_END = lazy_regex(r" +"), lazy_regex(r" *\n *")
_MARK_OF_NOTE = lazy_regex(r"(?<!\\)\[\^\d+\]")
_FENCE = lazy_regex(r"`{3,}")


class Writer:
    """Writes blocks; it is given ids of headings, labels of footnotes, the beginning of names of pictures."""

    def __init__(
        self, language: str, ids: Mapping[str, str], labels: Mapping[str, str], pictures: str
    ) -> None:
        self._language, self._ids, self._labels, self._pictures = language, ids, labels, pictures
        # Words whose emphasis Markdown does not take.
        self.unmarked: list[str] = []

    def blocks(self, blocks: Iterable[Block], *, is_tight: bool = False) -> str:
        """Return blocks with an empty line between them, or with none in a tight list."""
        written: list[str] = []
        before: Block | None = None
        is_second = False
        for block in blocks:
            is_second = _are_alike(before, block) and not is_second
            if words := self._block(block, is_second=is_second):
                written.append(words)
                before = block
        return ("\n" if is_tight else "\n\n").join(written)

    def _block(self, block: Block, *, is_second: bool) -> str:
        match block:
            case Heading(level, inside):
                return f"{'#' * level} {self.line(inside, is_one_line=True)}"
            case Paragraph(inside):
                return self.line(inside)
            case Listed(start, items):
                return self._list(start, items, is_second=is_second)
            case Quoted(blocks):
                return _indented(self.blocks(blocks), "> ", "> ", is_everywhere=True)
            case Table(rows):
                return self._table(rows)
            case Defined(entries):
                return "\n\n".join(self._definition(words, said) for words, said in entries)
            case Program(text):
                longest = max(map(len, _FENCE.findall(text)), default=2)
                fence = "`" * (longest + 1)
                return f"{fence}\n{text.rstrip()}\n{fence}"
            case Rule():
                return "---"

    def _list(self, start: int | None, items: Iterable[tuple[Block, ...]], *, is_second: bool) -> str:
        """Return a list; the second of two that follow one another has other marks, so that it is one."""
        found = [*items]
        is_tight = all(map(_is_tight, found))
        dot, behind = ("*", ")") if is_second else ("-", ".")
        lines = []
        for number, item in enumerate(found, start or 0):
            mark = f"{dot} " if start is None else f"{number}{behind} "
            written = self.blocks(item, is_tight=is_tight)
            lines.append(_indented(written, mark, " " * len(mark)) if written else mark.rstrip())
        return ("\n" if is_tight else "\n\n").join(lines)

    def _table(self, rows: Iterable[tuple[Inlines, ...]]) -> str:
        found = [*rows]
        width = max(map(len, found))
        lines = [
            "| "
            + " | ".join(self.line(cell, is_cell=True) for cell in (*row, *[()] * (width - len(row))))
            + " |"
            for row in found
        ]
        return "\n".join((lines[0], "|" + "---|" * width, *lines[1:]))

    def _definition(self, words: Inlines, said: tuple[Block, ...]) -> str:
        return f"{self.line(words, is_one_line=True)}\n" + _indented(self.blocks(said), ":   ", "    ")

    def note(self, label: str, blocks: Iterable[Block]) -> str:
        """Return a footnote as it stands at the end of a page."""
        return _indented(self.blocks(blocks), f"[^{label}]: ", "    ")

    def line(self, inside: Inlines, *, is_cell: bool = False, is_one_line: bool = False) -> str:
        """Return a run; where Markdown does not take its emphasis, its words without that."""
        written = self._run(inside, is_cell=is_cell, is_one_line=is_one_line, is_marked=True)
        if _says(written, self._language) == _said(inside) or not any(
            isinstance(each, Marked) for each in deep(inside)
        ):
            return written
        self.unmarked.append(plain(inside))
        return self._run(inside, is_cell=is_cell, is_one_line=is_one_line, is_marked=False)

    def _run(self, inside: Inlines, *, is_cell: bool, is_one_line: bool, is_marked: bool) -> str:
        ending = "\\ " if is_cell else " " if is_one_line else "\\\n"
        written = "".join(self._inline(each, ending, is_marked=is_marked) for each in inside)
        if is_cell:
            return _without_breaks(written, ending).replace("|", "\\|")
        lines = _BLANKS_AT_END.sub("\n", _BLANKS.sub(" ", written))
        return "\n".join(map(_begun, _without_breaks(lines, ending).split("\n")))

    def _inline(self, each: Inline, ending: str, *, is_marked: bool) -> str:
        match each:
            case str():
                return _escaped(each)
            case Break():
                return ending
            case Noted(note):
                return f"[^{self._labels[note]}]" if note in self._labels else ""
            case Shown(file, alt):
                return f"![{_escaped(alt)}]({self._pictures}{file})"
            case Marked("code", inside):
                return _code(plain(inside))
            case Marked(kind, inside):
                words = "".join(self._inline(one, ending, is_marked=is_marked) for one in inside)
                return _around(words, _MARKS[kind] if is_marked else "")
            case Linked(address, to, inside):
                words = "".join(self._inline(one, ending, is_marked=is_marked) for one in inside)
                target = f"#{self._ids[to]}" if to in self._ids else address
                return _linked(words, target) if target and words.strip() else words


def _is_tight(item: tuple[Block, ...]) -> bool:
    """Tell whether an item needs no empty lines: a list in it that begins with 1 may follow its words."""
    match item:
        case () | (Paragraph(),) | (Paragraph(), Listed(start=None | 1)):
            return True
    return False


def _are_alike(before: Block | None, block: Block) -> bool:
    """Tell whether two blocks are lists that Markdown would take for one."""
    if not (isinstance(before, Listed) and isinstance(block, Listed)):
        return False
    return (before.start is None) == (block.start is None)


def _without_breaks(written: str, ending: str) -> str:
    """Return a run without breaks at its ends: there Markdown takes them for backslashes."""
    written = written.strip()
    while written.startswith(ending):
        written = written[len(ending) :].lstrip()
    # Backslashes that are shown stand there in twos.
    while (len(written) - len(written.rstrip("\\"))) % 2:
        written = written[:-1].rstrip()
    return written


def _says(written: str, language: str) -> str:
    # By itself a run has no footnotes: their marks would be words.
    body, _ = parse_body(_MARK_OF_NOTE.sub("", written), language)
    return "".join(body.text().split())


def _said(inside: Inlines) -> str:
    """Return the words of a run as `_says` has them: without blanks, with the texts of pictures."""
    words = (
        each if isinstance(each, str) else each.alt if isinstance(each, Shown) else ""
        for each in deep(inside)
    )
    return "".join(_UNSEEN.sub("", "".join(words)).split())


def _escaped(words: str) -> str:
    return _SIGNS.sub(lambda sign: f"\\{sign[0]}", _SPACE.sub(" ", _UNSEEN.sub("", words)))


def _begun(line: str) -> str:
    """Return a line that begins no block."""
    if number := _NUMBER.match(line):
        return f"{number[0]}\\{line[number.end() :]}"
    return f"\\{line}" if _BEGINNING.match(line) else line


def _around(words: str, mark: str) -> str:
    """Return words in a mark, the blanks around them outside of it."""
    bare = words.strip()
    if not bare or not mark:
        return words
    before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    return f"{before}{mark}{bare}{mark}{after}"


def _code(words: str) -> str:
    longest = max(map(len, re.findall("`+", words)), default=0)
    ticks = "`" * (longest + 1)
    space = " " if words[:1] == "`" or words[-1:] == "`" else ""
    return f"{ticks}{space}{words}{space}{ticks}" if words else ""


def _linked(words: str, address: str) -> str:
    safe = re.sub(r"[\s<>()\\|]", lambda sign: f"%{ord(sign[0]):02X}", address)
    return f"[{words.strip()}]({safe})"


def _indented(text: str, first: str, others: str, *, is_everywhere: bool = False) -> str:
    lines = text.split("\n")
    kept = [f"{others}{line}" if line else others.rstrip() if is_everywhere else "" for line in lines[1:]]
    return "\n".join((f"{first}{lines[0]}", *kept))
