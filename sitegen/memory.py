"""What the stages of a build have made, kept by what they made it of.

A stage is a plain function: what it returns depends on its arguments alone, and nothing changes either. So a
result is right for as long as the arguments are the same, whatever else has changed, and nobody has to know
what depends on what. Arguments are compared by their digests: of how they are written, values that are shared
by digests of their own. What a store keeps is read when its fields are asked for, if they ever are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from time import perf_counter
from typing import Any, Generic, TypeVar

from sitegen.store import Row, Store
from sitegen.values import Reader, Shared, Writer, later
from sitegen.workers import CAN_FORK, parted, processors

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


# For how many builds a memory keeps what none of them asks for: an error that an author mends stops a few.
BUILDS = 8
# So many bytes wait to be stored together.
_TOGETHER = 16_000_000
# From so many results on, more than one process make them: a process takes as long to begin as some of them.
_MANY = 40
# What reading says of bytes that were written by another program.
_STRANGE = (ValueError, EOFError, TypeError, LookupError, ImportError, AttributeError)


class ForgottenError(Exception):
    """The store has lost a part of what it has: all must be made again, by a memory without it."""


class _Recent(Generic[K, V]):
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
        old = [key for key, (_, age) in self._kept.items() if age + BUILDS + 1 < self._age]
        for key in old:
            del self._kept[key]


class Memory:
    """Results of stages, of this build and of the last ones before it; of those of other runs in a store.

    `basis` is the digest of all that the stages themselves are made of. `processes` make what is asked for
    together (`each`), if that is much: more than one only where no thread but this one runs.
    """

    def __init__(self, store: Store | None = None, basis: bytes = b"", processes: int = 1) -> None:
        self._store, self._basis, self._processes = store, basis, processes
        # In a tuple, since a stage may return None.
        self._made: _Recent[bytes, tuple[Any]] = _Recent()
        # By the identity of values, which are held, or others might get their identity.
        self._digests: _Recent[int, tuple[object, bytes]] = _Recent()
        # Those that a store has, by their digests: they are read once.
        self._recalled: _Recent[bytes, Shared] = _Recent()
        self._writer, self._reader = Writer(self._refer), Reader(self._recall)
        # What the value that is being written refers to; what waits to be stored.
        self._refers: list[bytes] = []
        self._waiting: list[Row] = []
        self._bytes = 0
        # Of this build: how often each stage was asked for and run, and for how many seconds it ran.
        self.asked: Counter[str] = Counter()
        self.run: Counter[str] = Counter()
        self.seconds: dict[str, float] = {}

    def age(self) -> None:
        """Begin a build: forget what the last `BUILDS` did not ask for."""
        self._made.age()
        self._digests.age()
        self._recalled.age()
        self.asked.clear()
        self.run.clear()
        self.seconds.clear()

    def call(self, stage: Callable[..., T], *arguments: object) -> T:
        """Return what `stage` returns for `arguments`, from memory where it was made of the same before.

        All of them must be values that can be written (`Writer`), and `stage` a function of a module. Raises
        ForgottenError where a store has half of what it had.
        """
        key, kept = self._look_for(stage, arguments)
        if kept is None:
            kept = (self._run(stage, arguments),)
            self._put(key, kept)
        return kept[0]

    def each(self, stage: Callable[..., T], groups: Sequence[Sequence[tuple[object, ...]]]) -> list[list[T]]:
        """Return what `call` returns for each of the arguments, group by group.

        One process makes all of a group, so that what is derived from a value is derived once.
        """
        if self._processes == 1:
            return [[self.call(stage, *arguments) for arguments in group] for group in groups]
        found = [[self._look_for(stage, arguments) for arguments in group] for group in groups]
        missing = [
            (group, at)
            for group, each in enumerate(found)
            for at, (_, kept) in enumerate(each)
            if kept is None
        ]

        def work(number: int) -> T:
            group, at = missing[number]
            return stage(*groups[group][at])

        started = perf_counter()
        shares = [
            [number for number, _ in own] for _, own in groupby(enumerate(missing), lambda each: each[1][0])
        ]
        for number, made in self._make(work, shares).items():
            group, at = missing[number]
            kept = (made,)
            self._put(found[group][at][0], kept)
            found[group][at] = found[group][at][0], kept
        self.run[_name(stage)] += len(missing)
        self.seconds[_name(stage)] = self.seconds.get(_name(stage), 0) + perf_counter() - started
        return [[kept[0] for _, kept in each if kept is not None] for each in found]

    def _make(self, work: Callable[[int], T], shares: Sequence[Sequence[int]]) -> Mapping[int, T]:
        """What `work` makes of each number, by more than one process if there are many."""
        numbers = [number for share in shares for number in share]
        if len(numbers) < _MANY or not CAN_FORK:
            return {number: work(number) for number in numbers}
        begin = self._store.begin_copy if self._store is not None else _nothing
        return parted(work, shares, self._processes, begin)

    def _look_for(
        self, stage: Callable[..., T], arguments: tuple[object, ...]
    ) -> tuple[bytes, tuple[T] | None]:
        """The key of a result, and the result if it is known."""
        name = _name(stage)
        key = sha256(b"".join((self._basis, name.encode(), *map(self.digest, arguments)))).digest()
        self.asked[name] += 1
        kept = self._made.get(key) or self._read(key)
        if kept is not None:
            self._made.put(key, kept)
        return key, kept

    def _put(self, key: bytes, kept: tuple[Any]) -> None:
        if self._store is not None:
            self._keep(key, *self._write(kept), is_result=True)
        self._made.put(key, kept)

    def _run(self, stage: Callable[..., T], arguments: tuple[object, ...]) -> T:
        name, started = _name(stage), perf_counter()
        made = stage(*arguments)
        self.run[name] += 1
        self.seconds[name] = self.seconds.get(name, 0) + perf_counter() - started
        return made

    def digest(self, value: object) -> bytes:
        """Return the digest of a value: of different values different ones, of equal ones mostly the same."""
        known = self._digests.get(id(value))
        if known is None:
            data, refers = self._write(value)
            known = (value, sha256(data).digest())
            self._digests.put(id(value), known)
            if self._store is not None and isinstance(value, Shared):
                self._keep(known[1], data, refers, is_result=False)
        return known[1]

    def keep(self) -> None:
        """Let the store have what it has not had yet."""
        if self._store is not None:
            self._store.put(self._waiting)
            self._waiting, self._bytes = [], 0

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

    def _keep(self, key: bytes, data: bytes, refers: list[bytes], *, is_result: bool) -> None:
        self._waiting.append(Row(key, data, b"".join(refers), is_result))
        self._bytes += len(data)
        if self._bytes > _TOGETHER:
            self.keep()

    def _read(self, key: bytes) -> tuple[Any] | None:
        """What the store has for a result."""
        data = self._store.get(key) if self._store is not None else None
        try:
            kept = self._reader.read(data) if data else None
        except _STRANGE:
            return None
        return kept if isinstance(kept, tuple) else None

    def _recall(self, kind: type[Shared], digest: bytes) -> Shared:
        known = self._recalled.get(digest)
        if known is None:
            known = later(kind, partial(self._fields, digest))
            self._recalled.put(digest, known)
            self._digests.put(id(known), (known, digest))
        return known

    def _fields(self, digest: bytes) -> Mapping[str, object]:
        data = self._store.get(digest) if self._store is not None else None
        try:
            if data is not None:
                return self._reader.fields(data)
        except _STRANGE as error:
            raise ForgottenError from error
        raise ForgottenError


def remembering(folder: Path, basis: bytes, work: Callable[[Memory], T]) -> T:
    """Return what `work` returns with a memory whose store is in `folder`.

    Where half of the store is lost, all of it is thrown away, and the work is done again from nothing.
    """
    store = Store(folder)
    try:
        memory = Memory(store, basis, processors())
        try:
            done = work(memory)
        except ForgottenError:
            store.empty()
            return work(Memory())
        memory.keep()
        return done
    finally:
        store.close()


class Forgetful(Memory):
    """Keeps nothing, for a site that is made once: digests would cost a tenth of that."""

    def call(self, stage: Callable[..., T], *arguments: object) -> T:
        """Return what `stage` returns for `arguments`."""
        self.asked[_name(stage)] += 1
        return self._run(stage, arguments)

    def each(self, stage: Callable[..., T], groups: Sequence[Sequence[tuple[object, ...]]]) -> list[list[T]]:
        """Return what `call` returns for each of the arguments, group by group."""
        return [[self.call(stage, *arguments) for arguments in group] for group in groups]


def _nothing() -> None:
    """A new process without a store has nothing to begin with."""


def _name(stage: Callable[..., object]) -> str:
    return f"{stage.__module__}.{stage.__qualname__}"
