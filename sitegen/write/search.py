"""The texts that readers' searches look through, published among the assets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sitegen.facts.addresses import SEARCH
from sitegen.model import Edition
from sitegen.plan.search import Search
from sitegen.write.assets import FOLDER, Asset, AssetFolders


def search_assets(searches: Iterable[Search], folders: AssetFolders) -> Mapping[str, Asset]:
    """Return what the search of each edition looks through, by path."""
    texts = {_path(search.page.address.edition): search.data for search in searches}
    return {path: folders.publish(path, text.encode("utf-8")) for path, text in texts.items()}


def search_data_url(edition: Edition, assets: Mapping[str, Asset]) -> str:
    """Return where the search of an edition finds its text, or "" where it has none."""
    asset = assets.get(_path(edition))
    return asset.url if asset else ""


def _path(edition: Edition) -> str:
    return f"{FOLDER}/{SEARCH}/{edition.prefix}.json"
