"""The command that writes what servers are told of the site."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sitegen.commands.group import fail_to_write, language_option, main, root_option
from sitegen.edit.report import report, summary
from sitegen.make import CACHE, basis, make_site
from sitegen.memory import remembering
from sitegen.publish.disk.files import replace_file
from sitegen.rules.catalogue import read_catalogue
from sitegen.serving.hosted import MOST_REDIRECTS, beyond
from sitegen.serving.servers import print_all


@main.command("servers")
@root_option
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the files.  [default: deploy/ in the root folder]",
)
@language_option
def servers_command(root: Path, into: Path | None, language: str) -> None:
    """Write what servers are told: for nginx, for Caddy, for hosts that read _headers and _redirects."""
    into = into or root / "deploy"
    made = remembering(root / CACHE, basis(), lambda memory: make_site(root, memory))
    report(made.diagnostics, root, language)
    if made.served is None:
        said = read_catalogue(language)["report"]["stopped"]
        click.echo(said.format(summary=summary(made.diagnostics, language), folder=str(into)), err=True)
        sys.exit(1)
    try:
        for name, text in print_all(made.served).items():
            replace_file(into / name, text.encode("utf-8"))
            click.echo(str(into / name))
    except OSError as error:
        fail_to_write(error)
    if beyond(made.served):
        count = len(made.served.old_addresses)
        click.echo(f"Cloudflare Pages takes {MOST_REDIRECTS:,} redirects, these are {count:,}.", err=True)
