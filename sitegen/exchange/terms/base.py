"""The term base as rows: an entry of it, and what it says in cells; what a file of rows changes in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from sitegen.exchange.blocks import fingerprint
from sitegen.exchange.faults import Fault, RefusedError, fault
from sitegen.exchange.scalars import NotWrittenError, replaced, scalars
from sitegen.expressions import lazy_regex
from sitegen.model import Library, Place, Term
from sitegen.read.terms import SHORT
from sitegen.read.yaml.documents import Path
from sitegen.text.languages import REGIONAL
from sitegen.values import dataclass

# What cells are called: what they say of a term, and in which language.
TERM, READING, ALSO, AVOID, EXPLANATION = "term", "reading", "also", "avoid", "explanation"
_FIELDS = {TERM: "names", READING: "readings", ALSO: "also", AVOID: "avoid", EXPLANATION: "explanation"}
_CONTROLS = lazy_regex("[\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
Cells = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the term base: its id, its group by language, its cells by name, its place."""

    id: str
    group: Mapping[str, str]
    cells: Cells
    place: Place

    def fingerprint(self, columns: Iterable[str]) -> str:
        """Return some digits by which what it says in `columns` is known again."""
        return fingerprint_of({name: self.cells[name] for name in columns if name in self.cells})


@dataclass(frozen=True, slots=True)
class ReceivedEntry:
    """An entry as a file has it."""

    place: Place
    id: str
    cells: Cells
    fingerprint: str = ""


def fingerprint_of(cells: Cells) -> str:
    """Return some digits by which what cells say is known again; empty ones say nothing."""
    said = sorted((name, values) for name, values in cells.items() if values)
    return fingerprint("\0".join(chain.from_iterable((name, *values) for name, values in said)))


def columns_of(library: Library) -> list[str]:
    """Return the names of the cells that entries of the site may have, in the order of its languages."""
    languages = library.site.languages
    regional = [each for each in REGIONAL if any(each in term.readings for term in library.terms.values())]
    return [
        *(f"{TERM}:{each}" for each in languages),
        *(f"{READING}:{each}" for each in (*languages, *regional)),
        *(f"{name}:{each}" for name in (ALSO, AVOID, EXPLANATION) for each in languages),
    ]


def entries_of(library: Library) -> list[Entry]:
    """Return the entries of the term base, in its order."""
    columns = columns_of(library)
    return [
        Entry(str(term.id), {key: str(each) for key, each in group.title.items()}, cells, term.id.place)
        for group in library.glossary.groups
        for term in group.terms
        if (cells := {name: values for name in columns if (values := _values(term, name))})
    ]


def _values(term: Term, column: str) -> tuple[str, ...]:
    name, _, language = column.partition(":")
    value = getattr(term, _FIELDS[name]).get(language)
    if value is None:
        return ()
    return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)


def merge_terms(library: Library, received: Iterable[ReceivedEntry], text: str) -> tuple[str, int]:
    """Return the term base, which is `text`, with what a file changes in it, and how many cells that is.

    Raises RefusedError with all that is wrong: then nothing is to be changed.
    """
    known = {each.id: each for each in entries_of(library)}
    paths = {term: at for at, term in _paths(library)}
    written = scalars(text)
    faults: list[Fault] = []
    changes: dict[Path, str] = {}
    seen: set[str] = set()
    for each in received:
        if each.id in seen:
            faults.append(fault(each.place, "term-twice", id=each.id))
            continue
        seen.add(each.id)
        if fingerprint_of(each.cells) == each.fingerprint:
            continue
        entry = known.get(each.id)
        if entry is None:
            faults.append(fault(each.place, "unknown-term", id=each.id or "–"))
            continue
        found: dict[Path, str] = {}
        for column, values in each.cells.items():
            wrong = _change(entry, column, values, each)
            if wrong is not None:
                faults.append(wrong)
            elif values != entry.cells.get(column, ()):
                found |= _written_at(paths[each.id], column, values, entry, written)
        if found and each.fingerprint and each.fingerprint != entry.fingerprint(each.cells):
            faults.append(fault(each.place, "both-term", entry.place, id=each.id))
        changes |= found
    if faults:
        raise RefusedError(faults)
    try:
        return (replaced(text, changes) if changes else text), len(changes)
    except NotWrittenError:
        raise RefusedError([fault(each.place, "unwritable") for each in [*received][:1]]) from None


def _change(entry: Entry, column: str, values: tuple[str, ...], received: ReceivedEntry) -> Fault | None:
    """Return what keeps cells from being taken over, or None."""
    before = entry.cells.get(column, ())
    if values == before:
        return None
    if len(values) != len(before) or not all(values):
        return fault(
            received.place,
            "term-cells",
            entry.place,
            id=entry.id,
            column=column,
            now=" | ".join(before) or "–",
        )
    if wrong := _CONTROLS.search("".join(values)):
        return fault(received.place, "control", code=f"U+{ord(wrong[0]):04X}")
    return None


def _paths(library: Library) -> Iterator[tuple[Path, str]]:
    for number, group in enumerate(library.glossary.groups):
        for at, term in enumerate(group.terms):
            yield ("groups", number, "terms", at), str(term.id)


def _written_at(
    at: Path, column: str, values: tuple[str, ...], entry: Entry, written: Mapping[Path, object]
) -> dict[Path, str]:
    """Return the changes of a cell by the paths at which the file has it."""
    name, _, language = column.partition(":")
    short = {found: key for key, found in SHORT.items()}.get((_FIELDS[name], language), "")
    place: Path = (*at, short) if (*at, short) in written else (*at, _FIELDS[name], language)
    if name not in (ALSO, AVOID):
        return {place: values[0]}
    before = entry.cells[column]
    return {(*place, number): each for number, each in enumerate(values) if each != before[number]}
