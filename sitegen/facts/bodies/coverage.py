"""Which pages explain which paragraph of a source: the other direction of their citations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sitegen.facts.coverage import Citing, Coverage
from sitegen.model import Library, Page


def coverage(library: Library, pages: Iterable[Page]) -> Coverage:
    """Return for each paragraph of the sources those of `pages` that cite it, in the order of the navigation.

    Pages that the navigation does not name come last, by their keys.
    """
    path = [str(key) for group in library.site.navigation for key in group.pages]
    order = {key: number for number, key in reversed(list(enumerate(path)))}
    citing: dict[str, list[Citing]] = {id_: [] for id_ in library.paragraphs}
    for page in sorted(pages, key=lambda page: (order.get(page.key, len(path)), page.key)):
        cited = list(page.body.citations())
        counts = Counter(id_ for id_, _ in cited)
        # Of several sections with the same citation the first stays.
        first = dict(reversed(cited))
        for id_, section in first.items():
            if id_ in citing:
                citing[id_].append(Citing(page.key, section, counts[id_]))
    return {id_: tuple(each) for id_, each in citing.items()}
