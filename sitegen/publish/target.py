"""Where a site is published to: the output folder, and the folder beside it or in it for the work of that."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sitegen.publish.disk.exchange import can_exchange, is_mounted
from sitegen.publish.disk.files import new_file
from sitegen.publish.disk.folder import FOLDER_MODE
from sitegen.publish.disk.lock import held
from sitegen.publish.disk.tree import KNOWN, WORK
from sitegen.publish.standing import LEGACY
from sitegen.values import dataclass

# Files that keep an empty folder in a repository.
_KEEPERS = frozenset({".gitignore", ".gitkeep"})
# What nobody else can enter: names of files to come cannot be planted there.
OWN_MODE = 0o700
_TREES = "trees"
# A folder that was published is left alone for so many seconds: who reads may not have come to the end.
_READING = 60


class OutputFolderError(ValueError):
    """The output folder is one that must not be written to; the message says why."""


def check_folder(into: Path, authored: Iterable[Path]) -> None:
    """Raise OutputFolderError unless `into` is absent, empty, or a site that this generator wrote.

    `authored` are folders that authors write: the output may neither hold them nor lie in them. Raises
    OSError where it cannot be read.
    """
    folder = into.resolve()
    for other in (path.resolve() for path in authored):
        if folder.is_relative_to(other) or other.is_relative_to(folder):
            raise OutputFolderError(f"{into} holds {other.name}/ or lies in it; choose another output folder")
    if not folder.exists():
        return
    if not folder.is_dir():
        raise OutputFolderError(f"{into} is a file; choose a folder")
    names = {entry.name for entry in folder.iterdir()}
    if names - _KEEPERS and not names & {KNOWN, LEGACY}:
        raise OutputFolderError(
            f"{into} is not empty and was not written by this generator; choose another folder"
        )


@dataclass(frozen=True, slots=True)
class Target:
    """An output folder, links to it resolved, and what publishing to it needs that nobody else can enter."""

    folder: Path
    # The lock, and what is kept of releases.
    work: Path
    # Where files to come are written, on the same file system as the folder.
    beside: Path
    # Whether another folder can take its place in one step.
    exchanges: bool

    def new(self, token: str) -> Path:
        """Return where a site can be prepared: what was published long enough ago, or nothing, is there."""
        new = self.work / f"new-{token}"
        spare = next((path for age, path in self._retired() if age >= _READING), None)
        if spare is not None:
            spare.rename(new)
        return new

    def retire(self, tree: Path) -> None:
        """Keep what is no longer published, for who reads there and the next site; remove what is older."""
        trees = self.work / _TREES
        trees.mkdir(mode=OWN_MODE, exist_ok=True)
        tree.rename(trees / f"{time.time_ns()}")
        old = [path for age, path in self._retired() if not 0 <= age < _READING]
        for path in old[1:]:
            remove(path)

    def _retired(self) -> list[tuple[float, Path]]:
        """The folders that were published, each with its age in seconds, the youngest first."""
        trees = self.work / _TREES
        now = time.time_ns()
        found = [(now - int(path.name), path) for path in trees.iterdir()] if trees.is_dir() else []
        return [(age / 1e9, path) for age, path in sorted(found)]


@contextmanager
def opened(into: Path, what: str, *, is_in_place: bool = False) -> Iterator[Target]:
    """Yield the target that `into` is, as the only one who writes there, to do `what`.

    Where the folder cannot be exchanged for another one in one step, or is not to be, it is written to file
    by file; what was once so stays so. Raises LockedError where somebody else writes there, OSError where the
    disk refuses.
    """
    folder = into.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    inside = folder / WORK
    # One lock and one history, however it is written: beside the folder, if that may be.
    work = work_of(folder) if os.access(folder.parent, os.W_OK) else inside
    # A repository in the folder is not for us to move.
    is_fixed = is_in_place or work == inside or is_mounted(folder) or (folder / ".git").exists()
    make_work(work)
    with held(work, into, what):
        exchanges = not is_fixed and not inside.exists() and can_exchange(folder, work)
        beside = work if exchanges else inside
        make_work(beside)
        for each in dict.fromkeys((work, beside)):
            _clean(each)
        yield Target(folder, work, beside, exchanges)


def work_of(folder: Path) -> Path:
    """Return where what publishing keeps of a folder is: beside that."""
    return folder.parent / f".{folder.name}.releases"


def is_published(into: Path) -> bool:
    """Tell whether a site was published to a folder, whatever is there now. Raises OSError."""
    folder = into.resolve()
    return (folder / KNOWN).exists() or work_of(folder).exists()


def make_work(work: Path) -> None:
    """Make the folder for the work of publishing, if it is not there; raises OSError, also if not ours."""
    for folder in (*reversed(work.parents[: len(Path(WORK).parts)]), work):
        try:
            folder.mkdir(mode=FOLDER_MODE)
        except FileExistsError:
            continue
        folder.chmod(FOLDER_MODE)
    state = work.lstat()
    if not stat.S_ISDIR(state.st_mode) or (hasattr(os, "getuid") and state.st_uid != os.getuid()):
        raise PermissionError(errno.EPERM, "it is a link, or another user’s", str(work))
    work.chmod(OWN_MODE)
    # Nothing of it belongs into a repository.
    ignored = work / ".gitignore"
    if not ignored.exists():
        new_file(work, b"*\n").replace(ignored)


def _clean(work: Path) -> None:
    """Remove what a run that was broken off has left."""
    for path in work.glob("new-*"):
        remove(path)


def remove(path: Path) -> None:
    """Remove a file, or a folder and all in it; no link is followed. Raises OSError."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
