"""What changed on the pages of an edition, day by day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from sitegen.facts.voices.voice import Voice
from sitegen.model.changes import Change
from sitegen.views import ChangedDay, ChangeView, Entry


def changes_of(
    changes: Sequence[Change], voice: Voice, entries: Mapping[str, Entry]
) -> tuple[ChangedDay, ...]:
    """Return what changed by day, the latest first, in the words of `voice`; `entries` are its pages by key.

    Of a day what was written first stays first. What is only about pages that the edition lacks is left out.
    """
    ordered = sorted(changes, key=lambda each: each.date, reverse=True)
    days = []
    for date, same in groupby(ordered, key=lambda each: each.date):
        told = [
            ChangeView(voice.choose(each.says), tuple(entries[key] for key in each.pages if key in entries))
            for each in same
            if not each.pages or any(key in entries for key in each.pages)
        ]
        if told:
            days.append(ChangedDay(voice.date(date), tuple(told)))
    return tuple(days)


def last_changes(days: Sequence[ChangedDay]) -> Mapping[str, tuple[str, str]]:
    """Return of each page that changed the day (ISO 8601) of the last change, and what it was, by key."""
    found: dict[str, tuple[str, str]] = {}
    for day in days:
        for change in day.changes:
            for page in change.pages:
                found.setdefault(page.key, (day.date.iso, change.words))
    return found
