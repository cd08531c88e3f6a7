"""Names of authors' files: which may become addresses, and what was meant by the others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import PurePosixPath

from sitegen.model import Diagnostic, Place, Severity
from sitegen.text.slips.unseen import code_points, find_unseen

_SEGMENT = re.compile(r"[a-z0-9][a-z0-9-]*")
_TOLERATED = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
# Windows takes these for devices, whatever ending they have.
_DEVICES = re.compile(r"con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]", re.IGNORECASE)
_OTHER_ENDINGS = {".yml": ".yaml", ".markdown": ".md", ".mdown": ".md", ".mkd": ".md", ".mdx": ".md"}
_HINT = "Use a-z, 0-9 and hyphens in the names of files and folders."


def name_faults(key: str, path: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with the name of a file that becomes the address `key`, so that it cannot."""
    segments = key.split("/")
    better = _better(key)
    if not all(map(_TOLERATED.fullmatch, segments)):
        message = "the file name cannot be an address"
        unseen = next((each for each in find_unseen(key)), None)
        if unseen is not None:
            message += f": it has {code_points(unseen.written)}, which nobody sees"
        is_better = all(map(_SEGMENT.fullmatch, better.split("/")))
        hint = f"{_HINT} Rename it to {_renamed(path, key, better)}." if is_better else _HINT
        yield Diagnostic(Place(path), "file-name", message, hint)
    elif any(map(_DEVICES.fullmatch, segments)):
        message = "the file name is one that Windows keeps for a device: it cannot be stored there"
        yield Diagnostic(Place(path), "file-name", message, "Rename it, with another word.")


def capital_fault(key: str, path: str) -> Diagnostic | None:
    """Return what is said of an address with capitals or underscores, or None.

    It is only a warning: it works where it was tried, but hosts tell capitals from small letters, and many
    computers do not.
    """
    if all(map(_SEGMENT.fullmatch, key.split("/"))):
        return None
    message = "the file name has a capital or an underscore"
    hint = f"{_HINT} Rename it to {_renamed(path, key, _better(key))}, and its partner too."
    return Diagnostic(Place(path), "file-name", message, hint, Severity.WARNING)


def _better(key: str) -> str:
    return re.sub("[ _]+", "-", key).lower()


def written_otherwise(path: str) -> str:
    """Return the path that a file would have whose name is written as this site reads names.

    >>> written_otherwise("content/pages/City.zh.MD.txt")
    'content/pages/city.zh.md'
    """
    path = unicodedata.normalize("NFC", path).lower()
    for ending in (".txt", ".bak"):
        if PurePosixPath(path.removesuffix(ending)).suffix in (".md", ".yaml", ".yml"):
            path = path.removesuffix(ending)
    suffix = PurePosixPath(path).suffix
    return path.removesuffix(suffix) + _OTHER_ENDINGS.get(suffix, suffix) if suffix else path


def _renamed(path: str, key: str, better: str) -> str:
    return PurePosixPath(path.replace(key, better)).name
