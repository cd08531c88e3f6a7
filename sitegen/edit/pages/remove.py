"""Removing a page: its files, and its place in settings; what still leads to it is for its editor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sitegen.edit.pages.draft import Draft
from sitegen.edit.pages.mentions import (
    CARD_PICTURES,
    cards_of,
    featured_by,
    files_of,
    leads_to,
    links_to,
    listed,
)
from sitegen.edit.pages.naming import languages_of, refuse_change
from sitegen.model import Library, Place
from sitegen.read.library import CARDS
from sitegen.read.page import PAGES


def remove_page(root: Path, library: Library, key: str) -> tuple[Draft, tuple[Place, ...]]:
    """Return the changes by which a page goes, and the places that would lead to nothing then.

    Raises RefusedError.
    """
    languages_of(library, key)
    refuse_change(library, key)
    draft = Draft(root)
    left = tuple(sorted(_left(draft, library, key)))
    for folder, ending in files_of(library, key):
        draft.remove(f"{folder}/{key}{ending}")
    for name, _ in cards_of(library, key):
        if f"{CARD_PICTURES}/{name}.png" in library.files:
            draft.remove(f"{CARD_PICTURES}/{name}.png")
        if name in library.cards:
            draft.take_out_entry(draft.document(CARDS), name)
    for path, at, index in listed(library, key):
        draft.take_out(draft.document(path), at, index)
    return draft, left


def _left(draft: Draft, library: Library, key: str) -> Iterator[Place]:
    for each in links_to(library, key):
        if each.page.key != key:
            yield each.place or library.as_written(each.link.place)
    yield from (library.as_written(lead.place) for lead in leads_to(library, key))
    yield from (
        place for place in featured_by(draft, library, key) if not place.path.startswith(f"{PAGES}/{key}.")
    )
