"""Tells, before anything else is loaded, that a command would do and say what it did and said the last time.

A note has the command, how each file stood that it may read, how each file stands that it wrote, and what was
said. What is imported here is a part of Python itself: to know that nothing has changed takes as long as to
ask for the state of all these files.
"""

from __future__ import annotations

import io
import os
import sys
import time
import zlib

from sitegen.called import VARIABLE as CALLED
from sitegen.own import package_of

# Types for who reads: to load `typing` would take longer than to ask for the state of a thousand files.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

# What decides what is said, and how.
_VARIABLES = (CALLED, "LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "PYTHONPATH", "GITHUB_ACTIONS")
# These commands depend on nothing but files; with these options they do more, or are to do it.
COMMANDS = ("build", "check")
_WITHOUT = ("--fix", "--changed", "--profile", "--help", "-h", "--version")
AUTHORED = ("content", "templates", "assets")
# For so many seconds a file that was written may be written again and look the same: clocks of file systems
# are coarse, those that tell whole seconds more so.
_FINE, _COARSE = 0.1, 2.0
_NONE = "-"
_SEPARATOR = "\t"
# A folder is read whole; what is not there stands for itself.
_PASSED_OVER = ("__pycache__", ".git")

State = dict[str, str]


class Note:
    """What a command depends on, as it stood when the command began, and what it says while this is entered.

    On leaving, the note is written, if the command has said that it is done.
    """

    def __init__(self, arguments: list[str], root: str, own: str) -> None:
        self._identity = _identity(arguments, own)
        self._path = _path(arguments, root)
        self._inputs = _inputs(root, own)
        self._began = time.time()
        self._said: list[tuple[int, str]] = []
        self._outputs: list[str] | None = None
        self._built = ""

    def __enter__(self) -> Note:
        _speak_utf8()
        self._streams = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = (_Heard(each, n, self) for n, each in enumerate(self._streams, 1))
        return self

    def __exit__(self, kind: object, ended: object, _: object) -> None:
        sys.stdout, sys.stderr = self._streams
        code = ended.code if isinstance(ended, SystemExit) else 0 if ended is None else None
        if self._outputs is not None and code in (0, 1):
            self._write(str(code))

    def hear(self, stream: int, text: str) -> None:
        """Note what is said on a stream, unless the command is done."""
        if self._outputs is None:
            self._said.append((stream, text))

    def finish(self, outputs: Iterable[str] = (), built: str = "") -> None:
        """Note that the command is done: what it wrote, and its last line, with `{seconds}` for how many."""
        self._outputs, self._built = [*outputs], built

    def _write(self, code: str) -> None:
        if any(_may_change_unseen(state, self._began) for state in self._inputs.values()):
            return
        rows = [self._identity, code]
        rows += (_row("in", row, path) for path, row in self._inputs.items())
        rows += (_row("out", _state(path), path) for path in self._outputs or ())
        rows += (_row("say", str(stream), text) for stream, text in self._said)
        rows += [_row("built", "1", self._built)] if self._built else []
        text = "\n".join(rows)
        try:
            with open(f"{self._path}.new", "w", encoding="utf-8", errors="surrogateescape") as file:  # noqa: PTH123 - pathlib takes 20 ms to load
                file.write(f"{text}\n{_checksum(text)}\n")
            os.replace(f"{self._path}.new", self._path)  # noqa: PTH105 - as above
        except OSError:
            return


class _Heard(io.TextIOBase):
    """A stream, of which a note hears all that is written to it."""

    def __init__(self, stream: TextIO, number: int, note: Note) -> None:
        self._stream, self._number, self._note = stream, number, note

    def write(self, text: str) -> int:
        # First: who asks by trying whether bytes can be written is told so by the stream.
        written = self._stream.write(text)
        self._note.hear(self._number, text)
        return written

    def flush(self) -> None:
        self._stream.flush()

    def isatty(self) -> bool:
        return self._stream.isatty()

    def fileno(self) -> int:
        return self._stream.fileno()

    @property
    def encoding(self) -> str:  # type: ignore[override]  # TextIOBase has it as a variable
        return self._stream.encoding

    @property
    def errors(self) -> str | None:  # type: ignore[override]  # as above
        return self._stream.errors


def replay(arguments: list[str], own: str, home: str = "") -> int | None:
    """Say what the same command said the last time, and return its exit code; None if anything has changed.

    `own` is the folder of the generator’s own files; `home` that of the site which is meant where a command
    line names none, the same if it is not given.
    """
    started = time.perf_counter()
    root = find_root(arguments, home or own)
    noted = _read(_path(arguments, root)) if root is not None else None
    if noted is None or root is None or noted[0] != _identity(arguments, own):
        return None
    inputs: State = {}
    outputs: State = {}
    said: list[tuple[str, str, str]] = []
    for line in noted[2:]:
        kind, state, text = (*line.split(_SEPARATOR, 2), "", "")[:3]
        if kind == "in":
            inputs[_unescaped(text)] = state
        elif kind == "out":
            outputs[_unescaped(text)] = state
        else:
            said.append((kind, state, _unescaped(text)))
    if _inputs(root, own) != inputs or any(_state(path) != state for path, state in outputs.items()):
        return None
    _speak_utf8()
    seconds = f"{time.perf_counter() - started:.2f}"
    for kind, stream, text in said:
        words = f"{text.replace('{seconds}', seconds)}\n" if kind == "built" else text
        (sys.stderr if stream == "2" else sys.stdout).write(words)
    return int(noted[1])


def _speak_utf8() -> None:
    """Let streams take any character: a Windows console may be set to a code page without Chinese."""
    for each in (sys.stdout, sys.stderr):
        if isinstance(each, io.TextIOWrapper):
            each.reconfigure(encoding="utf-8", errors="replace")


def note_of(arguments: list[str], own: str, home: str = "") -> Note | NoNote:
    """Return what notes what a command line says and does, where it is one to be noted."""
    root = find_root(arguments, home or own)
    return NoNote() if root is None else Note(arguments, root, own)


class NoNote:
    """Notes nothing."""

    def __enter__(self) -> NoNote:
        return self

    def __exit__(self, *_: object) -> None:
        return


def find_root(arguments: list[str], home: str) -> str | None:
    """Return the folder whose site a command line names, or None where it is not one to be noted."""
    if not arguments or arguments[0] not in COMMANDS or any(each in _WITHOUT for each in arguments):
        return None
    root = home
    for number, each in enumerate(arguments):
        if each == "--root" and number + 1 < len(arguments):
            root = arguments[number + 1]
        elif each.startswith("--root="):
            root = each.removeprefix("--root=")
    return os.path.abspath(root)  # noqa: PTH100 - pathlib takes 20 ms to load


def _path(arguments: list[str], root: str) -> str:
    return f"{root}/.cache/sitegen/{arguments[0]}.note"


def _identity(arguments: list[str], own: str) -> str:
    """The command, where it runs, what runs it, and what else decides what it says."""
    variables = (f"{name}={os.environ.get(name, _NONE)}" for name in _VARIABLES)
    terminals = (str(stream.isatty()) for stream in (sys.stdout, sys.stderr))
    known = (*arguments, os.getcwd(), own, sys.executable, sys.version, *variables, *terminals)  # noqa: PTH109 - as above
    return _escaped(_SEPARATOR.join(known))


def _inputs(root: str, own: str) -> State:
    """How every file stands that a command may read."""
    found: State = {}
    for folder in dict.fromkeys(f"{base}/{name}" for base in (root, own) for name in AUTHORED):
        # Of the project’s own content a site elsewhere has these two files.
        if folder == f"{own}/content" and root != own:
            names = ("interface.yaml", "reviewed.yaml")
            found.update((f"{folder}/{name}", _state(f"{folder}/{name}")) for name in names)
        else:
            found.update(_walk(folder))
    found.update(_walk(package_of(own)))
    # To install something changes the folder.
    installed = next((each for each in sys.path if each.endswith("site-packages")), own)
    found[installed] = _state(installed)
    return found


def _walk(folder: str) -> Iterator[tuple[str, str]]:
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as found:
                entries = [each for each in found if each.name not in _PASSED_OVER]
            below = {each.path for each in entries if each.is_dir(follow_symlinks=False)}
        except OSError as error:
            # A file or a link that leads nowhere is in the way of a folder.
            is_nothing = isinstance(error, FileNotFoundError) and not os.path.islink(here)  # noqa: PTH114 - pathlib loads slowly
            yield here, _NONE if is_nothing else _never_the_same()
            continue
        waiting += below
        for entry in entries:
            if entry.path not in below:
                # What is behind a link to a folder may go round in circles.
                is_linked = entry.is_symlink() and os.path.isdir(entry.path)  # noqa: PTH112 - pathlib loads slowly
                yield entry.path, _never_the_same() if is_linked else _state(entry.path)


def _state(path: str) -> str:
    try:
        state = os.stat(path)  # noqa: PTH116 - as above
    except (FileNotFoundError, NotADirectoryError):
        return _NONE
    except OSError:
        # It may be there: it is never as it was.
        return _never_the_same()
    return f"{state.st_mtime_ns} {state.st_ctime_ns} {state.st_size} {state.st_ino}"


def _never_the_same() -> str:
    return str(time.perf_counter_ns())


def _may_change_unseen(state: str, began: float) -> bool:
    """Tell whether a file was written or replaced so late that it may be again, and nobody could tell."""
    if state == _NONE:
        return False
    written = max(map(int, state.split(" ")[:2]))
    return written / 1e9 > began - (_FINE if written % 1_000_000_000 else _COARSE)


def _read(path: str) -> list[str] | None:
    try:
        with open(path, encoding="utf-8", errors="surrogateescape", newline="\n") as file:  # noqa: PTH123 - as above
            text, _, checksum = file.read().removesuffix("\n").rpartition("\n")
    except (OSError, ValueError):
        return None
    return text.split("\n") if checksum == _checksum(text) else None


def _checksum(text: str) -> str:
    return str(zlib.crc32(text.encode("utf-8", "surrogateescape")))


def _row(kind: str, state: str, text: str) -> str:
    return _SEPARATOR.join((kind, state, _escaped(text)))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    pieces = (piece.replace("\\n", "\n").replace("\\r", "\r") for piece in text.split("\\\\"))
    return "\\".join(pieces)
