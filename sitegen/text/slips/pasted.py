"""Lists and paragraphs as Word, WPS and WeChat leave them: lines that Markdown runs together into one.

A line is one of a list only where another line of its paragraph is the next one. Lines that their author
ended with a backslash or two spaces stand apart already.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from sitegen.expressions import lazy_regex
from sitegen.text.characters import HAN
from sitegen.text.slips.bare import BareRun, Found, LineChange, WrittenList
from sitegen.text.slips.fullwidth import ODD
from sitegen.values import dataclass

_DIGITS = "一二三四五六七八九"
_HAN_NUMBER = f"[{_DIGITS}十]{{1,3}}"
_SPACES = rf"[ \t{ODD}]*"
_BULLET = lazy_regex(rf"([•●■◆▪○◦‣□◇★☆►▶➢➤✓✔✦·]|[—–](?![—–0-9])|[-－](?=[{HAN}A-Za-z])){_SPACES}(?=\S)")
_BLOCK = lazy_regex(r"#{1,6} |[-*+] |[0-9]{1,9}[.)] |> ?(?=\S)|:{3,}|\[\^[^\]\s]+\]: ")
_COLON = lazy_regex(r"[：:]\s*$")


@dataclass(frozen=True, slots=True)
class _Style:
    """How a list numbers its lines, and whether a list of Markdown says the same."""

    expression: re.Pattern[str]
    value: Callable[[str], int]
    is_plain: bool = False


def _han_value(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    return (_digit(tens) or 1) * 10 * bool(ten) + _digit(ones)


def _digit(text: str) -> int:
    return _DIGITS.find(text) + 1 if text else 0


_STYLES = (
    _Style(
        lazy_regex(
            rf"([0-9０-９]{{1,2}})(?:、(?![0-9]+[、，])|．|[.](?=[^\s0-9.])|）|\)(?=\S)){_SPACES}(?=\S)"
        ),
        int,
        is_plain=True,
    ),
    _Style(lazy_regex(rf"[(（]([0-9０-９]{{1,2}})[)）]{_SPACES}(?=\S)"), int),
    _Style(lazy_regex(rf"([①-⑳⑴-⒇⒈-⒛]){_SPACES}(?=\S)"), lambda text: (ord(text) - 0x2460) % 20 + 1),
    _Style(lazy_regex(rf"({_HAN_NUMBER})[、．.]{_SPACES}(?=\S)"), _han_value),
    _Style(lazy_regex(rf"[(（]({_HAN_NUMBER})[)）]{_SPACES}(?=\S)"), _han_value),
    _Style(lazy_regex(rf"第({_HAN_NUMBER})[条章节款项步]{_SPACES}(?=\S)"), _han_value),
)
# A number of Markdown's own, which may begin a list below a text only where it is 1.
_NUMBERED = lazy_regex(r"([0-9]{1,9})[.)][ \t]+(?=\S)")


def find_run_together(run: BareRun) -> Iterator[Found]:
    """Yield the lines of a paragraph that were to stand apart: those of one kind, together."""
    if not run.is_paragraph or "\n" not in run.bare:
        return
    for style in _STYLES:
        rows = [row for row in _rows(run, style.expression) if not row.is_apart or row.number == 0]
        rows = _in_sequence(rows, style.value)
        if rows:
            yield _numbers(run, rows, style)
            return
    bullets = _of_one_mark([row for row in _rows(run, _BULLET) if not row.is_apart or row.number == 0])
    if bullets:
        changes = tuple(
            LineChange(row.start, row.found[0], f"{_gap(row, bullets)}- ") for row in bullets if run.is_free
        )
        yield _found("pasted-bullets", bullets, changes)
    elif late := _late_list(run):
        row = late[0]
        change = LineChange(row.start, row.found[0], f"\n{row.found[0]}")
        yield _found("list-below-text", late, (change,) if run.is_free else ())


def find_indents(run: BareRun, lines: Sequence[str]) -> Iterator[Found]:
    """Yield the odd spaces by which lines of a paragraph are set in, as Chinese print does.

    The first line's are dropped by Markdown, but make text of a mark behind them. Those of a later line are
    shown, in the middle of a paragraph: it was to be one of its own.
    """
    if not run.is_paragraph:
        return
    indent, mark = first_indent(run, lines), _BLOCK.match(run.bare)
    if indent and mark:
        end = len(run.bare.split("\n")[0])
        yield Found(
            "hidden-mark", -len(indent), end, (LineChange(-len(indent), indent, ""),), mark[0].strip()
        )
        return
    set_in = [
        (start, indent)
        for number, (start, line) in enumerate(run.lines())
        if number and len(indent := _odd_indent(line)) > 1 and not _ends_by_itself(run, start)
    ]
    if set_in:
        changes = [LineChange(start, indent, "\n") for start, indent in set_in if run.is_free]
        if changes and (indent := first_indent(run, lines)):
            changes.append(LineChange(-len(indent), indent, ""))
        yield Found("pasted-paragraphs", set_in[0][0], set_in[0][0] + len(set_in[0][1]), tuple(changes))


def first_indent(run: BareRun, lines: Sequence[str]) -> str:
    """Return the odd spaces before the first line of a paragraph, which readers do not get."""
    if not run.is_paragraph or not run.is_free or run.line >= len(lines):
        return ""
    return _odd_indent(lines[run.line])


def find_falling_apart(
    lists: Iterable[WrittenList], lines: Sequence[str]
) -> Iterator[tuple[WrittenList, int, int]]:
    """Yield lists that stand beside the item that they were to stand below.

    With each its indentation, and the one that it needs: that of the item's text.
    """
    for each in lists:
        if each.behind is not None:
            own, indent = _indent(lines[each.behind]), _indent(lines[each.first])
            needed = own + _width(lines[each.behind])
            if own < indent < needed:
                yield each, indent, needed


def find_list_numbers(lists: Iterable[WrittenList]) -> Iterator[tuple[int, str, int]]:
    """Yield for each numbered list the first item whose number is not the one that readers see.

    Its line, the number as written, and the one that is shown. A list that repeats its first number lets
    Markdown count.
    """
    for each in lists:
        numbers = [int(written) for _, written in each.numbers]
        if len(set(numbers)) < 2:
            continue
        for place, (line, written) in enumerate(each.numbers):
            if numbers[place] != numbers[0] + place:
                yield line, written, numbers[0] + place
                break


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _width(line: str) -> int:
    found = re.match(r" *([-*+]|[0-9]{1,9}[.)])( +)", line)
    return len(found[0]) - _indent(line) if found else 0


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    start: int
    found: re.Match[str]
    is_apart: bool


def _rows(run: BareRun, expression: re.Pattern[str]) -> list[_Row]:
    """Return the lines of a run that begin so."""
    rows = []
    for number, (start, line) in enumerate(run.lines()):
        text = line.lstrip(f" \t{_PLAIN_ODD}")
        if found := expression.match(text):
            start += len(line) - len(text)
            rows.append(_Row(number, start, found, number > 0 and _ends_by_itself(run, start)))
    return rows


_PLAIN_ODD = "\u00a0\u3000"


def _ends_by_itself(run: BareRun, start: int) -> bool:
    """Tell whether the line before the one at `start` ends in a break of its author's."""
    return run.written.endswith(("\\", "  "), 0, max(0, run.written.rfind("\n", 0, start)))


def _in_sequence(rows: list[_Row], value: Callable[[str], int]) -> list[_Row]:
    """Return the first lines of which each has the next number; nothing where they are not two at least.

    They begin a paragraph or count from one: a number at the end of a line's wrap does neither.
    """
    best: list[_Row] = []
    for row in rows:
        number = value(row.found[1])
        if best and number == value(best[-1].found[1]) + 1:
            best.append(row)
        elif len(best) < 2:
            best = [row] if row.number == 0 or number == 1 else []
    return best if len(best) > 1 else []


def _of_one_mark(rows: list[_Row]) -> list[_Row]:
    for row in rows:
        alike = [each for each in rows if each.found[1] == row.found[1]]
        if len(alike) > 1:
            return alike
    return []


def _numbers(run: BareRun, rows: list[_Row], style: _Style) -> Found:
    changes = []
    for row in rows if run.is_free else []:
        if style.is_plain:
            better = f"{_gap(row, rows)}{style.value(row.found[1])}. "
        else:
            better = f"{'' if row.number == 0 else chr(10)}{row.found[0]}"
        if better != row.found[0]:
            changes.append(LineChange(row.start, row.found[0], better))
    return _found("pasted-numbers" if style.is_plain else "pasted-items", rows, tuple(changes))


def _gap(row: _Row, rows: list[_Row]) -> str:
    """Return the line end that parts the first item from a text above it."""
    return "\n" if row is rows[0] and row.number > 0 else ""


def _found(kind: str, rows: list[_Row], changes: tuple[LineChange, ...]) -> Found:
    first = rows[0]
    return Found(kind, first.start, first.start + len(first.found[0]), changes, first.found[0].strip())


def _late_list(run: BareRun) -> list[_Row]:
    """Return numbered lines below a text that Markdown lets begin no list: only a 1 may."""
    rows = [row for row in _rows(run, _NUMBERED) if row.number > 0 and not row.is_apart]
    for index, row in enumerate(rows):
        end = run.written.rfind("\n", 0, row.start)
        above = run.written[max(0, run.written.rfind("\n", 0, end)) : end]
        follows = index + 1 < len(rows) and int(rows[index + 1].found[1]) == int(row.found[1]) + 1
        if follows or _COLON.search(above):
            return rows[index:]
    return []


def _odd_indent(line: str) -> str:
    indent = line[: len(line) - len(line.lstrip())]
    return indent if indent.strip(" \t") else ""
