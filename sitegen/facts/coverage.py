"""Which pages explain which paragraph of a source, as `bodies.coverage` finds it."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.facts.bodies.coverage import Citing, Coverage, coverage
from sitegen.model import Page


def citations(page: Page) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs that a page’s body cites, as they come, each with the id of its section or ""."""
    return page.body.citations()


__all__ = ["Citing", "Coverage", "citations", "coverage"]
