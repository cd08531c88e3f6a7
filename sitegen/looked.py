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


class Looked(Generic[T]):
    """Tells what `look` tells of a file, for who asks again and again, and looks where it may be another.

    `left` is what another one `leaves`, of another run perhaps, who looks for the same.
    """

    def __init__(self, look: Callable[[Path], T], left: bytes = b"") -> None:
        self._look = look
        self._known: dict[str, tuple[tuple[int, ...], T]] = {}
        known: Any = marshal.loads(left) if left else {}  # noqa: S302 - from the store: nobody else can write there
        self._left: dict[str, tuple[tuple[int, ...], T]] = known

    def leaves(self) -> bytes:
        """Return what is known of files that were asked for: what is told must be of Python’s own types."""
        known: Any = self._known
        return marshal.dumps(known)

    def __call__(self, path: str | Path) -> T:
        """Return what `look` returns of a file; raises what it raises, or OSError."""
        name = str(path)
        state = _state(name)
        known = self._known.get(name) or self._left.get(name)
        if known is not None and known[0] == state:
            self._known[name] = known
            return known[1]
        told = self._look(Path(name))
        # What was written just now may be written again, and stand as it does.
        if _state(name) == state and time.time_ns() - max(state[:2]) > _COARSE:
            self._known[name] = state, told
        return told

    def expect(self, path: str | Path, told: T) -> None:
        """Know of a file that was written just now what would be told of it.

        Where clocks tell whole seconds alone, it may be written again and stand as it does: it is not known.
        """
        name = str(path)
        state = _state(name)
        if state[0] % _SECOND:
            self._known[name] = state, told


def _state(name: str) -> tuple[int, ...]:
    state = os.stat(name)  # noqa: PTH116 - of thousands of files: to make paths of their names takes longer
    return state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_ino
