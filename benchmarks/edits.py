"""One edit of a site: a word that nobody else writes, put in at its places, each turn another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """A file below the root, and the first words of it behind which something is put."""

    path: str
    behind: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Where one edit is made, and the file of the output that shows it."""

    places: tuple[Place, ...]
    shown: str
    # Edits of one site do not take away what another has put into the same file.
    name: str = ""

    def apply(self, root: Path, turn: int) -> str:
        """Make the edit in place of that of the turn before; return the word that the output now holds."""
        mark = mark_of(turn, self.name)
        for file, text in self._unmarked(root).items():
            for place in self.places:
                if root / place.path == file:
                    assert place.behind in text, place
                    text = text.replace(place.behind, place.behind + mark, 1)
            file.write_text(text, "utf-8", newline="")
        return mark

    def undo(self, root: Path) -> None:
        """Have the files as they were before the first edit."""
        for file, text in self._unmarked(root).items():
            file.write_text(text, "utf-8", newline="")

    def _unmarked(self, root: Path) -> Mapping[Path, str]:
        files = dict.fromkeys(root / place.path for place in self.places)
        mark = re.compile(f"zq{self.name}[a-z]{{4}}zq")
        return {file: mark.sub("", file.read_text("utf-8")) for file in files}


def named(edits: Mapping[str, Edit]) -> Mapping[str, Edit]:
    """Return edits that know their names."""
    return {name: replace(edit, name=name) for name, edit in edits.items()}


def mark_of(turn: int, name: str) -> str:
    """Return the word of a turn, as letters that no sentence has: digits would be figures of one language.

    >>> mark_of(0, "title"), mark_of(27, "title")
    ('zqtitleaaaazq', 'zqtitleaabbzq')
    """
    letters = ""
    for _ in range(4):
        turn, letter = divmod(turn, 26)
        letters = chr(ord("a") + letter) + letters
    return f"zq{name}{letters}zq"
