"""What of all that is to be mended concerns some pages, or the files that were changed."""

from __future__ import annotations

import subprocess
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from sitegen.model import Diagnostic, Severity
from sitegen.read.files import list_files
from sitegen.read.page import PAGES
from sitegen.read.records import MADE_FROM
from sitegen.text.addresses import key_of
from sitegen.values import dataclass

_AUTHORED = ("content", "assets", "templates")


class NoHistoryError(Exception):
    """There is no repository whose history tells what was changed."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What concerns some pages, and the errors elsewhere, which may be the cause of it or hide more."""

    concerning: tuple[Diagnostic, ...]
    elsewhere: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """Some pages, by their keys, and single files."""

    keys: frozenset[str]
    paths: frozenset[str] = frozenset()

    def has(self, path: str) -> bool:
        """Tell whether a file is one of the pages, a record of one, or one of the files."""
        return path in self.paths or page_of(path) in self.keys

    def narrow(self, diagnostics: Iterable[Diagnostic]) -> Narrowed:
        """Return which of `diagnostics` are told for these pages and files."""
        concerning, elsewhere = [], []
        for each in diagnostics:
            if self.has(each.place.path) or any(self.has(place.path) for place in each.also):
                concerning.append(each)
            elif each.severity is Severity.ERROR:
                elsewhere.append(each)
        return Narrowed(tuple(concerning), tuple(elsewhere))

    @property
    def shared(self) -> tuple[str, ...]:
        """Those of the files that other pages are made of too."""
        return tuple(sorted(path for path in self.paths if path.startswith("content/") and not page_of(path)))


def page_of(path: str) -> str | None:
    """Return the key of the page to which a file belongs, None for others.

    >>> page_of("content/made_from/areas/port.en.yaml"), page_of("content/site.yaml")
    ('areas/port', None)
    """
    if path.startswith(f"{MADE_FROM}/"):
        return path.removeprefix(f"{MADE_FROM}/").rsplit(".", 2)[0]
    return key_of(path) or None if path.startswith(f"{PAGES}/") else None


def known_keys(root: Path) -> Collection[str]:
    """Return the keys of all pages of which there is a file."""
    return dict.fromkeys(key for path in list_files(root, "content")[0] if (key := key_of(path)))


def changed_files(root: Path) -> frozenset[str]:
    """Return the files of authors that are not as the last commit has them, those that are gone among them.

    Raises NoHistoryError.
    """
    new = _git(root, "ls-files", "--others", "--exclude-standard")
    try:
        changed = _git(root, "diff", "--name-only", "--relative", "--no-renames", "HEAD")
    except NoHistoryError:
        # Before the first commit all files are new.
        changed = _git(root, "ls-files")
    return frozenset(
        path for path in (*new, *changed) if path.startswith(tuple(f"{each}/" for each in _AUTHORED))
    )


def _git(root: Path, *arguments: str) -> Sequence[str]:
    # It is to change nothing, not even its own index.
    command = ["git", "--no-optional-locks", "-C", str(root), *arguments, "-z"]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=60)  # noqa: S603 - arguments of ours alone
    except (OSError, subprocess.SubprocessError) as error:
        raise NoHistoryError from error
    return [path for path in done.stdout.decode("utf-8", errors="replace").split("\0") if path]


def scope_of(keys: Iterable[str], paths: Iterable[str] = ()) -> Scope:
    """Return the pages `keys`, and those to which some of the files `paths` belong, with the other files."""
    files = frozenset(paths)
    pages = frozenset(key for path in files if (key := page_of(path)) is not None)
    return Scope(frozenset(keys) | pages, files)
