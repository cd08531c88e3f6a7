"""The Nu HTML checker, which the W3C's validator runs on, has nothing to say about pages or style sheets."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from crawl import Document, Site
from needs import missing, need

Message = dict[str, Any]

# What the checker’s list of CSS lacks, though browsers know it. Whoever adds to it says what it is good for.
UNKNOWN_AT_RULES = {
    "container": "CSS Containment 3: a drawing suits its box, not the window",
}
UNKNOWN_PROPERTIES = {
    "container-type": "CSS Containment 3: makes a box the measure of what is in it",
    "line-clamp": "CSS Overflow 4, the future name of -webkit-line-clamp: snippets end after three lines",
    "position-area": "CSS Anchor Positioning: what a term means opens beside its word; @supports guards it",
    "position-try-fallbacks": "CSS Anchor Positioning: the same box turns to where there is room",
    "vector-effect": "SVG 2: lines of a drawing keep their width, however large it is shown",
}

UNKNOWN_SELECTORS = {
    "highlight(": "CSS Custom Highlight API: words that were looked for are lit, and the page stays as it is",
}

NU = Path(__file__).parent / "nu" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


@pytest.fixture(scope="module")
def nu() -> list[str]:
    """The command that runs the checker."""
    if not NU.is_file():
        missing("the Nu HTML checker")
    # What runs for seconds is not worth the work of making it fast, and then takes more of the stack.
    machine = ["-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    # It refuses to read from this machine unless told that this is meant.
    return [need("java"), *machine, "-Dnu.validator.servlet.allow-forbidden-hosts=true", "-jar", str(NU)]


def messages(nu: list[str], *asked: str) -> list[Message]:
    """What the checker says of these addresses."""
    command = [*nu, "--format", "json", "--exit-zero-always", *asked]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=300)
    return json.loads(done.stderr)["messages"]


def told(message: Message, origin: str) -> str:
    """A message as a line: where, what, and the words that it is about."""
    file, line = message.get("url", "").removeprefix(origin) or "/", message.get("lastLine", 0)
    return f"{file}:{line}: {message['message']} ({message.get('extract', '').strip()[:80]!r})"


def is_data(message: Message) -> bool:
    """Tell whether the checker takes linked data for a script: what is never run, no policy blocks."""
    is_policy = message["message"].startswith("Inline script violates Content Security Policy")
    return is_policy and "application/ld+json" in message.get("extract", "")


def unlike(site: Site) -> Iterator[Document]:
    """Every page but those of converted editions whose elements and classes are those of a page before."""
    seen: set[frozenset[tuple[str, str]]] = set()
    for document in site.documents.values():
        kind = frozenset(document.classes)
        is_converted = site.editions.get(site.prefix(document.file), "").startswith("zh-Hant")
        if not is_converted or kind not in seen:
            seen.add(kind)
            yield document


def test_html_is_valid(nu: list[str], built_site: Site, origin: str) -> None:
    """Neither an error nor a warning, on no page.

    Editions in Traditional Chinese have the elements of what they were converted from: of these, pages that
    have others are looked at. All come from a server: in a file, 'self' in a Content-Security-Policy would
    match nothing.
    """
    pages = [origin + document.address for document in unlike(built_site)]
    faults = [told(message, origin) for message in messages(nu, *pages) if not is_data(message)]
    assert not faults, f"{len(faults)} found:\n" + "\n".join(sorted(faults)[:50])


def is_unknown(message: Message) -> bool:
    """Tell whether the checker complains of something that it merely does not know."""
    expected = [f"CSS: Unrecognized at-rule “@{name}”" for name in UNKNOWN_AT_RULES]
    expected += [f"CSS: “{name}”: Property “{name}” doesn't exist." for name in UNKNOWN_PROPERTIES]
    is_selector = message["message"] == "CSS: Parse Error."
    named = message.get("extract", "")
    return message["message"] in expected or (
        is_selector and any(each[1:] in named for each in UNKNOWN_SELECTORS)
    )


def test_style_sheets_are_valid(nu: list[str], built_site: Site, origin: str) -> None:
    """Neither an error nor a warning in any style sheet, but for what the checker does not know yet."""
    sheets = [origin + file for file in built_site.files if file.endswith(".css")]
    assert sheets
    faults = [told(message, origin) for message in messages(nu, "--css", *sheets) if not is_unknown(message)]
    assert not faults, f"{len(faults)} found:\n" + "\n".join(sorted(faults)[:50])
