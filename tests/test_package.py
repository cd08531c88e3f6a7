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


@pytest.mark.parametrize(
    ("editions", "home"),
    [
        ("zh-Hans,zh-Hant-HK,zh-Hant-TW,en", "zh-hant-tw/index.html"),
        ("en", "en/index.html"),
        ("zh-Hant-TW", "zh-hant-tw/index.html"),
        ("zh-Hant-HK,en", "zh-hant-hk/index.html"),
        ("en,zh-Hans", "zh-hans/index.html"),
        ("zh-Hans,en,fr", "fr/index.html"),
        ("de", "de/index.html"),
        ("ja,en", "ja/index.html"),
    ],
)
def test_a_site_is_begun(duizhao: Run, tmp_path: Path, editions: str, home: str) -> None:
    """In whatever editions are asked for, with nothing to mend and nothing that is said of another site."""
    begun = duizhao("init", "new", "--editions", editions)
    assert (begun.returncode, begun.stderr) == (0, "")
    checked = duizhao("check", folder=tmp_path / "new")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert duizhao("build", folder=tmp_path / "new").returncode == 0
    html = (tmp_path / "new" / "site" / home).read_text("utf-8")
    assert "R-2" in html
    for said in ("Shanghai", "上海", "CC BY", "creativecommons", "MIT", "official", "官方", "官網"):
        assert said not in html
    assert 'class="rivers"' not in html


def test_words_for_another_language_are_to_be_filled_in(duizhao: Run, tmp_path: Path) -> None:
    """The file has them all; without it the English ones stand in, and that is said once."""
    assert duizhao("init", "new", "--editions", "de,en").returncode == 0
    words = tmp_path / "new" / "content" / "interface.yaml"
    assert "\nde:\n" in words.read_text("utf-8")
    words.unlink()
    checked = duizhao("check", folder=tmp_path / "new")
    assert checked.returncode == 0
    assert checked.stderr.count("[interface-language]") == 1
    assert "content/site.yaml:" in checked.stderr


def test_nothing_is_written_over(duizhao: Run, tmp_path: Path) -> None:
    """A folder that has a site keeps it."""
    assert duizhao("init", ".", "--title", "en=Ours", "--editions", "en").returncode == 0
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert b"title:\n  en: Ours\n" in before[tmp_path / "content" / "site.yaml"]
    again = duizhao("init", ".", "--lang", "zh")
    assert (again.returncode, "会被覆盖" in again.stderr) == (2, True)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--editions", "zh_Hans"), "zh_Hans is no language tag"),
        (("--editions", "en,EN"), "each edition is named once"),
        (("--editions", ","), "there is at least one"),
        (("--title", "Ours"), "Ours is no LANGUAGE=TITLE"),
    ],
)
def test_what_is_asked_for_wrongly_is_told(duizhao: Run, arguments: tuple[str, ...], told: str) -> None:
    """Before anything is written."""
    done = duizhao("init", "new", *arguments)
    assert (done.returncode, told in done.stderr) == (2, True), done.stderr


def test_without_a_site_it_says_what_is_missing(duizhao: Run) -> None:
    """With exit code 2, for it was started in the wrong place."""
    done = duizhao("check")
    assert (done.returncode, "there is no folder" in done.stderr) == (2, True)
    assert "Traceback" not in done.stderr
