"""Rules for marks that Markdown does not understand, which readers would see, and for what it loses."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from sitegen.facts.slices import Numbered, Pages
from sitegen.model import Diagnostic, Mend, Page, Place
from sitegen.rules import (
    BARE_ADDRESS,
    FULL_WIDTH_MARKUP,
    LEFTOVER_MARKUP,
    RAGGED_ROW,
    RUN_TOGETHER,
    TYPED_INDENT,
)
from sitegen.text.slips.bare import BOX, BareRun, Extent, Found, LineChange
from sitegen.text.slips.dialects import admonition_box, alert_box, find_dialects
from sitegen.text.slips.fullwidth import find_full_width, is_wide_fence
from sitegen.text.slips.pasted import (
    find_falling_apart,
    find_indents,
    find_list_numbers,
    find_run_together,
    first_indent,
)
from sitegen.text.slips.ragged import find_raw_tables, find_rows, narrow_row
from sitegen.text.slips.unclosed import find_addresses, find_broken_links, find_unclosed

# The rule of each kind of mark, which is one of its cases.
_RULES = {
    case: rule for rule in (FULL_WIDTH_MARKUP, LEFTOVER_MARKUP, RUN_TOGETHER) for case in rule.cases.split()
}
# From so many on, a kind that only an author can mend is told once a page.
_MANY = 5
_HALVES = ("lone-backtick", "unclosed-emphasis")
# A slip that is made on every line of a list is one slip.
_TOGETHER = ("full-width-list",)


def check_leftovers(pages: Pages, paragraphs: Numbered) -> Iterator[Diagnostic]:
    """What stands on a page as a mark is one that Markdown understands, and nothing written is left out."""
    for page in pages.values():
        told: dict[str, list[Diagnostic]] = {}
        ragged = {row.line for row in find_rows(page.written.rows, page.lines)}
        code = _wide_code(page)
        for run in page.written.runs:
            for found in _in_run(run, page, paragraphs):
                # A code that a pipe parts has lost its end in a cell too many.
                is_half = run.line in ragged and found.kind in _HALVES
                if not is_half and _place(page, run, found.start).line not in code:
                    told.setdefault(found.kind, []).append(_diagnostic(page, run, found))
        for diagnostics in told.values():
            yield from _shortened(diagnostics)
        yield from _lists(page)
        yield from _conflict_ends(page)


def _wide_code(page: Page) -> frozenset[int]:
    """Return the numbers of the lines between full-width backticks: they are to be code."""
    fences = [number for number, line in enumerate(page.lines, 1) if is_wide_fence(line)]
    pairs = zip(fences[::2], fences[1::2], strict=False)
    return frozenset(number for start, end in pairs for number in range(start + 1, end))


def _shortened(diagnostics: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the diagnostics of a kind on a page: one for all, where they are many and for an author."""
    if len(diagnostics) <= _MANY or any(each.mends for each in diagnostics):
        yield from diagnostics
    else:
        first = diagnostics[0]
        lines = tuple(str(each.place.line) for each in diagnostics[1:_MANY])
        yield first.with_values({"alike": len(diagnostics) - 1, "lines": lines})


def _diagnostic(page: Page, run: BareRun, found: Found) -> Diagnostic:
    place = _place(page, run, found.start)
    mends = _box_mends(page, run, found) or _mends(page, run, found.changes)
    if found.kind == "full-width-fence" and sum(map(is_wide_fence, page.lines)) % 2:
        mends = ()  # One that does not close would take the rest of the page for code.
    words = found.says or run.written[found.start : found.end].strip()
    if found.kind == BARE_ADDRESS.name:
        return BARE_ADDRESS(place, mends=mends, words=words)
    return _RULES[found.kind](place, found.kind, mends=mends, words=words)


def check_rows(pages: Pages) -> Iterator[Diagnostic]:
    """Each row of a table has as many cells as its head: those beyond are lost, those missing are empty."""
    for page in pages.values():
        for row in find_rows(page.written.rows, page.lines):
            place = Place(page.path, row.line + 1, row.column + 1)
            case = "lost" if row.lost else "few" if row.has else "line"
            mends: tuple[Mend, ...] = ()
            if better := narrow_row(page.lines[row.line], row.due):
                mends = (Mend(Place(page.path, row.line + 1), page.lines[row.line], better, is_markup=True),)
            yield RAGGED_ROW(
                place,
                case,
                mends=mends,
                has=row.has,
                due=row.due,
                words=row.lost or "",
                wide=len(mends),
            )


def check_indents(pages: Pages) -> Iterator[Diagnostic]:
    """Paragraphs are set in by the style sheet, not by spaces."""
    for page in pages.values():
        mends = tuple(
            Mend(Place(page.path, run.line + 1), indent, "", is_markup=True)
            for run in page.written.runs
            if (indent := first_indent(run, page.lines)) and not any(find_indents(run, page.lines))
        )
        if mends:
            yield TYPED_INDENT(mends[0].place, mends=mends, others=len(mends) - 1)


def _in_run(run: BareRun, page: Page, paragraphs: Collection[str]) -> Iterator[Found]:
    """Yield what is wrong in a run; what overlaps something named before is a part of that."""
    taken = bytearray(len(run.written) + 1)
    together: dict[str, list[Found]] = {}
    for found in (
        *find_indents(run, page.lines),
        *find_full_width(run),
        *find_raw_tables(run),
        *find_run_together(run),
        *find_dialects(run),
        *find_broken_links(run, paragraphs),
        *find_unclosed(run),
        *find_addresses(run),
    ):
        span = slice(max(found.start, 0), max(found.end, found.start + 1))
        if any(taken[span]):
            continue
        taken[span] = bytes([1]) * len(taken[span])
        if found.kind in _TOGETHER:
            together.setdefault(found.kind, []).append(found)
        else:
            yield found
    for each in together.values():
        changes = dict.fromkeys(change for found in each for change in found.changes)
        yield replace(each[0], changes=tuple(changes))


def _place(page: Page, run: BareRun, offset: int) -> Place:
    located = run.locate(offset)
    if located is None:
        return Place(page.path, run.line + run.written.count("\n", 0, max(offset, 0)) + 1)
    return Place(page.path, located[0] + 1, located[1] + 1)


def _mends(page: Page, run: BareRun, changes: Sequence[LineChange]) -> tuple[Mend, ...]:
    """Return the changes of a run as mends of its file; nothing unless each stands where it should."""
    mends = []
    for change in changes:
        located = run.locate(change.at)
        if located is None or not page.lines[located[0]].startswith(change.written, located[1]):
            return ()
        place = Place(page.path, located[0] + 1, located[1] + 1)
        mends.append(Mend(place, change.written, change.better, is_markup=True))
    return tuple(mends)


def _lists(page: Page) -> Iterator[Diagnostic]:
    for each, indent, needed in find_falling_apart(page.written.lists, page.lines):
        mends = tuple(
            Mend(Place(page.path, number + 1), "", " " * (needed - indent), is_markup=True)
            for number in range(each.first, each.end)
            if each.is_outermost and page.lines[number].strip()
        )
        place = Place(page.path, each.first + 1, indent + 1)
        yield LEFTOVER_MARKUP(place, "list-beside", mends=mends, indent=indent, due=needed)
    for line, written, shown in find_list_numbers(page.written.lists):
        place = Place(page.path, line + 1)
        yield LEFTOVER_MARKUP(place, "list-number", number=written, shown=shown)


def _conflict_ends(page: Page) -> Iterator[Diagnostic]:
    """Yield the ends of merges whose beginnings are gone: Markdown takes them for block quotations."""
    if any(line.startswith("<<<<<<< ") for line in page.lines):
        return
    for each in page.written.quotations:
        line = page.lines[each.first]
        if line.startswith(">>>>>>> "):
            yield LEFTOVER_MARKUP(Place(page.path, each.first + 1), "merge-conflict", words=line)


def _box_mends(page: Page, run: BareRun, found: Found) -> tuple[Mend, ...]:
    """Return what makes a box of an alert of GitHub's, or of an admonition of MkDocs', line by line."""
    if found.kind == "alert" and run.around[-1].end and _is_free(run.around[:-1]):
        first, last = run.around[-1].first, run.around[-1].end
        opening, margins = alert_box(run.bare.split("\n")[0], page.language), ("> ", ">")
    elif found.kind == "admonition" and found.start == 0 and run.is_free:
        first, last = run.line, run.line + len(run.columns)
        opening, margins = admonition_box(run.bare.split("\n")[0], page.language), ("    ", "\t")
    else:
        return ()
    while last > first and not page.lines[last - 1].strip():
        last -= 1
    rows = page.lines[first + 1 : last]
    if opening is None or not rows or not all(row.startswith(margins) for row in rows):
        return ()
    mends = [Mend(Place(page.path, first + 1), page.lines[first], opening, is_markup=True)]
    for number, row in enumerate(rows, first + 2):
        margin = next(margin for margin in margins if row.startswith(margin))
        mends.append(Mend(Place(page.path, number), margin, "", is_markup=True))
    end = Place(page.path, last, len(page.lines[last - 1]) + 1)
    return (*mends, Mend(end, "", "\n:::", is_markup=True))


def _is_free(around: Sequence[Extent]) -> bool:
    return all(each.kind == BOX for each in around)
