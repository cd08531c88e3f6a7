"""The site of this project, as nginx and Caddy serve it by deploy/: what Mozilla’s HTTP Observatory says."""

from collections.abc import Mapping
from urllib.parse import urlsplit

import pytest
from conftest import ROOT
from crawl import Site
from observatory import MODIFIERS, START, Seen, grade
from web_servers import running

from sitegen.serving.table import HEADERS, TRANSPORT
from sitegen.write.policy import META_POLICY

URL = "https://example.org/"
META = f'<meta http-equiv="Content-Security-Policy" content="{META_POLICY}">'
OWN_SCRIPT = '<script src="/assets/js/site.js"></script>'
# What is found where all is as it is to be.
BEST = (
    "csp-implemented-with-no-unsafe-default-src-none",
    "cookies-not-found",
    "cross-origin-resource-sharing-not-implemented",
    "redirection-to-https",
    "referrer-policy-private",
    "hsts-implemented-max-age-at-least-six-months",
    "sri-not-implemented-but-all-scripts-loaded-from-secure-origin",
    "x-content-type-options-nosniff",
    "x-frame-options-implemented-via-csp",
    "corp-implemented-with-same-origin",
)


@pytest.mark.parametrize("name", ["nginx", "caddy"])
def test_the_site_has_the_best_grade(name: str, built_site: Site) -> None:
    """Over https, which Caddy leads to by itself; on the page that is asked for first, and on others."""
    host = str(urlsplit(built_site.base_url).hostname)
    with running(name, ROOT / "deploy", built_site.folder, host) as server:
        leads_to = f"https://{host}/"
        if name == "nginx":
            leads_to = server.ask("/", listens="plain").headers["Location"]
        for path in ("/", "/en/", "/zh-hans/city-spirit/", "/en/nowhere"):
            answer = server.ask(path)
            seen = Seen(f"https://{host}{path}", dict(answer.headers.items()), answer.body.decode(), leads_to)
            score, letter, rules = grade(seen)
            assert (score, letter) == (130, "A+")
            # The page that leads to the editions has no script to speak of.
            assert {*rules} - {*BEST} <= {"sri-not-implemented-but-no-scripts-loaded"}


def without(*names: str, **changed: str) -> Mapping[str, str]:
    """The headers of the table without some, or with other values."""
    said = {**HEADERS, **dict([TRANSPORT])}
    return {
        name: changed.get(name.replace("-", "_"), value) for name, value in said.items() if name not in names
    }


@pytest.mark.parametrize(
    ("headers", "page", "leads_to", "score", "letter"),
    [
        (without(), META + OWN_SCRIPT, URL, 130, "A+"),
        # A host on which nobody can set headers, and one that adds what hosts say by themselves.
        ({}, META, URL, 55, "C"),
        ({"X-Content-Type-Options": "nosniff"}, META, URL, 60, "C+"),
        (without("Strict-Transport-Security"), META, URL, 80, "B+"),
        (without(Strict_Transport_Security="max-age=60"), META, URL, 120, "A+"),
        (without("Cross-Origin-Resource-Policy"), META, URL, 120, "A+"),
        (without("Referrer-Policy"), META, URL, 125, "A+"),
        (without(), META, "", 80, "B+"),
        (without(), META, "https://www.example.org/", 125, "A+"),
        (without(Content_Security_Policy="script-src 'unsafe-inline'"), "", URL, 60, "C+"),
        (without(), f'{META}<script src="http://elsewhere.example/a.js"></script>', URL, 50, "C"),
    ],
)
def test_what_each_rule_takes_and_gives(
    headers: Mapping[str, str], page: str, leads_to: str, score: int, letter: str
) -> None:
    """What is missing costs what the published table says."""
    assert grade(Seen(URL, headers, page, leads_to))[:2] == (score, letter)


def test_the_rules_add_up() -> None:
    """Each rule is counted once, and has its name and modifier in the table."""
    score, _, rules = grade(Seen(URL, without(), META + OWN_SCRIPT, URL))
    assert rules == BEST
    assert START + sum(MODIFIERS[rule] for rule in rules) == score
