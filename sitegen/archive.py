"""Values by their digests: those of this run of the program, and those that a store has of others.

What a store keeps is read when its fields are asked for, if they ever are.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Hashable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from hashlib import sha256
from typing import Any, Generic, TypeVar

from sitegen.store import Row, Store, pack, unpack
from sitegen.values import Reader, Shared, Writer, later

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

# For how many builds is kept what none of them asks for, or for up to twice as many: an error that an author
# mends stops a few.
BUILDS = 8
# So many bytes, packed, wait to be stored together.
_TOGETHER = 4_000_000
# What reading says of bytes that were written by another program.
_STRANGE = (ValueError, EOFError, TypeError, LookupError, ImportError, AttributeError)


class ForgottenError(Exception):
    """The store has lost a part of what it has: all must be made again, by a memory without it."""


class Recent(Generic[K, V]):
    """Holds what was put in or asked for since the last calls of `age`."""

    def __init__(self) -> None:
        self._kept: dict[K, tuple[V, int]] = {}
        self._age = 0

    def get(self, key: K) -> V | None:
        found = self._kept.get(key)
        if found is None:
            return None
        if found[1] != self._age:
            self._kept[key] = found[0], self._age
        return found[0]

    def put(self, key: K, value: V) -> None:
        self._kept[key] = value, self._age

    def age(self) -> None:
        self._age += 1
        # To look at all of them takes as long as a small build: not before each.
        if self._age % BUILDS:
            return
        old = [key for key, (_, age) in self._kept.items() if age + BUILDS + 1 < self._age]
        for key in old:
            del self._kept[key]


class Archive:
    """Values, and results by their keys; without a store, digests alone.

    `fields` of a value that was recalled raise ForgottenError where the store has half of what it had.
    """

    def __init__(self, store: Store | None) -> None:
        self._store = store
        # By the identity of values, which are held, or others might get their identity.
        self._digests: Recent[int, tuple[object, bytes]] = Recent()
        # Those that are shared, by their digests: one of each, read once.
        self._recalled: Recent[bytes, Shared] = Recent()
        self._writer, self._reader = Writer(self._refer), Reader(self._recall)
        # What the value that is being written refers to.
        self._refers: list[bytes] = []
        # What waits to be stored, or came from a copy of the process; what is to be sent, in such a copy.
        self._waiting: dict[bytes, Row] = {}
        self._bytes = 0
        self._sent: list[Row] | None = None

    def age(self) -> None:
        """Forget what the last `BUILDS` did not ask for."""
        self._digests.age()
        self._recalled.age()

    def digest(self, value: object) -> bytes:
        """Return the digest of a value: of different values different ones, of equal ones mostly the same."""
        known = self._digests.get(id(value))
        if known is None:
            data, refers = self._write(value)
            known = (value, sha256(data).digest())
            self._digests.put(id(value), known)
            if isinstance(value, Shared):
                self._recalled.put(known[1], value)
                if self._keeps:
                    self._wait(Row(known[1], pack(data), b"".join(refers), is_result=False))
        return known[1]

    def put(self, key: bytes, result: tuple[Any], inside: Sequence[bytes] = ()) -> None:
        """Have a result by its key, when `keep` is called at the latest.

        The results by the keys `inside` are kept as long as this one.
        """
        if self._keeps:
            data, refers = self._write(result)
            self._wait(Row(key, pack(data), b"".join((*refers, *inside)), is_result=True))

    def get(self, key: bytes) -> tuple[Any] | None:
        """Return what was put, here or in a copy of this process, or what the store has."""
        data = self._find(key)
        try:
            result = self._reader.read(data) if data else None
        except _STRANGE:
            return None
        return result if isinstance(result, tuple) else None

    def keep(self) -> None:
        """Let the store have what it has not had yet; what it cannot have now goes on waiting."""
        if self._store is not None and self._store.put([*self._waiting.values()]):
            self._waiting, self._bytes = {}, 0

    def written(self, work: Callable[[], object]) -> bytes:
        """Do what puts results, in a copy of the process; return these and what it returns, for `take`."""
        if self._store is not None:
            self._store.begin_copy()
        self._sent = []
        returned = work()
        rows = [(row.key, row.data, row.refers, row.is_result) for row in self._sent]
        # What work returns are numbers by name, which its type cannot say.
        sent: Any = (rows, returned)
        return marshal.dumps(sent)

    def take(self, data: bytes) -> Any:
        """Have what a copy of the process has put, each value read when it is asked for.

        Return what its work returned, or None if it did not come to its end.
        """
        with suppress(*_STRANGE):
            rows, returned = marshal.loads(data)  # noqa: S302 - a copy of this process wrote it, into a pipe
            for row in rows:
                self._wait(Row(*row))
            return returned
        return None

    @property
    def _keeps(self) -> bool:
        return self._store is not None or self._sent is not None

    def _find(self, key: bytes) -> bytes | None:
        waiting = self._waiting.get(key)
        if waiting is not None:
            return unpack(waiting.data)
        return self._store.get(key) if self._store is not None else None

    def _wait(self, row: Row) -> None:
        self._waiting[row.key] = row
        self._bytes += len(row.data)
        if self._sent is not None:
            self._sent.append(row)
        elif self._bytes > _TOGETHER:
            self.keep()

    def _write(self, value: object) -> tuple[bytes, list[bytes]]:
        before, self._refers = self._refers, []
        try:
            return self._writer.write(value), self._refers
        finally:
            self._refers = before

    def _refer(self, value: object) -> bytes:
        digest = self.digest(value)
        self._refers.append(digest)
        return digest

    def _recall(self, kind: type[Shared], digest: bytes) -> Shared:
        known = self._recalled.get(digest)
        if known is None:
            known = later(kind, partial(self._fields, digest))
            self._recalled.put(digest, known)
            self._digests.put(id(known), (known, digest))
        return known

    def _fields(self, digest: bytes) -> Mapping[str, object]:
        data = self._find(digest)
        try:
            if data is not None:
                return self._reader.fields(data)
        except _STRANGE as error:
            raise ForgottenError from error
        raise ForgottenError
