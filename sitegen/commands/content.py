"""The commands that look at single matters of the content, and record what editors decide about them."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sitegen.called import as_called
from sitegen.checks.prose.audit import find_doubts
from sitegen.checks.sources.verbatim import check_verbatim, find_documents
from sitegen.commands.group import (
    fail_to_write,
    language_option,
    main,
    misused,
    root_option,
    system_language,
)
from sitegen.edit.accept import NotAcceptedError, accept
from sitegen.edit.browser import NoBrowserError
from sitegen.edit.cards import draw_cards
from sitegen.edit.explain import UnknownRuleError, explain
from sitegen.edit.report import report, summary
from sitegen.edit.stamp import NotStampedError, choose_keys, find_broken, list_stale, stamp
from sitegen.edit.verify import UnreadableTextError, read_texts
from sitegen.facts.prose.texture import texture_of
from sitegen.facts.slices import Unread
from sitegen.make import OWN
from sitegen.model import Diagnostic, Library, SourceDocument, Texture
from sitegen.read import read_library
from sitegen.rules import UNREADABLE_FILE
from sitegen.rules.catalogue import LANGUAGES

_COUNTED = "{:<22} {:<8} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>4}"
_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@main.command("audit")
@click.argument("edition", required=False)
@root_option
def audit_command(root: Path, edition: str | None) -> None:
    """List the characters that had several Traditional forms and that nobody has reviewed, riskiest first."""
    library = _library(root)
    tags = [str(each.tag) for each in library.site.editions if each.profile is not None]
    if edition is not None and edition not in tags:
        misused(f"no converted edition is called {edition}; there are: {', '.join(tags)}")
    found = [doubt for doubt in find_doubts(library) if edition is None or edition in dict(doubt.taken)]
    doubts = sorted(found, key=lambda doubt: (doubt.risk, doubt.place))
    for doubt in doubts:
        printed = zip(doubt.taken, doubt.printed, strict=True)
        taken = ", ".join(f"{tag} {form}" for (tag, _), form in printed if edition in (None, tag))
        said = f"{doubt.place}: {doubt.character} ({' '.join(doubt.names)}): {taken}: {doubt.sentence}"
        click.echo(f"{said} – {doubt.reason}" if doubt.reason else said)
    click.echo(f"{len(doubts)} unreviewed." if doubts else "Every choice is reviewed.")


@main.command("texture")
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@root_option
def texture_command(root: Path, keys: tuple[str, ...]) -> None:
    """Print how pages read: length, citations, quotations, sentences that say what is not.

    A KEY is the name of a page without language and ending; without any, all pages are counted. Lengths are
    characters for Chinese, words for other languages; `all` is with boxes and folds.
    """
    library = _library(root)
    click.echo(
        _COUNTED.format("page", "language", "length", "all", "marks", "/1000", "quoted", "denied", "%")
    )
    for page in library.pages.values():
        if keys and page.key not in keys:
            continue
        each = texture_of(page, library.style.texture.get(page.language, Texture()))
        quoted = sum(1 for _ in page.body.quotations())
        click.echo(
            _COUNTED.format(
                page.key,
                page.language,
                each.length,
                each.whole,
                each.marks,
                each.marks_in_thousand,
                quoted,
                each.denials,
                each.denials_in_hundred,
            )
        )


@main.command("accept")
@click.argument("character")
@click.argument("context")
@root_option
def accept_command(root: Path, character: str, context: str) -> None:
    """Record that CHARACTER is written rightly wherever CONTEXT, a few characters around it, stands."""
    try:
        form, places = accept(root, _library(root), character, context)
    except NotAcceptedError as error:
        misused(str(error))
    except OSError as error:
        fail_to_write(error)
    click.echo(f"{character} is {form} in “{context}”: {len(places)} places reviewed.")


@main.command("cards")
@click.option("--all", "all_of_them", is_flag=True, help="Draw every card anew.")
@root_option
def cards_command(root: Path, all_of_them: bool) -> None:
    """Draw the pictures that go with pages when they are shared; needs Chromium (`make cards` sets it up)."""
    try:
        drawn = list(draw_cards(root, OWN, _library(root), all_of_them=all_of_them))
    except NoBrowserError as error:
        misused(str(error))
    except OSError as error:
        fail_to_write(error)
    click.echo(f"{len(drawn)} cards drawn.")


@main.command("explain")
@click.argument("rule")
@click.option("--language", "former", type=click.Choice(LANGUAGES), hidden=True)
@language_option
def explain_command(rule: str, language: str, former: str | None) -> None:
    """Say what RULE means, why there is such a rule, and how to mend what breaks it.

    RULE is what stands in brackets behind a message, such as misquoted.
    """
    try:
        click.echo(explain(OWN, rule, former or language), nl=False)
    except UnknownRuleError as error:
        misused(str(error))


@main.command("stamp")
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--all", "is_all", is_flag=True, help="Every page that is published in both languages.")
@click.option("--section", metavar="ID", help="This section of the page alone.")
@click.option("--from", "language", metavar="LANGUAGE", help="The original is the page in this language.")
@root_option
def stamp_command(
    root: Path, keys: tuple[str, ...], is_all: bool, section: str | None, language: str | None
) -> None:
    """Record that the translations of the pages KEY are made from what their originals say now.

    A KEY is the name of a page without language and ending. Without any, list what is to be recorded. The
    original is the page in the first language of the site, unless it is recorded otherwise.
    """
    library, diagnostics = _read(root)
    if not (keys or is_all or section or language):
        click.echo("\n".join(list_stale(library)))
        return
    try:
        chosen = choose_keys(library, keys, is_all=is_all, section=section)
        if broken := find_broken(diagnostics, chosen):
            report(broken, root, system_language())
            click.echo(f"{summary(broken)}; nothing was recorded.", err=True)
            sys.exit(1)
        for stamped in stamp(root, library, chosen, section=section, language=language):
            click.echo(str(stamped))
    except NotStampedError as error:
        misused(str(error))
    except OSError as error:
        fail_to_write(error)


@main.group("sources")
def sources_group() -> None:
    """Work with the texts that the site cites."""


@sources_group.command("verify")
@click.option(
    "--text", "texts", type=_FILE, multiple=True, required=True, help="A whole text; name all of them."
)
@click.argument("more", type=_FILE, nargs=-1, metavar="[FILE]...")
@root_option
def verify_command(texts: tuple[Path, ...], more: tuple[Path, ...], root: Path) -> None:
    """Compare the phrases in content/sources, word for word, with whole texts outside the project."""
    library = _library(root)
    documents = library.documents
    if Unread(library.unread).begins("content/sources/"):
        told = "A file in content/sources is broken; `python build.py check` says where."
        click.echo(as_called(told), err=True)
        sys.exit(1)
    try:
        whole = read_texts([*texts, *more])
    except UnreadableTextError as error:
        misused(str(error))
    diagnostics = sorted(check_verbatim(documents, whole))
    report(diagnostics, root, system_language())
    if diagnostics:
        click.echo(f"{len(diagnostics)} to be mended in content/sources.", err=True)
        sys.exit(1)
    for found in find_documents(documents, whole):
        click.echo(f"{found.id}: {_verified(documents[found.id])}, in {Path(found.name).name}")
    click.echo(f"{_verified(*documents.values())}: all stand in the texts.")


def _verified(*documents: SourceDocument) -> str:
    paragraphs = [paragraph for document in documents for paragraph in document.paragraphs]
    return f"{len(paragraphs)} paragraphs, {sum(len(each.phrases) for each in paragraphs)} phrases"


def _read(root: Path) -> tuple[Library, list[Diagnostic]]:
    library, diagnostics = read_library(root, OWN)
    # Of what cannot be read nobody knows what it says: cards, decisions and records would be lost.
    if library is None or any(each.rule == UNREADABLE_FILE for each in diagnostics):
        report(sorted(set(diagnostics)), root, system_language())
        sys.exit(1)
    return library, diagnostics


def _library(root: Path) -> Library:
    return _read(root)[0]
