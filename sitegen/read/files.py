"""Finding and decoding authors' files, whatever state they are in."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import TypeVar

from sitegen.expressions import lazy_regex
from sitegen.model import Diagnostic, Place
from sitegen.read.encodings import guess_encoding, guess_wide, is_nearly_utf8
from sitegen.read.unseen import without_unseen
from sitegen.rules import EMPTY_FILE, FILE_NAME, LINK_OUT, NOT_UTF8
from sitegen.values import Shared, dataclass

T = TypeVar("T")
# A file with its language, and what it holds.
File = tuple[str, str, bytes]
# What a file was read as, or None; the columns of the characters left out, by line; what is wrong with it.
ReadAs = tuple[T | None, Mapping[int, tuple[int, ...]], tuple[Diagnostic, ...]]

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
    for entry in _walk(str(root / folder)):
        name = f"{folder}{entry.path[len(str(root / folder)) :]}".replace(os.sep, "/")
        try:
            name.encode("utf-8")
        except UnicodeEncodeError:
            shown = os.fsencode(name).decode("utf-8", "replace")
            faults.append(FILE_NAME(Place(shown), "encoding"))
            continue
        if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(limit):
            faults.append(LINK_OUT(Place(name), "outside", folder=folder))
        elif entry.is_file():
            found.append(name)
        elif entry.is_symlink():
            faults.append(LINK_OUT(Place(name), "nowhere"))
    return sorted(found), faults


def _walk(folder: str) -> Iterator[os.DirEntry[str]]:
    """Yield all that is in a folder and is no folder itself; links are not followed."""
    try:
        with os.scandir(folder) as found:
            entries = [entry for entry in found if not _LITTER.search(entry.name)]
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path)
        else:
            yield entry


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
