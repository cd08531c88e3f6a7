"""The command that writes books: editions as EPUB."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from sitegen.commands.group import fail_to_write, language_option, main, misused, root_option
from sitegen.edit.report import report, summary
from sitegen.make import CACHE, Made, basis, make_site
from sitegen.memory import Memory, remembering
from sitegen.model import Severity
from sitegen.plan.books import Book
from sitegen.publish.disk.files import replace_file
from sitegen.read.limits import kilobytes
from sitegen.rules.catalogue import read_catalogue


@main.command("book")
@click.argument("names", nargs=-1, metavar="[EDITION[+EDITION]]...")
@root_option
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the files.  [default: books/ in the root folder]",
)
@language_option
def book_command(root: Path, names: tuple[str, ...], into: Path | None, language: str) -> None:
    """Write editions as books (EPUB 3): all of them, or those that are named.

    An EDITION is its tag or its folder; two with a plus sign between them are the book that shows both, side
    by side.
    """
    into = into or root / "books"

    def work(memory: Memory) -> tuple[Made, Mapping[str, tuple[Book, bytes]]]:
        made = make_site(root, memory, with_books=True)
        # What they hold is read while there is a memory to ask.
        return made, {name: (book, file.data) for book, file in made.books for name in book.names}

    made, books = remembering(root / CACHE, basis(), work)
    report(made.diagnostics, root, language)
    if made.count(Severity.ERROR):
        said = read_catalogue(language)["report"]["stopped"]
        click.echo(said.format(summary=summary(made.diagnostics, language), folder=str(into)), err=True)
        sys.exit(1)
    for name in names:
        if name not in books:
            there = ", ".join(book.names[0] for book, _ in made.books)
            misused(f"no book is called {name}; there are: {there}")
    for book, data in {books[name][0].name: books[name] for name in names or books}.values():
        path = into / f"{book.name}.epub"
        try:
            replace_file(path, data)
        except OSError as error:
            fail_to_write(error)
        click.echo(f"{path}: {kilobytes(len(data))}")
