"""By which name the generator was called, so that what it tells to run can be run as it is told.

Sentences have commands as they are run in the project’s own folder, `python build.py stamp goals`; what is
said to somebody has them as that person runs them. Whatever answers at once imports it: only parts of Python.
"""

# ruff: noqa: PTH110, PTH119

from __future__ import annotations

import os
import sys

# What an installed generator is called on the command line.
NAME = "duizhao"
# How commands stand in sentences.
WRITTEN = "python build.py"
# The variable that says how it was called. A Makefile sets it to `make`.
VARIABLE = "SITEGEN_CALLED"
_MAKE = "make"
# The targets of the Makefile that take an argument, with its variable; others are named as commands are.
_ARGUMENTS = {"stamp": "KEY", "explain": "RULE"}
_TARGETS = ("build", "cards", "check", "serve")


def note_call(program: str) -> None:
    """Note that the program was called by this path, unless whoever started it has said more."""
    name = os.path.basename(program)
    if name in {"build.py", "__main__.py"}:
        os.environ.setdefault(VARIABLE, f"{_python()} {'build.py' if name == 'build.py' else '-m sitegen'}")
    else:
        os.environ.setdefault(VARIABLE, NAME)


def _python() -> str:
    """How Python is started here: Windows has a starter of its own, and Debian no `python`."""
    if sys.platform == "win32":
        return "py"
    folders = os.environ.get("PATH", "").split(os.pathsep)
    # Not `shutil.which`, whose module takes longer to load than there is time for.
    return "python" if any(os.path.exists(f"{folder}/python") for folder in folders) else "python3"


def program_name() -> str:
    """Return what the program calls itself in its help."""
    called = os.environ.get(VARIABLE, WRITTEN)
    return "build.py" if called == _MAKE or called.endswith("build.py") else NAME


def as_called(words: str) -> str:
    """Return words in which every command between backticks, or by itself, is written as it is run here.

    >>> os.environ[VARIABLE] = "duizhao"
    >>> as_called("`python build.py stamp goals` records it.")
    '`duizhao stamp goals` records it.'
    >>> os.environ[VARIABLE] = "make"
    >>> as_called("`python build.py stamp goals` records it; `python build.py stamp --all` records all.")
    '`make stamp KEY=goals` records it; `.venv/bin/python build.py stamp --all` records all.'
    >>> del os.environ[VARIABLE]
    """
    called = os.environ.get(VARIABLE, WRITTEN)
    if called == WRITTEN or WRITTEN not in words:
        return words
    if called != _MAKE:
        return words.replace(WRITTEN, called)
    first, *others = words.split(WRITTEN)
    return first + "".join(map(_made, others))


def _made(rest: str) -> str:
    """A command, and what follows it in its sentence, as `make` takes it where it has a target for it."""
    command, mark, sentence = rest.partition("`")
    name, *arguments = command.split() or [""]
    if mark and name in _ARGUMENTS and len(arguments) == 1 and not arguments[0].startswith("-"):
        return f"{_MAKE} {name} {_ARGUMENTS[name]}={arguments[0]}{mark}{sentence}"
    if mark and name in _TARGETS and not arguments:
        return f"{_MAKE} {name}{mark}{sentence}"
    return f".venv/bin/python build.py{rest}"
