"""The Nu HTML checker, on which the W3C's own validator runs, has nothing to say about any page."""

import json
import subprocess
from pathlib import Path

import pytest
from crawl import Site
from needs import missing, need

NU = Path(__file__).parent / "nu" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


@pytest.fixture(scope="module")
def nu() -> list[str]:
    """The command that runs the checker."""
    if not NU.is_file():
        missing("the Nu HTML checker")
    # It refuses to read from this machine unless told that this is meant.
    return [need("java"), "-Xss1m", "-Dnu.validator.servlet.allow-forbidden-hosts=true", "-jar", str(NU)]


def is_data(message: dict[str, str]) -> bool:
    """Tell whether the checker takes linked data for a script: what is never run, no policy blocks."""
    is_policy = message["message"].startswith("Inline script violates Content Security Policy")
    return is_policy and "application/ld+json" in message.get("extract", "")


def test_html_is_valid(nu: list[str], built_site: Site, origin: str) -> None:
    """Neither an error nor a warning, on no page.

    The pages come from a server: in a file, 'self' in a Content-Security-Policy would match nothing.
    """
    pages = [origin + document.address for document in built_site.documents.values()]
    command = [*nu, "--format", "json", "--exit-zero-always", *pages]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=300)
    faults = [
        f"{message.get('url', '').removeprefix(origin) or '/'}:{message.get('lastLine', 0)}: "
        f"{message['message']} ({message.get('extract', '').strip()[:80]!r})"
        for message in json.loads(done.stderr)["messages"]
        if not is_data(message)
    ]
    assert not faults, f"{len(faults)} found:\n" + "\n".join(sorted(faults)[:50])
