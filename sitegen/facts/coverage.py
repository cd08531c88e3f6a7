"""Which pages explain which paragraph of a source: the other direction of their citations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sitegen.model import Page


@dataclass(frozen=True, slots=True)
class Citing:
    """A page that cites a paragraph: its key, the first section that does or "", how often the page does."""

    key: str
    section: str
    count: int


Coverage = Mapping[str, tuple[Citing, ...]]


def coverage(paragraphs: Iterable[str], pages: Iterable[Page], path: Sequence[str]) -> Coverage:
    """Return for each of `paragraphs`, by their ids, those of `pages` that cite it, in the order of `path`.

    `path` are keys of pages in reading order; pages that it does not name come last, by their keys.
    """
    order = {key: number for number, key in reversed(list(enumerate(path)))}
    citing: dict[str, list[Citing]] = {id_: [] for id_ in paragraphs}
    for page in sorted(pages, key=lambda page: (order.get(page.key, len(path)), page.key)):
        cited = list(page.body.citations)
        counts = Counter(id_ for id_, _ in cited)
        # Of several sections with the same citation the first stays.
        first = dict(reversed(cited))
        for id_, section in first.items():
            if id_ in citing:
                citing[id_].append(Citing(page.key, section, counts[id_]))
    return {id_: tuple(each) for id_, each in citing.items()}
