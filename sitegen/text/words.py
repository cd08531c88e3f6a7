"""Looking for many words at once: names that text mentions, words that others replace, names in braces.

A name in braces that is filled in, `{year}`, asks its value for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from sitegen.expressions import lazy_regex
from sitegen.text.languages import language_of
from sitegen.values import Derives, dataclass

# A brace that is meant is written twice.
_GAP = lazy_regex(r"\{\{|\}\}|\{(?P<name>[a-z_]+)\}")
_BRACES = lazy_regex(r"\{(?P<inside>[^{}]*)\}")
# What other programs write for how a value is shown, and for a part of it.
_FORM = lazy_regex(r"\{(?P<inside>\s*\w*\s*[:!.\[][^{}]*)")


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


def fill_in(text: str, values: Mapping[str, object]) -> str:
    """Return `text` with the values of the names that it has in braces; what has no value stays as it is.

    >>> fill_in("{day} {month_name} {{{year}}} {other}", {"day": 1, "month_name": "May", "year": 2026})
    '1 May {2026} {other}'
    """
    return _GAP.sub(
        lambda gap: str(values.get(gap["name"], gap[0])) if gap["name"] else gap[0][0],
        text,
    )


def names_in(text: str) -> tuple[str, ...]:
    """Return the names that `text` has in braces.

    >>> names_in("{day} {{year}}")
    ('day',)
    """
    return tuple(gap["name"] for gap in _GAP.finditer(text) if gap["name"])


def form_in(text: str) -> str:
    """Return the first that stands in braces and asks for more than the value of a name, or "".

    >>> form_in("{day} {year:%Y}"), form_in("{day} {year.real}"), form_in("{day}, {so}")
    ('year:%Y', 'year.real', '')
    """
    found = _FORM.search(text.replace("{{", ""))
    return found["inside"] if found else ""


def unfillable_in(text: str, known: Sequence[str]) -> str | None:
    """Return the first in braces that is not `known`, "" where a brace is missing, None where all is well.

    >>> unfillable_in("{day} {yaer}", ["day"]), unfillable_in("{day", ["day"])
    ('yaer', '')
    >>> unfillable_in("{day}", ["day"]) is None
    True
    """
    plain = text.replace("{{", "").replace("}}", "")
    rest = _BRACES.sub("", plain)
    if "{" in rest or "}" in rest:
        return ""
    return next((each["inside"] for each in _BRACES.finditer(plain) if each["inside"] not in known), None)
