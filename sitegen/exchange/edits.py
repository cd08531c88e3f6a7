"""Blocks of a page written anew where they stand; not a byte of the file changes elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sitegen.exchange.blocks import FIELDS, Side, Span, boxes
from sitegen.exchange.scalars import NotWrittenError, replaced
from sitegen.exchange.segments import codes, split
from sitegen.expressions import lazy_regex
from sitegen.model import Library, Page, Place
from sitegen.read.files import decode
from sitegen.read.page import read_page
from sitegen.read.yaml.documents import Path
from sitegen.text.body.blocks import Block, Cell, Heading, List, RunBlock, inner, walk
from sitegen.values import dataclass

_LINE_END = lazy_regex(r"\r\n|\r|\n")
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Edit:
    """What a block of a page is to say: its side now, the field of the front matter or "", the new text."""

    side: Side
    field: str
    better: str
    # The codes that the new text is to hold; None where its translator writes them as text.
    codes: tuple[str, ...] | None


def write_blocks(library: Library, page: Page, data: bytes, edits: Sequence[Edit]) -> bytes | list[Edit]:
    """Return the file of `page`, which holds `data`, with its blocks changed; or the edits at fault.

    An edit is at fault where the page would no longer have the same blocks, or the block other codes.
    """
    text = data.decode("utf-8")
    if (better := _written(library, page, text, edits)) is not None:
        return better.encode("utf-8")
    alone = [each for each in edits if _written(library, page, text, [each]) is None]
    return alone or [*edits]


def _written(library: Library, page: Page, text: str, edits: Sequence[Edit]) -> str | None:
    ending = _LINE_END.search(text)
    better = text
    # From the end on, so that what stands before an edit keeps its place.
    starts = _line_starts(text)
    for each in sorted((each for each in edits if each.side.span), key=_start, reverse=True):
        span = each.side.span
        assert span is not None
        start, end = (_offset(library, page, starts, at) for at in (span.start, span.end))
        if _bare(better[start:end], span) != _bare(each.side.written, span):
            return None
        lines = (each.better.replace("|", "\\|") if span.is_cell else each.better).split("\n")
        if len(lines) > 1 and span.is_one_line:
            return None
        written = ((ending[0] if ending else "\n") + span.margin).join(lines)
        better = better[:start] + written + better[end:]
    better = _with_front(better, {each.field: each.better for each in edits if each.side.span is None})
    return better if _is_sound(page, better, edits) else None


def _start(edit: Edit) -> tuple[int, int]:
    assert edit.side.span is not None
    return edit.side.span.start


def _line_starts(text: str) -> list[int]:
    first = len(_BYTE_ORDER_MARK) if text.startswith(_BYTE_ORDER_MARK) else 0
    return [first, *(end.end() for end in _LINE_END.finditer(text))]


def _offset(library: Library, page: Page, starts: Sequence[int], at: tuple[int, int]) -> int:
    """Return where a character that was read at line and column stands in the file."""
    place = library.as_written(Place(page.path, at[0] + 1, at[1] + 1))
    return starts[at[0]] + place.column - 1


def _bare(written: str, span: Span) -> str:
    """Return what stands in a file without line ends, margins and backslashes before pipes."""
    lines = _LINE_END.split(written)
    kept = [lines[0], *(line.removeprefix(span.margin) for line in lines[1:])]
    bare = "\n".join(line.rstrip() for line in kept)
    return bare.replace("\\|", "|") if span.is_cell else bare


def _with_front(text: str, changes: Mapping[str, str]) -> str:
    if not changes:
        return text
    lines = text.split("\n")
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
    ending = "\r\n" if lines[0].endswith("\r") else "\n"
    head = "\n".join(line.rstrip("\r") for line in lines[1:end])
    wanted: dict[Path, str] = {(name,): words for name, words in changes.items()}
    try:
        better = replaced(f"{head}\n", wanted).removesuffix("\n")
    except NotWrittenError:
        return text
    return ending.join((lines[0].rstrip("\r"), *better.split("\n"), "\n".join(lines[end:])))


def _is_sound(page: Page, better: str, edits: Sequence[Edit]) -> bool:
    """Tell whether a page has the blocks that it had, and says in those of `edits` what they are to say."""
    text, _ = decode(page.path, better.encode("utf-8"))
    read, _ = read_page(text, page.language) if text else (None, [])
    if read is None or read.has_head != page.has_head or _outline(read) != _outline(page):
        return False
    wanted = {each.field: each.better for each in edits if each.side.span is None}
    for name in FIELDS:
        words = getattr(read.front, name)
        if words != wanted.get(name, getattr(page.front, name)):
            return False
    blocks = [each for each in read.body.every_block if isinstance(each, RunBlock)]
    if len(blocks) != len(read.written.runs):
        return False
    titles = [box.title for box in boxes(read)]
    for each in edits:
        if each.side.is_title and titles[each.side.index] != each.better:
            return False
        if each.side.span and not each.side.is_title and not _says(each, read, blocks[each.side.index]):
            return False
    return True


def _says(edit: Edit, page: Page, block: RunBlock) -> bool:
    """Tell whether a block says what it is to say, with the codes that it is to have."""
    run = page.written.runs[edit.side.index]
    if run.written != edit.better:
        return False
    found = tuple(code.written for code in codes(split(block.run, run.written)))
    return edit.codes is None or found == edit.codes


def _outline(page: Page) -> list[object]:
    """Return what blocks a page has, without their words."""
    return [_shape(block) for block in walk(page.body.blocks)]


def _shape(block: Block) -> object:
    match block:
        case Heading(level=level, id=id_):
            said: tuple[object, ...] = (level, id_)
        case List(is_numbered=is_numbered, start=start):
            said = (is_numbered, start)
        case Cell(is_head=is_head, side=side):
            said = (is_head, side)
        case _:
            said = ()
    return type(block), len(inner(block)), said
