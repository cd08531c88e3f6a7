"""Finding and decoding authors' files, whatever state they are in."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path

from sitegen.expressions import lazy_regex
from sitegen.model import Diagnostic, Place
from sitegen.read.encodings import guess_encoding, guess_wide, is_nearly_utf8
from sitegen.read.unseen import without_unseen
from sitegen.rules import EMPTY_FILE, FILE_NAME, LINK_OUT, NOT_UTF8, UNREADABLE_FILE
from sitegen.values import Shared, dataclass

_LITTER = lazy_regex(r"^[.#~]|[~#]$|\.(swp|swo|tmp|bak)$|^Thumbs\.db$")


@dataclass(frozen=True, slots=True)
class FileText(Shared):
    """A decoded file: its path below the site's root and its text, line ends as `\\n`, no byte-order mark.

    The text is without what nobody sees; `taken` has for each line the columns of the characters left out.
    """

    path: str
    text: str
    taken: Mapping[int, tuple[int, ...]] = field(default_factory=dict)


def list_files(root: Path, folder: str) -> tuple[list[str], list[Diagnostic]]:
    """Return the paths (posix, below `root`, sorted) of the files in `folder` and what is wrong with others.

    Editors' litter (hidden files, backups) is passed over; files whose names are not UTF-8 and symbolic
    links that lead out of the folder are reported and left out.
    """
    found: list[str] = []
    faults: list[Diagnostic] = []
    limit = (root / folder).resolve()
    for path in _walk(root / folder):
        name = path.relative_to(root).as_posix()
        try:
            name.encode("utf-8")
        except UnicodeEncodeError:
            shown = os.fsencode(name).decode("utf-8", "replace")
            faults.append(FILE_NAME(Place(shown), "encoding"))
            continue
        if path.is_symlink() and not path.resolve().is_relative_to(limit):
            faults.append(LINK_OUT(Place(name), "outside", folder=folder))
        elif path.is_file():
            found.append(name)
        elif path.is_symlink():
            faults.append(LINK_OUT(Place(name), "nowhere"))
    return sorted(found), faults


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder, followlinks=False):
        linked = [name for name in folders if (Path(parent) / name).is_symlink()]
        folders[:] = [name for name in folders if name not in linked and not _LITTER.search(name)]
        for name in [*names, *linked]:
            if not _LITTER.search(name):
                yield Path(parent) / name


def read_bytes(root: Path, path: str) -> tuple[bytes | None, list[Diagnostic]]:
    """Return what a file holds, or None with the reason."""
    try:
        return (root / path).read_bytes(), []
    except OSError as error:
        return None, [UNREADABLE_FILE(Place(path), why=str(error.strerror))]


def decode(path: str, data: bytes) -> tuple[FileText | None, list[Diagnostic]]:
    """Return the text of the file at `path`, which holds `data`, or None with the reason.

    Invisible characters are reported and left out.
    """
    if not data.strip():
        return None, [EMPTY_FILE(Place(path), "bytes")]
    if (name := guess_wide(data)) is not None:
        return None, [_not_utf8(Place(path), name)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [_wrong_byte(path, data, error.start)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    seen = without_unseen(path, text)
    return FileText(path, seen.text, seen.taken), list(seen.diagnostics)


def _place(path: str, text: str, offset: int) -> Place:
    return Place(path, text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1)


def _wrong_byte(path: str, data: bytes, offset: int) -> Diagnostic:
    """Say in which encoding a file is, or, where all else is UTF-8, which byte is not."""
    before = data[:offset].decode("utf-8-sig")
    place = _place(path, before, len(before))
    name = guess_encoding(data)
    if name is None and offset and is_nearly_utf8(data):
        return NOT_UTF8(place, "byte", byte=f"0x{data[offset]:02X}")
    return _not_utf8(place, name)


def _not_utf8(place: Place, name: str | None) -> Diagnostic:
    return NOT_UTF8(place, "encoding", encoding=name) if name else NOT_UTF8(place, "unknown")
