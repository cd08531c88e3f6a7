"""What sends files elsewhere: rclone, a program with settings of its own for places and their keys."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

# https://rclone.org/docs/#exit-code: there is no such folder, no such file.
_ABSENT = (3, 4)
# What rclone was told is all that it is to know; it asks nobody, and sends what it is told to, as it is.
_ALWAYS = ("--ask-password=false", "--log-level", "ERROR", "--retries", "3", "--transfers", "16")


# In the name of a place: options whose values nobody is to read.
_SECRET = re.compile(r"(\w*(?:pass|secret|key|token)\w*)=(\"[^\"]*\"|'[^']*'|[^,:]*)", re.IGNORECASE)


class RcloneError(OSError):
    """rclone could not do what it was to do; the message is what it said last."""


class Rclone:
    """One place, as rclone names it: `/srv/www`, `name:bucket/folder`, `:sftp,host=example.org:www`.

    Every method raises RcloneError where rclone is missing or fails.
    """

    def __init__(self, place: str, options: Sequence[str] = (), program: str = "rclone") -> None:
        self.place, self._program, self._options = place.rstrip("/"), program, options

    @property
    def shown(self) -> str:
        """What the place is called, without passwords and keys."""
        return _SECRET.sub(r"\1=…", self.place)

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
        self._each(["delete"], paths, self._at(""))

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
        try:
            # A program of the system, or one that whoever deploys names; no shell reads its arguments.
            done = subprocess.run(command, input=given, capture_output=True, check=False)  # noqa: S603 - as said
        except FileNotFoundError as error:
            raise RcloneError(
                f"{self._program} is not installed: apt-get install rclone, or see rclone.org"
            ) from error
        return done.returncode, done.stdout, done.stderr.decode(errors="replace")

    def _check(self, code: int, said: str) -> None:
        if code:
            raise RcloneError(said.strip().rpartition("\n")[2] or f"{self._program} ended with code {code}")
