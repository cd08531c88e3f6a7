"""XML from outside, read so that it can do no harm, with the place of each element; and XML written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder
from xml.sax.saxutils import escape, quoteattr

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from sitegen.exchange.faults import RefusedError, fault
from sitegen.exchange.received import MOST_BYTES
from sitegen.model import Place

_DEEPEST = 64
_MOST_ELEMENTS = 2_000_000
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class _TooMuchError(Exception):
    """The file holds more than is read, or deeper."""


class _Builder(TreeBuilder):
    """Builds the tree, and notes where each element begins."""

    def __init__(self) -> None:
        super().__init__()
        self.parser: Any = None
        self.places: dict[Element, tuple[int, int]] = {}
        self._depth = 0

    def start(self, tag: Any, attrs: Any, /) -> Element:
        self._depth += 1
        if self._depth > _DEEPEST or len(self.places) >= _MOST_ELEMENTS:
            raise _TooMuchError
        element = super().start(tag, attrs)
        expat = self.parser.parser
        self.places[element] = (expat.CurrentLineNumber, expat.CurrentColumnNumber + 1)
        return element

    def end(self, tag: Any, /) -> Element:
        self._depth -= 1
        return super().end(tag)


class Tree:
    """A file of XML: its root, and where its elements stand."""

    def __init__(self, path: str, root: Element, places: dict[Element, tuple[int, int]]) -> None:
        self.path, self.root, self._places = path, root, places

    def place(self, element: Element) -> Place:
        """Return where an element begins."""
        return Place(self.path, *self._places[element])


def read_xml(path: str, data: bytes) -> Tree:
    """Return the tree of a file; raises RefusedError for what is no XML, declares entities or is too much."""
    if len(data) > MOST_BYTES:
        raise RefusedError([fault(Place(path), "large", most=MOST_BYTES // 1_000_000)])
    builder = _Builder()
    parser: Any = DefusedXMLParser(
        target=builder, forbid_dtd=False, forbid_entities=True, forbid_external=True
    )
    builder.parser = parser
    try:
        parser.feed(data)
        root: Element = parser.close()
    except ParseError as error:
        line, column = error.position
        raise RefusedError([fault(Place(path, line, column + 1), "broken", words=error.msg)]) from None
    except DefusedXmlException:
        line, column = parser.parser.CurrentLineNumber, parser.parser.CurrentColumnNumber + 1
        raise RefusedError([fault(Place(path, line, column), "entities")]) from None
    except _TooMuchError:
        raise RefusedError([fault(Place(path, parser.parser.CurrentLineNumber), "deep")]) from None
    except (ValueError, LookupError) as error:
        # An encoding that Python does not know, or not for this.
        raise RefusedError([fault(Place(path), "broken", words=error)]) from None
    return Tree(path, root, builder.places)


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element, name: str) -> Iterator[Element]:
    """Yield the elements of a name directly inside another, whatever their namespace."""
    return (each for each in element if local(each) == name)


def child(element: Element, name: str) -> Element | None:
    """Return the first such element, or None."""
    return next(children(element, name), None)


def text_in(element: Element | None) -> str:
    """Return all words in an element, without blanks around them; "" for none."""
    return "" if element is None else "".join(element.itertext()).strip()


def tag(name: str, content: str | None = None, /, **attributes: str) -> str:
    """Return an element as it is written; `content` is written already. `xml_lang` is written `xml:lang`.

    >>> tag("ph", id="1")
    '<ph id="1"/>'
    """
    said = "".join(f" {key.replace('_', ':')}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{said}/>" if content is None else f"<{name}{said}>{content}</{name}>"


def words(text: str) -> str:
    """Return words as XML has them between tags."""
    return escape(text)


def numbered(written: str) -> int:
    """Return the number of a code as a file has it; -1, which no code has, for what is no number."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < len("100000") else -1
