"""The difference between two versions of a text, in as few words as tell what changed; texts side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from unicodedata import category

from sitegen.expressions import lazy_regex
from sitegen.text.languages import language_of
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
# As many characters at least texts must share between two differences to be shown as one there: shorter runs
# are alike by chance. Where words have spaces between them, one short word is no more than that.
_LEAST, _LEAST_OF_WORDS = 3, 6
# A Chinese character is a word by itself, and so is the number of a paragraph with its brackets.
_WORD = lazy_regex(r"\[[\w:-]+\]|[^\W\u2e80-\uffff]+(?:['’-][^\W\u2e80-\uffff]+)*|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Change:
    """What stood there and what stands there now, either perhaps "", and the index of its line now."""

    before: str
    after: str
    line: int


@dataclass(frozen=True, slots=True)
class Column:
    """What each of several texts has at one place, perhaps "", and whether all have the same."""

    parts: tuple[str, ...]
    is_shared: bool


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line that changed: its index before and now, None where there is none, and its words side by side."""

    was: int | None
    now: int | None
    columns: tuple[Column, ...]


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


def align(texts: Sequence[str], language: str) -> tuple[Column, ...]:
    """Return texts in one language side by side: by characters, or by words where these are parted by spaces.

    What all begin with and end with is shared; between them, what is long enough not to be alike by chance.

    >>> [column.parts for column in align(["新时代上海市民的新形象", "新时代市民的新形象"], "zh")]
    [('新时代', '新时代'), ('上海', ''), ('市民的新形象', '市民的新形象')]
    """
    rows = [_pieces(text) for text in texts]
    shortest = min(map(len, rows), default=0)
    start = next((at for at in range(shortest) if len({row[at] for row in rows}) > 1), shortest)
    most = shortest - start
    tail = next((at for at in range(most) if len({row[-1 - at] for row in rows}) > 1), most)
    least = _LEAST_OF_WORDS if language_of(language).has_spaces else _LEAST
    middles = [row[start : len(row) - tail] for row in rows]
    ends = ([row[:start] for row in rows], [row[len(row) - tail :] for row in rows])
    columns = (_column(ends[0]), *_between(middles, least), _column(ends[1]))
    return tuple(column for column in columns if any(column.parts))


def find_changed_lines(before: Sequence[str], after: Sequence[str], language: str) -> list[ChangedLine]:
    """Return the lines of a text in `language` that changed, each with its words side by side.

    >>> find_changed_lines(["一座大城市。"], ["一座小城市。"], "zh")[0].columns[1].parts
    ('大', '小')
    """
    changed = []
    for _, old, old_end, new, new_end in _opcodes(before, after):
        for at in range(max(old_end - old, new_end - new)):
            was = old + at if old + at < old_end else None
            now = new + at if new + at < new_end else None
            texts = ["" if was is None else before[was], "" if now is None else after[now]]
            changed.append(ChangedLine(was, now, align(texts, language)))
    return changed


def _pieces(text: str) -> list[str]:
    """The characters or words of a text; what is set on a character stays with it."""
    pieces: list[str] = []
    for piece in _WORD.findall(text):
        if pieces and category(piece[0]).startswith("M"):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def _column(parts: Iterable[Sequence[str]]) -> Column:
    joined = tuple("".join(part) for part in parts)
    return Column(joined, len(set(joined)) == 1)


def _between(rows: Sequence[Sequence[str]], least: int) -> Iterator[Column]:
    """Yield the columns of rows around the longest run that all of them have."""
    run = _longest_run(rows)
    if len("".join(run)) < least:
        yield _column(rows)
        return
    starts = [next(_places(row, run)) for row in rows]
    yield from _between([row[:start] for row, start in zip(rows, starts, strict=True)], least)
    yield _column([run for _ in rows])
    yield from _between([row[start + len(run) :] for row, start in zip(rows, starts, strict=True)], least)


def _longest_run(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the longest run of pieces that all rows have: where they share one, they share shorter ones."""
    found: tuple[str, ...] = ()
    low, high = 1, min(map(len, rows), default=0)
    while low <= high:
        length = (low + high) // 2
        runs = [tuple(row[at : at + length]) for row in rows[:1] for at in range(len(row) - length + 1)]
        shared = [{tuple(row[at : at + length]) for at in range(len(row) - length + 1)} for row in rows[1:]]
        common = next((run for run in runs if all(run in each for each in shared)), None)
        if common is None:
            high = length - 1
        else:
            found, low = common, length + 1
    return found


def _places(row: Sequence[str], run: Sequence[str]) -> Iterator[int]:
    return (at for at in range(len(row)) if tuple(row[at : at + len(run)]) == tuple(run))
