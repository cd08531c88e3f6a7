"""What an EPUB says of itself: its container, its package (EPUB 3.3, EPUB Accessibility 1.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from sitegen.plan.books import Book
from sitegen.text.web import encode_path
from sitegen.values import dataclass
from sitegen.write.books.xhtml import LANGUAGE, write_xml

FOLDER = "EPUB"
PACKAGE = "package.opf"
MIMETYPE = b"application/epub+zip"
_OPF = "http://www.idpf.org/2007/opf"
_DC = "http://purl.org/dc/elements/1.1/"
_CONTAINER = "urn:oasis:names:tc:opendocument:xmlns:container"
# What every such book can do, whatever it says: reading order, headings, text that grows.
_FEATURES = ("displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents", "unlocked")
# Of drawings, which have their names and tables.
_OF_PICTURES = ("alternativeText", "longDescription")


@dataclass(frozen=True, slots=True)
class Item:
    """A file of a book: its path below the folder, its media type, what is said of it."""

    path: str
    kind: str
    properties: tuple[str, ...] = ()
    # Whether it is read in its turn.
    is_read: bool = False


def print_container() -> bytes:
    """Return what tells reading systems where the package is."""
    root = ET.Element(f"{{{_CONTAINER}}}container", version="1.0")
    files = ET.SubElement(root, f"{{{_CONTAINER}}}rootfiles")
    ET.SubElement(
        files,
        f"{{{_CONTAINER}}}rootfile",
        {"full-path": f"{FOLDER}/{PACKAGE}", "media-type": "application/oebps-package+xml"},
    )
    return write_xml(root)


def print_package(book: Book, items: Sequence[Item], words: Mapping[str, str]) -> bytes:
    """Return the package of a book that has `items`, those that are read in their order."""
    root = _element(None, "package", **{"version": "3.0", "unique-identifier": "id"})
    root.set(LANGUAGE, book.tags[0])
    metadata = _element(root, "metadata")
    _describe(metadata, book)
    _open(metadata, words, has_pictures=any("svg" in each.properties for each in items))
    names = {each.path: f"item-{number}" for number, each in enumerate(items, 1)}
    manifest, spine = _element(root, "manifest"), _element(root, "spine")
    for each in items:
        item = _element(
            manifest, "item", id=names[each.path], href=encode_path(each.path), **{"media-type": each.kind}
        )
        if each.properties:
            item.set("properties", " ".join(each.properties))
        if each.is_read:
            _element(spine, "itemref", idref=names[each.path])
    ET.indent(root)
    return write_xml(root, {_DC: "dc"})


def _describe(metadata: ET.Element, book: Book) -> None:
    view = book.view
    _dublin(metadata, "identifier", book.identifier).set("id", "id")
    _dublin(metadata, "title", " / ".join(each.title for each in view.titles))
    for tag in book.tags:
        _dublin(metadata, "language", tag)
    # A site that names no publisher stands for itself.
    publisher = book.frame.publisher or book.frame.title
    _dublin(metadata, "creator", publisher)
    _dublin(metadata, "publisher", publisher)
    _dublin(metadata, "description", view.titles[0].description)
    _dublin(metadata, "source", view.address)
    if book.frame.text_licence:
        _dublin(metadata, "rights", book.frame.text_licence.words)
    if book.updated:
        _dublin(metadata, "date", book.updated)
    _meta(metadata, "dcterms:modified", moment(book))


def _open(metadata: ET.Element, words: Mapping[str, str], *, has_pictures: bool) -> None:
    """Say who can read it, and how (schema.org); no level of WCAG, for which somebody would have to vouch."""
    for mode in ("textual", *(("visual",) if has_pictures else ())):
        _meta(metadata, "schema:accessMode", mode)
    _meta(metadata, "schema:accessModeSufficient", "textual")
    for feature in sorted((*_FEATURES, *(_OF_PICTURES if has_pictures else ()))):
        _meta(metadata, "schema:accessibilityFeature", feature)
    _meta(metadata, "schema:accessibilityHazard", "none")
    if summary := words.get("book_accessibility"):
        _meta(metadata, "schema:accessibilitySummary", summary)


def moment(book: Book) -> str:
    """Return when the book was made: on the day of its last change, for no clock is asked.

    Where no page has a day, the first that an archive can say.
    """
    return f"{book.updated or '1980-01-01'}T00:00:00Z"


def _element(parent: ET.Element | None, name: str, **attributes: str) -> ET.Element:
    tag = f"{{{_OPF}}}{name}"
    return ET.Element(tag, attributes) if parent is None else ET.SubElement(parent, tag, attributes)


def _dublin(metadata: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(metadata, f"{{{_DC}}}{name}")
    element.text = text
    return element


def _meta(metadata: ET.Element, name: str, text: str) -> None:
    _element(metadata, "meta", property=name).text = text
