"""A file is written whole or not at all, and is on the disk when that is said."""

from __future__ import annotations

import ctypes
import errno
import os
import secrets
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# What a web server of another user can read, whatever the umask of who builds.
FILE_MODE = 0o644
NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_LINK | getattr(os, "O_BINARY", 0)


def new_name() -> str:
    """Return a name that nobody can guess."""
    return f"new-{secrets.token_hex(16)}"


def new_file(folder: Path, data: bytes) -> Path:
    """Return a new file in `folder`, under a name that nobody can guess, which holds `data`.

    Raises OSError, and leaves nothing then.
    """
    path = folder / new_name()
    with naming(path):
        opened = os.open(path, _NEW, FILE_MODE)
        try:
            try:
                if hasattr(os, "fchmod"):
                    os.fchmod(opened, FILE_MODE)
                rest = memoryview(data)
                while rest:
                    rest = rest[os.write(opened, rest) :]
            finally:
                os.close(opened)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    return path


def replace_file(path: Path, data: bytes) -> bool:
    """Make a file hold `data`, in one step and on the disk, unless it does; tell whether it changed.

    Raises OSError. A link to a file stays a link: the file that it leads to is replaced, and keeps its mode.
    """
    path = path.resolve()
    mode = FILE_MODE
    try:
        if path.read_bytes() == data:
            return False
        mode = stat.S_IMODE(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        path.parent.mkdir(parents=True, exist_ok=True)
    with naming(path):
        beside = new_file(path.parent, data)
        try:
            beside.chmod(mode)
            sync(beside)
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        sync(path.parent)
    return True


def replace_files(files: Mapping[Path, bytes]) -> None:
    """Make files hold what they are given, all of them or none; each in one step.

    Raises OSError, with the files as they were: what they are to hold is on the disk before the first of them
    changes, and where a later one cannot be changed, those before it are changed back.
    """
    before = {path: path.read_bytes() if path.exists() else None for path in files}
    beside: dict[Path, Path] = {}
    changed: list[Path] = []
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with naming(path):
                beside[path] = new_file(path.resolve().parent, data)
                if before[path] is not None:
                    beside[path].chmod(stat.S_IMODE(path.stat().st_mode))
                sync(beside[path])
        for path, new in beside.items():
            with naming(path):
                new.replace(path.resolve())
            changed.append(path)
    except BaseException:
        for new in beside.values():
            new.unlink(missing_ok=True)
        for path in changed:
            data_before = before[path]
            if data_before is None:
                path.unlink(missing_ok=True)
            else:
                replace_file(path, data_before)
        raise
    for folder in {path.resolve().parent for path in files}:
        sync(folder)


def sync(path: Path) -> None:
    """Return when the disk has a file, or the names in a folder; raises OSError where it cannot take them."""
    # Windows opens no folders.
    if os.name == "nt" and path.is_dir():
        return
    with naming(path):
        opened = os.open(path, os.O_RDONLY)
        try:
            os.fsync(opened)
        except OSError as error:
            # Some file systems cannot do that to a folder, and need not.
            if error.errno != errno.EINVAL:
                raise
        finally:
            os.close(opened)


def settle(folder: Path) -> None:
    """Return when the disk has all that was written to the file system of `folder`.

    One call for all files: to ask for each of thousands takes a minute. Raises OSError where the disk cannot.
    """
    call = c_function("syncfs")
    if call is None:
        if hasattr(os, "sync"):
            os.sync()
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        if call(opened):
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(opened)


def c_function(name: str) -> Callable[..., int] | None:
    """Return a function of the C library, which Python has no name for."""
    if os.name != "posix":
        return None
    found: Any = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    return None if found is None else lambda *arguments: int(found(*arguments))


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Let errors name a file in full, where the system was told the last part alone."""
    try:
        yield
    except OSError as error:
        error.filename = str(path)
        raise
