"""Days, months and years as ISO 8601 writes them, on one line of days."""

from __future__ import annotations

import datetime

from sitegen.expressions import lazy_regex

_MOMENT = lazy_regex(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
# As many years as the calendar needs to begin anew, and their days.
_CYCLE, _DAYS = 400, 146_097


def read_moment(written: str) -> tuple[int, int] | None:
    """Return the first and the last day of a year, a month or a day, or None where it is none.

    Days are counted as `datetime.date.toordinal` does, by the Gregorian calendar and before the year 1 too.

    >>> read_moment("2021-06-22"), read_moment("2021-02"), read_moment("2021-13")
    ((737963, 737963), (737822, 737849), None)
    """
    found = _MOMENT.fullmatch(written.strip())
    if found is None:
        return None
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    try:
        if found[3] is not None:
            first = first_day(year, month, day)
            return first, first
        if found[2] is not None:
            return first_day(year, month), first_day(year + month // 12, month % 12 + 1) - 1
        return first_day(year), first_day(year + 1) - 1
    except ValueError:
        return None


def first_day(year: int, month: int = 1, day: int = 1) -> int:
    """Return the number of a day; raises ValueError where the calendar has none.

    >>> first_day(0) - first_day(1)
    -366
    """
    cycle, of_cycle = divmod(year, _CYCLE)
    return datetime.date(of_cycle + _CYCLE, month, day).toordinal() + (cycle - 1) * _DAYS


def year_of(day: int) -> int:
    """Return the year in which a day lies.

    >>> year_of(737963), year_of(0)
    (2021, 0)
    """
    cycle, of_cycle = divmod(day - 1, _DAYS)
    return datetime.date.fromordinal(of_cycle + 1).year + cycle * _CYCLE
