"""Files to one EPUB: the same bytes for the same content, on every machine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence, Set

from defusedxml.ElementTree import fromstring

from sitegen.content import Content, content_of
from sitegen.plan.books import Book
from sitegen.values import dataclass
from sitegen.write.books.adapt import lead_to_files, place_of
from sitegen.write.books.chapters import ChapterFile
from sitegen.write.books.names import CONTENTS, COVER, PICTURE, STYLE, TITLE
from sitegen.write.books.package import (
    FOLDER,
    MIMETYPE,
    PACKAGE,
    Item,
    moment,
    print_container,
    print_package,
)
from sitegen.write.books.xhtml import write_xml

_PAGE = "application/xhtml+xml"
_FRONT = {
    COVER: Item(COVER, _PAGE, is_read=True),
    TITLE: Item(TITLE, _PAGE, is_read=True),
    CONTENTS: Item(CONTENTS, _PAGE, ("nav",), is_read=True),
    PICTURE: Item(PICTURE, "image/svg+xml", ("cover-image",)),
    STYLE: Item(STYLE, "text/css"),
}
# Files that anybody may read, as Unix has it; else archives say which system made them.
_UNIX, _FILE = 3, 0o100644 << 16
# Kinds of pictures that every reading system knows (EPUB 3.3, 3.2), by their endings.
PICTURES: Mapping[str, str] = {
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}


@dataclass(frozen=True, slots=True)
class Bound:
    """A book as a file, and its size in bytes: who lists it need not read it."""

    content: Content
    size: int


def bind(
    book: Book,
    front: Mapping[str, Content],
    chapters: Sequence[ChapterFile],
    pictures: Mapping[str, Content],
    words: Mapping[str, str],
) -> Bound:
    """Return the book: what stands before its chapters, these, and the `pictures` that they show.

    `front` and `pictures` are by their paths below the folder of the book.
    """
    named = {place for each in chapters for place in each.places}
    # A book shows less than a site: some places are not there.
    known = {f"{each.path}#{id_}" for each in chapters for id_ in each.ids}
    contents = fromstring(front[CONTENTS].data)
    named |= {place_of(CONTENTS, each.get("href", "")) for each in contents.iter()}
    lost = {place for place in named if "#" in place} - known
    lead_to_files(CONTENTS, contents, lost)
    items = [_FRONT[path] for path in front]
    items += [
        Item(each.path, _PAGE, ("svg",) if each.has_drawings else (), is_read=True) for each in chapters
    ]
    items += [Item(path, kind_of(path)) for path in pictures]
    files = {
        PACKAGE: print_package(book, items, words),
        **{path: each.data for path, each in front.items()},
        CONTENTS: write_xml(contents),
        **{each.path: _whole(each, lost) for each in chapters},
        **{path: each.data for path, each in pictures.items()},
    }
    data = _archive(files, moment(book))
    return Bound(content_of(data), len(data))


def _whole(chapter: ChapterFile, lost: Set[str]) -> bytes:
    if lost.isdisjoint(chapter.places):
        return chapter.content.data
    root = fromstring(chapter.content.data)
    lead_to_files(chapter.path, root, lost)
    return write_xml(root)


def kind_of(path: str) -> str:
    """Return the media type of a picture, or "" for what reading systems need not know."""
    return PICTURES.get(f".{path.rpartition('.')[2].lower()}", "")


def _archive(files: Mapping[str, bytes], moment: str) -> bytes:
    year, month, day = (int(each) for each in moment[:10].split("-"))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        # First, and as it is: so that programs see at the beginning of the file what it is.
        for path, data in (
            ("mimetype", MIMETYPE),
            ("META-INF/container.xml", print_container()),
            *((f"{FOLDER}/{path}", data) for path, data in files.items()),
        ):
            entry = zipfile.ZipInfo(path, (max(year, 1980), month, day, 0, 0, 0))
            entry.create_system, entry.external_attr = _UNIX, _FILE
            entry.compress_type = zipfile.ZIP_STORED if path == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=9)
    return made.getvalue()
