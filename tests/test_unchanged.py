"""A command that would do what it did says so at once: the same words, the same exit code, nothing loaded."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from edits import lay_out

from sitegen import unchanged
from sitegen.commands import main
from sitegen.make import OWN
from sitegen.unchanged import find_root, note_of, replay

pytestmark = pytest.mark.usefixtures("keeping")

PAGE = "content/pages/index.en.md"
STYLE = "content/style.yaml"


@dataclass
class Said:
    """What a command said, how it ended, and whether it was run for that."""

    code: int
    out: str
    err: str
    was_run: bool


Command = Callable[..., Said]


@pytest.fixture(name="command")
def fixture_command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Command]:
    """Runs commands as `build.py` does, on files that are minutes old."""
    monkeypatch.setattr(unchanged, "_FINE", -1e9)

    def command(*arguments: str | Path, own: Path = OWN) -> Said:
        words = [str(each) for each in arguments]
        capsys.readouterr()
        code = replay(words, str(own))
        was_run = code is None
        if code is None:
            with pytest.raises(SystemExit) as ended, note_of(words, str(own)) as note:
                main(words, prog_name="build.py", obj=note)
            assert isinstance(ended.value.code, int)
            code = ended.value.code
        said = capsys.readouterr()
        return Said(code, said.out, said.err, was_run)

    return command


def test_a_build_is_told_again(tmp_path: Path, command: Command) -> None:
    """With what was not written this time, and the seconds that this took."""
    root = lay_out(tmp_path / "site")
    first = command("build", "--root", root, "--into", tmp_path / "out")
    again = command("build", "--root", root, "--into", tmp_path / "out")
    assert (first.was_run, again.was_run, again.code, again.err) == (True, False, 0, first.err)
    assert re.search(r"\([1-9][0-9]* written, 0 removed\) in \d+\.\d\d s", first.out)
    assert re.search(r"\(0 written, 0 removed\) in 0\.\d\d s", again.out)

    def without_counts(said: Said) -> str:
        return re.sub(r"\(\d+ written.* s", "", said.out)

    assert without_counts(again) == without_counts(first)


@pytest.mark.parametrize("format_", ["text", "json"])
def test_what_check_says_is_told_again(tmp_path: Path, command: Command, format_: str) -> None:
    """Also where it fails, each on its own stream."""
    root = lay_out(tmp_path / "site")
    (root / PAGE).write_text((root / PAGE).read_text("utf-8") + "\n[x](term:none) \\n\\\\\n", "utf-8")
    first = command("check", "--root", root, "--format", format_)
    again = command("check", "--root", root, "--format", format_)
    assert (first.code, first.was_run, again.was_run) == (1, True, False)
    assert (again.code, again.out, again.err) == (first.code, first.out, first.err)
    assert "unknown-term" in again.out + again.err


def rewrite(path: str) -> Callable[[Path], None]:
    """Change a file, and let it look as if nobody had: its size and its times are what they were."""

    def change(root: Path) -> None:
        file = root / path
        before, data = file.stat(), file.read_bytes()
        file.write_bytes(data[:-2] + bytes([data[-2] ^ 1]) + data[-1:])
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    return change


def replace_file(root: Path) -> None:
    """Put another file in the place of one, older than it."""
    shutil.copy2(root / PAGE, root / "new")
    os.utime(root / "new", (1, 1))
    (root / "new").replace(root / PAGE)


CHANGES: dict[str, Callable[[Path], object]] = {
    "the same size and time": rewrite(PAGE),
    "another file": replace_file,
    "a new file": lambda root: (root / "content" / "pages" / "new.en.md").write_text("", "utf-8"),
    "a file less": lambda root: (root / PAGE).unlink(),
    "another name": lambda root: (root / PAGE).rename(root / "content" / "pages" / "home.en.md"),
    "a template": rewrite("templates/page.html"),
    "an asset": lambda root: [
        (root / "assets").mkdir(),
        (root / "assets" / "a.css").write_text("a", "utf-8"),
    ],
    "an output": lambda root: (root / "site" / "index.html").write_text("mine", "utf-8"),
    "an output less": lambda root: (root / "site" / "robots.txt").unlink(),
    "a note cut short": lambda root: _note(root).write_bytes(_note(root).read_bytes()[:-40]),
    "an empty note": lambda root: _note(root).write_bytes(b""),
    "another note": lambda root: _note(root).write_bytes(b"\xff\xfe\0"),
    "a digit in a note": lambda root: _note(root).write_bytes(
        _note(root).read_bytes().replace(b"\n0\n", b"\n1\n")
    ),
}


def _note(root: Path) -> Path:
    return root / ".cache" / "sitegen" / "build.note"


@pytest.mark.parametrize("name", CHANGES)
def test_what_changed_is_seen(tmp_path: Path, command: Command, name: str) -> None:
    """Whatever a command reads or wrote: it is run again."""
    root = lay_out(tmp_path / "site")
    command("build", "--root", root)
    assert not command("build", "--root", root).was_run
    CHANGES[name](root)
    assert command("build", "--root", root).was_run


def test_other_circumstances_are_seen(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another language, another folder to work in, other options: other words."""
    root = lay_out(tmp_path / "site")
    command("check", "--root", root)
    assert command("check", "--root", root, "--lang", "zh").was_run
    assert command("check", "--root", root).was_run
    assert not command("check", "--root", root).was_run
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    assert command("check", "--root", root).was_run
    monkeypatch.chdir(tmp_path)
    assert command("check", "--root", root).was_run


def test_other_code_is_seen(tmp_path: Path, command: Command) -> None:
    """What a command does is what its code says."""
    own, root = tmp_path / "own", lay_out(tmp_path / "site")
    for folder in ("sitegen", "content", "templates", "assets"):
        shutil.copytree(OWN / folder, own / folder, ignore=shutil.ignore_patterns("__pycache__", "pages"))
    command("check", "--root", root, own=own)
    assert not command("check", "--root", root, own=own).was_run
    with (own / "sitegen" / "make.py").open("a", encoding="utf-8") as code:
        code.write("# Another version.\n")
    assert command("check", "--root", root, own=own).was_run


def test_what_was_just_written_is_looked_at_again(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be written again, and look the same: clocks of files are coarse."""
    monkeypatch.setattr(unchanged, "_FINE", 1e9)
    root = lay_out(tmp_path / "site")
    assert [command("check", "--root", root).was_run for _ in range(2)] == [True, True]


@pytest.mark.parametrize(
    ("written", "is_unsure"),
    [
        ("99_950_000_000", True),
        ("99_850_000_001", False),
        ("101_000_000_001", True),
        # A clock of whole seconds.
        ("99_000_000_000", True),
        ("97_000_000_000", False),
    ],
)
def test_how_late_is_too_late(written: str, is_unsure: bool) -> None:
    """A tenth of a second, or two seconds where the clock has no parts of them; the later of both times."""
    own = written.replace("_", "")
    for state in (f"{own} 1 2 3", f"1 {own} 2 3"):
        assert unchanged._may_change_unseen(state, 100.0) is is_unsure
    assert not unchanged._may_change_unseen("-", 100.0)


def test_what_does_more_is_never_told_again(tmp_path: Path, command: Command) -> None:
    """Mending, printing a profile, help; what is misused."""
    root = lay_out(tmp_path / "site")
    for option in ("--fix", "--nonsense"):
        assert [command("check", "--root", root, option).was_run for _ in range(2)] == [True, True]
    assert [command("build", "--root", root, "--profile").was_run for _ in range(2)] == [True, True]


def test_what_is_behind_a_link_may_be_anything(tmp_path: Path, command: Command) -> None:
    """Templates may lie elsewhere: such a site is built every time."""
    root = lay_out(tmp_path / "site")
    (tmp_path / "elsewhere").mkdir()
    (root / "templates" / "more").symlink_to(tmp_path / "elsewhere")
    assert [command("check", "--root", root).was_run for _ in range(3)] == [True, True, True]


@pytest.mark.parametrize(
    ("arguments", "root"),
    [
        (["check"], "/own"),
        (["build", "--root", "/a"], "/a"),
        (["build", "--root=/a", "--into", "/b"], "/a"),
        (["serve"], None),
        (["build", "--help"], None),
        ([], None),
        (["--version"], None),
    ],
)
def test_which_site_is_meant(arguments: list[str], root: str | None) -> None:
    """Known without the parser of the command line."""
    assert find_root(arguments, "/own") == root


def test_nothing_is_loaded(tmp_path: Path, command: Command) -> None:
    """Nothing but Python itself: no library, and no more of the package than this."""
    root = lay_out(tmp_path / "site")
    command("check", "--root", root)
    ended = subprocess.run(
        [sys.executable, "-X", "importtime", OWN / "build.py", "check", "--root", root],
        capture_output=True,
        text=True,
        check=False,
    )
    loaded = re.findall(r"^import time: .*\| +([\w.]+)$", ended.stderr, re.MULTILINE)
    at_start = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", ""], capture_output=True, text=True, check=True
    )
    of_python = re.findall(r"^import time: .*\| +([\w.]+)$", at_start.stderr, re.MULTILINE)
    own = {*loaded} - {*of_python} - {"__future__", "time", "zlib"}
    assert sorted(own) == [
        "sitegen",
        "sitegen.called",
        "sitegen.entry",
        "sitegen.own",
        "sitegen.unchanged",
    ]
