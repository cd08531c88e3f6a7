"""What pages tell other programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sitegen.values import Shared, dataclass


@dataclass(frozen=True, slots=True)
class Graph(Shared):
    """A graph of JSON-LD 1.1, which is asked for where its page is printed, and nowhere else."""

    nodes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sharing:
    """How a page presents itself to other programs: cards (Open Graph) and search engines (schema.org)."""

    # Open Graph's names of the edition and of the others.
    locale: str
    other_locales: tuple[str, ...]
    # The name of the picture that goes with the page, below `assets/`, and what is read on it.
    card: str
    card_words: str
    graph: Graph

    @property
    def linked_data(self) -> Mapping[str, Any]:
        """The graph of the page (JSON-LD 1.1)."""
        return self.graph.nodes
