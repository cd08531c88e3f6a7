"""What axe-core finds on a page."""

from collections.abc import Iterator
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# What is in order is not asked for.
EVERYTHING: dict[str, Any] = {"resultTypes": ["violations"]}
# A colour scheme changes nothing else, and to look for all the rest again takes as long as the first time.
OF_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}, **EVERYTHING}

# Neighbours that are made of the same elements, with the same classes and attributes.
THIN_OUT = """() => {
    const made = e => [e.localName, ...[...e.attributes].map(({ name, value }) =>
        ["class", "lang", "role", "type"].includes(name) ? `${name}=${value}` : name)].join(" ");
    const elements = e => [...new Set([e, ...e.querySelectorAll("*")].map(made))].sort().join("\\n");
    for (const parent of document.querySelectorAll("main, main *")) {
        const seen = {};
        for (const child of [...parent.children]) {
            const kind = elements(child);
            seen[kind] = (seen[kind] ?? 0) + 1;
            if (seen[kind] > 2) child.remove();
        }
    }
}"""


def thin_out(page: Page) -> None:
    """Leave two of what stands on a page many times: two hundred terms show no more than two.

    `make quality` looks at all of them.
    """
    page.evaluate(THIN_OUT)


def violations(page: Page, scheme: str = "light", where: str = "") -> Iterator[str]:
    """Yield what is wrong with `page`, thinned out; in a dark `scheme` only what its colours do."""
    thin_out(page)
    options = EVERYTHING if scheme == "light" else OF_COLOURS
    for violation in Axe().run(page, options=options).response["violations"]:
        targets = [" ".join(node["target"]) for node in violation["nodes"][:5]]
        yield f"{where or '/'}: {violation['help']}: {', '.join(targets)}"
