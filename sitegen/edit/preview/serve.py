"""The preview: the built site on this machine alone, built again and reloaded at every save."""

from __future__ import annotations

import asyncio
import errno
import json
import socket
import traceback
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import ClassVar, cast
from urllib.parse import unquote

from sitegen.edit.preview.answers import Line, LiveReloadHandler, ReloadSocket, StateSocket
from sitegen.edit.preview.building import Building
from sitegen.edit.preview.faults import Built, Faults, broken_off
from sitegen.edit.preview.hurry import OutOfDateError
from sitegen.edit.preview.saves import Saves
from sitegen.edit.preview.server import make_server
from sitegen.edit.preview.signals import heeding
from sitegen.rules.catalogue import LANGUAGES
from sitegen.write.assets import FOLDER

LOOPBACK = "127.0.0.1"


class PortInUse(OSError):  # noqa: N818 - tells how the machine stands, not what broke
    """Another program listens on the port."""

    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} is in use, perhaps by another preview: stop that or take another port")


# Builds; it may raise OutOfDateError once what it is given says that something was saved since it began.
Rebuild = Callable[[Building], Built]
# For so many seconds at the most a build waits until browsers have loaded what it has shown: it would keep
# this process from answering them.
_LOADING = 0.3


def serve(
    folder: Path,
    *,
    port: int,
    watched: Sequence[Path],
    rebuild: Rebuild,
    policy: str,
    announce: Callable[[str], None],
    language: str = LANGUAGES[0],
) -> int:
    """Serve `folder` until a signal comes; return its number. Raise PortInUse before anything is built.

    `rebuild` is called at once and at each change in `watched`, in a thread and never twice at a time.
    """
    return Preview(folder, port, watched, rebuild, policy, announce, language).run()


@dataclass
class _Shown:
    """What a build has shown before its end: since which number pages stand, and which left for them."""

    since: dict[str, int] = field(default_factory=dict)
    leaving: set[ReloadSocket] = field(default_factory=set)


class Preview:
    """The server; it takes its port when it is made, so that a busy one shows at once."""

    def __init__(
        self,
        folder: Path,
        port: int,
        watched: Sequence[Path],
        rebuild: Rebuild,
        policy: str,
        announce: Callable[[str], None],
        language: str = LANGUAGES[0],
    ) -> None:
        self.folder, self.policy, self.rebuild, self.announce = folder, policy, rebuild, announce
        self.language = language
        try:
            self._listener = socket.create_server((LOOPBACK, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise PortInUse(port) from error
        self._listener.setblocking(False)
        self.port: int = self._listener.getsockname()[1]
        self.hosts = [f"{host}:{self.port}" for host in (LOOPBACK, "localhost", "[::1]")]
        self.base_path = "/"
        self.revision = 0
        self.served: dict[str, int] = {}
        # By output path, since which number a page is as the last build left it, where that is not the last.
        self._since: dict[str, int] = {}
        self.waiters: set[ReloadSocket] = set()
        # The pages that are being loaded anew during a build, and who waits for them.
        self._loading: set[str] = set()
        self._loaded = Event()
        self.faults = Faults(language)
        self.listeners: set[StateSocket] = set()
        self.lines: set[Line] = set()
        # The number of the signal that ends it; 0 while none does.
        self._signal = 0
        self._is_building = self._has_shown = False
        self._first = asyncio.Event()
        self._saves = Saves(watched, folder, self._build)
        self._stopping = asyncio.Event()
        # tornado needs this kind of loop, which is not the usual one on Windows.
        self._runner = asyncio.Runner(loop_factory=asyncio.SelectorEventLoop)

    def run(self) -> int:
        """Serve until a signal or `stop`; announce the address once pages are served and saves noticed.

        Return the number of the signal, 0 if there was none.
        """
        with self._runner, heeding(self._heed):
            self._runner.run(self._run())
        return self._signal

    def _heed(self, number: int) -> None:
        """End, and leave the build that is under way where it is."""
        self._signal = number
        self.stop()

    def stop(self) -> None:
        """End `run`, from another thread, after the build that is under way."""
        with suppress(RuntimeError):  # it has ended already
            self._runner.get_loop().call_soon_threadsafe(self._stopping.set)

    def state(self) -> str:
        """Return what the open pages are told."""
        # A page that was loaded before the end of a build has no errors, whatever the one before it found.
        faults = Faults(self.language) if self._has_shown else self.faults
        value = {**faults.value(), "home": self.base_path, "is_building": self._is_building}
        return json.dumps(value, ensure_ascii=False)

    async def _run(self) -> None:
        class Socket(ReloadSocket):  # livereload keeps its state on the class: one for each preview
            waiters: ClassVar[set[LiveReloadHandler]] = cast(set[LiveReloadHandler], self.waiters)
            watcher = self._saves
            live_css = True

        server = make_server(self, Socket)
        Socket.start_tasks()
        ending = [*self._saves.tasks, asyncio.create_task(self._stopping.wait())]
        first = asyncio.create_task(self._first.wait())
        try:
            await asyncio.wait([*ending, first], return_when=asyncio.FIRST_COMPLETED)
            if first.done():
                server.add_socket(self._listener)
                self.announce(self._address)
            for task in (await asyncio.wait(ending, return_when=asyncio.FIRST_COMPLETED))[0]:
                task.result()
        finally:
            server.stop()
            for line in (*Socket.waiters, *self.listeners):
                line.on_connection_close()
            await server.close_all_connections()

    @property
    def _address(self) -> str:
        return f"http://{LOOPBACK}:{self.port}{self.base_path}"

    async def _build(self) -> Iterable[str]:
        """Build, and tell the open pages what came of it; return what they are to load anew."""
        number = self._saves.number
        self._is_building = True
        self._tell()
        loop, shown = asyncio.get_running_loop(), _Shown()

        def show(paths: Sequence[str]) -> None:
            self._loaded.clear()
            loop.call_soon_threadsafe(self._show, paths, shown)
            self._loaded.wait(_LOADING)

        open_ = frozenset(self._output_path(waiter.address) for waiter in self.waiters)
        building = Building(lambda: self._saves.number != number or bool(self._signal), open_, show)
        try:
            built = await asyncio.to_thread(self.rebuild, building)
        except OutOfDateError:
            self._has_shown, self._since = False, shown.since
            return []  # the next one has been asked for
        except Exception as error:  # noqa: BLE001 - whatever is wrong with the build, the preview goes on
            self.announce(traceback.format_exc())
            built = Built(faults=broken_off(error, self.language))
        self.faults = built.faults
        self.revision += bool(built.changed)
        if built.base_path and built.base_path != self.base_path:
            self.base_path = built.base_path
            if self._first.is_set():
                self.announce(self._address)
        self._is_building = self._has_shown = False
        self._first.set()
        has_new_assets = any(path.startswith(f"{FOLDER}/") for path in built.changed)
        before = {} if built.changed else self._since
        self._since = {} if has_new_assets else {**before, **shown.since}
        if all(path.endswith(".css") for path in built.changed):
            self._tell()
            return [self.base_path + path for path in built.changed]  # livereload.js exchanges these in place
        known = (waiter for waiter in self.waiters if self._output_path(waiter.address) in self._since)
        staying = {waiter for waiter in known if self.is_current(waiter.address)}
        for waiter in self.waiters - staying - shown.leaving:
            waiter.reload()
        # Pages that are loaded anew ask how it stands.
        if staying:
            self._tell()
        return []

    def _show(self, paths: Sequence[str], shown: _Shown) -> None:
        """Have pages loaded anew that a build has changed, before it has come to its end."""
        self.revision += 1
        self._has_shown = True
        shown.since.update(dict.fromkeys(paths, self.revision))
        waiting = {waiter for waiter in self.waiters if self._output_path(waiter.address) in paths}
        shown.leaving.update(waiting)
        self._loading = {waiter.address for waiter in waiting}
        for waiter in waiting:
            waiter.reload()
        self._release()

    def arrive(self, address: str) -> None:
        """Note that the page at `address` is loaded."""
        self._loading.discard(address)
        self._release()

    def _release(self) -> None:
        if not self._loading:
            self._loaded.set()

    def is_current(self, address: str) -> bool:
        """Tell whether the page at `address` was last sent as it is now, if it was sent at all."""
        needed = self._since.get(self._output_path(address), self.revision)
        return self.served.get(address, needed) >= needed

    def _output_path(self, address: str) -> str:
        below = unquote(address).removeprefix(self.base_path)
        return f"{below}index.html" if below.endswith("/") or not below else below

    def _tell(self) -> None:
        state = self.state()
        for line in self.listeners.copy():
            # A page that is being closed is no concern of others.
            with suppress(Exception):
                line.write_message(state)
