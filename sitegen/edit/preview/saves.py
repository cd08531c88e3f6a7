"""Saves: told by the operating system, gathered in batches, one build each."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import aclosing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from watchfiles import Change, DefaultFilter, awatch

if TYPE_CHECKING:  # livereload carries no types: these are the parts of it that are used here

    class Watcher:
        filepath: str | None

        def watch(self, path: str) -> None: ...

else:
    from livereload.watcher import Watcher

# Milliseconds without a change that end a batch: a file written and renamed is one.
STEP = 10
# From so many files on a batch is part of more: a checkout, a copied folder. It is built once this many
# seconds have passed without another.
MANY = 4
QUIET = 0.08
# Some editors empty a file and then write it, or take it away and put another in its place: one that is gone
# or empty is looked at again after so many seconds.
LOOK_AGAIN = 0.03
LITTER = (r"^#.*#$", r"^4913$", r"^\.~", r"^\.goutputstream-", r"\.kate-swp$")
is_wanted = DefaultFilter(ignore_entity_patterns=(*DefaultFilter.ignore_entity_patterns, *LITTER))


class Saves(Watcher):
    """livereload's watcher, told of each save by the operating system instead of looking for it.

    A save is only a bell: whoever builds looks at the files themselves. The first build needs none.
    """

    def __init__(
        self, watched: Iterable[Path], output: Path, build: Callable[[], Awaitable[Iterable[str]]]
    ) -> None:
        super().__init__()
        self.watched, self.output, self.build = tuple(watched), output.resolve(), build
        self.tasks: list[asyncio.Task[None]] = []
        # How often the bell has rung: a build that began at another number is out of date.
        self.number = 0
        self._due = asyncio.Event()
        self._due.set()
        self._waiting: asyncio.TimerHandle | None = None
        self._is_burst = False
        for path in self.watched:
            self.watch(str(path))

    def start(self, callback: Callable[[], None]) -> bool:
        """Take over from livereload's polling; `callback` tells the open pages about `filepath`."""
        self.tasks = [asyncio.create_task(self._follow()), asyncio.create_task(self._build(callback))]
        return True

    def examine(self) -> tuple[str, None]:
        """Return the one name that livereload spares its pause of three seconds after a reload."""
        return "__livereload__", None

    async def _follow(self) -> None:
        while True:
            # Resolved each time: a link may have come in the meantime, and macOS reports resolved paths.
            roots = frozenset(path.resolve() for path in self.watched)
            folders = find_folders(roots)
            wanted = partial(self._is_wanted, roots)
            watch = awatch(*folders, watch_filter=wanted, step=STEP, ignore_permission_denied=True)
            async with aclosing(watch) as batches:
                async for batch in batches:
                    self._ring([Path(path) for _, path in batch])
                    # A watch ends with its folder, and another folder of the same name has none.
                    if find_folders(roots) != folders or any(Path(path) in folders for _, path in batch):
                        break

    def _ring(self, paths: list[Path]) -> None:
        """Let a build begin, at once or when nothing more is to be expected."""
        self.number += 1
        if self._waiting is not None:
            self._waiting.cancel()
        self._is_burst = self._is_burst or len(paths) >= MANY
        wait = QUIET if self._is_burst else LOOK_AGAIN if any(map(_is_passing, paths)) else 0
        self._waiting = asyncio.get_running_loop().call_later(wait, self._begin)

    def _begin(self) -> None:
        self._waiting, self._is_burst = None, False
        self._due.set()

    def _is_wanted(self, roots: Iterable[Path], change: Change, name: str) -> bool:
        path = Path(name)
        if path.is_relative_to(self.output) or (change is Change.modified and path.is_dir()):
            return False
        return any(
            root.is_relative_to(path)
            or (path.is_relative_to(root) and is_wanted(change, str(path.relative_to(root))))
            for root in roots
        )

    async def _build(self, callback: Callable[[], None]) -> None:
        while True:
            await self._due.wait()
            self._due.clear()
            for path in await self.build():
                self.filepath = path
                callback()


def _is_passing(path: Path) -> bool:
    """Tell whether a file is as some editors leave it for a moment: gone or empty."""
    try:
        return path.stat().st_size == 0
    except OSError:
        return True


def find_folders(roots: Iterable[Path]) -> frozenset[Path]:
    """Return the fewest folders that have `roots` in them, now or once they come.

    A single file is watched through its folder, because editors put a new file in its place.
    """
    folders = {next(path for path in (root, *root.parents) if path.is_dir()) for root in roots}
    return frozenset(folder for folder in folders if folders.isdisjoint(folder.parents))
