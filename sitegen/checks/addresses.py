"""Rules for the addresses that pages, source documents and aliases take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen.expressions import lazy_regex
from sitegen.facts.addresses import CONTENTS, HOME, REFERENCES, SEARCH, SOURCES, beside_key
from sitegen.facts.heads import Head, Heads
from sitegen.model import Diagnostic, Place, SourceDocument, Words
from sitegen.read.names import is_device, is_too_long
from sitegen.rules import ALIAS, SAME_ADDRESS

# The templates of pages that no author writes, by address.
_UNWRITTEN = {SEARCH: "templates/search.html", REFERENCES: "templates/references.html"}
# Such a page too, but for a site that has one of its own.
_LIST = {CONTENTS: "templates/contents.html"}
_ALIAS = lazy_regex(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*/?")


def check_addresses(
    heads: Heads, documents: Mapping[str, SourceDocument], languages: tuple[str, ...]
) -> Iterator[Diagnostic]:
    """No two pages of a language have one address, not even when case is disregarded."""
    for language in languages:
        taken = dict(_UNWRITTEN)
        beside = _bilingual(heads, languages, language)
        for id_ in sorted(documents):
            path, folder = f"content/sources/{id_}.yaml", _folder(f"{SOURCES}/{id_}")
            if folder in taken:
                yield SAME_ADDRESS(Place(path), "source", also=(Place(taken[folder]),))
            elif folder in beside:
                yield SAME_ADDRESS(Place(path), "beside", also=(beside[folder].place,))
            taken.setdefault(folder, path)
        for page in _written(heads, language):
            folder = _folder(page.key)
            if folder in taken:
                yield SAME_ADDRESS(page.place, "page", also=(Place(taken[folder]),))
            elif folder in beside:
                yield SAME_ADDRESS(page.place, "beside", also=(beside[folder].place,))
            taken.setdefault(folder, page.path)


def _bilingual(heads: Heads, languages: tuple[str, ...], language: str) -> dict[str, Head]:
    """The pages that stand beside their partners, by the addresses at which they do."""
    later = languages[languages.index(language) + 1 :]
    return {
        _folder(beside_key(page.key, languages, language, other)): page
        for page in _written(heads, language)
        for other in later
        if (page.key, other) in heads
    }


def check_aliases(
    heads: Heads, documents: Mapping[str, SourceDocument], languages: tuple[str, ...]
) -> Iterator[Diagnostic]:
    """An old address is free, and leads to one page."""
    for language in languages:
        taken = {folder: Place(path) for folder, path in {**_UNWRITTEN, **_LIST}.items()}
        taken |= {_folder(page.key): page.place for page in _written(heads, language)}
        taken |= {_folder(f"{SOURCES}/{id_}"): Place(f"content/sources/{id_}.yaml") for id_ in documents}
        taken |= {folder: page.place for folder, page in _bilingual(heads, languages, language).items()}
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
