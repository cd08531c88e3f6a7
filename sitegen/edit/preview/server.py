"""The server of a preview: who answers at which address, and how much it takes from whom."""

from __future__ import annotations

from re import escape
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPMessageDelegate, HTTPServerRequest
from tornado.iostream import IOStream
from tornado.routing import Router
from tornado.web import Application

from sitegen.edit.preview.answers import (
    OutsideHandler,
    PageHandler,
    ReloadSocket,
    Script,
    Served,
    StateSocket,
    Style,
)

# More than this no browser needs: connections at a time; seconds until a request has been told whole, or
# another one follows; bytes of headers, of a body, of a message over a line.
CONNECTIONS, IDLE = 100, 30.0
HEADERS, BODY, MESSAGE = 16_384, 1_024, 65_536
# So often a line is tried, in seconds: a page may be gone without a word.
_TRY = 30.0


def make_server(preview: Served, socket: type[ReloadSocket]) -> HTTPServer:
    """Return the server of `preview`, whose pages hear over lines that `socket` makes."""
    return _Server(
        _Routes(preview, socket),
        idle_connection_timeout=IDLE,
        body_timeout=IDLE,
        max_header_size=HEADERS,
        max_body_size=BODY,
    )


class _Server(HTTPServer):
    """A server that has so many connections at a time, and takes no more."""

    def handle_stream(self, stream: IOStream, address: Any) -> None:
        if len(self._connections) >= CONNECTIONS:
            stream.close()
        else:
            super().handle_stream(stream, address)


class _Routes(Router):
    """Who answers at which address: where the site is follows from its settings, which editors change."""

    def __init__(self, preview: Served, socket: type[ReloadSocket]) -> None:
        self.preview, self.socket = preview, socket
        self.made: tuple[str, Application] | None = None

    def find_handler(self, request: HTTPServerRequest, **more: Any) -> HTTPMessageDelegate | None:
        base_path = self.preview.base_path
        if self.made is None or self.made[0] != base_path:
            self.made = (base_path, self._application(escape(base_path)))
        return self.made[1].find_handler(request, **more)

    def _application(self, base: str) -> Application:
        static = {"path": self.preview.folder, "default_filename": "index.html"}
        routes: list[Any] = [
            (r"/livereload", self.socket),
            (r"/livereload/state", StateSocket),
            (base + r"livereload\.js", Script),
            (base + r"livereload\.css", Style),
            (base + r"(.*)", PageHandler, static),
            (r".*", OutsideHandler),
        ]
        return Application(
            routes,
            log_function=lambda _: None,
            preview=self.preview,
            websocket_max_message_size=MESSAGE,
            websocket_ping_interval=_TRY,
        )
