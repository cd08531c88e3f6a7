"""What a site was made of, as its manifest says it: the commit, and the versions of what prints it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

# What decides which bytes are printed.
_PACKAGES = ("brotli", "jinja2", "markdown-it-py", "mdit-py-plugins", "opencc", "rcssmin", "rjsmin")


def versions_of(own: str) -> dict[str, str]:
    """Return the versions of this generator, which is `own`, and of the packages that it prints with."""
    found = {"sitegen": own}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def commit_of(root: Path, parts: Iterable[str]) -> str:
    """Return the commit of the repository that `root` lies in, with a plus where `parts` of it differ.

    "" where there is no repository, or no git to ask.
    """
    commit = _git(root, "rev-parse", "HEAD")
    changed = _git(root, "status", "--porcelain", "--", *parts) if commit else ""
    return f"{commit}+" if changed else commit


def _git(root: Path, *arguments: str) -> str:
    # Git by its name, and arguments of ours alone. It is to change nothing, not even its own index.
    command = ["git", "--no-optional-locks", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=60)  # noqa: S603 - arguments of ours alone
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode(errors="replace").strip()
