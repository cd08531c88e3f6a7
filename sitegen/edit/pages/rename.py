"""Renaming a page: its files, and all that names it."""

from __future__ import annotations

import posixpath
from pathlib import Path
from urllib.parse import quote

from sitegen.edit.pages.draft import FENCE, Draft, yaml_word
from sitegen.edit.pages.edits import line_starts
from sitegen.edit.pages.mentions import (
    CARD_PICTURES,
    address_place,
    cards_of,
    featured_by,
    files_of,
    leads_to,
    listed,
)
from sitegen.edit.pages.naming import RefusedError, languages_of, refuse_change, refuse_key, renamed
from sitegen.edit.stamp import record_heading
from sitegen.facts.index import Index
from sitegen.facts.shown import page_path
from sitegen.model import Library, LocatedLink, Page
from sitegen.read.library import CARDS
from sitegen.read.page import PAGES
from sitegen.read.records import MADE_FROM
from sitegen.text.addresses import FileTarget, PageTarget


def rename_page(root: Path, library: Library, old: str, new: str, *, with_alias: bool = True) -> Draft:
    """Return the changes by which the page `old` is called `new`; its old address leads on.

    A draft has no address that anybody knows. Raises RefusedError.
    """
    languages = languages_of(library, old)
    refuse_change(library, old)
    if any(files_of(library, new)):
        raise RefusedError("there", key=new)
    draft = Draft(root)
    aliases = {
        language: _aliases(draft, library.pages[old, language], old, new, with_alias)
        for language in languages
    }
    heads = Index(library).heads
    gone = {(old, language): None for language in languages}
    after = {(new, each): renamed(heads[old, each], new, aliases[each]) for each in languages}
    refuse_key(library, new, {**gone, **after})
    _files(draft, library, old, new)
    for page in library.pages.values():
        _links(draft, library, page, old, new)
    for lead in leads_to(library, old):
        draft.rename_word(library.as_written(lead.place), str(lead), new + str(lead).removeprefix(old))
    for place in featured_by(draft, library, old):
        draft.rename_word(place, old, new)
    for path, at, index in listed(library, old):
        draft.rename_word(draft.document(path).place((*at, index)), old, new)
    return draft


def _aliases(draft: Draft, page: Page, old: str, new: str, with_alias: bool) -> tuple[str, ...]:
    """Let the old address of a page lead to it, and the new one no longer; return all that do."""
    aliases = tuple(map(str, page.front.aliases))
    document = draft.document(page.path)
    wanted = with_alias and not page.front.draft and old not in aliases
    if new in aliases:
        at = aliases.index(new)
        if wanted:
            draft.rename_word(document.place(("aliases", at)), new, old)
            return (*aliases[:at], old, *aliases[at + 1 :])
        if len(aliases) == 1 and document.place(("aliases",)).line == document.place(("aliases", "")).line:
            draft.take_out_entry(document, "aliases")
        else:
            draft.take_out(document, ("aliases",), at)
        return (*aliases[:at], *aliases[at + 1 :])
    if not wanted:
        return aliases
    if isinstance(document.value, dict) and isinstance(document.value.get("aliases"), list):
        draft.append(document, ("aliases",), old)
    else:
        text = draft.text(page.path)
        first, *starts = line_starts(text)
        fence = next((start for start in starts if text.startswith(FENCE, start)), None)
        if fence is None or not text.startswith(FENCE, first):
            raise RefusedError("unread", paths=page.path)
        draft.put(page.path, fence, fence, f"aliases: [{yaml_word(old)}]\n")
    return (*aliases, old)


def _files(draft: Draft, library: Library, old: str, new: str) -> None:
    for folder, ending in files_of(library, old):
        path = f"{folder}/{old}{ending}"
        draft.move(path, f"{folder}/{new}{ending}")
        language = ending.split(".")[1]
        record = library.records.get((old, language)) if folder == MADE_FROM else None
        heading = record_heading(old, language, str(record.language)) if record else ""
        if record and draft.text(path).startswith(heading):
            draft.put(path, 0, len(heading), record_heading(new, language, str(record.language)))
    for name, prefix in cards_of(library, old):
        picture = f"{CARD_PICTURES}/{name}.png"
        if picture in library.files:
            draft.move(picture, f"{CARD_PICTURES}/{prefix}/{new}.png")
        if name in library.cards:
            draft.rename_word(draft.document(CARDS).place((name, "")), name, f"{prefix}/{new}")


def _links(draft: Draft, library: Library, page: Page, old: str, new: str) -> None:
    """Write the links of a page that lead to the renamed one; where it moves itself, all that name files."""
    moves = page.key == old and posixpath.dirname(old) != posixpath.dirname(new)
    folder = posixpath.dirname(page_path(new if page.key == old else page.key, page.language))
    for link in page.links:
        if link.address.startswith("#"):
            continue
        is_meant = isinstance(link.target, PageTarget) and link.target.key == old
        if not is_meant and not (moves and isinstance(link.target, PageTarget | FileTarget)):
            continue
        better = _address(link, old, new, folder)
        if better == link.address:
            continue
        place = address_place(library, page, link)
        if place is None:
            raise RefusedError("address", place=str(library.as_written(link.place)), address=link.address)
        draft.rewrite(place, link.address, better)


def _address(link: LocatedLink, old: str, new: str, folder: str) -> str:
    """Return how a page that stands in `folder` writes the address of a link."""
    written, mark, section = link.address.partition("#")
    if isinstance(link.target, PageTarget):
        key = new if link.target.key == old else link.target.key
        path = f"{PAGES}/{key}.{link.target.language}.md"
    else:
        assert isinstance(link.target, FileTarget)
        path = link.target.path
    better = f"/{path}" if written.startswith("/") else posixpath.relpath(path, folder)
    return (quote(better) if "%" in written else better) + mark + section
