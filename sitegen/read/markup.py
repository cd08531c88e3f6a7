"""What is wrong with a page’s boxes, HTML and footnotes, and how it is written in this dialect."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from markdown_it.common.utils import normalizeReference

from sitegen.expressions import lazy_regex
from sitegen.model import Diagnostic, Mend, Place
from sitegen.rules import LEFTOVER_MARKUP, RAW_HTML, UNKNOWN_CONTAINER, UNUSED_FOOTNOTE
from sitegen.text.markdown.comments import without_comments
from sitegen.text.slips.bare import BareRun
from sitegen.text.slips.boxes import BoxLine, box_line, known_box

BREAK = lazy_regex(r"<br\s*/?>", re.IGNORECASE)
_NO_TEXT = lazy_regex(r"[/.#?:@]|^$")
_IN_BRACKETS = lazy_regex(r"\[([^\[\]]{1,999})\]")


@dataclass(slots=True)
class Boxes:
    """The boxes of a page that do not exist: the end of one that is named is no news."""

    language: str
    _opened: int = 0

    def unknown(self, run: BareRun, locate: Callable[[int], Place]) -> Iterator[Diagnostic]:
        """Yield what is wrong with the lines of a paragraph that were to open or close a box.

        Full-width colons are named by a rule of their own.
        """
        for offset, text in run.lines():
            box = box_line(text)
            if box is not None and not self._is_expected(box) and not box.is_full_width:
                place = locate(offset + len(text) - len(text.lstrip()))
                yield self._name(place, run.written[offset : offset + len(text)].strip(), box)

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
        yield RAW_HTML(place, "break" if BREAK.match(rest) else "markup", mends=mends, words=shown)


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
    path: str, references: Mapping[str, Mapping[str, Any]], written: Iterable[str]
) -> Iterator[Diagnostic]:
    """Yield lines such as `[note]: words` that are taken for the address of a link which nothing uses.

    `references` are the parser’s, `written` the runs of the page. What holds an address, or is the comment
    `[//]: # (…)`, is no text.
    """
    lost = {label: each for label, each in references.items() if not _NO_TEXT.search(each["href"])}
    if not lost:
        return
    used = {normalizeReference(found[1]) for text in written for found in _IN_BRACKETS.finditer(text)}
    for label, each in lost.items():
        if label not in used:
            yield LEFTOVER_MARKUP(Place(path, each["map"][0] + 1), "lost-line", label=label)
