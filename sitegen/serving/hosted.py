"""What hosts are told whose own servers read `_headers` and `_redirects`: Netlify, Cloudflare Pages."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.serving.table import FOR_EVER, LOST, Served
from sitegen.write.assets import FOLDER

# What Cloudflare Pages takes: rules and characters of `_headers`, redirects and characters of `_redirects`.
MOST_RULES, LONGEST_HEADER, MOST_REDIRECTS, LONGEST_REDIRECT = 100, 2000, 2000, 1000


def print_headers(served: Served) -> str:
    """Return `_headers`. Pages are asked for again without a word of it: both hosts do that by themselves.

    A header that two rules have would be sent with both values.
    """
    rules = {
        f"{served.base_path}*": served.headers,
        f"{served.base_path}{FOLDER}/*": {"Cache-Control": FOR_EVER},
    }
    lines = [
        line for path, said in rules.items() for line in (path, *(f"  {n}: {v}" for n, v in said.items()))
    ]
    return "".join(f"{line}\n" for line in lines)


def print_redirects(served: Served) -> str:
    """Return `_redirects`: each old address twice, since a host passes over what only the other knows."""
    return "".join(f"{line}\n" for line in _redirects(served))


def _redirects(served: Served) -> Iterator[str]:
    yield "# With ! for Netlify, which would send the page at an old address; without it for Cloudflare."
    for old, new in served.old_addresses:
        yield f"{old} {new} 301!"
        yield f"{old} {new} 301"
    yield "# Netlify looks for one 404.html; Cloudflare Pages finds the nearest by itself."
    for prefix in served.prefixes:
        yield f"{served.base_path}{prefix}/* {served.base_path}{prefix}/{LOST} 404"
    yield f"{served.base_path}* {served.base_path}{LOST} 404"


def beyond(served: Served) -> bool:
    """Tell whether there are more redirects than Cloudflare Pages takes."""
    return len(served.old_addresses) > MOST_REDIRECTS
