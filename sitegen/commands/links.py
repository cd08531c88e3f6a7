"""The command that asks whether what the site leads to outside is still there: links."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from sitegen.commands.group import fail_to_write, language_option, main, root_option
from sitegen.commands.reading import as_json, format_option, on_library, progress
from sitegen.edit.outside.addresses import outside_addresses
from sitegen.edit.outside.ask import BROKEN, FOUND, RESULTS, Asker
from sitegen.edit.outside.links import Outside, find_outside
from sitegen.rules.catalogue import read_catalogue

_UNASKED = "unasked"
_COLOURS = {BROKEN: "red"}


@main.command("links")
@click.option("--offline", "is_offline", is_flag=True, help="Ask nobody; say what earlier runs were told.")
@click.option("--days", default=7.0, show_default=True, help="Ask again what was found longer ago than that.")
@click.option("--pause", default=1.0, show_default=True, help="Seconds between two questions to one host.")
@click.option("--timeout", default=15.0, show_default=True, help="Seconds to wait for an answer.")
@root_option
@format_option
@language_option
def links_command(
    root: Path, is_offline: bool, days: float, pause: float, timeout: float, format_: str, language: str
) -> None:
    """Ask whether the addresses outside, of pages, references and sources, are still there.

    No other command asks the network for them. What was answered is kept in .cache/links.json; what was not
    found is asked for again each time. Exit code 1: one of them is not there.
    """
    said = read_catalogue(language)["commands"]["links"]
    addresses = on_library(root, language, lambda library, _: outside_addresses(library))
    try:
        with progress(said["asking"]) as show:
            asker = None if is_offline else Asker(pause, timeout)
            found = find_outside(root, addresses, asker, days, lambda done, all_: show(f" {done}/{all_}"))
    except OSError as error:
        fail_to_write(error, language)
    if format_ == "json":
        click.echo(as_json({"links": [_value(each) for each in found]}))
    else:
        for line in _lines(found, said):
            click.echo(line)
    if any(each.answer and each.answer.result == BROKEN for each in found):
        sys.exit(1)


def _value(found: Outside) -> Mapping[str, Any]:
    answer = found.answer
    return {
        "address": found.address,
        "places": [str(each) for each in found.places],
        "result": answer.result if answer else _UNASKED,
        "code": answer.code if answer else 0,
        "reason": answer.reason if answer else "",
        "to": answer.to if answer else "",
        "asked": _when(answer.asked) if answer else None,
    }


def _when(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def _lines(found: Sequence[Outside], said: Mapping[str, Any]) -> Iterator[str]:
    for each in found:
        if each.answer is None or each.answer.result == FOUND:
            continue
        answer = each.answer
        code = " ".join(filter(None, (str(answer.code or ""), answer.reason)))
        told = said["told"][answer.result].format(address=each.address, code=code, to=answer.to)
        what, day = said["results"][answer.result], _when(answer.asked)[:10]
        for place in each.places:
            yield f"{place}: {click.style(what, fg=_COLOURS.get(answer.result))}: {told} [{day}]"
    counts = Counter(each.answer.result if each.answer else _UNASKED for each in found)
    named = [f"{said['results'][each]} {counts[each]}" for each in (*RESULTS, _UNASKED) if counts[each]]
    yield said["summary"].format(count=len(found), results=said["between"].join(named) or said["none"])
