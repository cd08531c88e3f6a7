"""All servers that are told of a site, each with its files."""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.serving.caddy import print_caddy
from sitegen.serving.hosted import print_headers, print_redirects
from sitegen.serving.nginx import print_nginx
from sitegen.serving.table import Served

_PRINTED = {
    "nginx.conf": print_nginx,
    "Caddyfile": print_caddy,
    "_headers": print_headers,
    "_redirects": print_redirects,
}


def print_all(served: Served) -> Mapping[str, str]:
    """Return for each file its name and what it says."""
    return {name: print_(served) for name, print_ in _PRINTED.items()}
