"""The server of the tests as production would be: it sends with Brotli what shrinks by it."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Thread

import brotli
import static_server
from crawl import Site

SHRINK = ("text/", "application/json", "application/manifest+json", "application/xml", "image/svg+xml")


@cache
def compressed(body: bytes) -> bytes:
    """A body as a server holds it ready: the pages do not change while they are audited."""
    return brotli.compress(body, quality=11)


class Handler(static_server.Handler):
    """Answers with Brotli those who accept it."""

    def answer(self, status: int, body: bytes, kind: str, **headers: str) -> None:
        """Send one whole response."""
        if body and kind.startswith(SHRINK):
            headers["Vary"] = "Accept-Encoding"
            accepted = self.headers.get("Accept-Encoding", "").replace(" ", "").split(",")
            if "br" in accepted:
                headers["Content-Encoding"] = "br"
                body = compressed(body)
        super().answer(status, body, kind, **headers)


class Server(static_server.Server):
    """Holds the site that its handlers serve."""

    def __init__(self, site: Site) -> None:
        super().__init__(site)
        self.RequestHandlerClass = Handler


@contextmanager
def serving(site: Site) -> Iterator[str]:
    """Serve a built site on a free loopback port; give the address that its base URL has there."""
    with Server(site) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{site.base_path}"
        finally:
            server.shutdown()
            thread.join()
