"""Quotations enclosed in tokens of their own, unit by unit of a page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from sitegen.expressions import lazy_regex
from sitegen.text.markdown.quotations import CITED, Found, Joined, cited_in, find_quotations, join

_FOLLOWED = lazy_regex(rf"\s*{CITED}")
# What is one unit as a whole; of those inside one another the innermost, but a block quotation has all.
_WHOLE = ("list_item", "th", "td", "dt", "dd", "footnote", "blockquote")


def mark_quotations(tokens: Sequence[Token]) -> None:
    """Enclose what is quoted, unit by unit; a cell without a citation has those of its row."""
    for unit in _units(tokens):
        runs = [join(inline.children or []) for inline in unit.inlines]
        found = find_quotations(
            runs, is_whole=unit.is_whole, is_block=unit.is_block, beside=tuple(unit.beside)
        )
        by_run: dict[int, list[Found]] = {}
        for each in found:
            by_run.setdefault(each.run, []).append(each)
        for number, quotations in by_run.items():
            inline = unit.inlines[number]
            inline.children = enclose(inline.children or [], runs[number], quotations)


@dataclass(slots=True)
class _Unit:
    """Inline runs to whose quotations the same citations belong; `beside` are those of the cell's row."""

    inlines: list[Token] = field(default_factory=list)
    is_whole: bool = False
    is_block: bool = False
    beside: list[str] = field(default_factory=list)


def _units(tokens: Sequence[Token]) -> list[_Unit]:
    units: list[_Unit] = []
    opened: list[_Unit] = []
    row: list[str] = []
    for token in tokens:
        name, _, end = token.type.rpartition("_")
        if token.type == "tr_open":
            row = []
        elif name in _WHOLE and end == "open":
            is_inside = bool(opened) and opened[-1].is_block
            beside = row if name in ("th", "td") else []
            unit = _Unit(is_whole=True, is_block=name == "blockquote", beside=beside)
            opened.append(opened[-1] if is_inside else unit)
            if not is_inside:
                units.append(opened[-1])
        elif name in _WHOLE and end == "close":
            opened.pop()
        elif token.type == "inline" and token.children:
            if not opened:
                units.append(_Unit())
            (opened[-1] if opened else units[-1]).inlines.append(token)
            row += cited_in(token.children)
    return units


@dataclass(slots=True)
class _Enclosed:
    """Quotations that one pair of tokens encloses, and where: a token, and a place in or behind it."""

    start: tuple[int, int]
    end: tuple[int, int]
    quotations: list[Found]


def enclose(children: Sequence[Token], joined: Joined, quotations: Sequence[Found]) -> list[Token]:
    """Return the run’s tokens with its quotations between tokens of their own.

    What a citation directly follows stands between `quotation_open` and `quotation_close`, and looks like it;
    all else between `quoted_open` and `quoted_close`, which only keep its words as they are. The opening one
    has in `meta["found"]` what is enclosed, each with its offset in the source. Quotations that begin or end
    inside other marks are enclosed together with these.
    """
    groups: list[_Enclosed] = []
    for found in quotations:
        start, end = _balanced(children, joined, found)
        if groups and start < groups[-1].end:
            groups[-1].end = max(groups[-1].end, end)
            groups[-1].quotations.append(found)
        else:
            groups.append(_Enclosed(start, end, [found]))
    if not groups:
        return list(children)
    put: dict[int, list[tuple[int, Token]]] = {}
    for group in groups:
        is_followed = _FOLLOWED.match(joined.text, group.quotations[-1].end)
        name = "quotation" if is_followed else "quoted"
        found_at = tuple((_source_of(children, joined, each.start), each) for each in group.quotations)
        meta = {"at": found_at[0][0], "found": found_at}
        put.setdefault(group.start[0], []).append(
            (group.start[1], Token(f"{name}_open", "span", 1, meta=meta))
        )
        put.setdefault(group.end[0], []).append((group.end[1], Token(f"{name}_close", "span", -1)))
    return [each for index, token in enumerate(children) for each in _cut(token, put.get(index, ()))]


def _token_at(joined: Joined, offset: int) -> int:
    # Of tokens that begin there only the last can have text.
    return bisect_right(joined.starts, offset) - 1


def _source_of(children: Sequence[Token], joined: Joined, offset: int) -> int:
    """Return where the character at `offset` stands in the source of the run."""
    index = _token_at(joined, offset)
    return int(children[index].meta.get("at", 0)) + offset - joined.starts[index]


def _balanced(
    children: Sequence[Token], joined: Joined, found: Found
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return where to begin and to end so that every mark that begins within ends within."""
    first, last = _token_at(joined, found.start), _token_at(joined, found.end - 1)
    depth = lowest = 0
    for token in children[first : last + 1]:
        depth += token.nesting
        lowest = min(lowest, depth)
    start, end = (first, found.start - joined.starts[first]), (last, found.end - joined.starts[last])
    if lowest < 0:
        start = _beyond(children, range(first - 1, -1, -1), -lowest, 1), 0
    if depth > lowest:
        end = _beyond(children, range(last + 1, len(children)), depth - lowest, -1), 1
    return start, end


def _beyond(children: Sequence[Token], indices: Iterable[int], count: int, nesting: int) -> int:
    """Return the index of the `count`-th token that leads out of the marks around, by its nesting."""
    inner = 0
    for index in indices:
        inner -= children[index].nesting * nesting
        if inner < 0:
            inner, count = 0, count - 1
            if not count:
                return index
    raise AssertionError("tokens of a run open and close in turn")


def _cut(token: Token, put: Sequence[tuple[int, Token]]) -> Iterator[Token]:
    """Yield `token` with what is put before, into or behind it; what closes comes before what opens."""
    done, at, is_text = 0, int(token.meta.get("at", 0)), token.type == "text"
    length = len(token.content) if is_text else 1
    places = sorted(put, key=lambda each: (each[0], each[1].nesting))
    for offset, each in [*places, (length, None)]:
        if offset > done:
            part = token.content[done:offset]
            is_whole = not is_text or part == token.content
            yield token if is_whole else token.copy(content=part, meta={**token.meta, "at": at + done})
            done = offset
        elif each is None and not length:
            yield token
        if each is not None:
            yield each
