"""The Content-Security-Policy of the pages: one source for headers and for the pages' own `<meta>`."""

from __future__ import annotations

_DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    # The search field: without its script it leads to the search page of the same site.
    "form-action": "'self'",
    # Trusted Types: a string never becomes markup or a script’s address, and nobody may vouch for one.
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}

# Where pages are read offline a script has to name a worker, whose address this policy alone vouches for.
_OF_WORKERS = {"trusted-types": "service-worker", "worker-src": "'self'"}


def meta_policy(*, has_worker: bool = False) -> str:
    """Return the policy for `<meta>`, so that it holds on hosts whose headers nobody can set."""
    directives = _DIRECTIVES | (_OF_WORKERS if has_worker else {})
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def header_policy(*, has_worker: bool = False) -> str:
    """Return the policy for the header: only there browsers take frame-ancestors, and else complain of it."""
    return f"{meta_policy(has_worker=has_worker)}; frame-ancestors 'none'"


META_POLICY = meta_policy()
HEADER_POLICY = header_policy()
