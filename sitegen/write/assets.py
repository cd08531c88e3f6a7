"""Files that pages and templates name: read, cleaned, measured, and named for publication."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import imagesize
import rcssmin
import rjsmin

from sitegen.facts.addresses import FileTarget, read_address
from sitegen.model import Diagnostic, Library, Place
from sitegen.rules import BROKEN_PICTURE
from sitegen.write.svg import BrokenPictureError, clean_svg, view_box

FOLDER = "assets"
# Comments and spaces are for whoever reads the source: a third of the bytes, even compressed.
_SHORTEN = {".css": rcssmin.cssmin, ".js": rjsmin.jsmin}
_PICTURES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif"})


@dataclass(frozen=True, slots=True)
class Asset:
    """A published file: its URL, its path below the output folder, and its size where it is a picture."""

    url: str
    output_path: str
    data: bytes
    size: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class AssetFolders:
    """Where assets are looked for, the site's own folder first, and how they are named."""

    roots: tuple[Path, ...]
    base_path: str
    is_preview: bool

    def find(self, path: str) -> Path | None:
        """Return the file at `path` below the first root that has it."""
        return next((root / path for root in self.roots if (root / path).is_file()), None)

    def load(self, path: str) -> Asset:
        """Return the asset at `path` (below a root); raises BrokenPictureError for a picture that is none."""
        found = self.find(path)
        if found is None:
            raise FileNotFoundError(path)
        pure, data = PurePosixPath(path), found.read_bytes()
        if pure.suffix.lower() == ".svg":
            data = clean_svg(data)
        if not self.is_preview and (shorten := _SHORTEN.get(pure.suffix.lower())):
            data = bytes(shorten(data))
        size = _measure(data) if pure.suffix.lower() in _PICTURES else None
        return self.publish(path, data, size)

    def publish(self, path: str, data: bytes, size: tuple[int, int] | None = None) -> Asset:
        """Return `data` as the asset at `path`, under the name by which it is published."""
        # What lies beside a page is published among the assets, below the page's folder.
        first, *below = PurePosixPath(path).parts
        name = PurePosixPath(FOLDER, *below) if first in (FOLDER, "content") else PurePosixPath(FOLDER, path)
        if not self.is_preview:
            name = name.with_name(f"{name.stem}.{hashlib.sha256(data).hexdigest()[:10]}{name.suffix}")
        return Asset(f"{self.base_path}{name}", str(name), data, size)


def _measure(data: bytes) -> tuple[int, int]:
    width, height = imagesize.get(io.BytesIO(data))
    if (width <= 0 or height <= 0) and (box := view_box(data)):
        width, height = box
    if width <= 0 or height <= 0:
        raise BrokenPictureError("its width and height cannot be told")
    return int(width), int(height)


def load_assets(
    library: Library, folders: AssetFolders, named_by_templates: Iterable[str], drafts: bool
) -> tuple[Mapping[str, Asset], list[Diagnostic]]:
    """Return the assets by path below a root, and what is wrong with those that exist."""
    places = {f"{FOLDER}/{name}": Place(f"{FOLDER}/{name}") for name in named_by_templates}
    places |= dict(_named_by_pages(library, drafts))
    shown = dict(_named_by_pages(library, drafts, only_pictures=True))
    assets: dict[str, Asset] = {}
    faults: list[Diagnostic] = []
    for path, place in sorted(places.items()):
        if folders.find(path) is None:
            continue
        if path in shown and PurePosixPath(path).suffix.lower() not in _PICTURES:
            faults.append(BROKEN_PICTURE(shown[path], "format", path=path))
            continue
        try:
            assets[path] = folders.load(path)
        except BrokenPictureError as error:
            faults.append(BROKEN_PICTURE(place, "broken", path=path, why=str(error)))
    return assets, faults


def _named_by_pages(
    library: Library, drafts: bool, *, only_pictures: bool = False
) -> Iterator[tuple[str, Place]]:
    for page in library.pages.values():
        if page.front.draft and not drafts:
            continue
        for link in page.links:
            target = read_address(link.address, page.path, page.key, page.language)
            if (
                isinstance(target, FileTarget)
                and target.path in library.files
                and (link.is_image or not only_pictures)
            ):
                yield target.path, link.place
