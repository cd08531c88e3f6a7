"""Tables that are none, and rows that have more or fewer cells than their table's head."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sitegen.expressions import lazy_regex
from sitegen.text.joined import ATOM
from sitegen.text.slips.bare import BareRun, Found, LineChange, split_cells
from sitegen.text.slips.fullwidth import ODD
from sitegen.values import dataclass

_DASHES = "－—–―─-"
_RULE = lazy_regex(rf"[ \t{ODD}|｜:：{_DASHES}]+")
_PIPES = "|｜"


@dataclass(frozen=True, slots=True)
class RaggedRow:
    """A row with another number of cells than its table's head; `lost` is what readers do not get of it."""

    line: int
    column: int
    has: int
    due: int
    lost: str = ""


def find_rows(rows: Iterable[tuple[int, int]], lines: Sequence[str]) -> Iterator[RaggedRow]:
    """Yield those of the rows of tables that have too many cells, or too few; Markdown parts them so.

    `rows` are those of `Written`, `lines` the lines of the file.

    >>> [(row.line, row.has, row.due) for row in find_rows([(2, 2)], ["| a | b |", "|---|---|", "| c |"])]
    [(2, 1, 2)]
    """
    for line, due in rows:
        if line < len(lines):
            yield from _row(line, lines[line], due)


def narrow_row(line: str, due: int) -> str:
    """Return a row with plain bars, where they make as many cells as are due; else nothing.

    >>> narrow_row("｜甲｜乙｜", 2)
    '|甲|乙|'
    """
    narrow = line.replace("｜", "|")
    return narrow if narrow != line and len(_cells(narrow.strip(" \t>"))) == due else ""


def _row(number: int, line: str, due: int) -> Iterator[RaggedRow]:
    text = line.strip(" \t>") if line.lstrip().startswith(">") else line.strip()
    column = line.find(text)
    cells = _cells(text)
    if len(cells) < due:
        yield RaggedRow(number, column, len(cells) if "|" in text else 0, due)
    elif any(cell.strip() for cell in cells[due:]):
        yield RaggedRow(number, column, len(cells), due, " | ".join(cell.strip() for cell in cells[due:]))


def _cells(text: str) -> list[str]:
    pipes = list(split_cells(text))
    cells = [before for _, before in pipes]
    rest = text[pipes[-1][0] + 1 :] if pipes else text
    cells.append(rest)
    if cells and not cells[0].strip():
        cells = cells[1:]
    if cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def find_raw_tables(run: BareRun) -> Iterator[Found]:
    """Yield the lines of a paragraph that were to be a table, one below the other, as one."""
    if not run.is_paragraph or not any(pipe in run.bare for pipe in _PIPES):
        return
    rows = list(run.lines())
    first = next((number for number in range(len(rows)) if _begins_table(rows, number)), len(rows))
    block = []
    for start, line in rows[first:]:
        if not any(pipe in line for pipe in _PIPES):
            break
        block.append((start, line))
    if len(block) < 2:
        return
    widths = [len(_cells(_narrow(line).strip())) for _, line in block]
    changes = tuple(_changes(run, block, widths, first))
    start, line = block[0]
    is_wide = any("｜" in line for _, line in block)
    has_rule = _is_rule(block[1][1])
    kind = "full-width-table" if is_wide else "table-rule" if has_rule else "table-without-rule"
    yield Found(kind, start, block[-1][0] + len(block[-1][1]), changes, f"{widths[1]} and {widths[0]}")


def _begins_table(rows: list[tuple[int, str]], number: int) -> bool:
    """Tell whether a line and the next are rows: both begin with a pipe, or the second is a rule with one."""
    pair = [line.lstrip() for _, line in rows[number : number + 2]]
    if len(pair) < 2 or not all(any(pipe in line for pipe in _PIPES) for line in pair):
        return False
    return all(line.startswith(tuple(_PIPES)) for line in pair) or _is_rule(pair[1])


def _changes(
    run: BareRun, block: list[tuple[int, str]], widths: list[int], first: int
) -> Iterator[LineChange]:
    """Yield what makes a table of the rows, where all of them have as many cells."""
    has_rule = _is_rule(block[1][1])
    others = [width for number, width in enumerate(widths) if number != 1 or not has_rule]
    if len(set(others)) > 1 or not others[0]:
        return
    rule = "|" + "---|" * others[0]
    for number, (start, line) in enumerate(block):
        written, end = run.written[start : start + len(line)], "\n" if number == 0 and first else ""
        better = _narrow_pipes(written, line)
        if number == 1 and has_rule:
            better = rule if widths[1] != others[0] or not _is_sound(line) else written
        elif number == 0 and not has_rule:
            if not run.is_free:
                return
            better = f"{better.rstrip()}\n{rule}"
        if end and not run.is_free:
            return
        if end + better != written:
            yield LineChange(start, written, end + better)


def _is_rule(line: str) -> bool:
    return _RULE.fullmatch(line) is not None and any(dash in line for dash in _DASHES)


def _narrow(line: str) -> str:
    return line.replace("｜", "|")


def _narrow_pipes(written: str, bare: str) -> str:
    return "".join("|" if seen == "｜" else character for character, seen in zip(written, bare, strict=True))


def _is_sound(rule: str) -> bool:
    return re.fullmatch(r"[ \t|:-]+", rule) is not None and ATOM not in rule
