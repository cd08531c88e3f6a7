"""Run a command and tell what it took: seconds, CPU seconds and memory, of all its processes."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

# How often memory is looked at, and how many times as long as a look the pause is at the least: to look at
# much memory takes time from what is measured.
PAUSE, REST = 0.05, 25
MIB = 1024


@dataclass(frozen=True, slots=True)
class Measured:
    """What a command took: seconds until it ended, CPU seconds and MiB of all its processes together."""

    seconds: float
    cpu: float
    mib: float


class FailedError(RuntimeError):
    """A command failed or took too long; the message says which, with the end of what it said."""


def environment() -> Mapping[str, str]:
    """Return the environment that all generators run in: what they compiled is kept, nothing is sent home."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "ASTRO_TELEMETRY_DISABLED": "1", "NO_COLOR": "1"}


def measure(command: Sequence[str], folder: Path, log: Path, limit: float) -> Measured:
    """Run a command in a folder, and return what it took.

    Memory is the sum of the proportional shares (PSS) of its processes, looked at twenty times a second, or
    the most that one of them ever had (VmHWM) where that is more: a peak may pass between two looks.
    (`ru_maxrss` would count the process that started the command.)

    Raises FailedError where it fails or takes more than `limit` seconds.
    """
    with log.open("wb") as said:
        started = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - commands of `peers`, with folders of this project
            command, cwd=folder, env=environment(), stdout=said, stderr=said, start_new_session=True
        )
        watch = _Watch(process.pid, started + limit)
        watch.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            end_all(process.pid)
            raise
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.stop()
    if process.returncode:
        why = f"more than {limit:.0f} s" if watch.is_late else f"exit code {process.returncode}"
        end = log.read_text("utf-8", errors="replace")[-2000:]
        raise FailedError(f"{' '.join(map(str, command[:3]))} …: {why}\n{end}")
    return Measured(seconds, usage.ru_utime + usage.ru_stime, watch.most / MIB)


class _Watch(Thread):
    """Looks at the memory of a process and its descendants, and ends them when it is late."""

    def __init__(self, pid: int, end: float) -> None:
        super().__init__(daemon=True)
        self.pid, self.end = pid, end
        self.most = 0
        self.is_late = False
        self._stopped = Event()

    def run(self) -> None:
        """Look until told to stop."""
        pause = PAUSE
        while not self._stopped.wait(pause):
            started = time.perf_counter()
            family = [*_family(self.pid)]
            together = sum(_kilobytes(pid, "smaps_rollup", "Pss:") for pid in family)
            self.most = max(self.most, together, *(_kilobytes(pid, "status", "VmHWM:") for pid in family))
            pause = max(PAUSE, REST * (time.perf_counter() - started))
            if time.perf_counter() > self.end:
                self.is_late = True
                end_all(self.pid)
                return

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()
        self.join()


def end_all(pid: int, sign: int = signal.SIGKILL) -> None:
    """End a process that leads a group, and all of its group."""
    try:
        os.killpg(pid, sign)
    except ProcessLookupError:
        return


def _family(pid: int) -> Iterator[int]:
    """Yield a process and all its descendants."""
    yield pid
    try:
        threads = [*Path(f"/proc/{pid}/task").iterdir()]
        children = [child for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:
        # It has ended, or this system tells nothing of processes.
        return
    for child in children:
        yield from _family(int(child))


def _kilobytes(pid: int, file: str, name: str) -> int:
    """Return what the kernel says of a process’s memory in one line of a file, 0 where it says nothing."""
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)
