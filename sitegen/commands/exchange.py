"""The commands that give translators what the site says, and take back what they change."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from sitegen.commands.group import fail, fail_to_write, language_option, main, misused, root_option
from sitegen.edit.report import report
from sitegen.exchange.blocks import all_units, tag_of
from sitegen.exchange.documents.model import Text
from sitegen.exchange.documents.pages import key_told, language_told, new_pages
from sitegen.exchange.documents.plain import decoded, read_plain
from sitegen.exchange.faults import RefusedError, tell_faults
from sitegen.exchange.markup import read_xml
from sitegen.exchange.merge import merge
from sitegen.exchange.po import read_po, write_po
from sitegen.exchange.received import MOST_BYTES, Bundle
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
_TEXTS = {".docx": "docx", ".htm": "html", ".html": "html", ".txt": "plain", ".xhtml": "html"}
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
@click.option("--key", metavar="KEY", help="What a new page is called.  [default: after the file]")
@click.option(
    "--language", "tongue", metavar="LANGUAGE", help="What a new page is written in.  [default: told]"
)
@root_option
@language_option
def import_command(root: Path, file: Path, key: str | None, tongue: str | None, language: str) -> None:
    """Take over what has changed in FILE since `export` wrote it, or make a new page of a text.

    From translators’ tools come .tmx, .xlf, .po, .tbx and .csv: a block whose source has changed since is
    refused, with all else that is wrong; no file is changed then. A text in .docx, .html or .txt becomes a
    page, and a draft with the same headings in each other language; what a page cannot hold is told.
    """
    said = read_catalogue(language)["exchange"]
    suffix = file.suffix.lower()
    known = (*_READERS, *(f".{each}" for each in _TERMS), *_TEXTS)
    if suffix not in known:
        misused(said["suffix"].format(path=file, suffixes=" ".join(sorted(known))), language)
    if suffix in _TEXTS:
        _import_text(root, file, key, tongue, language)
        return
    if key or tongue:
        misused(said["options"], language)
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


def _import_text(root: Path, file: Path, key: str | None, tongue: str | None, language: str) -> None:
    said = read_catalogue(language)["exchange"]
    data = _read(file, language)
    library = _sound_library(root, language)
    languages = library.site.languages
    if tongue is not None and tongue not in languages:
        misused(said["tongue"].format(name=tongue, languages=", ".join(languages)), language)
    try:
        text = _text_of(file, data, tongue or languages[0])
        chosen = tongue or language_told(library, text)
        made = new_pages(library, str(file), text, key or key_told(file.stem), chosen)
        replace_files({root / path: each for path, each in made.files.items()})
    except RefusedError as error:
        _refuse(error, file, language)
    except OSError as error:
        fail_to_write(error, language)
    for line in tell_faults(made.told, language, "note"):
        click.echo(line, err=True)
    if made.told:
        click.echo(said["told"].format(count=len(made.told)), err=True)
    drafts = [path for path in made.files if path.endswith(".md") and path != made.path]
    pictures = [path for path in made.files if not path.endswith(".md")]
    click.echo(said["page"].format(path=made.path, drafts=", ".join(drafts) or "–", key=made.key))
    if pictures:
        click.echo(said["pictures"].format(paths=", ".join(pictures)))


def _text_of(file: Path, data: bytes, language: str) -> Text:
    # Each of them is loaded where it is asked for: Word’s reader takes a fifth of a second.
    match _TEXTS[file.suffix.lower()]:
        case "docx":
            from sitegen.exchange.documents.docx import read_docx

            return read_docx(str(file), data)
        case "html":
            from sitegen.exchange.documents.html import read_html

            return read_html(str(file), decoded(str(file), data))
    return read_plain(str(file), data, language)


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
    if len(own) < _TWO:
        misused(read_catalogue(language)["exchange"]["single"], language)
    by_tag = {tag_of(library.site, each): each for each in own} | {each: each for each in own}
    named = [by_tag.get(each, "") for each in languages] if languages else [*own[:_TWO]]
    if len({*named}) != _TWO or "" in named:
        example = " ".join(own[:_TWO])
        misused(read_catalogue(language)["exchange"]["couple"].format(languages=example), language)
    return named[0], named[1]


def _read(file: Path, language: str) -> bytes:
    try:
        with file.open("rb") as opened:
            # More than is read of a file is refused, and some files have no end.
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        said = read_catalogue(language)["publishing"]["unread"]
        fail(said.format(path=file, why=why(error)), language)


def _write(path: Path, text: str, language: str) -> None:
    try:
        replace_file(path, text.encode("utf-8"))
    except OSError as error:
        fail_to_write(error, language)
