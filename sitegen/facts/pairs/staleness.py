"""What a translation was made from, beside what its original says now, section by section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sitegen.expressions import lazy_regex
from sitegen.model import Page, Record, Words
from sitegen.text.addresses import ParagraphTarget, TermTarget
from sitegen.text.body.blocks import Block, CodeBlock, Fold, Note, Outside, RunBlock, inner
from sitegen.text.body.body import link_of
from sitegen.text.body.flat import seen
from sitegen.text.body.inline import Closing, Image, Link, Opening, Run
from sitegen.text.body.places import Position
from sitegen.text.body.rewrite import without_only
from sitegen.text.characters import joins_without_space
from sitegen.text.languages import language_of
from sitegen.values import dataclass

# Two sections that have no heading: what the front matter says, and what stands before the first heading. No
# heading can have these ids.
FRONT = "front_matter"
TOP = "top"

_SPACE = lazy_regex(r"\s+")
Sections = Mapping[str, tuple[Words, ...]]


@dataclass(frozen=True, slots=True)
class StaleSection:
    """A section whose original is not what was recorded; None stands for no such section there, or then."""

    id: str
    recorded: tuple[str, ...] | None
    present: tuple[Words, ...] | None


def find_stale(page: Page, original: Page, record: Record) -> tuple[StaleSection, ...]:
    """Return the sections of `page` whose `original` is not what its record says it was made from.

    A pair that is not published has none.
    """
    return () if original.front.draft or page.front.draft else changed_sections(original, record)


def changed_sections(original: Page, record: Record) -> tuple[StaleSection, ...]:
    """Return the sections of `original` that are not what `record` has of them."""
    present, recorded = words_of(original), record.words.sections
    return tuple(
        StaleSection(id_, recorded.get(id_), present.get(id_))
        for id_ in dict.fromkeys([*present, *map(str, recorded)])
        if recorded.get(id_) != present.get(id_)
    )


def words_of(page: Page) -> Sections:
    """Return the words of each section of `page`, a line for each block, cell and item, each with its place.

    Emphasis, white space and addresses of the web are no words; the paragraph and the term that a link
    names are. What stands in an `only` box is left out: the partner does not have it.
    """
    front = [Words(normal(words, page), words.place) for words in (page.front.title, page.front.summary)]
    found = {FRONT: tuple(words for words in front if words)}
    for section in without_only(page.body).whole_sections:
        lines = tuple(words for block in section.all_blocks for words in _lines(block, page))
        if section.id or lines:
            found[section.id or TOP] = lines
    return found


def _lines(block: Block, page: Page) -> Iterator[Words]:
    text = normal(_own_text(block), page)
    if text:
        line = page.places.block(block.number).line
        yield Words(text, page.at(Position(line)))
    for child in inner(block):
        yield from _lines(child, page)


def _own_text(block: Block) -> str:
    """Return the text of a block that is not in a block inside it."""
    match block:
        case Note(title=title) | Outside(title=title) | Fold(title=title):
            return title
        case CodeBlock(text=text):
            return text
    return _text(block.run) if isinstance(block, RunBlock) else ""


def _text(run: Run) -> str:
    """The words of a run, with the paragraphs and terms that its links name."""
    pieces: list[str] = []
    opened: list[int] = []
    for item in run.items:
        link = link_of(item)
        if link is None:
            pieces.append(seen(item))
            if isinstance(item, Image):
                pieces.append(f" {item.title}")
        elif isinstance(item, Opening):
            opened.append(len(pieces))
        elif isinstance(item, Closing):
            start = opened.pop()
            pieces[start:] = _named(link, pieces[start:])
    return "".join(pieces)


def _named(link: Link, pieces: list[str]) -> list[str]:
    match link.target:
        case ParagraphTarget(id_):
            # The number of a paragraph is most often its link's only word.
            words = "".join(pieces)
            return [f"[{id_}]" if words.strip() == id_ else f"{words}[{id_}]"]
        case TermTarget(id_):
            return [*pieces, f"[term:{id_}]"]
    return pieces


def normal(text: str, page: Page) -> str:
    """Return `text` with single spaces, and with none where a line break would leave none either."""
    # Records are compared as they were made: a text with spaces keeps all of its own.
    is_solid = not language_of(page.language).has_spaces

    def space(match: re.Match[str]) -> str:
        around = text[: match.start()][-1:], text[match.end() :][:1]
        if not all(around):
            return ""
        return "" if is_solid and joins_without_space(*around, page.language) else " "

    return _SPACE.sub(space, text)
