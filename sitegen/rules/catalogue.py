"""What diagnostics say, in the languages of the catalogues that lie beside this module.

A catalogue is read when something is said in its language, and never in a build of which nothing is said.

`{name}` in a sentence is filled in with the value of that name, `{name:how}` as `how` says: `and`, `or`,
`list` and `codes` join a list; `# cell|# cells` takes the first for one and the second for several; any other
word names a table of the catalogue below `words`. `{also}` is the second place, `{also:line}` its file and
line; `{fix}` says that `check --fix` does it, where it does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sitegen.called import as_called
from sitegen.expressions import lazy_regex
from sitegen.model import Diagnostic, Place, Value
from sitegen.text.tables import read_table
from sitegen.values import dataclass

# The first is said where no other is asked for.
LANGUAGES = ("en", "zh")
PLACEHOLDER = lazy_regex(r"\{([a-z_]+)(?::([^\s{}][^{}]*))?\}")
# A sentence may have several forms: that of the first value which is there, or this one.
_OTHERWISE = "otherwise"
# Of many changes so many are told.
_MOST_CHANGES = 3
_CODE = lazy_regex(r"(`[^`]*`)")


@dataclass(frozen=True, slots=True)
class Said:
    """What a diagnostic says to an author."""

    # What is wrong: a sentence without its full stop.
    message: str
    # What to do about it: a sentence or a few, "" where there is nothing to say.
    hint: str


@cache
def read_catalogue(language: str) -> Mapping[str, Any]:
    """Return the catalogue of one of LANGUAGES: `rules` by name, and what they share.

    Commands in it are written as they are run here, but for those of rules, which `say` looks after.
    """
    catalogue: Mapping[str, Any] = read_table(Path(__file__).with_name(f"messages.{language}.yaml"))
    return {name: each if name == "rules" else _as_called(each) for name, each in catalogue.items()}


def _as_called(value: Any) -> Any:
    if isinstance(value, str):
        return as_called(value)
    if isinstance(value, Mapping):
        return {name: _as_called(each) for name, each in value.items()}
    return value


def preferred_language(locale: str) -> str:
    """Return the one of LANGUAGES that a locale such as `zh_CN.UTF-8` asks for, English for all others."""
    language = re.split(r"[_.@-]", locale, maxsplit=1)[0].lower()
    return language if language in LANGUAGES else LANGUAGES[0]


def say(diagnostic: Diagnostic, language: str = LANGUAGES[0]) -> Said:
    """Return what a diagnostic says in one of LANGUAGES.

    Raises KeyError where the catalogue lacks its rule or case, or asks for a value that it does not have.
    """
    catalogue = read_catalogue(language)
    entry = catalogue["rules"][diagnostic.rule.name]
    told = entry[diagnostic.case] if diagnostic.case else entry
    told = {"message": told} if isinstance(told, str) else told
    values = dict(diagnostic.values)
    message = _form(told.get("message", entry.get("message", "")), values)
    message += "".join(tail for name, tail in catalogue["tails"].items() if values.get(name))
    hint = _form(told.get("hint", entry.get("hint", "")), values)
    if values.get("near"):
        hint = catalogue["near"]
    return Said(
        as_called(_filled(message, diagnostic, catalogue)), as_called(_filled(hint, diagnostic, catalogue))
    )


def _form(sentence: str | Mapping[str, str], values: Mapping[str, Value]) -> str:
    if isinstance(sentence, str):
        return sentence
    there = next((name for name in sentence if name == _OTHERWISE or values.get(name)), _OTHERWISE)
    return sentence[there]


def _filled(sentence: str, diagnostic: Diagnostic, catalogue: Mapping[str, Any]) -> str:
    values = dict(diagnostic.values)

    def fill(found: re.Match[str]) -> str:
        name, how = found[1], found[2] or ""
        if name == "fix":
            return str(catalogue["fix"]) if diagnostic.mends else ""
        if name in catalogue["shared"]:
            return PLACEHOLDER.sub(fill, _form(catalogue["shared"][name], values))
        if name == "also":
            return _place(diagnostic.also[0], how)
        return _shown(values[name], how, catalogue)

    return PLACEHOLDER.sub(fill, sentence)


def _place(place: Place, how: str) -> str:
    if how == "path":
        return place.path
    name = place.path.rpartition("/")[2]
    return {"": str(place), "file": name, "line": f"{name}:{place.line}"}[how]


def _shown(value: Value, how: str, catalogue: Mapping[str, Any]) -> str:
    if how == "changes" and isinstance(value, tuple):
        return _changes(value, catalogue["changes"])
    if isinstance(value, tuple):
        shown = [f"`{each}`" if how == "codes" and each != "…" else each for each in value]
        return str(catalogue["joined"][how]).join(shown)
    if "|" in how:
        one, several = how.split("|")
        return (one if value == 1 else several).replace("#", str(value))
    return _word(str(value), catalogue["words"][how]) if how else str(value)


def _word(word: str, table: Mapping[str, str] | None) -> str:
    """Return how a table calls `word`; what it has between backticks is no matter of language."""
    codes = _CODE.findall(word)
    said = (table or {}).get(_CODE.sub("`…`", word))
    if said is None:
        return word
    for code in codes:
        said = said.replace("`…`", code, 1)
    return said


def _changes(words: tuple[str, ...], told: Mapping[str, str]) -> str:
    """Tell of changes what stood there before and what stands there now, given in turn."""
    pairs = list(zip(words[::2], words[1::2], strict=True))
    parts = [
        told["changed" if before and after else "gone" if before else "new"]
        .replace("{before}", before)
        .replace("{after}", after)
        for before, after in pairs[:_MOST_CHANGES]
    ]
    if len(pairs) > _MOST_CHANGES:
        parts.append(told["more"].replace("{count}", str(len(pairs) - _MOST_CHANGES)))
    sentence = told["between"].join(parts)
    return sentence[:1].upper() + sentence[1:]
