"""Bytes kept from one run of the program to the next, by keys: a folder that only its owner can write to.

Nothing here is needed: whatever is wrong with the folder, it is as if nothing had been kept.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import zlib
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from sitegen.values import dataclass

_FILE = "memory.sqlite"
# What a newer or an older program made of it is not read.
_FORMAT = 2
# How long, in seconds, another run may write before this one leaves it alone.
_PATIENCE = 2.0
_CHECKSUM, _KEY = 16, 32
# Behind the checksum: how the rest was written.
_PLAIN, _PACKED = b"0", b"1"
# For so many runs that write something is kept what none of them asks for, or up to three times as many.
RUNS = 20
# So many bytes are kept as they are: packed, they are hardly fewer.
_SMALL = 160
# `refers` are the keys of what a row refers to, one behind the other; `used` is the last run that asked for a
# result, and NULL for what is there because others refer to it.
_LAY_OUT = """
    CREATE TABLE kept (key BLOB PRIMARY KEY, data BLOB NOT NULL, refers BLOB NOT NULL, used INTEGER);
    CREATE TABLE runs (number INTEGER NOT NULL);
    INSERT INTO runs VALUES (0);
"""


@dataclass(frozen=True, slots=True)
class Row:
    """What is kept: packed bytes, and the keys, of 32 bytes each, of rows that they are of no use without."""

    key: bytes
    data: bytes
    refers: bytes
    # Whether it is asked for by itself.
    is_result: bool


_LEFT_OPEN: list[sqlite3.Connection] = []


class Store:
    """What is kept in a folder; without the folder, or with one that others can write to, nothing is."""

    def __init__(self, folder: Path) -> None:
        self._used: set[bytes] = set()
        self._run = self._first = 0
        self._file: Path | None = None
        self._rows: sqlite3.Connection | None = None
        with suppress(OSError, sqlite3.Error):
            self._open(folder)

    def _open(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_ours(folder):
            return
        # No program that looks after versions or backups is to take it for somebody’s work.
        with suppress(FileExistsError), (folder / ".gitignore").open("x", encoding="utf-8") as ignoring:
            ignoring.write("*\n")
        self._file = folder / _FILE
        try:
            self._rows = self._connect()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            # Cut short, or no such file at all.
            self._throw_away()
            self._rows = self._connect()

    def _connect(self) -> sqlite3.Connection:
        assert self._file is not None
        rows = sqlite3.connect(
            # A preview builds in one thread after another, never in two at a time.
            self._file,
            timeout=_PATIENCE,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            rows.execute("PRAGMA journal_mode = WAL")
            rows.execute("PRAGMA synchronous = NORMAL")
            (format_,) = rows.execute("PRAGMA user_version").fetchone()
            if format_ != _FORMAT:
                self._lay_out(rows)
            (self._run,) = rows.execute("SELECT number FROM runs").fetchone()
            self._first = self._run
        except sqlite3.Error:
            rows.close()
            raise
        return rows

    @staticmethod
    def _lay_out(rows: sqlite3.Connection) -> None:
        rows.execute("BEGIN IMMEDIATE")
        # Another run may have done it meanwhile.
        if rows.execute("PRAGMA user_version").fetchone() != (_FORMAT,):
            for (name,) in rows.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                rows.execute(f'DROP TABLE "{name}"')
            for statement in filter(str.strip, _LAY_OUT.split(";")):
                rows.execute(statement)
            rows.execute(f"PRAGMA user_version = {_FORMAT}")
        rows.execute("COMMIT")

    def get(self, key: bytes) -> bytes | None:
        """Return what was kept by `key`, or None."""
        row = self._read(key)
        if row is None:
            return None
        data, used = row
        # Not in each run: to note that takes longer than to read.
        if isinstance(used, int) and used <= self._run - RUNS:
            self._used.add(key)
        return unpack(data)

    def _read(self, key: bytes) -> tuple[object, object] | None:
        if self._rows is None:
            return None
        try:
            found = self._rows.execute("SELECT data, used FROM kept WHERE key = ?", (key,)).fetchone()
        except sqlite3.OperationalError:
            return None
        except sqlite3.Error:
            self._throw_away()
            return None
        row: tuple[object, object] | None = found
        return row

    @property
    def is_open(self) -> bool:
        """Whether anything can be kept."""
        return self._rows is not None

    def put(self, rows: Sequence[Row]) -> bool:
        """Keep `rows`; forget the results that the last `RUNS` runs that kept something did not ask for.

        Return whether that is done, as it is not while somebody else writes, or where the disk is full.
        """
        if self._rows is None or not rows:
            return True
        try:
            self._rows.execute("BEGIN IMMEDIATE")
            is_first = self._run == self._first
            if is_first:
                self._count()
            used = ((self._run, key) for key in self._used)
            self._rows.executemany("UPDATE kept SET used = ? WHERE key = ?", used)
            if is_first and self._run % RUNS == 0:
                self._forget()
            self._rows.executemany(
                "INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)",
                ((row.key, row.data, row.refers, self._run if row.is_result else None) for row in rows),
            )
            self._rows.execute("COMMIT")
            self._used.clear()
        except sqlite3.OperationalError:
            with suppress(sqlite3.Error):
                self._rows.execute("ROLLBACK")
            return False
        except sqlite3.Error:
            self._throw_away()
        return True

    def _count(self) -> None:
        """Count a run that keeps something."""
        assert self._rows is not None
        (number,) = self._rows.execute("SELECT number FROM runs").fetchone()
        self._run = number + 1
        self._rows.execute("UPDATE runs SET number = ?", (self._run,))

    def _forget(self) -> None:
        """Forget what no run has asked for lately, nor this one until now, and what only that needed."""
        assert self._rows is not None
        refers = {}
        waiting = []
        for key, others, used in self._rows.execute("SELECT key, refers, used FROM kept"):
            refers[key] = others
            if used is not None and used > self._run - 2 * RUNS:
                waiting.append(key)
        needed: set[bytes] = set()
        while waiting:
            key = waiting.pop()
            if key not in needed:
                needed.add(key)
                others = refers.get(key, b"")
                waiting += (others[at : at + _KEY] for at in range(0, len(others), _KEY))
        self._rows.executemany("DELETE FROM kept WHERE key = ?", ((key,) for key in refers.keys() - needed))

    def begin_copy(self) -> None:
        """Begin to read in a copy of the process that opened the store: a connection is of one process."""
        if self._rows is not None:
            # It is neither used nor closed here: to close it would let go of what the other holds.
            _LEFT_OPEN.append(self._rows)
            self._rows = None
            with suppress(sqlite3.Error):
                self._rows = self._connect()

    def empty(self) -> None:
        """Forget everything."""
        if self._rows is not None:
            self._throw_away()

    def close(self) -> None:
        """Let the file go."""
        if self._rows is not None:
            with suppress(sqlite3.Error):
                self._rows.close()
            self._rows = None

    def _throw_away(self) -> None:
        self.close()
        assert self._file is not None
        for ending in ("", "-wal", "-shm"):
            with suppress(OSError):
                self._file.with_name(f"{_FILE}{ending}").unlink()


def pack(data: bytes) -> bytes:
    """Return bytes as a store keeps them: smaller, and with what tells whether they are still the same."""
    packed = _PACKED + zlib.compress(data, 1) if len(data) >= _SMALL else _PLAIN + data
    return sha256(packed).digest()[:_CHECKSUM] + packed


def unpack(packed: object) -> bytes | None:
    """Return what was packed, or None where it is not what it was: nothing else guards bytes of a file."""
    if not isinstance(packed, bytes) or sha256(packed[_CHECKSUM:]).digest()[:_CHECKSUM] != packed[:_CHECKSUM]:
        return None
    how, held = packed[_CHECKSUM : _CHECKSUM + 1], packed[_CHECKSUM + 1 :]
    return held if how == _PLAIN else zlib.decompress(held)


def _is_ours(folder: Path) -> bool:
    """Tell whether nobody else can reach what is in a folder: what is read there becomes values."""
    if not hasattr(os, "getuid"):
        return False
    states = [path.lstat() for path in (folder, *folder.glob(f"{_FILE}*"))]
    is_closed = not states[0].st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    return is_closed and all(each.st_uid == os.getuid() and not stat.S_ISLNK(each.st_mode) for each in states)
