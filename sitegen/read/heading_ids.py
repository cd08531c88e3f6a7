"""Ids for headings that have none, the same for a heading and its partner."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sitegen.model import Diagnostic, LocatedHeading, Mend, Page, Place
from sitegen.model.pages import RESERVED_BEGINNINGS, RESERVED_IDS
from sitegen.rules import MISSING_HEADING_ID
from sitegen.text.languages import language_of

_MOST_WORDS = 6


def propose_ids(faults: Iterable[Diagnostic], pages: Mapping[tuple[str, str], Page]) -> list[Diagnostic]:
    """Return `faults`, with an id wherever a heading of `pages` has none and words for one are known.

    The words are those of the heading at the same position in a language of Latin letters; where that one has
    an id, it is that.
    """
    faults = list(faults)
    poor = {fault.place.path for fault in faults if fault.rule == MISSING_HEADING_ID}
    if not poor:
        return faults
    known: dict[Place, tuple[LocatedHeading, str]] = {}
    for page in pages.values():
        if page.path in poor:
            partners = [other for (key, _), other in pages.items() if key == page.key and other is not page]
            known |= {heading.place: (heading, id_) for heading, id_ in _proposed(page, partners)}
    return [
        _with_id(fault, *known[fault.place])
        if fault.rule == MISSING_HEADING_ID and fault.place in known
        else fault
        for fault in faults
    ]


def _with_id(fault: Diagnostic, heading: LocatedHeading, id_: str) -> Diagnostic:
    mends = (Mend(heading.end, "", f" {{#{id_}}}", is_markup=True),) if heading.end is not None else ()
    return replace(fault, mends=mends).with_values({"id": id_})


def slug(text: str) -> str:
    """Return words in Latin letters as an id: letters, digits and hyphens, of a few words at the most.

    >>> slug("Where they stand: 3 cultures")
    'where-they-stand-3-cultures'
    """
    plain = unicodedata.normalize("NFKD", re.sub("[’']", "", text)).encode("ascii", "ignore").decode().lower()
    words = re.findall("[a-z0-9]+", plain)[:_MOST_WORDS]
    id_ = "-".join(words)
    return f"section-{id_}" if id_[:1].isdigit() else id_


def _proposed(page: Page, partners: Sequence[Page]) -> Iterator[tuple[LocatedHeading, str]]:
    """Yield the headings of `page` without an id for which there is one; partners must be built alike."""
    levels = [heading.level for heading in page.headings]
    if not all([heading.level for heading in other.headings] == levels for other in partners):
        return
    group = (page, *partners)
    taken = {heading.id for each in group for heading in each.headings if heading.id}
    last: Counter[str] = Counter()
    # Whichever page of the group is asked, the words are the same page’s.
    latin = min((each for each in group if language_of(each.language).is_latin), key=_language, default=None)
    for position, heading in enumerate(page.headings):
        written = [each.headings[position].id for each in group]
        id_ = next(filter(None, written), "")
        if not id_ and latin is not None:
            id_ = _free(slug(latin.headings[position].text), taken, last)
            taken.add(id_)
        if id_ and not heading.id:
            yield heading, id_


def _language(page: Page) -> str:
    return page.language


def _free(id_: str, taken: set[str], last: Counter[str]) -> str:
    """Return the id, or it and the first number behind the `last` with which it is not `taken`."""
    if not id_:
        return ""
    if id_ in RESERVED_IDS or id_.startswith(RESERVED_BEGINNINGS):
        id_ = f"section-{id_}"
    free = id_
    while free in taken:
        last[id_] = max(last[id_], 1) + 1
        free = f"{id_}-{last[id_]}"
    return free
