"""The manifest of a site: each file, its size and SHA-256 digest, and what it was made of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from sitegen.publish.disk.tree import KNOWN
from sitegen.values import dataclass

# Below the output folder. Its presence is the proof that the folder is ours.
MANIFEST = f"{KNOWN}/manifest.json"
_FORMAT = 1


class ManifestError(ValueError):
    """A file is no manifest; the message says why."""


@dataclass(frozen=True, slots=True)
class File:
    """A published file: its size in bytes, and the SHA-256 digest of what it holds."""

    size: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a site consists of, by path below its folder, without the manifest itself."""

    files: Mapping[str, File]
    # The commit that it was made of, with a plus where files differed from it; "" where that is not known.
    commit: str = ""
    # Of this generator and of what it prints with.
    versions: Mapping[str, str] = field(default_factory=dict)
    # Where its home is to be.
    base_url: str = ""

    @property
    def digests(self) -> dict[str, bytes]:
        """The digest of each file, by its path."""
        return {path: file.digest for path, file in self.files.items()}

    @property
    def pages(self) -> set[str]:
        """The paths of the pages."""
        return {path for path in self.files if path.endswith(".html")}


def print_manifest(manifest: Manifest) -> bytes:
    """Return a manifest as JSON, a line for each file: the same bytes for the same site."""
    rows = [
        f'  {_json(path)}: {{"sha256": "{file.digest.hex()}", "size": {file.size}}}'
        for path, file in sorted(manifest.files.items())
    ]
    head = {
        "format": _FORMAT,
        "base_url": manifest.base_url,
        "commit": manifest.commit,
        "versions": dict(sorted(manifest.versions.items())),
    }
    about = [f" {_json(name)}: {_json(value)}" for name, value in head.items()]
    files = ' "files": {\n' + ",\n".join(rows) + "\n }" if rows else ' "files": {}'
    return ("{\n" + ",\n".join([*about, files]) + "\n}\n").encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def parse_manifest(data: bytes) -> Manifest:
    """Return the manifest that `data` is; raises ManifestError where it is none, or names files elsewhere."""
    try:
        read: Any = json.loads(data)
        _check_format(read["format"])
        files = {
            _checked(path): File(_size(each["size"]), _digest(each["sha256"]))
            for path, each in read["files"].items()
        }
        versions = {str(name): str(version) for name, version in read["versions"].items()}
        return Manifest(files, str(read["commit"]), versions, str(read["base_url"]))
    except ManifestError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ManifestError(f"it cannot be read ({type(error).__name__}: {error})") from error


def _check_format(format_: object) -> None:
    if format_ != _FORMAT:
        raise ManifestError(f"its format is {format_}, and not {_FORMAT}")


def is_path(path: str) -> bool:
    """Tell whether a path can be that of a file of a site: below its folder, and nothing that is known of it.

    >>> is_path("en/index.html"), is_path("../index.html"), is_path(".sitegen/manifest.json")
    (True, False, False)
    """
    parts = path.split("/")
    return not ({"", ".", ".."} & {*parts}) and "\0" not in path and parts[0] != KNOWN


def _checked(path: str) -> str:
    if not is_path(path):
        raise ManifestError(f"it names {path!r}, which is no file of a site")
    return path


def _size(size: object) -> int:
    if not isinstance(size, int) or size < 0:
        raise ManifestError(f"{size!r} is no size")
    return size


def _digest(written: str) -> bytes:
    digest = bytes.fromhex(written)
    if len(digest) != 32:
        raise ManifestError(f"{written!r} is no digest")
    return digest


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of the site in a folder, or None where it has none.

    Raises ManifestError where it is broken, OSError where it cannot be read.
    """
    try:
        data = (folder / MANIFEST).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return parse_manifest(data)
