"""Writing the text of tokens in one edition: each inline run as one joined text, cut back at its marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markdown_it.token import Token

from sitegen.text.markdown.runs import QUOTED, Piece, pieces
from sitegen.text.script.writing import Writing, put, read_choices


def write_tokens(tokens: Iterable[Token], writing: Writing) -> list[Token]:
    """Return `tokens` with all text that readers see written as `writing` does.

    Code, addresses (also those that are their own words), runs of another language and `keep:` spans stay
    as they are; in quotations only the script changes.
    """
    return [
        token.copy(children=_write_run(token.children, writing), content="")
        if token.type == "inline" and token.children
        else _write_info(token, writing)
        for token in tokens
    ]


def _write_info(token: Token, writing: Writing) -> Token:
    if token.type.startswith("container_") and token.nesting == 1:
        return token.copy(info=writing.text(token.info))
    return token


def _write_run(children: Sequence[Token], writing: Writing) -> list[Token]:
    run = pieces(children)
    text = "".join(piece.text for piece in run)
    limits = b"".join(bytes([piece.limits]) * len(piece.text) for piece in run)
    levels = [piece.level for piece in run for _ in piece.text]
    cells = writing.cells(text, limits, levels)
    _write_spans(run, cells, levels, writing)
    written: list[Token] = []
    end = 0
    for piece in run:
        start, end = end, end + len(piece.text)
        token = piece.token
        if piece.is_text:
            written.append(token.copy(content="".join(cells[start:end])))
        else:
            written.append(_write_attributes(token, writing))
    return written


def _write_spans(run: Sequence[Piece], cells: list[str], levels: Sequence[int], writing: Writing) -> None:
    """Put what `write:` spans say for this edition in the place of their words."""
    end = opened = 0
    words: str | None = None
    for piece in run:
        end += len(piece.text)
        if piece.token.type == "write_open":
            choices = read_choices(piece.token.meta["write"]) or {}
            named = (choices[name] for name in sorted(writing.names) if name in choices)
            opened, words = end, next(named, choices.get(""))
            # Nothing puts other words into the mouth of a source.
            words = None if piece.limits & QUOTED else words
        elif piece.token.type == "write_close" and words is not None and end > opened:
            put(cells, opened, end, words, levels)


def _write_attributes(token: Token, writing: Writing) -> Token:
    changes: dict[str, object] = {}
    if "title" in token.attrs:
        changes["attrs"] = {**token.attrs, "title": writing.text(str(token.attrs["title"]))}
    if token.type == "image" and token.children:
        changes["children"] = _write_run(token.children, writing)
    return token.copy(**changes) if changes else token
