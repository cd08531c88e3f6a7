"""What pages have in common, over all editions: subjects that they speak of, editions made from others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sitegen.facts.addresses import HOME
from sitegen.memory import Memory
from sitegen.model import Edition, Site
from sitegen.plan.pages.related import Closest, Subjects, close, related
from sitegen.plan.pages.texts import EditionText, Texts
from sitegen.text.addresses import SOURCE, TERM
from sitegen.views import Alternate, Entry

# The languages of the originals of translated pages, by key and language.
Originals = Mapping[tuple[str, str], str]


def find_subjects(settings: Site, texts: Iterable[Texts], memory: Memory) -> Subjects:
    """Return what the pages to be read speak of in any language, in reading order: paragraphs, terms.

    The home page speaks of everything, and pages with a template of their own are looked up.
    """
    subjects: dict[str, dict[str, None]] = {}
    for each in texts:
        found = memory.parts(subjects_of, [(text,) for text in each.values()])
        for key, spoken_of in zip(each, found, strict=True):
            if spoken_of is not None and key != HOME:
                subjects.setdefault(key, {}).update(dict.fromkeys(spoken_of))
    path = [str(key) for group in settings.navigation for key in group.pages]
    return {key: tuple(subjects[key]) for key in path if key in subjects}


def subjects_of(
    _: Memory,
    texts: Sequence[tuple[EditionText]],
) -> Iterator[tuple[str, ...] | None]:
    """Yield what each of `texts` speaks of: paragraphs, terms; None of those that are looked up."""
    for (text,) in texts:
        cited = (f"{SOURCE}:{id_}" for id_ in text.cited)
        named = (f"{TERM}:{id_}" for id_ in text.terms)
        yield (*cited, *named) if text.is_read else None


def closest_in(reading: Mapping[str, Entry], subjects: Subjects, memory: Memory) -> Closest:
    """Return which pages of an edition, those of `reading`, speak of the same things."""
    return memory.call(close, {key: each for key, each in subjects.items() if key in reading})


def related_entries(
    closest: Closest, reading: Mapping[str, Entry], key: str, beside: Iterable[Entry | None]
) -> tuple[Entry, ...]:
    """Return pages of `reading` that speak of the same things as `key`, but those of `beside`."""
    without = [entry.key for entry in beside if entry]
    return tuple(reading[other] for other in related(closest.get(key, ()), without))


def originals_of(originals: Originals, key: str, editions: Sequence[Edition]) -> Mapping[str, str]:
    """Return by language that of the original of the page `key`, where `editions` are translated."""
    languages = dict.fromkeys(str(each.language) for each in editions)
    found = {each: originals.get((key, each), "") for each in languages}
    return {each: original for each, original in found.items() if original}


def made_from(
    originals: Mapping[str, str], editions: Sequence[Edition], alternates: Sequence[Alternate], tag: str
) -> tuple[Alternate | None, tuple[Alternate, ...]]:
    """Return the edition from which that of `tag` was made, and those that were made from it.

    `originals` have by language that from which pages were translated.
    """
    origins = _origins(originals, editions)
    by_tag = {alternate.hreflang: alternate for alternate in alternates}
    return (
        by_tag.get(origins.get(tag, "")),
        tuple(by_tag[other] for other, origin in origins.items() if origin == tag),
    )


def _origins(originals: Mapping[str, str], editions: Sequence[Edition]) -> Mapping[str, str]:
    """By tag, the edition from which each of `editions` was made: converted from, or translated.

    Where no record says which of two languages was written first, it is the one that comes first.
    """
    written = {str(each.language): str(each.tag) for each in reversed(editions) if not each.profile}
    first = next((str(each.tag) for each in editions if not each.profile), "")
    origins: dict[str, str] = {}
    for edition in editions:
        tag, language = str(edition.tag), str(edition.language)
        origin = written.get(language, "")
        if not edition.profile:
            original, is_recorded = originals.get(language), any(other in originals for other in written)
            origin = written.get(original, "") if original else ("" if is_recorded else first)
        if origin and origin != tag:
            origins[tag] = origin
    return origins
