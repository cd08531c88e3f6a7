"""Characters that a search takes for the same: a Simplified one and its Traditional and regional forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from functools import cache, lru_cache

import opencc

from sitegen.text.characters import is_han
from sitegen.text.script.conversion import PROFILES, converter

_BACK = ("t2s", "tw2s", "hk2s")
_BLOCKS = ((0x3400, 0xA000), (0x20000, 0x323B0))


Pairs = frozenset[tuple[str, str]]
Related = tuple[tuple[str, str], ...]
Classes = Mapping[str, frozenset[str]]


def count_characters(texts: Iterable[str]) -> Counter[str]:
    """Return how often each character stands in `texts`.

    >>> count_characters(["面条", "面A"])
    Counter({'面': 2, '条': 1, 'A': 1})
    """
    return Counter("".join(texts))


def folding(
    counts: Mapping[str, int], in_context: Pairs = frozenset(), related: Related | None = None
) -> Mapping[str, str]:
    """Return the characters that a search is to read as another, each with that other.

    What OpenCC relates character by character (`related_characters`) is one; so are the pairs `in_context`.
    A class of characters is read as its member that stands most often in what is looked through, by
    `counts`; classes without one are left out.

    >>> folding(count_characters(["面条"])).get("麵")
    '面'
    """
    if not counts:
        return {}
    classes = classes_of((*(related_characters() if related is None else related), *sorted(in_context)))
    folded: dict[str, str] = {}
    for members in {classes[character] for character in counts if character in classes}:
        read_as = min(members, key=lambda each: (-counts[each], each))
        folded |= {each: read_as for each in members if each != read_as}
    return dict(sorted(folded.items()))


def are_related(one: str, other: str, classes: Classes) -> bool:
    """Tell whether two texts differ in nothing but characters that are one in `classes`.

    >>> classes = classes_of((("軟", "软"),))
    >>> are_related("软", "軟", classes), are_related("借口", "藉口", classes)
    (True, False)
    """
    if len(one) != len(other):
        return False
    return all(
        second in classes.get(first, ()) for first, second in zip(one, other, strict=True) if first != second
    )


def pairs_in_context(
    simplified: Iterable[str], traditional: Iterable[str] = (), without: Container[str] = ()
) -> Pairs:
    """Return the pairs of characters that stand for one another when whole texts are converted.

    No table of characters has them: 着 is 著, and 借 is 藉, only in a word. Conversions by the profiles that
    are in `without` are left out.

    >>> sorted(pairs_in_context(["藉口", "借口"]))
    [('借', '藉')]
    """
    pairs: set[tuple[str, str]] = set()
    for text in set(simplified):
        for profile in PROFILES:
            if profile not in without:
                pairs.update(zip(text, converter(profile)(text), strict=True))
    for text in set(traditional):
        for profile in _BACK:
            if profile not in without and len(written := _engine(profile).convert(text)) == len(text):
                pairs.update(zip(text, written, strict=True))
    return frozenset((one, other) for one, other in pairs if one != other and is_han(one) and is_han(other))


@cache
def related_characters() -> Related:
    """Return every character that OpenCC writes otherwise in Simplified text, with what it writes, in order.

    >>> ("麵", "面") in related_characters()
    True
    """
    characters = [chr(code) for first, end in _BLOCKS for code in range(first, end)]
    pairs: set[tuple[str, str]] = set()
    for profile in _BACK:
        # A line each: no word of OpenCC’s goes over the end of a line.
        written = _engine(profile).convert("\n".join(characters)).split("\n")
        pairs.update(pair for pair in zip(characters, written, strict=True) if len(pair[1]) == 1)
    return tuple(sorted((one, other) for one, other in pairs if one != other))


# All pages are looked at with the same pairs, so are all editions.
@lru_cache(maxsize=4)
def classes_of(pairs: Related) -> Classes:
    """Return every character that is one with others, with all that are, itself among them.

    >>> sorted(classes_of((("軟", "软"),))["软"])
    ['軟', '软']
    """
    growing: dict[str, set[str]] = {}
    for one, other in pairs:
        first, second = growing.setdefault(one, {one}), growing.setdefault(other, {other})
        if first is not second:
            first |= second
            growing.update(dict.fromkeys(second, first))
    frozen = {id(members): frozenset(members) for members in growing.values()}
    return {character: frozen[id(members)] for character, members in growing.items()}


@cache
def _engine(profile: str) -> opencc.OpenCC:
    return opencc.OpenCC(profile)
