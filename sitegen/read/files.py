"""Finding and decoding authors' files, whatever state they are in."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import field
from errno import ELOOP
from pathlib import Path
from typing import TypeVar

from sitegen.expressions import lazy_regex
from sitegen.model import Diagnostic, Place
from sitegen.read.encodings import guess_encoding, guess_wide, is_nearly_utf8
from sitegen.read.standing import walk, why
from sitegen.read.unseen import without_unseen
from sitegen.rules import EMPTY_FILE, FILE_NAME, LINK_OUT, NOT_UTF8, UNREADABLE_FILE
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

    Editors' litter (hidden files, backups) is passed over; files whose names are not UTF-8, symbolic links
    that lead out of the folder, folders that cannot be read and what is no file are reported and left out.
    """
    found: list[str] = []
    faults: list[Diagnostic] = []
    top = str(root / folder)

    def named(path: str) -> str:
        return f"{folder}{path[len(top) :]}".replace(os.sep, "/")

    def unreadable(path: str, error: OSError) -> None:
        faults.append(UNREADABLE_FILE(Place(_shown(named(path))), "folder", why=why(error)))

    # By text: `Path.resolve` breaks off at links in a loop, in some versions of Python.
    limit = Path(os.path.realpath(top))
    for entry in walk(top, unreadable, _LITTER):
        name = named(entry.path)
        try:
            name.encode("utf-8")
        except UnicodeEncodeError:
            faults.append(FILE_NAME(Place(_shown(name)), "encoding"))
            continue
        fault = _fault(entry, name, folder, limit)
        if fault is None:
            found.append(name)
        else:
            faults.append(fault)
    return sorted(found), faults


def _fault(entry: os.DirEntry[str], name: str, folder: str, limit: Path) -> Diagnostic | None:
    """Return what is wrong with what is to be a file, or None."""
    is_link = False
    try:
        is_link = entry.is_symlink()
        if is_link and not Path(os.path.realpath(entry.path)).is_relative_to(limit):
            return LINK_OUT(Place(name), "outside", folder=folder)
        if entry.is_file():
            return None
    except OSError as error:
        if error.errno != ELOOP:
            return UNREADABLE_FILE(Place(name), "file", why=why(error))
    return LINK_OUT(Place(name), "nowhere") if is_link else UNREADABLE_FILE(Place(name), "kind")


def unread_in(faults: Iterable[Diagnostic]) -> set[str]:
    """Return what, as `faults` say, cannot be read; a folder, which may hold anything, with a slash."""
    return {
        f"{fault.place.path}/" if fault.case == "folder" else fault.place.path
        for fault in faults
        if fault.rule == UNREADABLE_FILE
    }


def _shown(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "replace")


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
