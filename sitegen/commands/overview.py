"""The commands that give an overview of the content: status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from sitegen.commands.group import language_option, main, root_option
from sitegen.commands.reading import as_json, format_option, on_library
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
