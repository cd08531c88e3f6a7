"""What a translation was made from, beside what its original says now, section by section."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markdown_it.token import Token

from sitegen.model import Library, Page, Place, Words
from sitegen.text.characters import joins_without_space
from sitegen.text.languages import language_of
from sitegen.text.markdown.blocks import Block, sections
from sitegen.text.markdown.tokens import plain_text

# Two sections that have no heading: what the front matter says, and what stands before the first heading. No
# heading can have these ids.
FRONT = "front_matter"
TOP = "top"

_SPACE = re.compile(r"\s+")
_BOX = "container_"
Sections = Mapping[str, tuple[Words, ...]]


@dataclass(frozen=True, slots=True)
class StaleSection:
    """A section whose original is not what was recorded; None stands for no such section there, or then."""

    id: str
    recorded: tuple[str, ...] | None
    present: tuple[Words, ...] | None


def find_stale(library: Library, page: Page) -> tuple[StaleSection, ...]:
    """Return the sections of `page`, a translation, whose original has changed since they were made.

    A page that is no translation has none, nor has a pair that is not published.
    """
    record = library.records.get((page.key, page.language))
    original = original_of(library, page)
    if record is None or original is None or original.front.draft or page.front.draft:
        return ()
    present = words_of(original)
    return tuple(
        StaleSection(id_, record.sections.get(id_), present.get(id_))
        for id_ in dict.fromkeys([*present, *map(str, record.sections)])
        if record.sections.get(id_) != present.get(id_)
    )


def original_of(library: Library, page: Page) -> Page | None:
    """Return the page that `page` is recorded as a translation of, or None."""
    record = library.records.get((page.key, page.language))
    return library.pages.get((page.key, str(record.language))) if record is not None else None


def words_of(page: Page) -> Sections:
    """Return the words of each section of `page`, a line for each block, cell and item, each with its place.

    Emphasis, white space and addresses of the web are no words; the paragraph and the term that a link
    names are. What stands in an `only` box is left out: the partner does not have it.
    """
    front = [Words(normal(words, page), words.place) for words in (page.front.title, page.front.summary)]
    found = {FRONT: tuple(words for words in front if words)}
    for section in sections(page.tokens):
        lines = tuple(words for block in section.blocks for words in _lines(block, page, block.line))
        if section.id or lines:
            found[section.id or TOP] = lines
    return found


def _lines(block: Block, page: Page, line: int) -> Iterator[Words]:
    """Yield the words of a block; what knows no line of its own, such as a cell, has that around it."""
    opening = block.tokens[0]
    line = opening.map[0] + 1 if opening.map else line
    for text in _own_texts(block):
        words = normal(text, page)
        if words:
            yield Words(words, Place(page.path, line))
    for child in block.children:
        yield from _lines(child, page, line)


def _own_texts(block: Block) -> Iterator[str]:
    """Yield the texts of a block that are not in a block inside it."""
    opening = block.tokens[0]
    if opening.type.startswith(_BOX):
        name = opening.type.removeprefix(_BOX).removesuffix("_open")
        yield opening.info.strip().removeprefix(name)
    elif opening.type in ("fence", "code_block"):
        yield opening.content
    depth = 0
    for token in block.tokens:
        if token.type == "inline" and depth == 1:
            yield _text(token.children or ())
        depth += token.nesting


def _text(children: Iterable[Token]) -> str:
    """The words of an inline run, with the paragraphs and terms that its links name."""
    pieces: list[str] = []
    opened: list[tuple[int, str, str]] = []
    for token in children:
        if token.type == "link_open":
            scheme, _, rest = str(token.attrs["href"]).partition(":")
            opened.append((len(pieces), scheme.lower(), rest))
        elif token.type == "link_close":
            start, scheme, rest = opened.pop()
            if scheme == "source":
                # The number of a paragraph is most often its link's only word.
                words = "".join(pieces[start:])
                pieces[start:] = [f"[{rest}]" if words.strip() == rest else f"{words}[{rest}]"]
            elif scheme == "term":
                pieces.append(f"[term:{rest}]")
        else:
            pieces.append(plain_text([token]))
            if token.type == "image":
                pieces.append(f" {token.attrs.get('title', '')}")
    return "".join(pieces)


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
