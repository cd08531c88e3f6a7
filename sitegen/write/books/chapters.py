"""Chapters, covers and contents of books: what templates print, as XHTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from sitegen.content import Content, content_of
from sitegen.memory import Memory
from sitegen.model import Diagnostic
from sitegen.plan.books import Chapter
from sitegen.text.typography.quotation_marks import marked_in
from sitegen.values import Shared, dataclass
from sitegen.views import AnyPage, Article, GlossaryPage, PairPage
from sitegen.views.books import BookView, NoteView
from sitegen.write.books.adapt import Adapter, Ways, place_of
from sitegen.write.books.names import CONTENTS, FRONT, NOTES, PICTURE, STYLE
from sitegen.write.books.xhtml import SVG, document, read_html, write_xml
from sitegen.write.pages import EditionValues, Press, print_page


@dataclass(frozen=True, slots=True)
class ChapterFile(Shared):
    """A chapter as a file, and what the book has to know of it."""

    path: str
    content: Content
    # Its ids; the files that it refers to, and places in them, below the folder of the book.
    ids: frozenset[str]
    places: tuple[str, ...]
    has_drawings: bool


# A chapter, or None where its template fails, and the faults of its templates.
PrintedChapter = tuple[ChapterFile | None, tuple[Diagnostic, ...]]


def print_chapters(
    memory: Memory,
    part: Sequence[tuple[Chapter]],
    press: Press,
    editions: Mapping[str, EditionValues],
    ways: Ways,
) -> Iterator[PrintedChapter]:
    """Yield the chapters of a part as files; `editions` are by tag."""
    for (chapter,) in part:
        page = chapter.page
        yield memory.call(
            print_chapter, press, chapter, editions[page.tag], editions.get(page.partner or ""), ways
        )


def print_chapter(
    press: Press, chapter: Chapter, own: EditionValues, other: EditionValues | None, ways: Ways
) -> PrintedChapter:
    """Return a chapter as a file."""
    page = chapter.page.page
    html, faults = print_page(press, page, own, other, None, template=chapter.template)
    if html is None:
        return None, faults
    adapter = Adapter(chapter.path, page.address.canonical, ways, _has_notes(page))
    elements = adapter.adapt(read_html(html.data.decode()))
    if adapter.cited:
        said, quoted = _said(elements)
        notes = [_quoted(each, said, quoted) for each in adapter.cited.values()]
        printed, more = press.print(NOTES, {**own.values(), "notes": notes})
        faults = (*faults, *more)
        elements += read_html(printed.data.decode()) if printed is not None else []
    title = getattr(page, "title", own.frame.title)
    root = document(title, chapter.page.tag, adapter.relative(STYLE), elements)
    return ChapterFile(chapter.path, content_of(write_xml(root)), *_found(chapter.path, root)), faults


def _found(path: str, root: ET.Element) -> tuple[frozenset[str], tuple[str, ...], bool]:
    """What others ask of a chapter: its ids, to what it refers inside the book, whether it has drawings."""
    ids = frozenset(each.get("id", "") for each in root.iter()) - {""}
    named = {each.get(name, "") for each in root.iter() for name in ("href", "src")} - {""}
    inside = (place_of(path, each) for each in named if not urlsplit(each).scheme)
    return ids, tuple(sorted(inside)), root.find(f".//{{{SVG}}}svg") is not None


def _said(elements: list[ET.Element]) -> tuple[str, Sequence[str]]:
    """What a chapter says, and what of that it quotes."""
    spans = (each for element in elements for each in element.iter() if each.get("class") == "quotation")
    quoted = [words for each in spans for _, words in marked_in("".join(each.itertext()))]
    return "".join(text for each in elements for text in each.itertext()), quoted


def _quoted(note: NoteView, said: str, quoted: Sequence[str]) -> NoteView:
    """Return a note with the phrases of it that a chapter has `said`, or of which it has `quoted` words."""
    phrases = note.paragraph.phrases
    found = (each for each in phrases if each in said or any(words in each for words in quoted))
    return replace(note, phrases=tuple(found))


def _has_notes(page: AnyPage) -> bool:
    """Tell whether marks on a page stand for what it says, so that notes say what they lead to."""
    return isinstance(page, Article | PairPage) and not isinstance(page, GlossaryPage)


def print_front(
    press: Press, book: BookView, own: EditionValues
) -> tuple[Mapping[str, Content], tuple[Diagnostic, ...]]:
    """Return what stands before the chapters of a book, and its style sheet, by their files."""
    made: dict[str, Content] = {}
    faults: list[Diagnostic] = []
    for path, template in FRONT.items():
        found, more = press.print(template, {**own.values(), "book": book})
        faults += more
        if found is not None:
            made[path] = found if path == STYLE else _front(path, found, book, own)
    return made, tuple(faults)


def _front(path: str, printed: Content, book: BookView, own: EditionValues) -> Content:
    elements = read_html(printed.data.decode())
    if path == PICTURE:
        (drawing,) = elements
        return content_of(write_xml(drawing))
    titles = {CONTENTS: own.frame.words.get("book_contents", "")}
    root = document(titles.get(path) or book.titles[0].title, book.titles[0].tag, STYLE, elements)
    return content_of(write_xml(root))
