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
class Mend:
    """What to put in the place of words that stand at `place`, within one line of a file.

    The words are replaced only where the line has `before`, `written` and `after`, one directly behind the
    other. `is_markup` says that the change is to be read as markup: a list, a heading, a link begins with it.
    """

    place: Place
    written: str
    better: str
    before: str = ""
    after: str = ""
    is_markup: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One thing an author should mend: where it is, which rule, and what to do.

    `mends` is what `check --fix` does about it, all of it or nothing; empty where only an author can tell.
    """

    place: Place
    rule: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    mends: tuple[Mend, ...] = ()


class Words(str):
    """Words of an author that remember the place where they stand."""

    place: Place
    __slots__ = ("place",)

    def __new__(cls, text: str, place: Place) -> Words:
        words = super().__new__(cls, text)
        words.place = place
        return words
