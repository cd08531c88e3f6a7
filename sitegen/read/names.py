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
# What ends an address or begins another part of it, and what Windows takes in no name.
_BREAKING = frozenset('#?%&"<>|*:\\')
# A name is shown in the order in which it is written.
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# In bytes of UTF-8. Disks take 255 in a step; a published file has a digest in its name, and an ending while
# it is written. Of a path an address has three characters for each byte that is no letter of ASCII.
LONGEST_STEP, LONGEST_PATH = 200, 600
# What authors write for the generator, and what programs keep for themselves.
_NOT_FOR_READERS = frozenset(
    {".md", ".markdown", ".mdown", ".mkd", ".mdx", ".yaml", ".yml", ".toml", ".ini", ".cfg", ".conf", ".env"}
    | {".key", ".pem", ".p12", ".pfx", ".kdbx", ".log", ".sqlite", ".db"}
)
_PUBLISHED = ("content/pages/", "assets/")
FOR_READERS = "Put what readers are to get beside the page or below assets/, as a file of another kind."
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
    elif any(map(is_device, segments)):
        yield FILE_NAME(Place(path), "device")
    elif is_too_long(key):
        yield FILE_NAME(Place(path), "long", step=LONGEST_STEP, most=LONGEST_PATH)


def file_faults(path: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with the path of a file that is published as it stands, so that it cannot be."""
    steps = path.split("/")
    if signs := (*sorted(_BREAKING & {*path}), *dict.fromkeys(_unseen_in(path))):
        yield FILE_NAME(Place(path), "signs", signs=", ".join(signs))
    if any(map(is_device, steps)):
        yield FILE_NAME(Place(path), "device")
    if any(step.endswith(".") for step in steps):
        yield FILE_NAME(Place(path), "end")
    if not unicodedata.is_normalized("NFC", path):
        yield FILE_NAME(Place(path), "form")
    if is_too_long(path):
        yield FILE_NAME(Place(path), "long", step=LONGEST_STEP, most=LONGEST_PATH)


def why_unpublished(path: str) -> str:
    """Return why a page does not give readers the file at `path`, or "".

    >>> why_unpublished("content/site.yaml")
    'it lies neither beside a page nor below assets/'
    >>> why_unpublished("assets/papers/law.pdf")
    ''
    """
    if not path.startswith(_PUBLISHED):
        return "it lies neither beside a page nor below assets/"
    if PurePosixPath(path).suffix.lower() in _NOT_FOR_READERS:
        return "its ending is one of settings and sources, and of no file for readers"
    return ""


def _unseen_in(path: str) -> Iterator[str]:
    for each in path:
        if each < " " or unicodedata.category(each).startswith("Z") or each in _DIRECTIONS:
            yield code_points(each)
    for unseen in find_unseen(path):
        yield code_points(unseen.written)


def is_device(step: str) -> bool:
    """Tell whether Windows takes a step of a path for a device, whatever ending it has.

    >>> is_device("aux.svg"), is_device("auxiliary.svg")
    (True, False)
    """
    return _DEVICES.fullmatch(step.partition(".")[0].strip()) is not None


def is_too_long(path: str) -> bool:
    """Tell whether a path, or a step of it, is longer than what publishes and serves it bears."""
    written = path.encode("utf-8", "surrogatepass")
    return len(written) > LONGEST_PATH or any(len(step) > LONGEST_STEP for step in written.split(b"/"))


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
