"""Looking for many words at once, and putting others in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping


def any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    """Return an expression for any of `words`, the longest first; None where there are none.

    >>> any_of(["海", "海派"]).findall("海派与海")
    ['海派', '海']
    """
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))) if longest_first else None


class Replacer:
    """Replaces words by others of the same length; each place is looked at once."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        # A class of characters is looked for much faster than alternatives are, or than str.translate works.
        is_table = bool(words) and all(len(word) == 1 for word in words)
        self._expression = re.compile(f"[{re.escape(''.join(words))}]") if is_table else any_of(words)

    def __call__(self, text: str) -> str:
        """Return `text` with the words replaced."""
        if self._expression is None:
            return text
        return self._expression.sub(lambda found: self._words[found[0]], text)
