"""Names of authors' files: which may become addresses, and what was meant by the others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import PurePosixPath

from sitegen.expressions import lazy_regex
from sitegen.model import Diagnostic, Place
from sitegen.rules import FILE_NAME
from sitegen.text.slips.unseen import code_points, find_unseen

_SEGMENT = lazy_regex(r"[a-z0-9][a-z0-9-]*")
_TOLERATED = lazy_regex(r"[A-Za-z0-9][A-Za-z0-9_-]*")
# Windows takes these for devices, whatever ending they have.
_DEVICES = lazy_regex(r"con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]", re.IGNORECASE)
_OTHER_ENDINGS = {".yml": ".yaml", ".markdown": ".md", ".mdown": ".md", ".mkd": ".md", ".mdx": ".md"}


def name_faults(key: str, path: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with the name of a file that becomes the address `key`, so that it cannot."""
    segments = key.split("/")
    better = _better(key)
    if not all(map(_TOLERATED.fullmatch, segments)):
        unseen = next((each for each in find_unseen(key)), None)
        is_better = all(map(_SEGMENT.fullmatch, better.split("/")))
        yield FILE_NAME(
            Place(path),
            "address",
            unseen=code_points(unseen.written) if unseen is not None else "",
            better=_renamed(path, key, better) if is_better else "",
        )
    elif any(map(_DEVICES.fullmatch, segments)):
        yield FILE_NAME(Place(path), "device")


def capital_fault(key: str, path: str) -> Diagnostic | None:
    """Return what is said of an address with capitals or underscores, or None.

    It is only a warning: it works where it was tried, but hosts tell capitals from small letters, and many
    computers do not.
    """
    if all(map(_SEGMENT.fullmatch, key.split("/"))):
        return None
    return FILE_NAME(Place(path), "capital", better=_renamed(path, key, _better(key)))


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


def unknown_language(path: str, language: str, ending: str, languages: Sequence[str]) -> Diagnostic:
    """Return what is said of a file whose name, before `ending`, ends in none of the `languages`."""
    stem = path.removesuffix(ending).removesuffix(f".{language}" if language else "")
    near = get_close_matches(language, languages, n=1)
    names = tuple(f"{PurePosixPath(stem).name}.{each}{ending}" for each in near or languages)
    return FILE_NAME(Place(path), "language", better=names)
