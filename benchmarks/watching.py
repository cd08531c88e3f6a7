"""How long a preview takes from a save until its server gives the new page."""

from __future__ import annotations

import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.edits import Edit
from benchmarks.measure import FailedError, end_all, environment

# Between two questions to the server; all servers are asked alike.
PAUSE = 0.005
# Servers watch a moment later than they answer.
SETTLED = 1.5


def waits(
    command: Callable[[int], Sequence[str]],
    root: Path,
    edit: Edit,
    turns: Sequence[int],
    log: Path,
    limit: float,
) -> Iterator[float]:
    """Serve the site below `root`, make the edit in each turn, and yield how many seconds each took.

    Raises FailedError where the page is not given within `limit` seconds.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/{edit.shown.removesuffix('index.html')}"
    with _served(command(port), root, log) as process:
        _wait_for(address, "</html>", limit, process)
        for turn in turns:
            time.sleep(SETTLED)
            mark = edit.apply(root, turn)
            started = time.perf_counter()
            _wait_for(address, mark, limit, process)
            yield time.perf_counter() - started


@contextmanager
def _served(command: Sequence[str], root: Path, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as said:
        process = subprocess.Popen(  # noqa: S603 - commands of `peers`, with folders of this project
            command, cwd=root, env=environment(), stdout=said, stderr=said, start_new_session=True
        )
        try:
            yield process
        finally:
            end_all(process.pid, signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                end_all(process.pid)
                process.wait()


def _wait_for(address: str, words: str, limit: float, process: subprocess.Popen[bytes]) -> None:
    end = time.perf_counter() + limit
    while words not in _get(address):
        if process.poll() is not None:
            raise FailedError(f"the server has ended with exit code {process.returncode}; serve.log says why")
        if time.perf_counter() > end:
            raise FailedError(f"{address} does not say {words} after {limit:.0f} s")
        time.sleep(PAUSE)


def _get(address: str) -> str:
    try:
        with urlopen(address, timeout=60) as answer:  # noqa: S310 - an address of this machine
            text: str = answer.read().decode("utf-8", errors="replace")
            return text
    except (URLError, OSError):
        # It does not listen yet, or is exchanging the page.
        return ""
