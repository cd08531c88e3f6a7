"""One writer at a time: a lock that says who holds it, and that ends with its process, however that ends."""

from __future__ import annotations

import errno
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sitegen.publish.disk.files import NO_LINK, naming

_NAME = "lock"


class LockedError(OSError):
    """Somebody else writes there; `holder` says who, as far as they have said it."""

    def __init__(self, folder: Path, holder: str) -> None:
        super().__init__(errno.EAGAIN, f"{folder} is being written by {holder}", str(folder))
        self.holder = holder


@contextmanager
def held(work: Path, folder: Path, what: str) -> Iterator[None]:
    """Be the only one who writes to `folder`, whose lock is in the folder `work`, to do `what`.

    Raises LockedError at once where somebody else is, OSError where there can be no lock.
    """
    path = work / _NAME
    with naming(path):
        opened = os.open(path, os.O_RDWR | os.O_CREAT | NO_LINK, 0o600)
    try:
        with naming(path):
            try:
                _lock(opened)
            except OSError as error:
                if error.errno not in (errno.EAGAIN, errno.EACCES, errno.EWOULDBLOCK):
                    raise
                raise LockedError(folder, _read(opened) or "another process") from error
            # Whoever held it may have ended without a word.
            os.ftruncate(opened, 0)
            os.write(opened, _holder(what).encode())
        yield
    finally:
        # This ends the lock.
        os.close(opened)


def _holder(what: str) -> str:
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    return f"{what} (process {os.getpid()} on {socket.gethostname()}, since {now})"


def _read(opened: int) -> str:
    try:
        os.lseek(opened, 0, os.SEEK_SET)
        return os.read(opened, 1000).decode(errors="replace").strip()
    except OSError:
        # Windows lets nobody read what is locked.
        return ""


def _lock(opened: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(opened, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
