"""Which pages explain which paragraph of a source: the other direction of their citations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sitegen.memory import Memory
from sitegen.model import Page
from sitegen.text.body.body import Body
from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class Citing:
    """A page that cites a paragraph: its key, and the first section that does or ""."""

    key: str
    section: str


Coverage = Mapping[str, tuple[Citing, ...]]


@dataclass(frozen=True, slots=True)
class Citations:
    """What a page cites, as it comes: each paragraph, and the id of its section or ""."""

    found: tuple[tuple[str, str], ...]


def citations_in(body: Body) -> Citations:
    """Return what a body cites, as it comes, with the ids of the sections that do."""
    return Citations(body.citations)


def cited_on(memory: Memory, pages: Sequence[tuple[Page]]) -> Iterator[Citations]:
    """Yield what each of `pages` cites."""
    return (memory.call(citations_in, page.body) for (page,) in pages)


def coverage(paragraphs: Iterable[str], pages: Mapping[str, Citations], path: Sequence[str]) -> Coverage:
    """Return for each of `paragraphs`, by their ids, those of `pages` that cite it, in the order of `path`.

    `pages` are their citations by key; `path` are keys in reading order: pages that it does not name come
    last, by their keys.
    """
    order = {key: number for number, key in reversed(list(enumerate(path)))}
    citing: dict[str, list[Citing]] = {id_: [] for id_ in paragraphs}
    for key in sorted(pages, key=lambda key: (order.get(key, len(path)), key)):
        cited = pages[key].found
        # Of several sections with the same citation the first stays.
        first = dict(reversed(cited))
        for id_, section in first.items():
            if id_ in citing:
                citing[id_].append(Citing(key, section))
    return {id_: tuple(each) for id_, each in citing.items()}
