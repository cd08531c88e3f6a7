"""Where something stands in authors’ files, and what is to be mended there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

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


class Severity(IntEnum):
    """What a diagnostic stops: ERROR the build, GATE only `check`, the others nothing."""

    ERROR = 1
    GATE = 2
    WARNING = 3
    NOTE = 4


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One thing an author should mend: where it is, which rule, and what to do."""

    place: Place
    rule: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR


class Words(str):
    """Words of an author that remember the place where they stand."""

    place: Place
    __slots__ = ("place",)

    def __new__(cls, text: str, place: Place) -> Words:
        words = super().__new__(cls, text)
        words.place = place
        return words
