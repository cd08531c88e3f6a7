"""CSV of the term base: a row for each entry, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from sitegen.exchange.faults import RefusedError, fault
from sitegen.exchange.received import MOST_BYTES
from sitegen.exchange.terms.base import Entry, ReceivedEntry
from sitegen.expressions import lazy_regex
from sitegen.model import Place

_ID, _GROUP, _FINGERPRINT = "id", "group", "fingerprint"
# A spreadsheet takes a cell that begins so for a formula.
_FORMULA = lazy_regex(r"[=+\-@\t\r＝＋－＠]")
_GUARD = "'"
_BETWEEN = " | "
_ESCAPE = lazy_regex(r"\\(.)")
_MARK = "\ufeff"
_SEPARATORS = ",;\t"


def write_csv(entries: Sequence[Entry], columns: Sequence[str], language: str) -> str:
    """Return the text of a table of entries, with a byte-order mark: spreadsheets ask for one.

    Groups are named in `language`. Several words of one cell have a bar between them.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_ID, _GROUP, *columns, _FINGERPRINT])
    for each in entries:
        cells = [_guarded(_BETWEEN.join(map(_escaped, each.cells.get(name, ())))) for name in columns]
        group = each.group.get(language) or next(iter(each.group.values()), "")
        writer.writerow([_guarded(each.id), _guarded(group), *cells, each.fingerprint(columns)])
    return _MARK + out.getvalue()


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("|", "\\|")


def _guarded(cell: str) -> str:
    return _GUARD + cell if _FORMULA.match(cell) or cell.startswith(_GUARD) else cell


def read_csv(path: str, data: bytes, columns: Sequence[str]) -> list[ReceivedEntry]:
    """Return the rows of a table, in which `columns` may be changed; raises RefusedError for all faults."""
    if len(data) > MOST_BYTES:
        raise RefusedError([fault(Place(path), "large", most=MOST_BYTES // 1_000_000)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RefusedError([fault(Place(path), "encoding")]) from None
    rows = _rows(path, text)
    line, head = next(rows, (1, []))
    if _ID not in head:
        raise RefusedError([fault(Place(path, line), "column", column=_ID, columns=", ".join(head) or "–")])
    strange = [name for name in head if name not in (_ID, _GROUP, _FINGERPRINT, *columns)]
    if strange or len(head) != len({*head}):
        name = (strange or [each for each in head if head.count(each) > 1])[0]
        known = ", ".join((_ID, _GROUP, *columns, _FINGERPRINT))
        raise RefusedError([fault(Place(path, line), "strange-column", column=name, columns=known)])
    faults, found = [], []
    for line, row in rows:
        place = Place(path, line)
        if not any(row):
            continue
        if len(row) != len(head):
            faults.append(fault(place, "cells", count=len(row), head=len(head)))
            continue
        cells = dict(zip(head, row, strict=True))
        formulas = [name for name, cell in cells.items() if _FORMULA.match(cell)]
        faults += (fault(place, "formula", column=name, words=cells[name]) for name in formulas)
        kept = {name: _values(name, _bare(cells[name])) for name in head if name in columns}
        found.append(ReceivedEntry(place, _bare(cells[_ID]), kept, cells.get(_FINGERPRINT, "")))
    if faults:
        raise RefusedError(faults)
    return found


def _rows(path: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line on which it begins; cells are parted as the first line has them."""
    first = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count)
    # Line ends stay as they are, so that a cell may have several lines.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise RefusedError([fault(Place(path, line), "broken", words=error)]) from None
        if row is None:
            return
        yield line, row
        line = reader.line_num + 1


def _bare(cell: str) -> str:
    return cell.removeprefix(_GUARD)


def _values(column: str, cell: str) -> tuple[str, ...]:
    if not cell:
        return ()
    # A bar that belongs to a word has a backslash before it, and no blank.
    parted = cell.split(_BETWEEN) if _is_list(column) else [cell]
    return tuple(_ESCAPE.sub(r"\1", each).strip() for each in parted)


def _is_list(column: str) -> bool:
    return column.startswith(("also:", "avoid:"))
