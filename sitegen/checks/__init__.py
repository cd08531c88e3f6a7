"""What an author should mend: all that the rules find, in one run."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.checks.settings import check_editions, check_site
from sitegen.checks.severities import LEVELS
from sitegen.checks.table import CHECKS, GATES, MENDING, Check, run_all
from sitegen.facts.index import Index
from sitegen.memory import Forgetful, Memory
from sitegen.model import Diagnostic, Library, Severity, Site, Stage

__all__ = ["CHECKS", "GATES", "MENDING", "Check", "check", "check_in_turn"]

# What is asked where nothing else can be.
_FIRST = (check_site, check_editions)


def check(library: Library, memory: Memory | None = None, *, with_gates: bool) -> list[Diagnostic]:
    """Return everything that the rules find in `library`; gates only where a publication is at stake."""
    return [each for found in check_in_turn(library, memory, with_gates=with_gates) for each in found]


def check_in_turn(
    library: Library, memory: Memory | None = None, *, with_gates: bool
) -> Iterator[list[Diagnostic]]:
    """Yield what the rules find: first all errors, and what else is found beside them; then the rest.

    Who waits for a page need not wait for advice.
    """
    site, memory = library.site, memory or Forgetful()
    # Where an edition's language is wrong, everything else would seem to be missing in it.
    is_told_apart = bool(site.languages) and set(site.languages) <= set(site.written)
    asked = [each for each in CHECKS if each not in GATES and (is_told_apart or each.generator in _FIRST)]
    index = Index(library, memory)
    found = [*run_all([each for each in asked if _may_stop(each, site)], index, memory)]
    can_convert = is_told_apart and not any(each.rule.stops is Stage.GATES for each in found)
    # A site may let a gate stop its builds too.
    stopping = {rule for rule, said in site.severities.items() if LEVELS.get(said) is Severity.ERROR}
    if can_convert and stopping:
        found += [each for each in run_all(GATES, index, memory) if with_gates or each.rule.name in stopping]
    yield found
    yield [*run_all([each for each in asked if not _may_stop(each, site)], index, memory)]
    if can_convert and with_gates and not stopping:
        yield [*run_all(GATES, index, memory)]


def _may_stop(asked: Check, site: Site) -> bool:
    """Tell whether what a check finds may keep something from being built."""
    said = {str(rule): LEVELS.get(severity) for rule, severity in site.severities.items()}
    weights = {said.get(rule.name) for rule in asked.rules}
    weights |= {each for rule in asked.rules for each in (rule.severity, *dict(rule.weights).values())}
    return Severity.ERROR in weights or any(rule.stops for rule in asked.rules)
