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

# For `<meta>`, so that it holds on hosts whose headers nobody can set.
META_POLICY = "; ".join(f"{name} {sources}" for name, sources in _DIRECTIVES.items())
# For the header: browsers take frame-ancestors from there only, and complain of it in a `<meta>`.
HEADER_POLICY = f"{META_POLICY}; frame-ancestors 'none'"
