"""Learn anew what `sitegen/text/script/contexts.txt` says, from snapshots of published text.

    .venv/bin/python -m benchmarks.learn_contexts FOLDER

FOLDER has the git directories of the sources (SOURCES in `open_text.py`), each as `owner+name/repo`. The text
is written in Traditional characters by people of Taiwan; OpenCC simplifies it, so the right form of every
character is known. A twentieth of the files, chosen by their names, is kept apart for `benchmarks.audit_net`.
What is written depends on the sources alone.
"""

from __future__ import annotations

import math
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import opencc

from benchmarks.open_text import SOURCES, is_held_out, read_dictionary_words, read_lines
from sitegen.text.script.ambiguity import FormChoice, find_choices
from sitegen.text.script.contexts import (
    EDGE,
    FILE,
    LONGEST_WORD,
    PLACE,
    REFUTING,
    Character,
    normalise,
    reaches_beyond,
    surroundings,
    write_section,
)
from sitegen.text.script.conversion import converter

Table = dict[str, dict[str, list[int]]]

# What a context must add, in bits over its places, to what shorter contexts say.
GAIN = 0.4
FEWEST = 2
# A word of a dictionary counts as so many places, by how often it was met in its makers' text.
MOST_OF_A_WORD = 30
HEADING = """\
# How often each Traditional form of an ambiguous character stood in a context, in open text: made by
# benchmarks/learn_contexts.py, never by hand (docs/chinese.md names the sources and their licences).
# =  a character, its forms, and how often each was seen; the counts of a context stand in the same order
# +  words of dictionaries that have the character in this form
# _  in a context is the place of the character, | the edge of a run of ideographs, 0 a number, A a Latin word
"""

# Pairs that editors of Taiwan write as they like: the choice is the house's, no error either way.
# One line of pairs is read more easily than fifteen strings in a row.
FREE = frozenset(
    "佔占 僱雇 布佈 周週 毀燬 檯臺 岩巖 症癥 飢饑 杆桿 夥伙 侷局 迹跡 升昇 嶽岳".split()  # noqa: SIM905
)
FREE_IN = {
    "了瞭": ("了解",),
    "儘盡": ("尽量", "尽可", "尽早", "尽快", "尽速"),
    "匯彙": ("汇总", "汇集", "汇报", "汇整", "汇编"),
    "覆復": ("回复", "申复"),
}


@dataclass(frozen=True, slots=True)
class Example:
    """An ambiguous character of a text whose right form is known, with the choice of our conversion."""

    right: str
    choice: FormChoice
    is_free: bool
    symbols: str
    index: int
    text: str


def examples(line: str, profile: str = "s2tw") -> Iterator[Example]:
    """Yield the ambiguous characters of a line of Traditional text."""
    text = _back(profile).convert(line)
    if len(text) != len(line):
        return
    convert = converter(profile)
    rights = list(find_choices(text, line, convert))
    if not rights:
        return
    symbols, offsets = normalise(text)
    index_of = {offset: index for index, offset in enumerate(offsets)}
    for right, choice in zip(rights, find_choices(text, convert(text), convert), strict=True):
        if right.taken in right.forms:
            free = is_free(right.taken, choice, text)
            yield Example(right.taken, choice, free, symbols, index_of[right.offset], text)


@cache
def _back(profile: str) -> opencc.OpenCC:
    return opencc.OpenCC({"s2tw": "tw2s", "s2hk": "hk2s"}[profile])


def is_free(right: str, choice: FormChoice, text: str) -> bool:
    """Tell whether the form that was taken is as good as the right one where the character stands."""
    pairs = (right + choice.taken, choice.taken + right)
    if FREE.intersection(pairs):
        return True
    words = FREE_IN.get(pairs[0], ()) or FREE_IN.get(pairs[1], ())
    return any(text.startswith(word, choice.offset - word.index(choice.character)) for word in words)


def count(lines: Iterable[str]) -> Table:
    """Count the forms of each character, at all (under "") and by context; windows that recur count once."""
    table: Table = defaultdict(dict)
    seen: set[int] = set()
    for example in (each for line in lines for each in examples(line) if not each.is_free):
        index, symbols = example.index, example.symbols
        window = (
            f"{symbols[max(0, index - 4) : index]}{example.right}{symbols[index + 1 : index + 5]}".encode()
        )
        key = zlib.crc32(window) << 32 | zlib.adler32(window)
        if key in seen:
            continue
        seen.add(key)
        before, behind, spanning = surroundings(symbols, index)
        for context in ("", *before, *behind, *spanning):
            add(table, example.choice, context, example.right, 1)
    return table


def add(table: Table, choice: FormChoice, context: str, form: str, places: int) -> None:
    """Count places with the form in the context."""
    counts = table[choice.character].setdefault(context, [0] * len(choice.forms))
    counts[choice.forms.index(form)] += places


def add_words(table: Table, words: Iterable[tuple[str, int]]) -> Mapping[str, Mapping[str, str]]:
    """Count the words of dictionaries as places, without what would stand around them; return the words."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for word, weight in words:
        text = _back("s2tw").convert(word)
        if len(text) != len(word):
            continue
        for choice in find_choices(text, word, converter("s2tw")):
            if choice.taken not in choice.forms:
                continue
            if len(text) <= LONGEST_WORD and text.count(choice.character) == 1:
                found[choice.character][text].add(choice.taken)
            add(table, choice, "", choice.taken, 1)
            for context in _contexts_in_word(text, choice.offset):
                add(table, choice, context, choice.taken, weight)
    return {
        character: {word: "".join(forms) for word, forms in each.items() if len(forms) == 1}
        for character, each in found.items()
    }


def _contexts_in_word(text: str, offset: int) -> Iterator[str]:
    """Yield the contexts that do not reach beyond the word."""
    before, behind, spanning = surroundings(text, offset)
    yield from (context for context in (*before, *behind, *spanning) if EDGE not in context)


def prune(known: Character) -> Character:
    """Return what is known without the contexts that say little more than shorter ones."""
    kept: dict[str, list[int]] = {}
    own = Character(known.character, known.forms, known.totals, kept, known.words)
    for context in sorted(known.contexts, key=lambda each: (not _is_one_sided(each), len(each), each)):
        counts = list(known.contexts[context])
        if sum(counts) < FEWEST:
            continue
        before, behind, spanning = _shorter(context)
        base = own.share(before, behind, spanning)
        whole = sum(counts) + 2
        gain = sum(
            each * math.log2((each + 2 * share) / whole / share)
            for each, share in zip(counts, base, strict=True)
            if each
        )
        if gain >= GAIN or _confirms(known, context, counts):
            kept[context] = counts
    return own


def _is_one_sided(context: str) -> bool:
    return context.startswith(PLACE) or context.endswith(PLACE)


def _shorter(context: str) -> tuple[list[str], list[str], list[str]]:
    left, right = context.split(PLACE)
    before = [f"{left[first:]}{PLACE}" for first in range(len(left) - 1, -1, -1)]
    behind = [f"{PLACE}{right[:last]}" for last in range(1, len(right) + 1)]
    spanning = [
        f"{left[-one:]}{PLACE}{right[:other]}"
        for one in range(1, min(2, len(left)) + 1)
        for other in range(1, min(2, len(right)) + 1)
    ]
    parts = (before, behind, sorted(spanning, key=len))
    before, behind, spanning = ([each for each in part if each != context] for part in parts)
    return before, behind, spanning


def _confirms(known: Character, context: str, counts: list[int]) -> bool:
    """Tell whether the context refutes a word of another form that stands inside it."""
    left, right = context.split(PLACE)
    most = max(counts)
    if most < REFUTING * sum(counts):
        return False
    form = known.forms[counts.index(most)]
    return any(
        known.words.get(f"{left[len(left) - one :]}{known.character}{right[:other]}", form) != form
        for one in range(len(left) + 1)
        for other in range(len(right) + 1)
        if reaches_beyond((len(left), len(right)), (one, other))
    )


def learn(folder: Path) -> str:
    """Return the text of `contexts.txt`."""
    lines = (
        line
        for source in SOURCES
        if source.is_learned
        for name, line in read_lines(folder, source)
        if not is_held_out(name)
    )
    table = count(lines)
    words = add_words(table, read_dictionary_words(folder, MOST_OF_A_WORD))
    return write_contexts(table, words)


def write_contexts(table: Table, words: Mapping[str, Mapping[str, str]]) -> str:
    """Return the text of `contexts.txt` for these counts and words of dictionaries."""
    forms = {
        choice.character: choice.forms
        for each in table
        for choice in find_choices(each, each, converter("s2tw"))
    }
    known = (
        Character(each, forms[each], table[each].pop(""), table[each], words.get(each, {}))
        for each in sorted(table)
    )
    return HEADING + "".join(write_section(prune(each)) for each in known)


if __name__ == "__main__":
    FILE.write_text(learn(Path(sys.argv[1])), encoding="utf-8", newline="\n")
