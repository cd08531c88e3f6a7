"""Work parted among processes: each makes a part of the results, one of them is this one."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")
# Elsewhere a copy of a process may not use what it had before, or there are none.
CAN_FORK = sys.platform == "linux" and hasattr(os, "fork")


def processors() -> int:
    """Return how many processes can run at a time."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def parted(
    work: Callable[[int], T], groups: Sequence[Sequence[int]], parts: int, begin: Callable[[], None]
) -> dict[int, T]:
    """Return what `work` returns for each number of `groups`; a group is never parted.

    `parts` processes do it; a new one calls `begin` first. What one of them fails to do, for whatever reason,
    is done here again, so that it fails here or not at all. Results are pickled on their way.
    """
    shares = [[number for group in groups[part::parts] for number in group] for part in range(parts)]
    others = [_begin(work, share, begin) for share in shares[1:]]
    found = {number: work(number) for number in shares[0]}
    for other, share in zip(others, shares[1:], strict=True):
        made: dict[int, T] = _end(*other)
        found |= made if made.keys() == set(share) else {number: work(number) for number in share}
    return found


def _begin(work: Callable[[int], T], share: Sequence[int], begin: Callable[[], None]) -> tuple[int, int]:
    """Begin a process that does a share of the work; return its number, and where its results come from."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    process = os.fork()
    if process:
        os.close(writing)
        return process, reading
    # Whatever happens here, nothing that the other process has begun may be ended twice.
    try:
        os.close(reading)
        begin()
        data = pickle.dumps({number: work(number) for number in share}, protocol=5)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(data)
    finally:
        os._exit(0)


def _end(process: int, reading: int) -> dict[int, T]:
    """Return what a process made; nothing, if it did not come to its end."""
    with os.fdopen(reading, "rb") as pipe:
        data = pipe.read()
    os.waitpid(process, 0)
    with suppress(pickle.UnpicklingError, EOFError):
        made: dict[int, T] = pickle.loads(data)  # noqa: S301 - a copy of this process wrote it, into a pipe that only it has
        return made
    return {}
