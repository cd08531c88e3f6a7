"""What the stages of a build have made, kept by what they made it of.

A stage is a plain function: what it returns depends on its arguments alone, and nothing changes either. So a
result is right for as long as the arguments are the same, whatever else has changed, and nobody has to know
what depends on what. Arguments are compared by their digests: of how they are written, values that are shared
by digests of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar

from sitegen.archive import Archive, ForgottenError, Recent
from sitegen.store import Store
from sitegen.workers import CAN_FORK, begin, processors

T = TypeVar("T")
Arguments = tuple[Any, ...]

# From so many parts on, more than one process make them: a process takes as long to begin as one of them.
_MANY = 4


class Memory:
    """Results of stages, of this build and of the last ones before it; of those of other runs in a store.

    `basis` is the digest of all that the stages themselves are made of. So many `processes` make `parts`
    where these are many: more than one only where no thread but this one runs.
    """

    def __init__(self, store: Store | None = None, basis: bytes = b"", processes: int = 1) -> None:
        self._archive, self._basis, self._processes = Archive(store), basis, processes
        # In a tuple, since a stage may return None.
        self._made: Recent[bytes, tuple[Any]] = Recent()
        # The keys of what was asked for while a part was made; None outside of parts.
        self._inside: list[bytes] | None = None
        # Of this build: how often each stage was asked for and run, and for how many seconds it ran.
        self.asked: Counter[str] = Counter()
        self.run: Counter[str] = Counter()
        self.seconds: dict[str, float] = {}
        # For how many seconds copies of the process were at work, beside this one.
        self.elsewhere = 0.0

    def age(self) -> None:
        """Begin a build: forget what the last ones did not ask for."""
        self._made.age()
        self._archive.age()
        self.asked.clear()
        self.run.clear()
        self.seconds.clear()
        self.elsewhere = 0.0

    def call(self, stage: Callable[..., T], *arguments: object) -> T:
        """Return what `stage` returns for `arguments`, from memory where it was made of the same before.

        All of them must be values that can be written (`Writer`), and `stage` a function of a module. Raises
        ForgottenError where a store has half of what it had.
        """
        self.pause()
        key = self._key(_name(stage), arguments)
        self.asked[_name(stage)] += 1
        kept = self._find(key)
        if kept is None:
            kept = (self._run(stage, arguments),)
            self._put(key, kept)
        return kept[0]

    def parts(
        self,
        stage: Callable[..., Iterable[T]],
        items: Sequence[Arguments],
        *common: object,
        takes_long: bool = False,
    ) -> list[T]:
        """Return what `stage(memory, part, *common)` returns for all of the items, part by part.

        It returns one result for each item of a part, in their order, and depends on these and on what is
        common alone; it may ask `memory` for what it is made of. So nothing is asked of items among which
        nothing has changed. Where it takes longer than to read what it is made of, more than one process make
        what is missing, if that is much.
        """
        name, size = _name(stage), _size(len(items))
        parts = [items[at : at + size] for at in range(0, len(items), size)]
        keys = self._keys(name, parts, common)
        self.asked[name] += len(parts)
        found = [self._find(key) for key in keys]
        lacking = [number for number, kept in enumerate(found) if kept is None]
        is_much = takes_long and CAN_FORK and len(lacking) >= _MANY
        # What is made of parts is not parted again.
        processes, self._processes = self._processes if is_much else 1, 1 if is_much else self._processes

        def make(share: int) -> None:
            for number in lacking[share::processes]:
                if found[number] is None:
                    found[number] = self._made_of(keys[number], stage, parts[number], common)

        copies = [partial(self._counted, make, share) for share in range(1, processes)]
        try:
            others = [begin(partial(self._archive.written, each)) for each in copies]
            make(0)
            for share, end in enumerate(others, 1):
                self._add(self._archive.take(end()))
                for number in lacking[share::processes]:
                    found[number] = self._find(keys[number])
                # What another process did not make, for whatever reason, is made here, or fails here.
                make(share)
        finally:
            if is_much:
                self._processes = processes
        return [each for kept in found if kept is not None for each in kept[0]]

    def pause(self) -> None:
        """Come between two stages: whoever wants a build to end here may raise something."""

    def read(self, path: str | Path) -> bytes:
        """Return what a file holds; OSError where it cannot be read."""
        return Path(path).read_bytes()

    def left(self, about: str) -> bytes:
        """Return what the last run, or an earlier one, left for the next one; b"" if nothing."""
        kept = self._archive.get(self._key(f"left {about}", ()))
        return kept[0] if kept is not None else b""

    def leave(self, about: str, data: bytes) -> None:
        """Leave something for the next run."""
        self._archive.put(self._key(f"left {about}", ()), (data,))

    def digest(self, value: object) -> bytes:
        """Return the digest of a value: of different values different ones, of equal ones mostly the same."""
        return self._archive.digest(value)

    def keep(self) -> None:
        """Let the store have what it has not had yet."""
        self._archive.keep()

    def _keys(self, name: str, parts: Sequence[Sequence[Arguments]], common: Arguments) -> list[bytes]:
        begun = sha256(b"".join((self._basis, name.encode(), *map(self.digest, common))))
        keys = []
        for part in parts:
            key = begun.copy()
            for item in part:
                key.update(b"".join((len(item).to_bytes(4), *map(self.digest, item))))
            keys.append(key.digest())
        return keys

    def _made_of(
        self,
        key: bytes,
        stage: Callable[..., Iterable[object]],
        part: Sequence[Arguments],
        common: Arguments,
    ) -> tuple[Any]:
        """Return what `stage` makes of a part, and have it by its key."""
        self.pause()
        name, started, before = _name(stage), perf_counter(), sum(self.seconds.values())
        outside, inside = self._inside, list[bytes]()
        self._inside = inside
        try:
            made = (tuple(stage(self, part, *common)),)
        finally:
            self._inside = outside
        self._put(key, made, inside)
        self.run[name] += 1
        spent_inside = sum(self.seconds.values()) - before
        self.seconds[name] = self.seconds.get(name, 0) + perf_counter() - started - spent_inside
        return made

    def _counted(self, make: Callable[[int], None], share: int) -> object:
        """Make a share of what is missing in a copy of the process; return what was counted meanwhile."""
        self.asked.clear()
        self.run.clear()
        self.seconds.clear()
        started = perf_counter()
        make(share)
        return {**self.asked}, {**self.run}, self.seconds, perf_counter() - started

    def _add(self, counted: Any) -> None:
        """Add what was counted in a copy of the process, if that came to its end."""
        if counted is None:
            return
        asked, run, seconds, elsewhere = counted
        self.asked.update(asked)
        self.run.update(run)
        for name, spent in seconds.items():
            self.seconds[name] = self.seconds.get(name, 0) + spent
        self.elsewhere += elsewhere

    def _key(self, name: str, arguments: Arguments) -> bytes:
        return sha256(b"".join((self._basis, name.encode(), *map(self.digest, arguments)))).digest()

    def _find(self, key: bytes) -> tuple[Any] | None:
        if self._inside is not None:
            self._inside.append(key)
        kept = self._made.get(key)
        if kept is None:
            kept = self._archive.get(key)
            if kept is not None:
                self._made.put(key, kept)
        return kept

    def _put(self, key: bytes, kept: tuple[Any], inside: Sequence[bytes] = ()) -> None:
        """Keep a result, and as long as that what was asked for `inside`, by its keys."""
        self._archive.put(key, kept, inside)
        self._made.put(key, kept)

    def _run(self, stage: Callable[..., T], arguments: Arguments) -> T:
        name, started = _name(stage), perf_counter()
        made = stage(*arguments)
        self.run[name] += 1
        self.seconds[name] = self.seconds.get(name, 0) + perf_counter() - started
        return made


def remembering(folder: Path, basis: bytes, work: Callable[[Memory], T]) -> T:
    """Return what `work` returns with a memory whose store is in `folder`.

    Where half of the store is lost, all of it is thrown away, and the work is done again from nothing.
    """
    store = Store(folder)
    try:
        memory = Memory(store if store.is_open else None, basis, processors())
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

    def parts(
        self,
        stage: Callable[..., Iterable[T]],
        items: Sequence[Arguments],
        *common: object,
        takes_long: bool = False,
    ) -> list[T]:
        """Return what `stage` returns for all of the items."""
        return [*stage(self, items, *common)]


def _size(items: int) -> int:
    """Return how many items are a part, where there are so many in all: about half the root of that.

    To find a part takes as long as to find one of what it is made of; after an edit each of that is asked
    for. It is a power of two, so that an item more seldom makes other parts of all.

    >>> [_size(items) for items in (0, 20, 100, 1000)]
    [2, 4, 8, 16]
    """
    return 1 << max(1, (items.bit_length() - 1) // 2)


def _name(stage: Callable[..., object]) -> str:
    return f"{stage.__module__}.{stage.__qualname__}"
