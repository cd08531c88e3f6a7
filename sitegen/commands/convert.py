"""The command that converts any text as an edition does: convert."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sitegen.commands.group import fail_to_write, language_option, main, misused, root_option
from sitegen.commands.reading import on_library
from sitegen.edit.convert import Converted, NotConvertedError, convert_text
from sitegen.edit.report import report
from sitegen.model import Severity
from sitegen.read.files import decode
from sitegen.rules.catalogue import read_catalogue

_PIPE = "-"


@main.command("convert")
@click.argument("edition")
@click.argument("file", default=_PIPE, metavar="[FILE]", type=click.Path(dir_okay=False, allow_dash=True))
@root_option
@language_option
def convert_command(root: Path, edition: str, file: str, language: str) -> None:
    """Print the text of FILE, or of a pipe, as EDITION writes it, with the rules of the site.

    An EDITION is a converted one: its tag, its folder or its region (tw). Addresses and codes in the text are
    converted like all else, where they are Chinese; characters with several forms that nobody has reviewed
    are told beside it.
    """
    said = read_catalogue(language)["commands"]["convert"]
    try:
        data = sys.stdin.buffer.read() if file == _PIPE else Path(file).read_bytes()
    except OSError as error:
        if isinstance(error, FileNotFoundError):
            misused(said["no_file"].format(file=file), language)
        fail_to_write(error, language)
    if not data.strip():
        click.echo(data, nl=False)
        return
    text, diagnostics = decode(file, data)
    errors = [each for each in diagnostics if each.severity is Severity.ERROR]
    if text is None or errors:
        report(errors, Path(), language)
        sys.exit(1)
    words, path = text.text, text.path
    try:
        made: Converted = on_library(
            root, language, lambda library, memory: convert_text(library, memory, edition, words, path)
        )
    except NotConvertedError as error:
        misused(said["no_edition"].format(edition=edition, there=error), language)
    click.echo(made.text, nl=False)
    for each in made.doubts:
        told = said["doubt"].format(
            place=each.place,
            character=each.character,
            forms="/".join(each.names),
            taken="/".join(dict.fromkeys(each.printed)),
            sentence=each.sentence,
        )
        click.echo(told, err=True)
