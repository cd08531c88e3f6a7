"""What is answered for the files of a site: headers, types, caching. Each server’s module says the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import PurePosixPath
from re import escape
from urllib.parse import urlsplit

from sitegen.expressions import lazy_regex
from sitegen.model import COMPRESSIONS, Site
from sitegen.values import dataclass
from sitegen.write.assets import FOLDER, HASHED
from sitegen.write.compressed import TEXT
from sitegen.write.policy import HEADER_POLICY, header_policy

# Nothing of this is used, and nothing that comes in by a hole shall use it.
_UNUSED = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)
# With every answer, whatever its status. X-Frame-Options is none of them: all browsers that know it know
# frame-ancestors, which it would only repeat.
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": HEADER_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _UNUSED),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Where the site is at an https address, for two years. Who knows what else stands below this host may add
# that (includeSubDomains), and the list in browsers (preload): neither is soon undone.
TRANSPORT = ("Strict-Transport-Security", "max-age=63072000")

# Under a name with its digest a file never changes.
FOR_EVER = "public, max-age=31536000, immutable"
# Kept, but asked for each time whether it is still so: a short answer without a body.
ASK_AGAIN = "no-cache"

# By the ending of a name; JSON is UTF-8 and has no parameter that says so.
TYPES: Mapping[str, str] = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".epub": "application/epub+zip",
    ".zip": "application/zip",
}
# A feed is XML by its ending.
FEED_TYPE = TYPES[".atom"]
OTHER_TYPE = "application/octet-stream"

# What is answered; anything else is refused, and told this.
METHODS = ("GET", "HEAD")
# The one folder with a dot that readers may look into (RFC 8615): security.txt, proofs of whose the host is.
WELL_KNOWN = ".well-known"
LOST = "404.html"


@dataclass(frozen=True, slots=True)
class Served:
    """A site, as far as a server has to know it."""

    # Where it is: scheme, host, port or "", the path of its home.
    is_secure: bool
    host: str
    port: str
    base_path: str
    # The folders of the editions, each with a page of its own for what is lost.
    prefixes: tuple[str, ...]
    # Old addresses: path below the output folder, and the address that holds what was there.
    moved: tuple[tuple[str, str], ...] = ()
    # How text is there compressed too, by the endings of these files.
    compressed: tuple[str, ...] = ()
    # Whether pages are read offline.
    has_worker: bool = False

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers of every answer."""
        policy = {"Content-Security-Policy": header_policy(has_worker=self.has_worker)}
        return {**HEADERS, **policy, **(dict([TRANSPORT]) if self.is_secure else {})}

    @property
    def old_addresses(self) -> tuple[tuple[str, str], ...]:
        """Each address that somebody may have noted of what moved, and where that is now."""
        return tuple(
            (f"{self.base_path}{form}", new)
            for path, new in self.moved
            for folder in (path.removesuffix("/index.html"),)
            for form in (f"{folder}/", folder, path)
        )

    # Regular expressions of paths, in what nginx and Go understand alike.

    @property
    def for_ever(self) -> str:
        """Paths at which nothing else will ever be: assets under a name with their digest."""
        return f"^{escape(self.base_path)}{FOLDER}/.+{HASHED}$"

    @property
    def negotiated(self) -> str:
        """Paths at which text stands, which may be sent compressed."""
        return rf"(?:/|\.(?:{_TEXT}))$"

    @property
    def beside(self) -> str:
        """Paths of the compressed files themselves, for which nobody asks by name."""
        return rf"\.(?:{_TEXT})\.(?:{'|'.join(self.compressed)})$"

    @property
    def inside(self) -> str:
        """Paths inside of an edition, whose folder is the group `edition`."""
        return f"^{escape(self.base_path)}(?P<edition>{'|'.join(map(escape, self.prefixes))})/"


_TEXT = "|".join(sorted(ending.removeprefix(".") for ending in TEXT))


def served(site: Site, outputs: Collection[str], moved: Iterable[tuple[str, str]]) -> Served:
    """Return what servers have to know of `site`, which has the files `outputs`, and of what has `moved`."""
    parts = urlsplit(str(site.base_url))
    host = parts.hostname or ""
    return Served(
        parts.scheme == "https",
        f"[{host}]" if ":" in host else host,
        str(parts.port) if parts.port is not None else "",
        parts.path or "/",
        tuple(str(each.prefix) for each in site.editions if f"{each.prefix}/{LOST}" in outputs),
        tuple(moved),
        tuple(kind for kind in COMPRESSIONS if kind in site.publishing.compressed),
        bool(site.offline),
    )


_FOR_EVER = lazy_regex(f"^{FOLDER}/.+{HASHED}$")


def sent_with(path: str) -> tuple[str, ...]:
    """Return the headers that storage is to keep with a published file, as lines.

    >>> sent_with("en/index.html")
    ('Cache-Control: no-cache', 'Content-Type: text/html; charset=utf-8')
    """
    kind = TYPES.get(PurePosixPath(path).suffix.lower(), OTHER_TYPE)
    kind = FEED_TYPE if path.endswith("/feed.xml") else kind
    return f"Cache-Control: {FOR_EVER if _FOR_EVER.search(path) else ASK_AGAIN}", f"Content-Type: {kind}"


def home_of(served: Served) -> str:
    """Return in words which folder a server is to have as its root."""
    if served.base_path == "/":
        return "the folder that the site is published to."
    return f"the folder in whose folder {served.base_path[1:]} the site is published."
