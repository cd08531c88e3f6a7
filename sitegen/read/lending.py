"""The English interface words, which stand in where a language has none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sitegen.model import Diagnostic, Site, Words
from sitegen.read.yaml.documents import parse_yaml
from sitegen.read.yaml.schema import typed
from sitegen.rules import INTERFACE_LANGUAGE

INTERFACE = "content/interface.yaml"
_SPARE = "en"
_Sets = Mapping[str, Mapping[str, Words]]


def lend_english(general: _Sets, site: _Sets, of: Site) -> tuple[_Sets, list[Diagnostic]]:
    """Return the English words by each language of a site in which `general`, the generator, has none.

    Where the site itself, whose words are `site`, does not say all of them, that is told once.
    """
    english = general.get(_SPARE, {})
    unknown = [each for each in of.languages if each not in general]
    lent = dict.fromkeys(unknown, english) if english else {}
    first = {str(edition.language): edition.language for edition in reversed(of.editions)}
    lacking = {each: len(english.keys() - site.get(each, {}).keys()) for each in lent}
    faults = [
        INTERFACE_LANGUAGE(first[each].place, language=each, count=count)
        for each, count in lacking.items()
        # A language in which the site has not even a title is a slip, which is told elsewhere.
        if count and each in of.written
    ]
    return lent, faults


def read_interface(own: Path) -> _Sets:
    """Return the interface words of the generator, whose own files are in `own`, by language."""
    text = (own / INTERFACE).read_text(encoding="utf-8")
    words, _ = typed(parse_yaml(INTERFACE, text), dict[str, dict[str, Words]])
    return words or {}
