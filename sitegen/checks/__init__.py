"""What an author should mend: all that the rules find, in one run."""

from __future__ import annotations

from sitegen.checks.settings import check_editions, check_site
from sitegen.checks.severities import LEVELS
from sitegen.checks.table import CHECKS, GATES, MENDING, Check, run_all
from sitegen.facts.index import Index
from sitegen.memory import Forgetful, Memory
from sitegen.model import Diagnostic, Library, Severity, Stage

__all__ = ["CHECKS", "GATES", "MENDING", "Check", "check"]

# What is asked where nothing else can be.
_FIRST = (check_site, check_editions)


def check(library: Library, memory: Memory | None = None, *, with_gates: bool) -> list[Diagnostic]:
    """Return everything that the rules find in `library`; gates only where a publication is at stake."""
    languages = library.site.languages
    # Where an edition's language is wrong, everything else would seem to be missing in it.
    is_told_apart = bool(languages) and set(languages) <= set(library.site.written)
    asked = [each for each in CHECKS if each not in GATES and (is_told_apart or each.generator in _FIRST)]
    memory = memory or Forgetful()
    index = Index(library, memory)
    found = [*run_all(asked, index, memory)]
    # A site may let a gate stop its builds too.
    stopping = {rule for rule, said in library.site.severities.items() if LEVELS.get(said) is Severity.ERROR}
    can_convert = not any(each.rule.stops is Stage.GATES for each in found)
    if is_told_apart and can_convert and (with_gates or stopping):
        found += [each for each in run_all(GATES, index, memory) if with_gates or each.rule.name in stopping]
    return found
