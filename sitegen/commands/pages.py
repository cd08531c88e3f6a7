"""The commands that make, rename and remove pages, with all that names them: new, rename, remove."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from sitegen.commands.group import fail_to_write, language_option, main, misused, root_option
from sitegen.commands.reading import on_library
from sitegen.edit.pages.draft import ChangedFileError, Draft
from sitegen.edit.pages.naming import RefusedError
from sitegen.edit.pages.new import Wanted, draft_page
from sitegen.edit.report import report
from sitegen.model import Library
from sitegen.rules.catalogue import read_catalogue

T = TypeVar("T")


@main.command("new")
@click.argument("key")
@click.option("--title", "titles", multiple=True, metavar="LANGUAGE=TITLE", help="What the page is called.")
@click.option(
    "--section", "sections", multiple=True, metavar="ID", help="A heading with this id, in each language."
)
@click.option("--after", default="", metavar="KEY", help="The page behind which the navigation names it.")
@root_option
@language_option
def new_command(
    root: Path, key: str, titles: tuple[str, ...], sections: tuple[str, ...], after: str, language: str
) -> None:
    """Begin the page KEY in every language of the site: a draft, named in the navigation, and recorded.

    Where it is written in some languages, it is begun in the others, with the headings that it has. The
    KEY becomes its address: a-z, 0-9 and hyphens, with a slash behind the name of a folder.
    """
    for each in titles:
        if "=" not in each:
            misused(read_catalogue(language)["commands"]["new"]["title"].format(title=each), language)
    by_language = dict(each.split("=", 1) for each in titles)
    wanted = Wanted(key, by_language, sections, after)
    _make(root, language, lambda library: draft_page(root, library, wanted))
    click.echo(read_catalogue(language)["commands"]["new"]["then"])


def _make(root: Path, language: str, plan: Callable[[Library], Draft], *, is_dry: bool = False) -> None:
    """Make the changes that `plan` gives, and tell them; end with the reason where it cannot."""
    try:
        draft = on_library(root, language, lambda library, _: plan(library))
        if not is_dry:
            draft.write()
    except RefusedError as error:
        _refuse(error, root, language)
    except ChangedFileError as error:
        _refuse(RefusedError("changed", path=str(error)), root, language)
    except OSError as error:
        fail_to_write(error, language, read_catalogue(language)["commands"]["nothing_done"])
    said = read_catalogue(language)["commands"]["changes"]
    for path, to in draft.moved.items():
        click.echo(said["moved"].format(path=path, to=to))
    for path in draft.created:
        click.echo(said["created"].format(path=path))
    for path in draft.removed:
        click.echo(said["removed"].format(path=path))
    for path, count in draft.edited.items():
        click.echo(said["edited"].format(path=draft.moved.get(path, path), count=count))


def _refuse(error: RefusedError, root: Path, language: str) -> None:
    words = read_catalogue(language)["commands"]["refused"][error.why].format(**error.values)
    if not error.diagnostics:
        misused(words, language)
    report(error.diagnostics, root, language)
    said = read_catalogue(language)
    click.echo(said["publishing"]["error"] + words + said["publishing"]["stop"], err=True)
    sys.exit(1)
