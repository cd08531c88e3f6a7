"""The same content gives the same bytes, whoever builds it, where, when, and with which Python.

Each Python has the packages of requirements.lock in an environment of its own, by their hashes.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pytest
from conftest import NOT_READ
from supply.environments import environment
from supply.locks import ROOT, SHIPS

from quality.interpreters import SUPPORTED, TRIED, interpreters

PYTHONS = interpreters()
FIRST = next(iter(PYTHONS))
NOBODY = 65534
# A record of the build is no part of the site; of it only the list of files is the same everywhere.
RECORDS, RECORD = ".sitegen/", ".sitegen/manifest.json"
# It keeps root's way to files, so that a Python below root's own folder can be started by somebody else.
AS_NOBODY = (
    "setpriv",
    f"--reuid={NOBODY}",
    f"--regid={NOBODY}",
    "--clear-groups",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
)

Digests = Mapping[str, str]


@dataclass(frozen=True)
class Circumstances:
    """What a build may not depend on."""

    folder: str = "project"
    environment: Mapping[str, str] = field(default_factory=dict)
    umask: int = 0o022
    # Seeds the order in which files are written and the times that they are given; 0 keeps both.
    shuffled: int = 0
    processors: int | None = None
    options: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    is_elsewhere: bool = False


STRANGE = Circumstances(
    folder="另一 個 folder",
    environment={
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "zh_CN.GB18030",
        "LANG": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "20",
        "COLUMNS": "40",
        "HOME": "/nonexistent",
        "SOURCE_DATE_EPOCH": "1",
    },
    umask=0o077,
    shuffled=1,
    is_elsewhere=True,
)
BARE = Circumstances(
    environment={"TZ": "America/St_Johns", "LC_ALL": "C", "PYTHONHASHSEED": "4096", "PYTHONUTF8": "0"},
    umask=0o002,
    shuffled=2,
    options=("-O", "-B"),
)
ONE = Circumstances(processors=1)
TWO = Circumstances(processors=2)
OTHER_USER = Circumstances(
    folder="theirs", before=AS_NOBODY, environment={"USER": "nobody", "HOME": "/nonexistent"}
)


def lay_out(into: Path, shuffled: int) -> None:
    """Copy what a build reads, and nothing that builds remember; in any order, of any age if `shuffled`."""
    files = [
        path.relative_to(ROOT)
        for top in ROOT.iterdir()
        if top.name not in NOT_READ and not top.name.startswith(".")
        for path in ((top,) if top.is_file() else sorted(top.rglob("*")))
        if path.is_file() and path.suffix != ".pyc"
    ]
    chance = random.Random(shuffled)  # noqa: S311
    if shuffled:
        chance.shuffle(files)
    for name in files:
        (into / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, into / name)
        if shuffled:
            age = chance.randrange(10**9, 2 * 10**9)
            os.utime(into / name, (age, age))


def build(python: Path, root: Path, into: Path, circumstances: Circumstances) -> Digests:
    """Build the site below `root` into a folder; return the digest of every file."""
    affinity = ()
    if circumstances.processors:
        usable = sorted(os.sched_getaffinity(0))[: circumstances.processors]
        affinity = ("taskset", "--cpu-list", ",".join(map(str, usable)))
    command = [*affinity, *circumstances.before, str(python), *circumstances.options]
    command += [str(root / "build.py"), "build", "--into", str(into)]
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    done = subprocess.run(
        command,
        cwd=tempfile.gettempdir() if circumstances.is_elsewhere else root,
        env=kept | {"LC_ALL": "C.UTF-8"} | circumstances.environment,
        umask=circumstances.umask,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
        timeout=600,
    )
    if done.returncode:
        pytest.fail(f"{' '.join(command)}: exit code {done.returncode}\n{done.stdout}", pytrace=False)
    return digests(into)


def digests(folder: Path) -> Digests:
    """Return the SHA-256 digest of every file of a site, by its path."""
    names = (
        (path, path.relative_to(folder).as_posix()) for path in sorted(folder.rglob("*")) if path.is_file()
    )
    return {
        name: sha256(path.read_bytes()).hexdigest()
        for path, name in names
        if name == RECORD or not name.startswith(RECORDS)
    }


def one_digest(files: Digests) -> str:
    """Return one digest for a whole site."""
    return sha256(
        "".join(f"{name} {digest}\n" for name, digest in sorted(files.items())).encode()
    ).hexdigest()


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that other users come into as well, which no folder of pytest’s lets them."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)  # noqa: PTH101, S103
        yield Path(name)


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory, figures: list[str]) -> Digests:
    """The site as the first Python builds it, from nothing, under no special circumstances."""
    folder = tmp_path_factory.mktemp("reference")
    lay_out(folder / "project", 0)
    made = build(
        environment(PYTHONS[FIRST], ROOT / SHIPS), folder / "project", folder / "site", Circumstances()
    )
    absent = [version for version in TRIED if version not in PYTHONS]
    figures.append(f"Pythons: {', '.join(PYTHONS)}; not here: {', '.join(absent)}")
    figures.append(f"site: {len(made)} files, SHA-256 of all {one_digest(made)}")
    return made


def differing(made: Digests, reference: Digests) -> list[str]:
    """The files that are there once only, or hold other bytes."""
    return [name for name in sorted({*made, *reference}) if made.get(name) != reference.get(name)]


@pytest.mark.parametrize("version", PYTHONS)
@pytest.mark.parametrize("circumstances", [STRANGE, BARE], ids=["strange", "bare"])
def test_neither_python_nor_machine_shows(
    folder: Path, reference: Digests, figures: list[str], version: str, circumstances: Circumstances
) -> None:
    """Whatever the Python, folder, clock, locale, umask, order of hashes and files; with a memory too."""
    python = environment(PYTHONS[version], ROOT / SHIPS)
    root = folder / circumstances.folder
    lay_out(root, circumstances.shuffled)
    cold = build(python, root, folder / "cold", circumstances)
    warm = build(python, root, folder / "warm", circumstances)
    assert (differing(cold, reference), differing(warm, reference)) == ([], [])
    figures.append(f"{version}, {circumstances.folder!r}, without and with a memory: the same")


@pytest.mark.parametrize("circumstances", [ONE, TWO], ids=["one", "two"])
def test_workers_do_not_show(
    folder: Path, reference: Digests, figures: list[str], circumstances: Circumstances
) -> None:
    """As many processes as there are processors make the site."""
    here = len(os.sched_getaffinity(0))
    lay_out(folder / "project", 0)
    python = environment(PYTHONS[FIRST], ROOT / SHIPS)
    assert differing(build(python, folder / "project", folder / "site", circumstances), reference) == []
    figures.append(f"{min(here, circumstances.processors or here)} of {here} processors: the same")


def test_the_user_does_not_show(folder: Path, reference: Digests, figures: list[str]) -> None:
    """Nor whom the files belong to; only root may try that."""
    if os.getuid() or not shutil.which("setpriv"):
        figures.append("another user: not tried, for only root becomes one")
        return
    lay_out(folder / OTHER_USER.folder, 0)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    python = environment(PYTHONS[FIRST], ROOT / SHIPS)
    made = build(python, folder / OTHER_USER.folder, folder / "site", OTHER_USER)
    assert differing(made, reference) == []
    assert {path.stat().st_uid for path in (folder / "site").rglob("*")} == {NOBODY}
    figures.append("another user: the same")


def test_what_is_supported_was_tried(figures: list[str]) -> None:
    """A Python that is not on this machine is named in the figures, so that it does not pass for tried."""
    assert {"{}.{}".format(*sys.version_info)} <= PYTHONS.keys()
    figures.extend(
        f"Python {version} is supported, and was not tried" for version in SUPPORTED if version not in PYTHONS
    )
