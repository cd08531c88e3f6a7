"""Reading and rewriting runs of inline tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

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


def convert_tokens(tokens: Iterable[Token], convert: Callable[[str], str]) -> list[Token]:
    """Return `tokens` with all text that readers see converted, each inline run as one joined text.

    Code, addresses (also those that are their own words) and runs of another language stay as they are.
    `convert` must keep the length.
    """
    return [
        token.copy(children=_convert_run(token.children, convert), content="")
        if token.type == "inline" and token.children
        else _convert_info(token, convert)
        for token in tokens
    ]


def _convert_info(token: Token, convert: Callable[[str], str]) -> Token:
    if token.type.startswith("container_") and token.nesting == 1:
        return token.copy(info=convert(token.info))
    return token


def _convert_run(children: Sequence[Token], convert: Callable[[str], str]) -> list[Token]:
    foreign = 0
    ours: list[bool] = []
    for token in children:
        if token.type in ("lang_open", "lang_close") or token.info == "auto":
            foreign += token.nesting
        ours.append(token.type == "text" and not foreign)
    joined = "".join(
        token.content if is_text else _stand_in(token) for token, is_text in zip(children, ours, strict=True)
    )
    converted, end = convert(joined), 0
    run: list[Token] = []
    for token, is_text in zip(children, ours, strict=True):
        start, end = end, end + len(token.content if is_text else _stand_in(token))
        run.append(
            token.copy(content=converted[start:end]) if is_text else _convert_attributes(token, convert)
        )
    return run


def _stand_in(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    return ATOM if token.content or token.type == "image" else ""


def _convert_attributes(token: Token, convert: Callable[[str], str]) -> Token:
    changes: dict[str, object] = {}
    if "title" in token.attrs:
        changes["attrs"] = {**token.attrs, "title": convert(str(token.attrs["title"]))}
    if token.type == "image" and token.children:
        changes["children"] = _convert_run(token.children, convert)
    return token.copy(**changes) if changes else token
