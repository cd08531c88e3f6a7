"""An earlier release is had back."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.looked import Looked
from sitegen.publish.disk.tree import digest_of
from sitegen.publish.publish import Published, Site, publish
from sitegen.publish.releases import Keeping, Release, Releases, standing_release
from sitegen.publish.standing import stand, stand_at
from sitegen.publish.target import Target


class NotBackError(ValueError):
    """A release cannot be had back: so many of its files are lost, these among them."""

    def __init__(self, release: Release, lost: Sequence[str]) -> None:
        super().__init__(f"{len(lost)} files of {release.name} are lost")
        self.release, self.lost = release, lost


def releases_of(target: Target) -> tuple[Release | None, list[Release]]:
    """Return the release that stands, if one does, and those before it, the last first. Raises OSError."""
    standing, past = stand_at(target.folder), Releases(target.work).past()
    if standing is None:
        return None, past
    release = standing_release(*standing)
    known = next((each for each in past if each.digest == release.digest), None)
    if known is not None:
        release = standing_release(standing[0], min(known.made, standing[1]))
    return release, [each for each in past if each.digest != release.digest]


def roll_back(target: Target, release: Release, keeping: Keeping) -> Published:
    """Publish a release again; raises NotBackError or ManifestError before anything is changed, OSError."""
    releases, looked = Releases(target.work), Looked(digest_of)
    stood = stand(target.folder, looked)
    of = release.manifest
    digests = of.digests
    here = {digest: path for path, digest in stood.digests.items()}

    # What stands at another path may be gone, or another, when it is asked for.
    data = {
        path: (target.folder / here[digest]).read_bytes() if digest in here else releases.read(digest)
        for path, digest in digests.items()
        if stood.digests.get(path) != digest
    }
    lost = sorted(path for path, each in data.items() if each is None)
    if lost:
        raise NotBackError(release, lost)

    def read(path: str) -> bytes:
        found = data.get(path)
        return (target.folder / path).read_bytes() if found is None else found

    site = Site(digests, read, of.commit, of.versions, of.base_url)
    return publish(target, site, keeping, looked, allows_removals=True)
