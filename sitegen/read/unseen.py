"""Authors' text as it is read: without what nobody sees, each such character named at its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from sitegen.model import Diagnostic, Mend, Place
from sitegen.rules import BIDI_CONTROL, CONTROL_CHARACTER, INVISIBLE_CHARACTER, RULES
from sitegen.text.slips.unseen import (
    CONTROL,
    INVISIBLE,
    SPACE,
    UNREADABLE,
    Unseen,
    code_points,
    find_unseen,
    is_turning,
    may_have_unseen,
)
from sitegen.values import dataclass

# More than so many of one character in a file are said once.
_FEW = 5
_AROUND = 6
# Bytes of Windows-1252 that were taken for characters.
_WINDOWS = {chr(code): bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}


@dataclass(frozen=True, slots=True)
class Seen:
    """A text without what nobody sees; for each line from which characters were taken, their columns."""

    text: str
    diagnostics: tuple[Diagnostic, ...] = ()
    taken: Mapping[int, tuple[int, ...]] = field(default_factory=dict)


def without_unseen(path: str, text: str) -> Seen:
    """Return `text`, the content of the file at `path`, as it is to be read.

    Invisible characters are left out, odd spaces are plain ones, and what cannot stand in a page is U+FFFD.
    """
    if not may_have_unseen(text):
        return Seen(text)
    lines, taken = [], {}
    found: list[tuple[int, str, Unseen]] = []
    is_page = path.endswith(".md")
    fences = 0
    for number, line in enumerate(text.split("\n"), 1):
        unseen = list(find_unseen(line, is_data=not is_page or fences == 1))
        found += [(number, line, each) for each in unseen]
        cleaned = read_without(line, unseen)
        if columns := tuple(_taken(unseen)):
            taken[number] = columns
        lines.append(cleaned)
        fences += cleaned.rstrip() == "---" and (fences == 1 or number == 1)
    return Seen("\n".join(lines), tuple(_diagnose(path, found)), taken)


def without_unseen_words(words: str, place: Place) -> tuple[str, list[Diagnostic]]:
    """Return words that are written with escapes, as they are to be read, and what is wrong with them.

    A space that was written as an escape was meant, and so was what a site may have letters for.
    """
    if not may_have_unseen(words):
        return words, []
    lines, faults = [], []
    for line in words.split("\n"):
        unseen = [each for each in meant_unseen(line) if each.rule != UNREADABLE]
        lines.append(read_without(line, unseen))
        faults += [_say(place, line, each) for each in unseen]
    return "\n".join(lines), faults


def entity(place: Place, what: str) -> Diagnostic:
    """An entity at `place` puts there what nobody sees, or what a page cannot have."""
    if what == "\N{REPLACEMENT CHARACTER}":
        return CONTROL_CHARACTER(place, "entity")
    if is_turning(what[0]):
        return BIDI_CONTROL(
            place, code=code_points(what), shown=f"&#x{ord(what[0]):X};", times=0, more=0, meant=""
        )
    return INVISIBLE_CHARACTER(place, "entity", code=code_points(what))


def meant_unseen(text: str) -> Iterator[Unseen]:
    """Yield what no escape and no entity should write: spaces are meant, and what a font has a shape for."""
    for each in find_unseen(text.replace("\n", " "), is_data=True):
        if each.rule != SPACE and (each.rule != UNREADABLE or "\ufffd" in each.read_as):
            yield each


def read_without(line: str, unseen: Iterable[Unseen]) -> str:
    """Return `line` as it is to be read: without what nobody sees in it."""
    pieces, end = [], 0
    for each in unseen:
        pieces += [line[end : each.offset], each.read_as]
        end = each.offset + len(each.written)
    return "".join([*pieces, line[end:]])


def _taken(unseen: Iterable[Unseen]) -> Iterator[int]:
    for each in unseen:
        yield from range(each.offset + len(each.read_as) + 1, each.offset + len(each.written) + 1)


def _diagnose(path: str, found: Iterable[tuple[int, str, Unseen]]) -> Iterator[Diagnostic]:
    alike: dict[tuple[str, str, bool], list[tuple[int, str, Unseen]]] = {}
    for number, line, each in found:
        alike.setdefault((each.rule, each.written[0], each.is_safe), []).append((number, line, each))
    for group in alike.values():
        if len(group) <= _FEW:
            for number, line, each in group:
                place = Place(path, number, each.offset + 1)
                yield _say(place, line, each, mends=_mends(path, [(number, each)]))
        else:
            number, line, each = group[0]
            mends = _mends(path, [(at, other) for at, _, other in group])
            place = Place(path, number, each.offset + 1)
            yield _say(place, line, each, more=len(group) - 1, mends=mends)


def _mends(path: str, found: Iterable[tuple[int, Unseen]]) -> tuple[Mend, ...]:
    return tuple(
        Mend(Place(path, number, each.offset + 1), each.written, each.read_as, is_markup=True)
        for number, each in found
        if each.is_safe
    )


def _say(place: Place, line: str, each: Unseen, more: int = 0, mends: tuple[Mend, ...] = ()) -> Diagnostic:
    code = f"U+{ord(each.written[0]):04X}"
    stop = each.offset + len(each.written)
    around = f"{line[max(each.offset - _AROUND, 0) : each.offset]}⟨{code}⟩{line[stop : stop + _AROUND]}"
    shown = "".join("" if may_have_unseen(one) else one for one in around)
    case, meant = _case(each)
    return RULES[each.rule](
        place,
        case,
        mends=mends,
        code=code_points(each.written),
        shown=shown.strip(),
        times=len(each.written) if len(each.written) > 1 else 0,
        more=more,
        meant=meant,
    )


def _case(each: Unseen) -> tuple[str, str]:
    """Return what there is to say of a run, of what its rule may say, and what it was probably meant as."""
    character = each.written[0]
    if each.rule == SPACE:
        return ("inside" if each.read_as else "edge"), ""
    if each.rule == UNREADABLE:
        return ("lost" if character in "\ufffc\ufffd" else "private"), ""
    if each.rule == CONTROL:
        meant = _WINDOWS.get(character, "")
        return ("meant" if meant else "unmeant"), meant
    if each.rule == INVISIBLE:
        is_annotation = "\ufff9" <= character <= "\ufffb"
        return ("paragraph" if character == "\u2029" else "annotation" if is_annotation else "between"), ""
    return "", ""
