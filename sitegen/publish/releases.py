"""Releases that others have taken the place of: what they consisted of, and what their files held."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from sitegen.publish.disk.files import new_file
from sitegen.publish.disk.tree import digest_of, is_referred_to
from sitegen.publish.manifest import Manifest, ManifestError, parse_manifest, print_manifest
from sitegen.values import dataclass

_RELEASES, _OBJECTS = "releases", "objects"
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long what pages refer to stays for pages that are open or cached, and of how many releases."""

    days: int = 7
    releases: int = 10


@dataclass(frozen=True, slots=True)
class Release:
    """A site that was published: when it was made, and until when it stood; None for the one that stands."""

    name: str
    made: datetime
    until: datetime | None
    # The digest of its manifest.
    digest: bytes
    # What of it pages refer to: digests by path.
    referred: Mapping[str, bytes]
    # The digests of what is kept because the release that took its place did not have it.
    kept: frozenset[bytes]
    read: Callable[[], Manifest] = field(compare=False)

    @property
    def manifest(self) -> Manifest:
        """What it consists of. Raises ManifestError where that is lost, OSError where it cannot be read."""
        return self.read()


def standing_release(manifest: Manifest, made: datetime) -> Release:
    """Return the release that stands, whose manifest is known."""
    digest = sha256(print_manifest(manifest)).digest()
    return Release(_name(digest, made), made, None, digest, {}, frozenset(), lambda: manifest)


@dataclass(frozen=True, slots=True)
class Lasting:
    """What stays of a release that is no longer published: the digest of a file, and until when."""

    digest: bytes
    until: datetime


def _name(digest: bytes, made: datetime) -> str:
    """When it was made, and a part of the digest of its manifest."""
    return f"{made.strftime(_STAMP)}-{digest.hex()[:8]}"


class Releases:
    """The releases that a folder keeps. Every method raises OSError where the disk refuses."""

    def __init__(self, work: Path) -> None:
        self._work = work

    def past(self) -> list[Release]:
        """Return the releases that others have taken the place of, the last one first."""
        folder = self._work / _RELEASES
        files = sorted(folder.glob("*.json")) if folder.is_dir() else []
        found = (_parse(path) for path in files)
        return sorted(filter(None, found), key=_ended, reverse=True)

    def keep(self, manifest: Manifest, made: datetime, now: datetime, held: Mapping[str, Path]) -> None:
        """Keep a release that stood until `now`; `held` are its files that the next one does not have."""
        for folder in (_RELEASES, _OBJECTS):
            (self._work / folder).mkdir(mode=0o700, exist_ok=True)
        kept = {manifest.files[path].digest: file for path, file in held.items()}
        for digest, file in kept.items():
            if not self.file(digest).is_file():
                self._take(file, self.file(digest))
        printed = print_manifest(manifest)
        digest = sha256(printed).digest()
        # A release that was had back is one, however often.
        for other in self.past():
            if other.digest == digest:
                made = min(made, other.made)
                self._path(other.name).unlink(missing_ok=True)
        head = {
            "made": made.isoformat(timespec="seconds"),
            "until": now.isoformat(),
            "manifest": digest.hex(),
            "referred": {
                path: file.digest.hex() for path, file in manifest.files.items() if is_referred_to(path)
            },
            "kept": sorted(each.hex() for each in kept),
        }
        data = json.dumps(head, ensure_ascii=False).encode() + b"\n" + printed
        new_file(self._work, data).replace(self._path(_name(digest, made)))

    def lasting(self, now: datetime, keeping: Keeping) -> dict[str, Lasting]:
        """Return what stays for pages that are open or cached, by path."""
        stays: dict[str, Lasting] = {}
        for release in self.past()[: keeping.releases]:
            until = _ended(release) + timedelta(days=keeping.days)
            if until > now:
                for path, digest in release.referred.items():
                    stays.setdefault(path, Lasting(digest, until))
        return stays

    def prune(self, keeping: Keeping) -> None:
        """Forget all but so many releases, and what was kept for none of these."""
        past = self.past()
        for release in past[keeping.releases :]:
            self._path(release.name).unlink(missing_ok=True)
        needed = {digest.hex() for each in past[: keeping.releases] for digest in each.kept}
        folder = self._work / _OBJECTS
        for file in folder.iterdir() if folder.is_dir() else ():
            if file.name not in needed:
                file.unlink(missing_ok=True)

    def file(self, digest: bytes) -> Path:
        """Return where that is kept which has this digest, if it is."""
        return self._work / _OBJECTS / digest.hex()

    def read(self, digest: bytes) -> bytes | None:
        """Return what has this digest, or None where it is not kept, or is no longer what it was."""
        try:
            data = self.file(digest).read_bytes()
        except FileNotFoundError:
            return None
        return data if sha256(data).digest() == digest else None

    def get(self, digest: bytes) -> bytes:
        """Return what has this digest; raises FileNotFoundError where it is not kept any more."""
        data = self.read(digest)
        if data is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(self.file(digest)))
        return data

    def _take(self, file: Path, kept: Path) -> None:
        if digest_of(file).hex() == kept.name:
            try:
                os.link(file, kept)
            except OSError:
                new_file(self._work, file.read_bytes()).replace(kept)

    def _path(self, name: str) -> Path:
        return self._work / _RELEASES / f"{name}.json"


def _ended(release: Release) -> datetime:
    return release.until or datetime.max.replace(tzinfo=UTC)


def _parse(path: Path) -> Release | None:
    with path.open("rb") as file:
        head = file.readline()
    try:
        about: Any = json.loads(head)
        made, until = (datetime.fromisoformat(about[key]) for key in ("made", "until"))
        referred = {name: bytes.fromhex(digest) for name, digest in about["referred"].items()}
        kept = frozenset(map(bytes.fromhex, about["kept"]))
        digest = bytes.fromhex(about["manifest"])
        return Release(path.stem, made, until, digest, referred, kept, partial(_read, path, digest))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # Half of a record, or none of ours: a release that cannot be had back.
        return None


def _read(path: Path, digest: bytes) -> Manifest:
    printed = path.read_bytes().partition(b"\n")[2]
    if sha256(printed).digest() != digest:
        raise ManifestError(f"{path} is not as it was written")
    return parse_manifest(printed)
