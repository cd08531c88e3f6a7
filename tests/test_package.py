"""The generator as others have it: built into a package, installed in an environment of its own, offline.

What it needs besides comes from the environment of the tests, for no index can be asked.
"""

import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen import __version__

ROOT = Path(__file__).parents[1]
Run = Callable[..., subprocess.CompletedProcess[str]]

SETTINGS = """\
title: {en: Water Museum}
description: {en: A guide to the halls.}
base_url: https://water.example/
contact: mailto:guide@water.example
navigation:
  - title: {en: Halls}
    pages: [index]
editions:
  - {tag: en, prefix: en, label: English, language: en}
"""
PAGE = """\
---
title: Welcome
summary: What there is.
updated: 2026-12-01
---

## Halls {#halls}

There are three halls.
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the programs of an environment in which the package is installed."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input"]
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", folder, ROOT], check=True
    )
    environment = folder / "environment"
    venv.create(environment, symlinks=True)
    (wheel,) = folder.glob("*.whl")
    places = {"base": str(environment), "platbase": str(environment)}
    packages = Path(sysconfig.get_path("purelib", "venv", places))
    (packages / "others.pth").write_text(f"{sysconfig.get_path('purelib')}\n", "utf-8")
    programs = Path(sysconfig.get_path("scripts", "venv", places))
    target = ["--python", str(environment)]
    subprocess.run([*pip, *target, "install", "--no-deps", "--no-index", wheel], check=True)
    return programs


@pytest.fixture
def duizhao(installed: Path, tmp_path: Path) -> Run:
    """Runs the installed command in a folder, with nothing that the tests have set."""
    kept = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}

    def run(*arguments: str, folder: Path = tmp_path, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [installed / "duizhao", *arguments],
            cwd=folder,
            env=kept | environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )

    return run


def test_it_says_what_it_is(duizhao: Run) -> None:
    """By the name on the path, in its help and in what it tells to run."""
    assert duizhao("--version").stdout == f"duizhao, version {__version__}\n"
    assert duizhao("--help").stdout.startswith("Usage: duizhao ")
    assert "`duizhao stamp" in duizhao("explain", "stale").stdout


def test_a_site_of_two_files_is_built(duizhao: Run, tmp_path: Path) -> None:
    """From anywhere within it, with templates, assets and words of the package; the next time at once."""
    (tmp_path / "content" / "pages").mkdir(parents=True)
    (tmp_path / "content" / "site.yaml").write_text(SETTINGS, "utf-8")
    (tmp_path / "content" / "pages" / "index.en.md").write_text(PAGE, "utf-8")
    within = tmp_path / "content" / "pages"
    checked = duizhao("check", folder=within)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "nothing to mend" in checked.stdout
    built = duizhao("build", folder=within)
    assert built.returncode == 0, built.stderr
    home = (tmp_path / "site" / "en" / "index.html").read_text("utf-8")
    assert "There are three halls." in home
    assert list((tmp_path / "site" / "assets" / "css").glob("site.*.css"))
    assert "0 written" in duizhao("build", folder=within).stdout


def test_without_a_site_it_says_what_is_missing(duizhao: Run) -> None:
    """With exit code 2, for it was started in the wrong place."""
    done = duizhao("check")
    assert (done.returncode, "there is no folder" in done.stderr) == (2, True)
    assert "Traceback" not in done.stderr
