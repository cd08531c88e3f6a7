"""The texts that readers' searches look through, published beside the page that searches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sitegen.facts.addresses import SEARCH
from sitegen.model import Edition
from sitegen.plan.search import Search
from sitegen.write.assets import Asset


def search_assets(searches: Iterable[Search], base_path: str) -> Mapping[str, Asset]:
    """Return what the search of each edition looks through, by path.

    Their names do not tell their content, as those of assets do: every page names one of them, and a word in
    one page would change all pages. Whoever searches asks whether what they have is still so (`search.js`).
    """
    texts = {_path(search.page.address.edition): search.data for search in searches}
    return {path: Asset(f"{base_path}{path}", path, text.encode("utf-8")) for path, text in texts.items()}


def search_data_url(edition: Edition, assets: Mapping[str, Asset]) -> str:
    """Return where the search of an edition finds its text, or "" where it has none."""
    asset = assets.get(_path(edition))
    return asset.url if asset else ""


def _path(edition: Edition) -> str:
    return f"{edition.prefix}/{SEARCH}/texts.json"
