"""Regular expressions that are compiled when they are used: a run of the program uses a part of all."""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


class _Lazy:
    """Becomes like what `re.compile` returns when it is asked for the first of its methods."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self.flags)
        # Kept as its own: from now on they are found without asking here.
        vars(self).update((each, getattr(compiled, each)) for each in _METHODS)
        return getattr(compiled, name)


def lazy_regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` returns, but for the time that it takes, and what is wrong with the pattern.

    >>> lazy_regex("a+").findall("caat")
    ['aa']
    """
    return cast("re.Pattern[str]", _Lazy(pattern, flags))
