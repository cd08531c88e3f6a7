"""How long a page takes to read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from markdown_it.token import Token

from sitegen.text.characters import HAN
from sitegen.text.markdown.tokens import plain_text

CHARACTERS_A_MINUTE = 350
WORDS_A_MINUTE = 220

_CHARACTER = re.compile(f"[{HAN}]")
# A word with what holds it together: city’s, well-being, 2.5.
_WORD = re.compile(rf"(?:(?![{HAN}])\w)+(?:[’'.,-](?:(?![{HAN}])\w)+)*")


def reading_minutes(text: str) -> int:
    """Return the minutes that `text` takes, at least one: Chinese by characters, the rest by words."""
    taken = Fraction(len(_CHARACTER.findall(text)), CHARACTERS_A_MINUTE)
    taken += Fraction(len(_WORD.findall(text)), WORDS_A_MINUTE)
    return max(1, int(taken + Fraction(1, 2)))


def body_text(tokens: Iterable[Token]) -> str:
    """Return what the body of a page says, one line for each of its runs."""
    return "\n".join(plain_text(token.children or ()) for token in tokens if token.type == "inline")
