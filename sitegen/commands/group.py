"""What all commands share: the group that they belong to, the folder that they work on, and how they fail."""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

import click

from sitegen import __version__
from sitegen.called import program_name
from sitegen.own import IS_CHECKOUT, site_at_hand
from sitegen.read.standing import is_folder, why
from sitegen.rules.catalogue import LANGUAGES, preferred_language, read_catalogue


def _with_content(_context: click.Context, _parameter: click.Parameter, root: Path) -> Path:
    content = root / "content"
    try:
        is_there = is_folder(content)
    except OSError as error:
        misused(f"{content} cannot be read: {why(error)}; choose another --root, or look at its permissions")
    if not is_there:
        misused(f"there is no folder {content}; choose another --root")
    return root


root_option = click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    callback=_with_content,
    default=lambda: Path(site_at_hand()),
    show_default="this project" if IS_CHECKOUT else "the nearest folder that has a content/site.yaml",
    help="Folder whose content/ is built; templates and assets that it lacks come from the generator.",
)


language_option = click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    callback=lambda _context, _parameter, language: language or system_language(),
    help="Language of what is said.  [default: that of the system]",
)


def system_language() -> str:
    """Return the language of the catalogues that the environment asks for."""
    environment = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return preferred_language(next(filter(None, environment), ""))


# The module of each command: only that of the command asked for is loaded.
_MODULES = {
    **dict.fromkeys(("build", "check"), "site"),
    **dict.fromkeys(("deploy", "manifest", "releases", "rollback"), "publishing"),
    "book": "book",
    **dict.fromkeys(("export", "import"), "exchange"),
    "serve": "serve",
    "servers": "servers",
    **dict.fromkeys(("accept", "audit", "cards", "explain", "sources", "stamp", "texture"), "content"),
    "convert": "convert",
    "diff": "diff",
    **dict.fromkeys(("find", "list", "status"), "overview"),
    "init": "starting",
    "links": "links",
    **dict.fromkeys(("new", "remove", "rename"), "pages"),
}


class _Commands(click.Group):
    """A group whose commands are added to it by the import of their modules."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in _MODULES:
            import_module(f"sitegen.commands.{_MODULES[cmd_name]}")
        return super().get_command(ctx, cmd_name)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name=program_name())
@click.pass_context
def main(context: click.Context) -> None:
    """Build the bilingual site: Markdown pairs in content/ become static pages in every edition.

    Exit code 0: all is well; 1: something is to be mended, in the content or on the disk; 2: the command was
    used wrongly.
    """
    if os.environ.get("NO_COLOR"):
        context.color = False
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may be set to another code page, which has no room for Chinese.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


# What keeps a file from being written or read, by the number that the system gives to it.
_WHY = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "full"),
    **dict.fromkeys((errno.EACCES, errno.EPERM), "denied"),
    errno.EROFS: "read_only",
    errno.ENAMETOOLONG: "long",
    **dict.fromkeys((errno.EISDIR, errno.ENOTDIR, errno.ENOTEMPTY, errno.EEXIST), "place"),
    errno.ENOENT: "gone",
    errno.ELOOP: "looped",
}


def fail_to_write(error: OSError, language: str = LANGUAGES[0], then: str = "") -> NoReturn:
    """Say which file the disk refuses, why, and what to do `then`; and end."""
    said = read_catalogue(language)["publishing"]
    why = said["why"][_WHY.get(error.errno or 0, "other")].format(words=error.strerror or error)
    fail(said["unwritten"].format(path=error.filename or "–", why=why), language, then)


def fail(message: str, language: str = LANGUAGES[0], then: str = "") -> NoReturn:
    """Say what is wrong that is nothing of the content’s, and what follows; and end."""
    said = read_catalogue(language)["publishing"]
    click.echo(said["error"] + said["between"].join(filter(None, (message, then))), err=True)
    sys.exit(1)


def misused(message: str, language: str = LANGUAGES[0]) -> NoReturn:
    """Say what is wrong with the command line, and end."""
    said = read_catalogue(language)["publishing"]
    click.echo(f"{said['error']}{message}{said['stop']}", err=True)
    sys.exit(2)
