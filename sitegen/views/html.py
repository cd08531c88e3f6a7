"""Texts as HTML: each is asked for where its page is printed, and nowhere else."""

from __future__ import annotations

from markupsafe import Markup

from sitegen.values import Shared, dataclass


@dataclass(frozen=True, slots=True)
class Html(Shared):
    """A text as HTML."""

    markup: Markup

    def __html__(self) -> str:
        """Return what a template prints."""
        return self.markup
