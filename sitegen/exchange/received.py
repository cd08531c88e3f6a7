"""What a file of a translator's tool brings: blocks in two languages, with their places in that file."""

from __future__ import annotations

from sitegen.exchange.segments import Piece
from sitegen.expressions import lazy_regex
from sitegen.model import Place
from sitegen.values import dataclass

# More than this is no file of translations, and would fill the memory.
MOST_BYTES = 64_000_000
_FINGERPRINTS = lazy_regex(r"([0-9a-f]{12})-([0-9a-f]{12})-([0-9a-f]{12})-([0-9]{1,6})of([0-9]{1,6})")


@dataclass(frozen=True, slots=True)
class Received:
    """A block as a file has it; the codes among its pieces say their numbers alone."""

    place: Place
    # Its name on the site, as `Unit.id`; "" where the file does not say it.
    id: str
    source: tuple[Piece, ...]
    # None where nobody has translated it.
    target: tuple[Piece, ...] | None
    # What it said when it was exported, as `Unit.fingerprints`; "" where the file has lost that.
    fingerprints: str = ""
    # Whether its translator says that it is not done yet.
    is_unfinished: bool = False


@dataclass(frozen=True, slots=True)
class Bundle:
    """All that a file brings, and the tags of its languages."""

    place: Place
    source: str
    target: str
    units: tuple[Received, ...]
    # Whether its words are Markdown as it stands, codes and all.
    is_markdown: bool = False


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """What `Unit.fingerprints` says, "" and 0 where a file has lost it."""

    source: str = ""
    target: str = ""
    shown: str = ""
    # Which of the blocks that said the same in the source, and of how many.
    which: int = 0
    many: int = 0


def read_fingerprints(written: str) -> Fingerprints:
    """Return what a file says of a block as it was exported; nothing where that was changed.

    >>> read_fingerprints("0123456789ab-0123456789ab-0123456789ab-1of2").many
    2
    """
    found = _FINGERPRINTS.fullmatch(written)
    if found is None:
        return Fingerprints()
    return Fingerprints(found[1], found[2], found[3], int(found[4]), int(found[5]))
