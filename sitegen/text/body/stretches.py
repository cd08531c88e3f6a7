"""Runs as one joined text: what stands where a mark is, and what may be done to each character.

The one view by which words are converted, set, spelled and looked through.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sitegen.text.body.inline import (
    Break,
    Closing,
    CodeSpan,
    Foreign,
    Html,
    Image,
    Item,
    Keep,
    Link,
    Mark,
    Opening,
    Pinyin,
    Quotation,
    Quoted,
    RubyText,
    Run,
    Space,
    Text,
    Write,
)
from sitegen.text.body.places import Places, Position
from sitegen.text.joined import ATOM, FROZEN, LATIN_ENDS, QUOTED, SPANNED
from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class Stretch:
    """An item of a flat run: its text in the joined run, what may be done to that, how deep it stands.

    `limits` is made of FROZEN, QUOTED and SPANNED.
    """

    item: Item
    text: str
    limits: int
    level: int

    @property
    def is_text(self) -> bool:
        """Whether these are words of the run that may be changed at all."""
        return isinstance(self.item, Text | Space) and not self.limits & FROZEN


def stretches(run: Run) -> list[Stretch]:
    """Return the run item by item; what is not its text has a character in its stead."""
    return run.derived(_stretches)


def _stretches(run: Run) -> list[Stretch]:
    return stretches_of(run.items)


def stretches_of(items: Iterable[Item]) -> list[Stretch]:
    """Return the items of a flat run as `stretches` does."""
    found = []
    foreign = kept = quoted = spanned = level = 0
    for item in items:
        if isinstance(item, Opening | Closing):
            step = 1 if isinstance(item, Opening) else -1
            mark = item.mark
            foreign += step * _is_foreign(mark)
            kept += step * isinstance(mark, Keep)
            spanned += step * isinstance(mark, Write)
            quoted += step * isinstance(mark, Quotation | Quoted | Pinyin | RubyText)
            level += step
        is_text = isinstance(item, Text | Space) and not foreign
        limits = (0 if is_text and not kept else FROZEN) | (QUOTED if quoted else 0)
        limits |= SPANNED if spanned else 0
        found.append(Stretch(item, _text(item, is_foreign=foreign > 0), limits, level))
    return found


def _is_foreign(mark: Mark) -> bool:
    return isinstance(mark, Foreign) or (isinstance(mark, Link) and mark.is_automatic)


def _text(item: Item, *, is_foreign: bool) -> str:
    match item:
        case Text(text):
            return ATOM if is_foreign and text else text
        case Break():
            return "\n"
        case Image():
            return ATOM
        case CodeSpan(content) | Html(content):
            return ATOM if content else ""
    return ""


def joined(run: Sequence[Stretch]) -> tuple[str, bytes]:
    """Return the joined text of a run, and for each of its characters what may be done to it."""
    limits = b"".join(bytes([each.limits]) * len(each.text) for each in run)
    return "".join(each.text for each in run), limits


def placed(run: Sequence[Stretch], number: int, places: Places) -> list[tuple[int, Position]]:
    """Return where words begin in the joined text of run `number`, each with its place in the file.

    From one to the next, characters follow one another in the file as they do in the text.
    """
    starts, end = [], 0
    for index, each in enumerate(run):
        if isinstance(each.item, Text | Space) and (position := places.item(number, index)):
            starts.append((end, position))
        end += len(each.text)
    return starts


def choice_spans(run: Iterable[Stretch]) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Yield from where to where in the joined text a `write:` span goes, and the editions that it names."""
    end = opened = 0
    for each in run:
        if isinstance(each.item, Opening) and isinstance(each.item.mark, Write):
            opened = end
        elif isinstance(each.item, Closing) and isinstance(each.item.mark, Write):
            yield opened, end, frozenset(name for name, _ in each.item.mark.choices)
        end += len(each.text)


@dataclass(frozen=True, slots=True)
class Typed:
    """An item of a flat run with its text as typed, and whether that text must stay as it is."""

    item: Item
    text: str
    is_kept: bool


def typed_run(run: Run) -> list[Typed]:
    """Return the run as it was typed; a run of another language has one character in its stead.

    Quotations stay as they are, and so do `keep:` spans and characters with a backslash before them.
    """
    typed = []
    for each in stretches(run):
        item, text = each.item, each.text
        if isinstance(item, Space):
            text = item.typed
        elif isinstance(item, Text) and text == ATOM and LATIN_ENDS.fullmatch(item.text):
            text = "A"
        is_literal = isinstance(item, Text) and item.is_literal
        typed.append(Typed(item, text, bool(each.limits) or is_literal))
    return typed
