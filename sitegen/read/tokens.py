"""A page's Markdown through the parser: what its body says, how it is written, what Markdown left out of it.

The one module of this room that knows the parser's tokens: only values leave it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from markdown_it.token import Token

from sitegen.expressions import lazy_regex
from sitegen.model import Diagnostic, Mend, Place
from sitegen.read.markup import BREAK, raw_html
from sitegen.read.places import RawRunPlaces
from sitegen.read.unseen import entity, meant_unseen, read_without
from sitegen.rules import DEEP_NESTING
from sitegen.text.body.body import Body
from sitegen.text.body.parse import read_tokens
from sitegen.text.body.places import Places
from sitegen.text.joined import ATOM
from sitegen.text.markdown.parse import CONTAINERS, FOOTNOTE_LINES, parse_markdown
from sitegen.text.markdown.spaces import TYPED
from sitegen.text.slips.bare import (
    BOX,
    CELL,
    HEADING,
    ITEM,
    PARAGRAPH,
    QUOTE,
    BareRun,
    Extent,
    Written,
    WrittenList,
    line_columns,
    line_starts,
)
from sitegen.values import dataclass

_KINDS = {
    "paragraph_open": PARAGRAPH,
    "heading_open": HEADING,
    "th_open": CELL,
    "td_open": CELL,
    "list_item_open": ITEM,
    "blockquote_open": QUOTE,
    **dict.fromkeys((f"container_{name}_open" for name in CONTAINERS), BOX),
}
_LISTS = ("ordered_list", "bullet_list")
# From this level on the parser leaves out what stands inside; an item of a list is two levels, a box one.
_HOLDING = ("list_item_open", "blockquote_open", "dd_open", *(each for each in _KINDS if _KINDS[each] == BOX))
_DEEPEST = 18
_DELIMITERS = ("*", "_", "")
_MAY_BE_ADDRESS = lazy_regex(r"https?:|www\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A page's body with its places, how it is written, and what is wrong with what Markdown left out.

    `references` are the addresses that lines such as `[label]: address` define, with the lines; `footnotes`
    the lines and labels of footnotes, `used` their numbers by label, less than 0 where nothing refers to one.
    """

    body: Body
    places: Places
    written: Written
    faults: tuple[Diagnostic, ...]
    references: Mapping[str, Mapping[str, Any]]
    footnotes: Sequence[tuple[int, str]]
    used: Mapping[str, int]


def parse_page(lines: Sequence[str], body_line: int, language: str, han: str, path: str) -> Parsed:
    """Return what the lines of the file `path` hold from `body_line` on, from 0, or raise TooLargeError."""
    # Empty lines for the front matter, so that the parser counts the lines of the file.
    source = "\n" * body_line + "\n".join(lines[body_line:])
    tokens, env = parse_markdown(source, language, han, is_limited=True)
    faults: list[Diagnostic] = []
    kept = list(_keep(tokens, _Source(path, lines, body_line), faults))
    body, places = read_tokens(kept, lines, language, path)
    written = _write(kept, lines)
    references, used = env.get("references", {}), env.get("footnotes", {}).get("refs", {})
    footnotes = env.get(FOOTNOTE_LINES, [])
    return Parsed(body, places, written, tuple(faults), references, footnotes, used)


@dataclass(frozen=True, slots=True)
class _Source:
    """The file that is read, and the line from 0 on at which its body begins."""

    path: str
    lines: Sequence[str]
    first: int


def _keep(tokens: Sequence[Token], source: _Source, faults: list[Diagnostic]) -> Iterator[Token]:
    """Yield the tokens of what readers get; add to `faults` what is wrong with the others."""
    line = source.first
    for index, token in enumerate(tokens):
        before = tokens[index - 1]
        if token.map:
            line = token.map[0]
        place = Place(source.path, line + 1)
        if token.type in _HOLDING and token.level >= _DEEPEST and before.nesting > 0:
            faults.append(DEEP_NESTING(place))
        if token.type == "html_block":
            faults += raw_html(token.content, place)
        elif token.type == "inline":
            places = RawRunPlaces(source.path, token.content, line, source.lines)
            children, unseen = _without_unseen(token.children or ())
            faults += [entity(places.place(int(each.meta.get("at", 0))), what) for each, what in unseen]
            faults += _raw_html(children, token, before, places)
            yield token.copy(
                children=[
                    child.copy(type="text", content="") if child.type == "html_inline" else child
                    for child in children
                ]
            )
        else:
            yield token


def _raw_html(
    children: Iterable[Token], inline: Token, block: Token, places: RawRunPlaces
) -> Iterator[Diagnostic]:
    for token in children:
        if token.type == "html_inline":
            place = places.place(int(token.meta["at"]))
            yield from raw_html(token.content, place, _break_mends(token, inline, place, block))


def _break_mends(token: Token, inline: Token, place: Place, block: Token) -> tuple[Mend, ...]:
    """Return how a `<br>` in `block` is written in Markdown, where its line can bear it."""
    if not BREAK.fullmatch(token.content):
        return ()
    end = int(token.meta["at"]) + len(token.content)
    rest = inline.content[end:].split("\n", 1)[0]
    spaces = rest[: len(rest) - len(rest.lstrip())]
    is_last = end + len(rest) == len(inline.content) and not rest.strip()
    if _kind(block) == CELL or is_last:
        better = "" if is_last else "\\ "
    elif not rest.strip():
        better = "\\"
    elif inline.level == 1 and _kind(block) == PARAGRAPH:
        better = "\\\n"
    else:
        return ()
    return (Mend(place, token.content + spaces, better, is_markup=True),)


def _without_unseen(children: Sequence[Token]) -> tuple[list[Token], list[tuple[Token, str]]]:
    """Return an inline run without what entities put there and nobody sees; with it what each put there."""
    if not any(token.info == "entity" or "title" in token.attrs or token.children for token in children):
        return list(children), []
    text = "".join(token.content for token in children if token.type == "text")
    unseen = {each.offset: each for each in meant_unseen(text)}
    kept: list[Token] = []
    found: list[tuple[Token, str]] = []
    offset = 0
    for token in children:
        if token.type == "text":
            if token.info == "entity" and (each := unseen.get(offset)):
                found.append((token, each.written))
                token = token.copy(content=each.read_as)
            offset += len(token.content)
        if token.children:
            inside, more = _without_unseen(token.children)
            token, found = token.copy(children=inside), [*found, *((token, what) for _, what in more)]
        if titles := list(meant_unseen(str(token.attrs.get("title", "")))):
            found += [(token, each.written) for each in titles]
            title = read_without(str(token.attrs["title"]), titles)
            token = token.copy(attrs={**token.attrs, "title": title})
        kept.append(token)
    return kept, found


def _kind(token: Token) -> str:
    return _KINDS.get(token.type, token.type)


def _write(tokens: Sequence[Token], lines: Sequence[str]) -> Written:
    """Return how a page is written whose tokens these are."""
    rows, quotations, boxes = [], [], []
    due, is_head = 0, False
    for token in tokens:
        if token.type in ("thead_open", "thead_close"):
            is_head = token.nesting > 0
            due = 0 if is_head else due
        elif token.type == "th_open":
            due += 1
        elif token.type == "tr_open" and not is_head and token.map:
            rows.append((token.map[0], due))
        elif token.type == "blockquote_open" and token.level == 0 and token.map:
            quotations.append(_extent(token))
        elif token.nesting > 0 and _kind(token) == BOX:
            boxes.append(_extent(token))
    return Written(
        tuple(_runs(tokens, lines)), tuple(rows), tuple(_lists(tokens)), tuple(quotations), tuple(boxes)
    )


def _extent(token: Token) -> Extent:
    first, end = token.map or (0, 0)
    return Extent(_kind(token), first, end)


def _lists(tokens: Iterable[Token]) -> list[WrittenList]:
    found: list[tuple[Token, Token | None, list[tuple[int, str]]]] = []
    opened: list[tuple[Token, list[tuple[int, str]]]] = []
    closed: Token | None = None
    for token in tokens:
        is_list = token.type.rpartition("_")[0] in _LISTS
        if is_list and token.nesting < 0:
            closed = opened.pop()[0]
            continue
        if is_list:
            opened.append((token, []))
            found.append((token, closed, opened[-1][1]))
        elif token.type == "list_item_open" and token.info.isdigit() and token.map:
            opened[-1][1].append((token.map[0], token.info))
        closed = None
    written = []
    for each, behind, numbers in found:
        first, end = each.map or (0, 0)
        before = behind.map[0] if behind and behind.map and each.map else None
        written.append(WrittenList(first, end, each.level == 0, before, tuple(numbers)))
    return written


def _runs(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[BareRun]:
    """Yield the inline runs of a page, of which `lines` are the lines of its file."""
    opened: list[tuple[Token, bool]] = []
    previous: Token | None = None
    cell = 0
    for token in tokens:
        if token.type == "tr_open":
            cell = -1
        elif _kind(token) == CELL:
            cell += 1
        if token.type == "inline" and opened:
            block, is_first = opened[-1]
            first = (token.map or block.map or [0])[0]
            bare = _bare_text(token)
            unlinked = _bare_text(token, with_links=False) if _MAY_BE_ADDRESS.search(bare) else bare
            yield BareRun(
                token.content,
                bare,
                unlinked,
                first,
                line_starts(bare),
                line_columns(token.content, lines, first, cell if _kind(block) == CELL else None),
                _kind(block),
                tuple(_extent(each) for each, _ in opened[:-1]),
                is_first,
                block.markup if block.markup in ("=", "-") else "",
                block.meta.get("id") if _kind(block) == HEADING else None,
            )
        elif token.nesting == 1:
            opened.append((token, bool(opened) and opened[-1][0] is previous))
        elif token.nesting == -1 and opened:
            opened.pop()
        previous = token


def _bare_text(inline: Token, *, with_links: bool = True) -> str:
    """Return an inline run as it is written, with ATOM for each character that is no plain text of it.

    Without links, their words are none either; those of an address in angle brackets never are.
    """
    bare = [character if character in " \t\n" else ATOM for character in inline.content]
    for token, at in _plain(inline.children or (), 0, with_links=with_links):
        text = str(token.meta.get(TYPED, token.content))
        if inline.content.startswith(text, at):
            bare[at : at + len(text)] = text
    return "".join(bare)


def _plain(children: Iterable[Token], start: int, *, with_links: bool) -> Iterator[tuple[Token, int]]:
    """Yield the text tokens that are as they were written, each with its offset."""
    hidden = repeated = 0
    last = -1
    for token in children:
        at = start + int(token.meta.get("at", 0))
        # The stars of one run are a token each, and all say where the run begins.
        is_repeated = at == last and "at" in token.meta and (token.nesting or token.content in _DELIMITERS)
        repeated = repeated + 1 if is_repeated else 0
        last = at if "at" in token.meta else -1
        if token.type in ("link_open", "link_close") and (token.info == "auto" or not with_links):
            hidden += token.nesting
        # A backslash before a letter escapes nothing: both are shown.
        is_escaped = token.info == "entity" or (token.info == "escape" and token.content != token.markup)
        if token.type == "text" and "at" in token.meta and not hidden and not is_escaped:
            yield token, at + repeated
        if token.children:
            # The text of a picture counts from behind its `![`.
            yield from _plain(token.children, at + 2, with_links=with_links)
