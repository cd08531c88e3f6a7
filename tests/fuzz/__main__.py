"""A search, guided by coverage, for files that the generator neither builds nor refuses.

    .venv/bin/python -m tests.fuzz --minutes 60 --seed 1
    .venv/bin/python -m tests.fuzz --repeat .cache/fuzz/1/00042.input

Begins with the sites of tests/sites and the texts of tests/hostile, and changes them bit by bit. Tracebacks,
inputs that take more than ten seconds of the processor, and sites that are neither built nor refused are
written into a folder, each beside the input, which `--repeat` tries again. What reached new code stays in
`corpus` there, and the next search in the same folder goes on from it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.fuzz.attempts import Attempts

ROOT = Path(__file__).parents[2]
CACHE = ROOT / ".cache" / "fuzz"
# Atheris is no part of the set-up: it is for this command alone, and not to be had for every system.
PACKAGES = CACHE / "packages"
REQUIREMENTS = Path(__file__).with_name("requirements.txt")


def main() -> int:
    """Search or repeat; return 1 where something is found, 2 where Atheris is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--into", type=Path, help="folder for what is found [.cache/fuzz/SEED]")
    parser.add_argument("--repeat", type=Path, help="an input that was found")
    arguments = parser.parse_args()
    if arguments.repeat:
        return repeat(arguments.repeat)
    if not PACKAGES.is_dir():
        print(
            f"Atheris is missing. To install it for this command alone:\n\n    {_installation()}",
            file=sys.stderr,
        )
        return 2
    return search(arguments.into or CACHE / str(arguments.seed), int(arguments.minutes * 60), arguments.seed)


def _installation() -> str:
    options = "--require-hashes --only-binary :all: --no-deps"
    return f"{sys.executable} -m pip install --target {PACKAGES} {options} -r {REQUIREMENTS}"


def repeat(file: Path) -> int:
    """Try one input, in a site that is made for the first time; say what is wrong."""
    with tempfile.TemporaryDirectory() as work:
        what = Attempts(Path(work), Path(work))(file.read_bytes())
    print(what or "Nothing is wrong.")
    return bool(what)


def search(found: Path, seconds: int, seed: int) -> int:
    """Search for so long in a process of its own, which may break down; say what was found."""
    found.mkdir(parents=True, exist_ok=True)
    paths = os.pathsep.join(map(str, (ROOT, ROOT / "tests", PACKAGES)))
    command = [sys.executable, "-m", "tests.fuzz.run", str(found), str(seconds), str(seed)]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": paths}, check=False)
    failures = sorted(path for path in found.glob("*") if path.suffix == ".input" or "-" in path.name)
    for path in failures:
        print(f"to be repeated: {path}")
    print(
        f"{len(failures)} found, {len(list((found / 'corpus').iterdir()))} inputs reach all that was reached"
    )
    return bool(failures) or bool(done.returncode)


if __name__ == "__main__":
    sys.exit(main())
