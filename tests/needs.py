"""Programs that the tests run besides Python."""

import os
import shutil
from typing import NoReturn

import pytest


def missing(what: str) -> NoReturn:
    """Skip a test for want of a program; on CI, where a skipped test would look like a passed one, fail."""
    reason = f"{what} is not installed: run tests/setup.sh tests"
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def need(*names: str) -> str:
    """The path of the first of these programs that is installed."""
    for name in names:
        if path := shutil.which(name):
            return path
    missing(names[0])
