"""Work that copies of this process do: each comes to its end by itself, and sends bytes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

# Elsewhere a copy of a process may not use what it had before, or there are none.
CAN_FORK = sys.platform == "linux" and hasattr(os, "fork")


def processors() -> int:
    """Return how many processes can run at a time."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def begin(work: Callable[[], bytes]) -> Callable[[], bytes]:
    """Begin `work` in a copy of this process; return what waits for its end and returns what it made.

    That is empty, or a part of it, if the copy did not come to its end, for whatever reason.
    """
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    process = os.fork()
    if not process:
        # Whatever happens here, nothing that the other process has begun may be ended twice.
        try:
            os.close(reading)
            data = work()
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(data)
        finally:
            os._exit(0)
    os.close(writing)

    def end() -> bytes:
        with os.fdopen(reading, "rb") as pipe:
            data = pipe.read()
        os.waitpid(process, 0)
        return data

    return end
