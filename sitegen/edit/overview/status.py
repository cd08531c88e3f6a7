"""How far each page is in each language: what is written, what has to follow, what nobody has reviewed."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sitegen.checks.table import GATES, run_all
from sitegen.facts.index import Index
from sitegen.facts.pairs.staleness import find_stale
from sitegen.facts.prose.texture import texture_of
from sitegen.facts.shown import page_path
from sitegen.memory import Forgetful, Memory
from sitegen.model import Library, Page, Site, Texture
from sitegen.rules import UNREVIEWED_CHARACTER
from sitegen.text.languages import language_of
from sitegen.values import dataclass

# What a page is in a language, in the order in which a summary names it: first what asks for work.
MISSING, UNREAD, STALE, UNRECORDED, DRAFT = "missing", "unread", "stale", "unrecorded", "draft"
CURRENT, ORIGINAL = "current", "original"
STATES = (MISSING, UNREAD, STALE, UNRECORDED, DRAFT, CURRENT, ORIGINAL)


@dataclass(frozen=True, slots=True)
class PageStatus:
    """A page in one of the languages of the site."""

    key: str
    language: str
    # Where its file is, or would be.
    path: str
    # One of STATES.
    state: str
    # The ids of the sections whose original says something else by now.
    stale: tuple[str, ...] = ()
    # How long it is, in the unit of its language: characters or words.
    length: int = 0
    unit: str = ""
    # How many of its characters had a choice of Traditional forms that nobody has reviewed.
    unreviewed: int = 0
    # The last change that readers are told of.
    updated: datetime.date | None = None

    def value(self) -> Mapping[str, Any]:
        """Return it as other programs read it."""
        return {
            "key": self.key,
            "language": self.language,
            "path": self.path,
            "state": self.state,
            "stale": list(self.stale),
            "length": self.length,
            "unit": self.unit,
            "unreviewed": self.unreviewed,
            "updated": self.updated and self.updated.isoformat(),
        }


def status_of(library: Library, memory: Memory | None = None) -> tuple[PageStatus, ...]:
    """Return what each page is in each language of the site, in reading order."""
    index = Index(library, memory or Forgetful())
    unreviewed = _unreviewed(index)
    written = {key for key, _ in index.heads} | set(_unread_keys(library))
    return tuple(
        _status(index, key, language, unreviewed)
        for key in in_reading_order(library.site, written)
        for language in library.site.languages
    )


def in_reading_order(site: Site, keys: Iterable[str]) -> tuple[str, ...]:
    """Return `keys` as the navigation names them, then the others by name."""
    places = {str(key): at for at, key in enumerate(key for group in site.navigation for key in group.pages)}
    return tuple(sorted(keys, key=lambda key: (places.get(key, len(places)), key)))


def _unread_keys(library: Library) -> Iterator[str]:
    for path in library.unread:
        stem, _, language = path.removesuffix(".md").rpartition(".")
        if language in library.site.languages and path == page_path(_key(stem), language):
            yield _key(stem)


def _key(stem: str) -> str:
    return stem.removeprefix("content/pages/")


def _unreviewed(index: Index) -> Mapping[str, int]:
    """How many characters nobody has reviewed, by the path of the page."""
    asked = [check for check in GATES if UNREVIEWED_CHARACTER in check.rules]
    found = run_all(asked, index, index.memory)
    return Counter(each.place.path for each in found if each.rule == UNREVIEWED_CHARACTER)


def _status(index: Index, key: str, language: str, unreviewed: Mapping[str, int]) -> PageStatus:
    path = page_path(key, language)
    page = index.pages.get((key, language))
    if page is None:
        state = UNREAD if index.unread.has_page(key, language) else MISSING
        return PageStatus(key, language, path, state)
    stale = stale_sections(index, page)
    counted = texture_of(page, Texture())
    return PageStatus(
        key,
        language,
        path,
        _state(index, page, stale),
        stale=stale,
        length=counted.whole,
        unit=language_of(language).unit,
        unreviewed=unreviewed.get(path, 0),
        updated=page.front.updated,
    )


def stale_sections(index: Index, page: Page) -> tuple[str, ...]:
    """Return the ids of the sections of a translation whose original says something else by now."""
    record = index.records.get((page.key, page.language))
    original = index.pages.get((page.key, str(record.language))) if record else None
    if record is None or original is None:
        return ()
    return tuple(each.id for each in find_stale(page, original, record))


def original_of(index: Index, key: str) -> str:
    """Return the language in which a page was written first: the first of which nothing is recorded."""
    written = [language for language in index.languages if (key, language) in index.heads]
    without = [language for language in written if (key, language) not in index.records]
    return next(iter(without or written), "")


def _state(index: Index, page: Page, stale: Sequence[str]) -> str:
    if page.front.draft:
        return DRAFT
    if (page.key, page.language) in index.records:
        return STALE if stale else CURRENT
    return ORIGINAL if original_of(index, page.key) == page.language else UNRECORDED
