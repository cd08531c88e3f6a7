"""Where the generator’s own files lie, and where the site lies that it is called for.

Imported by whatever answers at once, before pathlib is loaded: paths are strings here.
"""

# ruff: noqa: PTH100, PTH109, PTH110, PTH112, PTH118, PTH120

from __future__ import annotations

import os

PACKAGE = os.path.dirname(os.path.abspath(__file__))
# An installed package holds templates, assets, interface words and pages of rules; in a checkout they stand
# beside it, where people look for them.
_HELD = os.path.join(PACKAGE, "own")
IS_CHECKOUT = not os.path.isdir(_HELD)
OWN = os.path.dirname(PACKAGE) if IS_CHECKOUT else _HELD


def package_of(own: str) -> str:
    """Return where the code lies of a generator whose own files are in `own`."""
    beside = os.path.join(own, "sitegen")
    return beside if os.path.isdir(beside) else os.path.dirname(own)


def site_at_hand() -> str:
    """Return the folder of the site that a command is about which names none.

    In a checkout that is the checkout, from wherever it is called; else it is sought from the current folder.
    """
    return OWN if IS_CHECKOUT else find_site(os.getcwd())


def find_site(folder: str) -> str:
    """Return the nearest folder that has a `content/site.yaml`: `folder`, or one that it lies in.

    Where there is none, `folder`: what is missing there is said by whoever looks for it.
    """
    here = os.path.abspath(folder)
    while not os.path.exists(os.path.join(here, "content", "site.yaml")):
        above = os.path.dirname(here)
        if above == here:
            return os.path.abspath(folder)
        here = above
    return here
