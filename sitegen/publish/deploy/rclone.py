"""What sends files elsewhere: rclone, a program with settings of its own for places and their keys."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

# https://rclone.org/docs/#exit-code: there is no such folder, no such file.
_ABSENT = (3, 4)
# What rclone was told is all that it is to know; it asks nobody, and sends what it is told to, as it is.
_ALWAYS = ("--ask-password=false", "--retries", "3", "--transfers", "16")
# With these it would do something else, or nothing, and say that all is well.
_REFUSED = re.compile(
    r"-[nih]|--(?:dry-run|interactive|help|include|exclude|filter|files-from|max-).*|-[^-]*[nih].*"
)


# In the name of a place: options whose values nobody is to read, and passwords in addresses.
_SECRET = re.compile(r"(\w*(?:pass|secret|key|token)\w*=)(?:\"[^\"]*\"|'[^']*'|[^,:\s]*)", re.IGNORECASE)
_USER = re.compile(r"(//[^/:@\s]*):[^/@\s]*@")
_TIME = re.compile(r"^\d{4}/\d\d/\d\d \d\d:\d\d:\d\d (?:\w+ *: *)?")


class RcloneError(OSError):
    """rclone could not do what it was to do; the message is what it said last, without passwords."""


class NoRcloneError(RcloneError):
    """rclone is not installed."""


def without_secrets(text: str) -> str:
    """Return a text in which nobody can read passwords and keys.

    >>> without_secrets(":webdav,url='http://me:secret@x/',pass=abc:www")
    ":webdav,url='http://me:…@x/',pass=…:www"
    """
    return _USER.sub(r"\1:…@", _SECRET.sub(r"\1…", text))


def refused(options: Iterable[str]) -> str:
    """Return the first option with which rclone would not send what it is told to; "" if there is none."""
    return next((each for each in options if _REFUSED.fullmatch(each)), "")


class Rclone:
    """One place, as rclone names it: `/srv/www`, `name:bucket/folder`, `:sftp,host=example.org:www`.

    Every method raises RcloneError where rclone is missing or fails.
    """

    def __init__(self, place: str, options: Sequence[str] = (), program: str = "rclone") -> None:
        self.place, self._program, self._options = place.rstrip("/"), program, options

    @property
    def shown(self) -> str:
        """What the place is called, without passwords and keys."""
        return without_secrets(self.place)

    def read(self, path: str) -> bytes | None:
        """Return what a file there holds, or None if there is none."""
        code, found, said = self._run(["cat", self._at(path)])
        if code in _ABSENT:
            return None
        self._check(code, said)
        return found

    def send(self, folder: Path, paths: Iterable[str], headers: Iterable[str] = ()) -> None:
        """Send files of a folder to the same paths there, with these headers where the place keeps any."""
        given = [each for header in headers for each in ("--header-upload", header)]
        self._each(["copy", "--no-check-dest", *given], paths, str(folder), self._at(""))

    def remove(self, paths: Iterable[str]) -> None:
        """Remove files there; those that are gone already are no fault."""
        self._each(["delete", "--rmdirs"], paths, self._at(""))

    def is_there(self) -> bool:
        """Tell whether anything is there."""
        code, found, said = self._run(["lsf", "--max-depth", "1", self._at("")])
        if code in _ABSENT:
            return False
        self._check(code, said)
        return bool(found.strip())

    def _each(self, command: list[str], paths: Iterable[str], *places: str) -> None:
        listed = "".join(f"{path}\n" for path in paths)
        if listed:
            code, _, said = self._run([*command, "--files-from-raw", "-", *places], listed.encode())
            self._check(code, said)

    def _at(self, path: str) -> str:
        colon = "" if self.place.endswith(":") else "/"
        return f"{self.place}{colon}{path}" if path else self.place

    def _run(self, arguments: list[str], given: bytes = b"") -> tuple[int, bytes, str]:
        command = [self._program, *arguments, *_ALWAYS, *self._options]
        told = {"RCLONE_LOG_LEVEL": "ERROR", **os.environ}
        try:
            # A program of the system, or one that whoever deploys names; no shell reads its arguments.
            done = subprocess.run(command, input=given, capture_output=True, check=False, env=told)  # noqa: S603 - no shell reads it
        except FileNotFoundError as error:
            raise NoRcloneError(self._program) from error
        return done.returncode, done.stdout, done.stderr.decode(errors="replace")

    def _check(self, code: int, said: str) -> None:
        if code:
            last = _TIME.sub("", without_secrets(said.strip()).rpartition("\n")[2])
            raise RcloneError(last or f"{self._program} ended with code {code}")
