#!/usr/bin/env python3
"""Build, check and preview the site.

    content/ ──read──▶ Library ──check──▶ Diagnostics: an error ends it here
                          │
                          └──plan──▶ Plan ──print──▶ Outputs ──publish──▶ site/
                             ▲         ▲
       files that pages name ┘         └ templates, and the assets that they name

The story is told in `sitegen/make.py`, the commands are in `sitegen/commands/`.
"""

from __future__ import annotations

import os
import sys


def run() -> None:
    """Run the command that the command line names, with what is installed, or with what `make` has set up."""
    if sys.version_info < (3, 11):  # noqa: UP036  (whoever runs it may have an older one)
        print("This needs Python 3.11 or newer.", file=sys.stderr)
        sys.exit(2)
    from sitegen.entry import start

    try:
        start()
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("sitegen"):
            raise
        start_in_environment()
        print(
            f"The package {error.name} is missing. Run `make build` or `make serve`: they set it all up,\n"
            "in .venv, where `python build.py …` finds it.\n"
            "Without make: python -m pip install --require-hashes -r requirements.lock",
            file=sys.stderr,
        )
        sys.exit(2)


def start_in_environment() -> None:
    """Start again with the Python of `.venv`, if there is one and this is another."""
    own = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - pathlib takes 20 ms to load
    folder, name = ("Scripts", "python.exe") if sys.platform == "win32" else ("bin", "python")
    environment = f"{own}/.venv"
    python = f"{environment}/{folder}/{name}"
    if not os.path.exists(python) or os.path.realpath(sys.prefix) == os.path.realpath(environment):  # noqa: PTH110
        return
    if sys.platform == "win32":
        import subprocess

        sys.exit(subprocess.run([python, *sys.argv], check=False).returncode)  # noqa: S603 - what was asked for
    os.execv(python, [python, *sys.argv])  # noqa: S606 - as above


if __name__ == "__main__":
    run()
