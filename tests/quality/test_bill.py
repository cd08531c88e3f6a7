"""The bill of materials before the schema of CycloneDX; the tools that audit before the list of licences."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from supply.bom import NAME
from supply.environments import environment
from supply.locks import AUDIT, ROOT

VALIDATE = f"""
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
text = open("{NAME}", encoding="utf-8").read()
assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text.replace('"required"', '"needed"', 1))
print(JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) or "valid")
"""
LICENCES = f"""
from pathlib import Path
from supply.licences import refused
from supply.locks import read_python
print(*refused(read_python(Path(), "{AUDIT}")), sep="\\n")
"""


@pytest.fixture(scope="module")
def python() -> str:
    """The Python of the environment that `tests/supply/audit.lock` pins."""
    return str(environment(sys.executable, ROOT / AUDIT))


def say(python: str, code: str) -> str:
    """What a piece of code prints, in the folder of the project and with the tools of its tests."""
    path = {**os.environ, "PYTHONPATH": str(ROOT / "tests")}
    command = [python, "-c", code]
    return subprocess.run(command, cwd=ROOT, env=path, capture_output=True, text=True, check=True).stdout


def test_the_bill_is_valid(python: str) -> None:
    """The schema, as the library of CycloneDX brings it, finds no fault in it, and finds one that is made."""
    assert say(python, VALIDATE) == "valid\n"


def test_tools_that_audit_are_on_the_list(python: str) -> None:
    """Their licences can be read only where they are installed."""
    assert say(python, LICENCES).strip() == ""
