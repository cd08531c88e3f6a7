"""Rules for files that authors put where nothing reads them."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import PurePosixPath

from sitegen.facts.addresses import CONTENTS
from sitegen.facts.heads import Heads
from sitegen.model import Diagnostic, Place, SourceDocument
from sitegen.model.pictures import Picture
from sitegen.read.names import capital_fault, file_faults, written_otherwise
from sitegen.rules import FILE_NAME, REPLACED_PAGE, UNREAD_FILE
from sitegen.text.addresses import PAGES

# What `content` itself may hold.
_SETTINGS = (
    "site",
    "interface",
    "glossary",
    "conversion",
    "style",
    "cards",
    "reviewed",
    "idioms",
    "references",
    "changes",
)
_FOLDERS = ("sources", "pictures", "made_from")
_DATA = ("content/sources/", "content/pictures/")
_RECORDS = "content/made_from/"
_PAGE_ENDINGS = (".md", ".markdown", ".mdown", ".mkd", ".mdx")
# Texts of other programs, which an author may take for pages.
_TEXTS = (".docx", ".doc", ".rtf", ".odt", ".pages", ".wps", ".txt", ".html", ".htm", ".tex", ".epub")
# A picture that no page shows is a draft as a rule, and is not published.
_PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")


def check_unread_files(
    files: frozenset[str], linked: frozenset[str], languages: tuple[str, ...]
) -> Iterator[Diagnostic]:
    """Everything below `content` is read, or named by a page."""
    for path in sorted(files):
        if path in linked or path.lower().endswith(_PICTURES):
            continue
        if path.startswith("content/") and not _is_read(path):
            yield _unread(path, languages)
        elif path.startswith("assets/") and path.endswith(_PAGE_ENDINGS):
            yield UNREAD_FILE(Place(path), "folder", better=f"{PAGES}{PurePosixPath(path).name}")


def check_file_names(
    files: frozenset[str],
    linked: frozenset[str],
    heads: Heads,
    documents: Mapping[str, SourceDocument],
    pictures: Mapping[str, Picture],
) -> Iterator[Diagnostic]:
    """Names are such that every computer and every host tells them apart, and links can be made of them."""
    folded = Counter(map(_folded, files))
    first: dict[str, str] = {}
    for path in sorted(files):
        if folded[_folded(path)] > 1 and not path.endswith((".md", ".yaml")):
            other = first.setdefault(_folded(path), path)
            if other != path:
                yield FILE_NAME(Place(path), "alike", also=(Place(other),))
    keys = {head.path: head.key for head in heads.values()}
    keys |= {f"content/sources/{name}.yaml": name for name in documents}
    keys |= {f"content/pictures/{name}.yaml": name for name in pictures}
    for path, key in keys.items():
        fault = capital_fault(key, path)
        if fault is not None and folded[_folded(path)] == 1:
            yield fault
    for path in sorted(linked & files):
        yield from file_faults(path)


def check_replaced_pages(heads: Heads) -> Iterator[Diagnostic]:
    """An author knows which of the pages that the generator makes a page of theirs replaces."""
    for (key, _), head in heads.items():
        if key == CONTENTS:
            yield REPLACED_PAGE(head.place)


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _is_read(path: str) -> bool:
    pure = PurePosixPath(path)
    if path.startswith(PAGES):
        return pure.suffix == ".md"
    if path.startswith(_RECORDS):
        return pure.suffix == ".yaml"
    if path.startswith(_DATA):
        return pure.suffix == ".yaml" and f"{pure.parent}/" in _DATA
    return str(pure.parent) == "content" and pure.suffix == ".yaml" and pure.stem in _SETTINGS


def _unread(path: str, languages: tuple[str, ...]) -> Diagnostic:
    pure, place = PurePosixPath(path), Place(path)
    better = written_otherwise(path)
    if better != path and _is_read(better):
        if PurePosixPath(better).suffix == pure.suffix:
            return UNREAD_FILE(place, "capital", better=better)
        ending = "".join(pure.suffixes[-2:]) if pure.suffix == ".txt" else pure.suffix
        return UNREAD_FILE(place, "ending", ending=ending, better=better)
    if better.endswith(".md"):
        return UNREAD_FILE(place, "folder", better=f"{PAGES}{PurePosixPath(better).name}")
    if better.endswith(".yaml"):
        known = tuple(f"content/{name}.yaml" for name in _SETTINGS)
        near = get_close_matches(better, known, n=1, cutoff=0.8)
        folder = get_close_matches(better.split("/")[1], _FOLDERS, n=1, cutoff=0.6)
        if near:
            return UNREAD_FILE(place, "data", nearest=near[0])
        is_below = folder and len(pure.parts) > 2
        moved = f"content/{folder[0]}/{PurePosixPath(better).name}" if is_below else ""
        return UNREAD_FILE(place, "data", better=moved, known=known)
    if pure.suffix.lower() in _TEXTS:
        stem = pure.name.split(".")[0]
        names = tuple(f"{stem}.{language}.md" for language in languages)
        return UNREAD_FILE(place, "text", ending=pure.suffix, better=names)
    return UNREAD_FILE(place, "unnamed")
