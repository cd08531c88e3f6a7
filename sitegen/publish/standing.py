"""What stands in an output folder when a site is to be published there, and what of it is ours."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from sitegen.looked import Looked
from sitegen.publish.disk.files import FILE_MODE
from sitegen.publish.disk.tree import KNOWN, Standing, look
from sitegen.publish.manifest import MANIFEST, Manifest, ManifestError, read_manifest
from sitegen.values import dataclass

# Files of earlier releases that stay for open pages, each with its digest and until when.
KEPT = f"{KNOWN}/kept.json"
# While files are written one by one: all that was there and all that is to be.
NEXT = f"{KNOWN}/next.json"
# What a preview has written.
PREVIEW = f"{KNOWN}/preview.json"
# The list that earlier versions wrote.
LEGACY = ".sitegen-files"
_LISTS = {KEPT, NEXT, PREVIEW, LEGACY}
# What an asset is called, and nothing else.
_HASHED = re.compile(r"\.[0-9a-f]{10}\.")


@dataclass(frozen=True, slots=True)
class Stood:
    """What stands in a folder: how each file does, by path, its digest, and the manifest, if it is sound."""

    seen: Standing
    digests: Mapping[str, bytes]
    manifest: Manifest | None
    # What lists name that were found there.
    listed: frozenset[str]

    def ours(self, coming: Collection[str]) -> list[str]:
        """Return the paths of files that this generator has written, where files are `coming`, sorted.

        These are listed, or stand in a folder of the site under a name that only the site gives: a run that
        was broken off, two at once, or a list that was lost leave such files.
        """
        names = {PurePosixPath(path).name for path in coming}
        tops = {path.partition("/")[0] for path in {*coming, *self.listed} if "/" in path}
        return sorted(path for path in self.seen if path in self.listed or _is_named(path, names, tops))


def _is_named(path: str, names: Collection[str], tops: Collection[str]) -> bool:
    top, inside, _ = path.partition("/")
    if not inside or top not in tops or top == KNOWN:
        return False
    name = path.rpartition("/")[2]
    # Earlier versions wrote files beside their places.
    begun = name.removeprefix(".").removesuffix(".new")
    return name in names or (name == f".{begun}.new" and begun in names) or bool(_HASHED.search(name))


def stand(folder: Path, looked: Looked[bytes]) -> Stood:
    """Return what stands in a folder; raises OSError where that cannot be told."""
    seen = look(folder) if folder.exists() else {}
    inside = f"{folder}/"
    digests = {path: looked(inside + path, how) for path, how in seen.items() if _is_served(how)}
    manifest = None
    with suppress(ManifestError):
        manifest = read_manifest(folder) if MANIFEST in digests else None
    listed = {MANIFEST, *_LISTS, *(manifest.files if manifest else ())}
    for path in _LISTS & {*digests}:
        listed |= {*read_list(folder / path)}
    return Stood(seen, digests, manifest, frozenset(listed))


def _is_served(how: os.stat_result) -> bool:
    """Tell whether it is a file that a web server can read; what is not is written anew."""
    return stat.S_ISREG(how.st_mode) and how.st_mode & FILE_MODE == FILE_MODE


def stand_at(folder: Path) -> tuple[Manifest, datetime] | None:
    """Return the manifest of the release that stands in a folder, and since when it does; None if none does.

    Raises OSError.
    """
    path = folder / MANIFEST
    with suppress(ManifestError):
        manifest = read_manifest(folder)
        if manifest is not None:
            return manifest, datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
    return None


def read_kept(path: Path) -> dict[str, datetime]:
    """Return until when the files stay that a list of those of earlier releases names. Raises OSError."""
    try:
        listed: Any = json.loads(path.read_bytes())
        return {name: datetime.fromisoformat(each["until"]) for name, each in listed.items()}
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def read_list(path: Path) -> Iterator[str]:
    """Yield the paths that a list names; none where it is broken or not there. Raises OSError."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return
    if path.name == LEGACY:
        listed: Any = data.decode(errors="replace").split("\n")
    else:
        try:
            listed = json.loads(data)
        except (ValueError, RecursionError):
            return
    if isinstance(listed, list | dict):
        yield from (each for each in listed if isinstance(each, str))
