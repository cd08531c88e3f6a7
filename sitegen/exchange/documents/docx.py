"""Word (.docx) to a text, by way of HTML; what would do harm is refused before it is unpacked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import mammoth

from sitegen.exchange.documents.html import read_html
from sitegen.exchange.documents.model import Text
from sitegen.exchange.faults import Fault, RefusedError, fault
from sitegen.exchange.markup import read_xml
from sitegen.exchange.received import MOST_BYTES
from sitegen.model import Place

_MOST_PARTS, _MOST_UNPACKED, _MOST_XML = 5_000, 200_000_000, 40_000_000
_DOCUMENT = "word/document.xml"
_XML = (".xml", ".rels")
# Styles of Word beside those that mammoth knows. Chinese versions of Word show other names and write these.
_STYLES = """\
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='HTML Preformatted'] => pre:separator('\\n')
strike => s
u => u
"""
_LEFT_OUT = "An unrecognised element was ignored: "
# What stands in parts of its own, and is no part of the running text.
_PARTS = {"word/comments.xml": "comments", "word/header": "headers", "word/footer": "headers"}


def read_docx(path: str, data: bytes) -> Text:
    """Return the text of a document; raises RefusedError for what is none, and for what would do harm."""
    place = Place(path)
    if len(data) > MOST_BYTES:
        raise RefusedError([fault(place, "large", most=MOST_BYTES // 1_000_000)])
    try:
        names = _checked(place, data)
        result = mammoth.convert_to_html(
            io.BytesIO(data), style_map=_STYLES, include_embedded_style_map=False
        )
    except RefusedError:
        raise
    # Whatever a broken package makes of a library: its contents are others’.
    except Exception as error:  # noqa: BLE001
        raise RefusedError([fault(place, "not-docx", words=type(error).__name__)]) from None
    text = read_html(path, str(result.value), has_places=False)
    told = [*text.told, *_left_out(place, map(_message, result.messages)), *_apart(place, names)]
    return replace(text, told=tuple(dict.fromkeys(told)))


def _message(message: object) -> str:
    return str(getattr(message, "message", ""))


def _checked(place: Place, data: bytes) -> list[str]:
    """Return the names in a package; raises RefusedError for bombs and for XML that declares entities."""
    package = zipfile.ZipFile(io.BytesIO(data))
    parts = package.infolist()
    written = [each for each in parts if each.filename.lower().endswith(_XML)]
    if (
        len(parts) > _MOST_PARTS
        or sum(each.file_size for each in parts) > _MOST_UNPACKED
        or sum(each.file_size for each in written) > _MOST_XML
        or len(parts) != len({each.filename for each in parts})
    ):
        raise RefusedError([fault(place, "bomb")])
    if _DOCUMENT not in package.namelist():
        raise RefusedError([fault(place, "not-docx", words=_DOCUMENT)])
    for each in written:
        # `read` gives no more than the size that was added up, and fails where that is a lie.
        text = package.read(each)
        if b"<!DOCTYPE" in text or b"<\0!\0D\0O\0C" in text:
            raise RefusedError([fault(place, "entities")])
        read_xml(f"{place.path}/{each.filename}", text)
    return package.namelist()


def _left_out(place: Place, messages: Iterator[str]) -> Iterator[Fault]:
    for each in messages:
        if each.startswith(_LEFT_OUT):
            yield fault(place, "left-out", what=each.removeprefix(_LEFT_OUT), words="–")


def _apart(place: Place, names: list[str]) -> Iterator[Fault]:
    for beginning, case in _PARTS.items():
        if any(name.startswith(beginning) for name in names):
            yield fault(place, case)
