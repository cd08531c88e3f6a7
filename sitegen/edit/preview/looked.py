"""What published files hold, without reading those that stand as they did when they were read."""

from __future__ import annotations

import time
from pathlib import Path

from sitegen.write.publish import digest_of

# In nanoseconds: clocks of disks are coarse.
_COARSE = 2_000_000_000


class Looked:
    """Tells the digests of files, for who publishes into one folder again and again."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[tuple[int, ...], bytes]] = {}

    def __call__(self, path: Path) -> bytes:
        """Return the digest of what a file holds; raises what `digest_of` raises."""
        state = _state(path)
        known = self._known.get(path)
        if known is not None and known[0] == state:
            return known[1]
        digest = digest_of(path)
        # What was written just now may be written again, and stand as it does.
        if _state(path) == state and time.time_ns() - max(state[:2]) > _COARSE:
            self._known[path] = state, digest
        return digest


def _state(path: Path) -> tuple[int, ...]:
    state = path.stat()
    return state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_ino
