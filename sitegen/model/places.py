"""Where something stands in authors’ files."""

from __future__ import annotations

from collections.abc import Callable

from sitegen.values import dataclass

# What stands for "this file as a whole": editors jump to its first character.
FIRST = 1


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A character of an authored file: path below the site's root, line and column counted from 1."""

    path: str
    line: int = FIRST
    column: int = FIRST

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Words(str):
    """Words of an author that remember the place where they stand."""

    place: Place
    __slots__ = ("place",)

    def __new__(cls, text: str, place: Place) -> Words:
        words = super().__new__(cls, text)
        words.place = place
        return words

    def __reduce__(self) -> tuple[Callable[..., Words], tuple[str, str, int, int]]:
        place = self.place
        return _words, (str(self), place.path, place.line, place.column)


def _words(text: str, path: str, line: int, column: int) -> Words:
    return Words(text, Place(path, line, column))
