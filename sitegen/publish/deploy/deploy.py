"""What differs at a place is sent there, in an order in which no page is without what it refers to."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import field, replace
from pathlib import Path
from typing import Any, Protocol

from sitegen.publish.disk.files import new_file
from sitegen.publish.disk.tree import KNOWN, in_order
from sitegen.publish.manifest import (
    MANIFEST,
    Manifest,
    ManifestError,
    is_path,
    parse_manifest,
    print_manifest,
)
from sitegen.publish.standing import KEPT, NEXT
from sitegen.publish.verify import Difference, verify_folder
from sitegen.values import dataclass

_VARIANTS = (".br", ".gz")


class Place(Protocol):
    """Where a site is sent; every method raises OSError."""

    def read(self, path: str) -> bytes | None:
        """Return what a file there holds, or None if there is none."""

    def send(self, folder: Path, paths: Collection[str], headers: Collection[str]) -> None:
        """Send files of a folder to the same paths there."""

    def remove(self, paths: Collection[str]) -> None:
        """Remove files there."""

    def is_there(self) -> bool:
        """Tell whether anything is there."""


class NotWholeError(ValueError):
    """A folder is not as its manifest says, so it is not sent anywhere."""

    def __init__(self, differences: Sequence[Difference]) -> None:
        super().__init__(f"{len(differences)} files are not as the manifest says")
        self.differences = differences


@dataclass(frozen=True, slots=True)
class Deployment:
    """What is sent, in parts, each of which relies on those before it; and what is removed after them."""

    parts: Sequence[Sequence[str]]
    going: Sequence[str]
    # In bytes, what is sent of the site.
    size: int = 0
    # What the place is told of it, by path.
    known: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def sent(self) -> list[str]:
        """All that is sent of the site."""
        return [path for part in self.parts for path in part if not path.startswith(f"{KNOWN}/")]


def prepare(
    folder: Path, manifest: Manifest, place: Place, *, with_variants: bool = True, is_all: bool = False
) -> Deployment:
    """Return what a place lacks of the site in a folder, and what it has too much.

    `with_variants` sends the compressed files too, which object storage has no use for; `is_all` sends what
    is there already. Raises NotWholeError, OSError.
    """
    broken = [each for each in verify_folder(folder, manifest) if each.kind != "unlisted"]
    if broken:
        raise NotWholeError(broken)

    def is_sent(path: str) -> bool:
        return with_variants or not path.endswith(_VARIANTS)

    files = {path: each for path, each in manifest.files.items() if is_sent(path)}
    stays = {path: each for path, each in _rows(_read(folder / KEPT)) if is_sent(path)}
    here = {path: each.digest for path, each in files.items()}
    here |= {path: bytes.fromhex(each["sha256"]) for path, each in stays.items()}
    there, uncertain = _there(place)
    digests = {} if is_all else there
    changed = [path for path, digest in here.items() if digests.get(path) != digest or path in uncertain]
    going = sorted((there.keys() | uncertain) - here.keys())
    if not changed and not going:
        return Deployment((), ())
    known = {MANIFEST: print_manifest(replace(manifest, files=files))}
    known |= {KEPT: _printed(stays)} if stays else {}
    size = sum((folder / path).stat().st_size for path in changed)
    return Deployment(in_order([*changed, *known], there), going, size, known)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _printed(rows: Mapping[str, object]) -> bytes:
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def _there(place: Place) -> tuple[dict[str, bytes], set[str]]:
    """Return the digests of what a place has of ours, and what is not certain: it may be there or not."""
    digests: dict[str, bytes] = {}
    data = place.read(MANIFEST)
    if data is not None:
        # Half a manifest, or none of ours, tells nothing: all is sent.
        with suppress(ManifestError):
            digests |= parse_manifest(data).digests
    for path, each in _rows(place.read(KEPT)):
        with suppress(TypeError, KeyError, ValueError):
            digests[path] = bytes.fromhex(each["sha256"])
    # A run that was broken off may have sent these, or removed them.
    return digests, {path for path, _ in _rows(place.read(NEXT))}


def is_foreign(place: Place) -> bool:
    """Tell whether a place has something, and nothing of it is known as a site of ours. Raises OSError."""
    return all(place.read(path) is None for path in (MANIFEST, NEXT)) and place.is_there()


def _rows(data: bytes | None) -> Iterator[tuple[str, Any]]:
    found: Any = {}
    with suppress(ValueError, RecursionError):
        found = json.loads(data or b"{}")
    if isinstance(found, dict):
        yield from ((path, each) for path, each in found.items() if is_path(path))


def deploy(
    folder: Path,
    work: Path,
    deployment: Deployment,
    place: Place,
    headers: Callable[[str], tuple[str, ...]] = lambda path: (),
) -> None:
    """Send and remove what `prepare` has found; raises OSError.

    However it ends, the next one knows what may be there, and mends it. `headers` are those of each file.
    """
    if not deployment.parts:
        return
    # First of all a list of what is not certain from now on.
    rows = dict.fromkeys([*deployment.sent, *deployment.going])
    beside = work / f"new-{secrets.token_hex(8)}"
    (beside / KNOWN).mkdir(parents=True)
    for path, data in ((NEXT, _printed(rows)), *deployment.known.items()):
        new_file(beside, data).replace(beside / path)
    place.send(beside, [NEXT], ())
    for part in deployment.parts:
        by_headers: dict[tuple[Path, tuple[str, ...]], list[str]] = {}
        for path in part:
            by_headers.setdefault((beside if path in deployment.known else folder, headers(path)), []).append(
                path
            )
        for (source, given), paths in by_headers.items():
            place.send(source, paths, given)
    place.remove([*deployment.going, NEXT])


def purged(deployment: Deployment, base_url: str) -> list[str]:
    """Return the addresses whose answers change, for a CDN that has kept them.

    Files that have their digest in their names never change. A page has the address of its folder too.
    """
    changing = sorted(
        {path for path in (*deployment.sent, *deployment.going) if not path.endswith(_VARIANTS)}
    )
    addresses = []
    for path in changing:
        if not path.startswith("assets/"):
            addresses.append(f"{base_url}{path}")
            if path == "index.html" or path.endswith("/index.html"):
                addresses.append(f"{base_url}{path.removesuffix('index.html')}")
    return addresses
