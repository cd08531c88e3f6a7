"""How much Markdown is read as one page: more than anybody writes, and little enough for seconds."""

from __future__ import annotations

from collections.abc import Iterable

# Characters of a paragraph, a heading or a cell.
MOST_CHARACTERS = 20_000
# Blocks, cells, marks, links and stretches of text between them.
MOST_PARTS = 40_000
# An address or a title is a part more for so many characters: a definition may put one into many places.
_CHARACTERS_OF_A_PART = 100


class TooLargeError(ValueError):
    """A page is too large to be read."""

    def __init__(self, case: str, lines: tuple[int, ...]) -> None:
        """Say which limit is passed, as the rule `too-large` calls it, and on which lines, from 0."""
        super().__init__(f"{case} {lines}")
        self.case = case
        self.lines = lines


def parts_of(attributes: Iterable[object]) -> int:
    """Return for how many parts of a page a piece with these attributes counts.

    >>> parts_of([]), parts_of(["https://example.org/"]), parts_of(["a" * 1_000])
    (1, 1, 11)
    """
    return 1 + sum(len(str(each)) for each in attributes) // _CHARACTERS_OF_A_PART


def refuse_long(runs: Iterable[tuple[int, str]]) -> None:
    """Raise TooLargeError where runs of text, each behind the line on which it begins, are too long.

    >>> refuse_long([(0, "a"), (1, "a" * 20_001), (9, "b" * 30_000)])
    Traceback (most recent call last):
    sitegen.text.markdown.limits.TooLargeError: paragraph (1, 9)
    """
    if long := tuple(line for line, text in runs if len(text) > MOST_CHARACTERS):
        raise TooLargeError("paragraph", long)
