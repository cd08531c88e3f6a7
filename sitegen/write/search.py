"""The texts that readers' searches look through, published beside the page that searches."""

from __future__ import annotations

from sitegen.facts.addresses import SEARCH
from sitegen.model import Edition

TEXTS = "texts.json"


def search_path(edition: Edition) -> str:
    """Return where what the search of an edition looks through is published, below the home of the site.

    The name does not tell the content, as those of assets do: every page names it, and a word in one page
    would change all pages. Whoever searches asks whether what they have is still so (`search.js`).
    """
    return f"{edition.prefix}/{SEARCH}/{TEXTS}"
