"""Rules for what translations were made from."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.facts.heads import Heads
from sitegen.facts.pairs.staleness import FRONT, TOP, StaleSection, find_stale, words_of
from sitegen.facts.slices import Pages, Records, Unread
from sitegen.model import Diagnostic, Page, Place
from sitegen.rules import BOTH_DIRECTIONS, RECORD_LANGUAGE, STALE, UNKNOWN_PAGE, UNRECORDED
from sitegen.text.body.rewrite import without_only
from sitegen.text.difference import find_changes
from sitegen.text.nearest import nearest

RECORDS = "content/made_from/"


def check_stale(pages: Pages, records: Records) -> Iterator[Diagnostic]:
    """Each section of a translation was made from what the original says now."""
    for page in pages.values():
        record = records.get((page.key, page.language))
        original = pages.get((page.key, str(record.language))) if record else None
        if record is None or original is None:
            continue
        stale = find_stale(page, original, record)
        for section in stale:
            # Who has looked at one section must not record the others with it.
            only = f" --section {section.id}" if len(stale) > 1 else ""
            command = f"python build.py stamp {page.key}{only}"
            if section.present is not None:
                yield _changed(section, page, original, command)
            elif section.id in words_of(page):
                at = _place(page, section.id)
                yield STALE(at, "gone", original=_name(original), command=command)
            else:
                place = record.words.places[section.id]
                likely = nearest(section.id, words_of(original))
                yield STALE(
                    place, "unknown", original=_name(original), id=section.id, likely=likely, command=command
                )


def _changed(section: StaleSection, page: Page, original: Page, command: str) -> Diagnostic:
    now = section.present or ()
    changes = find_changes(section.recorded or (), now)
    first = min(changes[0].line, len(now) - 1) if changes else 0
    place, at = _place(page, section.id, first), Place(original.path, now[first].place.line if now else 1)
    if section.recorded is None:
        return STALE(place, "new", also=(at,), command=command)
    told = tuple(words for change in changes for words in (change.before, change.after))
    return STALE(place, "changed", also=(at,), changes=told, command=command)


def _place(page: Page, id_: str, line: int = 0) -> Place:
    """Return where a section of `page` begins; in the front matter, where its line of that number stands."""
    if id_ == FRONT:
        return (page.front.summary if line else page.front.title).place
    if id_ == TOP:
        top = without_only(page.body).whole_sections[0].all_blocks
        return page.line(top[0]) if top else page.place
    return next((heading.place for heading in page.headings if heading.id == id_), page.place)


def check_unrecorded(
    heads: Heads, records: Records, languages: tuple[str, ...], files: frozenset[str], unread: Unread
) -> Iterator[Diagnostic]:
    """Of each translation it is recorded what it was made from, once the site has begun to record that."""
    if not any(path.startswith(RECORDS) for path in files):
        return
    for key in dict.fromkeys(key for key, _ in heads):
        published = [
            head for language in languages if (head := heads.get((key, language))) and not head.is_draft
        ]
        without = [head for head in published if (key, head.language) not in records]
        if unread.begins(f"{RECORDS}{key}."):
            continue
        # One page of a pair is the original, of which nothing is to be recorded.
        for head in without[1:]:
            command = f"python build.py stamp {key}"
            yield UNRECORDED(head.place, also=(without[0].place,), command=command)


def check_records(
    heads: Heads, records: Records, languages: tuple[str, ...], unread: Unread
) -> Iterator[Diagnostic]:
    """A record belongs to a page and its original, which is in another language and no translation of it."""
    for (key, language), record in records.items():
        others = [each for each in languages if each != language]
        place = record.language.place
        if record.language not in others:
            near, known = nearest(record.language, others), tuple(others)
            yield RECORD_LANGUAGE(place, language=language, original=record.language, near=near, known=known)
            continue
        missing = [
            (each, at)
            for each, at in ((language, Place(place.path)), (str(record.language), place))
            if (key, each) not in heads and not unread.begins(f"content/pages/{key}.{each}.")
        ]
        for each, at in missing[:1]:
            keys = [name for name, written in heads if written == each]
            near = nearest(key, keys, ending=f".{each}.md")
            yield UNKNOWN_PAGE(at, "record", key=key, language=each, near=near)
    yield from _check_directions(heads, records, languages)


def _check_directions(heads: Heads, records: Records, languages: tuple[str, ...]) -> Iterator[Diagnostic]:
    for key in dict.fromkeys(key for key, _ in records):
        written = [each for each in languages if (key, each) in heads]
        if len(written) > 1 and all((key, each) in records for each in written):
            record = records[key, written[0]]
            files = tuple(f"{RECORDS}{key}.{each}.yaml" for each in written)
            command = f"python build.py stamp {key} --from {written[0]}"
            yield BOTH_DIRECTIONS(record.language.place, files=files, command=command, language=written[0])


def _name(page: Page) -> str:
    return page.path.rsplit("/", 1)[-1]
