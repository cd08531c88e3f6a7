"""Everything in a language that readers see, passage by passage, each character with its place."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from markdown_it.token import Token

from sitegen.model import Library, Page, Place, Words
from sitegen.model.pictures import said_in
from sitegen.text.languages import CONVERTED
from sitegen.text.markdown.blocks import Section, sections
from sitegen.text.markdown.runs import Piece, pieces
from sitegen.text.markdown.tokens import walk
from sitegen.text.script.writing import read_choices

# What is converted between its scripts, and checked for that.
LANGUAGE = CONVERTED


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of text: `limits` says for each character what conversion may not do to it (see text.writing)."""

    text: str
    limits: bytes
    starts: tuple[tuple[int, Place], ...]
    page: Page | None = None
    # From where to where a `write:` span goes, and the editions that it names ("" for all).
    spans: tuple[tuple[int, int, frozenset[str]], ...] = ()

    def spanned(self, names: frozenset[str]) -> frozenset[int]:
        """Return the offsets of characters that a span decides for the edition called `names`."""
        return frozenset(
            offset
            for start, end, named in self.spans
            if "" in named or named & names
            for offset in range(start, end)
        )

    def is_free(self, start: int, end: int) -> bool:
        """Tell whether all of this is running text of the page: no quotation, nothing kept as it is."""
        return all(
            not limit or character == "\n"
            for limit, character in zip(self.limits[start:end], self.text[start:end], strict=True)
        )

    def place(self, offset: int) -> Place:
        """Return where the author wrote the character at `offset`."""
        start, place = self.starts[bisect(self.starts, offset, key=itemgetter(0)) - 1]
        return Place(place.path, place.line, place.column + offset - start)


def chinese_passages(library: Library) -> Iterator[Passage]:
    """Yield what is written in Chinese: pages, and the Chinese words of every other file."""
    for (_, language), page in library.pages.items():
        if language == LANGUAGE:
            yield from page_passages(page)
    for words in chinese_words(library):
        yield _words_passage(words)
    for document in library.documents.values():
        for paragraph in document.paragraphs:
            yield from map(_words_passage, paragraph.phrases)


def page_passages(page: Page) -> Iterator[Passage]:
    """Yield what is written on a page, its front matter first."""
    for words in front_words(page):
        yield _words_passage(words, page)
    for token in page.tokens:
        if token.type == "inline" and token.children:
            yield from _run_passages(token.children, page)
        elif token.type.startswith("container_") and token.nesting == 1 and token.info.strip():
            yield Passage(token.info, bytes(len(token.info)), ((0, token.meta["place"]),), page)


def section_passages(page: Page) -> Iterator[tuple[Section, tuple[Passage, ...]]]:
    """Yield the sections of a page, each with its inline runs; blocks of `only` are not among them."""
    for section in sections(page.tokens):
        runs = (token.children for token in section.inlines if token.children)
        yield section, tuple(_run_passage(pieces(children), page) for children in runs)


def _run_passages(children: Sequence[Token], page: Page) -> Iterator[Passage]:
    yield _run_passage(pieces(children), page)
    for token in walk(children):
        if token.type == "image" and token.children:
            yield _run_passage(pieces(token.children), page)
        if "title" in token.attrs:
            title = str(token.attrs["title"])
            yield Passage(title, bytes(len(title)), ((0, token.meta["title_place"]),), page)


def _run_passage(run: Sequence[Piece], page: Page) -> Passage:
    starts, end = [], 0
    spans: list[tuple[int, int, frozenset[str]]] = []
    opened, named = 0, frozenset[str]()
    for piece in run:
        if piece.token.type == "write_open":
            opened = end
            named = frozenset(read_choices(piece.token.meta["write"]) or ())
        elif piece.token.type == "write_close":
            spans.append((opened, end, named))
        place = piece.token.meta.get("place")
        if isinstance(place, Place):
            starts.append((end, place))
        end += len(piece.text)
    limits = b"".join(bytes([piece.limits]) * len(piece.text) for piece in run)
    return Passage(
        "".join(piece.text for piece in run), limits, ((0, page.place), *starts), page, tuple(spans)
    )


def _words_passage(words: Words, page: Page | None = None) -> Passage:
    return Passage(str(words), bytes(len(words)), ((0, words.place),), page)


def chinese_words(library: Library) -> Iterator[Words]:
    """Yield the Chinese words of every file but pages, without the phrases of sources, which are verbatim."""
    site = library.site
    yield from _chinese(site.title, site.description, *(group.title for group in site.navigation))
    yield from library.interface.get(LANGUAGE, {}).values()
    for group in library.glossary.groups:
        yield from _chinese(group.title)
        for term in group.terms:
            yield from _chinese(term.names, term.explanation)
    for document in library.documents.values():
        titles = (document.title, document.short_title, document.publisher, document.date_basis)
        yield from _chinese(*titles, document.issuer or {})
        yield from (*document.state.get(LANGUAGE, ()), *document.notes.get(LANGUAGE, ()))
        for paragraph in document.paragraphs:
            yield from _chinese(paragraph.section, paragraph.gist)
    for picture in library.pictures.values():
        yield from _chinese(*(said for _, said in said_in(picture)))


def front_words(page: Page) -> tuple[Words, ...]:
    """Return the words of a page's front matter that readers see."""
    front = page.front
    return tuple(words for words in (front.title, front.summary, front.label) if words is not None)


def _chinese(*written: Mapping[str, Words]) -> Iterator[Words]:
    yield from (words[LANGUAGE] for words in written if LANGUAGE in words)
