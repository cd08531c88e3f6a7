"""The commands that give translators what the site says, and take back what they change."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
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
from sitegen.exchange.terms.base import Entry, columns_of, entries_of, merge_terms
from sitegen.exchange.terms.sheet import read_csv, write_csv
from sitegen.exchange.terms.tbx import read_tbx, write_tbx
from sitegen.exchange.tmx import read_tmx, write_tmx
from sitegen.exchange.xliff import read_xliff, write_xliff
from sitegen.make import OWN
from sitegen.model import Library, Severity
from sitegen.publish.disk.files import replace_file, replace_files
from sitegen.read import read_library
from sitegen.read.library import GLOSSARY
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
_TERMS = ("csv", "tbx")
_ENDINGS = {"xliff": "xlf"}
_TWO = 2
_MARK = "\ufeff"


@main.command("export")
@click.argument("kind", metavar="FORMAT", type=click.Choice(sorted((*_WRITERS, *_TERMS))))
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
    """Write what pages say, block by block in two languages, or the term base, for translators’ tools.

    FORMAT is tmx (TMX 1.4), xliff (XLIFF 2.1) or po (gettext) for pages, tbx (TBX-Basic of 2019) or csv for
    the term base. Without --into the file is called after the languages, or glossary. `import` takes back
    what has changed in it.
    """
    said = read_catalogue(language)["exchange"]
    library = _sound_library(root, language)
    if kind in _TERMS:
        if languages:
            misused(said["formats"], language)
        path = into or Path(f"glossary.{kind}")
        entries = entries_of(library)
        _write(path, _terms(library, kind, entries), language)
        click.echo(said["exported_terms"].format(path=path, terms=len(entries)))
        return
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
    """Take over what has changed in FILE since `export` wrote it: .tmx, .xlf, .po, .tbx or .csv.

    A block whose source has changed since is refused, with all else that is wrong; no file is changed then.
    """
    said = read_catalogue(language)["exchange"]
    suffix = file.suffix.lower()
    if suffix not in _READERS and suffix.lstrip(".") not in _TERMS:
        suffixes = " ".join(sorted((*_READERS, *(f".{each}" for each in _TERMS))))
        misused(said["suffix"].format(path=file, suffixes=suffixes), language)
    data = _read(file, language)
    library = _sound_library(root, language)
    try:
        changed, count = _changed(root, library, file, data)
        replace_files({root / path: better for path, better in changed.items()})
    except RefusedError as error:
        _refuse(error, file, language)
    except OSError as error:
        fail_to_write(error, language)
    told = "nothing" if not changed else "imported_terms" if suffix.lstrip(".") in _TERMS else "imported"
    paths = ", ".join(sorted(changed))
    click.echo(said[told].format(path=paths or file, paths=paths, blocks=count))


def _terms(library: Library, kind: str, entries: list[Entry]) -> str:
    columns, languages = columns_of(library), library.site.languages
    if kind == "csv":
        return write_csv(entries, columns, languages[0])
    tags = {each: tag_of(library.site, each) for each in languages}
    return write_tbx(entries, columns, tags, next(iter(library.site.title.values()), ""))


def _changed(root: Path, library: Library, file: Path, data: bytes) -> tuple[Mapping[str, bytes], int]:
    """Return the files that an import changes, and how many blocks or cells in them."""
    suffix = file.suffix.lower()
    if suffix in _READERS:
        bundle = _READERS[suffix](str(file), data)
        pages = {page.path: (root / page.path).read_bytes() for page in library.pages.values()}
        merged = merge(library, bundle, pages)
        return merged.files, merged.blocks
    columns = columns_of(library)
    if suffix == ".csv":
        rows = read_csv(str(file), data, columns)
    else:
        tags = {tag_of(library.site, each).lower(): each for each in library.site.languages}
        languages = {each.lower(): each for each in library.site.languages} | tags
        rows = read_tbx(read_xml(str(file), data), columns, languages)
    path = root / GLOSSARY
    before = path.read_bytes() if path.exists() else b""
    text = before.decode("utf-8")
    # YAML knows no byte-order mark but at its beginning, and its line ends are written as they were.
    mark = _MARK if text.startswith(_MARK) else ""
    ending = "\r\n" if "\r\n" in text else "\n"
    better, count = merge_terms(library, rows, text.removeprefix(mark).replace("\r\n", "\n"))
    written = (mark + better.replace("\n", ending)).encode("utf-8")
    return ({GLOSSARY: written} if count else {}), count


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
    broken = [each for each in errors if library is None or each.place.path.startswith((PAGES, GLOSSARY))]
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
