"""The texts that readers' searches look through, published among the assets."""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.facts.addresses import SEARCH
from sitegen.plan import Plan
from sitegen.views import EditionSite
from sitegen.write.assets import FOLDER, Asset, AssetFolders


def search_assets(plan: Plan, folders: AssetFolders) -> Mapping[str, Asset]:
    """Return what the search of each edition looks through, by path."""
    texts = {_path(search.page.site): search.data for search in plan.searches}
    return {path: folders.publish(path, text.encode("utf-8")) for path, text in texts.items()}


def search_data_url(site: EditionSite, assets: Mapping[str, Asset]) -> str:
    """Return where the search of an edition finds its text, or "" where it has none."""
    asset = assets.get(_path(site))
    return asset.url if asset else ""


def _path(site: EditionSite) -> str:
    return f"{FOLDER}/{SEARCH}/{site.edition.prefix}.json"
