"""What axe-core finds on a page."""

from collections.abc import Iterator
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# A colour scheme changes nothing else, and to look for all the rest again takes as long as the first time.
OF_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


def violations(page: Page, scheme: str = "light", where: str = "") -> Iterator[str]:
    """Yield what is wrong with `page`; in a dark `scheme` only what its colours do."""
    options: dict[str, Any] = {} if scheme == "light" else OF_COLOURS
    for violation in Axe().run(page, options=options).response["violations"]:
        targets = [" ".join(node["target"]) for node in violation["nodes"][:5]]
        yield f"{where or '/'}: {violation['help']}: {', '.join(targets)}"
