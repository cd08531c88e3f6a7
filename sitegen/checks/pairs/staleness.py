"""Rules for what translations were made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.facts.staleness import FRONT, TOP, StaleSection, find_stale, original_of, words_of
from sitegen.model import Diagnostic, Library, Page, Place, Severity
from sitegen.text.difference import Change, find_changes
from sitegen.text.markdown.blocks import sections
from sitegen.text.nearest import did_you_mean

RECORDS = "content/made_from/"
# How many changes of a section a hint shows.
_MOST = 3


def check_stale(library: Library) -> Iterator[Diagnostic]:
    """Each section of a translation was made from what the original says now."""
    for page in library.pages.values():
        original = original_of(library, page)
        stale = find_stale(library, page)
        for section in stale:
            assert original is not None
            # Who has looked at one section must not record the others with it.
            only = f" --section {section.id}" if len(stale) > 1 else ""
            command = f"run `python build.py stamp {page.key}{only}`"
            if section.present is not None:
                yield _changed(section, page, original, command)
            elif section.id in words_of(page):
                message = f"{_name(original)} has this section no more"
                hint = f"Take it out here too, then {command}."
                yield Diagnostic(_place(page, section.id), "stale", message, hint, Severity.GATE)
            else:
                place = library.records[page.key, page.language].places[section.id]
                message = f"{_name(original)} has no section `{section.id}`"
                near = did_you_mean(section.id, words_of(original), "")
                hint = f"{near} If it was renamed or taken out, {command}.".strip()
                yield Diagnostic(place, "stale", message, hint, Severity.GATE)


def _changed(section: StaleSection, page: Page, original: Page, command: str) -> Diagnostic:
    now = section.present or ()
    changes = find_changes(section.recorded or (), now)
    first = min(changes[0].line, len(now) - 1) if changes else 0
    where = f"{_name(original)}:{now[first].place.line if now else 1}"
    if section.recorded is None:
        message = f"the original {where} is new since this was translated"
        hint = f"When the translation has it, {command}."
    else:
        message = f"the original {where} has changed since this was translated"
        hint = f"{describe(changes)}. When the translation says the same, {command}."
    return Diagnostic(_place(page, section.id, first), "stale", message, hint, Severity.GATE)


def describe(changes: Sequence[Change]) -> str:
    """Return what changed in a sentence without its full stop, such as `Was “…”, now “…”`."""
    told = [_describe(change) for change in changes[:_MOST]]
    if len(changes) > _MOST:
        told.append(f"and {len(changes) - _MOST} more")
    sentence = "; ".join(told)
    return sentence[:1].upper() + sentence[1:]


def _describe(change: Change) -> str:
    if not change.before:
        return f"new: “{change.after}”"
    return f"was “{change.before}”, now “{change.after}”" if change.after else f"gone: “{change.before}”"


def _place(page: Page, id_: str, line: int = 0) -> Place:
    """Return where a section of `page` begins; in the front matter, where its line of that number stands."""
    if id_ == FRONT:
        return (page.front.summary if line else page.front.title).place
    if id_ == TOP:
        top = sections(page.tokens)[0].blocks
        return Place(page.path, top[0].line) if top else page.place
    return next((heading.place for heading in page.headings if heading.id == id_), page.place)


def check_unrecorded(library: Library) -> Iterator[Diagnostic]:
    """Of each translation it is recorded what it was made from, once the site has begun to record that."""
    if not any(path.startswith(RECORDS) for path in library.files):
        return
    for key in dict.fromkeys(key for key, _ in library.pages):
        pages = [
            page
            for language in library.site.languages
            if (page := library.pages.get((key, language))) and not page.front.draft
        ]
        without = [page for page in pages if (key, page.language) not in library.records]
        if library.has_unread(f"{RECORDS}{key}."):
            continue
        # One page of a pair is the original, of which nothing is to be recorded.
        for page in without[1:]:
            message = f"it is not recorded which words of {_name(without[0])} this was translated from"
            hint = f"When both pages say the same, run `python build.py stamp {key}` once."
            yield Diagnostic(page.place, "unrecorded", message, hint, Severity.GATE)


def check_records(library: Library) -> Iterator[Diagnostic]:
    """A record belongs to a page and its original, which is in another language and no translation of it."""
    for (key, language), record in library.records.items():
        others = [each for each in library.site.languages if each != language]
        place = record.language.place
        if record.language not in others:
            hint = did_you_mean(record.language, others, f"Write one of: {', '.join(others)}.")
            message = f"the original of a page in `{language}` is not in `{record.language}`"
            yield Diagnostic(place, "record-language", message, hint)
            continue
        missing = [
            (each, at)
            for each, at in ((language, Place(place.path)), (str(record.language), place))
            if (key, each) not in library.pages and not library.has_unread(f"content/pages/{key}.{each}.")
        ]
        for each, at in missing[:1]:
            keys = [name for name, written in library.pages if written == each]
            otherwise = "Remove this file, unless that page is still to be written."
            hint = did_you_mean(key, keys, otherwise, ending=f".{each}.md")
            yield Diagnostic(at, "unknown-page", f"there is no page `{key}.{each}.md`", hint)
    yield from _check_directions(library)


def _check_directions(library: Library) -> Iterator[Diagnostic]:
    for key in dict.fromkeys(key for key, _ in library.records):
        languages = [each for each in library.site.languages if (key, each) in library.pages]
        if len(languages) > 1 and all((key, each) in library.records for each in languages):
            record = library.records[key, languages[0]]
            files = " and ".join(f"{RECORDS}{key}.{each}.yaml" for each in languages)
            message = f"no page is the original: each is recorded as a translation ({files})"
            command = f"`python build.py stamp {key} --from {languages[0]}`"
            hint = f"Remove the record of the original; {command} does it for `{languages[0]}`."
            yield Diagnostic(record.language.place, "both-directions", message, hint)


def _name(page: Page) -> str:
    return page.path.rsplit("/", 1)[-1]
