"""The little of a page that all others ask for: whether it is shown, what links may name in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sitegen.facts.slices import Pages
from sitegen.memory import Memory
from sitegen.model import Page, Place, Words
from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class Head:
    """What others ask of a page, which is large and read where it is shown."""

    key: str
    language: str
    path: str
    is_draft: bool
    # Whether its author says when it changed, and that it needs no source, if only by a template of its own.
    is_dated: bool
    needs_no_source: bool
    # The ids of its headings, in their order; its old addresses.
    ids: tuple[str, ...]
    aliases: tuple[Words, ...]

    @property
    def place(self) -> Place:
        """Where its file begins."""
        return Place(self.path)


# By the key and the language of the page.
Heads = Mapping[tuple[str, str], Head]


def heads_of(pages: Pages, memory: Memory) -> Heads:
    """Return what others ask of each of `pages`, by the same names."""
    found = memory.parts(heads_on, [(page,) for page in pages.values()])
    return dict(zip(pages, found, strict=True))


def shown_of(pages: Pages, memory: Memory, *, drafts: bool) -> Pages:
    """Return those of `pages` that are shown: drafts only where asked for."""
    heads = heads_of(pages, memory)
    return {name: page for name, page in pages.items() if drafts or not heads[name].is_draft}


def heads_on(
    _: Memory,
    pages: Sequence[tuple[Page]],
) -> Iterator[Head]:
    """Yield what others ask of each of `pages`."""
    for (page,) in pages:
        front, ids = page.front, dict.fromkeys(heading.id for heading in page.headings if heading.id)
        yield Head(
            page.key,
            page.language,
            page.path,
            is_draft=front.draft,
            is_dated=front.updated is not None,
            needs_no_source=bool(front.template or front.sources),
            ids=tuple(ids),
            aliases=tuple(front.aliases),
        )
