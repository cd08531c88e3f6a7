"""What commands that read the content share: the library, with what is remembered of it, and its faults."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import click

from sitegen.checks.table import CHECKS, run_all
from sitegen.commands.group import fail_to_write
from sitegen.edit.report import report, summary
from sitegen.facts.index import Index
from sitegen.make import CACHE, OWN, basis
from sitegen.memory import Memory, remembering
from sitegen.model import Diagnostic, Library, Severity
from sitegen.read import read_library
from sitegen.rules.catalogue import read_catalogue

T = TypeVar("T")

# What looks for faults for which nothing can be said of a site: its editions cannot be told, or not written.
_STOPPING = [check for check in CHECKS if any(rule.stops for rule in check.rules)]

format_option = click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for other programs.",
)


def on_library(root: Path, language: str, work: Callable[[Library, Memory], T]) -> T:
    """Return what `work` makes of the site at `root`; what is broken there, and may be missing, is told.

    Ends the command where no site can be made of it, with the reason.
    """

    def read(memory: Memory) -> tuple[T | None, Sequence[Diagnostic]]:
        memory.age()
        library, diagnostics = read_library(root, OWN, memory)
        if library is None:
            return None, diagnostics
        stopping = [*run_all(_STOPPING, Index(library, memory), memory)]
        if any(each.rule.stops for each in stopping):
            return None, [*diagnostics, *stopping]
        return work(library, memory), diagnostics

    try:
        with progress(read_catalogue(language)["commands"]["reading"]):
            done, diagnostics = remembering(root / CACHE, basis(), read)
    except OSError as error:
        fail_to_write(error, language)
    errors = sorted({each for each in diagnostics if each.severity is Severity.ERROR})
    if done is None:
        report(errors, root, language)
        sys.exit(1)
    if errors:
        said = read_catalogue(language)["commands"]["broken"]
        click.echo(said.format(summary=summary(errors, language)), err=True)
    return done


@contextmanager
def progress(words: str) -> Iterator[Callable[[str], None]]:
    """Show on a terminal, and nowhere else, what is being done, until it is done; yield what says how far."""
    is_seen = sys.stderr.isatty()

    def show(more: str = "") -> None:
        if is_seen:
            click.echo(f"\r\x1b[K{words}{more}", nl=False, err=True)

    show()
    try:
        yield show
    finally:
        if is_seen:
            click.echo("\r\x1b[K", nl=False, err=True)


def as_json(value: object) -> str:
    """Return a value as other programs read it."""
    return json.dumps(value, ensure_ascii=False, indent=2)
