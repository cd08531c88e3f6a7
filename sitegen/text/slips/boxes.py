"""Lines that open or close a box (`::: note`), as other dialects and other keyboards write them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sitegen.expressions import lazy_regex
from sitegen.text.markdown.parse import CONTAINERS
from sitegen.values import dataclass

_LINE = lazy_regex(r"[ \t]*([:：]{3,})(.*)", re.DOTALL)
# What other dialects call their boxes, and the title by which a note says the same, if it needs one.
TITLES: Mapping[str, Mapping[str, str]] = {
    "note": {"zh": "", "en": ""},
    "info": {"zh": "", "en": ""},
    "tip": {"zh": "提示", "en": "Tip"},
    "hint": {"zh": "提示", "en": "Hint"},
    "important": {"zh": "重要", "en": "Important"},
    "warning": {"zh": "警告", "en": "Warning"},
    "caution": {"zh": "注意", "en": "Caution"},
    "attention": {"zh": "注意", "en": "Attention"},
    "danger": {"zh": "危险", "en": "Danger"},
}
_NAMED = lazy_regex(r"(:{3,})\s*\{?\.?([A-Za-z]+)(?:-[a-z]+)?\}?(?:[\s：:]+(.*))?")


@dataclass(frozen=True, slots=True)
class BoxLine:
    """A line that begins with three colons or more: what follows them, and whether one is full-width."""

    rest: str
    is_full_width: bool


def box_line(bare: str) -> BoxLine | None:
    """Return what a line of bare text says of a box, or None where it does not begin as one.

    >>> box_line("::: note")
    BoxLine(rest='note', is_full_width=False)
    >>> box_line("一行") is None
    True
    """
    found = _LINE.match(bare)
    return BoxLine(found[2].strip(), "：" in found[1]) if found else None


def note_line(colons: str, kind: str, title: str, language: str) -> str | None:
    """Return the line that opens a box for `kind`, a word of another dialect; None where there is none.

    >>> note_line(":::", "Warning", "", "en")
    '::: note Warning'
    """
    titles = TITLES.get(kind.lower(), {})
    if language not in titles:
        return None
    return " ".join(part for part in (colons, "note", title or titles[language]) if part)


def known_box(written: str, language: str) -> str | None:
    """Return what is written in this dialect for a line that opens a box of another; None where unsure.

    >>> known_box(":::tip", "en")
    '::: note Tip'
    """
    found = _NAMED.fullmatch(written)
    if found is None:
        return None
    colons, name, title = found[1], found[2], (found[3] or "").strip().strip("\"'")
    if name.lower() in CONTAINERS:
        return " ".join(part for part in (colons, name.lower(), title) if part)
    return note_line(colons, name, title, language)
