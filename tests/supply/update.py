"""Renews the lock files and lets the tests judge: `make update`.

What they pass stays, to be looked at and committed; where they fail, all is as it was. Nothing but Python
itself is imported here: the environment is exchanged meanwhile.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from supply.bom import NAME
from supply.locks import AUDIT, DEVELOPMENT, NPM, ROOT, SHIPS, Package, read_npm, read_python

FILES = (SHIPS, DEVELOPMENT, AUDIT, *(f"{folder}/package-lock.json" for folder in NPM), NAME)
SUMMARY = Path(".cache", "updated.txt")
FAILED = 1

_MAKE = ("make", "--no-print-directory")
# The bill of materials is made in the new environment, which `make bom` sets up.
RENEW = ((*_MAKE, "lock"), (*_MAKE, "bom"))
JUDGE = ((*_MAKE, "test"),)
SET_UP = (("tests/setup.sh", "tests"),)

Commands = Sequence[Sequence[str]]
Pins = Mapping[tuple[str, str], tuple[str, ...]]


def pins(root: Path) -> Pins:
    """Return the versions of each package, by the file that pins it and its name."""
    found: dict[tuple[str, str], list[str]] = {}

    def add(file: str, packages: Sequence[Package]) -> None:
        for each in packages:
            found.setdefault((file, each.name), []).append(each.version)

    # requirements-dev.lock has all that requirements.lock has.
    for lock in (DEVELOPMENT, AUDIT):
        add(lock, read_python(root, lock))
    for folder in NPM:
        add(f"{folder}/package-lock.json", read_npm(root, folder))
    return {key: tuple(versions) for key, versions in found.items()}


def changes(before: Pins, after: Pins) -> Iterator[str]:
    """Yield a line for each package that came, went, or is of another version."""
    for file, name in sorted({*before, *after}):
        old, new = (", ".join(each.get((file, name), ())) for each in (before, after))
        if old != new:
            yield f"{file}: {name} {old or '(new)'} → {new or '(gone)'}"


def update(
    root: Path, renew: Commands = RENEW, judge: Commands = JUDGE, set_up: Commands = SET_UP
) -> tuple[int, list[str]]:
    """Run `renew`, then `judge`; return the exit code and what changed, line by line.

    Where either fails, or is interrupted, the lock files are put back and `set_up` is run on them.
    """
    held = {name: (root / name).read_bytes() for name in FILES if (root / name).exists()}
    before = pins(root)
    found: list[str] = []
    passed = False
    try:
        if _run(root, renew):
            found = list(changes(before, pins(root)))
            _note(root, found)
            if not found and _are(root, held):
                passed = True
                return 0, ["All packages are as new as they may be: nothing was changed, nothing was tested."]
            print("\n".join(found), flush=True)
            passed = _run(root, judge)
    finally:
        if not passed:
            _put_back(root, held)
            _run(root, set_up)
    if passed:
        return 0, [*found, "The tests pass with it. Look at the lock files, then commit them."]
    return FAILED, [*found, "That did not work out: the lock files are as they were."]


def _are(root: Path, held: Mapping[str, bytes]) -> bool:
    return all((root / name).read_bytes() == data for name, data in held.items())


def _put_back(root: Path, held: Mapping[str, bytes]) -> None:
    for name in FILES:
        if name in held:
            (root / name).write_bytes(held[name])
        else:
            (root / name).unlink(missing_ok=True)


def _note(root: Path, lines: Sequence[str]) -> None:
    (root / SUMMARY).parent.mkdir(exist_ok=True)
    (root / SUMMARY).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _run(root: Path, commands: Commands) -> bool:
    """Run commands until one fails; tell whether none did."""
    return all(subprocess.run(command, cwd=root, check=False).returncode == 0 for command in commands)


if __name__ == "__main__":
    code, said = update(ROOT)
    # What changed was said before the tests ran.
    print(said[-1])
    sys.exit(code)
