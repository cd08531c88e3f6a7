"""What the preview answers: files of the site, and in the place of a page what keeps it from being built."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from http import HTTPStatus
from mimetypes import MimeTypes
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, cast
from urllib.parse import unquote, urlsplit

from markupsafe import Markup
from tornado.web import HTTPError, RequestHandler, StaticFileHandler
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from sitegen.edit.preview.faults import Faults

if TYPE_CHECKING:  # livereload carries no types: these are the parts of it that are used here

    class LiveReloadHandler(WebSocketHandler):
        waiters: ClassVar[set[LiveReloadHandler]]
        start_tasks: ClassVar[Callable[[], None]]

        def on_message(self, message: str | bytes) -> None: ...

    class LiveReloadJSHandler(RequestHandler):
        def get(self) -> None: ...

else:
    from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler

# A table of our own: some machines call scripts text/plain, which `nosniff` would then block.
TYPES = MimeTypes()

# livereload.js reads host and port in the address of its script, but below a base path only in the query.
# The address is laid over the script’s own: to set it is what Trusted Types forbid.
FIND_HOST = """\
Object.defineProperty(document.currentScript, "src", {
  value: `${location.origin}/livereload.js?host=${location.hostname}&port=${location.port}`,
});
"""
# Sent with livereload.js: the pages lead to that alone, and are to lead to nothing else of the preview’s.
SCRIPT, STYLE = (Path(__file__).with_name(f"faults.{ending}") for ending in ("js", "css"))

# A page has two. More are nobody’s who writes.
MOST_LINES = 200
# What a line is closed with over which something is said that means nothing (RFC 6455, 7.4.1).
NOT_UNDERSTOOD = 1002

# Not a path, so that livereload.js loads the page.
EVERYTHING = "*"

# In the place of a page that cannot be shown; its script says the same, as over other pages.
PAGE = Markup("""\
<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<link rel="stylesheet" href="{home}livereload.css">
<script src="{home}livereload.js" defer></script>
<main class="faults" data-faults-at="{address}"><h1>{title}</h1><pre>{text}</pre></main>
""")


class Served(Protocol):
    """What answers have to know of the preview."""

    folder: Path
    policy: str
    base_path: str
    hosts: list[str]
    # How often pages have been changed, and at which number each address was last asked for.
    revision: int
    served: dict[str, int]
    faults: Faults
    listeners: set[StateSocket]
    # All that are open, of both kinds.
    lines: set[Line]

    def state(self) -> str:
        """Return what the open pages are told."""

    def arrive(self, address: str) -> None:
        """Note that the page at `address` is loaded."""

    def is_current(self, address: str) -> bool:
        """Tell whether the page at `address` was last sent as it is now, if it was sent at all."""


class Answer(RequestHandler):
    """A response for this machine's own pages only, with the headers of the published site."""

    @property
    def preview(self) -> Served:
        """The preview that answers."""
        return cast(Served, self.settings["preview"])

    def set_default_headers(self) -> None:
        self.set_header("Content-Security-Policy", self.preview.policy)
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "no-referrer")

    def compute_etag(self) -> None:
        return None

    def prepare(self) -> None:
        # A foreign site could let its own name point to this machine, and read drafts.
        if self.request.host.lower() not in self.preview.hosts:
            raise HTTPError(HTTPStatus.MISDIRECTED_REQUEST)

    def write_error(self, status_code: int, **_: object) -> None:
        # Chosen among the files that are there: no path is made of what was asked for.
        folder, asked = self.preview.folder, self.request.path.removeprefix(self.preview.base_path)
        pages = {page.parent.name: page for page in folder.glob("*/404.html")}
        page = pages.get(asked.partition("/")[0], folder / "404.html")
        address, faults = _address(asked), self.preview.faults
        if status_code == HTTPStatus.NOT_FOUND and address is not None and faults.concern(address):
            self.set_status(HTTPStatus.SERVICE_UNAVAILABLE)
            self.finish(
                PAGE.format(
                    language=faults.language,
                    title=faults.title,
                    home=self.preview.base_path,
                    address=address,
                    text="\n".join(line for fault in faults.faults for line in fault.lines()),
                )
            )
        elif status_code == HTTPStatus.NOT_FOUND and page.is_file():
            self.finish(page.read_bytes())
        else:
            self.set_header("Content-Type", "text/plain")
            self.finish(f"{status_code} {HTTPStatus(status_code).phrase}\n")


def _address(asked: str) -> str | None:
    """Return the address of a page as pages are known by, however it was asked for; None for other files."""
    folder, slash, name = unquote(asked).rpartition("/")
    if name in ("", "index.html"):
        return folder + slash
    return None if "." in name.removesuffix(".html") else f"{folder}{slash}{name}/"


class PageHandler(Answer, StaticFileHandler):
    """A file of the site, as it is now."""

    def prepare(self) -> None:
        super().prepare()
        self.preview.served[self.request.path] = self.preview.revision

    def validate_absolute_path(self, root: str, absolute_path: str) -> str | None:
        try:
            return super().validate_absolute_path(root, absolute_path)
        except (OSError, ValueError) as error:
            # No file has such a name, or none that can be looked at.
            raise HTTPError(HTTPStatus.NOT_FOUND) from error

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
    """livereload.js, told where it comes from, behind the script that shows why pages are not built."""

    def get(self) -> None:
        """Send it."""
        # That finds its own element first: livereload.js may take a script away from the page.
        self.write(SCRIPT.read_text("utf-8") + FIND_HOST)
        super().get()


class Style(Answer):
    """How the script’s own part of a page looks."""

    def get(self) -> None:
        """Send it."""
        self.set_header("Content-Type", "text/css; charset=utf-8")
        self.write(STYLE.read_bytes())


class Line(Answer, WebSocketHandler):
    """A line to an open page, of which there are so many at a time and no more."""

    def prepare(self) -> None:
        super().prepare()
        if len(self.preview.lines) >= MOST_LINES:
            raise HTTPError(HTTPStatus.SERVICE_UNAVAILABLE)

    def check_origin(self, origin: str) -> bool:
        return origin in [f"http://{host}" for host in self.preview.hosts]

    def open(self, *_: Any, **__: Any) -> None:
        self.preview.lines.add(self)

    def on_close(self) -> None:
        self.preview.lines.discard(self)


class ReloadSocket(Line, LiveReloadHandler):
    """The line over which an open page hears that it is out of date."""

    address = ""

    def on_message(self, message: str | bytes) -> None:
        heard = hear(message)
        if heard is None:
            self.close(NOT_UNDERSTOOD)
            return
        super().on_message(json.dumps({**heard}))
        if self in LiveReloadHandler.waiters:  # livereload has just met this page
            LiveReloadHandler.waiters.remove(self)
            self.address = urlsplit(heard["url"]).path
            self.waiters.add(self)
            self.preview.arrive(self.address)
            if not self.preview.is_current(self.address):
                self.reload()  # built while the page loaded

    def reload(self) -> None:
        """Have the page loaded anew."""
        # A page that is being closed is no concern of others.
        with suppress(WebSocketClosedError):
            self.write_message({"command": "reload", "path": EVERYTHING, "liveCSS": True, "liveImg": True})

    def on_close(self) -> None:
        super().on_close()
        self.waiters.discard(self)


class StateSocket(Line):
    """The line over which an open page hears what keeps pages from being built, and that a build runs."""

    def open(self, *_: Any, **__: Any) -> None:
        super().open()
        self.preview.listeners.add(self)
        self.write_message(self.preview.state())

    def on_message(self, message: str | bytes) -> None:
        """Hear nothing: pages have nothing to say."""

    def on_close(self) -> None:
        super().on_close()
        self.preview.listeners.discard(self)


def hear(message: str | bytes) -> Mapping[str, str] | None:
    """Return what livereload.js says, as far as anybody listens; None where it can be nobody like that.

    >>> hear('{"command": "info", "url": "http://localhost:8000/en/", "plugins": {}}')
    {'command': 'info', 'url': 'http://localhost:8000/en/'}
    >>> hear('["hello"]'), hear('{"command": "info", "url": "http://["}')
    (None, None)
    """
    try:
        said = json.loads(message)
        heard = {name: said[name] for name in ("command", "url") if name in said}
        # Halves of characters can be written in JSON, and nowhere else.
        urlsplit(heard.get("url", "")).geturl().encode()
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    return heard if "command" in heard and all(isinstance(each, str) for each in heard.values()) else None
