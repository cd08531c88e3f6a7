"""The difference between two versions of a text, in as few words as tell what changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from sitegen.expressions import lazy_regex
from sitegen.values import dataclass

# Where one line became two, or two became one.
BREAK = " ¶ "
# Words and characters that are shown on either side of a change, and that keep two changes apart.
_AROUND = 8
_APART = 12
# How many characters of a change are shown; of a longer one, its ends.
LONGEST = 120
# Of longer texts that are little alike, comparing takes time by the cube of their length: who writes a long
# paragraph anew is told where it begins and ends to differ.
_MOST = 20_000_000
# A Chinese character is a word by itself, and so is the number of a paragraph with its brackets.
_WORD = lazy_regex(r"\[[\w:-]+\]|[^\W\u2e80-\uffff]+(?:['’-][^\W\u2e80-\uffff]+)*|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Change:
    """What stood there and what stands there now, either perhaps "", and the index of its line now."""

    before: str
    after: str
    line: int


def find_changes(before: Sequence[str], after: Sequence[str]) -> list[Change]:
    """Return what changed from the lines `before` to the lines `after`, in order, each with its context.

    >>> find_changes(["一座大城市。"], ["一座小城市。"])
    [Change(before='一座大城市。', after='一座小城市。', line=0)]
    """
    changes: list[Change] = []
    for kind, old, old_end, new, new_end in _opcodes(before, after):
        if kind != "replace":
            changes.append(Change(_join(before[old:old_end]), _join(after[new:new_end]), new))
        elif old_end - old == new_end - new:
            for index in range(old_end - old):
                changes += _within(before[old + index], after[new + index], new + index)
        else:
            changes += _within(BREAK.join(before[old:old_end]), BREAK.join(after[new:new_end]), new)
    return changes


def _opcodes(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    if _work(before, after) > _MOST:
        return _ends(before, after)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return (opcode for opcode in matcher.get_opcodes() if opcode[0] != "equal")


def _work(before: Sequence[str], after: Sequence[str]) -> int:
    """Return for how many pairs of equal pieces the longest stretch in common may be looked for, in all."""
    here, there = Counter(before), Counter(after)
    return sum(count * there[piece] for piece, count in here.items()) * min(len(before), len(after))


def _ends(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield as one change all between what both begin with and what both end with."""
    most = min(len(before), len(after))
    start = next((at for at in range(most) if before[at] != after[at]), most)
    alike = (at for at in range(most - start) if before[-1 - at] != after[-1 - at])
    tail = next(alike, most - start)
    old, new = len(before) - tail, len(after) - tail
    if old > start or new > start:
        yield "replace" if start < min(old, new) else "insert", start, old, start, new


def _join(lines: Sequence[str]) -> str:
    return _shorten(BREAK.join(lines))


def _within(before: str, after: str, line: int) -> Iterator[Change]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    stretches: list[tuple[int, int, int, int]] = []
    for _, start, end, new_start, new_end in _opcodes(old, new):
        if stretches and start - stretches[-1][1] < _APART:
            first, _, new_first, _ = stretches.pop()
            stretches.append((first, end, new_first, new_end))
        else:
            stretches.append((start, end, new_start, new_end))
    for start, end, new_start, new_end in stretches:
        yield Change(_around(old, start, end), _around(new, new_start, new_end), line)


def _around(words: Sequence[str], start: int, end: int) -> str:
    first, last = max(start - _AROUND, 0), min(end + _AROUND, len(words))
    shown = _shorten("".join(words[first:last]).strip())
    return f"{'…' if first else ''}{shown}{'…' if last < len(words) else ''}"


def _shorten(text: str) -> str:
    half = LONGEST // 2
    return text if len(text) <= LONGEST else f"{text[:half]} … {text[-half:]}"
