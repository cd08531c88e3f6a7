"""Recording what translations were made from: the one writer of `content/made_from/`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from sitegen.called import as_called
from sitegen.checks.pairs.staleness import check_stale, check_unrecorded
from sitegen.expressions import lazy_regex
from sitegen.facts.index import Index
from sitegen.facts.pairs.staleness import words_of
from sitegen.model import Diagnostic, Library, Page, Severity
from sitegen.publish.disk.files import replace_file
from sitegen.read.page import PAGES
from sitegen.read.records import MADE_FROM
from sitegen.rules.catalogue import say
from sitegen.values import dataclass

# What an editor would not see in the file is spelt out: soft hyphens, joiners, marks of direction.
_UNSEEN = lazy_regex("[\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]")
_PLAIN_KEY = lazy_regex(r"[a-z][a-z0-9_-]*")
_Sections = Mapping[str, tuple[str, ...]]


class NotStampedError(ValueError):
    """The words cannot be recorded; the message says why."""


@dataclass(frozen=True, slots=True)
class Stamped:
    """A record below the root: its text, None where it is taken away, and the sections that changed in it."""

    path: str
    original: str
    text: str | None
    sections: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.text is None:
            return f"{self.path}: removed, since {self.original} is the original"
        told = f"{', '.join(self.sections)} of {self.original}" if self.sections else "nothing new"
        return f"{self.path}: recorded {told}"


def list_stale(library: Library) -> list[str]:
    """Return what is to be recorded, each with its place and how the original differs, and how much it is."""
    index = Index(library)
    unrecorded = check_unrecorded(index.heads, index.records, index.languages, index.files, index.unread)
    found = sorted([*check_stale(index.pages, index.records), *unrecorded])
    told = [(each.place, say(each)) for each in found]
    lines = [line for place, said in told for line in (f"{place}: {said.message}", f"    {said.hint}")]
    if found:
        return [*lines, f"{len(found)} to be compared and recorded."]
    if not library.records and choose_keys(library, (), is_all=True):
        return [as_called("Nothing is recorded yet; `python build.py stamp --all` begins.")]
    return ["Every translation is made from what its original says."]


def choose_keys(
    library: Library, keys: Sequence[str], *, is_all: bool, section: str | None = None
) -> Sequence[str]:
    """Return the pages that are meant: `keys`, or all that readers see in more than one language.

    Raises NotStampedError where it is not told which.
    """
    if is_all == bool(keys):
        raise NotStampedError("name pages, or write --all")
    if section is not None and len(keys) != 1:
        raise NotStampedError("--section goes with one page")
    shown = [key for (key, _), page in library.pages.items() if not page.front.draft]
    return keys or sorted({key for key in shown if shown.count(key) > 1})


def find_broken(diagnostics: Iterable[Diagnostic], keys: Sequence[str]) -> list[Diagnostic]:
    """Return the errors for which pages or records of `keys` do not say what their authors meant."""
    beginnings = tuple(f"{folder}/{key}." for folder in (PAGES, MADE_FROM) for key in keys)
    return sorted(
        {
            each
            for each in diagnostics
            if each.severity is Severity.ERROR and each.place.path.startswith(beginnings)
        }
    )


def stamp(
    root: Path,
    library: Library,
    keys: Sequence[str],
    *,
    section: str | None = None,
    language: str | None = None,
) -> list[Stamped]:
    """Record what the originals say now as what the translations of the pages `keys` were made from.

    With `section` that section alone; with `language` the page in that language is the original from now on.
    Raises NotStampedError, before anything is written, where one of them cannot be recorded, and OSError
    where the disk refuses.
    """
    stamped = [
        each
        for key in dict.fromkeys(keys)
        for original, page in _pairs(library, key, language)
        for each in _stamp(library, original, page, section)
    ]
    for each in stamped:
        _write(root / each.path, each.text)
    return stamped


def _pairs(library: Library, key: str, language: str | None) -> Iterator[tuple[Page, Page]]:
    """Yield each translation of a page behind its original."""
    pages = {each: page for each in library.site.languages if (page := library.pages.get((key, each)))}
    if not pages:
        known = sorted({known for known, _ in library.pages})
        raise NotStampedError(f"there is no page `{key}`{_nearest(key, known)}")
    if len(pages) == 1:
        raise NotStampedError(f"the page `{key}` is written in one language only")
    if language is not None and language not in pages:
        raise NotStampedError(f"the page `{key}` is not written in `{language}`, but in: {', '.join(pages)}")
    recorded = {
        each: str(record.language)
        for each in pages
        if (record := library.records.get((key, each))) and record.language != each
    }
    without = [each for each in pages if each not in recorded]
    if language is None and not without:
        raise NotStampedError(
            f"each page of `{key}` is recorded as a translation; say with --from which is the original"
        )
    for each, page in pages.items():
        original = language or recorded.get(each, without[0])
        if original not in pages:
            raise NotStampedError(
                f"{MADE_FROM}/{key}.{each}.yaml names an original that there is not: `{original}`"
            )
        if original != each:
            yield pages[original], page


def _stamp(library: Library, original: Page, page: Page, section: str | None) -> Iterator[Stamped]:
    key, name = page.key, Path(original.path).name
    record = library.records.get((key, page.language))
    if record is not None and record.language != original.language:
        record = None
    present = {id_: tuple(map(str, words)) for id_, words in words_of(original).items()}
    before = {id_: tuple(map(str, words)) for id_, words in record.words.sections.items()} if record else {}
    if (key, original.language) in library.records:
        if section is not None:
            raise NotStampedError(
                f"{name} becomes the original of `{key}`: record the whole page, without --section"
            )
        yield Stamped(_path(key, original.language), name, None)
    now: _Sections = present
    if section is not None:
        if section not in present and section not in before:
            raise NotStampedError(f"{name} has no section `{section}`{_nearest(section, list(present))}")
        chosen = {**before, **{id_: words for id_, words in present.items() if id_ == section}}
        if section not in present:
            del chosen[section]
        now = {id_: chosen[id_] for id_ in dict.fromkeys([*present, *chosen]) if id_ in chosen}
    changed = tuple(id_ for id_ in dict.fromkeys([*now, *before]) if now.get(id_) != before.get(id_))
    text = record_text(original, page, now)
    yield Stamped(_path(key, page.language), name, text, changed)


def _nearest(written: str, known: Sequence[str]) -> str:
    near = get_close_matches(written, known, n=1)
    return f"; the nearest name is `{near[0]}`" if near else ""


def _path(key: str, language: str) -> str:
    return f"{MADE_FROM}/{key}.{language}.yaml"


def record_heading(key: str, language: str, original: str) -> str:
    """Return how the record of a page begins; `original` is the language of its original."""
    name = key.rpartition("/")[2]
    return (
        f"# The words of {name}.{original}.md that {name}.{language}.md was made from, by section.\n"
        f"# `python build.py stamp {key}` writes this file, when both pages say the same.\n"
    )


def record_text(original: Page, page: Page, sections: _Sections) -> str:
    """Return the text of a record: a line for each block, so that a change is a changed line."""
    heading = record_heading(page.key, page.language, original.language)
    lines = [*heading.splitlines(), f"language: {original.language}", "sections:"]
    for id_, words in sections.items():
        name = id_ if _PLAIN_KEY.fullmatch(id_) else _quoted(id_)
        lines.append(f"  {name}:" if words else f"  {name}: []")
        lines += [f"    - {_quoted(line)}" for line in words]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """The text in quotation marks, always: which words YAML would misread without is nothing for editors."""
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def _write(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink(missing_ok=True)
    else:
        replace_file(path, text.encode("utf-8"))
