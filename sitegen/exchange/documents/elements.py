"""The elements of HTML as far as a text asks for them: which are blocks, which say nothing."""

from __future__ import annotations

from collections.abc import Iterator

from justhtml.dom import Element
from justhtml.dom import Text as Words

from sitegen.exchange.documents.model import Break, Inline, Paragraph

# More deeply nested is no text.
DEEPEST = 100
HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = frozenset(("ul", "ol", "menu"))
SILENT = frozenset(("script", "style", "template", "head", "noscript", "link", "meta", "title"))
# What a page cannot hold, and what would be missing without it.
LOST = frozenset(
    ("iframe", "video", "audio", "object", "embed", "canvas", "svg", "math", "form", "input", "button")
)
BLOCKS = (
    HEADINGS.keys()
    | LISTS
    | {"table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"}
    | {"p", "div", "section", "article", "main", "header", "footer", "nav", "aside", "body", "html"}
    | {"blockquote", "pre", "hr", "dl", "dt", "dd", "li", "figure", "figcaption", "address"}
    | {"details", "summary", "center", "fieldset"}
)
# What may have blocks in it, though it marks words.
AROUND = frozenset(["a", "span", "font", "b", "i", "ins", "del"])
KINDS = {
    "strong": "strong",
    "b": "strong",
    "em": "em",
    "i": "em",
    "code": "code",
    "kbd": "code",
    "samp": "code",
}
# Marks that Markdown has not, and without which the words may say something else.
UNMARKED = frozenset(("sup", "sub", "del", "s", "strike", "ins"))
SCHEMES = ("https:", "http:", "mailto:", "tel:")


def children(node: object) -> list[object]:
    """Return what stands in a node, in order."""
    return [*(getattr(node, "children", None) or ())]


def texts(node: object) -> Iterator[Words]:
    """Yield the words in a node, in order."""
    if isinstance(node, Words):
        yield node
    for child in children(node):
        yield from texts(child)


def is_in(element: Element, holder: Element) -> bool:
    """Tell whether an element stands in another."""
    node: object = element
    while node is not None:
        if node is holder:
            return True
        node = getattr(node, "parent", None)
    return False


def trimmed(line: list[Inline]) -> list[Inline]:
    """Return a line without breaks and blanks at its ends."""
    while line and (isinstance(line[-1], Break) or (isinstance(line[-1], str) and not line[-1].strip())):
        line.pop()
    while line and (isinstance(line[0], Break) or (isinstance(line[0], str) and not line[0].strip())):
        line.pop(0)
    return line


def paragraph(line: list[Inline]) -> Iterator[Paragraph]:
    """Yield the paragraph that a line makes, unless there is nothing in it."""
    if kept := trimmed([*line]):
        yield Paragraph(tuple(kept))
