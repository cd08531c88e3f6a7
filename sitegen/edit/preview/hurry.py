"""Builds that are given up, between two stages, once something was saved behind them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sitegen.looked import Looked
from sitegen.memory import Memory
from sitegen.store import Store

# So many in a row are given up: who saves all the time is to see something too.
MOST = 4


class OutOfDateError(Exception):
    """The build that runs is of files that have been saved anew."""


class Hurried(Memory):
    """A memory that ends a build that is out of date: `pause` raises OutOfDateError where `is_late` says so.

    What stages had made until then is kept, so that the next build begins where this one ended.
    """

    def __init__(self, store: Store | None = None, basis: bytes = b"") -> None:
        super().__init__(store, basis)
        self.is_late: Callable[[], bool] = lambda: False
        self._read = Looked(Path.read_bytes)
        self._is_given_up = False
        self._in_a_row = 0

    def age(self) -> None:
        """Begin a build; one that was given up made nothing older, for it did not ask for most."""
        self._in_a_row = self._in_a_row + 1 if self._is_given_up else 0
        if not self._is_given_up:
            super().age()
        self._is_given_up = False

    def read(self, path: str | Path) -> bytes:
        """Return what a file holds, which is not read again while it stands as it did."""
        return self._read(path)

    def pause(self) -> None:
        """Raise OutOfDateError if the build is out of date, unless too many in a row were given up."""
        if self._in_a_row < MOST and self.is_late():
            self._is_given_up = True
            raise OutOfDateError
