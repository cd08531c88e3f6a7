"""The Pythons of this machine that the generator says it runs on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# Those that CONTRIBUTING names, and the ones to come, which are tried where they are.
SUPPORTED = ("3.11", "3.12", "3.13")
TRIED = (*SUPPORTED, "3.14", "3.15")
# A virtual environment has to be made with it.
ASK = "import sys, venv, ensurepip; print('{}.{}'.format(*sys.version_info))"


def _places(version: str) -> Iterator[str]:
    """Yield where Python `version` may be, the likeliest first."""
    if version == "{}.{}".format(*sys.version_info):
        # Not the one of a virtual environment, but what that was made from.
        yield str(getattr(sys, "_base_executable", sys.executable))
    if found := shutil.which(f"python{version}"):
        yield found
    shelf = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions")
    yield from (str(each / "bin" / "python") for each in sorted(shelf.glob(f"{version}.*")))
    uv = Path(sys.executable).with_name("uv")
    if uv.exists():
        asked = [str(uv), "python", "find", "--no-python-downloads", "--no-project", version]
        yield subprocess.run(asked, capture_output=True, encoding="utf-8", check=False).stdout.strip()


def _is_sound(path: str, version: str) -> bool:
    """Tell whether a path leads to Python `version`, whole: a shim may lead nowhere."""
    if not path:
        return False
    try:
        done = subprocess.run([path, "-c", ASK], capture_output=True, encoding="utf-8", check=False)
    except OSError:
        return False
    return done.stdout.strip() == version


def interpreters() -> dict[str, str]:
    """Return the Pythons to try, by version; at the least the one that runs."""
    found = {}
    for version in TRIED:
        for path in _places(version):
            if _is_sound(path, version):
                found[version] = path
                break
    return found
