"""What is to be mended, told on the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import click

from sitegen.model import Diagnostic, Severity
from sitegen.rules.catalogue import say

# How many rules the last line names.
_MOST = 6
# More notes of one rule in one file than these are printed as one, with so many lines.
_SEVERAL = 3
_LINES = 12
_COLOURS = {
    Severity.ERROR: "red",
    Severity.GATE: "magenta",
    Severity.WARNING: "yellow",
    Severity.NOTE: "cyan",
}


def report(diagnostics: Sequence[Diagnostic]) -> None:
    """Print each diagnostic as `path:line:column: severity: message [rule]`, its hint below it.

    Where there are many notes of one rule in one file, the first is printed, and the lines of the others.
    """
    alike = Counter(map(_kind, diagnostics))
    printed: set[tuple[str, str]] = set()
    for diagnostic in diagnostics:
        kind = _kind(diagnostic)
        is_one_of_many = diagnostic.severity is Severity.NOTE and alike[kind] > _SEVERAL
        if is_one_of_many and kind in printed:
            continue
        printed.add(kind)
        severity = click.style(diagnostic.severity.name.lower(), fg=_COLOURS[diagnostic.severity])
        said = say(diagnostic)
        click.echo(f"{diagnostic.place}: {severity}: {said.message} [{diagnostic.rule}]", err=True)
        if said.hint:
            click.echo(f"    {said.hint}", err=True)
        if is_one_of_many:
            others = [each.place.line for each in diagnostics if _kind(each) == kind][1:]
            lines = ", ".join(map(str, list(dict.fromkeys(others))[:_LINES]))
            more = ", …" if len(set(others)) > _LINES else ""
            click.echo(f"    {len(others)} more of this rule in the file, in lines {lines}{more}", err=True)


def _kind(diagnostic: Diagnostic) -> tuple[str, str]:
    return diagnostic.place.path, diagnostic.rule.name


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """Say how many of each severity there are, and of which rules, the most frequent first."""
    named = []
    for severity in Severity:
        rules = Counter(each.rule.name for each in diagnostics if each.severity is severity)
        if total := sum(rules.values()):
            is_one = len(rules) == 1
            most = rules.most_common(_MOST)
            listed = ", ".join(rule if is_one else f"{count} {rule}" for rule, count in most)
            listed += ", …" if len(rules) > _MOST else ""
            named.append(f"{total} {severity.name.lower()}{'s' * (total > 1)} ({listed})")
    return ", ".join(named) or "nothing to mend"
