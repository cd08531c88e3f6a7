"""The commands that make, rename and remove pages, with all that names them: new, rename, remove."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from sitegen.commands.group import fail_to_write, language_option, main, misused, root_option
from sitegen.commands.reading import on_library
from sitegen.edit.excerpt import cut_out
from sitegen.edit.pages.draft import ChangedFileError, Draft
from sitegen.edit.pages.naming import RefusedError
from sitegen.edit.pages.new import Wanted, draft_page
from sitegen.edit.pages.remove import remove_page
from sitegen.edit.pages.rename import rename_page
from sitegen.edit.report import report
from sitegen.model import Library
from sitegen.rules.catalogue import read_catalogue

_dry_option = click.option(
    "--dry-run", "is_dry", is_flag=True, help="Say what would be done, and do nothing."
)
# What is wrong with the content, and not with the command line.
_OF_CONTENT = ("left", "unread", "address", "changed")


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


@main.command("rename")
@click.argument("old")
@click.argument("new")
@click.option("--no-alias", is_flag=True, help="Do not let the old address lead on.")
@_dry_option
@root_option
@language_option
def rename_command(root: Path, old: str, new: str, no_alias: bool, is_dry: bool, language: str) -> None:
    """Call the page OLD from now on NEW, wherever it is named: files, links, navigation, terms, pictures.

    Its old address leads on to the new one, by `aliases` in the head of the page.
    """
    _make(
        root,
        language,
        lambda library: rename_page(root, library, old, new, with_alias=not no_alias),
        is_dry=is_dry,
    )


@main.command("remove")
@click.argument("key")
@click.option("--force", "is_forced", is_flag=True, help="Remove it though something still leads to it.")
@_dry_option
@root_option
@language_option
def remove_command(root: Path, key: str, is_forced: bool, is_dry: bool, language: str) -> None:
    """Remove the page KEY: its files in every language, records, cards, its place in the navigation.

    While links, terms or pictures still lead to it, they are listed, and it stays, unless --force is given.
    """
    said = read_catalogue(language)["commands"]["remove"]

    def plan(library: Library) -> Draft:
        draft, left = remove_page(root, library, key)
        for place in left:
            click.echo(
                said["left"].format(place=place, line=cut_out(draft.line(place), place, 1).text.strip()),
                err=True,
            )
        if left and not is_forced:
            raise RefusedError("left", key=key, count=str(len(left)))
        return draft

    _make(root, language, plan, is_dry=is_dry)
    click.echo(said["then"].format(key=key))


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
    if not error.diagnostics and error.why not in _OF_CONTENT:
        misused(words, language)
    report(error.diagnostics, root, language)
    said = read_catalogue(language)
    click.echo(said["publishing"]["error"] + words + said["publishing"]["stop"], err=True)
    sys.exit(1)
