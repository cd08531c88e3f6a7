"""Words with a number in them that counts nothing, by language: 统一, 十分, “at first”."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from sitegen.text.tables import read_table

FILE = Path(__file__).with_name("idioms.yaml")


@cache
def load_idioms() -> Mapping[str, tuple[str, ...]]:
    """Return the idioms of `idioms.yaml` by language; raises ValueError for one that stands there twice.

    >>> "十全十美" in load_idioms()["zh"]
    True
    """
    data = read_table(FILE)
    idioms = {}
    for language, families in data.items():
        words = [str(word) for family in families for word in family["words"]]
        if len(words) != len(set(words)):
            raise ValueError(f"{FILE.name}: {max(words, key=words.count)} stands twice")
        idioms[language] = tuple(words)
    return idioms
