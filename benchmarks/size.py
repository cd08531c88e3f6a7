"""Time as a page grows: for each kind of long page the seconds of each step at n, 2n and 4n.

    .venv/bin/python -m benchmarks.size [--scale 1.0] [--seconds 60] [KIND …]

The processor's seconds are printed, without those that a page of one piece takes; then the power of the
length with which they grow: about 1 for what is read once, 2 for what is read again for each of its parts. A
step that takes longer than the seconds given is stopped (“>”); what has errors is not built (“–”).
"""

from __future__ import annotations

import argparse
import math
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sitegen.checks import check
from sitegen.checks.severities import weigh
from sitegen.edit.fix import fix_typography
from sitegen.make import OWN
from sitegen.model import Library, Severity
from sitegen.plan import plan
from sitegen.read import read_library
from sitegen.write import AssetFolders, load_files, load_materials, render
from tests.long_inputs import KINDS, Kind
from tests.small_site import PAGE, page, write_site

STEPS = ("read", "check", "build", "fix")
# Less than this is not told from nothing.
SHORTEST = 0.02


class _Late(BaseException):
    """A step takes too long; no `except Exception` of the step may keep it."""


def main() -> None:
    """Print a row for each kind and step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help="all, if none is named")
    parser.add_argument("--scale", type=float, default=1.0, help="of the lengths")
    parser.add_argument("--seconds", type=float, default=60, help="what a step may take")
    arguments = parser.parse_args()
    signal.signal(signal.SIGPROF, _stop)
    print(f"{'':32}{'n':>9}" + "".join(f"{step:>28}" for step in STEPS))
    nothing = _measure(KINDS["paragraphs"], 1, arguments.seconds)
    nothing = _measure(KINDS["paragraphs"], 1, arguments.seconds)
    for name in arguments.kinds or KINDS:
        many = max(1, int(KINDS[name].many * arguments.scale))
        rows = [_measure(KINDS[name], many * times, arguments.seconds) for times in (1, 2, 4)]
        cells = [_cell([row[step] - nothing[step] for row in rows]) for step in STEPS]
        print(f"{name:32}{many:9}" + "".join(f"{cell:>28}" for cell in cells), flush=True)


def _cell(seconds: list[float]) -> str:
    shown = " ".join("–" if math.isnan(s) else ">" if s == math.inf else f"{max(s, 0):.2f}" for s in seconds)
    first, last = seconds[0], seconds[-1]
    is_known = math.isfinite(last) and min(first, last) > SHORTEST
    return f"{shown} ^{math.log(last / first, 4):.1f}" if is_known else shown


def _stop(*_: object) -> None:
    raise _Late


def _measure(kind: Kind, number: int, seconds: float) -> dict[str, float]:
    """Return the processor's seconds of each of STEPS."""
    taken = dict.fromkeys(STEPS, math.nan)
    with tempfile.TemporaryDirectory() as folder:
        bodies = {PAGE: kind.chinese(number), PAGE.replace(".zh.", ".en."): kind.english(number)}
        root = write_site(Path(folder), {path: page(body) for path, body in bodies.items()})
        for step, work in zip(STEPS, _works(root), strict=False):
            start = time.process_time()
            signal.setitimer(signal.ITIMER_PROF, seconds)
            try:
                done = work()
            except _Late:
                taken[step] = math.inf
                break
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
            taken[step] = time.process_time() - start if done else math.nan
    return taken


def _works(root: Path) -> Iterator[Callable[[], bool]]:
    """Yield what each of STEPS does; each tells whether there was something to do."""
    libraries: list[Library] = []
    faults = []

    def read() -> bool:
        library, found = read_library(root, OWN)
        libraries.extend([library] if library else [])
        faults.extend(found)
        return True

    def look() -> bool:
        faults.extend(check(libraries[0], with_gates=True))
        return True

    def build() -> bool:
        library = libraries[0]
        if any(each.severity is Severity.ERROR for each in weigh(faults, library.site)):
            return False
        folders = AssetFolders((root, OWN), "/", is_preview=False)
        files, _ = load_files(library.pages.values(), library.files, folders)
        planned = plan(library, files, drafts=False)
        materials, _ = load_materials(planned, files, folders)
        render(planned, materials)
        return True

    def fix() -> bool:
        fix_typography(root, OWN)
        return True

    yield from (read, look, build, fix)


if __name__ == "__main__":
    main()
