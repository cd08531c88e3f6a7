"""Rules for the typography of Chinese text, on pages and in the words of the other files."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, repeat, zip_longest
from operator import itemgetter

from sitegen.checks.prose.passages import LANGUAGE
from sitegen.facts.slices import Pages
from sitegen.model import Diagnostic, Mend, Page, Place, Words
from sitegen.model.passages import front_words
from sitegen.rules import RULES, UNPAIRED_MARK
from sitegen.text.body.blocks import Block, Box, Paragraph, PictureBlock, RunBlock, inner
from sitegen.text.body.inline import Item, Run, Space, Text
from sitegen.text.body.places import Position
from sitegen.text.body.stretches import typed_run
from sitegen.text.joined import ATOM
from sitegen.text.script.usages import Usage
from sitegen.text.typography.marks import unpaired_marks
from sitegen.text.typography.punctuation import Slip, find_groups
from sitegen.values import dataclass

# What lies around a slip in its message: enough to find it again by eye.
_AROUND = 6
_BESIDE = 40
_PARAGRAPHS = (Paragraph, PictureBlock)


@dataclass(frozen=True, slots=True)
class TypedStretch:
    """Text that stands in one line of a file just as it is here, from `place` on."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class _Run:
    """A Chinese run: its stretches with the offset of each, and what must stay as it is."""

    text: str
    kept: tuple[bool, ...]
    stretches: tuple[tuple[int, TypedStretch], ...]
    # The paragraph that comes directly behind it, in which a quotation may go on.
    following: str = ""

    def locate(self, offset: int) -> tuple[TypedStretch, int] | None:
        """Return the stretch that holds the character at `offset`, and its offset there."""
        index = bisect(self.stretches, offset, key=itemgetter(0)) - 1
        if index < 0:
            return None
        start, stretch = self.stretches[index]
        return (stretch, offset - start) if offset - start < len(stretch.text) else None


def check_typography(
    pages: Pages, words: Mapping[str, tuple[Words, ...]], usage: Usage
) -> Iterator[Diagnostic]:
    """Chinese text has Chinese punctuation, no full-width letters, and no spaces inside or around Latin."""
    marks = "「」" if usage.is_traditional else "“”"
    for run in _runs(pages, words.get(LANGUAGE, ())):
        for group in find_groups(run.text, run.kept, marks):
            located = [(slip, run.locate(slip.offset)) for slip in group]
            found = [(slip, where) for slip, where in located if where is not None]
            if len(found) < len(group):
                continue
            # Half a pair is not mended.
            mends = tuple(_mend(slip, *where) for slip, where in found)
            is_certain = all(slip.is_certain for slip in group)
            for (slip, _), mend in zip(found, mends, strict=True):
                yield RULES[slip.kind](
                    mend.place,
                    mends=mends if is_certain else (),
                    words=_around(run, slip),
                    better=slip.better,
                    unsure=int(not slip.is_certain),
                )


def _mend(slip: Slip, stretch: TypedStretch, offset: int) -> Mend:
    place = replace(stretch.place, column=stretch.place.column + offset)
    end = offset + slip.length
    # Enough to know the place by, however long the line is.
    before, after = stretch.text[max(offset - _BESIDE, 0) : offset], stretch.text[end : end + _BESIDE]
    return Mend(place, slip.written, slip.better, before, after)


def _around(run: _Run, slip: Slip) -> str:
    around = run.text[max(slip.offset - _AROUND, 0) : slip.offset + slip.length + _AROUND]
    return " ".join(around.replace(ATOM, "").strip().split("\n"))


def check_marks(pages: Pages, words: Mapping[str, tuple[Words, ...]], usage: Usage) -> Iterator[Diagnostic]:
    """Each quotation mark of a Chinese paragraph has its partner there."""
    outer, inner = ("「」", "『』") if usage.is_traditional else ("“”", "‘’")
    for run in _runs(pages, words.get(LANGUAGE, ())):
        for offset in unpaired_marks(run.text, run.following):
            located = run.locate(offset)
            if located is None:
                continue
            stretch, at = located
            place = Place(stretch.place.path, stretch.place.line, stretch.place.column + at)
            yield UNPAIRED_MARK(place, mark=run.text[offset], outer=outer, inner=inner)


def _runs(pages: Pages, words: Iterable[Words]) -> Iterator[_Run]:
    yield from map(_words_run, words)
    for page in pages.values():
        if page.language == LANGUAGE:
            yield from map(_words_run, front_words(page))
            yield from _page_runs(page)


def _words_run(words: Words) -> _Run:
    return _Run(words, (False,) * len(words), ((0, TypedStretch(words.place, words)),))


def _page_runs(page: Page) -> Iterator[_Run]:
    for block, after in _with_next(page.body.blocks):
        if isinstance(block, RunBlock) and block.run.pieces:
            is_paragraph = isinstance(block, _PARAGRAPHS)
            goes_on = typed_run(after.run) if is_paragraph and isinstance(after, _PARAGRAPHS) else ()
            following = "".join(each.text for each in goes_on)
            yield _inline_run(block.run, page, following)
        elif isinstance(block, Box):
            yield _words_run(Words(block.title, page.at(page.places.block(block.number))))


def _with_next(blocks: Sequence[Block]) -> Iterator[tuple[Block, Block | None]]:
    """Yield each block and those inside it, with the one that stands directly behind it or None."""
    for block, after in zip_longest(blocks, blocks[1:]):
        yield block, after
        yield from _with_next(inner(block))


def _inline_run(run: Run, page: Page, following: str) -> _Run:
    """Join a run; what stands side by side in the file is one stretch."""
    stretches: list[tuple[int, Position, list[str]]] = []
    offset, end = 0, Position(0)
    typed = typed_run(run)
    for index, each in enumerate(typed):
        position = page.places.item(run.number, index)
        if position is not None and each.text and each.text == _written(each.item):
            if stretches and position == end:
                stretches[-1][2].append(each.text)
            else:
                stretches.append((offset, position, [each.text]))
            end = Position(position.line, position.column + len(each.text))
        offset += len(each.text)
    kept = tuple(chain.from_iterable(repeat(each.is_kept, len(each.text)) for each in typed))
    joined = tuple(
        (start, TypedStretch(page.at(position), "".join(texts))) for start, position, texts in stretches
    )
    return _Run("".join(each.text for each in typed), kept, joined, following)


def _written(item: Item) -> str:
    """Return the words of a text as its author typed them, "" for what is none."""
    match item:
        case Text(text):
            return text
        case Space(typed):
            return typed
    return ""
