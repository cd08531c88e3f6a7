"""The commands that give an overview of the content: status, list, find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from sitegen.commands.group import language_option, main, misused, root_option
from sitegen.commands.reading import as_json, format_option, on_library
from sitegen.edit.overview.find import Found, find_words
from sitegen.edit.overview.lists import LISTS, Row
from sitegen.edit.overview.status import STATES, PageStatus, status_of
from sitegen.edit.overview.table import lay_out
from sitegen.rules.catalogue import read_catalogue


@main.command("status")
@root_option
@format_option
@language_option
def status_command(root: Path, format_: str, language: str) -> None:
    """Say how far each page is in each language: missing, stale, draft; its length, what is unreviewed."""
    found = on_library(root, language, status_of)
    if format_ == "json":
        click.echo(as_json({"pages": [each.value() for each in found]}))
        return
    for line in _status_lines(found, read_catalogue(language)):
        click.echo(line)


def _status_lines(found: Sequence[PageStatus], catalogue: Mapping[str, Any]) -> Iterator[str]:
    said, languages = catalogue["commands"]["status"], catalogue["words"]["language"]
    rows = [said["heads"]]
    key = ""
    for each in found:
        rows.append(
            [
                each.key if each.key != key else "",
                languages.get(each.language, each.language),
                said["states"][each.state],
                f"{each.length:,}" if each.unit else "",
                str(each.unreviewed or ""),
                str(each.updated or ""),
                catalogue["joined"]["list"].join(each.stale),
            ]
        )
        key = each.key
    yield from lay_out(rows, numbers=(3, 4))
    counts = Counter(each.state for each in found)
    told = [f"{said['states'][state]} {counts[state]}" for state in STATES if counts[state]]
    yield said["summary"].format(
        pages=len({each.key for each in found}),
        states=catalogue["joined"]["list"].join(told),
        unreviewed=sum(each.unreviewed for each in found),
    )


@main.command("list")
@click.argument("what", type=click.Choice([*LISTS]), metavar="|".join(LISTS))
@root_option
@format_option
@language_option
def list_command(root: Path, what: str, format_: str, language: str) -> None:
    """List what the content holds: terms, phrases that may be quoted, pages, or drafts."""
    rows = on_library(root, language, lambda library, _: [*LISTS[what](library)])
    if format_ == "json":
        click.echo(as_json({what: rows}))
        return
    for line in _list_lines(rows, what, read_catalogue(language)):
        click.echo(line)


def _list_lines(rows: Sequence[Row], what: str, catalogue: Mapping[str, Any]) -> Iterator[str]:
    said, languages = catalogue["commands"]["list"], catalogue["words"]["language"]
    if rows:
        heads = [said["heads"].get(name) or languages.get(name, name) for name in rows[0]]
        yield from lay_out([heads, *([*row.values()] for row in rows)])
    yield said["count"][what].format(count=len(rows))


@main.command("find")
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@root_option
@format_option
@language_option
def find_command(root: Path, words: tuple[str, ...], format_: str, language: str) -> None:
    """Say where WORDS stand: in paragraphs and phrases of sources, terms, pages, and what else is written.

    Chinese finds what is written in the other script, too; capitals, widths and spaces do not matter.
    """
    wanted = " ".join(words).strip()
    if not wanted:
        misused(read_catalogue(language)["commands"]["find"]["empty"], language)
    found = on_library(root, language, lambda library, memory: find_words(library, wanted, memory))
    if format_ == "json":
        click.echo(as_json({"found": [_found_value(each) for each in found]}))
        return
    for line in _found_lines(found, wanted, read_catalogue(language)["commands"]["find"]):
        click.echo(line)


def _found_value(found: Found) -> Mapping[str, str | int]:
    place = {"path": found.place.path, "line": found.place.line, "column": found.place.column}
    words = {"before": found.before, "words": found.words, "after": found.after}
    return {"kind": found.kind, "id": found.id, **place, **words}


def _found_lines(found: Sequence[Found], wanted: str, said: Mapping[str, Any]) -> Iterator[str]:
    for each in found:
        what = said["kinds"][each.kind].format(id=each.id)
        marked = f"{each.before}{click.style(each.words, bold=True)}{each.after}"
        yield f"{each.place}: {what}: {marked}"
    counts = Counter(each.kind for each in found)
    told = [said["counts"][kind].format(count=count) for kind, count in counts.items()]
    summary = said["found" if found else "nothing"]
    yield summary.format(words=wanted, counts=said["between"].join(told))
