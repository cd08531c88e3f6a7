"""What a rule says, why, and how to mend what breaks it: the pages of `docs/rules`, for editors."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path

FOLDER = "docs/rules"
# Each page is written in these, the file name's ending telling which.
LANGUAGES = ("en", "zh")
_ENDINGS = {"en": ".md", "zh": ".zh.md"}
_INDEX = "README"


class UnknownRuleError(ValueError):
    """No rule has this name; the message says which is nearest."""


def explain(own: Path, rule: str, language: str) -> str:
    """Return the page about `rule` in one of LANGUAGES, from the project's folder `own`.

    The name may stand in brackets, as behind a message. Raises UnknownRuleError for a rule that has no page.
    """
    name = rule.strip().removeprefix("[").removesuffix("]").lower()
    ending = _ENDINGS[language]
    pages = {path.name.removesuffix(ending): path for path in (own / FOLDER).glob(f"*{ending}")}
    known = sorted(each for each in pages if each != _INDEX and "." not in each)
    if name not in known:
        near = get_close_matches(name, known, n=1)
        hint = f"the nearest is `{near[0]}`" if near else f"{FOLDER}/{_INDEX}{ending} lists all rules"
        raise UnknownRuleError(f"no rule is called `{name}`; {hint}")
    return pages[name].read_text(encoding="utf-8")


def preferred_language(locale: str) -> str:
    """Return the one of LANGUAGES that a locale such as `zh_CN.UTF-8` asks for, English for all others."""
    language = re.split(r"[_.@-]", locale, maxsplit=1)[0].lower()
    return language if language in LANGUAGES else LANGUAGES[0]
