"""What a page of the site becomes in a book: links lead inside, marks to notes; nothing waits for scripts."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Mapping
from dataclasses import field, replace
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

from sitegen.text.web import encode_path
from sitegen.values import Derives, Shared, dataclass
from sitegen.views.books import NoteView
from sitegen.write.books.xhtml import EPUB, SVG, XHTML

# What readers do with a page of the site, by scripts or by sending it somewhere.
_TOOLS = frozenset(f"{{{XHTML}}}{name}" for name in ("button", "form", "input", "script", "template", "link"))
# What serves such tools, or the way in which browsers load.
_OF_TOOLS = frozenset(
    {
        "command",
        "commandfor",
        "decoding",
        "download",
        "fetchpriority",
        "focusable",
        "interestfor",
        "loading",
        "ping",
        "popover",
        "popovertarget",
        "popovertargetaction",
        "referrerpolicy",
        "tabindex",
        "target",
    }
)
# Drawings stand alone where there is no style for them: lines and words in the colour of the text.
_DRAWN = {"fill": "none", "stroke": "currentColor", "stroke-width": "1.5"}
_LETTERED = {"fill": "currentColor", "stroke": "none"}
_A, _IMG, _RUBY = (f"{{{XHTML}}}{name}" for name in ("a", "img", "ruby"))
_NOTEREF = {f"{{{EPUB}}}type": "noteref", "role": "doc-noteref"}


@dataclass(frozen=True, slots=True)
class Ways(Shared):
    """Where links lead from the chapters of a book."""

    # Files of the book, by the URLs of what the site has of them; pictures by theirs.
    files: Mapping[str, str]
    pictures: Mapping[str, str]
    # Paragraphs that notes can say, by their URLs; their ids are empty.
    notes: Mapping[str, NoteView] = field(default_factory=dict)


@dataclass(frozen=True)
class Adapter(Derives):
    """Adapts the elements of one chapter, whose file is `path` and whose page stands at `address`."""

    path: str
    address: str
    ways: Ways
    has_notes: bool
    # What the chapter cites, by URL, in the order in which it does.
    cited: dict[str, NoteView] = field(default_factory=dict)

    def adapt(self, elements: list[ET.Element]) -> list[ET.Element]:
        """Return the elements as they stand in the book."""
        holder = ET.Element("holder")
        holder.extend(elements)
        self._adapt(holder, ())
        return [*holder]

    def _adapt(self, element: ET.Element, around: tuple[str, ...]) -> None:
        around = (*around, element.get("id", ""))
        for child in list(element):
            if self._is_left_out(child, around):
                _take_out(element, child)
                continue
            for name in [
                name for name in child.attrib if name in _OF_TOOLS or name.startswith(("data-", "on"))
            ]:
                del child.attrib[name]
            self._adapt(child, around)
            if child.tag in (_A, f"{{{SVG}}}a"):
                self._lead(child)
            elif child.tag == _IMG:
                self._show(element, child)
            elif child.tag == _RUBY:
                _without_readings(child)
            elif child.tag == f"{{{SVG}}}svg":
                child.attrib.update({**_DRAWN, **child.attrib})
            elif child.tag == f"{{{SVG}}}text":
                child.attrib.update({**_LETTERED, **child.attrib})

    def _is_left_out(self, child: ET.Element, around: tuple[str, ...]) -> bool:
        """Tell whether it does nothing in a book; a link to what it stands in is for copying its address."""
        href = child.get("href", "")
        return child.tag in _TOOLS or "hidden" in child.attrib or (href[:1] == "#" and href[1:] in around)

    def _lead(self, link: ET.Element) -> None:
        href = link.get("href", "")
        if not href or href.startswith("#"):
            return
        url = urlsplit(urljoin(self.address, href))
        is_ours = url[:2] == urlsplit(self.address)[:2]
        file = self.ways.files.get(url.path) if is_ours else None
        if file is None:
            link.set("href", url.geturl())
            return
        fragment = f"#{url.fragment}" if url.fragment else ""
        note = self.ways.notes.get(f"{url.path}{fragment}") if self.has_notes and link.tag == _A else None
        inside = f"{self.relative(file)}{fragment}"
        # Whoever is referred to in other editions reads the same book.
        link.attrib.pop("rel", None)
        link.set("href", inside)
        if note is not None:
            self._mark(link, f"{url.path}{fragment}", note, inside)

    def _mark(self, link: ET.Element, url: str, note: NoteView, inside: str) -> None:
        """Make a link that of a note, which says what stands at `url`."""
        if url not in self.cited:
            number = len(self.cited) + 1
            self.cited[url] = replace(note, id=f"book-note-{number}", back=f"book-mark-{number}", url=inside)
            link.attrib.setdefault("id", self.cited[url].back)
            self.cited[url] = replace(self.cited[url], back=link.get("id", ""))
        link.set("href", f"#{self.cited[url].id}")
        link.attrib.update(_NOTEREF)

    def _show(self, parent: ET.Element, picture: ET.Element) -> None:
        file = self.ways.pictures.get(picture.get("src", ""))
        if file is not None:
            picture.set("src", self.relative(file))
            return
        # Of a kind that reading systems need not know: its words stand for it.
        said = ET.Element(f"{{{XHTML}}}span")
        said.text, said.tail = picture.get("alt", ""), picture.tail
        parent[list(parent).index(picture)] = said

    def relative(self, file: str) -> str:
        """Return how the chapter refers to another file of the book."""
        return encode_path(posixpath.relpath(file, posixpath.dirname(self.path) or "."))


def _take_out(parent: ET.Element, child: ET.Element) -> None:
    """Remove a child, but not the text behind it."""
    at = list(parent).index(child)
    if child.tail and at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + child.tail
    elif child.tail:
        parent.text = (parent.text or "") + child.tail
    parent.remove(child)


def _without_readings(ruby: ET.Element) -> None:
    """Remove readings that the site shows on demand: they have no brackets for who does not know ruby."""
    if any(child.tag == f"{{{XHTML}}}rp" for child in ruby):
        return
    for child in [child for child in ruby if child.tag == f"{{{XHTML}}}rt"]:
        _take_out(ruby, child)
    ruby.tag = f"{{{XHTML}}}span"
    ruby.attrib.pop("class", None)


def place_of(path: str, address: str) -> str:
    """Return the place in the book, file and fragment, to which the file `path` refers as `address`.

    >>> place_of("en/city.xhtml", "sources/report.xhtml#R-1")
    'en/sources/report.xhtml#R-1'
    """
    file, _, fragment = unquote(address).partition("#")
    at = posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file else path
    return f"{at}#{fragment}" if fragment else at


def lead_to_files(path: str, root: ET.Element, lost: Collection[str]) -> None:
    """Let what leads from the file `path` to places that are `lost` lead to the files that lack them."""
    for link in root.iter():
        href = link.get("href", "")
        if place_of(path, href) in lost:
            link.set("href", href.partition("#")[0] or path.rpartition("/")[2])
