"""What a rule says, why, and how to mend what breaks it: the pages of `docs/rules`, for editors."""

from __future__ import annotations

from pathlib import Path

from sitegen.called import as_called
from sitegen.rules import RULES
from sitegen.text.nearest import nearest

FOLDER = "docs/rules"
# The endings of the files' names, by language.
_ENDINGS = {"en": ".md", "zh": ".zh.md"}
_INDEX = "README"


class UnknownRuleError(ValueError):
    """No rule has this name; the message says which is nearest."""


def explain(own: Path, rule: str, language: str) -> str:
    """Return the page about `rule` in one of the catalogues' languages, from the project's folder `own`.

    The name may stand in brackets, as behind a message. Raises UnknownRuleError for a rule that has no page.
    """
    name = rule.strip().removeprefix("[").removesuffix("]").lower()
    ending = _ENDINGS[language]
    page = own / FOLDER / f"{name}{ending}"
    if name not in RULES or not page.is_file():
        near = nearest(name, sorted(RULES))
        hint = f"the nearest is `{near}`" if near else f"{FOLDER}/{_INDEX}{ending} lists all rules"
        raise UnknownRuleError(f"no rule is called `{name}`; {hint}")
    return as_called(page.read_text(encoding="utf-8"))
