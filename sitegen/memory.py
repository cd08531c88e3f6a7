"""What the stages of a build have made, kept by what they made it of.

A stage is a plain function: what it returns depends on its arguments alone, and nothing changes either. So a
result is right for as long as the arguments are the same, whatever else has changed, and nobody has to know
what depends on what. Arguments are compared by their digests: of how they are written, values that are shared
by digests of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from hashlib import sha256
from time import perf_counter
from typing import Any, Generic, TypeVar

from sitegen.values import Writer

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


# For how many builds a memory keeps what none of them asks for: an error that an author mends stops a few.
BUILDS = 8


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
    """Results of stages, of this build and of the last ones before it."""

    def __init__(self) -> None:
        # In a tuple, since a stage may return None.
        self._made: _Recent[bytes, tuple[Any]] = _Recent()
        # By the identity of values, which are held, or others might get their identity.
        self._digests: _Recent[int, tuple[object, bytes]] = _Recent()
        self._writer = Writer(self.digest)
        # Of this build: how often each stage was asked for and run, and for how many seconds it ran.
        self.asked: Counter[str] = Counter()
        self.run: Counter[str] = Counter()
        self.seconds: dict[str, float] = {}

    def age(self) -> None:
        """Begin a build: forget what the last `BUILDS` did not ask for."""
        self._made.age()
        self._digests.age()
        self.asked.clear()
        self.run.clear()
        self.seconds.clear()

    def call(self, stage: Callable[..., T], *arguments: object) -> T:
        """Return what `stage` returns for `arguments`, from memory where it was made of the same before.

        All of them must be values that can be written (`Writer`), and `stage` a function of a module.
        """
        name = _name(stage)
        key = sha256(b"".join((name.encode(), *map(self.digest, arguments)))).digest()
        self.asked[name] += 1
        kept = self._made.get(key)
        if kept is None:
            kept = (self._run(stage, arguments),)
            self._made.put(key, kept)
        return kept[0]

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
            known = (value, sha256(self._writer.write(value)).digest())
            self._digests.put(id(value), known)
        return known[1]


class Forgetful(Memory):
    """Keeps nothing, for a site that is made once: digests would cost a tenth of that."""

    def call(self, stage: Callable[..., T], *arguments: object) -> T:
        """Return what `stage` returns for `arguments`."""
        self.asked[_name(stage)] += 1
        return self._run(stage, arguments)


def _name(stage: Callable[..., object]) -> str:
    return f"{stage.__module__}.{stage.__qualname__}"
