"""Reading and rewriting runs of inline tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markdown_it.token import Token

from sitegen.text.joined import ATOM as ATOM

# Inline tokens that put something on the line; all others only enclose or annotate.
SPACE_TAKING = frozenset({"text", "code_inline", "image", "hardbreak", "html_inline"})


def walk(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield each token and, after it, its descendants."""
    for token in tokens:
        yield token
        if token.children:
            yield from walk(token.children)


def plain_text(children: Iterable[Token]) -> str:
    """Return what a reader sees of an inline run, without its marks; breaks become spaces."""
    pieces = []
    for token in children:
        if token.type in ("text", "text_special", "code_inline"):
            pieces.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            pieces.append(" ")
        elif token.type == "image":
            pieces.append(plain_text(token.children or ()))
    return "".join(pieces)
