"""What Mozilla’s HTTP Observatory says of a site without cookies, by the answers of its server.

From MDN’s “Tests and scoring”, and, for Cross-Origin-Resource-Policy, of which that has another table, from
the grader itself (`SCORE_TABLE` in mdn/mdn-http-observatory). Rules are called as there.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

START = 100
# Bonuses are for those who have as much without them.
ENOUGH = 90
GRADES = ((100, "A+"), (90, "A"), (85, "A-"), (80, "B+"), (70, "B"), (65, "B-"), (60, "C+"), (50, "C"))
REST = ((45, "C-"), (40, "D+"), (30, "D"), (25, "D-"), (0, "F"))

MODIFIERS: Mapping[str, int] = {
    "csp-implemented-with-no-unsafe-default-src-none": 10,
    "csp-implemented-with-no-unsafe": 5,
    "csp-implemented-with-unsafe-inline-in-style-src-only": 0,
    "csp-implemented-with-unsafe-eval": -10,
    "csp-implemented-with-insecure-scheme": -20,
    "csp-implemented-with-unsafe-inline": -20,
    "csp-not-implemented": -25,
    "cookies-not-found": 0,
    "cross-origin-resource-sharing-not-implemented": 0,
    "cross-origin-resource-sharing-implemented-with-public-access": 0,
    "redirection-to-https": 0,
    "redirection-off-host-from-http": -5,
    "redirection-not-to-https": -20,
    "redirection-missing": -20,
    "referrer-policy-private": 5,
    "referrer-policy-not-implemented": 0,
    "referrer-policy-unsafe": -5,
    "hsts-implemented-max-age-at-least-six-months": 0,
    "hsts-implemented-max-age-less-than-six-months": -10,
    "hsts-not-implemented": -20,
    "sri-not-implemented-but-all-scripts-loaded-from-secure-origin": 0,
    "sri-not-implemented-but-no-scripts-loaded": 0,
    "sri-not-implemented-but-external-scripts-loaded-securely": -5,
    "sri-not-implemented-and-external-scripts-not-loaded-securely": -50,
    "x-content-type-options-nosniff": 0,
    "x-content-type-options-not-implemented": -5,
    "x-frame-options-implemented-via-csp": 5,
    "x-frame-options-sameorigin-or-deny": 0,
    "x-frame-options-not-implemented": -20,
    "corp-implemented-with-same-origin": 10,
    "corp-implemented-with-same-site": 10,
    "corp-implemented-with-cross-origin": 0,
    "corp-not-implemented": 0,
}
SIX_MONTHS = 15_768_000
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}


@dataclass(frozen=True)
class Seen:
    """What is looked at: the page over https, and where the same address leads over http; "" for nowhere."""

    url: str
    headers: Mapping[str, str]
    page: str
    leads_to: str


def grade(seen: Seen) -> tuple[int, str, tuple[str, ...]]:
    """Return the score, the grade, and the rules that made them."""
    rules = tuple(_rules(seen))
    found = [MODIFIERS[rule] for rule in rules]
    score = START + sum(each for each in found if each < 0)
    if score >= ENOUGH:
        score += sum(each for each in found if each > 0)
    score = max(score, 0)
    return score, next(name for least, name in (*GRADES, *REST) if score >= least), rules


def _rules(seen: Seen) -> Iterator[str]:
    headers = {name.lower(): value.strip() for name, value in seen.headers.items()}
    assert "set-cookie" not in headers
    policy = _directives(headers.get("content-security-policy", ""))
    yield _policy(policy or _directives(_meta(seen.page)))
    yield "cookies-not-found"
    shared = (
        "implemented-with-public-access" if "access-control-allow-origin" in headers else "not-implemented"
    )
    yield f"cross-origin-resource-sharing-{shared}"
    yield _redirection(seen)
    yield _referrer(headers.get("referrer-policy"))
    yield _transport(headers.get("strict-transport-security"))
    yield _scripts(seen)
    sniffed = headers.get("x-content-type-options", "").lower() == "nosniff"
    yield f"x-content-type-options-{'nosniff' if sniffed else 'not-implemented'}"
    yield _framing(policy, headers.get("x-frame-options", ""))
    resources = headers.get("cross-origin-resource-policy")
    yield f"corp-implemented-with-{resources}" if resources else "corp-not-implemented"


def _meta(page: str) -> str:
    """The policy that a page has itself, without what browsers do not take from there."""
    found = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    return found[1].replace("&#39;", "'") if found else ""


def _directives(policy: str) -> dict[str, list[str]]:
    parts = (part.split() for part in policy.split(";"))
    return {part[0].lower(): [each.lower() for each in part[1:]] for part in parts if part}


def _policy(policy: Mapping[str, list[str]]) -> str:
    if not policy:
        return "csp-not-implemented"
    default = policy.get("default-src", ["*"])
    scripts, styles = policy.get("script-src", default), policy.get("style-src", default)
    wide = {"'unsafe-inline'", "data:", "https:", "http:", "*"}
    if wide & {*scripts, *policy.get("object-src", default)}:
        return "csp-implemented-with-unsafe-inline"
    if any(each.startswith("http:") for sources in policy.values() for each in sources):
        return "csp-implemented-with-insecure-scheme"
    if "'unsafe-eval'" in scripts:
        return "csp-implemented-with-unsafe-eval"
    if wide & {*styles}:
        return "csp-implemented-with-unsafe-inline-in-style-src-only"
    is_closed = default == ["'none'"] and policy.get("form-action") in (["'none'"], ["'self'"])
    return f"csp-implemented-with-no-unsafe{'-default-src-none' if is_closed else ''}"


def _redirection(seen: Seen) -> str:
    if not seen.leads_to:
        return "redirection-missing"
    there = urlsplit(seen.leads_to)
    if there.scheme != "https":
        return "redirection-not-to-https"
    same = there.hostname == urlsplit(seen.url).hostname
    return "redirection-to-https" if same else "redirection-off-host-from-http"


def _referrer(said: str | None) -> str:
    if said is None:
        return "referrer-policy-not-implemented"
    return f"referrer-policy-{'private' if said.lower() in PRIVATE else 'unsafe'}"


def _transport(said: str | None) -> str:
    seconds = re.search(r"max-age=(\d+)", said or "")
    if not seconds:
        return "hsts-not-implemented"
    is_long = int(seconds[1]) >= SIX_MONTHS
    return f"hsts-implemented-max-age-{'at-least' if is_long else 'less-than'}-six-months"


def _scripts(seen: Seen) -> str:
    sources = [urljoin(seen.url, each) for each in re.findall(r'<script[^>]* src="([^"]+)"', seen.page)]
    if not sources:
        return "sri-not-implemented-but-no-scripts-loaded"
    own = urlsplit(seen.url)
    foreign = [
        each for each in map(urlsplit, sources) if (each.scheme, each.netloc) != (own.scheme, own.netloc)
    ]
    if not foreign:
        return "sri-not-implemented-but-all-scripts-loaded-from-secure-origin"
    if all(each.scheme == "https" for each in foreign):
        return "sri-not-implemented-but-external-scripts-loaded-securely"
    return "sri-not-implemented-and-external-scripts-not-loaded-securely"


def _framing(policy: Mapping[str, list[str]], said: str) -> str:
    if policy.get("frame-ancestors") in (["'none'"], ["'self'"]):
        return "x-frame-options-implemented-via-csp"
    known = said.upper() in ("DENY", "SAMEORIGIN")
    return f"x-frame-options-{'sameorigin-or-deny' if known else 'not-implemented'}"
