"""Environments of Python beside `.venv`: each holds what one lock file pins, and nothing else."""

from __future__ import annotations

import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

from supply.locks import ROOT

SHELF = ROOT / ".cache" / "environments"
_WHOLE = "whole"


class NotInstalledError(Exception):
    """An environment could not be made; the message is what was said last about it."""


def environment(python: str, lock: Path, shelf: Path = SHELF) -> Path:
    """Return the Python of an environment that holds what `lock` pins, hash by hash.

    It is made by the interpreter `python`, and kept on the shelf for as long as lock and interpreter are the
    same. Raises NotInstalledError where either does not work out.
    """
    who = _run(python, "-c", "import sys; print(sys.version, sys.base_prefix, sys.platform)")
    key = sha256(who.encode() + lock.read_bytes()).hexdigest()[:16]
    folder = shelf / f"{lock.stem}-{key}"
    inside = folder / "bin" / "python"
    if not (folder / _WHOLE).exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        _run(python, "-m", "venv", str(folder))
        quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
        _run(str(inside), "-m", "pip", "install", *quiet, "--require-hashes", "--requirement", str(lock))
        (folder / _WHOLE).touch()
    return inside


def _run(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    except OSError as error:
        raise NotInstalledError(f"{command[0]}: {error.strerror}") from error
    if done.returncode:
        raise NotInstalledError(
            (done.stderr or done.stdout).strip().rpartition("\n")[2] or f"{command[0]} failed"
        )
    return done.stdout
