"""The command that begins a site: init."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sitegen.commands.group import fail_to_write, language_option, main, misused
from sitegen.edit.starter import EDITIONS, Begun, NotEmptyError, begin
from sitegen.make import OWN
from sitegen.read.lending import read_interface
from sitegen.rules.catalogue import read_catalogue
from sitegen.text.markdown.parse import LANGUAGE_TAG


@main.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--editions",
    metavar="TAGS",
    help="What readers get, as tags with commas between them; the first of a language is the one that is"
    f" written.  [default: {','.join(EDITIONS)}]",
)
@click.option("--title", "titles", multiple=True, metavar="LANGUAGE=TITLE", help="What the site is called.")
@language_option
def init_command(folder: Path, editions: str | None, titles: tuple[str, ...], language: str) -> None:
    """Begin a site in FOLDER: small and complete, to be written over, page by page.

    On a terminal it asks for what no option says.
    """
    said = read_catalogue(language)["commands"]["init"]
    is_asking = sys.stdin.isatty() and editions is None
    if editions is None:
        editions = click.prompt(said["ask_editions"], default=",".join(EDITIONS)) if is_asking else None
    tags = [each.strip() for each in (editions or ",".join(EDITIONS)).split(",") if each.strip()]
    for tag in tags:
        if not LANGUAGE_TAG.fullmatch(tag):
            misused(said["tag"].format(tag=tag), language)
    if len({tag.lower() for tag in tags}) < len(tags) or not tags:
        misused(said["twice"], language)
    for each in titles:
        if "=" not in each:
            misused(said["title"].format(title=each), language)
    named = dict(each.split("=", 1) for each in titles)
    if is_asking:
        for each in dict.fromkeys(tag.split("-")[0].lower() for tag in tags):
            named.setdefault(each, click.prompt(said["ask_title"].format(language=each), default="").strip())
    try:
        files = begin(folder, Begun(tags, named), read_interface(OWN), language)
    except NotEmptyError as error:
        misused(said["there"].format(path=folder / str(error)), language)
    except OSError as error:
        fail_to_write(error, language)
    click.echo(said["done"].format(count=len(files), folder=folder))
