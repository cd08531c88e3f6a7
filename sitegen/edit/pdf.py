"""Books as PDF: an EPUB laid out as one document, and printed by a browser, with tags and an outline."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jinja2
from defusedxml.ElementTree import fromstring

from sitegen.text.web import encode_path
from sitegen.write.books.adapt import place_of
from sitegen.write.books.names import STYLE
from sitegen.write.books.package import FOLDER, PACKAGE
from sitegen.write.books.xhtml import LANGUAGE, XHTML, document, write_xml

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_OPF = "{http://www.idpf.org/2007/opf}"
_SHEET = "print.css"
# What refers to ids, beside links.
_TO_IDS = ("aria-labelledby", "aria-describedby", "headers", "for")


def print_pdf(browser: Browser, book: bytes, folders: list[Path]) -> bytes:
    """Return the EPUB `book` as PDF; `folders` are those of the site and of the project, for its style sheet.

    Raises OSError where the disk refuses. The bytes depend on the machine: on its fonts, browser and clock.
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader([each / "templates" for each in folders]),
        autoescape=False,  # noqa: S701 - CSS
    )
    with TemporaryDirectory(prefix="book-") as temporary, zipfile.ZipFile(io.BytesIO(book)) as archive:
        archive.extractall(temporary)
        folder = Path(temporary, FOLDER)
        (folder / _SHEET).write_text(environment.get_template(f"book/{_SHEET}").render(), encoding="utf-8")
        whole = folder / "whole.xhtml"
        whole.write_bytes(write_xml(_joined(folder)))
        # What is printed needs no scripts.
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(whole.as_uri())
        printed = page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
        context.close()
    return printed


def _joined(folder: Path) -> ET.Element:
    """The documents of a book as one, in reading order; each link leads inside where it did."""
    package = fromstring((folder / PACKAGE).read_bytes())
    by_id = {each.get("id"): unquote(each.get("href", "")) for each in package.iter(f"{_OPF}item")}
    paths = [by_id[each.get("idref")] for each in package.iter(f"{_OPF}itemref")]
    marks = {path: f"c{number}" for number, path in enumerate(paths)}
    title = next(each.text or "" for each in package.iter("{http://purl.org/dc/elements/1.1/}title"))
    tag = package.get(LANGUAGE, "")
    chapters = [_chapter(path, marks, fromstring((folder / path).read_bytes())) for path in paths]
    whole = document(title, tag, STYLE, chapters)
    head = whole[0]
    ET.SubElement(head, f"{{{XHTML}}}link", rel="stylesheet", type="text/css", href=_SHEET)
    return whole


def _chapter(path: str, marks: dict[str, str], root: ET.Element) -> ET.Element:
    mark, tag = marks[path], root.get(LANGUAGE, "")
    (body,) = root.iter(f"{{{XHTML}}}body")
    chapter = ET.Element(f"{{{XHTML}}}div", {"class": "chapter", "id": mark, "lang": tag, LANGUAGE: tag})
    chapter.extend(body)
    for element in body.iter():
        element.attrib.update(_renamed(element, path, marks))
        if element.tag == f"{{{XHTML}}}details":
            element.set("open", "")
    return chapter


def _renamed(element: ET.Element, path: str, marks: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield attributes as they are in the whole, where chapters may have the same ids."""
    mark = marks[path]
    for name, value in element.attrib.items():
        if name == "id":
            yield name, f"{mark}-{value}"
        elif name in _TO_IDS:
            yield name, " ".join(f"{mark}-{each}" for each in value.split())
        elif name == "src":
            yield name, encode_path(place_of(path, value))
        elif name == "href":
            file, _, fragment = place_of(path, value).partition("#")
            if file in marks:
                yield name, f"#{marks[file]}-{fragment}" if fragment else f"#{marks[file]}"
        elif "url(#" in value:
            yield name, value.replace("url(#", f"url(#{mark}-")
