"""What pages have in common, over all editions: subjects that they speak of, editions made from others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sitegen.facts.addresses import HOME
from sitegen.memory import Memory
from sitegen.model import Edition, Record, Site
from sitegen.plan.pages.related import Subjects, related
from sitegen.plan.pages.texts import Texts
from sitegen.text.addresses import SOURCE, TERM
from sitegen.views import Alternate, Entry, Frame

Records = Mapping[tuple[str, str], Record]


def find_subjects(settings: Site, texts: Iterable[Texts]) -> Subjects:
    """Return what the pages to be read speak of in any language, in reading order: paragraphs, terms.

    The home page speaks of everything, and pages with a template of their own are looked up.
    """
    subjects: dict[str, frozenset[str]] = {}
    for each in texts:
        for key, text in each.items():
            if text.is_read and key != HOME:
                cited = {f"{SOURCE}:{id_}" for id_ in text.cited}
                named = {f"{TERM}:{term.id}" for term in text.terms}
                subjects[key] = subjects.get(key, frozenset()) | cited | named
    path = [str(key) for group in settings.navigation for key in group.pages]
    return {key: subjects[key] for key in path if key in subjects}


def related_entries(
    subjects: Subjects, frame: Frame, key: str, beside: Iterable[Entry | None], memory: Memory
) -> tuple[Entry, ...]:
    """Return pages of the edition that speak of the same things as `key`, but those of `beside`."""
    entries = {entry.key: entry for section in frame.navigation for entry in section.entries}
    known = {other: each for other, each in subjects.items() if other in entries}
    if key not in known:
        return ()
    without = tuple(entry.key for entry in beside if entry)
    return tuple(entries[other] for other in memory.call(related, known, key, without))


def made_from(
    records: Records, key: str, editions: Sequence[Edition], alternates: Sequence[Alternate], tag: str
) -> tuple[Alternate | None, tuple[Alternate, ...]]:
    """Return the edition from which that of `tag` was made, and those that were made from it."""
    origins = _origins(records, key, editions)
    by_tag = {alternate.hreflang: alternate for alternate in alternates}
    return (
        by_tag.get(origins.get(tag, "")),
        tuple(by_tag[other] for other, origin in origins.items() if origin == tag),
    )


def _origins(records: Records, key: str, editions: Sequence[Edition]) -> Mapping[str, str]:
    """By tag, the edition from which each of `editions` was made: converted from, or translated.

    Where no record says which of two languages was written first, it is the one that comes first.
    """
    written = {str(each.language): str(each.tag) for each in reversed(editions) if not each.profile}
    first = next((str(each.tag) for each in editions if not each.profile), "")
    origins: dict[str, str] = {}
    for edition in editions:
        tag, language = str(edition.tag), str(edition.language)
        record = records.get((key, language))
        origin = written.get(language, "")
        if not edition.profile:
            recorded = any((key, other) in records for other in written)
            origin = written.get(str(record.language), "") if record else ("" if recorded else first)
        if origin and origin != tag:
            origins[tag] = origin
    return origins
