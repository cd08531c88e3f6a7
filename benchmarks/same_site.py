"""Tell whether two commits publish the same site, byte for byte.

    .venv/bin/python -m benchmarks.same_site d25babf        that commit, beside the files as they lie here
    .venv/bin/python -m benchmarks.same_site d25babf main   two commits
    .venv/bin/python -m benchmarks.same_site d25babf -c .   the code of both with the content of this folder
    .venv/bin/python -m benchmarks.same_site d25babf -n     without the digests in the names of files

Each is laid out in a temporary folder and built there by its own command. Ends with 1 where the sites differ.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

import click

ROOT = Path(__file__).parents[1]
NOT_READ = {"site", "tests", "docs", "benchmarks", "node_modules"}
MOST_NAMED = 40
_DIGEST = re.compile(rb"\.[0-9a-f]{10}(?=\.[a-z0-9]+)")


@click.command()
@click.argument("before")
@click.argument("after", required=False)
@click.option("-n", "--no-digests", is_flag=True, help="A changed style sheet then changes no page.")
@click.option("-c", "--content", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(before: str, after: str | None, content: Path | None, no_digests: bool) -> None:
    """Build BEFORE and AFTER (by default the files as they lie here), and compare what they publish."""
    with tempfile.TemporaryDirectory() as folder:
        sites = []
        for name, commit in (("before", before), ("after", after)):
            project = Path(folder) / name
            _lay_out(commit, project)
            if content:
                shutil.rmtree(project / "content")
                shutil.copytree(content.resolve() / "content", project / "content")
            site = _build(project)
            sites.append(dict(map(_without_digests, site.items())) if no_digests else site)
        differing = list(_compare(*sites))
    for line in differing[:MOST_NAMED]:
        click.echo(line)
    if len(differing) > MOST_NAMED:
        click.echo(f"… and {len(differing) - MOST_NAMED} more")
    click.echo(f"{len(sites[0])} files before, {len(sites[1])} after, {len(differing)} differ")
    sys.exit(bool(differing))


def _lay_out(commit: str | None, project: Path) -> None:
    """Write what a build reads of `commit`, or of the files as they lie here, to the folder `project`."""
    project.mkdir()
    if commit:
        archive = subprocess.run(
            ["git", "archive", commit], cwd=ROOT, stdout=subprocess.PIPE, check=True
        ).stdout
        with tarfile.open(fileobj=BytesIO(archive)) as tar:
            tar.extractall(project, filter="data")
        return
    for path in ROOT.iterdir():
        if path.is_dir() and path.name not in NOT_READ and not path.name.startswith("."):
            shutil.copytree(path, project / path.name, ignore=shutil.ignore_patterns("__pycache__"))
        elif path.is_file():
            shutil.copy(path, project)


def _build(project: Path) -> Mapping[str, bytes]:
    """Return what the project publishes: the bytes of each file by its path."""
    into = project / "published"
    subprocess.run(
        [sys.executable, "build.py", "build", "--into", str(into)],
        cwd=project,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return {
        str(path.relative_to(into)): path.read_bytes() for path in sorted(into.rglob("*")) if path.is_file()
    }


def _without_digests(file: tuple[str, bytes]) -> tuple[str, bytes]:
    path, data = file
    return _DIGEST.sub(b"", path.encode()).decode(), _DIGEST.sub(b"", data)


def _compare(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Iterator[str]:
    for path in sorted({*before, *after}):
        if path not in after:
            yield f"- {path}"
        elif path not in before:
            yield f"+ {path}"
        elif before[path] != after[path]:
            old, new = before[path], after[path]
            at = next(
                (i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(min(old, new))
            )
            shown = " → ".join(
                repr(each[max(at - 30, 0) : at + 50].decode("utf-8", "replace")) for each in (old, new)
            )
            yield f"≠ {path}: {shown}"


if __name__ == "__main__":
    main()
