"""Who says what authors wrote in a picture."""

from __future__ import annotations

from typing import Protocol

from sitegen.model import Words
from sitegen.model.pictures import Said


class Speaker(Protocol):
    """Says in one edition what authors wrote, and where links lead."""

    language: str

    def say(self, words: Said) -> str:
        """Return what is written in the edition’s language, or ""."""

    def lead(self, to: Words | None) -> str | None:
        """Return the URL that `to` means, or None where the edition has nothing there."""
