"""Which pages explain which paragraph of a source: the other direction of their citations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sitegen.facts.addresses import SOURCE
from sitegen.model import Library, Page
from sitegen.text.markdown.tokens import walk


@dataclass(frozen=True, slots=True)
class Citing:
    """A page that cites a paragraph: its key, the first section that does or "", how often the page does."""

    key: str
    section: str
    count: int


Coverage = Mapping[str, tuple[Citing, ...]]


def coverage(library: Library, pages: Iterable[Page]) -> Coverage:
    """Return for each paragraph of the sources those of `pages` that cite it, in the order of the navigation.

    Pages that the navigation does not name come last, by their keys.
    """
    path = [str(key) for group in library.site.navigation for key in group.pages]
    order = {key: number for number, key in reversed(list(enumerate(path)))}
    citing: dict[str, list[Citing]] = {id_: [] for id_ in library.paragraphs}
    for page in sorted(pages, key=lambda page: (order.get(page.key, len(path)), page.key)):
        cited = list(citations(page))
        counts = Counter(id_ for id_, _ in cited)
        # Of several sections with the same citation the first stays.
        first = dict(reversed(cited))
        for id_, section in first.items():
            if id_ in citing:
                citing[id_].append(Citing(page.key, section, counts[id_]))
    return {id_: tuple(each) for id_, each in citing.items()}


def citations(page: Page) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs that a page’s body cites, as they come, each with the id of its section or ""."""
    section = ""
    for token in walk(page.tokens):
        if token.type == "heading_open":
            section = str(token.attrs.get("id", section))
        elif token.type == "link_open":
            scheme, _, id_ = str(token.attrs["href"]).partition(":")
            if scheme.lower() == SOURCE:
                yield id_, section
