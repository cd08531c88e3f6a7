"""What is to be mended, told on the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from sitegen.edit.excerpt import Excerpt, Lines, cut_out
from sitegen.expressions import lazy_regex
from sitegen.model import FIRST, Diagnostic, Place, Severity
from sitegen.rules.catalogue import LANGUAGES, read_catalogue, say
from sitegen.values import dataclass

# How many rules the last line names.
_MOST = 6
# More notes of one rule in one file than these are printed as one, with so many lines.
_SEVERAL = 3
_LINES = 12
# Of one rule in one file so many are printed one by one; the formats for other programs have all.
_ALL = 50
# So many of the other places that belong to a diagnostic are shown.
_PLACES = 3
# Controls, ends of lines, and what turns the text around.
_CARRIED_OUT = lazy_regex("[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_MARGIN = "    "
_COLOURS = {
    Severity.ERROR: "red",
    Severity.GATE: "magenta",
    Severity.WARNING: "yellow",
    Severity.NOTE: "cyan",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What an author is told of one thing to be mended, in a language."""

    diagnostic: Diagnostic
    message: str
    # What to do about it, "" where there is nothing to say.
    hint: str
    # The line that it is about, if it is about words of a file.
    excerpt: Excerpt | None
    # Other places that belong to it, with their words.
    see: tuple[str, ...]


def tell(diagnostic: Diagnostic, lines: Lines, language: str) -> Told:
    """Return what an author is told of `diagnostic`; `lines` are those of the files that it names."""
    said, see = say(diagnostic, language), read_catalogue(language)["report"]["see"]
    others = []
    for place in diagnostic.also[:_PLACES]:
        is_of_file = (place.line, place.column) == (FIRST, FIRST)
        words = "" if is_of_file else _quoted(lines.line(place))
        others.append(f"{see} {place.path if is_of_file else place}{words}")
    return Told(diagnostic, said.message, said.hint, lines.excerpt(diagnostic), tuple(others))


def report(diagnostics: Sequence[Diagnostic], root: Path, language: str = LANGUAGES[0]) -> None:
    """Print each diagnostic as `path:line:column: severity: message [rule]`, below it its line and its hint.

    The files lie below `root`. Where there are many of one rule in one file, some are printed (of notes the
    first), and the lines of the others. Colours are for terminals alone, not for those that ask for none.
    """
    for line in told(diagnostics, root, language):
        click.echo(line, err=True)


def told(diagnostics: Sequence[Diagnostic], root: Path, language: str) -> Iterator[str]:
    """Yield the lines that `report` prints."""
    alike: dict[tuple[str, str], list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        alike.setdefault(_kind(diagnostic), []).append(diagnostic)
    most = {kind: _most(each) for kind, each in alike.items()}
    printed: Counter[tuple[str, str]] = Counter()
    lines = Lines(root)
    for diagnostic in diagnostics:
        kind = _kind(diagnostic)
        if printed[kind] == most[kind]:
            continue
        printed[kind] += 1
        yield from _one(diagnostic, lines, language)
        if printed[kind] == most[kind] < len(alike[kind]):
            others = [each.place.line for each in alike[kind][most[kind] :]]
            shown = list(dict.fromkeys(others))
            yield _MARGIN + _more(len(others), shown[:_LINES], len(shown) > _LINES, language)


def _most(alike: Sequence[Diagnostic]) -> int:
    """How many of the diagnostics of a rule in a file are printed."""
    is_many = sum(each.severity is Severity.NOTE for each in alike) == len(alike) > _SEVERAL
    return 1 if is_many else _ALL


def _one(diagnostic: Diagnostic, lines: Lines, language: str) -> Iterator[str]:
    colour = _COLOURS[diagnostic.severity]
    said = tell(diagnostic, lines, language)
    severity = click.style(diagnostic.severity.name.lower(), fg=colour)
    yield f"{_visible(str(diagnostic.place))}: {severity}: {_visible(said.message)} [{diagnostic.rule}]"
    if said.excerpt is not None:
        yield from _drawn(said.excerpt, colour)
    yield from (f"{_MARGIN}{_visible(each)}" for each in (said.hint, *said.see) if each)


def _visible(words: str) -> str:
    """Return words as a terminal shows them: it carries out what some characters say, and hides others."""
    return words if words.isprintable() else _CARRIED_OUT.sub(lambda each: f"⟨U+{ord(each[0]):04X}⟩", words)


def _drawn(excerpt: Excerpt, colour: str) -> Iterator[str]:
    number = str(excerpt.number)
    yield f"{_MARGIN}{number} | {excerpt.text}"
    yield f"{_MARGIN}{' ' * len(number)} | {click.style(excerpt.carets, fg=colour)}"


def _quoted(line: str | None) -> str:
    """Return the words of another place, as far as they help to know it by."""
    return f": {cut_out(line.strip(), Place(''), 1).text}" if line and line.strip() else ""


def _more(count: int, lines: Sequence[int], is_cut: bool, language: str) -> str:
    words = read_catalogue(language)["report"]
    listed = read_catalogue(language)["joined"]["list"].join(map(str, lines)) + (
        words["cut"] if is_cut else ""
    )
    return str(words["more"]).format(count=count, lines=listed)


def _kind(diagnostic: Diagnostic) -> tuple[str, str]:
    return diagnostic.place.path, diagnostic.rule.name


def summary(diagnostics: Sequence[Diagnostic], language: str = LANGUAGES[0]) -> str:
    """Say how many of each severity there are, and of which rules, the most frequent first."""
    words = read_catalogue(language)["report"]
    named = []
    for severity in Severity:
        rules = Counter(each.rule.name for each in diagnostics if each.severity is severity)
        if total := sum(rules.values()):
            is_one = len(rules) == 1
            most = rules.most_common(_MOST)
            listed = ", ".join(rule if is_one else f"{count} {rule}" for rule, count in most)
            listed += ", …" if len(rules) > _MOST else ""
            plural = words["plural"] * (total > 1)
            named.append(f"{total} {severity.name.lower()}{plural} ({listed})")
    return ", ".join(named) or str(words["nothing"])
