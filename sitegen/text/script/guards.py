"""Guards: what keeps OpenCC from seeing words across the borders of words.

`guards.yaml` holds them in families, each with its reason; `guards_traditional.yaml` those for text that is
written in Traditional. A *phrase* goes into OpenCC's own dictionaries; a
*pattern* rewrites one character by what stands around it, after OpenCC; *words* are what newspapers of a
region print, last of all. All of them keep the number of characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from sitegen.text.characters import is_han
from sitegen.text.script.usages import starts_traditional
from sitegen.text.tables import read_table
from sitegen.values import Derives, Shared, dataclass

FILE = Path(__file__).with_name("guards.yaml")
FILE_TRADITIONAL = Path(__file__).with_name("guards_traditional.yaml")

# In the words of a pattern: any one ideograph, and the edge of a run of ideographs.
_ANY, _EDGE = "＊", "^"


@dataclass(frozen=True, slots=True)
class Pattern:
    """Write `char` so where all conditions hold; `write` is empty where OpenCC's choice is to stand."""

    char: str
    write: str
    # The words must stand there, or must not: behind the character, and in front of it.
    before: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guards(Shared):
    """The guards of one profile: `phrases` and `words` from what is written to what is meant."""

    phrases: Mapping[str, str]
    patterns: tuple[Pattern, ...]
    words: Mapping[str, str]


@cache
def load_guards(profile: str) -> Guards:
    """Return the guards of `profile` from its file; raises ValueError for a wrong length or key."""
    file = FILE_TRADITIONAL if starts_traditional(profile) else FILE
    data = _read_file(file)
    phrases = {key: value for family in data.get("phrases", ()) for key, value in family["words"].items()}
    words = {key: value for family in data["words"][profile] for key, value in family["words"].items()}
    for written, meant in [*phrases.items(), *words.items()]:
        if len(written) != len(meant):
            raise ValueError(f"{file.name}: {written} and {meant} differ in length")
    patterns = [_pattern(file.name, row, char, profile) for row in data["patterns"] for char in row["char"]]
    return Guards(phrases, tuple(patterns), words)


@cache
def _read_file(file: Path) -> Any:
    return read_table(file)


_CONDITIONS = ("before", "not_before", "after", "not_after")
_KEYS = frozenset({"family", "reason", "char", "write", *_CONDITIONS})


def _pattern(file: str, row: Mapping[str, Any], char: str, profile: str) -> Pattern:
    if unknown := set(row) - _KEYS:
        raise ValueError(f"{file}: {row.get('family')}: {', '.join(sorted(unknown))} is not known")
    write = row["write"].get(profile) if isinstance(row["write"], dict) else row["write"]
    conditions = {name: tuple(str(word) for word in row.get(name, ())) for name in _CONDITIONS}
    return Pattern(char, write or "", **conditions)


@dataclass(frozen=True)
class Rewriter(Derives):
    """Applies patterns; of those for one character the first whose conditions hold wins.

    Words are looked up in sets, by their lengths: an expression for all of them takes a fifth of a second to
    compile, and a page has forty of the characters.
    """

    by_character: Mapping[str, tuple[Pattern, ...]]

    def __call__(self, source: str, converted: str) -> str:
        """Return `converted` with the characters rewritten that the patterns find in `source`."""
        characters: list[str] | None = None
        for match in self._expression.finditer(source):
            at = match.start()
            write = next((row.write for row in self._rows(source[at]) if row.holds(source, at)), "")
            if write:
                characters = characters if characters is not None else list(converted)
                characters[at] = write
        return converted if characters is None else "".join(characters)

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        return re.compile(f"[{re.escape(''.join(self.by_character))}]" if self.by_character else "(?!)")

    @cached_property
    def _rows(self) -> Callable[[str], tuple[_Row, ...]]:
        """The patterns for a character, made when the first text has it."""
        return cache(lambda char: tuple(map(_row, self.by_character[char])))


def compile_patterns(patterns: Iterable[Pattern]) -> Rewriter:
    """Return what applies `patterns`."""
    by_character: dict[str, list[Pattern]] = {}
    for pattern in patterns:
        by_character.setdefault(pattern.char, []).append(pattern)
    return Rewriter({character: tuple(rows) for character, rows in sorted(by_character.items())})


# Words of one length with wildcards at the same places: the length, the places, the words.
_Alike = tuple[int, tuple[int, ...], frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Words:
    """Words one of which stands somewhere, or the edge of a run of ideographs."""

    alike: tuple[_Alike, ...]
    has_edge: bool

    def begins(self, text: str, at: int) -> bool:
        """Tell whether one of them stands in `text` from `at` on."""
        if self.has_edge and not is_han(text[at : at + 1]):
            return True
        return any(_reads(text[at : at + length], wild) in words for length, wild, words in self.alike)

    def ends(self, text: str, at: int) -> bool:
        """Tell whether one of them stands in `text` up to `at`."""
        if self.has_edge and not (at and is_han(text[at - 1])):
            return True
        # A slice from a negative place would begin at the other end.
        return any(
            length <= at and _reads(text[at - length : at], wild) in words
            for length, wild, words in self.alike
        )


def _reads(words: str, wild: tuple[int, ...]) -> str:
    """Return `words` with wildcards in the `wild` places that hold ideographs."""
    if not wild:
        return words
    return "".join((_ANY if is_han(char) else "") if at in wild else char for at, char in enumerate(words))


@dataclass(frozen=True, slots=True)
class _Row:
    """A pattern, its words grouped; None where it has no such condition."""

    write: str
    before: _Words | None
    not_before: _Words | None
    after: _Words | None
    not_after: _Words | None

    def holds(self, text: str, at: int) -> bool:
        """Tell whether its conditions hold for the character at `at`."""
        return not (
            (self.after is not None and not self.after.begins(text, at + 1))
            or (self.not_after is not None and self.not_after.begins(text, at + 1))
            or (self.before is not None and not self.before.ends(text, at))
            or (self.not_before is not None and self.not_before.ends(text, at))
        )


def _row(pattern: Pattern) -> _Row:
    named = (pattern.before, pattern.not_before, pattern.after, pattern.not_after)
    return _Row(pattern.write, *(_grouped(words) if words else None for words in named))


def _grouped(words: Sequence[str]) -> _Words:
    by_shape: dict[tuple[int, tuple[int, ...]], set[str]] = {}
    for word in words:
        if word != _EDGE:
            wild = tuple(at for at, char in enumerate(word) if char == _ANY)
            by_shape.setdefault((len(word), wild), set()).add(word)
    alike = ((length, wild, frozenset(same)) for (length, wild), same in sorted(by_shape.items()))
    return _Words(tuple(alike), _EDGE in words)
