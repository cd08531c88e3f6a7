"""What is to be mended, told on the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import click

from sitegen.model import Diagnostic, Severity

# How many rules the last line names.
_MOST = 6
_COLOURS = {
    Severity.ERROR: "red",
    Severity.GATE: "magenta",
    Severity.WARNING: "yellow",
    Severity.NOTE: "cyan",
}


def report(diagnostics: Sequence[Diagnostic]) -> None:
    """Print each diagnostic as `path:line:column: severity: message [rule]`, its hint below it."""
    for diagnostic in diagnostics:
        severity = click.style(diagnostic.severity.name.lower(), fg=_COLOURS[diagnostic.severity])
        click.echo(f"{diagnostic.place}: {severity}: {diagnostic.message} [{diagnostic.rule}]", err=True)
        if diagnostic.hint:
            click.echo(f"    {diagnostic.hint}", err=True)


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """Say how many of each severity there are, and of which rules, the most frequent first."""
    named = []
    for severity in Severity:
        rules = Counter(each.rule for each in diagnostics if each.severity is severity)
        if total := sum(rules.values()):
            is_one = len(rules) == 1
            most = rules.most_common(_MOST)
            listed = ", ".join(rule if is_one else f"{count} {rule}" for rule, count in most)
            listed += ", …" if len(rules) > _MOST else ""
            named.append(f"{total} {severity.name.lower()}{'s' * (total > 1)} ({listed})")
    return ", ".join(named) or "nothing to mend"
