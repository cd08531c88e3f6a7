"""HTML to a text: what readers of it read, without scripts, frames and looks."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator

from justhtml import JustHTML
from justhtml.dom import Element
from justhtml.dom import Text as Words

from sitegen.exchange.documents.elements import (
    AROUND,
    BLOCKS,
    DEEPEST,
    HEADINGS,
    KINDS,
    LISTS,
    LOST,
    SCHEMES,
    SILENT,
    UNMARKED,
    children,
    is_in,
    paragraph,
    texts,
    trimmed,
)
from sitegen.exchange.documents.model import (
    Block,
    Break,
    Defined,
    Heading,
    Inline,
    Linked,
    Listed,
    Marked,
    Noted,
    Paragraph,
    Program,
    Quoted,
    Rule,
    Shown,
    Table,
    Text,
    plain,
)
from sitegen.exchange.faults import Fault, RefusedError, fault
from sitegen.expressions import lazy_regex
from sitegen.model import Place

_DATA = lazy_regex(r"data:image/(png|jpeg|gif|webp);base64,")
_ENDINGS = {"png": "png", "jpeg": "jpg", "gif": "gif", "webp": "webp"}
_BEGINNINGS = {"png": b"\x89PNG\r\n", "jpeg": b"\xff\xd8\xff", "gif": b"GIF8", "webp": b"RIFF"}


def read_html(path: str, html: str, *, has_places: bool = True) -> Text:
    """Return the text of a page of HTML; `has_places` where its lines are those of the file at `path`.

    Raises RefusedError for a page that is nested more deeply than any text is.
    """
    root = JustHTML(html, sanitize=False, track_node_locations=has_places).root
    return _Reader(path).text(root)


class _Reader:
    """Goes through the elements of a page."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._told: list[Fault] = []
        self._pictures: dict[str, bytes] = {}
        self._names: dict[str, Element] = {}
        self._notes: dict[str, Element] = {}
        self._headed: set[str] = set()

    def text(self, root: object) -> Text:
        elements = [*self._walk(root, 0)]
        self._names = {str(each.attrs["id"]): each for each in elements if each.attrs.get("id")}
        self._names |= {
            str(each.attrs["name"]): each for each in elements if each.name == "a" and each.attrs.get("name")
        }
        self._find_notes(elements)
        titles = [each for each in elements if each.name == "title"]
        title = plain(self._words(titles[0])) if titles else ""
        blocks = tuple(self._blocks(children(root)))
        notes = {id_: tuple(self._blocks(children(each))) for id_, each in self._notes.items()}
        return Text(title, blocks, notes, self._pictures, tuple(self._told))

    def _walk(self, node: object, depth: int) -> Iterator[Element]:
        waiting = [(node, depth)]
        while waiting:
            each, deep = waiting.pop()
            if deep > DEEPEST:
                raise RefusedError([fault(self._place(each), "deep")])
            if isinstance(each, Element):
                yield each
            waiting += [(child, deep + 1) for child in reversed(children(each))]

    def _place(self, node: object) -> Place:
        line, column = getattr(node, "origin_line", None), getattr(node, "origin_col", None)
        return Place(self._path, line or 1, column or 1)

    def _tell(self, node: object, case: str, **values: str) -> None:
        self._told.append(fault(self._place(node), case, None, **values))

    def _find_notes(self, elements: Iterable[Element]) -> None:
        """Find what marks in the text lead to, and what leads back to them."""
        for each in elements:
            to = str(each.attrs.get("href") or "")
            note = self._names.get(to[1:]) if each.name == "a" and to.startswith("#") else None
            if note is None or note.name not in ("li", "p", "div", "aside", "dd"):
                continue
            parent = each.parent
            own = {
                str(one.attrs.get("id"))
                for one in (each, parent)
                if isinstance(one, Element) and one.attrs.get("id")
            }
            back = {str(one.attrs.get("href") or "")[1:] for one in self._walk(note, 0) if one.name == "a"}
            if own & back and not any(one is each for one in self._walk(note, 0)):
                self._notes[to[1:]] = note

    # Blocks

    def _blocks(self, nodes: Iterable[object]) -> Iterator[Block]:
        line: list[Inline] = []
        for node in nodes:
            if isinstance(node, Element) and (node.name in BLOCKS or self._holds_block(node)):
                yield from paragraph(line)
                line = []
                yield from self._block(node)
            else:
                line += self._inline(node)
        yield from paragraph(line)

    def _holds_block(self, element: Element) -> bool:
        return element.name in AROUND and any(each.name in BLOCKS for each in self._walk(element, 0))

    def _block(self, element: Element) -> Iterator[Block]:
        if any(element is each for each in self._notes.values()):
            return
        inside = children(element)
        match element.name:
            case name if name in HEADINGS:
                names = [str(each.attrs["id"]) for each in self._walk(element, 0) if each.attrs.get("id")]
                words = tuple(self._inlines(inside))
                if plain(words):
                    yield Heading(HEADINGS[name], words, tuple(names))
            case "ul" | "ol" | "menu":
                yield from self._list(element)
            case "table":
                yield from self._table(element)
            case "blockquote":
                if blocks := tuple(self._blocks(inside)):
                    yield Quoted(blocks)
            case "pre":
                yield Program(element.to_text(separator="", strip=False).strip("\n"))
            case "hr":
                yield Rule()
            case "dl":
                yield from self._definitions(element)
            case _:
                yield from self._blocks(inside)

    def _list(self, element: Element) -> Iterator[Block]:
        items = [
            tuple(self._blocks(children(each)))
            for each in children(element)
            if isinstance(each, Element)
            and each.name == "li"
            and not any(each is note for note in self._notes.values())
        ]
        start = str(element.attrs.get("start") or "1")
        first = int(start) if start.isascii() and start.isdigit() and len(start) < len("1000000000") else 1
        if any(items):
            yield Listed(first if element.name == "ol" else None, tuple(filter(None, items)))

    def _table(self, element: Element) -> Iterator[Block]:
        rows = []
        for row in (each for each in self._walk(element, 0) if each.name == "tr"):
            cells = [
                each for each in children(row) if isinstance(each, Element) and each.name in ("td", "th")
            ]
            if any(
                str(each.attrs.get(name) or "1") != "1" for each in cells for name in ("colspan", "rowspan")
            ):
                self._tell(row, "merged-cells", words=plain(self._words(row)))
            if cells:
                rows.append(tuple(self._cell(each) for each in cells))
        for caption in (each for each in self._walk(element, 0) if each.name == "caption"):
            yield from self._blocks(children(caption))
        if rows:
            yield Table(tuple(rows))

    def _cell(self, cell: Element) -> tuple[Inline, ...]:
        """Return what a cell says on one line, which is all that a table of Markdown has."""
        inside = [each for each in self._walk(cell, 0) if each is not cell]
        if any(each.name in (*LISTS, "table", "pre", "blockquote") for each in inside):
            self._tell(cell, "block-in-cell", words=plain(self._words(cell)))
        line: list[Inline] = []
        for node in children(cell):
            part = self._inline(node)
            if isinstance(node, Element) and node.name in BLOCKS and line:
                line.append(Break())
            line += part
        return tuple(trimmed(line))

    def _definitions(self, element: Element) -> Iterator[Block]:
        entries: list[tuple[tuple[Inline, ...], tuple[Block, ...]]] = []
        for each in (one for one in self._walk(element, 0) if one.name in ("dt", "dd")):
            if each.name == "dt":
                entries.append((tuple(self._inlines(children(each))), ()))
            elif entries:
                words, said = entries[-1]
                entries[-1] = words, (*said, *self._blocks(children(each)))
        whole = tuple(each for each in entries if each[1])
        yield from (Paragraph(words) for words, said in entries if not said)
        if whole:
            yield Defined(whole)

    # Lines

    def _inlines(self, nodes: Iterable[object]) -> list[Inline]:
        return [each for node in nodes for each in self._inline(node)]

    def _words(self, element: Element) -> list[Inline]:
        return [str(each.data or "") for each in texts(element)]

    def _inline(self, node: object) -> list[Inline]:
        if isinstance(node, Words):
            return [str(node.data or "")]
        if not isinstance(node, Element) or node.name in SILENT:
            return []
        if node.name in LOST:
            said = plain(self._words(node))
            self._tell(node, "left-out", what=node.name, words=said or "–")
            return [said] if said else []
        if node.name == "br":
            return [Break()]
        if node.name == "img":
            return self._picture(node)
        if node.name == "a" and node.attrs.get("href"):
            return self._link(node)
        inside = self._inlines(children(node))
        if node.name in UNMARKED and plain(inside) and not any(isinstance(each, Noted) for each in inside):
            self._tell(node, "unmarked", what=node.name, words=plain(inside))
        kind = KINDS.get(node.name)
        if (
            kind is None
            or not inside
            or any(isinstance(each, Marked) and each.kind == kind for each in inside)
        ):
            return inside
        return [Marked(kind, tuple(inside))]

    def _link(self, link: Element) -> list[Inline]:
        address = str(link.attrs["href"]).strip()
        inside = tuple(self._inlines(children(link)))
        if address[1:] in self._notes:
            return [Noted(address[1:])]
        if address.startswith("#"):
            backs = {id_ for note in self._notes.values() for id_ in (address[1:],) if is_in(link, note)}
            if backs:
                return []
            if address[1:] not in self._names and address != "#":
                self._tell(link, "strange-link", address=address, words=plain(inside))
            return [Linked("", address[1:], inside)]
        if not address.lower().startswith(SCHEMES):
            self._tell(link, "strange-link", address=address, words=plain(inside))
            return [*inside]
        if any(isinstance(each, Linked) for each in inside):
            return [*inside]
        return [Linked(address, "", inside)]

    def _picture(self, image: Element) -> list[Inline]:
        alt, source = str(image.attrs.get("alt") or "").strip(), str(image.attrs.get("src") or "")
        found = _DATA.match(source)
        try:
            data = base64.b64decode(source[found.end() :], validate=True) if found else b""
        except (binascii.Error, ValueError):
            data = b""
        if found is None or not data.startswith(_BEGINNINGS[found[1]]):
            self._tell(image, "picture", address=source or "–", words=alt or "–")
            return [alt] if alt else []
        name = f"-{len(self._pictures) + 1}.{_ENDINGS[found[1]]}"
        self._pictures[name] = data
        if not alt:
            self._tell(image, "no-alt", file=name.removeprefix("-"))
        return [Shown(name, alt)]
