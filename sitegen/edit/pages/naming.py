"""Which keys a page may have: what the files and addresses of the site leave free."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sitegen.checks.addresses import check_addresses, check_aliases
from sitegen.expressions import lazy_regex
from sitegen.facts.addresses import GLOSSARY, HOME
from sitegen.facts.heads import Head, Heads
from sitegen.facts.index import Index
from sitegen.facts.shown import page_path
from sitegen.model import Diagnostic, Library, Place, Words
from sitegen.read.names import name_faults
from sitegen.text.nearest import nearest

# What the generator itself leads to by their names.
NEEDED = (HOME, GLOSSARY)
_KEY = lazy_regex(r"[a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*)*")


class RefusedError(ValueError):
    """A command cannot do what it was told."""

    def __init__(self, why: str, diagnostics: Sequence[Diagnostic] = (), **values: str) -> None:
        """Say why, by a name below `commands.refused` of the catalogues, with its values."""
        super().__init__(why)
        self.why, self.values, self.diagnostics = why, values, tuple(diagnostics)


def refuse_key(library: Library, key: str, heads: Mapping[tuple[str, str], Head | None]) -> None:
    """Raise RefusedError where no page can have `key`; `heads` are new ones, None for those that go."""
    path = page_path(key, next(iter(library.site.languages), "en"))
    if not _KEY.fullmatch(key) or any(True for _ in name_faults(key, path)):
        raise RefusedError("name", key=key)
    before = Index(library).heads
    changed: dict[tuple[str, str], Head] = {
        name: head for name, head in {**before, **heads}.items() if head is not None
    }
    known = _faults(library, before)
    for each in _faults(library, changed):
        if each not in known:
            raise RefusedError("taken", [each], key=key)


def _faults(library: Library, heads: Heads) -> list[Diagnostic]:
    documents, site = library.documents, library.site
    return [*check_addresses(heads, documents, site), *check_aliases(heads, documents, site)]


def renamed(head: Head, key: str, aliases: tuple[str, ...]) -> Head:
    """Return the head of a page as it will be under another key."""
    path = page_path(key, head.language)
    return replace(head, key=key, path=path, aliases=tuple(Words(each, Place(path)) for each in aliases))


def languages_of(library: Library, key: str) -> tuple[str, ...]:
    """Return the languages in which there is a page; raises RefusedError where there is none."""
    keys = {each for each, _ in library.pages}
    if key not in keys:
        raise RefusedError("no_page_near" if (near := nearest(key, keys)) else "no_page", key=key, near=near)
    return tuple(language for language in library.site.languages if (key, language) in library.pages)


def refuse_change(library: Library, key: str) -> None:
    """Raise RefusedError for a page that its site needs by its name, and where unread files may name it."""
    if key in NEEDED:
        raise RefusedError("needed", key=key)
    unread = [*library.unread, *(page.path for page in library.pages.values() if not page.has_head)]
    if unread:
        raise RefusedError("unread", paths=", ".join(sorted(unread)))
