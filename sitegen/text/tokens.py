"""Reading and rewriting runs of inline tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markdown_it.token import Token

OPENING, CLOSING = "“", "”"
# Stands in a joined run for what is no text of the run, so that no word is seen across it.
ATOM = "\ufffc"
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


def matching_open(children: Sequence[Token]) -> tuple[int, int] | None:
    """Return token index and offset of the quotation mark that opens what ends at the end of `children`.

    None unless the run ends with a closing mark whose opening mark stands at the same level of nesting.
    """
    depth = level = 0
    for index in range(len(children) - 1, -1, -1):
        token = children[index]
        level += token.nesting
        if token.type != "text":
            if not depth and token.type != "lang_close":
                return None
            continue
        for offset in range(len(token.content) - 1, -1, -1):
            character = token.content[offset]
            if character == CLOSING:
                depth += 1
            elif not depth:
                return None
            elif character == OPENING:
                depth -= 1
                if not depth:
                    return (index, offset) if level == 0 else None
    return None
