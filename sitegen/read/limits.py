"""How much of a file is read: more than any author writes, and little enough to be read in seconds."""

from __future__ import annotations

from pathlib import PurePosixPath

from sitegen.model import Diagnostic, Place
from sitegen.rules import TOO_LARGE
from sitegen.text.markdown.limits import MOST_CHARACTERS, MOST_PARTS

# Bytes of a page, and of a file of data.
MOST_OF_PAGE = 250_000
MOST_OF_DATA = 2_000_000
_MARKDOWN = {"paragraph": MOST_CHARACTERS, "parts": MOST_PARTS}
# Records repeat blocks of pages, and those may be as long as a page.
_RECORDS = "content/made_from/"


def too_large_file(path: str, size: int) -> Diagnostic | None:
    """Return that the file at `path`, of so many bytes, is not read, or None where it is."""
    most = MOST_OF_PAGE if PurePosixPath(path).suffix == ".md" else MOST_OF_DATA
    return TOO_LARGE(Place(path), "file", size=kilobytes(size), most=kilobytes(most)) if size > most else None


def too_large_markdown(place: Place, case: str) -> Diagnostic:
    """Return that at `place` there is more of what `case` names than a page may have."""
    return TOO_LARGE(place, case, most=f"{_MARKDOWN[case]:,}")


def too_large_value(words: str, place: Place) -> Diagnostic | None:
    """Return that these words of a file of data are not read, or None where they are."""
    if len(words) <= MOST_CHARACTERS or place.path.startswith(_RECORDS):
        return None
    return TOO_LARGE(place, "value", size=f"{len(words):,}", most=f"{MOST_CHARACTERS:,}")


def kilobytes(size: int) -> str:
    """Return a number of bytes in kilobytes, such as `1,200 kB`, never as fewer than there are."""
    return f"{-(-size // 1000):,} kB"
