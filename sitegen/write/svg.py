"""SVG pictures without what could run or reach out."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"

# Elements that run code, load documents or change attributes of others.
_FORBIDDEN = frozenset(
    {"script", "foreignObject", "handler", "listener", "set", "animate", "iframe", "embed", "object"}
)
_REACHES_OUT = re.compile(r"url\(\s*['\"]?(?!#)|@import|expression\(|javascript:", re.IGNORECASE)


class BrokenPictureError(ValueError):
    """The SVG is not well-formed, or holds a document type or entities."""


def clean_svg(data: bytes) -> bytes:
    """Return the picture with SVG elements only: no script, no event attribute, no reference out of it.

    Raises BrokenPictureError for what is no well-formed SVG (W3C SVG 2) or declares entities.
    """
    try:
        root = fromstring(data.decode("utf-8-sig"), forbid_dtd=False, forbid_entities=True)
    except (ET.ParseError, DefusedXmlException, UnicodeDecodeError, ValueError) as error:
        raise BrokenPictureError(str(error)) from error
    if root.tag != f"{{{SVG}}}svg":
        raise BrokenPictureError("its root element is not <svg> of the SVG namespace")
    _clean(root)
    ET.register_namespace("", SVG)
    ET.register_namespace("xlink", XLINK)
    return f"{ET.tostring(root, encoding='unicode')}\n".encode()


def _clean(element: ET.Element) -> None:
    for name, value in list(element.attrib.items()):
        local = name.rpartition("}")[2]
        is_foreign = name.startswith("{") and not name.startswith((f"{{{XLINK}}}", "{http://www.w3.org/XML/"))
        is_reference = local in ("href", "src") and not value.strip().startswith("#")
        if is_foreign or local.lower().startswith("on") or is_reference or _REACHES_OUT.search(value):
            del element.attrib[name]
    for child in list(element):
        namespace, _, local = str(child.tag).rpartition("}")
        if (
            namespace != f"{{{SVG}"
            or local in _FORBIDDEN
            or (local == "style" and _REACHES_OUT.search(child.text or ""))
        ):
            element.remove(child)
        else:
            _clean(child)
