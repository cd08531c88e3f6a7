"""SVG pictures without what could run or reach out."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from defusedxml import DefusedXmlException, EntitiesForbidden
from defusedxml.ElementTree import fromstring

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"

# Elements that run code, load documents or change addresses of others.
_FORBIDDEN = frozenset(
    {"script", "foreignObject", "handler", "listener", "set", "animate", "iframe", "embed", "object"}
)
_REFERENCES = frozenset({"href", "src", "ping", "data", "action", "formaction", "srcset"})
# A backslash can hide any of the others, and no drawing program needs one.
_REACHES_OUT = re.compile(
    r"""url\((?!\s*['"]?\s*#)|@import|image-set\(|src\(|expression\(|javascript:|\\""", re.IGNORECASE
)
_XML = "{http://www.w3.org/XML/1998/namespace}"
_KEPT_OF_OTHERS = frozenset({f"{_XML}lang", f"{_XML}space", f"{{{XLINK}}}href", f"{{{XLINK}}}title"})
_DEEPEST = 200


class BrokenPictureError(ValueError):
    """The picture is not well-formed, is no SVG, or declares entities."""


def clean_svg(data: bytes) -> bytes:
    """Return the picture with SVG elements only: no script, no event attribute, no reference out of it.

    Raises BrokenPictureError for what is no well-formed SVG (W3C SVG 2) or declares entities.
    """
    try:
        root = fromstring(data.decode("utf-8-sig"), forbid_dtd=False, forbid_entities=True)
    except EntitiesForbidden as error:
        raise BrokenPictureError("it declares entities") from error
    except (ET.ParseError, DefusedXmlException, UnicodeDecodeError, ValueError) as error:
        raise BrokenPictureError(str(error)) from error
    if root.tag != f"{{{SVG}}}svg":
        raise BrokenPictureError("its root element is not <svg> of the SVG namespace")
    waiting = [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        if depth > _DEEPEST:
            raise BrokenPictureError("its elements are nested too deeply")
        _clean(element)
        waiting += [(child, depth + 1) for child in element]
    ET.register_namespace("", SVG)
    ET.register_namespace("xlink", XLINK)
    return f"{ET.tostring(root, encoding='unicode')}\n".encode()


def _clean(element: ET.Element) -> None:
    for name, value in list(element.attrib.items()):
        local = name.rpartition("}")[2].lower()
        is_foreign = name.startswith("{") and name not in _KEPT_OF_OTHERS
        is_address = local in _REFERENCES and not value.strip().startswith("#")
        if is_foreign or local.startswith("on") or is_address or _REACHES_OUT.search(value):
            del element.attrib[name]
    for child in list(element):
        namespace, _, local = str(child.tag).rpartition("}")
        is_style = local == "style"
        if (
            namespace != f"{{{SVG}"
            or local in _FORBIDDEN
            or (is_style and _REACHES_OUT.search("".join(child.itertext())))
        ):
            _remove(element, child)


def _remove(parent: ET.Element, child: ET.Element) -> None:
    """Remove `child`, but not the text behind it, which belongs to `parent`."""
    index = list(parent).index(child)
    if child.tail and index:
        parent[index - 1].tail = (parent[index - 1].tail or "") + child.tail
    elif child.tail:
        parent.text = (parent.text or "") + child.tail
    parent.remove(child)


def view_box(data: bytes) -> tuple[float, float] | None:
    """Return width and height of an SVG's `viewBox`, or None where it has none."""
    match = re.search(rb"""<svg[^>]*\bviewBox=["']\s*([^"']*)["']""", data)
    try:
        numbers = re.split(rb"[\s,]+", match[1].strip() if match else b"")
        _, _, width, height = (float(number) for number in numbers)
    except ValueError:
        return None
    return (width, height) if 1 <= width < 1e5 and 1 <= height < 1e5 else None
