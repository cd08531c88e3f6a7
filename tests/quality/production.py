"""The server of the tests as production would be: it sends with Brotli what shrinks by it."""

from contextlib import AbstractContextManager
from functools import cache

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


def serving(site: Site) -> AbstractContextManager[str]:
    """Serve a built site on a free loopback port; give the address that its base URL has there."""
    return static_server.serving(site, Handler)
