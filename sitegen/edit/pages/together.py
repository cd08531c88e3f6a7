"""Several files, written and removed together or not at all."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from sitegen.publish.disk.files import FILE_MODE, naming, new_file, new_name, sync


def write_together(root: Path, files: Mapping[str, bytes | None]) -> None:
    """Let the files below `root` hold what is given for them, and let those go for which nothing is.

    What is new lies beside its place before anything changes, and what was there stays aside until all is
    done. Raises OSError where the disk refuses, and leaves all as it was then.
    """
    with _undone() as undo:
        new = {path: _beside(root / path, data, undo) for path, data in files.items() if data is not None}
        aside = []
        for path in files:
            place = _resolved(root / path)
            if place.exists():
                with naming(place):
                    old = place.rename(place.with_name(new_name()))
                undo.append((old, place))
                aside.append(old)
            if path in new:
                with naming(place):
                    new[path].rename(place)
                undo.append((place, None))
        folders = {_resolved(root / path).parent for path in files}
        for folder in folders:
            if folder.is_dir():
                sync(folder)
    for old in aside:
        # All stands in its place by now: what is left over spoils nothing.
        with suppress(OSError):
            old.unlink()
    for folder in folders:
        _remove_empty(folder, root)


# What takes back a step: a file goes from one place to another, or away.
_Undo = list[tuple[Path, Path | None]]


@contextmanager
def _undone() -> Iterator[_Undo]:
    undo: _Undo = []
    try:
        yield undo
    except BaseException:
        for path, back in reversed(undo):
            with suppress(OSError):
                if back is not None:
                    path.replace(back)
                elif path.is_dir():
                    path.rmdir()
                else:
                    path.unlink(missing_ok=True)
        raise


def _resolved(path: Path) -> Path:
    """A link to a file stays a link: the file that it leads to is replaced."""
    return path.resolve() if path.is_symlink() and path.exists() else path


def _beside(path: Path, data: bytes, undo: _Undo) -> Path:
    place = _resolved(path)
    missing = [each for each in place.parents if not each.exists()]
    for folder in reversed(missing):
        folder.mkdir()
        undo.append((folder, None))
    beside = new_file(place.parent, data)
    undo.append((beside, None))
    beside.chmod(stat.S_IMODE(place.stat().st_mode) if place.exists() else FILE_MODE)
    sync(beside)
    return beside


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and root in folder.parents:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
