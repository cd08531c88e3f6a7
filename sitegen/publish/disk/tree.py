"""What stands in an output folder, found by looking, and how it comes to hold something else."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath

from sitegen.publish.disk.folder import Folder

# Below an output folder: what publishing knows of it. Servers show no such folder.
KNOWN = ".sitegen"
# What the work of publishing needs, where it cannot be done beside the output folder.
WORK = f"{KNOWN}/work"
# What others refer to outlives what refers to it: these are looked for by readers and by machines.
_REFERRING = {".html", ".xml", ".txt"}
_VARIANTS = {".br", ".gz"}

Standing = Mapping[str, os.stat_result]
# Gives a path in a folder what is to stand there.
Source = Callable[[Folder, str], None]


def digest_of(path: str | Path) -> bytes:
    """Return the SHA-256 digest of what a file holds."""
    return sha256(Path(path).read_bytes()).digest()


def look(folder: Path) -> Standing:
    """Return what stands in a folder and below it, by path: files, links, folders that hold nothing.

    The path of a folder ends in a slash. No link is followed, and what publishing works with is left out.
    Raises OSError where a folder cannot be read.
    """
    return dict(_look(str(folder), ""))


def _look(folder: str, prefix: str) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as entries:
        found = list(entries)
    for entry in found:
        path = f"{prefix}{entry.name}"
        if path == WORK:
            continue
        if not entry.is_dir(follow_symlinks=False):
            yield path, entry.stat(follow_symlinks=False)
        else:
            yield from _look(entry.path, f"{path}/")
    if not found and prefix:
        yield prefix, os.stat(folder)  # noqa: PTH116 - to make paths of thousands of names takes longer


def is_referred_to(path: str) -> bool:
    """Tell whether a published file is one that pages name: a picture, a script, what a search looks through.

    >>> is_referred_to("assets/site.0a1b2c3d4e.css.br"), is_referred_to("en/index.html.gz")
    (True, False)
    """
    suffixes = [each for each in PurePosixPath(path).suffixes if each not in _VARIANTS]
    return not path.startswith(f"{KNOWN}/") and suffixes[-1:] != [] and suffixes[-1] not in _REFERRING


def in_order(paths: Iterable[str], there: Collection[str] = ()) -> list[list[str]]:
    """Return paths as they are to be written, in parts, each of which relies on those before it.

    First comes what pages refer to, then pages that are not `there` yet, to which no other leads, then those
    that may lead to them, then what is known of all.

    >>> in_order(["a.html", "b.html", "a.css", ".sitegen/manifest.json"], there=["a.html"])
    [['a.css'], ['b.html'], ['a.html'], ['.sitegen/manifest.json']]
    """
    parts: list[list[str]] = [[], [], [], []]
    for path in sorted(paths):
        is_known, is_first = path.startswith(f"{KNOWN}/"), is_referred_to(path)
        parts[3 if is_known else 0 if is_first else 2 if path in there else 1].append(path)
    return [part for part in parts if part]


def in_the_way(going: Collection[str], coming: Iterable[str]) -> list[str]:
    """Return those of the files that are `going` which stand where a folder is due, or below a file to come.

    >>> in_the_way(["a", "b/index.html", "c"], ["a/index.html", "b"])
    ['a', 'b/index.html']
    """
    coming = frozenset(coming)
    folders = {above for path in coming for above in _above(path)}
    return [path for path in going if path in folders or any(above in coming for above in _above(path))]


def _above(path: str) -> Iterator[str]:
    while path := path.rpartition("/")[0]:
        yield path


def update(
    folder: Folder,
    coming: Mapping[str, Source],
    going: Collection[str],
    there: Collection[str] = (),
    pause: Callable[[], None] = lambda: None,
) -> None:
    """Give files that are `coming` their places, some of which are `there`, and remove those `going`.

    What others refer to comes first, what is removed goes last; `pause` is called between these. So who reads
    meanwhile finds each file whole, and all that it refers to. Raises OSError.
    """
    before = in_the_way(going, coming)
    for path in before:
        folder.remove(path)
    for part in in_order(coming, there):
        for path in part:
            coming[path](folder, path)
        pause()
    for path in sorted({*going} - {*before}):
        folder.remove(path)


def written(data: Callable[[], bytes]) -> Source:
    """Return the source of a file that is to hold `data`, which is asked for when it is written."""
    return lambda folder, path: folder.write(path, data())


def linked(source: Path) -> Source:
    """Return the source of a file that is `source` too, or that holds the same where there can be no link."""

    def give(folder: Folder, path: str) -> None:
        if folder.link(path, source):
            return
        if source.is_symlink():
            folder.point(path, str(source.readlink()))
        else:
            folder.write(path, source.read_bytes())

    return give


def made(folder: Folder, path: str) -> None:
    """Make an empty folder."""
    folder.make(path.rstrip("/"))
