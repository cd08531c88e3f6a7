"""Outputs to files: what changed is replaced, what is no more is removed, nothing else is touched."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from hashlib import sha256
from pathlib import Path

from sitegen.content import Content, content_of
from sitegen.looked import Looked
from sitegen.values import dataclass
from sitegen.write.render import Output

# The list of what this generator wrote; its presence is the proof that the folder is ours.
MANIFEST = ".sitegen-files"
# Files that keep an empty folder in a repository.
_KEEPERS = frozenset({".gitignore", ".gitkeep"})


class OutputFolderError(ValueError):
    """The output folder is one that must not be written to; the message says why."""


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing changed: paths below the output folder."""

    written: tuple[str, ...]
    removed: tuple[str, ...]


def check_folder(into: Path, authored: Iterable[Path]) -> None:
    """Raise OutputFolderError unless `into` is absent, empty, or a site that this generator wrote.

    `authored` are folders that authors write: the output may neither hold them nor lie in them.
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
    if names - _KEEPERS and MANIFEST not in names:
        raise OutputFolderError(
            f"{into} is not empty and was not written by this generator; choose another folder"
        )


def digest_of(path: str | Path) -> bytes:
    """Return the SHA-256 digest of what a file holds."""
    return sha256(Path(path).read_bytes()).digest()


def publish(
    outputs: Sequence[Output], into: Path, kept: Collection[str] = (), holds: Looked[bytes] | None = None
) -> Published:
    """Make the folder `into` hold `outputs`; return what changed.

    What stands there at the paths that are `kept` goes on standing there. Each file is written beside its
    place and renamed, so that a reader never meets half of one. `holds` tells what is there already. Raises
    OSError where the disk refuses.
    """
    into.mkdir(parents=True, exist_ok=True)
    holds = holds or Looked(digest_of)
    before = _read_manifest(into)
    wanted = [output.path for output in outputs]
    wanted += [path for path in before if path in kept and (into / path).is_file()]
    staying = frozenset(wanted)
    is_changed = staying != frozenset(before)
    # The list grows before the files and shrinks after them: what a broken run leaves is still known as ours.
    if is_changed:
        _write_manifest(into, [*before, *wanted])
    removed = [path for path in before if path not in staying and _remove(into, path)]
    folder = f"{into}{os.sep}"
    written = [each.path for each in outputs if _replace(f"{folder}{each.path}", each.content, holds)]
    if is_changed:
        _write_manifest(into, wanted)
    return Published(tuple(written), tuple(removed))


def publish_some(outputs: Sequence[Output], into: Path, holds: Looked[bytes]) -> tuple[str, ...]:
    """Replace files that `publish` has written into a folder by `outputs`; return the paths of those changed.

    What it has not written yet it writes itself: its list comes first.
    """
    known = frozenset(_read_manifest(into))
    return tuple(
        each.path
        for each in outputs
        if each.path in known and _replace(f"{into}{os.sep}{each.path}", each.content, holds)
    )


def _read_manifest(into: Path) -> list[str]:
    try:
        lines = (into / MANIFEST).read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, UnicodeDecodeError):
        return []
    return [line for line in lines if line and ".." not in line.split("/") and not line.startswith("/")]


def _write_manifest(into: Path, paths: Iterable[str]) -> None:
    replace_file(into / MANIFEST, "".join(f"{path}\n" for path in sorted(set(paths))).encode("utf-8"))


def replace_file(path: Path, data: bytes) -> bool:
    """Write the file unless it already holds `data`, beside it and renamed; tell whether it changed."""
    return _replace(str(path), content_of(data), Looked(digest_of))


def _replace(name: str, content: Content, holds: Looked[bytes]) -> bool:
    is_there = True
    try:
        if holds(name) == content.digest:
            return False
    except (FileNotFoundError, NotADirectoryError):
        is_there = False
    path = Path(name)
    if not is_there:
        path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_bytes(content.data)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    holds.expect(name, content.digest)
    return True


def _remove(into: Path, path: str) -> bool:
    file = into / path
    if not file.is_file():
        return False
    file.unlink()
    for parent in file.parents:
        if parent == into or any(parent.iterdir()):
            break
        parent.rmdir()
    return True
