"""What Caddy is told: the block of a site in a Caddyfile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from re import escape

from sitegen.facts.addresses import FEED
from sitegen.serving.table import (
    ASK_AGAIN,
    FEED_TYPE,
    FOR_EVER,
    LOST,
    METHODS,
    OTHER_TYPE,
    TYPES,
    WELL_KNOWN,
    Served,
    home_of,
)

# What Caddy calls them.
_NAMES = {"br": "br", "gz": "gzip"}


def print_caddy(served: Served) -> str:
    """Return the Caddyfile. Where the site is at an https address, Caddy gets the certificate by itself."""
    scheme, port = "https" if served.is_secure else "http", f":{served.port}" if served.port else ""
    lines = [
        "# Made by `python build.py servers`; docs/deploy.md tells how it is used.",
        *_block(f"{scheme}://{served.host}{port}", _lines(served)),
    ]
    return "".join(f"{line}\n" for line in lines)


def _block(name: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"{name} {{"
    yield from (f"\t{line}" if line else "" for line in lines)
    yield "}"


def _lines(served: Served) -> Iterator[str]:
    yield f"# Yours to decide: {home_of(served)}"
    yield f"root * /srv/www/{served.host.strip('[]')}"
    yield ""
    yield from _matchers(served)
    yield ""
    yield "# In a route all is done in the order in which it is written."
    yield from _block("route", _answered(served))
    yield from _block("handle_errors", _block("route", _refused(served)))


def _matchers(served: Served) -> Iterator[str]:
    yield f"@for_ever path_regexp `{served.for_ever}`"
    yield f"@negotiated path_regexp `{served.negotiated}`"
    for number, endings in enumerate(_by_type().values()):
        yield f"@kind{number} path {' '.join(f'*{ending}' for ending in endings)}"
    yield f"@feed path_regexp `/{escape(FEED)}$`"
    yield f"@refused not method {' '.join(METHODS)}"
    yield f"@lost path_regexp `/{escape(LOST)}$`"
    if served.compressed:
        yield f"@beside path_regexp `{served.beside}`"
    if served.prefixes:
        yield f"@inside path_regexp inside `{served.inside}`"
    # Go’s expressions cannot look ahead.
    seen = f"not path_regexp `^/{escape(WELL_KNOWN)}(?:/[^./][^/]*)*/?$`"
    yield from _block("@hidden", ("path_regexp `/[.]`", seen))
    yield "# Names that no disk takes are nowhere, and are no fault of the server’s."
    yield "@nowhere not file {path} {path}/index.html"


def _answered(served: Served) -> Iterator[str]:
    yield from _said(served)
    yield f'header Cache-Control "{ASK_AGAIN}"'
    yield f'header @for_ever Cache-Control "{FOR_EVER}"'
    yield from _varying("@negotiated")
    yield from _kinds()
    yield "error @refused 405"
    yield from (f"redir {old} {new} 301" for old, new in served.old_addresses)
    yield from (f"error @{name} 404" for name in ("hidden", "lost"))
    if served.compressed:
        yield "error @beside 404"
    yield "error @nowhere 404"
    yield from _files(served)


def _refused(served: Served) -> Iterator[str]:
    yield "# An error is no part of a file, and never “not modified”."
    yield from (f"request_header -{name}" for name in ("Range", "If-None-Match", "If-Modified-Since"))
    yield from _said(served)
    yield f'header Cache-Control "{ASK_AGAIN}"'
    yield f'header @refused Allow "{", ".join(METHODS)}"'
    yield 'header Content-Type "text/plain; charset=utf-8"'
    yield "respond @refused 405"
    yield "@missing expression `{http.error.status_code} in [403, 404]`"
    shown = [f'header Content-Type "{TYPES[".html"]}"', *_varying(), *_rewrites(served), *_files(served)]
    yield from _block("handle @missing", _block("route", shown))
    yield 'respond "{http.error.status_code} {http.error.status_text}"'


def _rewrites(served: Served) -> Iterator[str]:
    # Asked for before the path becomes another one.
    yield f"vars lost {served.base_path}{LOST}"
    if served.prefixes:
        yield f"vars @inside lost {served.base_path}{{re.inside.edition}}/{LOST}"
    yield "rewrite * {vars.lost}"


def _said(served: Served) -> Iterator[str]:
    said = (f'{name} "{value}"' for name, value in served.headers.items())
    # Its name is nobody’s concern.
    yield from _block("header", (*said, "-Server"))


def _varying(matcher: str = "") -> Iterator[str]:
    """At the end, since the file server adds the same where it sends a compressed file."""
    yield from _block(" ".join(filter(None, ("header", matcher))), ("defer", "Vary Accept-Encoding"))


def _kinds() -> Iterator[str]:
    """Say the types of all files: the machine’s own tables differ."""
    yield f"header Content-Type {OTHER_TYPE}"
    yield from (f'header @kind{number} Content-Type "{type_}"' for number, type_ in enumerate(_by_type()))
    yield f'header @feed Content-Type "{FEED_TYPE}"'


def _by_type() -> Mapping[str, list[str]]:
    """The endings of each type; a path that ends in a slash is that of a page."""
    kinds: dict[str, list[str]] = {TYPES[".html"]: ["/"]}
    for ending, type_ in TYPES.items():
        kinds.setdefault(type_, []).append(ending)
    return kinds


def _files(served: Served) -> Iterator[str]:
    if not served.compressed:
        yield "encode gzip"
    names = " ".join(_NAMES[kind] for kind in served.compressed)
    yield from _block("file_server", [f"precompressed {names}"] if names else [])
