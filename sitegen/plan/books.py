"""Books: the pages of an edition, or of two side by side, in reading order as one file (EPUB 3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sitegen.facts.addresses import CHANGES, GLOSSARY, HOME, REFERENCES, SOURCES, Addresses, book_name
from sitegen.plan.outline import Outline
from sitegen.text.typography.measure import EM, break_lines
from sitegen.values import Shared, dataclass
from sitegen.views import (
    Article,
    ContentsEntry,
    DocumentPage,
    Frame,
    GlossaryPage,
    PairPage,
    ReferencesPage,
    SourcesPage,
)
from sitegen.views.books import BookEntry, BookLink, BookPart, BookTitle, BookView

# What each kind of page is printed with in a book; the first that fits.
TEMPLATES: Mapping[type, str] = {
    PairPage: "book/pair.html",
    GlossaryPage: "book/glossary.html",
    SourcesPage: "book/sources.html",
    DocumentPage: "book/source.html",
    ReferencesPage: "book/references.html",
    Article: "book/page.html",
}
# How wide a line of the title is on a cover, in widths of a character.
_LINE = 9


@dataclass(frozen=True, slots=True)
class Chapter(Shared):
    """A page in a book."""

    page: Outline
    # Its file below the folder of the book.
    path: str
    template: str
    # Where the site has what stands here: links to these lead to the chapter.
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Book(Shared):
    """A book: where it stands, what it says of itself, its chapters in reading order."""

    # The name of its file; what else people may call it: by the tags or the prefixes of its editions.
    name: str
    names: tuple[str, ...]
    output_path: str
    # Its address with scheme and host, which no other book has.
    identifier: str
    frame: Frame
    # Its editions by tag: one, or one and its partner.
    tags: tuple[str, ...]
    view: BookView
    chapters: tuple[Chapter, ...]
    # The day of the last change of any chapter (ISO 8601), or "".
    updated: str


def book_links(
    frame: Frame, couples: Iterable[tuple[str, str]], frames: Mapping[str, Frame], addresses: Addresses
) -> tuple[BookLink, ...]:
    """Return what leads from the edition of `frame` to its books: its own, then those beside a partner."""
    links = [BookLink(str(frame.edition.label), frame.book_url, f"{frame.title}.epub")]
    for one, other in couples:
        ours, theirs = frames[one].edition, frames[other].edition
        if frame.edition in (ours, theirs):
            partner = theirs if frame.edition == ours else ours
            label = frame.beside.get(str(partner.language), {}).get("bilingual_link", str(partner.label))
            # Several books may stand beside editions of one language.
            label = label if frame.edition == ours else f"{label}: {partner.label}"
            file = f"{frame.title} ({partner.label}).epub"
            links.append(BookLink(label, addresses.book(ours, theirs), file))
    return tuple(links)


def couples_of(pairs: Iterable[Outline]) -> tuple[tuple[str, str], ...]:
    """Return the tags of editions of which pages stand side by side, each couple once."""
    return tuple(dict.fromkeys((each.tag, each.partner) for each in pairs))


def plan_books(
    frames: Mapping[str, Frame], pages: Sequence[Outline], pairs: Sequence[Outline], addresses: Addresses
) -> tuple[Book, ...]:
    """Return the book of each edition that has pages, and of each couple of editions that has pairs."""
    by_edition: dict[str, dict[str, Outline]] = {tag: {} for tag in frames}
    for page in pages:
        by_edition[page.tag][page.key] = page
    books = [
        _book(frames[tag], None, _in_order(frames[tag], own), addresses)
        for tag, own in by_edition.items()
        if own
    ]
    for tag, partner in couples_of(pairs):
        beside = [each for each in pairs if (each.tag, each.partner) == (tag, partner)]
        ours, theirs = frames[tag], frames[partner]
        ordered = _side_by_side(ours, by_edition[tag], by_edition[partner], beside)
        books.append(_book(ours, theirs, ordered, addresses))
    return tuple(books)


# Titled runs of pages.
_Parts = Iterable[tuple[str, Sequence[Outline]]]


def _in_order(frame: Frame, pages: Mapping[str, Outline]) -> _Parts:
    """Yield the pages of an edition in reading order, what they rest on behind the page that opens it."""
    documents = [key for key, each in pages.items() if isinstance(each.page, DocumentPage)]
    behind = {SOURCES: documents, GLOSSARY: [key for key in (REFERENCES,) if key in pages]}
    left = dict(pages)

    def taken(keys: Iterable[str]) -> Iterator[Outline]:
        for key in keys:
            if key in left:
                yield left.pop(key)
                yield from taken(behind.get(key, ()))

    sections = [(section.title, [entry.key for entry in section.entries]) for section in frame.navigation]
    if not any(HOME in keys for _, keys in sections):
        sections.insert(0, ("", [HOME]))
    for title, keys in sections:
        if found := [*taken(keys)]:
            yield title, found
    words = frame.words
    others = [key for key in left if key not in documents and key not in (REFERENCES, CHANGES)]
    for title, keys in (
        (words.get("contents_other", ""), others),
        (words.get("documents", ""), documents),
        (words.get("references", ""), [REFERENCES]),
    ):
        if found := [*taken(keys)]:
            yield title, found


def _side_by_side(
    frame: Frame, ours: Mapping[str, Outline], theirs: Mapping[str, Outline], pairs: Sequence[Outline]
) -> _Parts:
    """Yield the pages that have partners beside these, and from both editions what the pages rest on."""
    by_url = {each.page.pair.ours.url: each for each in pairs if isinstance(each.page, PairPage)}
    for title, pages in _in_order(frame, ours):
        found: list[Outline] = []
        for page in pages:
            # The pair shows an author’s text alone, and the glossary is its terms.
            if isinstance(page.page, GlossaryPage | DocumentPage | ReferencesPage):
                found += [each[page.key] for each in (ours, theirs) if page.key in each]
            elif page.page.address.url in by_url:
                found.append(by_url[page.page.address.url])
        if found:
            yield title, found


def _book(ours: Frame, theirs: Frame | None, parts: _Parts, addresses: Addresses) -> Book:
    listed = [(title, [_chapter(each) for each in pages]) for title, pages in parts]
    chapters = tuple(chapter for _, some in listed for chapter in some)
    frames = (ours, theirs) if theirs else (ours,)
    newest = max(chapters, key=lambda each: each.page.updated).page
    partner = theirs.edition if theirs else None
    url = addresses.book(ours.edition, partner)
    editions = [frame.edition for frame in frames]
    joined = (
        "+".join(map(str, each)) for each in zip(*((one.tag, one.prefix) for one in editions), strict=True)
    )
    return Book(
        book_name(ours.edition, partner),
        tuple(dict.fromkeys(joined)),
        url.removeprefix(addresses.base_path),
        addresses.absolute(url),
        ours,
        tuple(str(frame.edition.tag) for frame in frames),
        BookView(
            tuple(map(_title, frames)),
            addresses.absolute(ours.url),
            newest.page.address.updated if newest.updated else None,
            tuple(BookPart(title, tuple(map(_entry, some))) for title, some in listed),
            next((_entry(each) for each in chapters if isinstance(each.page.page, GlossaryPage)), None),
        ),
        chapters,
        newest.updated,
    )


def _title(frame: Frame) -> BookTitle:
    language = str(frame.edition.language)
    lines = break_lines(frame.title, _LINE * EM, language, is_bold=True)
    return BookTitle(frame.title, frame.description, str(frame.edition.tag), lines)


def _chapter(page: Outline) -> Chapter:
    shown, address = page.page, page.page.address
    urls = (shown.pair.ours.url, shown.pair.theirs.url) if isinstance(shown, PairPage) else ()
    template = next(each for kind, each in TEMPLATES.items() if isinstance(shown, kind))
    path = f"{page.output_path.removesuffix('/index.html')}.xhtml"
    # The page at the top of an edition would else be named as the folder of the others is.
    path = f"{address.edition.prefix}/{HOME}.xhtml" if path == f"{address.edition.prefix}.xhtml" else path
    return Chapter(page, path, template, (address.url, *urls))


def _entry(chapter: Chapter) -> BookEntry:
    page = chapter.page.page
    contents: tuple[ContentsEntry, ...] = ()
    title, beside = "", ("", "")
    if isinstance(page, PairPage):
        title, contents = page.title, page.contents
        beside = (page.pair.theirs.title, str(page.pair.theirs.edition.tag))
    elif isinstance(page, Article):
        title, contents = page.ways.label, page.text.contents
        if isinstance(page, GlossaryPage):
            added = (ContentsEntry(f"group-{group.id}", group.title) for group in page.groups)
            contents = (*contents, *added)
    elif isinstance(page, DocumentPage | ReferencesPage):
        title = page.title
    return BookEntry(chapter.path, title, chapter.page.tag, contents, *beside)
