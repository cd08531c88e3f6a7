"""The bill of materials: what the lock files pin, as CycloneDX has it; `make bom` writes it.

The same lock files give the same bytes: there is no time in it, unless SOURCE_DATE_EPOCH names one.
"""

from __future__ import annotations

import json
import os
import tomllib
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from supply.licences import licence_of
from supply.locks import NPM, ROOT, Package, everything, purl

NAME = "bom.cdx.json"
_SPEC = "1.6"


def bill(root: Path, packages: Iterable[Package], epoch: str = "") -> dict[str, Any]:
    """Return the bill of the project at `root`: what sites are built with is required, all else optional.

    What is needed directly hangs on the project itself in the graph of dependencies. `epoch`, in seconds, is
    the time that it says it was made.
    """
    packages = tuple(packages)
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    own = purl("generic", project["name"], project["version"])
    made: dict[str, Any] = {
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": project["name"],
                "version": project["version"],
                "description": project["description"],
                "licenses": _licences(project["license"]),
                "purl": own,
            },
            "properties": [
                {"name": "sitegen:made-from", "value": name}
                for name in (
                    "requirements.lock",
                    "requirements-dev.lock",
                    *map("{}/package-lock.json".format, NPM),
                )
            ],
        },
        "components": [_component(each) for each in packages],
        "dependencies": [
            _depends(own, (each.purl for each in packages if each.is_direct)),
            *(_depends(each.purl, each.needs) for each in packages),
        ],
    }
    # Two bills have one number only if they say the same.
    number = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(made, sort_keys=True))
    if epoch:
        made["metadata"]["timestamp"] = datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    head = {"bomFormat": "CycloneDX", "specVersion": _SPEC, "serialNumber": number.urn, "version": 1}
    return head | made


def _component(package: Package) -> dict[str, Any]:
    group, slash, name = package.name.rpartition("/")
    return {
        "type": "library",
        "bom-ref": package.purl,
        **({"group": group} if slash else {}),
        "name": name,
        "version": package.version,
        "scope": "required" if package.ships else "optional",
        "hashes": [{"alg": algorithm, "content": digest} for algorithm, digest in package.hashes],
        "licenses": _licences(licence_of(package)),
        "purl": package.purl,
    }


def _licences(expression: str) -> list[dict[str, Any]]:
    if not expression:
        return []
    return [{"expression": expression}] if " " in expression else [{"license": {"id": expression}}]


def _depends(reference: str, needs: Iterable[str]) -> dict[str, Any]:
    return {"ref": reference, "dependsOn": sorted(set(needs))}


def written(root: Path, epoch: str = "") -> str:
    """Return the text of the bill of materials of the project at `root`."""
    made = bill(root, everything(root), epoch)
    # A package is a line, so that a change of one is a change of lines that name it.
    fields = (f' "{name}": {_lines(value)}' for name, value in made.items())
    return "{\n" + ",\n".join(fields) + "\n}\n"


def _lines(value: object) -> str:
    if not isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return "[\n" + ",\n".join(f"  {json.dumps(each, ensure_ascii=False)}" for each in value) + "\n ]"


if __name__ == "__main__":
    (ROOT / NAME).write_text(written(ROOT, os.environ.get("SOURCE_DATE_EPOCH", "")), encoding="utf-8")
