"""Addresses: where a page stands is a function of its key and the edition, and of nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from sitegen.model import Edition, Site
from sitegen.values import dataclass
from sitegen.views import Alternate

HOME = "index"
BILINGUAL = "bilingual"
GLOSSARY = "glossary"
SOURCES = "sources"
# What the term base refers to, where there is a glossary.
REFERENCES = f"{GLOSSARY}/references"
# What changed, where editors tell of it, unless an author has written a page of this name.
CHANGES = "changes"
# The list of all pages, unless an author has written a page of this name.
CONTENTS = "contents"
FEED = "feed.xml"
SEARCH = "search"
# Of an edition that is read offline: its service worker, what systems call it, the page for what is not kept.
# (What stands in for its worker where that is over has a template of its own.)
GONE = "worker-gone.js"
WORKER, MANIFEST, UNKEPT = "worker.js", "app.webmanifest", "offline.html"


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of a site whose home is `base_url`, which ends in a slash and may have a path."""

    base_url: str

    @property
    def base_path(self) -> str:
        return urlsplit(self.base_url).path or "/"

    def url(self, key: str, edition: Edition) -> str:
        """Return the URL of a page, from the server's root."""
        return f"{self.base_path}{self._folder(key, edition)}"

    def output_path(self, key: str, edition: Edition) -> str:
        """Return where the page's file stands in the output folder."""
        return f"{self._folder(key, edition)}index.html"

    def absolute(self, url: str) -> str:
        """Return `url`, which begins at the server's root, with scheme and host."""
        return self.base_url.removesuffix(self.base_path) + url

    def paragraph(self, document: str, paragraph: str, edition: Edition) -> str:
        """Return the URL of a numbered paragraph of a source document."""
        return f"{self.url(f'{SOURCES}/{document}', edition)}#{paragraph}"

    def term(self, term: str, edition: Edition) -> str:
        """Return the URL of an entry of the glossary."""
        return f"{self.url(GLOSSARY, edition)}#{term}"

    def reference(self, reference: str, edition: Edition) -> str:
        """Return the URL of what the term base refers to as `reference`."""
        return f"{self.url(REFERENCES, edition)}#reference-{reference}"

    def feed(self, edition: Edition) -> str:
        """Return the URL of the edition's feed."""
        return f"{self.base_path}{edition.prefix}/{FEED}"

    def book(self, edition: Edition, partner: Edition | None = None) -> str:
        """Return the URL of an edition as a book, alone or side by side with a partner."""
        return f"{self.base_path}{edition.prefix}/{book_name(edition, partner)}.epub"

    def beside_home(self, name: str, edition: Edition) -> str:
        """Return the URL of a file in the folder of the edition."""
        return f"{self.base_path}{edition.prefix}/{name}"

    @staticmethod
    def _folder(key: str, edition: Edition) -> str:
        steps = [step for step in key.split("/") if step]
        if steps[-1:] == [HOME]:
            steps.pop()
        return "".join(f"{step}/" for step in [edition.prefix, *steps])


def alternates(
    addresses: Addresses, x_default: Iterable[str], key: str, editions: Sequence[Edition]
) -> tuple[Alternate, ...]:
    """Return where search engines find a page in `editions`, and where readers of other languages go.

    That is the first of the tags `x_default` among them.
    """
    found = [
        Alternate(str(edition.tag), addresses.absolute(addresses.url(key, edition))) for edition in editions
    ]
    by_tag = {alternate.hreflang: alternate.url for alternate in found}
    default = next((by_tag[tag] for tag in x_default if tag in by_tag), found[0].url)
    if key == HOME:
        default = addresses.absolute(addresses.base_path)
    return (*found, Alternate("x-default", default))


def book_name(edition: Edition, partner: Edition | None = None) -> str:
    """Return what the book of an edition is called, alone or side by side with a partner.

    Their prefixes are joined by what no prefix has, so that no two books have one name.
    """
    return str(edition.prefix) if partner is None else f"{edition.prefix}_{partner.prefix}"


def bilingual_key(key: str, step: str = BILINGUAL) -> str:
    """Return the key under which a page stands together with a partner, whose step `beside` gives."""
    return step if key == HOME else f"{key.removesuffix(f'/{HOME}')}/{step}"


def beside(site: Site, language: str) -> Iterator[tuple[str, Edition]]:
    """Yield the editions beside which pages in `language` stand, each with the last step of their addresses.

    Of each later language of the site that is its first edition, of each earlier one every edition. The step
    is `bilingual` for the language that comes next, so that a language added at the end moves no address.
    """
    own = site.languages.index(language)
    for at, other in enumerate(site.languages):
        editions = [each for each in site.editions if each.language == other]
        if at > own:
            yield BILINGUAL if at == own + 1 else f"{BILINGUAL}-{other}", editions[0]
        elif at < own:
            yield from ((f"{BILINGUAL}-{each.prefix}", each) for each in editions)
