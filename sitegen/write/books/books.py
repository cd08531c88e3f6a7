"""The books of a plan, printed and bound."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from sitegen.content import content_of
from sitegen.memory import Memory
from sitegen.model import Diagnostic
from sitegen.plan import Plan
from sitegen.plan.books import Book, Chapter
from sitegen.plan.sharing.cards import CARDS
from sitegen.views import DocumentPage
from sitegen.views.books import NoteView
from sitegen.write.assets import FOLDER
from sitegen.write.books.adapt import Ways
from sitegen.write.books.bind import Bound, bind, kind_of
from sitegen.write.books.chapters import print_chapters, print_front
from sitegen.write.books.names import ALL, CONTENTS
from sitegen.write.drawings import TEMPLATE as DRAWING
from sitegen.write.materials import Materials
from sitegen.write.pages import EditionValues, Press

# Below the folder of a book.
_PICTURES = "pictures"


def print_books(
    plan: Plan,
    materials: Materials,
    press: Press,
    editions: Mapping[str, EditionValues],
    memory: Memory,
    held: Collection[str] = (),
) -> Iterator[tuple[Book, Bound | None, Sequence[Diagnostic]]]:
    """Yield each book of a plan, with what its templates did wrong; none that has pages that are `held`."""
    names = (*ALL, *((DRAWING,) if DRAWING in press.templates.sources else ()))
    own = replace(press, templates=press.templates.needed_by(*names))
    # Cards go with pages where these are shared, and stand on none.
    pictures = {
        f"{_PICTURES}/{_name(each.output_path)}": each
        for path, each in materials.assets.items()
        if kind_of(path) and not path.startswith(f"{FOLDER}/{CARDS}/")
    }
    for book in plan.books:
        chapters = book.chapters
        # As what else shows a page that has errors.
        if any(each.page.output_path in held for each in chapters):
            continue
        frames = {tag: editions[tag] for tag in book.tags}
        ways = Ways(
            {url: each.path for each in chapters for url in each.urls}
            | {each.frame.contents_url: CONTENTS for each in frames.values()},
            {each.url: path for path, each in pictures.items()},
            dict(_notes(chapters)),
        )
        items = [(each,) for each in chapters]
        printed = memory.parts(print_chapters, items, own, frames, ways, takes_long=True)
        front, faults = memory.call(print_front, own, book.view, frames[book.tags[0]])
        found = [*faults, *(fault for _, more in printed for fault in more)]
        made = [each for each, _ in printed if each is not None]
        if found or len(made) < len(chapters):
            yield book, None, found
            continue
        shown = sorted({place for each in made for place in each.places} & pictures.keys())
        files = {path: content_of(pictures[path].data) for path in shown}
        yield book, memory.call(bind, book, front, tuple(made), files, book.frame.words), ()


def _name(output_path: str) -> str:
    """What a picture is called in a book: below `assets` on the site, with its digest."""
    return str(PurePosixPath(*PurePosixPath(output_path).parts[1:]))


def _notes(chapters: Sequence[Chapter]) -> Iterator[tuple[str, NoteView]]:
    """Yield what notes can say of the paragraphs of the documents in a book, by the URLs of these."""
    for chapter in chapters:
        page = chapter.page.page
        if isinstance(page, DocumentPage):
            document = page.document
            for each in document.paragraphs:
                note = NoteView(
                    id="",
                    back="",
                    paragraph=each,
                    phrases=(),
                    document=document.short_title,
                    url="",
                    edition=page.address.edition,
                    tag=document.tag,
                )
                yield f"{document.url}#{each.id}", note
