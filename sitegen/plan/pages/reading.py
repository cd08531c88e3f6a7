"""How long a page takes to read."""

from __future__ import annotations

from fractions import Fraction

from sitegen.expressions import lazy_regex
from sitegen.text.characters import HAN, SYLLABLES
from sitegen.text.languages import language_of

_CHARACTER = lazy_regex(f"[{HAN}{SYLLABLES}]")
# A word with what holds it together: city’s, well-being, 2.5.
_WORD = lazy_regex(rf"(?:(?![{HAN}{SYLLABLES}])\w)+(?:[’'.,-](?:(?![{HAN}{SYLLABLES}])\w)+)*")


def reading_minutes(text: str, language: str = "") -> int:
    """Return the minutes that `text` takes, at least one: characters set solid, and words."""
    row = language_of(language)
    taken = Fraction(len(_CHARACTER.findall(text)), row.characters_a_minute)
    taken += Fraction(len(_WORD.findall(text)), row.words_a_minute)
    return max(1, int(taken + Fraction(1, 2)))
