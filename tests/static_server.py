"""A web server for tests that answers as production does: base path, headers, and a 404 page per edition."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

from crawl import Site

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
        "require-trusted-types-for 'script'; trusted-types service-worker; worker-src 'self'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Server(ThreadingHTTPServer):
    """Holds the site that its handlers serve."""

    daemon_threads = True

    def __init__(self, site: Site, handler: type[BaseHTTPRequestHandler]) -> None:
        self.site = site
        super().__init__(("127.0.0.1", 0), handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a browser that is closed drops its connections, and that is no fault of the site."""


class Handler(BaseHTTPRequestHandler):
    """Answers from the output folder."""

    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file, or the 404 page of the edition that the address lies in."""
        site = self.server.site
        path = unquote(urlsplit(self.path).path)
        below = path.removeprefix(site.base_path) if path.startswith(site.base_path) else ""
        file = site.folder / below
        if file.is_dir() and path.startswith(site.base_path):
            if path.endswith("/"):
                file /= "index.html"
            else:
                self.answer(301, b"", "text/plain", Location=f"{path}/")
                return
        if path.startswith(site.base_path) and ".." not in below and file.is_file():
            self.answer(200, file.read_bytes(), media_type(file))
            return
        page = site.folder / site.prefix(below) / "404.html"
        self.answer(404, page.read_bytes(), "text/html; charset=utf-8")

    def do_HEAD(self) -> None:
        """Send what GET would, but for the file itself."""
        self.do_GET()

    def answer(self, status: int, body: bytes, kind: str, **headers: str) -> None:
        """Send one whole response."""
        self.send_response(status)
        for name, value in {
            **HEADERS,
            **headers,
            "Content-Type": kind,
            "Content-Length": str(len(body)),
        }.items():
            self.send_header(name, value)
        # As in production, and what makes a second page cheap: names in assets/ change with their contents.
        self.send_header(
            "Cache-Control", "max-age=31536000, immutable" if "/assets/" in self.path else "no-cache"
        )
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is http.server's)
        """Keep the tests' own output readable."""


def media_type(file: Path) -> str:
    """Its media type, not left to what a machine's tables happen to say."""
    known = {
        ".html": "text/html; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".svg": "image/svg+xml",
        ".webmanifest": "application/manifest+json",
        ".woff2": "font/woff2",
    }
    return known.get(file.suffix) or guess_type(file.name)[0] or "application/octet-stream"


@contextmanager
def serving(site: Site, handler: type[BaseHTTPRequestHandler] = Handler) -> Iterator[str]:
    """Serve a built site on a free loopback port; give the address that its base URL has there."""
    with Server(site, handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{site.base_path}"
        finally:
            server.shutdown()
            thread.join()
