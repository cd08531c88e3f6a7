"""Inline runs as their authors typed them, and the spaces in them that are the style sheet's task."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

from markdown_it.token import Token

from sitegen.text.joined import ATOM, FROZEN, LATIN_ENDS, QUOTED, SPANNED
from sitegen.text.typography.punctuation import find_spaces
from sitegen.values import dataclass

# In `meta` of a text token without content: the spaces that its author typed there.
TYPED = "typed"


@dataclass(frozen=True, slots=True)
class TokenPiece:
    """A token of a run with its text in the joined run, what may be done to that, and how deep it stands."""

    token: Token
    text: str
    limits: int
    level: int

    @property
    def is_text(self) -> bool:
        return self.token.type == "text" and not self.limits & FROZEN


def pieces(children: Sequence[Token]) -> list[TokenPiece]:
    """Return the run piece by piece; what is not its text has a character in its stead."""
    found = []
    foreign = kept = quoted = spanned = level = 0
    for token in children:
        if token.type in ("lang_open", "lang_close") or token.info == "auto":
            foreign += token.nesting
        elif token.type in ("keep_open", "keep_close"):
            kept += token.nesting
        elif token.type in ("write_open", "write_close"):
            spanned += token.nesting
        elif token.type.removesuffix("_open").removesuffix("_close") in ("quotation", "quoted", "ruby"):
            quoted += token.nesting
        level += token.nesting
        is_text = token.type == "text" and not foreign
        limits = (0 if is_text and not kept else FROZEN) | (QUOTED if quoted else 0)
        limits |= SPANNED if spanned else 0
        found.append(TokenPiece(token, token.content if is_text else _stand_in(token), limits, level))
    return found


def _stand_in(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    return ATOM if token.content or token.type == "image" else ""


@dataclass(frozen=True, slots=True)
class Typed:
    """A token of a run with its text as typed, and whether that text must stay as it is."""

    token: Token
    text: str
    is_kept: bool


def typed_run(children: Sequence[Token]) -> list[Typed]:
    """Return the run as it was typed; a run of another language has one character in its stead.

    Quotations stay as they are, and so do `keep:` spans and characters with a backslash before them.
    """
    run = []
    for piece in pieces(children):
        text = str(piece.token.meta.get(TYPED, piece.text))
        if text == ATOM and piece.token.type == "text" and LATIN_ENDS.fullmatch(piece.token.content):
            text = "A"
        is_kept = bool(piece.limits) or piece.token.info in ("escape", "entity")
        run.append(Typed(piece.token, text, is_kept))
    return run


def empty_spaces(children: Sequence[Token]) -> list[Token]:
    """Empty the spaces between Han and Latin, which the style sheet sets; their tokens keep the place."""
    run = typed_run(children)
    kept = [each.is_kept for each in run for _ in each.text]
    spaces = find_spaces("".join(each.text for each in run), kept)
    if not spaces:
        return list(children)
    emptied: list[Token] = []
    left = deque(spaces)
    end = 0
    for each in run:
        start, end = end, end + len(each.text)
        while left and left[0][1] <= start:
            left.popleft()
        within: list[tuple[int, int]] = []
        for a, b in left:
            if a >= end:
                break
            within.append((max(a, start) - start, min(b, end) - start))
        emptied += _split(each.token, within) if within else [each.token]
    return emptied


def _split(token: Token, spaces: Iterable[tuple[int, int]]) -> Iterable[Token]:
    at, done = token.meta.get("at", 0), 0
    for start, end in spaces:
        if start > done:
            yield token.copy(content=token.content[done:start], meta={**token.meta, "at": at + done})
        yield token.copy(content="", meta={**token.meta, "at": at + start, TYPED: token.content[start:end]})
        done = end
    if done < len(token.content):
        yield token.copy(content=token.content[done:], meta={**token.meta, "at": at + done})
