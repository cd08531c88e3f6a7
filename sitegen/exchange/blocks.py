"""The blocks of a pair of pages that say the same in two languages: what translators' tools are given.

A block is what holds text and no other blocks: a paragraph, a heading, a cell, the title of a box; besides,
what the front matter says. Only blocks that have a partner are among them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256

from sitegen.exchange.segments import Code, Piece, number_alike, split
from sitegen.expressions import lazy_regex
from sitegen.facts.pairs.pairing import Pairing, pair_sections
from sitegen.facts.pairs.staleness import FRONT, TOP
from sitegen.model import Library, Page, Place, Site
from sitegen.text.body.blocks import Block, Fold, Heading, Note, Outside, RunBlock
from sitegen.text.slips.bare import CELL, BareRun
from sitegen.values import dataclass

# What of the front matter is translated.
FIELDS = ("title", "label", "summary")
# XML has no way to write these: such a block goes to no file.
_UNWRITABLE = lazy_regex("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MARKS = lazy_regex(r"[^>\s]")
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Span:
    """Where a block is written in its file: lines and columns from 0, the end behind the last character."""

    start: tuple[int, int]
    end: tuple[int, int]
    # What stands on each further line before the text, and whether there can be further lines.
    margin: str = ""
    is_one_line: bool = True
    # Whether a pipe ends it, unless a backslash stands before that.
    is_cell: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """What a block says in one language."""

    # As it is written, without what Markdown puts around it.
    written: str
    pieces: tuple[Piece, ...]
    place: Place
    # Where it stands in the body of its page; None for what the front matter says.
    span: Span | None = None
    # Which of the runs or of the boxes of its page it is, counted from 0.
    index: int = -1
    is_title: bool = False

    @property
    def fingerprint(self) -> str:
        """Some digits by which what it says is known again."""
        return fingerprint(self.written)


@dataclass(frozen=True, slots=True)
class Unit:
    """A block in both languages."""

    # The key of its page; its section and its number there, or the field of the front matter.
    key: str
    name: str
    source: Side
    target: Side
    # Which of the blocks of its page it is that say the same in the source, from 1 on, and of how many.
    which: tuple[int, int] = (1, 1)

    @property
    def id(self) -> str:
        """Its name on the whole site."""
        return f"{self.key}#{self.name}"

    @property
    def fingerprints(self) -> str:
        """What it says in both languages, in some digits; and which it is of those that are alike."""
        shown = fingerprint(as_shown(self.target.pieces))
        return f"{self.source.fingerprint}-{self.target.fingerprint}-{shown}-{self.which[0]}of{self.which[1]}"


def fingerprint(written: str) -> str:
    """Return some digits by which words are known again."""
    return sha256(written.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def as_shown(pieces: Iterable[Piece]) -> str:
    """Return pieces as a tool shows them, with the numbers of their codes."""
    return "".join(
        f"\0{each.kind.value}{each.number}\0" if isinstance(each, Code) else each for each in pieces
    )


def tag_of(site: Site, language: str) -> str:
    """Return the tag (BCP 47) of a language as authors write it: `zh-Hans` for Chinese in that script."""
    written = (str(each.tag) for each in site.editions if each.language == language and not each.profile)
    return next(written, language)


def language_of_tag(site: Site, tag: str) -> str | None:
    """Return the language of the site that a tag of a file means, in whatever letters; None for no such."""
    wanted = tag.replace("_", "-").lower()
    for language in site.languages:
        if wanted in (tag_of(site, language).lower(), language.lower()):
            return language
    # A tool may know more of a language than the site says: en-GB.
    main = wanted.partition("-")[0]
    return next((each for each in site.languages if each.lower() == main), None)


def units_of(library: Library, key: str, source: str, target: str) -> list[Unit]:
    """Return the blocks that the pages `key` in two languages share, as they come."""
    ours, theirs = library.pages.get((key, source)), library.pages.get((key, target))
    if ours is None or theirs is None:
        return []
    found, counted = [*_front_units(ours, theirs)], list[Unit]()
    placed = _Placed(ours), _Placed(theirs)
    for section in pair_sections(ours.body, theirs.body):
        pairs = [*_pairs(section.pairings)]
        for number, (mine, other) in enumerate(pairs, 1):
            sides = placed[0].side(mine), placed[1].side(other)
            if sides[0] is not None and sides[1] is not None:
                name = f"{section.ours.id or TOP}.{number}"
                found.append(_numbered(key, name, sides[0], sides[1], (source, target)))
    writable = [each for each in found if not _UNWRITABLE.search(each.source.written + each.target.written)]
    alike = Counter(each.source.written for each in writable)
    seen: Counter[str] = Counter()
    for each in writable:
        seen[each.source.written] += 1
        which = seen[each.source.written], alike[each.source.written]
        counted.append(replace(each, which=which))
    return counted


def all_units(library: Library, source: str, target: str) -> Iterator[Unit]:
    """Yield the blocks of all pages that are written in both languages, in the order of the pages."""
    for key in dict.fromkeys(key for key, language in library.pages if language == source):
        yield from units_of(library, key, source, target)


def _numbered(key: str, name: str, ours: Side, theirs: Side, languages: tuple[str, str]) -> Unit:
    mine, others = number_alike(ours.pieces, theirs.pieces, languages)
    return Unit(key, name, replace(ours, pieces=mine), replace(theirs, pieces=others))


def _front_units(ours: Page, theirs: Page) -> Iterator[Unit]:
    if not (ours.has_head and theirs.has_head):
        return
    for name in FIELDS:
        mine, other = getattr(ours.front, name), getattr(theirs.front, name)
        if mine and other:
            source, target = (Side(str(each), (str(each),), each.place) for each in (mine, other))
            yield Unit(ours.key, f"{FRONT}.{name}", source, target)


def _pairs(pairings: Iterable[Pairing]) -> Iterator[tuple[Block, Block]]:
    """Yield the blocks that hold text, and boxes, with their partners, at whatever depth."""
    for pairing in pairings:
        if pairing.both and all(isinstance(each, RunBlock | Note | Outside | Fold) for each in pairing.both):
            yield pairing.both
        yield from _pairs(pairing.inner)


class _Placed:
    """A page, of which it is told where its blocks are written."""

    def __init__(self, page: Page) -> None:
        self._page = page
        blocks = [each for each in page.body.every_block if isinstance(each, RunBlock)]
        runs = page.written.runs
        known = zip(blocks, runs, strict=True) if len(blocks) == len(runs) else ()
        self._runs: Mapping[int, tuple[int, BareRun]] = {
            block.number: (index, run) for index, (block, run) in enumerate(known)
        }
        self._boxes = {block.number: index for index, block in enumerate(boxes(page))}

    def side(self, block: Block) -> Side | None:
        """Return what a block says and where; None where it says nothing, or the place cannot be told."""
        if isinstance(block, Note | Outside | Fold):
            return self._title(block)
        if not isinstance(block, RunBlock) or block.number not in self._runs:
            return None
        index, run = self._runs[block.number]
        span = span_of(run, self._page.lines, is_one_line=isinstance(block, Heading))
        if span is None or not run.written:
            return None
        place = Place(self._page.path, span.start[0] + 1, span.start[1] + 1)
        return Side(run.written, split(block.run, run.written), place, span, index)

    def _title(self, box: Note | Outside | Fold) -> Side | None:
        at = self._page.places.block(box.number)
        line, column = at.line - 1, at.column - 1
        if not box.title or not self._page.lines[line][column:].startswith(box.title):
            return None
        span = Span((line, column), (line, column + len(box.title)))
        return Side(box.title, (box.title,), self._page.at(at), span, self._boxes[box.number], is_title=True)


def boxes(page: Page) -> list[Note | Outside | Fold]:
    """Return the boxes of a page that may have a title, in order."""
    return [each for each in page.body.every_block if isinstance(each, Note | Outside | Fold)]


def span_of(run: BareRun, lines: tuple[str, ...], *, is_one_line: bool = False) -> Span | None:
    """Return where a run stands in the lines of its file; None where Markdown has changed them."""
    is_cell = run.kind == CELL
    if is_cell and run.columns[0] < 0:
        return _escaped_cell(run, lines[run.line])
    if min(run.columns) < 0:
        return None
    first, last = run.line, run.line + len(run.columns) - 1
    end = run.columns[-1] + len(run.written.rpartition("\n")[2].rstrip())
    if len(run.columns) > 1:
        margin = lines[first + 1][: run.columns[1]]
    else:
        margin = _MARKS.sub(" ", lines[first][: run.columns[0]])
    return Span((first, run.columns[0]), (last, end), margin, is_one_line or is_cell, is_cell)


def _escaped_cell(run: BareRun, line: str) -> Span | None:
    """Find a cell with a pipe, which its file has behind a backslash."""
    written = re.escape(run.written).replace(r"\|", r"\\?\|")
    found = [each.span() for each in re.finditer(written, line)]
    return Span((run.line, found[0][0]), (run.line, found[0][1]), is_cell=True) if len(found) == 1 else None
