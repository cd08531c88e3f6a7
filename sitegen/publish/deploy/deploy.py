"""What differs at a place is sent there, in an order in which no page is without what it refers to."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from sitegen.publish.disk.files import new_file
from sitegen.publish.disk.tree import KNOWN, in_order
from sitegen.publish.manifest import MANIFEST, Manifest, ManifestError, parse_manifest
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

    @property
    def sent(self) -> list[str]:
        """All that is sent of the site."""
        return [path for part in self.parts for path in part if not path.startswith(f"{KNOWN}/")]


def prepare(folder: Path, manifest: Manifest, place: Place, *, with_variants: bool = True) -> Deployment:
    """Return what a place lacks of the site in a folder, and what it has too much.

    `with_variants` sends the compressed files too, which object storage has no use for. Raises NotWholeError,
    OSError.
    """
    broken = [each for each in verify_folder(folder, manifest) if each.kind != "unlisted"]
    if broken:
        raise NotWholeError(broken)
    here = _wanted(folder, manifest, with_variants)
    there, known = _there(place)
    changed = [path for path, digest in here.items() if there.get(path) != digest]
    going = sorted(known - here.keys())
    if not changed and not going:
        return Deployment((), ())
    listed = [MANIFEST, *([KEPT] if (folder / KEPT).is_file() else [])]
    size = sum((folder / path).stat().st_size for path in changed)
    return Deployment(in_order([*changed, *listed], there), going, size)


def _wanted(folder: Path, manifest: Manifest, with_variants: bool) -> dict[str, bytes]:
    wanted = manifest.digests
    stays: Mapping[str, Any] = {}
    with suppress(FileNotFoundError):
        stays = json.loads((folder / KEPT).read_bytes())
    wanted |= {path: bytes.fromhex(each["sha256"]) for path, each in stays.items()}
    return {path: each for path, each in wanted.items() if with_variants or not path.endswith(_VARIANTS)}


def _there(place: Place) -> tuple[dict[str, bytes], set[str]]:
    """Return the digests of what a place has, as far as that is certain, and all that it may have of ours."""
    digests: dict[str, bytes] = {}
    data = place.read(MANIFEST)
    if data is not None:
        # Half a manifest, or none of ours, tells nothing: all is sent.
        with suppress(ManifestError):
            digests |= parse_manifest(data).digests
    for path, each in _rows(place.read(KEPT)):
        with suppress(TypeError, KeyError, ValueError):
            digests[path] = bytes.fromhex(each["sha256"])
    known = {*digests}
    # A run that was broken off may have sent these, and may have removed those that it did not keep.
    for path, _ in _rows(place.read(NEXT)):
        known.add(path)
        digests.pop(path, None)
    return digests, known


def _rows(data: bytes | None) -> Iterator[tuple[str, Any]]:
    found: Any = {}
    with suppress(ValueError, RecursionError):
        found = json.loads(data or b"{}")
    if isinstance(found, dict):
        yield from found.items()


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
    _begin(work, deployment, place)
    for part in deployment.parts:
        by_headers: dict[tuple[str, ...], list[str]] = {}
        for path in part:
            by_headers.setdefault(headers(path), []).append(path)
        for given, paths in by_headers.items():
            place.send(folder, paths, given)
    place.remove([*deployment.going, NEXT])


def _begin(work: Path, deployment: Deployment, place: Place) -> None:
    """Let the place have a list of all that is not certain from now on."""
    rows = dict.fromkeys([*deployment.sent, *deployment.going])
    beside = work / f"new-{secrets.token_hex(8)}"
    (beside / KNOWN).mkdir(parents=True)
    new_file(beside, json.dumps(rows, ensure_ascii=False).encode()).replace(beside / NEXT)
    place.send(beside, [NEXT], ())


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
