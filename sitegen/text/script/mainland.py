"""Words of computers as the mainland says them, where readers in Taiwan and Hong Kong have other words.

`mainland.yaml` lists them. Each reader of an interface meets them on buttons, not in prose: what is looked
through are interface words, in whatever script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from sitegen.text.script.conversion import simplify_characters
from sitegen.text.tables import read_table
from sitegen.text.words import any_of
from sitegen.values import dataclass

FILE = Path(__file__).with_name("mainland.yaml")


@dataclass(frozen=True, slots=True)
class MainlandWord:
    """A word of the mainland in a text, and what readers elsewhere say instead."""

    # Where it begins and ends.
    start: int
    end: int
    # What may be written in its place.
    instead: tuple[str, ...]


def find_mainland(text: str, forms: str) -> Iterator[MainlandWord]:
    """Yield the words of the mainland in `text` for which readers of `forms` (tw or hk) have others.

    >>> [each.instead for each in find_mainland("搜索網絡上的信息", "hk")]
    [('搜尋',), ('資訊',)]
    >>> list(find_mainland("司法程序", "tw"))
    []
    """
    expression, words = _known(forms)
    for found in expression.finditer(simplify_characters(text)) if expression else ():
        instead = words.get(found[0])
        if instead:
            yield MainlandWord(found.start(), found.end(), tuple(instead))


@cache
def _known(forms: str) -> tuple[re.Pattern[str] | None, Mapping[str, Sequence[str]]]:
    table = read_table(FILE)
    words = {word: said.get(forms, ()) for word, said in table["words"].items()}
    # A word that stays as it is hides the shorter ones that stand in it.
    return any_of((*words, *table["others"])), words
