"""The commands that make the site: build, check."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NoReturn, TypeVar

import click

from sitegen import __version__
from sitegen.commands.group import (
    fail,
    fail_to_write,
    language_option,
    main,
    misused,
    root_option,
)
from sitegen.edit.fix import fix
from sitegen.edit.formats import FORMATS
from sitegen.edit.overview.narrow import NoHistoryError, Scope, changed_files, known_keys, scope_of
from sitegen.edit.report import report, summary
from sitegen.looked import Looked
from sitegen.make import CACHE, OWN, Made, basis, make_site
from sitegen.memory import Memory, remembering
from sitegen.model import Severity
from sitegen.publish.about import commit_of, versions_of
from sitegen.publish.disk.lock import LockedError
from sitegen.publish.disk.tree import digest_of
from sitegen.publish.manifest import MANIFEST
from sitegen.publish.publish import Published, RemovalsError, Site, publish
from sitegen.publish.releases import Keeping
from sitegen.publish.target import OutputFolderError, Target, check_folder, opened
from sitegen.rules import UNREADABLE_FILE
from sitegen.rules.catalogue import read_catalogue
from sitegen.text.nearest import nearest
from sitegen.unchanged import AUTHORED, Note

T = TypeVar("T")
Command = TypeVar("Command", bound=Callable[..., object])
# Below the folder of a site: where it is published to, unless somebody names another folder.
PUBLISHED = "site"
# So many errors elsewhere are named with their places.
_MOST_PLACES = 5
_FOLDER = click.Path(path_type=Path, file_okay=False)


def into_option(default: str) -> Callable[[Command], Command]:
    """Return the option that names the output folder."""
    return click.option("--into", type=_FOLDER, help=f"Output folder.  [default: {default}]")


published_option = click.option(
    "--into", type=_FOLDER, help="Folder that the site was published to.  [default: site/ in the root folder]"
)
_profile_option = click.option(
    "--profile", "is_profiled", is_flag=True, help="Print what took how long, stage by stage."
)


@main.command("build")
@root_option
@into_option("site/ in the root folder")
@language_option
@click.option("--allow-removals", is_flag=True, help="Remove more than a tenth of the published pages.")
@click.option(
    "--in-place", is_flag=True, help="Write file by file, where the folder must not be exchanged for another."
)
@_profile_option
def build_command(
    root: Path, into: Path | None, language: str, allow_removals: bool, in_place: bool, is_profiled: bool
) -> None:
    """Write the site into a folder, or leave it as it was and say what is wrong."""
    into = into or root / PUBLISHED
    refuse_folder(into, root)
    started = time.perf_counter()
    with writing(into, "build.py build", language, is_in_place=in_place) as target:

        def work(memory: Memory) -> tuple[Made, Published | Exception, Memory]:
            made = make_site(root, memory)
            if made.count(Severity.ERROR):
                return made, Published((), ()), memory
            # While there is a memory to ask for what files hold. What is wrong with the disk is said last.
            try:
                published = _publish(made, target, root, memory, allows_removals=allow_removals)
            except (OSError, RemovalsError) as error:
                return made, error, memory
            return made, published, memory

        made, published, memory = _remembering(root, work)
        report(made.diagnostics, root, language)
        if made.count(Severity.ERROR):
            _fail(made, language, "stopped", folder=str(into))
        if isinstance(published, Exception):
            raise published
    written = (str((into / path).absolute()) for path in (MANIFEST, *(each.path for each in made.outputs)))
    _note(written, built(made, Published((), ()), into, "{seconds}", language))
    click.echo(built(made, published, into, f"{time.perf_counter() - started:.2f}", language))
    if is_profiled:
        click.echo(_profile(memory, time.perf_counter() - started))


def _publish(made: Made, target: Target, root: Path, memory: Memory, *, allows_removals: bool) -> Published:
    about = f"published {target.folder}"
    looked = Looked(digest_of, memory.left(about))
    outputs = {each.path: each.content for each in made.outputs}
    site = Site(
        {path: content.digest for path, content in outputs.items()},
        lambda path: outputs[path].data,
        commit_of(root, AUTHORED if root.resolve() != OWN else (*AUTHORED, "sitegen")),
        versions_of(__version__),
        made.base_url,
    )
    keeping = Keeping(made.publishing.days, made.publishing.releases)
    published = publish(target, site, keeping, looked, allows_removals=allows_removals)
    memory.leave(about, looked.leaves())
    return published


@main.command("check")
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option(
    "--changed", "is_changed", is_flag=True, help="Only what concerns files changed since the last commit."
)
@root_option
@click.option("--fix", "is_fixing", is_flag=True, help="Mend first what can be mended safely in content/.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", *FORMATS]),
    default="text",
    show_default=True,
    help="For people, or for other programs: JSON, GitHub Actions, SARIF 2.1.0.",
)
@language_option
def check_command(
    root: Path, keys: tuple[str, ...], is_changed: bool, is_fixing: bool, format_: str, language: str
) -> None:
    """Say what is to be mended in the content; gates fail here too. No content is written but with --fix.

    A KEY is the name of a page without language and ending: then only what concerns these pages is said, and
    which errors there are elsewhere.
    """
    scope = _scope(root, keys, language, is_changed=is_changed)
    if is_fixing:
        _fix(root, scope)
    made = _remembering(root, lambda memory: make_site(root, memory, with_gates=True))
    said = read_catalogue(language)["commands"]["check"]
    if scope is not None:
        narrowed = scope.narrow(made.diagnostics)
        made = replace(made, diagnostics=narrowed.concerning)
        if narrowed.elsewhere:
            told = said["elsewhere"].format(summary=summary(narrowed.elsewhere, language))
            places = "".join(
                f"\n    {each.place} [{each.rule}]" for each in narrowed.elsewhere[:_MOST_PLACES]
            )
            click.echo(told + places, err=True)
        if scope.shared:
            click.echo(said["shared"].format(paths=", ".join(scope.shared)), err=True)
    if format_ == "text":
        report(made.diagnostics, root, language)
    else:
        click.echo(FORMATS[format_](made.diagnostics, language), nl=False)
    if made.count(Severity.ERROR) or made.count(Severity.GATE):
        _fail(made, language, "gated")
    ready = read_catalogue(language)["report"]["ready"] if scope is None else said["ready"]
    summed = summary(made.diagnostics, language)
    names = ", ".join(sorted(scope.keys | scope.paths)) if scope else ""
    # Another program reads all of what is printed, and nothing else.
    click.echo(
        ready.format(
            pages=made.pages, editions=made.editions, summary=summed, names=names or said["no_file"]
        ),
        err=format_ != "text",
    )
    _note()


def _scope(root: Path, keys: tuple[str, ...], language: str, *, is_changed: bool) -> Scope | None:
    """Return the pages and files that are asked for; None where all are."""
    said = read_catalogue(language)["commands"]["check"]
    known = known_keys(root) if keys else ()
    for key in keys:
        if key not in known:
            near = nearest(key, known)
            misused(said["no_page_near" if near else "no_page"].format(key=key, near=near), language)
    if not is_changed:
        return scope_of(keys) if keys else None
    try:
        return scope_of(keys, changed_files(root))
    except NoHistoryError:
        misused(said["no_history"].format(folder=root), language)


def _note(outputs: Iterable[str] = (), built: str = "") -> None:
    """Let it be known that all is said and done, but for the last line of a build."""
    note = click.get_current_context().find_object(Note)
    if note is not None:
        note.finish(outputs, built)


def _remembering(root: Path, work: Callable[[Memory], T]) -> T:
    """Do `work` with what the last runs on the site in `root` have left."""
    return remembering(root / CACHE, basis(), work)


def _fix(root: Path, scope: Scope | None) -> None:
    try:
        mended = fix(root, OWN) if scope is None else fix(root, OWN, scope.has)
    except OSError as error:
        fail_to_write(error)
    for path, rules in mended.items():
        named = ", ".join(f"{count} {rule}" for rule, count in sorted(rules.items()))
        click.echo(f"{path}: mended {named}", err=True)
    if not mended:
        click.echo("Nothing that can be mended safely.", err=True)


@contextmanager
def writing(into: Path, what: str, language: str, *, is_in_place: bool = False) -> Iterator[Target]:
    """Yield the target that `into` is, to do `what`; end with a sentence where that cannot be."""
    said = read_catalogue(language)["publishing"]
    is_whole = True
    try:
        with opened(into, what, is_in_place=is_in_place) as target:
            is_whole = target.exchanges
            yield target
    except LockedError as error:
        fail(said["locked"].format(folder=into, holder=error.holder), language)
    except RemovalsError as error:
        words = {"count": len(error.gone), "pages": error.pages, "first": error.gone[0]}
        fail(said["removals"].format(**words), language, said["whole"].format(folder=into))
    except BrokenPipeError:
        # Nobody reads what is said any more, which is no fault of the disk’s.
        raise
    except OSError as error:
        fail_to_write(error, language, said["whole" if is_whole else "half"].format(folder=into))


def refuse_folder(into: Path, root: Path) -> None:
    """End with the reason where `into` is no folder to write the site at `root` to."""
    try:
        check_folder(into, [base / name for base in (root, OWN) for name in AUTHORED] + [OWN / "sitegen"])
    except OutputFolderError as error:
        misused(str(error))
    except OSError as error:
        fail_to_write(error)


def _profile(memory: Memory, seconds: float) -> str:
    """Say of each stage how often it was asked for and run, and what share of `seconds` that took."""
    rows = [f"{'stage':44} {'asked':>6} {'run':>6} {'ms':>8} {'share':>6}"]
    # Other processes were at work meanwhile.
    seconds += memory.elsewhere
    for name, spent in sorted(memory.seconds.items(), key=lambda each: -each[1]):
        shown = name.removeprefix("sitegen.")
        counts = f"{memory.asked[name]:6} {memory.run[name]:6}"
        rows.append(f"{shown:44} {counts} {spent * 1000:8.1f} {spent / seconds:6.1%}")
    rest = seconds - sum(memory.seconds.values())
    rows.append(f"{'all else':44} {'':13} {rest * 1000:8.1f} {rest / seconds:6.1%}")
    return "\n".join(rows)


def built(made: Made, published: Published, into: Path | None, seconds: str, language: str) -> str:
    """Say what a build of so many `seconds` has made and changed."""
    said = read_catalogue(language)["report"]
    noted = said["noted"].format(summary=summary(made.diagnostics, language)) if made.diagnostics else ""
    return str(
        said["built"].format(
            pages=made.pages,
            editions=made.editions,
            files=len(made.outputs),
            where=said["where"].format(folder=into) if into else "",
            changes=changes(published, language),
            seconds=seconds,
            noted=noted,
        )
    )


def changes(published: Published, language: str) -> str:
    """Say how many files publishing has changed."""
    said = read_catalogue(language)["report"]["changes"]
    return str(said.format(written=len(published.written), removed=len(published.removed)))


def _fail(made: Made, language: str, what: str, *, folder: str = "") -> NoReturn:
    said = read_catalogue(language)["report"][what]
    click.echo(said.format(summary=summary(made.diagnostics, language), folder=folder), err=True)
    # What could not be read may be read the next time, though no file tells so.
    if not any(each.rule == UNREADABLE_FILE for each in made.diagnostics):
        _note()
    sys.exit(1)
