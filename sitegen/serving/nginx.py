"""What nginx is told: a file with the server blocks of a site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
from sitegen.write.compressed import TEXT

# Built in, and a package of its own on Debian.
_DIRECTIVES = {"gz": "gzip_static on;", "br": "brotli_static on;"}


def print_nginx(served: Served) -> str:
    """Return the file, for Debian’s folder `sites-available` or any other that is included below `http`."""
    lines = ["# Made by `python build.py servers`; docs/deploy.md tells how it is used."]
    if "br" in served.compressed:
        lines.append("# `brotli_static` needs a module, on Debian libnginx-mod-http-brotli-static.")
    if served.is_secure:
        lines += _block("server", _to_https(served))
    lines += _block("server", _lines(served))
    return "".join(f"{line}\n" for line in lines)


def _block(name: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"{name} {{"
    yield from (f"    {line}" if line else "" for line in lines)
    yield "}"


def _to_https(served: Served) -> Iterator[str]:
    port = f":{served.port}" if served.port else ""
    yield "listen 80;"
    yield "listen [::]:80;"
    yield f"server_name {served.host};"
    yield "server_tokens off;"
    yield f"return 301 https://{served.host}{port}$request_uri;"


def _lines(served: Served) -> Iterator[str]:
    yield from _where(served)
    yield ""
    yield from _kinds()
    yield ""
    yield from _compression(served)
    yield ""
    yield from _decided(served)
    yield ""
    yield from _said(served)
    yield ""
    yield from _refused(served)
    if served.moved:
        yield ""
        yield "# Old addresses."
        for old, new in served.old_addresses:
            yield f'location = "{old}" {{ return 301 "{new}"; }}'


def _where(served: Served) -> Iterator[str]:
    secure = " ssl http2" if served.is_secure else ""
    port = served.port or ("443" if served.is_secure else "80")
    yield f"listen {port}{secure};"
    yield f"listen [::]:{port}{secure};"
    yield f"server_name {served.host};"
    if served.is_secure:
        yield "# Yours to decide: where the certificate is and its key."
        yield f"ssl_certificate /etc/letsencrypt/live/{served.host}/fullchain.pem;"
        yield f"ssl_certificate_key /etc/letsencrypt/live/{served.host}/privkey.pem;"
        yield "ssl_protocols TLSv1.2 TLSv1.3;"
    yield f"# Yours to decide: {home_of(served)}"
    yield f"root /srv/www/{served.host.strip('[]')};"
    yield "index index.html;"
    yield "autoindex off;"
    yield "server_tokens off;"
    yield "# Behind another server this one does not know its own address."
    yield "absolute_redirect off;"


def _kinds() -> Iterator[str]:
    yield from _block("types", (f'"{type_}" {ending[1:]};' for ending, type_ in TYPES.items()))
    yield f"default_type {OTHER_TYPE};"


def _compression(served: Served) -> Iterator[str]:
    if served.compressed:
        yield "# What was compressed when the site was built is sent as it is."
        yield "gzip off;"
        yield from (_DIRECTIVES[kind] for kind in served.compressed)
        return
    yield "gzip on;"
    yield "gzip_min_length 500;"
    types = dict.fromkeys(type_ for ending, type_ in TYPES.items() if ending in TEXT)
    yield "gzip_types {};".format(" ".join(f'"{type_}"' for type_ in types))


def _decided(served: Served) -> Iterator[str]:
    yield "# A location with a header of its own would lose all those below, so what differs is in variables."
    yield f'set $caching "{ASK_AGAIN}";'
    yield f'if ($uri ~ "{served.for_ever}") {{ set $caching "{FOR_EVER}"; }}'
    yield 'set $varying "";'
    yield f'if ($uri ~ "{served.negotiated}") {{ set $varying "Accept-Encoding"; }}'
    yield f'set $lost "{served.base_path}{LOST}";'
    if served.prefixes:
        yield f'if ($uri ~ "{served.inside}") {{ set $lost "{served.base_path}$edition/{LOST}"; }}'
    yield 'set $caching_lost "";'
    yield 'set $allowed "";'
    yield 'if ($request_method !~ "^(?:{})$") {{ return 405; }}'.format("|".join(METHODS))


def _said(served: Served) -> Iterator[str]:
    for name, value in served.headers.items():
        yield f'add_header {name} "{value}" always;'
    yield "add_header Cache-Control $caching;"
    yield "add_header Cache-Control $caching_lost always;"
    yield "add_header Vary $varying always;"
    yield "add_header Allow $allowed always;"


def _refused(served: Served) -> Iterator[str]:
    yield "# A folder without a page is as lost as a page that is not there."
    yield "error_page 403 404 =404 $lost;"
    shown = (
        "internal",
        'set $caching ""',
        f'set $caching_lost "{ASK_AGAIN}"',
        'set $varying "Accept-Encoding"',
    )
    yield from _block(f'location ~ "/{escape(LOST)}$"', (f"{line};" for line in shown))
    yield "# When it comes to this, the headers are there: without one of its own, this would add them again."
    yield "error_page 416 @beyond;"
    yield from _block("location @beyond", ('add_header Allow "";', "return 416;"))
    yield "error_page 405 @refused;"
    yield from _block("location @refused", (f'set $allowed "{", ".join(METHODS)}";', "return 405;"))
    yield f'location ~ "/[.](?!{escape(WELL_KNOWN)[2:]}/)" {{ return 404; }}'
    if served.compressed:
        yield f'location ~ "{served.beside}" {{ return 404; }}'
    yield from _block(f'location ~ "/{escape(FEED)}$"', ("types { }", f'default_type "{FEED_TYPE}";'))
