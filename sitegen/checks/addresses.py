"""Rules for the addresses that pages, source documents and aliases take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen.expressions import lazy_regex
from sitegen.facts.addresses import (
    CHANGES,
    CONTENTS,
    HOME,
    REFERENCES,
    SEARCH,
    SOURCES,
    beside,
    bilingual_key,
)
from sitegen.facts.heads import Head, Heads
from sitegen.model import Diagnostic, Place, Site, SourceDocument, Words
from sitegen.read.names import is_device, is_too_long
from sitegen.rules import ALIAS, SAME_ADDRESS

# The templates of pages that no author writes, by address.
_UNWRITTEN = {SEARCH: "templates/search.html", REFERENCES: "templates/references.html"}
# Such pages too, but for a site that has one of its own.
_LIST = {CONTENTS: "templates/contents.html", CHANGES: "templates/changes.html"}
_ALIAS = lazy_regex(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*/?")


def check_addresses(
    heads: Heads, documents: Mapping[str, SourceDocument], site: Site
) -> Iterator[Diagnostic]:
    """No two pages of a language have one address, not even when case is disregarded."""
    for language in site.languages:
        taken = dict(_UNWRITTEN)
        paired = _bilingual(heads, site, language)
        for id_ in sorted(documents):
            path, folder = f"content/sources/{id_}.yaml", _folder(f"{SOURCES}/{id_}")
            if folder in taken:
                yield SAME_ADDRESS(Place(path), "source", also=(Place(taken[folder]),))
            elif folder in paired:
                yield SAME_ADDRESS(Place(path), "beside", also=(paired[folder].place,))
            taken.setdefault(folder, path)
        for page in _written(heads, language):
            folder = _folder(page.key)
            if folder in taken:
                yield SAME_ADDRESS(page.place, "page", also=(Place(taken[folder]),))
            elif folder in paired:
                yield SAME_ADDRESS(page.place, "beside", also=(paired[folder].place,))
            taken.setdefault(folder, page.path)


def _bilingual(heads: Heads, site: Site, language: str) -> dict[str, Head]:
    """The pages that stand beside their partners, by the addresses at which they do."""
    return {
        _folder(bilingual_key(page.key, step)): page
        for page in _written(heads, language)
        for step, other in beside(site, language)
        if (page.key, str(other.language)) in heads
    }


def check_aliases(heads: Heads, documents: Mapping[str, SourceDocument], site: Site) -> Iterator[Diagnostic]:
    """An old address is free, and leads to one page."""
    for language in site.languages:
        taken = {folder: Place(path) for folder, path in {**_UNWRITTEN, **_LIST}.items()}
        taken |= {_folder(page.key): page.place for page in _written(heads, language)}
        taken |= {_folder(f"{SOURCES}/{id_}"): Place(f"content/sources/{id_}.yaml") for id_ in documents}
        taken |= {folder: page.place for folder, page in _bilingual(heads, site, language).items()}
        for page in _written(heads, language):
            for alias in page.aliases:
                yield from _check_alias(alias, taken)
                taken.setdefault(_folder(alias), alias.place)


def _check_alias(alias: Words, taken: dict[str, Place]) -> Iterator[Diagnostic]:
    if not _ALIAS.fullmatch(alias) or is_too_long(alias) or any(map(is_device, alias.split("/"))):
        yield ALIAS(alias.place, address=alias)
    elif (place := taken.get(_folder(alias))) is not None:
        yield SAME_ADDRESS(alias.place, "alias", also=(place,), address=alias)


def _written(heads: Heads, language: str) -> list[Head]:
    return [page for (_, each), page in sorted(heads.items()) if each == language]


def _folder(key: str) -> str:
    steps = key.strip("/").casefold().split("/")
    return "/".join(steps[:-1] if steps[-1] == HOME else steps)
