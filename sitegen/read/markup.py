"""What is wrong with a page’s boxes, HTML and footnotes, and how it is written in this dialect."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

from sitegen.model import Diagnostic, Mend, Place, Severity
from sitegen.text.comments import without_comments
from sitegen.text.markdown.parse import CONTAINERS
from sitegen.text.slips.boxes import BoxLine, box_line, known_box

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_CELLS = ("th_open", "td_open")
_NO_TEXT = re.compile(r"[/.#?:@]|^$")
_IN_BRACKETS = re.compile(r"\[([^\[\]]{1,999})\]")
_KNOWN = ", ".join(f"`::: {name}`" for name in CONTAINERS)
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
            message = f"this `{written}` closes no box"
            hint = f"Take the line away, or open a box above it: {_KNOWN}; one around a box has more colons."
            return Diagnostic(place, "unknown-container", message, hint)
        better = known_box(written, self.language)
        hint = f"Known are {_KNOWN}, each closed by a line `:::`."
        if better:
            hint = f"Write `{better}`. {hint}"
        mends = (Mend(place, written, better, is_markup=True),) if better else ()
        return Diagnostic(place, "unknown-container", f"no box is called `{written}`", hint, mends=mends)


def raw_html(html: str, place: Place, mends: tuple[Mend, ...] = ()) -> Iterator[Diagnostic]:
    """Yield that HTML stands at `place`, unless it is only a comment."""
    rest = without_comments(html).strip()
    if rest:
        shown = rest.split("\n")[0][:40]
        hint = "Write it in Markdown; only comments <!-- … --> may stand here. `\\<` prints a <."
        if _BREAK.match(rest):
            hint = "Write a backslash at the end of the line; in a table, a backslash before a space."
        yield Diagnostic(place, "raw-html", f"HTML is not used in pages: `{shown}`", hint, mends=mends)


def too_deep(token: Token, before: Token, place: Place) -> Iterator[Diagnostic]:
    """Yield that what `token` opens, behind `before`, stands deeper than the parser reads."""
    if token.type in _HOLDING and token.level >= _DEEPEST and before.nesting > 0:
        hint = "Bring it some levels up: nine lists, one in the other, are the most that is read."
        yield Diagnostic(place, "deep-nesting", "this stands too deep: readers would not see it", hint)


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
            message = f"the footnote `[^{label}]` is written again in line {last[label] + 1}"
            hint = "Readers see the last one only: give each a name of its own."
        elif used.get(f":{label}", 0) < 0 and label not in meant:
            message = f"nothing refers to the footnote `[^{label}]`: readers will not see it"
            hint = f"Write `[^{label}]` where it belongs, or remove it."
        else:
            continue
        yield Diagnostic(Place(path, line + 1), "unused-footnote", message, hint, Severity.WARNING)


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
            message = f"this line is taken for the address of a link `[{label}]`: readers will not see it"
            hint = f"Write a backslash before it, `\\[{label}]: …`, or leave the line out."
            place = Place(path, each["map"][0] + 1)
            yield Diagnostic(place, "leftover-markup", message, hint, Severity.GATE)
