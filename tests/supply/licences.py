"""Under which licence each package is, and whether this project may use it so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from email.message import Message
from importlib.metadata import PackageNotFoundError, metadata
from typing import cast

from supply.locks import Package

# What a site is built with goes out with the generator: nothing that binds who has it to more than a notice.
SHIPPING = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "ISC",
        "MIT",
        "PSF-2.0",
        "Unlicense",
        "Zlib",
    }
)
# Tools are run, not passed on; of these licences the MPL binds who changes its files.
DEVELOPING = SHIPPING | {"BlueOak-1.0.0", "MIT-CMU", "MPL-2.0"}

# What their metadata do not say, or not exactly: the expression, and where it was read.
SILENT = {
    "axe-playwright-python": ("MIT AND MPL-2.0", "LICENSE of the package; the head of axe.min.js in it"),
    "cobble": (
        "BSD-2-Clause",
        "the classifier says “BSD License” and there is no file; mammoth, by the same author, has this one",
    ),
    "colorama": ("BSD-3-Clause", "LICENSE.txt of the package, which is installed on Windows alone"),
    "jinja2": ("BSD-3-Clause", "LICENSE.txt of the package; the metadata say “BSD License”"),
    "livereload": ("BSD-3-Clause", "LICENSE of the package; the metadata say “BSD”"),
    "parse-cache-control": ("BSD-3-Clause", "LICENSE of the package, whose package.json has an address only"),
}

_CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
    "zlib/libpng License": "Zlib",
}
_TOKEN = re.compile(r"\(|\)|[^\s()]+")


def licence_of(package: Package) -> str:
    """Return the SPDX expression of a package; "" where neither its metadata nor `SILENT` say it."""
    return spoken(package) or SILENT.get(package.name, ("", ""))[0]


def spoken(package: Package) -> str:
    """Return the SPDX expression that a package gives itself; "" where it says none, or is not installed."""
    if package.kind == "npm":
        return package.licence
    try:
        # It has been one in every version of Python; its type says less.
        return said_by(cast(Message, metadata(package.name)))
    except PackageNotFoundError:
        return ""


def said_by(head: Message) -> str:
    """Return what the metadata of a Python package say: in an expression, in classifiers, or in one word.

    A classifier that leaves open which of several licences is meant says nothing by itself.
    """
    if expression := head.get("License-Expression"):
        return str(expression)
    word = str(head.get("License", ""))
    named = [
        each.split(" :: ")[-1] for each in head.get_all("Classifier", []) if each.startswith("License ::")
    ]
    if named == ["BSD License"] and word.startswith("BSD-") and word in DEVELOPING:
        return word
    if named:
        known = [_CLASSIFIERS.get(each, "") for each in named if each != "OSI Approved"]
        return " AND ".join(known) if all(known) else ""
    return word if word in DEVELOPING else ""


def is_allowed(expression: str, allowed: Iterable[str]) -> bool:
    """Tell whether an SPDX expression can be satisfied by `allowed` licences: of `OR` one, of `AND` each.

    An expression that is none (`SEE LICENSE IN …`), or makes exceptions (`WITH`), is not allowed.
    """
    tokens = _TOKEN.findall(expression)
    names = frozenset(allowed)

    def either() -> bool:
        found = both()
        while tokens[:1] == ["OR"]:
            tokens.pop(0)
            # Both sides are read, whatever the first one is.
            found = both() or found
        return found

    def both() -> bool:
        found = one()
        while tokens[:1] == ["AND"]:
            tokens.pop(0)
            found = one() and found
        return found

    def one() -> bool:
        word = tokens.pop(0) if tokens else ""
        if word != "(":
            return word in names
        found = either()
        return bool(tokens) and tokens.pop(0) == ")" and found

    return either() and not tokens


def refused(packages: Iterable[Package]) -> Iterator[str]:
    """Yield a line for each package whose licence is not known, or not on the list that is for it."""
    for package in packages:
        expression = licence_of(package)
        if not expression:
            yield f"{package.purl}: no licence is known; read it there, then name it in `SILENT`"
            continue
        allowed, use = (SHIPPING, "what ships") if package.ships else (DEVELOPING, "tools")
        if not is_allowed(expression, allowed):
            yield f"{package.purl}: {expression} is not on the list for {use}"
