"""How to cite a work: GB/T 7714 as it writes electronic resources, and APA 7 as it writes web pages.

The date of access is the reader’s: a reference is parted where it belongs.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from sitegen.text.languages import citation_styles
from sitegen.values import dataclass
from sitegen.views import Citation

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_FULL_STOPS = (".", "?", "!", "。", "？", "！")


@dataclass(frozen=True, slots=True)
class Work:
    """What is cited, in the words of one language; what is not known of it is empty."""

    author: str
    title: str
    date: datetime.date | None = None
    address: str = ""
    publisher: str = ""
    # The title in the reader’s language, where the work has another.
    translation: str = ""


def gbt(work: Work) -> Citation:
    """Return the reference of GB/T 7714: `责任者. 题名[EB/OL]. (更新日期)[引用日期]. 网址.`

    Of a work without an address nobody can say that it is online: it is of the kind `[Z]`, others.
    """
    style, lead, day = "GB/T 7714", _stopped(work.author), work.date.isoformat() if work.date else ""
    if work.address:
        updated = f"({day})" if day else ""
        return Citation(style, False, lead, work.title, f"[EB/OL]. {updated}[", "iso", f"]. {work.address}.")
    known = ", ".join(filter(None, (_publisher(work), day)))
    return Citation(style, False, lead, work.title, f"[Z]. {_stopped(known)}".rstrip())


def apa(work: Work) -> Citation:
    """Return the reference of APA 7: `Author. (Date). Title. Publisher. Retrieved date, from URL`."""
    style = "APA 7"
    day = f"{work.date.year}, {_MONTHS[work.date.month - 1]} {work.date.day}" if work.date else "n.d."
    lead = f"{_stopped(work.author)}({day}). "
    title_end = f" [{work.translation}]. " if work.translation else _stopped(work.title)[len(work.title) :]
    tail = title_end + _stopped(_publisher(work))
    if work.address:
        return Citation(style, True, lead, work.title, f"{tail}Retrieved ", "long", f", from {work.address}")
    return Citation(style, True, lead, work.title, tail.rstrip())


def in_order(languages: Sequence[str], *, gbt_work: Work, apa_work: Work) -> tuple[Citation, ...]:
    """Return the references by which readers of `languages` cite, those of the first language first."""
    made = {"GB/T 7714": lambda: gbt(gbt_work), "APA 7": lambda: apa(apa_work)}
    return tuple(made[style]() for style in citation_styles(languages))


def _publisher(work: Work) -> str:
    return "" if work.publisher == work.author else work.publisher


def _stopped(words: str) -> str:
    """Return `words` with a full stop, where they have none, and a space; "" as it is."""
    if not words:
        return ""
    return f"{words} " if words.endswith(_FULL_STOPS) else f"{words}. "
