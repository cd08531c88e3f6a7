"""What is wrong with a file that comes from outside, and where; sentences stand in the catalogues."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen.model import Place
from sitegen.rules.catalogue import read_catalogue
from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that keeps a file from being taken over: what it is, by a name of the catalogues."""

    place: Place
    case: str
    # What its sentences are filled in with.
    values: tuple[tuple[str, str], ...] = ()
    # A place of the site that belongs to it.
    also: Place | None = None


class RefusedError(Exception):
    """Nothing of a file can be taken over; `faults` say why."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        super().__init__()
        self.faults = tuple(faults)


def fault(place: Place, case: str, also: Place | None = None, **values: object) -> Fault:
    """Return that something is wrong at `place` of a file from outside."""
    return Fault(place, case, tuple((name, _shown(value)) for name, value in values.items()), also)


_LONGEST = 60


def _shown(value: object) -> str:
    """Return words of a file on one line, cut: they may be whole paragraphs."""
    words = " ".join(str(value).split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def tell_faults(faults: Iterable[Fault], language: str, severity: str = "error") -> Iterator[str]:
    """Yield the lines that tell of faults: the place, what is wrong, what to do, the place of the site."""
    catalogue = read_catalogue(language)
    said = catalogue["exchange"]["faults"]
    for each in faults:
        told, values = said[each.case], dict(each.values)
        yield f"{each.place}: {severity}: {told['message'].format(**values)}"
        yield f"    {told['hint'].format(**values)}"
        if each.also is not None:
            yield f"    {catalogue['report']['see']} {each.also}"
