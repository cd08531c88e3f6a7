"""Authors' Markdown to a body and its places: what turns the parser's tokens into our own words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from sitegen.expressions import lazy_regex
from sitegen.text.body.blocks import (
    Block,
    Cell,
    CodeBlock,
    DefinedWord,
    Definition,
    DefinitionList,
    Fold,
    Footnote,
    Footnotes,
    Heading,
    HtmlBlock,
    List,
    ListItem,
    Note,
    Only,
    Outside,
    Paragraph,
    PictureBlock,
    Quote,
    Row,
    Table,
    TablePart,
    ThematicBreak,
)
from sitegen.text.body.body import Body, Section
from sitegen.text.body.inline import Image, Run
from sitegen.text.body.parse_inline import RunReader, source_of
from sitegen.text.body.places import Places, Position
from sitegen.text.markdown.parse import parse_markdown


def parse_body(text: str, language: str, path: str = "") -> tuple[Body, Places]:
    """Return what a text in `language` says, and where.

    Addresses are read as those of the file `path`, below the site's root. Raises nothing.

    >>> body, places = parse_body("## Rivers {#rivers}\\n\\nMany [meet](term:sea).", "en")
    >>> [section.id for section in body.sections], body.terms()
    (['', 'rivers'], ('sea',))
    """
    tokens, _ = parse_markdown(text, language)
    return read_tokens(tokens, text.split("\n"), language, path)


def read_tokens(
    tokens: Iterable[Token], lines: Sequence[str], language: str, path: str
) -> tuple[Body, Places]:
    """Return the body that the parser's tokens stand for, and its places; `lines` are those of the file."""
    reader = _Reader(lines, RunReader(path, language))
    for token in tokens:
        reader.take(token)
    sections = tuple(Section(heading, tuple(blocks)) for heading, blocks in reader.sections)
    places = Places(
        tuple(Position(line or 1, column) for line, column in reader.begins), tuple(reader.runs.places)
    )
    return Body(language, sections, reader.footnotes), places


@dataclass(slots=True)
class _Opened:
    """A block that is being read: what opened it, its number, and what it holds so far."""

    token: Token
    number: int
    run: Run
    blocks: list[Block] = field(default_factory=list)
    # How many marks refer to it, if it is a footnote.
    references: int = 0


# What CommonMark calls white space.
_BLANKS = lazy_regex(r"[ \t\n\x0b\f\r]+")
_NO_RUN = Run(-1, ())


@dataclass(slots=True)
class _Reader:
    """Takes the tokens of a text one by one."""

    lines: Sequence[str]
    runs: RunReader
    sections: list[tuple[Heading | None, list[Block]]] = field(default_factory=lambda: [(None, [])])
    footnotes: Footnotes | None = None
    # The line and the column of each block; a line of 0 is not known yet.
    begins: list[tuple[int, int]] = field(default_factory=list)
    _opened: list[_Opened] = field(default_factory=list)
    # The line from 0 on of the nearest token before that knows one.
    _line: int = 0

    def take(self, token: Token) -> None:
        """Take the next token."""
        if token.map:
            self._line = token.map[0]
            # What knows no line of its own begins with what it holds.
            for each in reversed(self._opened):
                if self.begins[each.number][0]:
                    break
                self.begins[each.number] = self._line + 1, 1
        if token.type == "inline":
            source = source_of(token.content, self._line, self.lines)
            run = self.runs.read(token.children or (), source)
            if self._opened:
                self._opened[-1].run = run
        elif token.nesting > 0:
            self._opened.append(_Opened(token, self._number(token), _NO_RUN))
        elif token.nesting < 0:
            each = self._opened.pop()
            self._add(_MAKERS[each.token.type](each))
        elif token.type == "footnote_anchor":
            next(
                each for each in reversed(self._opened) if each.token.type == "footnote_open"
            ).references += 1
        else:
            self._add(_MAKERS[token.type](_Opened(token, self._number(token), _NO_RUN)))

    def _number(self, token: Token) -> int:
        column = 1
        if token.type.startswith("container_"):
            name = token.type.split("_")[1]
            before = len(token.info) - len(_title(token.info, name))
            column = max(0, self.lines[self._line].find(token.info)) + before + 1
        self.begins.append((self._line + 1 if token.map else 0, column))
        return len(self.begins) - 1

    def _add(self, block: Block) -> None:
        if self._opened:
            self._opened[-1].blocks.append(block)
        elif isinstance(block, Footnotes):
            self.footnotes = block
        elif isinstance(block, Heading) and block.id:
            self.sections.append((block, []))
        else:
            self.sections[-1][1].append(block)


def _title(info: str, name: str) -> str:
    return info.strip().removeprefix(name).strip()


def _paragraph(each: _Opened) -> Block:
    pieces = each.run.pieces
    if each.token.hidden and len(pieces) == 1 and isinstance(pieces[0], Image) and pieces[0].is_figure:
        return PictureBlock(each.number, each.run)
    return Paragraph(each.number, each.run, is_tight=each.token.hidden)


def _heading(each: _Opened) -> Block:
    return Heading(each.number, int(each.token.tag[1]), str(each.token.attrs.get("id", "")), each.run)


def _list(each: _Opened) -> Block:
    start = int(each.token.attrs.get("start", 1))
    is_numbered = each.token.type == "ordered_list_open"
    return List(each.number, is_numbered, start, tuple(each.blocks))


def _table_part(each: _Opened) -> Block:
    return TablePart(each.number, each.token.type == "thead_open", tuple(each.blocks))


def _cell(each: _Opened) -> Block:
    # markdown-it says the side in `style="text-align:right"`.
    side = str(each.token.attrs.get("style", "")).partition(":")[2]
    return Cell(each.number, each.token.type == "th_open", side, each.run)


def _code(each: _Opened) -> Block:
    said = _BLANKS.split(unescapeAll(each.token.info).strip()) if each.token.type == "fence" else []
    return CodeBlock(each.number, each.token.content, said[0] if said else "")


def _footnote(each: _Opened) -> Block:
    return Footnote(each.number, int(each.token.meta["id"]) + 1, each.references, tuple(each.blocks))


_MAKERS: dict[str, Callable[[_Opened], Block]] = {
    "paragraph_open": _paragraph,
    "heading_open": _heading,
    "bullet_list_open": _list,
    "ordered_list_open": _list,
    "list_item_open": lambda each: ListItem(each.number, tuple(each.blocks)),
    "table_open": lambda each: Table(each.number, tuple(each.blocks)),
    "thead_open": _table_part,
    "tbody_open": _table_part,
    "tr_open": lambda each: Row(each.number, tuple(each.blocks)),
    "th_open": _cell,
    "td_open": _cell,
    "blockquote_open": lambda each: Quote(each.number, tuple(each.blocks)),
    "dl_open": lambda each: DefinitionList(each.number, tuple(each.blocks)),
    "dt_open": lambda each: DefinedWord(each.number, each.run),
    "dd_open": lambda each: Definition(each.number, tuple(each.blocks)),
    "container_note_open": lambda each: Note(
        each.number, _title(each.token.info, "note"), tuple(each.blocks)
    ),
    "container_outside_open": lambda each: Outside(
        each.number, _title(each.token.info, "outside"), tuple(each.blocks)
    ),
    "container_fold_open": lambda each: Fold(
        each.number, _title(each.token.info, "fold"), tuple(each.blocks)
    ),
    "container_only_open": lambda each: Only(
        each.number, _title(each.token.info, "only"), tuple(each.blocks)
    ),
    "fence": _code,
    "code_block": _code,
    "hr": lambda each: ThematicBreak(each.number),
    "html_block": lambda each: HtmlBlock(each.number, each.token.content),
    "footnote_open": _footnote,
    "footnote_block_open": lambda each: Footnotes(each.number, tuple(each.blocks)),
}
