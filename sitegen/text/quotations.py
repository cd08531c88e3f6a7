"""What a page quotes, and to which citation each quotation belongs.

A *quotation* is what stands in quotation marks, of whatever kind, in a unit that cites: a sentence of a
paragraph; a whole list item, cell, definition or footnote; a block quotation, where a paragraph without marks
is one as a whole. A title in 《》 is none. Words in an `unquoted:` span are none either: a nickname, a word
that is itself spoken of. Nor is the name of a term, where no citation follows it; rules know terms, this
module does not.

A quotation is *bound* to the citations that follow when nothing stands between but blanks, punctuation,
brackets, emphasis, pinyin, other quotations and words such as 和 and “and”; to a citation inside its marks;
or to those directly before it, where these belong to no other quotation. All others are *unbound*.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markdown_it.token import Token

from sitegen.text.characters import is_chinese
from sitegen.text.tokens import ATOM

SOURCE = "source"
PINYIN = "zh-Latn-pinyin"
# Stands in a joined run for a citation. Unicode has it for annotations; authors’ text has none.
_CITED = "\ufff9"

_PARTNERS = {
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "﹁": "﹂",
    "﹃": "﹄",
    "«": "»",
    "‹": "›",
    "〝": "〞〟",
    "„": "“”",
    "‚": "‘’",
    "＂": "＂",
    "＇": "＇",
    '"': '"',
    "'": "'",
}
_MARK = re.compile(f"[{''.join(_PARTNERS)}{''.join(_PARTNERS.values())}]")
# How many marks that opened later may still be open where one is closed.
_DEEPEST = 8
# Without a partner these still open a quotation; the others may be apostrophes, or units of length.
_CERTAIN = frozenset('“「『﹁﹃«〝„＂"')
_JOINING = re.compile(
    r"(?:和|与|及|以及|暨|或|或者|还有|并|并且|又|也|同|跟|等|的|之|and|or|nor|as|well|plus|also|then|to|etc)*",
    re.IGNORECASE,
)
_FOLLOWED = re.compile(rf"\s*{_CITED}")
# Between a citation and a quotation that it introduces.
_LEADS_ON = re.compile(r"[\s：:（(【\[［—]*")
_END = re.compile(r"[。！？．!?]+|\.{1,3}")
# Behind the end of a sentence: what closes it, and the citations that belong to it.
_BEHIND = re.compile(
    rf"[”’」』﹂﹄»›〞〟＂＇\"'）)】\]］〕》〉]*(?:[\s（(【\[［、，,;；]*{_CITED}[）)】\]］]*)*"
)
_ABBREVIATED = re.compile(
    r"\b(?:[A-Za-z]|e\.g|i\.e|cf|vs|nos?|pp?|vols?|st|mrs?|ms|dr|prof|ca|approx|art|sec|paras?|figs?|eds?)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A quotation: in which run it stands, and from where to where in its joined text, marks included.

    `words` are what the source is said to have, `cites` the ids of the paragraphs to which they are bound,
    `near` those of all that the unit cites.
    """

    run: int
    start: int
    end: int
    words: str
    cites: tuple[str, ...]
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Marked:
    """From where to where something stands in quotation marks; a lone mark’s words end with the sentence."""

    start: int
    end: int
    is_pair: bool = True


@dataclass(frozen=True, slots=True)
class _Cited:
    """Where a citation stands in a joined text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Joined:
    """An inline run as one text, in which each citation is one character, and so is what is no text.

    `starts` has for each token where its text begins, `cited` the ids of the citations by their places.
    Pinyin (`silent`) parts no quotation from its citation; words in `unquoted:` spans are `free`.
    """

    text: str
    starts: tuple[int, ...]
    cited: dict[int, str]
    silent: frozenset[int]
    free: frozenset[int]


def join(children: Sequence[Token]) -> Joined:
    """Return an inline run as one text, as far as quotations are concerned."""
    pieces: list[str] = []
    starts: list[int] = []
    cited: dict[int, str] = {}
    silent: list[int] = []
    free: list[int] = []
    languages: list[object] = []
    end = unquoted = 0
    is_in_citation = False
    for token in children:
        starts.append(end)
        piece = "" if is_in_citation else _text(token)
        if token.type == "link_open":
            for id_ in cited_in([token]):
                is_in_citation, piece, cited[end] = True, _CITED, id_
        elif token.type == "link_close":
            is_in_citation = False
        elif token.type == "lang_open":
            languages.append(token.attrs.get("lang"))
        elif token.type == "lang_close" and languages:
            languages.pop()
        elif token.type in ("unquoted_open", "unquoted_close"):
            unquoted += token.nesting
        if PINYIN in languages:
            silent += range(end, end + len(piece))
        if unquoted:
            free += range(end, end + len(piece))
        pieces.append(piece)
        end += len(piece)
    return Joined("".join(pieces), tuple(starts), cited, frozenset(silent), frozenset(free))


def marked_in(text: str) -> Iterator[tuple[int, str]]:
    """Yield what stands in quotation marks in a plain text, each with the offset of its opening mark."""
    for each in _find_marked(Joined(text, (), {}, frozenset(), frozenset())):
        if each.is_pair:
            yield each.start, text[each.start + 1 : each.end - 1]


def cited_in(children: Iterable[Token]) -> Iterator[str]:
    """Yield the ids of the paragraphs that a run cites."""
    for token in children:
        scheme, _, id_ = str(token.attrs.get("href", "")).partition(":")
        if token.type == "link_open" and scheme.lower() == SOURCE:
            yield id_


def _text(token: Token) -> str:
    if token.type == "text":
        return token.content.replace(_CITED, ATOM)
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    return ATOM if token.content or token.type == "image" else ""


def find_quotations(
    runs: Sequence[Joined], *, is_whole: bool = False, is_block: bool = False, beside: Sequence[str] = ()
) -> Iterator[Found]:
    """Yield the quotations in the runs of a paragraph, an item, a cell or a block quotation, in order.

    `is_whole` says that they are one unit, not one for each sentence, `is_block` that it is a block
    quotation; `beside` are the citations of the other cells of a row, for a cell that has none.
    """
    of_all = _ids(id_ for run in runs for id_ in run.cited.values()) if is_whole else ()
    for number, run in enumerate(runs):
        marked = _find_marked(run)
        if is_block and of_all and not marked:
            yield from _find_unmarked(number, run, of_all)
            continue
        begins, places = [each.start for each in marked], sorted(run.cited)
        for start, end in [(0, len(run.text))] if is_whole else _sentences(run, marked):
            cited = places[bisect_left(places, start) : bisect_left(places, end)]
            near = of_all or _ids(run.cited[at] for at in cited) or tuple(beside)
            if near:
                within = marked[bisect_left(begins, start) : bisect_left(begins, end)]
                yield from _bind(number, run, within, cited, near)


def _ids(ids: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _find_marked(run: Joined) -> list[_Marked]:
    """Return what stands in quotation marks, of nested ones the outermost, in order."""
    text = run.text
    opened: list[int] = []
    pairs: list[_Marked] = []
    for found in _MARK.finditer(text):
        offset = found.start()
        partner = _partner(text, offset, opened)
        if partner is not None:
            pairs.append(_Marked(opened[partner], offset + 1))
            # What opened after the partner and is still open has none.
            del opened[partner:]
        elif found[0] in _PARTNERS and _may_open(text, offset):
            opened.append(offset)
    outermost: list[_Marked] = []
    for pair in sorted(pairs, key=lambda pair: (pair.start, -pair.end)):
        if not outermost or pair.start >= outermost[-1].end:
            outermost.append(pair)
    # Words behind a mark without a partner go on to whatever comes first.
    stops = sorted([*run.cited, *(pair.start for pair in outermost), len(text)])
    lone = [
        _Marked(at, stops[bisect_right(stops, at)], is_pair=False) for at in opened if text[at] in _CERTAIN
    ]
    found_all = (each for each in [*outermost, *lone] if each.start not in run.free)
    return sorted(found_all, key=lambda each: each.start)


def _partner(text: str, offset: int, opened: Sequence[int]) -> int | None:
    """Return which of the marks that are open the one at `offset` closes, if it closes one."""
    mark, before, after = text[offset], text[offset - 1 : offset], text[offset + 1 : offset + 2]
    if mark in "’'" and ((_is_letter(before) and _is_letter(after)) or not before.strip()):
        return None
    last = len(opened) - 1
    nearest = range(last, max(last - _DEEPEST, -1), -1)
    return next((at for at in nearest if mark in _PARTNERS[text[opened[at]]]), None)


def _may_open(text: str, offset: int) -> bool:
    before, after = text[offset - 1 : offset], text[offset + 1 : offset + 2]
    if text[offset] == '"':
        return not before.isdigit()
    return text[offset] != "'" or (bool(after.strip()) and not _is_letter(before))


def _is_letter(character: str) -> bool:
    return character.isalnum() and not is_chinese(character, "zh")


def _find_unmarked(number: int, run: Joined, ids: tuple[str, ...]) -> Iterator[Found]:
    """Yield the paragraph of a block quotation as one; a line that begins with a dash says whose words."""
    words = _words(run, 0, len(run.text), run.free).partition("——")[0].strip()
    if any(map(str.isalnum, words)) and not words.startswith(("—", "–", "--")):
        yield Found(number, 0, len(run.text), words, ids, ids)


def _sentences(run: Joined, marked: Sequence[_Marked]) -> Iterator[tuple[int, int]]:
    """Yield where sentences begin and end; what stands in quotation marks is never parted."""
    text, begins = run.text, [each.start for each in marked]
    start = 0
    for found in _END.finditer(text):
        around = bisect_right(begins, found.start()) - 1
        if found.start() < start or (around >= 0 and marked[around].end > found.start()):
            continue
        behind = _BEHIND.match(text, found.end())
        end = behind.end() if behind else found.end()
        if _ends_sentence(text, found, end):
            yield start, end
            start = end
    if start < len(text):
        yield start, len(text)


def _ends_sentence(text: str, found: re.Match[str], end: int) -> bool:
    if found[0].strip(".") or _CITED in text[found.end() : end]:
        return True
    following = text[end:].lstrip()[:1] if text[end : end + 1].isspace() else ""
    return (
        bool(following)
        and not following.islower()
        and not _ABBREVIATED.search(text[max(0, found.start() - 8) : found.start()])
    )


def _bind(
    number: int, run: Joined, marked: Sequence[_Marked], cited: Sequence[int], near: tuple[str, ...]
) -> Iterator[Found]:
    """Yield what is marked in one unit, each bound where it can be."""
    inside = {each: cited[bisect_left(cited, each.start) : bisect_left(cited, each.end)] for each in marked}
    within = {at for ats in inside.values() for at in ats}
    outside = [_Cited(at, at + 1) for at in cited if at not in within]
    items: list[_Marked | _Cited] = sorted([*marked, *outside], key=lambda item: item.start)
    joined = [_joins(run, one.end, other.start) for one, other in pairwise(items)]
    # For each item, from where to where the citations go that directly follow it, and those before it.
    following = _chains(items, joined)
    for index, each in enumerate(items):
        if isinstance(each, _Cited):
            continue
        places = inside[each] or [item.start for item in items[slice(*following[index])]]
        if not places and index and _LEADS_ON.fullmatch(run.text, items[index - 1].end, each.start):
            places = _unclaimed(items, joined, index)
        words = _words(run, each.start + 1, each.end - each.is_pair)
        cites = _ids(run.cited[at] for at in places)
        yield Found(number, each.start, each.end, words, cites, near)


def _chains(items: Sequence[_Marked | _Cited], joined: Sequence[bool]) -> list[tuple[int, int]]:
    """Return for each item the range of the citations that the chain of quotations behind it leads to."""
    chains = [(0, 0)] * len(items)
    for index in range(len(items) - 1, -1, -1):
        goes_on = index < len(joined) and joined[index]
        ahead = index + 1
        if isinstance(items[index], _Cited):
            is_run = goes_on and isinstance(items[ahead], _Cited)
            chains[index] = (index, chains[ahead][1] if is_run else ahead)
        elif goes_on:
            chains[index] = chains[ahead]
    return chains


def _unclaimed(items: Sequence[_Marked | _Cited], joined: Sequence[bool], index: int) -> list[int]:
    """Return the citations directly before an item, unless a quotation before them has them."""
    first = index
    while first and isinstance(items[first - 1], _Cited) and joined[first - 1]:
        first -= 1
    is_claimed = first == index or (first > 0 and joined[first - 1])
    return [] if is_claimed else [item.start for item in items[first:index]]


def _joins(run: Joined, start: int, end: int) -> bool:
    """Tell whether what stands between two places parts no quotation from a citation."""
    between = "".join(
        run.text[at]
        for at in range(start, end)
        if at not in run.silent and unicodedata.category(run.text[at])[0] not in "ZPC"
    )
    return _JOINING.fullmatch(between) is not None


def _words(run: Joined, start: int, end: int, left_out: Container[int] = ()) -> str:
    """Return the words between two places, without citations and pinyin; breaks of lines are blanks."""
    kept = (
        run.text[at]
        for at in range(start, end)
        if at not in run.silent and at not in run.cited and at not in left_out
    )
    return "".join(kept).replace("\n", " ").strip()


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
