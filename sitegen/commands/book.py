"""The command that writes books: editions as EPUB."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from sitegen.commands.group import fail_to_write, language_option, main, misused, root_option
from sitegen.edit.browser import NoBrowserError, browsing
from sitegen.edit.pdf import print_pdf
from sitegen.edit.report import report, summary
from sitegen.make import CACHE, OWN, Made, basis, make_site
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
@click.option("--pdf", "is_pdf", is_flag=True, help="As PDF; needs Chromium (`make cards` sets it up).")
@language_option
def book_command(root: Path, names: tuple[str, ...], into: Path | None, is_pdf: bool, language: str) -> None:
    """Write editions as books (EPUB 3, or PDF): all of them, or those that are named.

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
    chosen = {books[name][0].name: books[name][1] for name in names or books}
    try:
        for path, data in _files(chosen, root, is_pdf=is_pdf):
            replace_file(into / path, data)
            click.echo(f"{into / path}: {kilobytes(len(data))}")
    except NoBrowserError as error:
        misused(str(error))
    except OSError as error:
        fail_to_write(error)


def _files(books: Mapping[str, bytes], root: Path, *, is_pdf: bool) -> Iterator[tuple[str, bytes]]:
    """Yield the files of books, which are EPUB, as those that are asked for."""
    if not is_pdf:
        yield from ((f"{name}.epub", data) for name, data in books.items())
        return
    with browsing("books as PDF") as browser:
        for name, data in books.items():
            yield f"{name}.pdf", print_pdf(browser, data, [root, OWN])
