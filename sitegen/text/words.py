"""Looking for many words at once: for names that text mentions, for words that others replace."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from sitegen.text.languages import language_of
from sitegen.values import Derives, dataclass


def any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    """Return an expression for any of `words`, the longest first; None where there are none.

    >>> any_of(["海", "海派"]).findall("海派与海")
    ['海派', '海']
    """
    either = _either(words)
    return re.compile(either) if either else None


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


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


@dataclass(frozen=True)
class Names(Derives):
    """Names in a language by which text may mention something: the name, then the id of what it names.

    Without spaces between words a name stands wherever its characters do; else at the borders of words,
    where its first letter may be a capital, its spaces ends of lines, and its apostrophes typewritten. Of two
    names the longer wins.
    """

    ids: Mapping[str, str]
    language: str

    @property
    def _has_spaces(self) -> bool:
        return language_of(self.language).has_spaces

    @cached_property
    def _known(self) -> Mapping[str, str]:
        if not self._has_spaces:
            return self.ids
        capitals = {name[:1].upper() + name[1:]: id_ for name, id_ in self.ids.items()}
        return {_plain(name): id_ for name, id_ in {**capitals, **self.ids}.items()}

    @cached_property
    def _expression(self) -> re.Pattern[str] | None:
        if not self._known or not self._has_spaces:
            return any_of(self._known)
        pattern = _either(self._known).replace(r"\ ", r"\s+").replace("'", "['’]")
        return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield each mention in `text`: where it begins and ends, and the id of what it names."""
        for match in self._expression.finditer(text) if self._expression else ():
            said = _plain(match[0]) if self._has_spaces else match[0]
            yield match.start(), match.end(), self._known[said]


def _plain(words: str) -> str:
    return " ".join(words.replace("’", "'").split())
