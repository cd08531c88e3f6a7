"""What the stages of a build have made, kept by what they made it of.

A stage is a plain function: what it returns depends on its arguments alone, and nothing changes either. So a
result is right for as long as the arguments are the same, whatever else has changed, and nobody has to know
what depends on what. Arguments are compared by their digests: of how they are written, values that are shared
by digests of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar

from sitegen.archive import Archive, ForgottenError, Recent
from sitegen.store import Store
from sitegen.workers import CAN_FORK, begin, processors

T = TypeVar("T")
Arguments = tuple[object, ...]

# From so many results on, more than one process make them: a process takes as long to begin as some of them.
_MANY = 40
# So many results have a key together, where nothing else tells what changes at once: to find a group takes
# little longer than to find one of it.
_TOGETHER = 8


class Memory:
    """Results of stages, of this build and of the last ones before it; of those of other runs in a store.

    `basis` is the digest of all that the stages themselves are made of. `processes` make what is asked for
    together (`each`), if that is much: more than one only where no thread but this one runs.
    """

    def __init__(self, store: Store | None = None, basis: bytes = b"", processes: int = 1) -> None:
        self._archive, self._basis, self._processes = Archive(store), basis, processes
        # In a tuple, since a stage may return None.
        self._made: Recent[bytes, tuple[Any]] = Recent()
        # Of this build: how often each stage was asked for and run, and for how many seconds it ran.
        self.asked: Counter[str] = Counter()
        self.run: Counter[str] = Counter()
        self.seconds: dict[str, float] = {}

    def age(self) -> None:
        """Begin a build: forget what the last ones did not ask for."""
        self._made.age()
        self._archive.age()
        self.asked.clear()
        self.run.clear()
        self.seconds.clear()

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

    def calls(
        self, stage: Callable[..., T], every: Iterable[Arguments], *, takes_long: bool = False
    ) -> list[T]:
        """Return what `call` returns for each of the arguments; `takes_long` as in `each`."""
        arguments = [*every]
        groups = [arguments[at : at + _TOGETHER] for at in range(0, len(arguments), _TOGETHER)]
        return [made for group in self.each(stage, groups, takes_long=takes_long) for made in group]

    def each(
        self, stage: Callable[..., T], groups: Sequence[Sequence[Arguments]], *, takes_long: bool = True
    ) -> list[list[T]]:
        """Return what `call` returns for each of the arguments, group by group.

        A group of which nothing has changed is found at once. One process makes all of a group, so that what
        is derived from a value is derived once; others make other groups only where each takes longer than
        to read what it is made of.
        """
        name = _name(stage)
        found: dict[int, list[T]] = {}
        keys: dict[int, bytes] = {}
        for at, group in enumerate(groups):
            # One by itself has its own key.
            if len(group) > 1:
                keys[at] = self._key(f"{name} together", (*map(self._together, group),))
                kept = self._find(keys[at])
                if kept is not None:
                    found[at] = [*kept[0]]
                    self.asked[name] += len(group)
        missing = [at for at in range(len(groups)) if at not in found]
        rest = self._each(stage, [groups[at] for at in missing], takes_long)
        for at, made in zip(missing, rest, strict=True):
            found[at] = made
            if at in keys:
                self._put(keys[at], (tuple(made),))
        return [found[at] for at in range(len(groups))]

    def pause(self) -> None:
        """Come between two stages: whoever wants a build to end here may raise something."""

    def digest(self, value: object) -> bytes:
        """Return the digest of a value: of different values different ones, of equal ones mostly the same."""
        return self._archive.digest(value)

    def keep(self) -> None:
        """Let the store have what it has not had yet."""
        self._archive.keep()

    def _together(self, arguments: Arguments) -> bytes:
        return b"".join(map(self.digest, arguments))

    def _each(
        self, stage: Callable[..., T], groups: Sequence[Sequence[Arguments]], takes_long: bool
    ) -> list[list[T]]:
        """Make what is missing of each group, by more than one process if that is much."""
        name, started = _name(stage), perf_counter()
        keys = [[self._key(name, arguments) for arguments in group] for group in groups]
        self.asked[name] += sum(map(len, groups))
        found = [[self._find(key) for key in group] for group in keys]
        missing = [[at for at, kept in enumerate(each) if kept is None] for each in found]
        is_much = takes_long and CAN_FORK and sum(map(len, missing)) >= _MANY
        parts, lacking = self._processes if is_much else 1, [at for at, each in enumerate(missing) if each]

        def due(part: int) -> Iterator[tuple[int, int]]:
            return ((number, at) for number in lacking[part::parts] for at in missing[number])

        def make(part: int) -> None:
            for number, at in due(part):
                if found[number][at] is None:
                    self.pause()
                    found[number][at] = made = (stage(*groups[number][at]),)
                    self._put(keys[number][at], made)

        others = [begin(partial(self._archive.written, partial(make, part))) for part in range(1, parts)]
        make(0)
        for part, end in enumerate(others, 1):
            self._archive.take(end())
            for number, at in due(part):
                found[number][at] = self._find(keys[number][at])
            # What another process did not make, for whatever reason, is made here, or fails here.
            make(part)
        self.run[name] += sum(map(len, missing))
        self.seconds[name] = self.seconds.get(name, 0) + perf_counter() - started
        return [[kept[0] for kept in each if kept is not None] for each in found]

    def _key(self, name: str, arguments: Arguments) -> bytes:
        return sha256(b"".join((self._basis, name.encode(), *map(self.digest, arguments)))).digest()

    def _find(self, key: bytes) -> tuple[Any] | None:
        kept = self._made.get(key)
        if kept is None:
            kept = self._archive.get(key)
            if kept is not None:
                self._made.put(key, kept)
        return kept

    def _put(self, key: bytes, kept: tuple[Any]) -> None:
        self._archive.put(key, kept)
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

    def each(
        self, stage: Callable[..., T], groups: Sequence[Sequence[Arguments]], *, takes_long: bool = True
    ) -> list[list[T]]:
        """Return what `call` returns for each of the arguments, group by group."""
        return [[self.call(stage, *arguments) for arguments in group] for group in groups]


def _name(stage: Callable[..., object]) -> str:
    return f"{stage.__module__}.{stage.__qualname__}"
