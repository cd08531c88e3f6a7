"""The commands of `build.py`: words in, the same functions as the tests call, words and an exit code out."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from sitegen import __version__
from sitegen.checks.audit import find_doubts
from sitegen.edit.accept import NotAcceptedError, accept
from sitegen.edit.fix import fix_typography
from sitegen.edit.serve import PortInUse, serve
from sitegen.make import OWN, Made, make_site
from sitegen.model import Diagnostic, Library, Severity
from sitegen.read import read_library
from sitegen.write.policy import HEADER_POLICY
from sitegen.write.publish import OutputFolderError, Published, check_folder, publish

AUTHORED = ("content", "templates", "assets")
_COLOURS = {
    Severity.ERROR: "red",
    Severity.GATE: "magenta",
    Severity.WARNING: "yellow",
    Severity.NOTE: "cyan",
}
_FOLDER = click.Path(path_type=Path, file_okay=False)


def _with_content(_context: click.Context, _parameter: click.Parameter, root: Path) -> Path:
    if not (root / "content").is_dir():
        _misused(f"there is no folder {root / 'content'}; choose another --root")
    return root


_root = click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    callback=_with_content,
    default=OWN,
    show_default="this project",
    help="Folder whose content/ is built; templates and assets that it lacks come from this project.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="build.py")
@click.pass_context
def main(context: click.Context) -> None:
    """Build the bilingual site: Markdown pairs in content/ become static pages in every edition.

    Exit code 0: all is well; 1: something in the content is to be mended; 2: the command was used wrongly.
    """
    if os.environ.get("NO_COLOR"):
        context.color = False
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may be set to another code page, which has no room for Chinese.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


@main.command("build")
@_root
@click.option("--into", type=_FOLDER, help="Output folder.  [default: site/ in the root folder]")
def build_command(root: Path, into: Path | None) -> None:
    """Write the site into a folder, or leave it as it was and say what is wrong."""
    into = into or root / "site"
    _refuse_folder(into, root)
    started = time.perf_counter()
    made = make_site(root)
    _report(made.diagnostics)
    if made.count(Severity.ERROR):
        _fail(made, f"{into} stays as it was")
    published = publish(made.outputs, into)
    click.echo(_built(made, published, into, started))


@main.command("check")
@_root
@click.option(
    "--fix", "is_fixing", is_flag=True, help="Mend the typography of Chinese text in content/ first."
)
def check_command(root: Path, is_fixing: bool) -> None:
    """Say what is to be mended in the content; gates fail here too. Nothing is written but with --fix."""
    if is_fixing:
        _fix(root)
    made = make_site(root, with_gates=True)
    _report(made.diagnostics)
    if made.count(Severity.ERROR) or made.count(Severity.GATE):
        _fail(made, "to be mended before the site is published")
    click.echo(f"{made.pages} pages in {made.editions} editions are ready: {_summary(made)}.")


@main.command("audit")
@click.argument("edition", required=False)
@_root
def audit_command(root: Path, edition: str | None) -> None:
    """List the characters that had several Traditional forms and that nobody has reviewed, riskiest first."""
    library = _library(root)
    tags = [str(each.tag) for each in library.site.editions if each.profile is not None]
    if edition is not None and edition not in tags:
        _misused(f"no converted edition is called {edition}; there are: {', '.join(tags)}")
    found = [doubt for doubt in find_doubts(library) if edition is None or edition in dict(doubt.taken)]
    doubts = sorted(found, key=lambda doubt: (doubt.risk, doubt.place))
    for doubt in doubts:
        taken = ", ".join(f"{tag} {form}" for tag, form in doubt.taken if edition in (None, tag))
        click.echo(f"{doubt.place}: {doubt.character} ({' '.join(doubt.forms)}): {taken}: {doubt.sentence}")
    click.echo(f"{len(doubts)} unreviewed." if doubts else "Every choice is reviewed.")


@main.command("accept")
@click.argument("character")
@click.argument("context")
@_root
def accept_command(root: Path, character: str, context: str) -> None:
    """Record that CHARACTER is written rightly wherever CONTEXT, a few characters around it, stands."""
    try:
        form, places = accept(root, _library(root), character, context)
    except NotAcceptedError as error:
        _misused(str(error))
    click.echo(f"{character} is {form} in “{context}”: {len(places)} places reviewed.")


@main.command("serve")
@_root
@click.option("--into", type=_FOLDER, help="Output folder.  [default: a temporary folder]")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port; 0: any free one."
)
def serve_command(root: Path, into: Path | None, port: int) -> None:
    """Serve a preview on this machine alone; every save is built and shown at once, drafts too."""
    if into is not None:
        _refuse_folder(into, root)
    with tempfile.TemporaryDirectory(prefix="sitegen-preview-") as temporary:
        folder = into or Path(temporary)

        def rebuild() -> Sequence[str] | None:
            started = time.perf_counter()
            made = make_site(root, is_preview=True)
            _report(made.diagnostics)
            if made.count(Severity.ERROR):
                click.echo(f"{_summary(made)}; the preview stays as it was.", err=True)
                return None
            published = publish(made.outputs, folder)
            click.echo(_built(made, published, None, started))
            return [*published.written, *published.removed]

        started = time.perf_counter()
        made = make_site(root, is_preview=True)
        _report(made.diagnostics)
        if made.count(Severity.ERROR):
            _fail(made, "mend this, then serve again")
        published = publish(made.outputs, folder)
        watched = [base / name for base in dict.fromkeys((root.resolve(), OWN)) for name in AUTHORED]
        try:
            click.echo(_built(made, published, None, started))
            serve(
                folder,
                base_path=made.base_path,
                port=port,
                watched=watched,
                rebuild=rebuild,
                policy=HEADER_POLICY,
                announce=lambda text: click.echo(
                    f"{text}  (Ctrl-C ends it)" if text.startswith("http") else text
                ),
            )
        except PortInUse as error:
            _misused(str(error))


def _library(root: Path) -> Library:
    library, diagnostics = read_library(root, OWN)
    if library is None:
        _report(sorted(set(diagnostics)))
        sys.exit(1)
    return library


def _fix(root: Path) -> None:
    try:
        mended = fix_typography(root, OWN)
    except OSError as error:
        click.echo(f"Error: {error.filename} cannot be written: {error.strerror}.", err=True)
        sys.exit(1)
    for path, kinds in mended.items():
        named = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
        click.echo(f"{path}: mended {named}", err=True)
    if not mended:
        click.echo("No typography to mend.", err=True)


def _refuse_folder(into: Path, root: Path) -> None:
    try:
        check_folder(into, [base / name for base in (root, OWN) for name in AUTHORED] + [OWN / "sitegen"])
    except OutputFolderError as error:
        _misused(str(error))


def _report(diagnostics: Sequence[Diagnostic]) -> None:
    """Print each diagnostic as `path:line:column: severity: message [rule]`, its hint below it."""
    for diagnostic in diagnostics:
        severity = click.style(diagnostic.severity.name.lower(), fg=_COLOURS[diagnostic.severity])
        click.echo(f"{diagnostic.place}: {severity}: {diagnostic.message} [{diagnostic.rule}]", err=True)
        if diagnostic.hint:
            click.echo(f"    {diagnostic.hint}", err=True)


def _built(made: Made, published: Published, into: Path | None, started: float) -> str:
    what = f"{made.pages} pages in {made.editions} editions, {len(made.outputs)} files"
    changed = f"{len(published.written)} written, {len(published.removed)} removed"
    where = f" into {into}" if into else ""
    noted = f" ({_summary(made)})" if made.diagnostics else ""
    return f"Built {what}{where} ({changed}) in {time.perf_counter() - started:.2f} s{noted}"


def _summary(made: Made) -> str:
    counts = {severity: made.count(severity) for severity in Severity}
    named = [
        f"{count} {severity.name.lower()}{'s' * (count > 1)}" for severity, count in counts.items() if count
    ]
    return ", ".join(named) or "nothing to mend"


def _fail(made: Made, what: str) -> NoReturn:
    click.echo(f"{_summary(made)}; {what}.", err=True)
    sys.exit(1)


def _misused(message: str) -> NoReturn:
    click.echo(f"Error: {message}.", err=True)
    sys.exit(2)
