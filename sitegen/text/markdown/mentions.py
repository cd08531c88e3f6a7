"""Links on the first mention of each term in running text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from markdown_it.token import Token

from sitegen.text.words import Names as Names

# Inside these, words are not the page's running text, or lead somewhere already.
_CLOSED = ("link", "quotation", "lang", "ruby", "write")
# A name may go on behind the end of a line.
_RUNNING = ("text", "softbreak")


def link_mentions(
    tokens: Iterable[Token], names: Names, scheme: str, known: Iterable[str]
) -> tuple[Token, ...]:
    """Return the tokens with a link `scheme:id` around the first mention of each id that is not in `known`.

    Headings, links, quotations, words of another language and code have no such links.
    """
    linked = set(known)
    done: list[Token] = []
    is_heading = False
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            is_heading = token.type == "heading_open"
        if token.type == "inline" and token.children and not is_heading:
            token = token.copy(children=list(_link_children(token.children, names, scheme, linked)))
        done.append(token)
    return tuple(done)


def _link_children(children: Sequence[Token], names: Names, scheme: str, linked: set[str]) -> Iterator[Token]:
    depth = 0
    run: list[Token] = []
    for token in children:
        if token.type.rpartition("_")[0] in _CLOSED:
            depth += token.nesting
        if token.type in _RUNNING and not depth:
            run.append(token)
            continue
        yield from _link_run(run, names, scheme, linked)
        run = []
        yield token
    yield from _link_run(run, names, scheme, linked)


def _link_run(run: Sequence[Token], names: Names, scheme: str, linked: set[str]) -> Iterator[Token]:
    """Yield tokens of text that stand side by side, cut where a link begins or ends."""
    opening: dict[int, str] = {}
    closing: set[int] = set()
    for start, stop, id_ in names.find("".join(map(_text, run))):
        if id_ not in linked:
            linked.add(id_)
            opening[start] = id_
            closing.add(stop)
    edges = sorted({*opening, *closing})
    start = 0
    for token in run:
        text = _text(token)
        inside = edges[bisect_right(edges, start) : bisect_left(edges, start + len(text))]
        cuts = [0, *(edge - start for edge in inside), len(text)]
        for at, until in pairwise(cuts):
            if start + at in closing:
                closing.remove(start + at)
                yield Token("link_close", "a", -1)
            if start + at in opening:
                yield Token("link_open", "a", 1, attrs={"href": f"{scheme}:{opening.pop(start + at)}"})
            yield token.copy(content=text[at:until]) if len(cuts) > 2 else token
        start += len(text)
    if closing:
        yield Token("link_close", "a", -1)


def _text(token: Token) -> str:
    return token.content if token.type == "text" else "\n"
