"""TMX 1.4: a translation memory of the blocks of page pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from sitegen import __version__
from sitegen.called import NAME
from sitegen.exchange.blocks import Unit
from sitegen.exchange.faults import RefusedError, fault
from sitegen.exchange.markup import XML_LANG, Tree, child, children, local, numbered, tag, text_in, words
from sitegen.exchange.received import Bundle, Received
from sitegen.exchange.segments import Code, Kind, Piece, joined

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
_FILE, _FINGERPRINT = "x-file", "x-fingerprint"
# What is Markdown to one tool is markup to another: these carry no words.
_CODES = {"bpt": Kind.OPEN, "ept": Kind.CLOSE, "ph": Kind.ALONE}


def write_tmx(units: Iterable[Unit], source: str, target: str) -> str:
    """Return the text of a memory of `units`; `source` and `target` are the tags of its languages."""
    header = tag(
        "header",
        creationtool=NAME,
        creationtoolversion=__version__,
        segtype="block",
        adminlang="en",
        srclang=source,
        datatype="plaintext",
        **{"o-tmf": "Markdown"},
    )
    lines = [f'<tmx version="1.4">\n{header}\n<body>']
    for unit in units:
        inside = [
            tag("prop", words(str(unit.source.place)), type=_FILE),
            tag("prop", unit.fingerprints, type=_FINGERPRINT),
            tag("tuv", tag("seg", _segment(unit.source.pieces)), xml_lang=source),
            tag("tuv", tag("seg", _segment(unit.target.pieces)), xml_lang=target),
        ]
        lines.append(tag("tu", "\n".join(("", *inside, "")), tuid=unit.id))
    return _HEAD + "\n".join((*lines, "</body>\n</tmx>\n"))


def _segment(pieces: Iterable[Piece]) -> str:
    return "".join(words(each) if isinstance(each, str) else _code(each) for each in pieces)


def _code(code: Code) -> str:
    number = str(code.number)
    match code.kind:
        case Kind.OPEN:
            return tag("bpt", words(code.written), i=number, x=number)
        case Kind.CLOSE:
            return tag("ept", words(code.written), i=number)
    return tag("ph", words(code.written), x=number)


def read_tmx(tree: Tree) -> Bundle:
    """Return what a memory brings; raises RefusedError where it cannot be read as one of two languages."""
    header, body = child(tree.root, "header"), child(tree.root, "body")
    if header is None or body is None:
        raise RefusedError([fault(tree.place(tree.root), "broken", words="header, body")])
    source = header.get("srclang", "")
    units = [*children(body, "tu")]
    tags = dict.fromkeys(_tag(each) for unit in units for each in children(unit, "tuv"))
    others = [each for each in tags if each.lower() != source.lower()]
    if len(others) > 1:
        raise RefusedError([fault(tree.place(body), "several", tags=", ".join(others))])
    target = others[0] if others else ""
    found = tuple(_received(tree, unit, source, target) for unit in units)
    return Bundle(tree.place(tree.root), source, target, found)


def _tag(element: Element) -> str:
    return element.get(XML_LANG) or element.get("lang") or ""


def _received(tree: Tree, unit: Element, source: str, target: str) -> Received:
    segments = {_tag(each).lower(): child(each, "seg") for each in children(unit, "tuv")}
    mine, other = segments.get(source.lower()), segments.get(target.lower())
    fingerprints = (text_in(each) for each in children(unit, "prop") if each.get("type") == _FINGERPRINT)
    return Received(
        tree.place(unit if other is None else other),
        unit.get("tuid", ""),
        tuple(_pieces(mine)) if mine is not None else (),
        tuple(_pieces(other)) if other is not None else None,
        next(fingerprints, ""),
    )


def _pieces(segment: Element) -> Iterator[Piece]:
    """Yield what a segment holds; what only marks words is left out, and its words are not."""
    numbers: dict[str, int] = {}
    found: list[Piece] = []

    def take(element: Element) -> None:
        found.append(element.text or "")
        for each in element:
            name = local(each)
            if name in _CODES:
                found.append(_read_code(each, _CODES[name], numbers))
            elif name in ("it", "ut"):
                found.append(Code(Kind.ALONE, "", -1))
            else:
                take(each)
            found.append(each.tail or "")

    take(segment)
    yield from joined(found)


def _read_code(element: Element, kind: Kind, numbers: dict[str, int]) -> Code:
    number = numbered(element.get("x") or element.get("i") or "")
    pair = element.get("i", "")
    if kind is Kind.OPEN:
        numbers[pair] = number
    if kind is Kind.CLOSE:
        number = numbers.get(pair, number)
    return Code(kind, "", number)
