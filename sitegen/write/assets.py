"""Files that pages and templates name: read, cleaned, measured, and named for publication."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path, PurePosixPath

from sitegen.memory import Forgetful, Memory
from sitegen.model import Diagnostic, Page, Place
from sitegen.read.limits import kilobytes
from sitegen.read.names import file_faults
from sitegen.read.standing import is_file, why
from sitegen.rules import BROKEN_PICTURE, TOO_LARGE, UNREADABLE_FILE, UNSAFE_PICTURE
from sitegen.text.addresses import FileTarget
from sitegen.text.web import encode_path
from sitegen.values import dataclass
from sitegen.write.prepared import PICTURES, Prepared, prepare

FOLDER = "assets"
_DIGITS = 10
# What the name of a published asset ends in, as a regular expression: its digest, then its ending, if any.
HASHED = rf"\.[0-9a-f]{{{_DIGITS}}}(?:\.[^./]+)?"
# Bytes of a drawing, which is read element by element, of another picture, and of any other file.
_MOST_OF_DRAWING = 2_000_000
_MOST_OF_PICTURE = 20_000_000
_MOST = 100_000_000


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
    # What is written behind an asset, by path: what a site adds to a style sheet of the templates.
    added: Mapping[str, bytes] = field(default_factory=dict)

    def find(self, path: str) -> Path | None:
        """Return the file at `path` below the first root that has it; raises OSError where one may have it.

        The project's file is no stand-in for one of the site's own that cannot be read.
        """
        return next((root / path for root in self.roots if is_file(root / path)), None)

    def publish(self, path: str, data: bytes, size: tuple[int, int] | None = None) -> Asset:
        """Return `data` as the asset at `path`, under the name by which it is published."""
        name = published_name(path)
        if not self.is_preview:
            name = name.with_name(f"{name.stem}.{hashlib.sha256(data).hexdigest()[:_DIGITS]}{name.suffix}")
        return Asset(f"{self.base_path}{encode_path(str(name))}", str(name), data, size)


def published_name(path: str) -> PurePosixPath:
    """Return where the asset at `path` is published, but for the digest in its name."""
    # What lies beside a page is published among the assets, below the page's folder.
    first, *below = PurePosixPath(path).parts
    return PurePosixPath(FOLDER, *below) if first in (FOLDER, "content") else PurePosixPath(FOLDER, path)


def load_assets(
    folders: AssetFolders, names: Iterable[str], memory: Memory
) -> tuple[Mapping[str, Asset], list[Diagnostic]]:
    """Return the assets called `names`, which templates name, by path; and what is wrong with them."""
    places = {f"{FOLDER}/{name}": Place(f"{FOLDER}/{name}") for name in names}
    return _load(folders, places, {}, memory)


def load_files(
    pages: Iterable[Page], files: Collection[str], folders: AssetFolders, memory: Memory | None = None
) -> tuple[Mapping[str, Asset], list[Diagnostic]]:
    """Return those of `files` that `pages` name, by path below a root, and what is wrong with them."""
    memory = memory or Forgetful()
    found = memory.parts(files_on, [(page,) for page in pages])
    named = [each for on_page in found for each in on_page if each[0] in files]
    shown = {path: place for path, place, is_image in named if is_image}
    return _load(folders, {path: place for path, place, _ in named}, shown, memory)


def _load(
    folders: AssetFolders, places: Mapping[str, Place], shown: Mapping[str, Place], memory: Memory
) -> tuple[Mapping[str, Asset], list[Diagnostic]]:
    """Load what exists of `places`; what of it is `shown` must be a picture."""
    assets: dict[str, Asset] = {}
    faults: list[Diagnostic] = []
    for path, place in sorted(places.items()):
        suffix = PurePosixPath(path).suffix.lower()
        if unfit := [*file_faults(path)]:
            faults += unfit
            continue
        try:
            found = folders.find(path)
            if found is None:
                continue
            if fault := _too_large(path, place, found.stat().st_size):
                faults.append(fault)
                continue
            data = memory.read(found)
        except OSError as error:
            faults.append(UNREADABLE_FILE(Place(path), "file", why=why(error)))
            continue
        if path in shown and suffix not in PICTURES:
            faults.append(BROKEN_PICTURE(shown[path], "format", path=path))
            continue
        data += folders.added.get(path, b"")
        prepared = memory.call(prepare, suffix, data, not folders.is_preview)
        if prepared.unsafe or prepared.broken:
            faults += _refused(path, place, prepared)
        else:
            published = data if prepared.data is None else prepared.data
            assets[path] = folders.publish(path, published, prepared.size)
    return assets, faults


def _too_large(path: str, place: Place, size: int) -> Diagnostic | None:
    """Say that a file of so many bytes is not published, if it is too large."""
    suffix = PurePosixPath(path).suffix.lower()
    most = _MOST_OF_DRAWING if suffix == ".svg" else _MOST_OF_PICTURE if suffix in PICTURES else _MOST
    if size <= most:
        return None
    return TOO_LARGE(place, "asset", path=path, size=kilobytes(size), most=kilobytes(most))


def _refused(path: str, place: Place, prepared: Prepared) -> Iterator[Diagnostic]:
    if prepared.broken:
        yield BROKEN_PICTURE(place, "broken", path=path, why=prepared.broken)
    for unsafe in prepared.unsafe:
        yield UNSAFE_PICTURE(Place(path, unsafe.line, unsafe.column), what=unsafe.what)


def files_on(memory: Memory, pages: Sequence[tuple[Page]]) -> Iterator[tuple[tuple[str, Place, bool], ...]]:
    """Yield for each of `pages` what `named_on` returns."""
    return (memory.call(named_on, page) for (page,) in pages)


def named_on(page: Page) -> tuple[tuple[str, Place, bool], ...]:
    """Return each file that a page names: its path, the place that does, whether it is shown there."""
    files = ((link, link.target) for link in page.links)
    return tuple(
        (target.path, link.place, link.is_image) for link, target in files if isinstance(target, FileTarget)
    )
