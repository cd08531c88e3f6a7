"""The commands that give translators what the site says, and take back what they change."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from sitegen.commands.group import fail, fail_to_write, language_option, main, misused, root_option
from sitegen.edit.report import report
from sitegen.exchange.blocks import all_units, tag_of
from sitegen.exchange.faults import RefusedError, tell_faults
from sitegen.exchange.markup import read_xml
from sitegen.exchange.merge import merge
from sitegen.exchange.po import read_po, write_po
from sitegen.exchange.received import Bundle
from sitegen.exchange.tmx import read_tmx, write_tmx
from sitegen.exchange.xliff import read_xliff, write_xliff
from sitegen.make import OWN
from sitegen.model import Library, Severity
from sitegen.publish.disk.files import replace_file, replace_files
from sitegen.read import read_library
from sitegen.read.page import PAGES
from sitegen.read.standing import why
from sitegen.rules.catalogue import read_catalogue

_WRITERS = {"po": write_po, "tmx": write_tmx, "xliff": write_xliff}
_READERS: dict[str, Callable[[str, bytes], Bundle]] = {
    ".po": read_po,
    ".tmx": lambda path, data: read_tmx(read_xml(path, data)),
    ".xlf": lambda path, data: read_xliff(read_xml(path, data)),
    ".xliff": lambda path, data: read_xliff(read_xml(path, data)),
}
_ENDINGS = {"xliff": "xlf"}
_TWO = 2


@main.command("export")
@click.argument("kind", metavar="FORMAT", type=click.Choice(sorted(_WRITERS)))
@click.option(
    "--languages",
    nargs=2,
    metavar="FROM TO",
    help="The language of the sources, and that of the translations.",
)
@click.option("--into", "into", type=click.Path(path_type=Path, dir_okay=False), help="File to write.")
@root_option
@language_option
def export_command(
    root: Path, kind: str, languages: tuple[str, str] | None, into: Path | None, language: str
) -> None:
    """Write what pages say, block by block in two languages, for the tools of translators.

    FORMAT is tmx (TMX 1.4), xliff (XLIFF 2.1) or po (gettext). Without --into the file is called after the
    two languages. `import` takes back what has changed in it.
    """
    said = read_catalogue(language)["exchange"]
    library = _sound_library(root, language)
    source, target = _couple(library, languages, language)
    units = [*all_units(library, source, target)]
    tags = tag_of(library.site, source), tag_of(library.site, target)
    path = into or Path(f"{source}-{target}.{_ENDINGS.get(kind, kind)}")
    _write(path, _WRITERS[kind](units, *tags), language)
    pages = len({unit.key for unit in units})
    told = said["exported"].format(path=path, blocks=len(units), pages=pages, source=tags[0], target=tags[1])
    click.echo(told)


@main.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@root_option
@language_option
def import_command(root: Path, file: Path, language: str) -> None:
    """Take over what has changed in FILE since `export` wrote it: .tmx, .xlf or .po.

    A block whose source has changed since is refused, with all else that is wrong; no file is changed then.
    """
    said = read_catalogue(language)["exchange"]
    suffix = file.suffix.lower()
    if suffix not in _READERS:
        misused(said["suffix"].format(path=file, suffixes=" ".join(sorted(_READERS))), language)
    data = _read(file, language)
    library = _sound_library(root, language)
    try:
        bundle = _READERS[suffix](str(file), data)
        pages = {page.path: (root / page.path).read_bytes() for page in library.pages.values()}
        merged = merge(library, bundle, pages)
        replace_files({root / path: better for path, better in merged.files.items()})
    except RefusedError as error:
        _refuse(error, file, language)
    except OSError as error:
        fail_to_write(error, language)
    if not merged.files:
        click.echo(said["nothing"].format(path=file))
        return
    paths = ", ".join(sorted(merged.files))
    click.echo(said["imported"].format(blocks=merged.blocks, paths=paths))


def _refuse(error: RefusedError, file: Path, language: str) -> None:
    for line in tell_faults(error.faults, language):
        click.echo(line, err=True)
    told = read_catalogue(language)["exchange"]["refused"].format(count=len(error.faults), path=file)
    click.echo(told, err=True)
    sys.exit(1)


def _sound_library(root: Path, language: str) -> Library:
    """Return the library of a site of whose pages it is known what they say."""
    library, diagnostics = read_library(root, OWN)
    errors = sorted({each for each in diagnostics if each.severity is Severity.ERROR})
    broken = [each for each in errors if library is None or each.place.path.startswith(PAGES)]
    if library is None or broken:
        report(broken, root, language)
        fail(read_catalogue(language)["exchange"]["unsound"].format(count=len(broken)), language)
    return library


def _couple(library: Library, languages: tuple[str, str] | None, language: str) -> tuple[str, str]:
    """Return the languages that are meant, by their names or their tags; the first two of the site's."""
    own = library.site.languages
    by_tag = {tag_of(library.site, each): each for each in own} | {each: each for each in own}
    named = [by_tag.get(each, "") for each in languages] if languages else [*own[:_TWO]]
    if len({*named}) != _TWO or "" in named:
        example = " ".join(own[:_TWO])
        misused(read_catalogue(language)["exchange"]["couple"].format(languages=example), language)
    return named[0], named[1]


def _read(file: Path, language: str) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        said = read_catalogue(language)["publishing"]["unread"]
        fail(said.format(path=file, why=why(error)), language)


def _write(path: Path, text: str, language: str) -> None:
    try:
        replace_file(path, text.encode("utf-8"))
    except OSError as error:
        fail_to_write(error, language)
