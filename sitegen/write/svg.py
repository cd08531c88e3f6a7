"""SVG pictures: a drawing is published, and what could run or lead out of it is named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from defusedxml import DefusedXmlException, EntitiesForbidden
from defusedxml.ElementTree import DefusedXMLParser

from sitegen.expressions import lazy_regex
from sitegen.values import dataclass

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XHTML = "http://www.w3.org/1999/xhtml"

# Elements that run code, load documents or change addresses of others.
_FORBIDDEN = frozenset(
    {"script", "foreignObject", "handler", "listener", "set", "animate", "iframe", "embed", "object"}
)
_REFERENCES = frozenset({"href", "src", "ping", "data", "action", "formaction", "srcset"})
# A backslash can hide any of the others, and no drawing program needs one.
_REACHES_OUT = lazy_regex(
    r"""url\((?!\s*(?:['"]\s*)?#)|@import|image-set\(|src\(|expression\(|javascript:|\\""", re.IGNORECASE
)
_XML = "{http://www.w3.org/XML/1998/namespace}"
_BASE = f"{_XML}base"
_KEPT_OF_OTHERS = frozenset({f"{_XML}lang", f"{_XML}space", f"{{{XLINK}}}href", f"{{{XLINK}}}title"})
_DEEPEST = 200
_LONGEST = 60


class BrokenPictureError(ValueError):
    """The picture is not well-formed, is no SVG, or declares entities."""


@dataclass(frozen=True, slots=True)
class Unsafe:
    """Something in a picture that runs or leads out of it, as it is written, and where its element begins."""

    what: str
    line: int
    column: int


def read_svg(data: bytes) -> tuple[bytes, tuple[Unsafe, ...]]:
    """Return the drawing, and everything in the picture for which it must not be published.

    What draws nothing and reaches nothing goes without a word, so that nobody publishes notes of a drawing
    program: comments, the document type, processing instructions, elements and attributes of vocabularies
    other than SVG. Raises BrokenPictureError for what is no well-formed SVG (W3C SVG 2) or declares entities.
    """
    builder = _Builder()
    parser = DefusedXMLParser(target=builder, forbid_dtd=False, forbid_entities=True)
    builder.position = parser.parser
    try:
        parser.feed(data.decode("utf-8-sig"))
        root = parser.close()
    except EntitiesForbidden as error:
        raise BrokenPictureError("it declares entities") from error
    except (ET.ParseError, DefusedXmlException, UnicodeDecodeError, ValueError) as error:
        raise BrokenPictureError(str(error)) from error
    if root.tag != f"{{{SVG}}}svg":
        raise BrokenPictureError("its root element is not <svg> of the SVG namespace")
    unsafe = tuple(_look_through(root, builder.places))
    ET.register_namespace("", SVG)
    ET.register_namespace("xlink", XLINK)
    return f"{ET.tostring(root, encoding='unicode')}\n".encode(), unsafe


class _Builder(ET.TreeBuilder):
    """Builds the tree, and notes where each element begins."""

    def __init__(self) -> None:
        super().__init__()
        self.position: object = None
        self.places: dict[ET.Element, tuple[int, int]] = {}

    def start(self, tag: str, attrs: dict[str, str]) -> ET.Element:
        element = super().start(tag, attrs)
        line = getattr(self.position, "CurrentLineNumber", 1)
        self.places[element] = (line, getattr(self.position, "CurrentColumnNumber", 0) + 1)
        return element


def _look_through(root: ET.Element, places: Mapping[ET.Element, tuple[int, int]]) -> Iterator[Unsafe]:
    """Yield what is unsafe in document order, taking away what draws nothing."""
    waiting = [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        if depth > _DEEPEST:
            raise BrokenPictureError("its elements are nested too deeply")
        if _is_forbidden(element):
            # What stands in it needs no naming of its own.
            yield Unsafe(f"<{_local(element)}>", *places[element])
            continue
        for what in _unsafe(element):
            yield Unsafe(what, *places[element])
        for name in [name for name in element.attrib if name.startswith("{") and name not in _KEPT_OF_OTHERS]:
            del element.attrib[name]
        _remove_others(element)
        waiting += [(child, depth + 1) for child in reversed(element)]


def _local(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _is_forbidden(element: ET.Element) -> bool:
    # HTML within a picture runs where the picture is opened by itself.
    return not str(element.tag).startswith(f"{{{SVG}}}") or _local(element) in _FORBIDDEN


def _unsafe(element: ET.Element) -> Iterator[str]:
    if _local(element) == "style" and (found := _REACHES_OUT.search("".join(element.itertext()))):
        yield found[0]
    for name, value in element.attrib.items():
        local = name.rpartition("}")[2].lower()
        is_ours = not name.startswith("{") or name in _KEPT_OF_OTHERS or name == _BASE
        leads_out = name == _BASE or (local in _REFERENCES and not value.strip().startswith("#"))
        if is_ours and (local.startswith("on") or leads_out or _REACHES_OUT.search(value)):
            shown = value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
            yield f'{local}="{shown}"'


def _remove_others(element: ET.Element) -> None:
    """Remove children of other vocabularies, but not the text behind them, which belongs to the element."""
    kept: list[ET.Element] = []
    # Before the first of those that are kept, and behind each.
    texts = [[element.text]]
    for child in element:
        if str(child.tag).startswith((f"{{{SVG}}}", f"{{{XHTML}}}")):
            kept.append(child)
            texts.append([])
        texts[-1].append(child.tail)
    if len(kept) < len(element):
        element[:] = kept
        element.text, *tails = ("".join(filter(None, each)) or None for each in texts)
        for child, tail in zip(kept, tails, strict=True):
            child.tail = tail


def view_box(data: bytes) -> tuple[float, float] | None:
    """Return width and height of an SVG's `viewBox`, or None where it has none."""
    match = re.search(rb"""<svg[^>]*\bviewBox=["']\s*([^"']*)["']""", data)
    try:
        numbers = re.split(rb"[\s,]+", match[1].strip() if match else b"")
        _, _, width, height = (float(number) for number in numbers)
    except ValueError:
        return None
    return (width, height) if width > 0 and height > 0 else None
