"""What files hold, without reading those that stand as they did when they were read."""

from __future__ import annotations

import marshal
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, TypeVar

T = TypeVar("T")

# In nanoseconds; clocks of disks are coarse.
_SECOND = 1_000_000_000
_COARSE = 2 * _SECOND


# How a file stands: when it was written, and when that was last changed, in nanoseconds; its size.
State = tuple[int, int, int]
# Which file it is, whatever it is called: a disk, and a number on it.
_File = tuple[int, int]


class Looked(Generic[T]):
    """Tells what `look` tells of a file, for who asks again and again, and looks where it may be another.

    `left` is what another one `leaves`, of another run perhaps, who looks for the same. A file that was
    renamed, or has another name too, is known by each.
    """

    def __init__(self, look: Callable[[Path], T], left: bytes = b"") -> None:
        self._look = look
        self._known: dict[_File, tuple[State, T]] = {}
        known: Any = marshal.loads(left) if left else {}  # noqa: S302 - from the store: nobody else can write there
        self._left: dict[_File, tuple[State, T]] = known

    def leaves(self) -> bytes:
        """Return what is known of files that were asked for: what is told must be of Python’s own types."""
        known: Any = self._known
        return marshal.dumps(known)

    def __call__(self, path: str | Path, stood: os.stat_result | None = None) -> T:
        """Return what `look` returns of a file, which `stood` so just now; raise what it does, or OSError."""
        file, state = _state(stood or _stat(path))
        known = self._known.get(file) or self._left.get(file)
        if known is not None and known[0] == state:
            self._known[file] = known
            return known[1]
        told = self._look(Path(path))
        # What was written just now may be written again, and stand as it does.
        if _state(_stat(path)) == (file, state) and time.time_ns() - max(state[:2]) > _COARSE:
            self._known[file] = state, told
        return told

    def expect(self, path: str | Path, told: T) -> None:
        """Know of a file that was written just now what would be told of it.

        Where clocks tell whole seconds alone, it may be written again and stand as it does: it is not known.
        """
        file, state = _state(_stat(path))
        if state[0] % _SECOND:
            self._known[file] = state, told


def _stat(path: str | Path) -> os.stat_result:
    return os.stat(path)  # noqa: PTH116 - of thousands of files: to make paths of their names takes longer


def _state(stood: os.stat_result) -> tuple[_File, State]:
    return (stood.st_dev, stood.st_ino), (stood.st_mtime_ns, stood.st_ctime_ns, stood.st_size)
