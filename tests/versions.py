"""A site in versions that tell themselves apart, and what who reads it must find, whatever happens meanwhile.

    python tests/versions.py FOLDER FIRST exchanged|in-place

publishes one version after the other, from FIRST on, until it is killed.
"""

import json
import os
import re
import sys
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

from sitegen.content import content_of
from sitegen.publish.publish import Published, Site, publish
from sitegen.publish.releases import Keeping
from sitegen.publish.target import opened

EDITIONS, PAGES = ("en", "zh-hans"), 3
# Long enough that half a file can be told from a whole one.
_FILLING = "x" * 5000
_PAGE = re.compile(r"version (\d+) css (\S+) search (\S+) partner (\S+) x+ end", re.ASCII)

Read = Callable[[str], str]


class MixedError(AssertionError):
    """Somebody has read what is of two versions, half of something, or nothing."""


def files_of(version: int) -> Mapping[str, str]:
    """The files of a version: pages, with an asset, what is searched, a partner in another edition."""
    css = f"version {version} {_FILLING} end"
    asset = f"assets/site.{sha256(css.encode()).hexdigest()[:10]}.css"
    files = {asset: css}
    # Some pages come and go.
    numbers = [each for each in range(PAGES) if each < PAGES - 1 or version % 2]
    pages = [f"{edition}/{number}/index.html" for edition in EDITIONS for number in numbers]
    files["index.html"] = f"version {version} {' '.join(pages)} end"
    for edition, other in zip(EDITIONS, (*EDITIONS[1:], EDITIONS[0]), strict=True):
        search = f"{edition}/search/texts.json"
        files[search] = json.dumps({"version": version, "filling": _FILLING})
        for number in numbers:
            partner = f"{other}/{number}/index.html"
            about = f"version {version} css {asset} search {search} partner {partner}"
            files[f"{edition}/{number}/index.html"] = f"{about} {_FILLING} end"
    return files


def publish_version(version: int, into: Path, *, is_in_place: bool = False) -> Published:
    """Publish a version."""
    held = {path: content_of(text.encode()) for path, text in files_of(version).items()}
    site = Site({path: each.digest for path, each in held.items()}, lambda path: held[path].data)
    with opened(into, "a test", is_in_place=is_in_place) as target:
        return publish(target, site, Keeping(), allows_removals=True)


def load_page(read: Read, path: str, *, is_one_version: bool) -> int:
    """Load a page with all that it refers to, as a browser does; return its version.

    Raises MixedError where something is missing or half, or, if all is to be of `is_one_version`, of another.
    """
    version, css, search, partner = _page(path, read(path))
    if not read(css).startswith(f"version {version} ") or not read(css).endswith("end"):
        raise MixedError(f"{css} is not that of version {version}")
    found = json.loads(read(search))
    versions = {version, int(found["version"])}
    versions.add(int(_page(partner, read(partner))[0]))
    if is_one_version and len(versions) > 1:
        raise MixedError(f"{path} was read in versions {sorted(versions)}")
    return int(version)


def _page(path: str, text: str) -> tuple[int, str, str, str]:
    found = _PAGE.fullmatch(text)
    if found is None:
        raise MixedError(f"half of {path}: {text[:80]!r}, {len(text)} characters")
    version, css, search, partner = found.groups()
    return int(version), css, search, partner


def reading(folder: Path) -> Read:
    """Read by whole paths, as a web server does."""

    def read(path: str) -> str:
        try:
            return (folder / path).read_text("utf-8")
        except FileNotFoundError as error:
            raise MixedError(f"{path} is missing") from error

    return read


def reading_below(opened_folder: int) -> Read:
    """Read in the folder that was opened, whatever is in its place by now."""

    def read(path: str) -> str:
        try:
            with os.fdopen(os.open(path, os.O_RDONLY, dir_fd=opened_folder), encoding="utf-8") as file:
                return file.read()
        except FileNotFoundError as error:
            raise MixedError(f"{path} is missing") from error

    return read


def pages_of(read: Read) -> tuple[int, list[str]]:
    """Return the version of the first page, and the pages to which it leads."""
    found = re.fullmatch(r"version (\d+) (.*) end", read("index.html"))
    if found is None:
        raise MixedError("half of index.html")
    return int(found[1]), found[2].split(" ")


def check_whole(folder: Path, *, is_one_version: bool) -> set[int]:
    """Load every page to which a folder's first one leads; return the versions found. Raises MixedError."""
    return check_pages(reading(folder), is_one_version=is_one_version)


def check_pages(read: Read, *, is_one_version: bool) -> set[int]:
    """Load every page to which the first one leads; return the versions found. Raises MixedError."""
    version, paths = pages_of(read)
    versions = {version, *(load_page(read, path, is_one_version=is_one_version) for path in paths)}
    if is_one_version and len(versions) > 1:
        raise MixedError(f"pages are of versions {sorted(versions)}")
    return versions


def main() -> None:
    """Publish until somebody ends it."""
    into, version, where = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    print("begun", flush=True)
    while True:
        publish_version(version, into, is_in_place=where == "in-place")
        print(version, flush=True)
        version += 1


if __name__ == "__main__":
    main()
