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
from itertools import pairwise

from markdown_it.token import Token

from sitegen.expressions import lazy_regex
from sitegen.text.addresses import SOURCE
from sitegen.text.joined import ATOM
from sitegen.text.languages import READINGS
from sitegen.text.typography.quotation_marks import MarkedWords, find_marked
from sitegen.values import dataclass

# Stands in a joined run for a citation. Unicode has it for annotations; authors’ text has none.
CITED = "\ufff9"

_JOINING = lazy_regex(
    r"(?:和|与|與|及|以及|暨|或|或者|还有|還有|并|并且|並|並且|又|也|同|跟|等|的|之|and|or|nor|as|well|plus|also|then|to|etc)*",
    re.IGNORECASE,
)
# Between a citation and a quotation that it introduces.
_LEADS_ON = lazy_regex(r"[\s：:（(【\[［—]*")
_END = lazy_regex(r"[。！？．!?]+|\.{1,3}")
# Behind the end of a sentence: what closes it, and the citations that belong to it.
_BEHIND = lazy_regex(
    rf"[”’」』﹂﹄»›〞〟＂＇\"'）)】\]］〕》〉]*(?:[\s（(【\[［、，,;；]*{CITED}[）)】\]］]*)*"
)
_ABBREVIATED = lazy_regex(
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
class _Cited:
    """Where a citation stands in a joined text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Joined:
    """An inline run as one text, in which each citation is one character, and so is what is no text.

    `starts` has for each token where its text begins, `cited` the ids of the citations by their places.
    Readings (`silent`) part no quotation from its citation; words in `unquoted:` spans are `free`.
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
                is_in_citation, piece, cited[end] = True, CITED, id_
        elif token.type == "link_close":
            is_in_citation = False
        elif token.type == "lang_open":
            languages.append(token.attrs.get("lang"))
        elif token.type == "lang_close" and languages:
            languages.pop()
        elif token.type in ("unquoted_open", "unquoted_close"):
            unquoted += token.nesting
        if any(each in READINGS.values() for each in languages):
            silent += range(end, end + len(piece))
        if unquoted:
            free += range(end, end + len(piece))
        pieces.append(piece)
        end += len(piece)
    return Joined("".join(pieces), tuple(starts), cited, frozenset(silent), frozenset(free))


def cited_in(children: Iterable[Token]) -> Iterator[str]:
    """Yield the ids of the paragraphs that a run cites."""
    for token in children:
        scheme, _, id_ = str(token.attrs.get("href", "")).partition(":")
        if token.type == "link_open" and scheme.lower() == SOURCE:
            yield id_


def _text(token: Token) -> str:
    if token.type == "text":
        return token.content.replace(CITED, ATOM)
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
        marked = find_marked(run.text, run.cited, run.free)
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


def _find_unmarked(number: int, run: Joined, ids: tuple[str, ...]) -> Iterator[Found]:
    """Yield the paragraph of a block quotation as one; a line that begins with a dash says whose words."""
    words = _words(run, 0, len(run.text), run.free).partition("——")[0].strip()
    if any(map(str.isalnum, words)) and not words.startswith(("—", "–", "--")):
        yield Found(number, 0, len(run.text), words, ids, ids)


def _sentences(run: Joined, marked: Sequence[MarkedWords]) -> Iterator[tuple[int, int]]:
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
    if found[0].strip(".") or CITED in text[found.end() : end]:
        return True
    following = text[end:].lstrip()[:1] if text[end : end + 1].isspace() else ""
    return (
        bool(following)
        and not following.islower()
        and not _ABBREVIATED.search(text[max(0, found.start() - 8) : found.start()])
    )


def _bind(
    number: int, run: Joined, marked: Sequence[MarkedWords], cited: Sequence[int], near: tuple[str, ...]
) -> Iterator[Found]:
    """Yield what is marked in one unit, each bound where it can be."""
    inside = {each: cited[bisect_left(cited, each.start) : bisect_left(cited, each.end)] for each in marked}
    within = {at for ats in inside.values() for at in ats}
    outside = [_Cited(at, at + 1) for at in cited if at not in within]
    items: list[MarkedWords | _Cited] = sorted([*marked, *outside], key=lambda item: item.start)
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


def _chains(items: Sequence[MarkedWords | _Cited], joined: Sequence[bool]) -> list[tuple[int, int]]:
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


def _unclaimed(items: Sequence[MarkedWords | _Cited], joined: Sequence[bool], index: int) -> list[int]:
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
