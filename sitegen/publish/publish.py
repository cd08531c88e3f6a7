"""The story of a publication: the output folder comes to hold a site, whole or not at all."""

from __future__ import annotations

import errno
import json
import os
import secrets
import stat
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import field
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from itertools import chain
from pathlib import Path

from sitegen.looked import Looked
from sitegen.publish.disk.exchange import exchange
from sitegen.publish.disk.files import settle, sync
from sitegen.publish.disk.folder import FOLDER_MODE, Folder
from sitegen.publish.disk.tree import (
    KNOWN,
    Source,
    digest_of,
    in_the_way,
    linked,
    look,
    made,
    update,
    written,
)
from sitegen.publish.manifest import MANIFEST, File, Manifest, print_manifest
from sitegen.publish.releases import Keeping, Lasting, Releases
from sitegen.publish.standing import KEPT, NEXT, Stood, stand
from sitegen.publish.target import Target
from sitegen.values import dataclass

# More than one of so many pages are not removed without a word.
_MANY = 10


class RemovalsError(ValueError):
    """So many pages would be gone that it may be a mistake: these, of so many."""

    def __init__(self, gone: Collection[str], pages: int) -> None:
        super().__init__(f"{len(gone)} of {pages} pages would be removed")
        self.gone, self.pages = sorted(gone), pages


@dataclass(frozen=True, slots=True)
class Site:
    """What is to be published: the digest of each file, how to have what it holds, what it was made of."""

    digests: Mapping[str, bytes]
    data: Callable[[str], bytes]
    commit: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    base_url: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing changed: paths below the output folder."""

    written: tuple[str, ...]
    removed: tuple[str, ...]


def publish(
    target: Target,
    site: Site,
    keeping: Keeping,
    looked: Looked[bytes] | None = None,
    *,
    allows_removals: bool = False,
) -> Published:
    """Make the output folder hold `site`, and what stays of earlier releases; return what changed.

    Whoever reads there finds the old site or the new one; where the folder cannot be exchanged, each file of
    the one or the other, and all that it refers to. What others put there stays. `looked` tells digests of
    files. Raises RemovalsError before anything is changed, OSError where the disk refuses.
    """
    looked = looked or Looked(digest_of)
    releases = Releases(target.work)
    stood = stand(target.folder, looked)
    ours = stood.ours(site.digests)
    if not allows_removals:
        _ask(ours, site)
    manifest = _manifest(site, stood.manifest)
    if stood.manifest is not None and stood.manifest.files != manifest.files:
        _keep(releases, stood, target, frozenset(site.digests.values()))
    lasting = releases.lasting(datetime.now(UTC), keeping)
    stays = {path: each for path, each in lasting.items() if _is_there(path, each, site, stood, releases)}
    about = {MANIFEST: print_manifest(manifest), **({KEPT: _print_kept(stays)} if stays else {})}
    wanted = {
        **site.digests,
        **{path: each.digest for path, each in stays.items()},
        **{path: sha256(data).digest() for path, data in about.items()},
    }

    def data(path: str) -> bytes:
        if path in about:
            return about[path]
        return site.data(path) if path in site.digests else releases.get(wanted[path])

    changed = [path for path, digest in wanted.items() if stood.digests.get(path) != digest]
    going = [path for path in ours if path not in wanted]
    if changed or going:
        _make_room(stood, wanted, going, target)
        sources = {path: written(partial(data, path)) for path in wanted}
        if target.exchanges and (_shown(chain(changed, going)) or not stood.seen):
            _exchange(target, stood, wanted, going, sources, looked)
        else:
            _replace(target, {path: sources[path] for path in changed}, going, {*ours, *wanted}, stood.seen)
            for path in changed:
                looked.expect(target.folder / path, wanted[path])
    releases.prune(keeping)
    return Published(_shown(changed), _shown(going))


def _make_room(stood: Stood, wanted: Collection[str], going: list[str], target: Target) -> None:
    """Let links and empty folders go that stand in the way of the site; raise IsADirectoryError for files."""
    foreign = [path for path in stood.seen if path not in wanted and path not in going]
    for path in in_the_way(foreign, wanted):
        if not path.endswith("/") and not stat.S_ISLNK(stood.seen[path].st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target.folder / path))
        going.append(path)


def _ask(ours: Collection[str], site: Site) -> None:
    pages = [path for path in ours if path.endswith(".html")]
    gone = [path for path in pages if path not in site.digests]
    if len(gone) * _MANY > len(pages):
        raise RemovalsError(gone, len(pages))


def _manifest(site: Site, last: Manifest | None) -> Manifest:
    """Return the manifest of a site; what the last one has is not read to be measured."""
    sizes = {file.digest: file.size for file in last.files.values()} if last else {}
    files = {
        path: File(sizes[digest] if digest in sizes else len(site.data(path)), digest)
        for path, digest in site.digests.items()
    }
    return Manifest(files, site.commit, site.versions, site.base_url)


def _keep(releases: Releases, stood: Stood, target: Target, coming: Collection[bytes]) -> None:
    """Keep the release that stands, and what its files hold that will not be there any more."""
    assert stood.manifest is not None
    files = stood.manifest.files
    held = {
        path: target.folder / path
        for path, file in files.items()
        if file.digest not in coming and stood.digests.get(path) == file.digest
    }
    made = datetime.fromtimestamp(int(stood.seen[MANIFEST].st_mtime), UTC)
    releases.keep(stood.manifest, made, datetime.now(UTC), held)


def _is_there(path: str, lasting: Lasting, site: Site, stood: Stood, releases: Releases) -> bool:
    """Tell whether what is to stay can: the site has no such file, and what it held is still to be had."""
    if path in site.digests:
        return False
    return stood.digests.get(path) == lasting.digest or releases.read(lasting.digest) is not None


def _print_kept(stays: Mapping[str, Lasting]) -> bytes:
    rows = {
        path: {"sha256": each.digest.hex(), "until": each.until.isoformat(timespec="seconds")}
        for path, each in sorted(stays.items())
    }
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def _shown(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(path for path in paths if not path.startswith(f"{KNOWN}/")))


def _replace(
    target: Target,
    coming: Mapping[str, Source],
    going: Collection[str],
    every: Collection[str],
    there: Collection[str],
) -> None:
    """Write file by file, in an order in which all is there that somebody may be led to."""
    target.folder.mkdir(mode=FOLDER_MODE, exist_ok=True)

    def pause() -> None:
        settle(target.folder)

    with Folder(target.folder, target.beside) as folder:
        # Before any of them: what a run that is broken off leaves is still known as ours.
        folder.write(NEXT, (json.dumps(sorted(every), ensure_ascii=False, indent=0) + "\n").encode())
        update(folder, coming, [path for path in going if path != NEXT], there, pause)
        pause()
        folder.remove(NEXT)


def _exchange(
    target: Target,
    stood: Stood,
    wanted: Mapping[str, bytes],
    going: Collection[str],
    sources: Mapping[str, Source],
    looked: Looked[bytes],
) -> None:
    """Prepare a folder beside the one that is published, and let them change places."""
    folder, tree = target.folder, target.new(secrets.token_hex(8))
    tree.mkdir(exist_ok=True)
    has = stand(tree, looked)
    coming: dict[str, Source] = {}
    for path, digest in wanted.items():
        if has.digests.get(path) != digest:
            is_same = stood.digests.get(path) == digest
            coming[path] = linked(folder / path) if is_same else sources[path]
    foreign = stood.seen.keys() - wanted.keys() - {*going}
    for path in foreign:
        if not (path in has.seen and os.path.samestat(has.seen[path], stood.seen[path])):
            coming[path] = made if path.endswith("/") else linked(folder / path)
    with Folder(tree, target.work) as opened:
        update(opened, coming, [path for path in has.seen if path not in wanted and path not in foreign])
    for path in coming.keys() & wanted.keys():
        looked.expect(tree / path, wanted[path])
    _take_after(tree, target)
    settle(target.work)
    if not folder.exists():
        tree.rename(folder)
    else:
        exchange(folder, tree)
        _bring_along(target, tree, stood)
        target.retire(tree)
    sync(folder.parent)


def _take_after(tree: Path, target: Target) -> None:
    """Give the prepared folder the owner and the mode that the published one has."""
    if not target.folder.exists():
        tree.chmod(FOLDER_MODE)
        return
    state = target.folder.stat()
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.chown(tree, state.st_uid, state.st_gid)
    tree.chmod(state.st_mode & 0o7777)


def _bring_along(target: Target, tree: Path, stood: Stood) -> None:
    """Bring what others have put into the published folder while the new one was prepared."""
    late = [path for path in look(tree) if path not in stood.seen]
    if not late:
        return
    before = look(target.folder)
    late = [path for path in late if path not in before]
    with Folder(target.folder, target.work) as folder:
        for path in late:
            (made if path.endswith("/") else linked(tree / path))(folder, path)
