"""Time as a page grows: for each kind of long page, the seconds of each step at n, 2n and 4n, and the exponent.

    .venv/bin/python -m benchmarks.size [KIND …] [--seconds 60] [--scale 1.0]

An exponent of 1 is time that grows with the length, of 2 with its square. What takes longer than the seconds
given is stopped, and its row says so.
"""

from __future__ import annotations

import argparse
import math
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.long_inputs import KINDS
from tests.small_site import PAGE, page, write_site

from sitegen.checks import check
from sitegen.edit.fix import fix_typography
from sitegen.make import OWN, make_site
from sitegen.read import read_library

PARTNER = PAGE.replace(".zh.", ".en.")
STEPS = ("read", "check", "build", "fix")


def main() -> None:
    """Print a row for each kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help="all, if none is named")
    parser.add_argument("--seconds", type=int, default=60, help="what one measurement may take")
    parser.add_argument("--scale", type=float, default=1.0, help="of the lengths")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        name, number = arguments.one
        print(*(f"{seconds:.3f}" for seconds in measure(name, int(number))))
        return
    print(f"{'':32}{'n':>9}  " + "".join(f"{step:>26}" for step in STEPS))
    for name in arguments.kinds or KINDS:
        many = max(1, int(KINDS[name].many * arguments.scale))
        rows = [_measured(name, many * times, arguments.seconds) for times in (1, 2, 4)]
        print(f"{name:32}{many:9}  " + "".join(f"{_cell(step):>26}" for step in zip(*rows, strict=True)), flush=True)


def _cell(seconds: tuple[float, ...]) -> str:
    shown = " ".join("–" if math.isnan(each) else f"{each:.2f}" for each in seconds)
    first, last = seconds[0], seconds[-1]
    exponent = math.log(last / first, 4) if first > 0 and last > 0 else math.nan
    return f"{shown} ^{exponent:.1f}"


def _measured(name: str, number: int, seconds: int) -> list[float]:
    """Measure in a process of its own, which ends with its time."""
    command = [sys.executable, "-m", "benchmarks.size", "--one", name, str(number)]
    limits = (resource.RLIMIT_CPU, (seconds, seconds))
    done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=lambda: resource.setrlimit(*limits))
    if done.returncode:
        print(f"  {name} {number}: {(done.stderr or 'stopped').strip().splitlines()[-1][:150]}", file=sys.stderr)
        return [math.nan] * len(STEPS)
    return [float(each) for each in done.stdout.split()]


def measure(name: str, number: int) -> list[float]:
    """Return the processor's seconds for each of STEPS, without what the shortest page takes."""
    empty, full = (_steps(name, each) for each in (1, number))
    return [max(0.0, long - short) for short, long in zip(empty, full, strict=True)]


def _steps(name: str, number: int) -> list[float]:
    kind = KINDS[name]
    with tempfile.TemporaryDirectory() as folder:
        root = write_site(Path(folder), {PAGE: page(kind.chinese(number)), PARTNER: page(kind.english(number))})
        times = [time.process_time()]
        library, _ = read_library(root, OWN)
        times.append(time.process_time())
        assert library is not None
        check(library, with_gates=True)
        times.append(time.process_time())
        make_site(root, is_preview=True)
        times.append(time.process_time())
        fix_typography(root, OWN)
        times.append(time.process_time())
    return [after - before for before, after in zip(times, times[1:], strict=False)]


if __name__ == "__main__":
    main()
