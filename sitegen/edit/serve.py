"""The preview: the built site on this machine alone, built again and reloaded at every save."""

from __future__ import annotations

import asyncio
import errno
import json
import socket
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from http import HTTPStatus
from mimetypes import MimeTypes
from pathlib import Path
from re import escape
from typing import TYPE_CHECKING, Any, ClassVar, cast
from urllib.parse import urlsplit

from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RequestHandler, StaticFileHandler
from tornado.websocket import WebSocketHandler

from sitegen.edit.saves import Saves

if TYPE_CHECKING:  # livereload carries no types: these are the parts of it that are used here

    class LiveReloadHandler(WebSocketHandler):
        waiters: ClassVar[set[LiveReloadHandler]]
        start_tasks: ClassVar[Callable[[], None]]

        def on_message(self, message: str | bytes) -> None: ...

    class LiveReloadJSHandler(RequestHandler): ...

else:
    from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler

LOOPBACK = "127.0.0.1"

# A table of our own: some machines call scripts text/plain, which `nosniff` would then block.
TYPES = MimeTypes()

# livereload.js reads host and port in the address of its script, but below a base path only in the query.
# The address is laid over the script’s own: to set it is what Trusted Types forbid.
FIND_HOST = """\
Object.defineProperty(document.currentScript, "src", {
  value: `${location.origin}/livereload.js?host=${location.hostname}&port=${location.port}`,
});
"""

# Not a path, so that livereload.js loads the page.
EVERYTHING = "*"


class PortInUse(OSError):  # noqa: N818 - tells how the machine stands, not what broke
    """Another program listens on the port."""

    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} is in use, perhaps by another preview: stop that or take another port")


def serve(
    folder: Path,
    *,
    base_path: str,
    port: int,
    watched: Sequence[Path],
    rebuild: Callable[[], Sequence[str] | None],
    policy: str,
    announce: Callable[[str], None],
) -> None:
    """Serve `folder` below `base_path` until Ctrl-C; raise PortInUse before anything is announced.

    A change in `watched` calls `rebuild`, in a thread and never twice at a time. It returns the output
    paths that changed, or None when the build failed and the open pages are to stay as they are.
    """
    Preview(folder, base_path, port, watched, rebuild, policy, announce).run()


class Preview:
    """The server; it takes its port when it is made, so that a busy one shows at once."""

    def __init__(
        self,
        folder: Path,
        base_path: str,
        port: int,
        watched: Sequence[Path],
        rebuild: Callable[[], Sequence[str] | None],
        policy: str,
        announce: Callable[[str], None],
    ) -> None:
        self.folder, self.base_path, self.policy = folder, base_path, policy
        self.rebuild, self.announce = rebuild, announce
        try:
            self._listener = socket.create_server((LOOPBACK, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise PortInUse(port) from error
        self._listener.setblocking(False)
        self.port: int = self._listener.getsockname()[1]
        self.hosts = [f"{host}:{self.port}" for host in (LOOPBACK, "localhost", "[::1]")]
        self.revision = 0
        self.served: dict[str, int] = {}
        self._saves = Saves(watched, folder, self._build)
        self._stopping = asyncio.Event()
        # tornado needs this kind of loop, which is not the usual one on Windows.
        self._runner = asyncio.Runner(loop_factory=asyncio.SelectorEventLoop)

    def run(self) -> None:
        """Serve until Ctrl-C or `stop`; announce the address once pages are served and saves noticed."""
        with suppress(KeyboardInterrupt), self._runner:
            self._runner.run(self._run())

    def stop(self) -> None:
        """End `run`, from another thread, after the build that is under way."""
        with suppress(RuntimeError):  # it has ended already
            self._runner.get_loop().call_soon_threadsafe(self._stopping.set)

    async def _run(self) -> None:
        class Socket(ReloadSocket):  # livereload keeps its state on the class: one for each preview
            waiters: ClassVar[set[LiveReloadHandler]] = set()
            watcher = self._saves
            live_css = True

        base, static = escape(self.base_path), {"path": self.folder, "default_filename": "index.html"}
        routes: list[Any] = [
            (r"/livereload", Socket),
            (base + r"livereload\.js", Script),
            (base + r"(.*)", PageHandler, static),
            (r".*", OutsideHandler),
        ]
        server = HTTPServer(Application(routes, log_function=lambda _: None, preview=self))
        server.add_socket(self._listener)
        Socket.start_tasks()
        tasks = [*self._saves.tasks, asyncio.create_task(self._stopping.wait())]
        try:
            await asyncio.sleep(0)  # the tasks' first turn lays the watch
            if not any(task.done() for task in tasks):
                self.announce(f"http://{LOOPBACK}:{self.port}{self.base_path}")
            for task in (await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED))[0]:
                task.result()
        finally:
            server.stop()
            for waiter in Socket.waiters.copy():
                waiter.on_connection_close()
            await server.close_all_connections()

    def _build(self) -> list[str]:
        try:
            changed = self.rebuild() or ()
        except Exception:  # noqa: BLE001 - whatever is wrong with the build, the preview goes on
            self.announce(traceback.format_exc())
            return []
        self.revision += bool(changed)
        if all(path.endswith(".css") for path in changed):
            return [self.base_path + path for path in changed]  # livereload.js exchanges these in place
        return [EVERYTHING]


class Answer(RequestHandler):
    """A response for this machine's own pages only, with the headers of the published site."""

    @property
    def preview(self) -> Preview:
        """The preview that answers."""
        return cast(Preview, self.settings["preview"])

    def set_default_headers(self) -> None:
        self.set_header("Content-Security-Policy", self.preview.policy)
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "no-referrer")

    def compute_etag(self) -> None:
        return None

    def prepare(self) -> None:
        # A foreign site could let its own name point to this machine, and read drafts.
        if self.request.host not in self.preview.hosts:
            raise HTTPError(HTTPStatus.MISDIRECTED_REQUEST)

    def write_error(self, status_code: int, **_: object) -> None:
        # Chosen among the files that are there: no path is made of what was asked for.
        folder, edition = self.preview.folder, self.request.path.removeprefix(self.preview.base_path)
        pages = {page.parent.name: page for page in folder.glob("*/404.html")}
        page = pages.get(edition.partition("/")[0], folder / "404.html")
        if status_code == HTTPStatus.NOT_FOUND and page.is_file():
            self.finish(page.read_bytes())
        else:
            self.set_header("Content-Type", "text/plain")
            self.finish(f"{status_code} {HTTPStatus(status_code).phrase}\n")


class PageHandler(Answer, StaticFileHandler):
    """A file of the site, as it is now."""

    def prepare(self) -> None:
        super().prepare()
        self.preview.served[self.request.path] = self.preview.revision

    def get_content_type(self) -> str:
        kind, packed = TYPES.guess_type(cast(str, self.absolute_path))
        if kind is None or packed:
            return "application/octet-stream"
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


class OutsideHandler(Answer):
    """The way from the root of the host to the site; nothing else is outside of it."""

    def prepare(self) -> None:
        super().prepare()
        if self.request.path not in ("/", self.preview.base_path[:-1]):
            raise HTTPError(HTTPStatus.NOT_FOUND)
        self.redirect(self.preview.base_path)


class Script(Answer, LiveReloadJSHandler):
    """livereload.js, told where it comes from."""

    def prepare(self) -> None:
        super().prepare()
        self.write(FIND_HOST)


class ReloadSocket(Answer, LiveReloadHandler):
    """The line over which an open page hears that it is out of date."""

    def check_origin(self, origin: str) -> bool:
        return origin in [f"http://{host}" for host in self.preview.hosts]

    def on_message(self, message: str | bytes) -> None:
        super().on_message(message)
        if self in LiveReloadHandler.waiters:  # livereload has just met this page
            LiveReloadHandler.waiters.remove(self)
            self.waiters.add(self)
            revision = self.preview.revision
            if self.preview.served.get(urlsplit(json.loads(message)["url"]).path, revision) < revision:
                self.write_message({"command": "reload", "path": EVERYTHING})  # built while the page loaded

    def on_close(self) -> None:
        self.waiters.discard(self)
