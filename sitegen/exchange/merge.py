"""What a file of translations changes on a site: the files as they would be, or all that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sitegen.exchange.blocks import Unit, all_units, as_shown, fingerprint, language_of_tag
from sitegen.exchange.edits import Edit, write_blocks
from sitegen.exchange.faults import Fault, RefusedError, fault
from sitegen.exchange.received import Bundle, Received, read_fingerprints
from sitegen.exchange.segments import Code, Kind, Piece, codes, join
from sitegen.expressions import lazy_regex
from sitegen.facts.pairs.staleness import FRONT
from sitegen.model import Library
from sitegen.values import dataclass

# What no text of a page holds: controls, and what ends a line for some programs alone.
_CONTROLS = lazy_regex("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Merged:
    """What a file changes: the bytes of pages by their paths, and how many blocks of them."""

    files: Mapping[str, bytes]
    blocks: int


class _WrongError(Exception):
    """A block of the file cannot be taken; holds the fault."""

    def __init__(self, found: Fault) -> None:
        super().__init__()
        self.fault = found


def merge(library: Library, bundle: Bundle, data: Mapping[str, bytes]) -> Merged:
    """Return what `bundle` changes on the site of `library`, of whose pages `data` has the files.

    Raises RefusedError with all that is wrong: then nothing is to be changed.
    """
    source, target = (language_of_tag(library.site, tag) for tag in (bundle.source, bundle.target))
    if source is None or target is None or source == target:
        tags = f"{bundle.source or '–'} → {bundle.target or '–'}"
        languages = ", ".join(library.site.languages)
        raise RefusedError([fault(bundle.place, "languages", tags=tags, languages=languages)])
    known = _Known(all_units(library, source, target), is_markdown=bundle.is_markdown)
    faults: list[Fault] = []
    edits: dict[str, list[tuple[Received, Edit]]] = {}
    taken: dict[str, str] = {}
    for received in bundle.units:
        if _is_untouched(received, is_markdown=bundle.is_markdown):
            continue
        try:
            unit = known.find(received)
            better = _better(unit, received, (source, target), is_markdown=bundle.is_markdown)
            _refuse_second(unit, received, taken.get(unit.id, better), better)
        except _WrongError as error:
            faults.append(error.fault)
            continue
        if better != unit.target.written and unit.id not in taken:
            field = unit.name.removeprefix(f"{FRONT}.") if unit.target.span is None else ""
            wanted = None if bundle.is_markdown else _codes_of(received, unit, (source, target))
            edits.setdefault(unit.key, []).append((received, Edit(unit.target, field, better, wanted)))
        taken[unit.id] = better
    files: dict[str, bytes] = {}
    for key, found in edits.items():
        page = library.pages[key, target]
        result = write_blocks(library, page, data[page.path], [edit for _, edit in found])
        if isinstance(result, bytes):
            files[page.path] = result
        else:
            faults += _misread(found, result)
    if faults:
        raise RefusedError(sorted(faults, key=lambda each: each.place))
    return Merged(files, sum(map(len, edits.values())))


def _refuse_second(unit: Unit, received: Received, before: str, better: str) -> None:
    if before != better:
        raise _WrongError(fault(received.place, "twice", unit.target.place, id=unit.id))


def _misread(found: Iterable[tuple[Received, Edit]], wrong: list[Edit]) -> Iterator[Fault]:
    for received, edit in found:
        if edit in wrong:
            yield fault(received.place, "structure", edit.side.place, words=edit.better)


class _Known:
    """The blocks of the site, found by their names and by what they say."""

    def __init__(self, units: Iterable[Unit], *, is_markdown: bool) -> None:
        self._is_markdown = is_markdown
        self._by_id = {unit.id: unit for unit in units}
        self._by_source: dict[tuple[str, str], list[Unit]] = {}
        for unit in self._by_id.values():
            self._by_source.setdefault((unit.key, self._said(unit.source.pieces)), []).append(unit)

    def _said(self, pieces: Iterable[Piece]) -> str:
        return join(pieces) if self._is_markdown else as_shown(pieces)

    def find(self, received: Received) -> Unit:
        """Return the block that is meant; where others were put before it, that which says the same."""
        unit = self._by_id.get(received.id)
        printed = read_fingerprints(received.fingerprints)
        alike = self._by_source.get((received.id.partition("#")[0], self._said(received.source)), [])
        alike = [each for each in alike if printed.source in ("", each.source.fingerprint)]
        if len(alike) == 1:
            return alike[0]
        if printed.many and printed.many == len(alike) and 0 < printed.which <= printed.many:
            return alike[printed.which - 1]
        words = join(piece for piece in received.source if isinstance(piece, str))
        if alike:
            if unit in alike and not printed.many:
                return unit
            raise _WrongError(fault(received.place, "moved", alike[0].source.place, words=words))
        if unit is None:
            raise _WrongError(fault(received.place, "unknown", id=received.id or "–", words=words))
        now = unit.source.written
        raise _WrongError(fault(received.place, "changed", unit.source.place, now=now, then=words))


def _is_untouched(received: Received, *, is_markdown: bool) -> bool:
    """Tell whether a translation is what was exported: then nobody asks whether its source is, too."""
    printed = read_fingerprints(received.fingerprints)
    if received.target is None:
        return True
    if is_markdown:
        return fingerprint(join(received.target)) == printed.target
    return fingerprint(as_shown(received.target)) == printed.shown


def _better(unit: Unit, received: Received, languages: tuple[str, str], *, is_markdown: bool) -> str:
    """Return what the target of a block is to say; what it says now, where the file brings nothing new."""
    now = unit.target.written
    better = join(received.target or ()) if is_markdown else _resolved(unit, received, languages)
    better = better.strip()
    if better == now:
        return now
    printed = read_fingerprints(received.fingerprints).target
    if printed and printed != unit.target.fingerprint:
        raise _WrongError(fault(received.place, "both", unit.target.place, words=now))
    if not better:
        raise _WrongError(fault(received.place, "empty", unit.target.place, words=now))
    if received.is_unfinished:
        raise _WrongError(fault(received.place, "unfinished", words=better))
    if wrong := _CONTROLS.search(better):
        raise _WrongError(fault(received.place, "control", code=f"U+{ord(wrong[0]):04X}"))
    span = unit.target.span
    if "\n" in better and (span is None or span.is_one_line):
        raise _WrongError(fault(received.place, "lines", unit.target.place, words=better))
    return better


def _resolved(unit: Unit, received: Received, languages: tuple[str, str]) -> str:
    """Return a translation with its codes as the site has them; the file is not asked for these."""
    known = _codes(unit, languages)
    target = received.target or ()
    found = [(code.kind, code.number) for code in codes(target)]
    if strange := [number for kind, number in found if (kind, number) not in known]:
        raise _WrongError(fault(received.place, "strange-code", unit.target.place, number=strange[0]))
    expected = [(code.kind, code.number) for code in codes(unit.target.pieces)]
    if lost := [each for each in expected if each not in found]:
        raise _WrongError(fault(received.place, "lost-code", unit.target.place, code=known[lost[0]]))
    if len(found) != len({*found}) or not _is_nested(found):
        raise _WrongError(fault(received.place, "nested-code", unit.target.place))
    return "".join(known[piece.kind, piece.number] if isinstance(piece, Code) else piece for piece in target)


def _codes_of(received: Received, unit: Unit, languages: tuple[str, str]) -> tuple[str, ...]:
    known = _codes(unit, languages)
    return tuple(known[code.kind, code.number] for code in codes(received.target or ()))


def _codes(unit: Unit, languages: tuple[str, str]) -> dict[tuple[Kind, int], str]:
    """Return the codes that a translation may hold, as they are written in its language."""
    known = {
        (code.kind, code.number): code.written.replace(f".{languages[0]}.", f".{languages[1]}.")
        for code in codes(unit.source.pieces)
    }
    return known | {(code.kind, code.number): code.written for code in codes(unit.target.pieces)}


def _is_nested(found: Iterable[tuple[Kind, int]]) -> bool:
    opened: list[int] = []
    for kind, number in found:
        if kind is Kind.OPEN:
            opened.append(number)
        elif kind is Kind.CLOSE and (not opened or opened.pop() != number):
            return False
    return not opened
