"""How much each rule weighs: what the generator thinks, and what a site says instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sitegen.model import Diagnostic, Severity, Site
from sitegen.rules import ADJUSTABLE, UNKNOWN_RULE, UNKNOWN_SEVERITY
from sitegen.text.nearest import nearest

OFF = "off"
LEVELS = {severity.name.lower(): severity for severity in Severity}


def check_severities(site: Site) -> Iterator[Diagnostic]:
    """A site weighs rules that exist and may be weighed, with severities that exist."""
    for rule, severity in site.severities.items():
        if rule not in ADJUSTABLE:
            yield UNKNOWN_RULE(rule.place, name=rule, near=nearest(rule, ADJUSTABLE))
        if severity not in (*LEVELS, OFF):
            yield UNKNOWN_SEVERITY(severity.place, name=severity, known=(*LEVELS, OFF))


def weigh(diagnostics: Iterable[Diagnostic], site: Site) -> list[Diagnostic]:
    """Return `diagnostics` with the severities that `site` gives to their rules, but those that are off."""
    severities = {str(rule): said for rule, said in site.severities.items() if rule in ADJUSTABLE}
    weighed = []
    for each in diagnostics:
        said = severities.get(each.rule.name)
        if said is None or (said != OFF and said not in LEVELS):
            weighed.append(each)
        elif said != OFF:
            weighed.append(replace(each, severity=LEVELS[said]))
    return weighed
