"""Where in the output an authored page is shown: in the editions of its language, and beside its partners."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sitegen.facts.addresses import Addresses, beside, bilingual_key
from sitegen.model import Site

PAGES, ENDING = "content/pages/", ".md"


def page_path(key: str, language: str) -> str:
    """Return the path of the file of a page."""
    return f"{PAGES}{key}.{language}{ENDING}"


def is_page(path: str) -> bool:
    """Tell whether the file at `path` is, or was meant to be, a page."""
    return path.startswith(PAGES) and path.endswith(ENDING)


def shown_at(path: str, site: Site, pages: Collection[tuple[str, str]]) -> Iterator[str]:
    """Yield the output paths of all that shows the page whose file is at `path`.

    A file whose name tells no language of the site may be meant for any. `pages` are the keys and languages
    of those that can be read: where one stands, no other stands beside its partner.
    """
    addresses, key = Addresses(str(site.base_url)), path.removeprefix(PAGES).removesuffix(ENDING)
    stem, _, language = key.rpartition(".")
    if language in site.languages:
        key, wanted = stem, {language}
    else:
        wanted = set(site.languages)
    for edition in site.editions:
        if edition.language in wanted:
            yield addresses.output_path(key, edition)
        own = str(edition.language)
        for step, other in beside(site, own):
            both = bilingual_key(key, step)
            if wanted & {own, str(other.language)} and (both, own) not in pages:
                yield addresses.output_path(both, edition)
