"""What is wrong with a page’s boxes, HTML and footnotes, and how it is written in this dialect."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

from sitegen.model import Diagnostic, Mend, Place
from sitegen.rules import DEEP_NESTING, LEFTOVER_MARKUP, RAW_HTML, UNKNOWN_CONTAINER, UNUSED_FOOTNOTE
from sitegen.text.comments import without_comments
from sitegen.text.markdown.parse import CONTAINERS
from sitegen.text.slips.boxes import BoxLine, box_line, known_box

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_CELLS = ("th_open", "td_open")
_NO_TEXT = re.compile(r"[/.#?:@]|^$")
_IN_BRACKETS = re.compile(r"\[([^\[\]]{1,999})\]")
# What holds blocks. From this level on the parser leaves out what stands inside: each item of a list is two
# levels below the one that holds it, each box and each block quotation one.
_HOLDING = (
    "list_item_open",
    "blockquote_open",
    "dd_open",
    *(f"container_{name}_open" for name in CONTAINERS),
)
_DEEPEST = 18


@dataclass(slots=True)
class Boxes:
    """The boxes of a page that do not exist: the end of one that is named is no news."""

    language: str
    _opened: int = 0

    def unknown(self, inline: Token, bare: str, locate: Callable[[int], Place]) -> Iterator[Diagnostic]:
        """Yield what is wrong with the lines of a paragraph that were to open or close a box.

        `bare` is the paragraph’s bare text. Full-width colons are named by a rule of their own.
        """
        offset = 0
        for text in bare.split("\n"):
            box = box_line(text)
            if box is not None and not self._is_expected(box) and not box.is_full_width:
                place = locate(offset + len(text) - len(text.lstrip()))
                yield self._name(place, inline.content[offset : offset + len(text)].strip(), box)
            offset += len(text) + 1

    def _is_expected(self, box: BoxLine) -> bool:
        """Tell whether a line closes an unknown box, and count those that are open."""
        is_end = not box.rest and self._opened > 0
        self._opened += -1 if is_end else bool(box.rest)
        return is_end

    def _name(self, place: Place, written: str, box: BoxLine) -> Diagnostic:
        if not box.rest:
            return UNKNOWN_CONTAINER(place, "end", written=written)
        better = known_box(written, self.language)
        mends = (Mend(place, written, better, is_markup=True),) if better else ()
        return UNKNOWN_CONTAINER(place, "name", mends=mends, written=written, meant=better or "")


def raw_html(html: str, place: Place, mends: tuple[Mend, ...] = ()) -> Iterator[Diagnostic]:
    """Yield that HTML stands at `place`, unless it is only a comment."""
    rest = without_comments(html).strip()
    if rest:
        shown = rest.split("\n")[0][:40]
        yield RAW_HTML(place, "break" if _BREAK.match(rest) else "markup", mends=mends, words=shown)


def too_deep(token: Token, before: Token, place: Place) -> Iterator[Diagnostic]:
    """Yield that what `token` opens, behind `before`, stands deeper than the parser reads."""
    if token.type in _HOLDING and token.level >= _DEEPEST and before.nesting > 0:
        yield DEEP_NESTING(place)


def break_mends(token: Token, inline: Token, place: Place, block: str) -> tuple[Mend, ...]:
    """Return how a `<br>` in `block` is written in Markdown, where its line can bear it."""
    if not _BREAK.fullmatch(token.content):
        return ()
    end = int(token.meta["at"]) + len(token.content)
    rest = inline.content[end:].split("\n", 1)[0]
    spaces = rest[: len(rest) - len(rest.lstrip())]
    is_last = end + len(rest) == len(inline.content) and not rest.strip()
    if block in _CELLS or is_last:
        better = "" if is_last else "\\ "
    elif not rest.strip():
        better = "\\"
    elif inline.level == 1 and block == "paragraph_open":
        better = "\\\n"
    else:
        return ()
    return (Mend(place, token.content + spaces, better, is_markup=True),)


def unused_footnotes(
    path: str, written: Sequence[tuple[int, str]], used: Mapping[str, int], meant: Set[str]
) -> Iterator[Diagnostic]:
    """Yield the footnotes that readers do not get.

    `written` are their lines and labels, `used` the parser’s numbers by label, less than 0 where nothing
    refers to it, `meant` the labels of which a slip is named already.
    """
    last = {label: line for line, label in written}
    for line, label in written:
        if line != last[label]:
            yield UNUSED_FOOTNOTE(Place(path, line + 1), "again", label=label, line=last[label] + 1)
        elif used.get(f":{label}", 0) < 0 and label not in meant:
            yield UNUSED_FOOTNOTE(Place(path, line + 1), "unused", label=label)


def lost_definitions(
    path: str, references: Mapping[str, Mapping[str, Any]], tokens: Sequence[Token]
) -> Iterator[Diagnostic]:
    """Yield lines such as `[note]: words` that are taken for the address of a link which nothing uses.

    `references` are the parser’s. What holds an address, or is the comment `[//]: # (…)`, is no text.
    """
    lost = {label: each for label, each in references.items() if not _NO_TEXT.search(each["href"])}
    if not lost:
        return
    content = (token.content for token in tokens if token.type == "inline")
    used = {normalizeReference(found[1]) for text in content for found in _IN_BRACKETS.finditer(text)}
    for label, each in lost.items():
        if label not in used:
            yield LEFTOVER_MARKUP(Place(path, each["map"][0] + 1), "lost-line", label=label)
