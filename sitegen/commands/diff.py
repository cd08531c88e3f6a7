"""The command that shows what translations have to follow: diff."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from sitegen.commands.group import language_option, main, misused, root_option
from sitegen.commands.reading import as_json, format_option, on_library
from sitegen.edit.overview.diff import LineDiff, PageDiff, SectionDiff, UnknownKeyError, find_diffs
from sitegen.rules.catalogue import read_catalogue
from sitegen.text.difference import Column


@main.command("diff")
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@root_option
@format_option
@language_option
def diff_command(root: Path, keys: tuple[str, ...], format_: str, language: str) -> None:
    """Show what changed in the originals of pages since their translations were made, section by section.

    A KEY is the name of a page without language and ending; without any, all that is stale is shown. What is
    gone stands in [-…-], what is new in {+…+}, and below it what the translation says there.
    """
    said = read_catalogue(language)["commands"]["diff"]
    try:
        found = on_library(root, language, lambda library, _: find_diffs(library, keys))
    except UnknownKeyError as error:
        near = said["near"].format(near=error) if str(error) else ""
        misused(said["no_page"].format(key=error.key) + near, language)
    if format_ == "json":
        click.echo(as_json({"pages": [each.value() for each in found]}))
        return
    for line in _lines(found, said):
        click.echo(line)


def _lines(found: Sequence[PageDiff], said: Mapping[str, Any]) -> Iterator[str]:
    for page in found:
        names = {"path": page.path, "original": page.original}
        if not page.sections:
            yield said["unrecorded" if page.sections is None else "same"].format(**names)
            continue
        yield said["page"].format(**names)
        for section in page.sections:
            yield from _section(section, said)
    if not found:
        yield said["nothing"]


def _section(section: SectionDiff, said: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    name = said["parts"].get(section.id, section.id)
    there = section.translation or said["nowhere"]
    yield click.style(
        said["section"].format(id=name, original=section.original or said["gone"], there=there), bold=True
    )
    for line in section.lines:
        yield f"  {_marked(line)}"
        if line.translated:
            yield f"    = {line.translated}"


def _marked(line: LineDiff) -> str:
    return "".join(map(_column, line.changed.columns))


def _column(column: Column) -> str:
    before, after = column.parts
    if column.is_shared:
        return before
    gone = click.style(f"[-{before}-]", fg="red") if before else ""
    new = click.style(f"{{+{after}+}}", fg="green") if after else ""
    return gone + new
