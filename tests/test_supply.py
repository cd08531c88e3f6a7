"""What the project is made of: lock files as values, licences, and the bill of materials made from both."""

from __future__ import annotations

import json
import re
from email.message import Message
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from supply.bom import NAME, bill, written
from supply.licences import DEVELOPING, SHIPPING, SILENT, is_allowed, refused, said_by, spoken
from supply.locks import (
    AUDIT,
    DEVELOPMENT,
    NPM,
    ROOT,
    SHIPS,
    LockError,
    Package,
    everything,
    purl,
    read_npm,
    read_python,
)

PACKAGES = everything(ROOT)
BY_NAME = {each.name: each for each in PACKAGES}
A, B, C = ("a" * 64, "b" * 64, "c" * 64)


def write_lock(root: Path, name: str, *entries: str) -> None:
    (root / name).write_text("# made by a machine\n" + "".join(entries), encoding="utf-8")


def entry(pin: str, digest: str, *via: str) -> str:
    wanting = f"    # via {via[0]}\n" if len(via) == 1 else "".join(f"    #   {each}\n" for each in via)
    return f"{pin} \\\n    --hash=sha256:{digest}\n{'    # via' if len(via) != 1 else ''}\n{wanting}".replace(
        "\n\n", "\n"
    )


def test_a_python_lock_is_read(tmp_path: Path) -> None:
    """Pins with markers, hashes, who wants what; `-c` names a file, which wants nothing."""
    ships = entry("base==1.0", A, "sitegen (pyproject.toml)")
    write_lock(tmp_path, SHIPS, ships)
    tool = entry(
        "tool==2.0+x ; sys_platform == 'win32'", B, "-c requirements.lock", "sitegen (pyproject.toml:dev)"
    )
    shared = entry("under==3", C, "base", "tool")
    write_lock(tmp_path, DEVELOPMENT, ships, tool, shared)
    assert read_python(tmp_path) == (
        Package("pypi", "base", "1.0", (("SHA-256", A),), ("pkg:pypi/under@3",), is_direct=True, ships=True),
        Package("pypi", "tool", "2.0+x", (("SHA-256", B),), ("pkg:pypi/under@3",), is_direct=True),
        Package("pypi", "under", "3", (("SHA-256", C),)),
    )


@pytest.mark.parametrize(
    "line", ["base>=1.0 \\", "base==1.0", "-e .", "    --hash=md5:00", "base @ file:x \\"]
)
def test_a_line_that_pins_nothing_is_named(tmp_path: Path, line: str) -> None:
    """A lock that is written in another way is not read as if it held less."""
    write_lock(tmp_path, AUDIT.rpartition("/")[2], f"{line}\n")
    with pytest.raises(LockError, match=r"audit\.lock:2: "):
        read_python(tmp_path, "audit.lock")


@pytest.mark.parametrize("lock", [SHIPS, DEVELOPMENT, AUDIT])
def test_no_pin_is_passed_over(lock: str) -> None:
    """Every pin of the lock file is a package, and each has a hash."""
    text = (ROOT / lock).read_text("utf-8")
    found = read_python(ROOT, lock)
    assert [each.name for each in found] == re.findall(r"(?m)^([a-z0-9.-]+)==", text)
    assert sum(len(each.hashes) for each in found) == text.count("--hash=sha256:")
    assert all(each.hashes for each in found)


def test_a_tree_of_npm_is_read(tmp_path: Path) -> None:
    """What is needed is taken from the nearest folder; a version that lies in two folders is one package."""
    integrity = "sha512-" + "AAAA" * 21 + "AA=="
    of = {"version": "1.0.0", "integrity": integrity, "license": "MIT"}
    packages = {
        "": {"devDependencies": {"@a/top": "1", "mid": "1"}},
        "node_modules/@a/top": of | {"dependencies": {"low": "1", "mid": "1"}},
        "node_modules/mid": of | {"dependencies": {"low": "2"}, "optionalDependencies": {"elsewhere": "1"}},
        "node_modules/mid/node_modules/low": of | {"version": "2.0.0"},
        "node_modules/low": of,
        "node_modules/low/node_modules/mid": of | {"dependencies": {"low": "1"}},
    }
    (tmp_path / "package-lock.json").write_text(json.dumps({"packages": packages}), "utf-8")
    found = {each.purl: each for each in read_npm(tmp_path, ".")}
    assert {name: (each.needs, each.is_direct) for name, each in found.items()} == {
        "pkg:npm/%40a/top@1.0.0": (("pkg:npm/low@1.0.0", "pkg:npm/mid@1.0.0"), True),
        "pkg:npm/mid@1.0.0": (("pkg:npm/low@1.0.0", "pkg:npm/low@2.0.0"), True),
        "pkg:npm/low@1.0.0": ((), False),
        "pkg:npm/low@2.0.0": ((), False),
    }
    assert {each.hashes for each in found.values()} == {(("SHA-512", "0" * 128),)}


@pytest.mark.parametrize("folder", NPM)
def test_every_file_of_npm_has_a_hash(folder: str) -> None:
    """And a package that somebody wants."""
    found = read_npm(ROOT, folder)
    needed = {each for package in found for each in package.needs}
    assert [each.name for each in found if not each.is_direct and each.purl not in needed] == []
    assert all(each.hashes for each in found)


def test_only_what_builds_a_site_ships() -> None:
    """Whatever that needs ships with it."""
    shipping = {each.purl: each for each in PACKAGES if each.ships}
    assert {each.name for each in shipping.values()} == {each.name for each in read_python(ROOT, SHIPS)}
    assert {need for each in shipping.values() for need in each.needs} <= shipping.keys()


def metadata(*fields: tuple[str, str]) -> Message:
    head = Message()
    for name, value in fields:
        head[name] = value
    return head


MIT, BSD = "License :: OSI Approved :: MIT License", "License :: OSI Approved :: BSD License"


@pytest.mark.parametrize(
    ("fields", "licence"),
    [
        ([("License-Expression", "MIT OR Apache-2.0"), ("License", "BSD")], "MIT OR Apache-2.0"),
        ([("Classifier", MIT), ("License", "see LICENSE")], "MIT"),
        ([("Classifier", "License :: OSI Approved"), ("Classifier", MIT)], "MIT"),
        ([("Classifier", BSD), ("License", "BSD-3-Clause")], "BSD-3-Clause"),
        ([("Classifier", BSD), ("License", "BSD")], ""),
        ([("Classifier", BSD), ("License", "MIT")], ""),
        ([("Classifier", MIT), ("Classifier", BSD)], ""),
        ([("Classifier", "Topic :: Text"), ("License", "ISC")], "ISC"),
        ([("License", "Copyright (c) somebody")], ""),
        ([], ""),
    ],
)
def test_metadata_say_a_licence(fields: list[tuple[str, str]], licence: str) -> None:
    """The most exact word counts; one that leaves open which licence is meant is none."""
    assert said_by(metadata(*fields)) == licence


@pytest.mark.parametrize(
    ("expression", "is_fine"),
    [
        ("MIT", True),
        ("(MIT OR CC0-1.0)", True),
        ("MIT OR GPL-2.0-only", True),
        ("GPL-2.0-only OR MIT", True),
        ("MIT AND PSF-2.0", True),
        ("MIT AND (GPL-3.0-only OR ISC)", True),
        ("MIT AND GPL-3.0-only OR ISC", True),
        ("ISC OR GPL-3.0-only AND MIT", True),
        ("(ISC OR GPL-3.0-only) AND LGPL-2.1-only", False),
        ("AGPL-3.0-only", False),
        ("MIT AND LGPL-3.0-or-later", False),
        ("GPL-2.0-only WITH Classpath-exception-2.0", False),
        ("SEE LICENSE IN LICENSE.txt", False),
        ("MIT)", False),
        ("(MIT", False),
        ("MIT AND", False),
        ("", False),
    ],
)
def test_expressions(expression: str, is_fine: bool) -> None:
    """Of `OR` one licence is enough, of `AND` each counts."""
    assert is_allowed(expression, SHIPPING) == is_fine


def test_no_list_has_what_binds_who_passes_it_on() -> None:
    """No kind of GPL stands on either list."""
    assert [each for each in DEVELOPING if "GPL" in each] == []


@pytest.mark.parametrize(
    ("licence", "ships", "says"),
    [
        ("MPL-2.0", True, "not on the list for what ships"),
        ("LGPL-3.0-only", False, "not on the list for tools"),
        ("", False, "no licence is known"),
        ("MPL-2.0", False, ""),
        ("MIT", True, ""),
    ],
)
def test_a_refused_licence_is_named(licence: str, ships: bool, says: str) -> None:
    """With the package that has it."""
    package = Package("npm", "some", "1", (), licence=licence, ships=ships)
    lines = list(refused([package]))
    assert bool(lines) == bool(says)
    assert all(says in line and "pkg:npm/some@1" in line for line in lines)


def test_every_licence_is_on_the_list() -> None:
    """Of each package that is locked, for Python and for npm."""
    assert list(refused(PACKAGES)) == []


def test_metadata_are_of_the_locked_versions() -> None:
    """What was read of a package is what the lock pins; what is not installed here stands in the table."""
    other: dict[str, str] = {}
    for each in PACKAGES:
        if each.kind == "pypi":
            try:
                other[each.name] = version(each.name)
            except PackageNotFoundError:
                assert each.name in SILENT
    assert {name: found for name, found in other.items() if found != BY_NAME[name].version} == {}


def test_the_table_names_only_the_silent() -> None:
    """Who speaks is asked, and who is gone is forgotten."""
    assert [name for name in SILENT if name not in BY_NAME or spoken(BY_NAME[name])] == []
    assert [name for name, (_, reason) in SILENT.items() if not reason] == []


def test_the_bill_is_what_the_locks_pin() -> None:
    """Whoever has changed a lock file runs `make bom`."""
    assert (ROOT / NAME).read_text("utf-8") == written(ROOT), "run make bom"


def test_the_bill_names_no_place() -> None:
    """Neither a registry nor a folder of a machine."""
    assert re.findall(r"\w+://\S*|/(?:home|root|tmp|work)/\S*", written(ROOT)) == []


def test_the_bill_is_a_bill() -> None:
    """Every field that readers of bills go by; every reference leads to a component, and each is reached."""
    made = json.loads(written(ROOT))
    assert (made["bomFormat"], made["specVersion"], made["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", made["serialNumber"])
    references = [made["metadata"]["component"]["bom-ref"], *(each["bom-ref"] for each in made["components"])]
    assert len(set(references)) == len(references) == len(PACKAGES) + 1
    graph = {each["ref"]: each["dependsOn"] for each in made["dependencies"]}
    assert list(graph) == references
    reached, waiting = set[str](), [references[0]]
    while waiting:
        reference = waiting.pop()
        if reference not in reached:
            reached.add(reference)
            waiting += graph[reference]
    assert sorted(set(references) ^ reached) == []
    for each in made["components"]:
        assert each["purl"].endswith(f"@{each['version'].replace('+', '%2B')}")
        assert each["hashes"]
        assert all(
            re.fullmatch(r"[0-9a-f]{64}|[0-9a-f]{128}", digest["content"]) for digest in each["hashes"]
        )
        assert len(each["licenses"]) == 1
        assert each["scope"] in ("required", "optional")


def test_bills_that_say_the_same_have_one_number() -> None:
    """The time is no part of what they say; a package is."""
    first, again, other = bill(ROOT, PACKAGES), bill(ROOT, PACKAGES, epoch="1"), bill(ROOT, PACKAGES[1:])
    assert first["serialNumber"] == again["serialNumber"] != other["serialNumber"]
    assert "timestamp" not in first["metadata"]
    assert again["metadata"]["timestamp"] == "1970-01-01T00:00:01Z"


@pytest.mark.parametrize(
    ("kind", "name", "version", "expected"),
    [
        ("npm", "@a/b", "1.0.0", "pkg:npm/%40a/b@1.0.0"),
        ("pypi", "some", "1.0+local", "pkg:pypi/some@1.0%2Blocal"),
    ],
)
def test_purl(kind: str, name: str, version: str, expected: str) -> None:
    """What has a meaning in a package URL is escaped in it."""
    assert purl(kind, name, version) == expected
