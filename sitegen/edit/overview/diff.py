"""What changed in the original of a page since its translations were made, beside what these say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sitegen.facts.index import Index
from sitegen.facts.pairs.staleness import FRONT, TOP, StaleSection, changed_sections, words_of
from sitegen.model import Library, Page, Place, Words
from sitegen.text.difference import ChangedLine, find_changed_lines
from sitegen.text.nearest import nearest
from sitegen.values import dataclass


class UnknownKeyError(ValueError):
    """There is no page of that key; the message is the nearest that there is, or ""."""

    def __init__(self, key: str, near: str) -> None:
        super().__init__(near)
        self.key = key


@dataclass(frozen=True, slots=True)
class LineDiff:
    """A line of an original that changed, and what the translation has where it stood, if that is known."""

    changed: ChangedLine
    translated: str


@dataclass(frozen=True, slots=True)
class SectionDiff:
    """A section that changed: where it stands in the original and in the translation, and its lines."""

    id: str
    # None where there is no such section (any more, or yet).
    original: Place | None
    translation: Place | None
    lines: tuple[LineDiff, ...]


@dataclass(frozen=True, slots=True)
class PageDiff:
    """A translation and its original, by their paths, and what changed since; None if nobody knows."""

    path: str
    original: str
    sections: tuple[SectionDiff, ...] | None

    def value(self) -> Mapping[str, Any]:
        """Return it as other programs read it."""
        sections = None if self.sections is None else [_value(each) for each in self.sections]
        return {"path": self.path, "original": self.original, "sections": sections}


def _value(section: SectionDiff) -> Mapping[str, Any]:
    lines = [
        {
            "before": None if line.changed.was is None else "".join(each.parts[0] for each in columns),
            "after": None if line.changed.now is None else "".join(each.parts[1] for each in columns),
            "parts": [list(each.parts) for each in columns],
            "translated": line.translated,
        }
        for line in section.lines
        for columns in [line.changed.columns]
    ]
    places = {"original": section.original, "translation": section.translation}
    return {"id": section.id, **{name: at and str(at) for name, at in places.items()}, "lines": lines}


def find_diffs(library: Library, keys: Sequence[str]) -> list[PageDiff]:
    """Return what changed in the originals of the pages `keys`; without any, of those that are stale.

    Raises UnknownKeyError.
    """
    index = Index(library)
    known = dict.fromkeys(key for key, _ in index.heads)
    for key in keys:
        if key not in known:
            raise UnknownKeyError(key, nearest(key, known))
    found = [each for key in dict.fromkeys(keys or known) for each in _of_page(index, key)]
    return found if keys else [each for each in found if each.sections]


def _of_page(index: Index, key: str) -> Iterator[PageDiff]:
    written = [language for language in index.languages if (key, language) in index.pages]
    without = [language for language in written if (key, language) not in index.records]
    for language in written:
        page, record = index.pages[key, language], index.records.get((key, language))
        if record is None:
            if language != without[0]:
                yield PageDiff(page.path, index.pages[key, without[0]].path, None)
            continue
        original = index.pages.get((key, str(record.language)))
        if original is not None:
            ours, theirs = words_of(page), words_of(original)
            sections = (
                _section(each, page, original, ours, theirs) for each in changed_sections(original, record)
            )
            yield PageDiff(page.path, original.path, tuple(sections))


_Sections = Mapping[str, tuple[Words, ...]]


def _section(
    stale: StaleSection, page: Page, original: Page, ours: _Sections, theirs: _Sections
) -> SectionDiff:
    before, after = stale.recorded or (), stale.present or ()
    changed = find_changed_lines([*map(str, before)], [*map(str, after)], original.language)
    translated = ours.get(stale.id, ())
    # Where the translation has as many lines as its original had, each stands for one.
    is_known = len(translated) == len(before)
    lines = (
        LineDiff(each, str(translated[each.was]) if is_known and each.was is not None else "")
        for each in changed
    )
    return SectionDiff(
        stale.id, _place(original, stale.id, theirs), _place(page, stale.id, ours), tuple(lines)
    )


def _place(page: Page, id_: str, sections: _Sections) -> Place | None:
    if id_ not in sections:
        return None
    heading = next((each.place for each in page.headings if each.id == id_), None)
    if heading is not None:
        return heading
    words = sections[id_]
    return words[0].place if words and id_ in (FRONT, TOP) else page.place
