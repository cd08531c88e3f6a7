"""Whatever ends a command from outside: it ends in order, and says nothing of its own inside."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import ROOT
from small_site import run, write_site

PATIENCE = 30.0
CODES = {signal.SIGINT: 130, signal.SIGTERM: 143}
# Runs build.py, and sends a signal to it at the moment at which a module is asked for.
AT_IMPORT = """\
import os, runpy, signal, sys

class Sender:
    def find_spec(self, name, path=None, target=None):
        if name == module:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), number)

number, module = int(sys.argv[1]), sys.argv[2]
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.meta_path.insert(0, Sender())
sys.argv = ["build.py", *sys.argv[3:]]
runpy.run_path("build.py", run_name="__main__")
"""


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    """The folder for temporary files of what is started."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


def environment(temporary: Path) -> dict[str, str]:
    """That of the tests, but for where temporary files are."""
    return {**os.environ, "TMPDIR": str(temporary)}


# The first is loaded before signals are heeded, which takes a moment; from the second on they are.
EARLY = ["sitegen.unchanged"]
LATE = [
    "sitegen.commands",
    "click",
    "jinja2",
    "sitegen.store",
    "sitegen.commands.serve",
    "tornado.httpserver",
    "watchfiles",
    "sitegen.edit.preview.serve",
]


def signalled(
    temporary: Path, number: signal.Signals, module: str, *arguments: str | Path
) -> subprocess.CompletedProcess[str]:
    """Run a command of build.py that gets a signal when it loads a module."""
    return subprocess.run(
        [sys.executable, "-c", AT_IMPORT, str(int(number)), module, *map(str, arguments)],
        cwd=ROOT,
        env=environment(temporary),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


@pytest.mark.parametrize(
    ("module", "number"),
    [
        *((module, signal.SIGINT) for module in (*EARLY, *LATE)),
        *((module, signal.SIGTERM) for module in (*EARLY, LATE[0], LATE[-1])),
    ],
)
def test_it_ends_in_order_while_it_loads(
    tmp_path: Path, temporary: Path, module: str, number: signal.Signals
) -> None:
    """By the code that says so, without a traceback, and with nothing left behind."""
    site = write_site(tmp_path / "site")
    done = signalled(temporary, number, module, "serve", "--root", site, "--port", "0")
    # What has not been asked yet how it wants to end ends as all programs do.
    usual = -number if module in EARLY and number is signal.SIGTERM else CODES[number]
    assert (done.returncode, done.stdout, done.stderr) == (usual, "", "")
    assert [*temporary.iterdir()] == []


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_build_ends_in_order(tmp_path: Path, temporary: Path, command: str) -> None:
    """In the middle of its work, where libraries would say something of their own; nothing is written."""
    # What checks settings is loaded when they are read.
    site = write_site(tmp_path / "site")
    done = signalled(temporary, signal.SIGINT, "pydantic", command, "--root", site)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
    assert not (site / "site").exists()


@contextmanager
def serving(site: Path, temporary: Path, *, is_ready: bool) -> Iterator[subprocess.Popen[str]]:
    """A preview in a process of its own, once it has said where it is, or as soon as it has its folder."""
    command = [sys.executable, "-u", "build.py", "serve", "--root", str(site), "--port", "0"]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(temporary),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    try:
        assert process.stdout is not None
        if is_ready:
            while "http://" not in process.stdout.readline():
                assert process.poll() is None
        else:
            # Behind its folder it opens what it remembers.
            while not (site / ".cache").exists():
                assert process.poll() is None
        yield process
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE)


@pytest.mark.parametrize("is_ready", [True, False], ids=["served", "begun"])
@pytest.mark.parametrize("number", CODES, ids=lambda number: number.name)
def test_a_preview_ends_in_order(
    tmp_path: Path, temporary: Path, number: signal.Signals, is_ready: bool
) -> None:
    """While it serves and while it builds, and takes its folder away."""
    with serving(write_site(tmp_path / "site"), temporary, is_ready=is_ready) as process:
        assert [*temporary.glob("sitegen-preview-*")]
        process.send_signal(number)
        _, said = process.communicate(timeout=PATIENCE)
    assert (process.returncode, said) == (CODES[number], "")
    assert [*temporary.iterdir()] == []


def test_what_ignores_ctrl_c_goes_on(tmp_path: Path, temporary: Path) -> None:
    """A shell that starts it in the background has it ignore Ctrl-C, which is not meant for it."""
    code = (
        "import signal, subprocess, sys\n"
        "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "sys.exit(subprocess.call([sys.executable, '-c', *sys.argv[1:]]))"
    )
    site = write_site(tmp_path / "site")
    own = AT_IMPORT.replace("signal.signal(signal.SIGINT, signal.default_int_handler)\n", "")
    done = subprocess.run(
        [sys.executable, "-c", code, own, str(int(signal.SIGINT)), "jinja2", "build", "--root", site],
        cwd=ROOT,
        env=environment(temporary),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (site / "site/index.html").is_file()


# Drafts


@pytest.mark.parametrize("place", ["site", "site/preview", "link", "elsewhere"])
def test_a_preview_is_not_written_to_where_the_site_is_published(tmp_path: Path, place: str) -> None:
    """It has drafts, which the next upload would publish."""
    root = write_site(tmp_path / "root")
    assert run("build", "--root", root).exit_code == 0
    assert run("build", "--root", root, "--into", root / "elsewhere").exit_code == 0
    (root / "link").symlink_to(root / "site", target_is_directory=True)
    before = {path: path.read_bytes() for path in (root / "site").rglob("*") if path.is_file()}
    done = run("serve", "--root", root, "--into", root / place)
    assert (done.exit_code, done.stdout) == (2, "")
    reason = "is where `build` publishes the site, and a preview has drafts; choose another --into"
    assert done.stderr == f"Error: {root / place} {reason}.\n"
    assert {path: path.read_bytes() for path in (root / "site").rglob("*") if path.is_file()} == before
