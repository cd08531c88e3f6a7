"""Two folders change places in one step, where system and disk can do that."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

from sitegen.publish.disk.files import c_function, new_name
from sitegen.publish.disk.folder import NO_HARD_LINK


def exchange(one: Path, other: Path) -> None:
    """Let two folders change places in one step; raises OSError where system or disk cannot do that."""
    first, second = os.fsencode(one), os.fsencode(other)
    # renamex_np(2) with RENAME_SWAP; renameat2(2) with AT_FDCWD, as nothing is relative, and RENAME_EXCHANGE.
    is_mac = sys.platform == "darwin"
    call = c_function("renamex_np" if is_mac else "renameat2")
    if call is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(one))
    if call(first, second, 2) if is_mac else call(-100, first, -100, second, 2):
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(one))


def can_exchange(folder: Path, work: Path) -> bool:
    """Tell whether `folder`, there or not, can change places with one in `work`; raises OSError."""
    if is_mounted(folder):
        return False
    probes = [work / new_name() for _ in range(2)]
    try:
        for each in probes:
            each.mkdir()
        exchange(*probes)
    except OSError as error:
        if error.errno in (errno.EINVAL, errno.ENOSYS, errno.EXDEV, *NO_HARD_LINK):
            return False
        raise
    finally:
        for each in probes:
            if each.is_dir():
                each.rmdir()
    return True


def is_mounted(folder: Path) -> bool:
    """Tell whether a file system is mounted at `folder`, or a folder of the same one is shown there."""
    try:
        rows = Path("/proc/self/mountinfo").read_bytes().splitlines()
    except OSError:
        return os.path.ismount(folder)
    # proc(5): the fifth column, with octal numbers for what is no plain character.
    return os.fsencode(folder) in {_plain(row.split(b" ")[4]) for row in rows}


def _plain(name: bytes) -> bytes:
    first, *others = name.split(b"\\")
    return first + b"".join(bytes([int(each[:3], 8)]) + each[3:] for each in others)
