"""Files that pages and templates name: read, cleaned, measured, and named for publication."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path, PurePosixPath

import rcssmin
import rjsmin

from sitegen.memory import Forgetful, Memory
from sitegen.model import Diagnostic, Page, Place
from sitegen.rules import BROKEN_PICTURE, UNSAFE_PICTURE
from sitegen.text.addresses import FileTarget
from sitegen.values import dataclass
from sitegen.write.svg import BrokenPictureError, UnsafePictureError, read_svg, view_box

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

    def has_own(self, path: str) -> bool:
        """Tell whether the site's own folder has the file at `path`."""
        return (self.roots[0] / path).is_file()

    def load(self, path: str) -> Asset:
        """Return the asset at `path` (below a root); raises what `read_svg` and UnsafePictureError say."""
        found = self.find(path)
        if found is None:
            raise FileNotFoundError(path)
        pure, data = PurePosixPath(path), found.read_bytes()
        if pure.suffix.lower() == ".svg":
            data, unsafe = read_svg(data)
            if unsafe:
                raise UnsafePictureError(unsafe)
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
    # It loads what asks servers for pictures: not for a site without any.
    import imagesize

    width, height = imagesize.get(io.BytesIO(data))
    if (width <= 0 or height <= 0) and (box := view_box(data)):
        width, height = box
    if width <= 0 or height <= 0:
        raise BrokenPictureError("its width and height cannot be told")
    return int(width), int(height)


def load_assets(folders: AssetFolders, names: Iterable[str]) -> tuple[Mapping[str, Asset], list[Diagnostic]]:
    """Return the assets called `names`, which templates name, by path; and what is wrong with them."""
    places = {f"{FOLDER}/{name}": Place(f"{FOLDER}/{name}") for name in names}
    return _load(folders, places, {})


def load_files(
    pages: Iterable[Page], files: Collection[str], folders: AssetFolders, memory: Memory | None = None
) -> tuple[Mapping[str, Asset], list[Diagnostic]]:
    """Return those of `files` that `pages` name, by path below a root, and what is wrong with them."""
    memory = memory or Forgetful()
    named = [each for page in pages for each in memory.call(named_on, page) if each[0] in files]
    shown = {path: place for path, place, is_image in named if is_image}
    return _load(folders, {path: place for path, place, _ in named}, shown)


def _load(
    folders: AssetFolders, places: Mapping[str, Place], shown: Mapping[str, Place]
) -> tuple[Mapping[str, Asset], list[Diagnostic]]:
    """Load what exists of `places`; what of it is `shown` must be a picture."""
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
        except UnsafePictureError as error:
            for unsafe in error.found:
                where = Place(path, unsafe.line, unsafe.column)
                faults.append(UNSAFE_PICTURE(where, what=unsafe.what))
        except BrokenPictureError as error:
            faults.append(BROKEN_PICTURE(place, "broken", path=path, why=str(error)))
    return assets, faults


def named_on(page: Page) -> tuple[tuple[str, Place, bool], ...]:
    """Return each file that a page names: its path, the place that does, whether it is shown there."""
    files = ((link, link.target) for link in page.links)
    return tuple(
        (target.path, link.place, link.is_image) for link, target in files if isinstance(target, FileTarget)
    )
