"""The lock files as values: every package that they pin, for Python and for npm."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).parents[2]
SHIPS = "requirements.lock"
DEVELOPMENT = "requirements-dev.lock"
# What asks about vulnerabilities has an environment of its own, beside the one it asks about.
AUDIT = "tests/supply/audit.lock"
NPM = ("tests/nu", "tests/quality/lighthouse")
_PIN = re.compile(r"([a-z0-9][a-z0-9.-]*)==(\S+?)(?: ; (.+?))? \\")
_HASH = re.compile(r"    --hash=sha256:([0-9a-f]{64})(?: \\)?")
_VIA = re.compile(r"    #(?: via)?(?:   | )?(.*)")


@dataclass(frozen=True)
class Package:
    """A package that a lock file pins: where it may come from is left open, what it holds is not."""

    kind: str
    name: str
    version: str
    # By algorithm as CycloneDX names it: one for each file that the registry has of this version.
    hashes: tuple[tuple[str, str], ...]
    # What it needs of the same lock, by purl.
    needs: tuple[str, ...] = ()
    is_direct: bool = False
    # Whether a site is built with it; all others are tools.
    ships: bool = False
    # What only its lock says of it: npm’s has the licence.
    licence: str = ""

    @property
    def purl(self) -> str:
        """Return the name that all databases know it by: a package URL."""
        return purl(self.kind, self.name, self.version)


class LockError(ValueError):
    """A lock file is written in another way than it was: the message has the line."""


def purl(kind: str, name: str, version: str) -> str:
    """Return the package URL of a version; the scope of npm is a part of the name."""
    return f"pkg:{kind}/{quote(name, safe='/')}@{quote(version, safe='')}"


def read_python(root: Path, lock: str = DEVELOPMENT) -> tuple[Package, ...]:
    """Return the packages of a Python lock file in its order; raises LockError for a line of another kind."""
    shipping = {name for name, *_ in _entries(root / SHIPS)} if lock == DEVELOPMENT else set()
    entries = list(_entries(root / lock))
    versions = {name: version for name, version, _, _ in entries}
    needs: dict[str, list[str]] = {name: [] for name in versions}
    for name, version, _, wanting in entries:
        for other in wanting:
            if other in needs:
                needs[other].append(purl("pypi", name, version))
    return tuple(
        Package(
            "pypi",
            name,
            version,
            tuple(("SHA-256", digest) for digest in hashes),
            tuple(needs[name]),
            is_direct=not versions.keys() >= set(wanting),
            ships=name in shipping,
        )
        for name, version, hashes, wanting in entries
    )


def _entries(lock: Path) -> Iterator[tuple[str, str, list[str], list[str]]]:
    """Yield name, version, hashes and who wants it, package by package."""
    name = version = ""
    hashes: list[str] = []
    wanting: list[str] = []
    for number, line in enumerate(lock.read_text("utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        if pin := _PIN.fullmatch(line):
            if name:
                yield name, version, hashes, wanting
            name, version, hashes, wanting = pin[1], pin[2], [], []
        elif digest := _HASH.fullmatch(line):
            hashes.append(digest[1])
        elif via := _VIA.fullmatch(line):
            # `-c` names the lock that this one agrees with, which wants nothing.
            if via[1] and not via[1].startswith("-c "):
                wanting.append(via[1])
        else:
            raise LockError(f"{lock.name}:{number}: this is no line of a lock file: {line!r}")
    if name:
        yield name, version, hashes, wanting


def read_npm(root: Path, folder: str) -> tuple[Package, ...]:
    """Return the packages of a package-lock.json, each version once, sorted by name."""
    text = (root / folder / "package-lock.json").read_text("utf-8")
    entries: Mapping[str, Mapping[str, Any]] = json.loads(text)["packages"]
    wanted = entries[""].get("devDependencies", {}).keys() | entries[""].get("dependencies", {}).keys()
    found: dict[str, Package] = {}
    for path, entry in entries.items():
        if not path:
            continue
        needed = (_resolve(entries, path, name) for name in sorted(_wants(entry)))
        package = Package(
            "npm",
            _npm_name(path),
            entry["version"],
            tuple(_integrity(entry["integrity"])),
            tuple(purl("npm", _npm_name(other), entries[other]["version"]) for other in needed if other),
            is_direct=path.removeprefix("node_modules/") in wanted,
            licence=entry.get("license", ""),
        )
        known = found.get(package.purl)
        # The same version may lie in two folders, and find other neighbours there.
        if known:
            needs = tuple(sorted({*known.needs, *package.needs}))
            package = replace(package, needs=needs, is_direct=known.is_direct or package.is_direct)
        found[package.purl] = package
    return tuple(found[each] for each in sorted(found))


def _wants(entry: Mapping[str, Any]) -> set[str]:
    return {*entry.get("dependencies", {}), *entry.get("optionalDependencies", {})}


def _npm_name(path: str) -> str:
    return path.rpartition("node_modules/")[2]


def _resolve(entries: Mapping[str, object], path: str, name: str) -> str | None:
    """Return the folder from which Node.js would take `name` for the package in `path`: the nearest one."""
    while True:
        beside = f"{path}/node_modules/{name}" if path else f"node_modules/{name}"
        if beside in entries:
            return beside
        if not path:
            # It is for another system, or nobody wants it here.
            return None
        path = path.rpartition("/node_modules/")[0] if "/node_modules/" in path else ""


def _integrity(text: str) -> Iterator[tuple[str, str]]:
    for each in text.split():
        algorithm, _, digest = each.partition("-")
        yield f"SHA-{algorithm.removeprefix('sha')}", base64.b64decode(digest).hex()


def everything(root: Path) -> tuple[Package, ...]:
    """Return every package that building, testing and auditing a site installs, by purl.

    What asks about vulnerabilities is no part of it: that looks at all this from outside.
    """
    found = [*read_python(root), *(each for folder in NPM for each in read_npm(root, folder))]
    return tuple({each.purl: each for each in sorted(found, key=lambda each: each.purl)}.values())
