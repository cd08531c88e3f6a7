"""HTML to XHTML: what templates print, as a tree that XML can hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from justhtml import JustHTML
from justhtml.dom import Element, Text

from sitegen.expressions import lazy_regex

XHTML = "http://www.w3.org/1999/xhtml"
SVG = "http://www.w3.org/2000/svg"
MATHML = "http://www.w3.org/1998/Math/MathML"
EPUB = "http://www.idpf.org/2007/ops"
_NAMESPACES = {"html": XHTML, "svg": SVG, "math": MATHML}
_XML = "http://www.w3.org/XML/1998/namespace"
LANGUAGE = f"{{{_XML}}}lang"
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
# An XML document cannot hold these, nor an attribute of such a name.
_FORBIDDEN = lazy_regex("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAME = lazy_regex(r"[A-Za-z_][A-Za-z0-9_.-]*")


def read_html(html: str) -> list[ET.Element]:
    """Return the elements of a piece of HTML, as a browser would understand it.

    What stands between them must be white space. Comments are left out.
    """
    body = JustHTML(html, sanitize=False, fragment=True).root
    holder = ET.Element("holder")
    for child in body.children or ():
        _add(holder, child)
    return [*holder]


def _add(parent: ET.Element, node: object) -> None:
    # By a list of our own: pages of authors may be nested more deeply than Python calls.
    waiting: list[tuple[ET.Element, object]] = [(parent, node)]
    while waiting:
        holder, each = waiting.pop()
        if isinstance(each, Text):
            _add_text(holder, _FORBIDDEN.sub("", each.data or ""))
        elif isinstance(each, Element):
            namespace = _NAMESPACES.get(each.namespace or "html", XHTML)
            made = ET.SubElement(holder, f"{{{namespace}}}{each.name}", dict(_attributes(each)))
            waiting += [(made, child) for child in reversed(each.children or ())]


def _add_text(holder: ET.Element, text: str) -> None:
    if len(holder):
        holder[-1].tail = (holder[-1].tail or "") + text
    else:
        holder.text = (holder.text or "") + text


def _attributes(element: Element) -> Iterator[tuple[str, str]]:
    for name, value in element.attrs.items():
        text = _FORBIDDEN.sub("", value or "")
        prefix, _, local = name.rpartition(":")
        if prefix == "epub":
            yield f"{{{EPUB}}}{local}", text
        elif name == "lang":
            # XML has a name of its own for it, and chapters are to have both.
            yield from ((("lang", text),) if element.namespace in (None, "html") else ())
            yield LANGUAGE, text
        elif _NAME.fullmatch(name):
            yield name, text


def document(title: str, tag: str, style: str, body: list[ET.Element]) -> ET.Element:
    """Return a whole document in the language `tag`, whose style sheet is at `style`."""
    root = ET.Element(f"{{{XHTML}}}html", {"lang": tag, LANGUAGE: tag})
    head = ET.SubElement(root, f"{{{XHTML}}}head")
    ET.SubElement(head, f"{{{XHTML}}}meta", charset="utf-8")
    ET.SubElement(head, f"{{{XHTML}}}title").text = title
    ET.SubElement(head, f"{{{XHTML}}}link", rel="stylesheet", type="text/css", href=style)
    ET.SubElement(root, f"{{{XHTML}}}body").extend(body)
    return root


def write_xml(root: ET.Element, prefixes: Mapping[str, str] | None = None) -> bytes:
    """Return a tree as a file, as people would write it: `xmlns` where the vocabulary changes.

    `prefixes` are those of vocabularies by their addresses, for programs that know no others.
    """
    prefixes = {EPUB: "epub", **(prefixes or {})}
    used = {_vocabulary(each) for element in root.iter() for each in (element.tag, *element.attrib)}
    own = {f"xmlns:{prefix}": at for at, prefix in prefixes.items() if at in used}
    plain = _plain(root, "", prefixes)
    plain.attrib.update(own)
    start = _DECLARATION + ("<!DOCTYPE html>\n" if _vocabulary(root.tag) == XHTML else "")
    return f"{start}{ET.tostring(plain, encoding='unicode')}\n".encode()


def _vocabulary(name: str) -> str:
    return name[1:].partition("}")[0] if name.startswith("{") else ""


def _plain(element: ET.Element, around: str, prefixes: Mapping[str, str]) -> ET.Element:
    """Return an element with names as they are written; ElementTree would number all vocabularies but one."""
    at = _vocabulary(element.tag)
    is_prefixed = at in prefixes
    made = ET.Element(_name(element.tag, prefixes))
    if not is_prefixed and at != around:
        made.set("xmlns", at)
    made.attrib.update({_name(name, prefixes): value for name, value in element.attrib.items()})
    made.text, made.tail = element.text, element.tail
    made.extend(_plain(child, around if is_prefixed else at, prefixes) for child in element)
    return made


def _name(name: str, prefixes: Mapping[str, str]) -> str:
    at, local = _vocabulary(name), name.rpartition("}")[2]
    prefix = "xml" if at == _XML else prefixes.get(at, "")
    return f"{prefix}:{local}" if prefix else local
