"""Guards: what keeps OpenCC from seeing words across the borders of words.

`guards.yaml` holds them in families, each with its reason; `guards_traditional.yaml` those for text that is
written in Traditional. A *phrase* goes into OpenCC's own dictionaries; a
*pattern* rewrites one character by what stands around it, after OpenCC; *words* are what newspapers of a
region print, last of all. All of them keep the number of characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sitegen.text.characters import HAN
from sitegen.text.script.usages import starts_traditional

FILE = Path(__file__).with_name("guards.yaml")
FILE_TRADITIONAL = Path(__file__).with_name("guards_traditional.yaml")

# In the words of a pattern: any one ideograph, and the edge of a run of ideographs.
_ANY, _EDGE = "＊", "^"
_IDEOGRAPH = f"[{HAN}]"


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
class Guards:
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
    # libyaml is ten times as fast, and the file is long; both loaders are the safe ones.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(file.read_text(encoding="utf-8"))
    return loader.get_single_data()


_CONDITIONS = ("before", "not_before", "after", "not_after")
_KEYS = frozenset({"family", "reason", "char", "write", *_CONDITIONS})


def _pattern(file: str, row: Mapping[str, Any], char: str, profile: str) -> Pattern:
    if unknown := set(row) - _KEYS:
        raise ValueError(f"{file}: {row.get('family')}: {', '.join(sorted(unknown))} is not known")
    write = row["write"].get(profile) if isinstance(row["write"], dict) else row["write"]
    conditions = {name: tuple(str(word) for word in row.get(name, ())) for name in _CONDITIONS}
    return Pattern(char, write or "", **conditions)


@dataclass(frozen=True, slots=True)
class Rewriter:
    """Applies patterns: one expression for all of them, which begins with the characters that they write."""

    expression: re.Pattern[str]
    writes: tuple[str, ...]

    def __call__(self, source: str, converted: str) -> str:
        """Return `converted` with the characters rewritten that the patterns find in `source`."""
        characters: list[str] | None = None
        for match in self.expression.finditer(source):
            write = self.writes[(match.lastindex or 1) - 1]
            if write:
                characters = characters if characters is not None else list(converted)
                characters[match.start()] = write
        return converted if characters is None else "".join(characters)


def compile_patterns(patterns: Iterable[Pattern]) -> Rewriter:
    """Return what applies `patterns`; of those for one character the first whose conditions hold wins."""
    by_character: dict[str, list[Pattern]] = {}
    for pattern in patterns:
        by_character.setdefault(pattern.char, []).append(pattern)
    writes: list[str] = []
    branches = []
    for character, rows in sorted(by_character.items()):
        alternatives = []
        for row in rows:
            writes.append(row.write)
            alternatives.append(f"{_conditions(row)}()")
        branches.append(f"{re.escape(character)}(?:{'|'.join(alternatives)})")
    return Rewriter(re.compile("|".join(branches) or "(?!)"), tuple(writes))


def _conditions(row: Pattern) -> str:
    return "".join(
        (
            _after(row.after, "=") if row.after else "",
            _after(row.not_after, "!") if row.not_after else "",
            _before(row.before, row.char, is_wanted=True) if row.before else "",
            _before(row.not_before, row.char, is_wanted=False) if row.not_before else "",
        )
    )


def _after(words: Sequence[str], sign: str) -> str:
    parts = [_tree(word for word in words if word != _EDGE)] if set(words) != {_EDGE} else []
    if _EDGE in words:
        parts.append(f"(?!{_IDEOGRAPH})")
    return f"(?{sign}{'|'.join(parts)})"


def _before(words: Sequence[str], char: str, *, is_wanted: bool) -> str:
    """Conditions on what stands before the character, which the expression has already passed.

    Python looks behind over a fixed length only: words of one length share an expression.
    """
    by_length: dict[int, list[str]] = {}
    for word in words:
        if word != _EDGE:
            by_length.setdefault(len(word), []).append(word)
    sign, end = ("=" if is_wanted else "!"), re.escape(char)
    parts = [f"(?<{sign}(?:{_tree(same)}){end})" for _, same in sorted(by_length.items())]
    if _EDGE in words:
        parts.append(f"(?<{'!' if is_wanted else '='}{_IDEOGRAPH}{end})")
    return f"(?:{'|'.join(parts)})" if is_wanted else "".join(parts)


def _tree(words: Iterable[str]) -> str:
    """An expression for any of `words`, with common beginnings written once: one step a character."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}

    def write(node: dict[str, Any]) -> str:
        if "" in node:
            return ""
        ends = sorted(character for character in node if "" in node[character] and character != _ANY)
        parts = [f"[{''.join(map(re.escape, ends))}]"] if ends else []
        for character in sorted(set(node) - set(ends)):
            step = _IDEOGRAPH if character == _ANY else re.escape(character)
            parts.append(step + write(node[character]))
        return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"

    return write(root)
