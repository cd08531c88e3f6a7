"""Words that were written over several lines of YAML, joined as the lines of a text are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from sitegen.text.characters import joins_without_space
from sitegen.text.languages import TABLE

# What commands write is read as it was written: they break lines where a space stood.
_WRITTEN = ("content/made_from/", "content/reviewed.yaml", "content/cards.yaml", "content/conversion.yaml")


def is_prose(path: str) -> bool:
    """Tell whether authors write the words of the file at `path`."""
    return path.startswith("content/") and not path.startswith(_WRITTEN)


def language_at(path: str, steps: Iterable[str | int]) -> str:
    """Return the language of words that stand in the file at `path` below the keys `steps`, or "".

    >>> language_at("content/pages/index.ja.md", ["title"]), language_at("content/site.yaml", ["title", "zh"])
    ('ja', 'zh')
    """
    of_page = PurePosixPath(path.removesuffix(".md")).suffix.removeprefix(".")
    return next((each for each in map(str, (of_page, *steps)) if each in TABLE), "")


def join_folded(words: str, written: Sequence[str], language: str, end: str = " ") -> str:
    """Return `words` of `language` without the spaces that stand only where a line of theirs ended.

    `written` are the lines in which they stand, without indents, keys and quotation marks. A line break
    leaves no space beside a Chinese character in Chinese text (`joins_without_space`). `end` is what YAML
    puts in the stead of the end of a line.
    """
    joined: list[str] = []
    cursor = 0
    for line in written:
        start = words.find(line, cursor) if line else -1
        if start < 0:
            continue
        between = words[cursor:start]
        if cursor and between == end:
            between = "" if joins_without_space(words[cursor - 1], line[0], language) else " "
        joined += [between, line]
        cursor = start + len(line)
    return "".join([*joined, words[cursor:]]).rstrip("\n")


def lines_of(lines: Sequence[str], start: tuple[int, int], end: tuple[int, int], style: str) -> list[str]:
    """Return the lines of a value from `start` to `end` (line and column), as `join_folded` takes them."""
    first, column = start
    last, stop = end
    taken = [lines[first][column:], *lines[first + 1 : last], *(lines[last : last + 1])]
    if len(taken) > 1:
        taken[-1] = taken[-1][:stop]
    if style in ("|", ">"):
        return [line.strip(" ") for line in taken[1:]]
    if style in ("'", '"'):
        taken[0], taken[-1] = taken[0][1:], taken[-1].removesuffix(style)
    return [
        re.sub(r"(?<=[ \t])#.*$", "", line).strip(" ") if not style else line.strip(" ") for line in taken
    ]
