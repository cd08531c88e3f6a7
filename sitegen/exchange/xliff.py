"""XLIFF 2.1: the blocks of page pairs, their Markdown as codes that translators move and do not lose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

from sitegen.exchange.blocks import Unit
from sitegen.exchange.faults import RefusedError, fault
from sitegen.exchange.markup import Tree, child, children, local, numbered, tag, text_in, words
from sitegen.exchange.received import Bundle, Received
from sitegen.exchange.segments import Code, Kind, Piece, codes, joined
from sitegen.read.page import PAGES

CORE = "urn:oasis:names:tc:xliff:document:2.0"
_METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
_FINGERPRINT = "fingerprint"
# No code is lost or doubled: what Markdown says with it is the author's.
_KEPT = {"canCopy": "no", "canDelete": "no"}


def write_xliff(units: Iterable[Unit], source: str, target: str) -> str:
    """Return the text of a document of `units`; `source` and `target` are the tags of its languages."""
    files = [
        tag("file", "\n".join(("", *map(_unit, of), "")), id=f"f{number}", original=_file(key, of[0]))
        for number, (key, of) in enumerate(_by_page(units), 1)
    ]
    root = tag(
        "xliff",
        "\n".join(("", *files, "")),
        xmlns=CORE,
        xmlns_mda=_METADATA,
        version="2.1",
        srcLang=source,
        trgLang=target,
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}\n'


def _by_page(units: Iterable[Unit]) -> Iterator[tuple[str, list[Unit]]]:
    for key, of in groupby(units, key=lambda unit: unit.key):
        yield key, [*of]


def _file(key: str, unit: Unit) -> str:
    return unit.source.place.path or key


def _unit(unit: Unit) -> str:
    data = _Data()
    sides = data.side(unit.source.pieces), data.side(unit.target.pieces)
    meta = tag("mda:meta", unit.fingerprints, type=_FINGERPRINT)
    notes = [tag("note", words(str(unit.source.place)), category="place")]
    inside = [
        tag("mda:metadata", tag("mda:metaGroup", meta, category="duizhao")),
        tag("notes", "".join(notes)),
        *([tag("originalData", "".join(data.written()))] if data.known else []),
        tag(
            "segment",
            tag("source", sides[0], xml_space="preserve") + tag("target", sides[1], xml_space="preserve"),
            state="translated",
        ),
    ]
    return tag("unit", "\n".join(("", *inside, "")), id=unit.name, name=unit.id)


class _Data:
    """The codes of a unit as they are written, by the names by which its text refers to them."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}

    def name(self, written: str) -> str:
        return self.known.setdefault(written, f"d{len(self.known) + 1}")

    def written(self) -> Iterator[str]:
        for written, name in self.known.items():
            yield tag("data", words(written), id=name, xml_space="preserve")

    def side(self, pieces: Sequence[Piece]) -> str:
        """Return pieces as elements: what opens and what closes as one around what stands between."""
        closing = {code.number: code.written for code in codes(pieces) if code.kind is Kind.CLOSE}
        levels: list[str] = [""]
        for piece in pieces:
            if isinstance(piece, str):
                levels[-1] += words(piece)
                continue
            number = str(piece.number)
            if piece.kind is Kind.OPEN:
                levels.append("")
            elif piece.kind is Kind.ALONE:
                levels[-1] += tag("ph", id=number, **_KEPT, dataRef=self.name(piece.written))
            else:
                opened = next(each for each in codes(pieces) if each.number == piece.number)
                inside = levels.pop()
                data = {
                    "dataRefStart": self.name(opened.written),
                    "dataRefEnd": self.name(closing[piece.number]),
                }
                levels[-1] += tag("pc", inside, id=number, **_KEPT, **data)
        return levels[0]


def read_xliff(tree: Tree) -> Bundle:
    """Return what a document brings; raises RefusedError where it is of another version."""
    root = tree.root
    version = root.get("version", "–")
    if local(root) != "xliff" or not version.startswith("2."):
        raise RefusedError([fault(tree.place(root), "version", version=version)])
    found = [
        _received(tree, unit, _key(file.get("original", "")))
        for file in children(root, "file")
        for unit in file.iter()
        if local(unit) == "unit"
    ]
    return Bundle(tree.place(root), root.get("srcLang", ""), root.get("trgLang", ""), tuple(found))


def _key(path: str) -> str:
    """Return the key of the page whose file is at `path`; "" for what is no page."""
    pure = PurePosixPath(path)
    if not pure.is_relative_to(PAGES) or pure.suffix != ".md":
        return ""
    return str(pure.relative_to(PAGES).with_suffix("").with_suffix(""))


def _received(tree: Tree, unit: Element, key: str) -> Received:
    sources: list[Piece] = []
    targets: list[Piece] = []
    parts = [each for each in unit if local(each) in ("segment", "ignorable")]
    has_target = any(child(each, "target") is not None for each in parts)
    is_unfinished = False
    place = tree.place(unit)
    for part in parts:
        source, target = child(part, "source"), child(part, "target")
        if source is not None:
            sources += _pieces(source)
        if target is not None:
            targets += _pieces(target)
            place = tree.place(target) if place == tree.place(unit) else place
        elif local(part) == "ignorable" and source is not None:
            targets += _pieces(source)
        elif local(part) == "segment":
            is_unfinished = has_target
    printed = (each for each in unit.iter() if local(each) == "meta" and each.get("type") == _FINGERPRINT)
    id_ = unit.get("id", "")
    return Received(
        place,
        f"{key}#{id_}" if key else unit.get("name", id_),
        tuple(joined(sources)),
        tuple(joined(targets)) if has_target else None,
        text_in(next(printed, None)),
        is_unfinished,
    )


def _pieces(element: Element) -> list[Piece]:
    """Return what a source or a target holds; marks of a tool are left out, and their words are not."""
    found: list[Piece] = []

    def take(inside: Element) -> None:
        found.append(inside.text or "")
        for each in inside:
            number = numbered(each.get("id", ""))
            match local(each):
                case "ph":
                    found.append(Code(Kind.ALONE, "", number))
                case "pc":
                    found.append(Code(Kind.OPEN, "", number))
                    take(each)
                    found.append(Code(Kind.CLOSE, "", number))
                case "sc":
                    found.append(Code(Kind.OPEN, "", number))
                case "ec":
                    found.append(Code(Kind.CLOSE, "", numbered(each.get("startRef", each.get("id", "")))))
                case "cp":
                    # A character that XML cannot hold: no page can, either.
                    found.append("\0")
                case _:
                    take(each)
            found.append(each.tail or "")

    take(element)
    return found
