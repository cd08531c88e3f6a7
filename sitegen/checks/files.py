"""Rules for files that authors put where nothing reads them."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import PurePosixPath

from sitegen.facts.addresses import CONTENTS, PAGES, FileTarget, read_address
from sitegen.model import Diagnostic, Library, Place, Severity
from sitegen.read.names import capital_fault, written_otherwise

# What `content` itself may hold.
_SETTINGS = ("site", "interface", "glossary", "conversion", "style", "cards", "reviewed", "idioms")
_FOLDERS = ("sources", "pictures", "made_from")
_DATA = ("content/sources/", "content/pictures/")
_RECORDS = "content/made_from/"
_PAGE_ENDINGS = (".md", ".markdown", ".mdown", ".mkd", ".mdx")
# Texts of other programs, which an author may take for pages.
_TEXTS = (".docx", ".doc", ".rtf", ".odt", ".pages", ".wps", ".txt", ".html", ".htm", ".tex", ".epub")
# A picture that no page shows is a draft as a rule, and is not published.
_PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
_BREAKING = set('#?%&"<>|*:\\')


def check_unread_files(library: Library) -> Iterator[Diagnostic]:
    """Everything below `content` is read, or named by a page."""
    linked = _linked(library)
    for path in sorted(library.files):
        if path in linked or path.lower().endswith(_PICTURES):
            continue
        if path.startswith("content/") and not _is_read(path):
            yield _unread(path, library)
        elif path.startswith("assets/") and path.endswith(_PAGE_ENDINGS):
            message = "nothing reads this file: pages lie in content/pages"
            hint = f"Move it to {PAGES}{PurePosixPath(path).name}."
            yield Diagnostic(Place(path), "unread-file", message, hint, Severity.WARNING)


def check_file_names(library: Library) -> Iterator[Diagnostic]:
    """Names are such that every computer and every host tells them apart, and links can be made of them."""
    folded = Counter(map(_folded, library.files))
    first: dict[str, str] = {}
    for path in sorted(library.files):
        if folded[_folded(path)] > 1 and not path.endswith((".md", ".yaml")):
            other = first.setdefault(_folded(path), path)
            if other != path:
                message = f"on many computers this is the same name as {other}"
                hint = "Rename one of the two; capitals, and how accents are stored, make no difference."
                yield Diagnostic(Place(path), "file-name", message, hint)
    keys = {page.path: page.key for page in library.pages.values()}
    keys |= {f"content/sources/{name}.yaml": name for name in library.documents}
    keys |= {f"content/pictures/{name}.yaml": name for name in library.pictures}
    for path, key in keys.items():
        fault = capital_fault(key, path)
        if fault is not None and folded[_folded(path)] == 1:
            yield fault
    for path in sorted(_linked(library) & library.files):
        signs = sorted(_BREAKING & set(PurePosixPath(path).name))
        if signs:
            message = f"the file name has {' '.join(signs)}: no address leads to it"
            hint = "Rename it; use a-z, 0-9 and hyphens."
            yield Diagnostic(Place(path), "file-name", message, hint)


def check_replaced_pages(library: Library) -> Iterator[Diagnostic]:
    """An author knows which of the pages that the generator makes a page of theirs replaces."""
    for (key, _), page in library.pages.items():
        if key == CONTENTS:
            message = "this page takes the place of the list of all pages, which would be made"
            hint = "Keep it if that is meant; otherwise rename the file."
            yield Diagnostic(page.place, "replaced-page", message, hint, Severity.NOTE)


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _linked(library: Library) -> set[str]:
    targets = (
        read_address(link.address, page.path, page.key, page.language)
        for page in library.pages.values()
        for link in page.links
    )
    return {target.path for target in targets if isinstance(target, FileTarget)}


def _is_read(path: str) -> bool:
    pure = PurePosixPath(path)
    if path.startswith(PAGES):
        return pure.suffix == ".md"
    if path.startswith(_RECORDS):
        return pure.suffix == ".yaml"
    if path.startswith(_DATA):
        return pure.suffix == ".yaml" and f"{pure.parent}/" in _DATA
    return str(pure.parent) == "content" and pure.suffix == ".yaml" and pure.stem in _SETTINGS


def _unread(path: str, library: Library) -> Diagnostic:
    pure = PurePosixPath(path)
    better = written_otherwise(path)
    if better != path and _is_read(better):
        ending = "".join(pure.suffixes[-2:]) if pure.suffix == ".txt" else pure.suffix
        message = f"nothing reads this file: its name ends in {ending}"
        if PurePosixPath(better).suffix == pure.suffix:
            message = "nothing reads this file: its name has a capital"
        return _warning(path, message, f"Rename it to {better}.")
    languages = library.site.languages
    if better.endswith(".md"):
        message = "nothing reads this file: pages lie in content/pages"
        return _warning(path, message, f"Move it to {PAGES}{PurePosixPath(better).name}.")
    if better.endswith(".yaml"):
        known = [f"content/{name}.yaml" for name in _SETTINGS]
        near = get_close_matches(better, known, n=1, cutoff=0.8)
        folder = get_close_matches(better.split("/")[1], _FOLDERS, n=1, cutoff=0.6)
        hint = f"Settings are: {', '.join(known)}. Data lie in content/sources and content/pictures."
        if near:
            hint = f"Did you mean {near[0]}?"
        elif folder and len(pure.parts) > 2:
            hint = f"Move it to content/{folder[0]}/{PurePosixPath(better).name}."
        return _warning(path, "nothing reads this file", hint)
    if pure.suffix.lower() in _TEXTS:
        stem = pure.name.split(".")[0]
        names = " and ".join(f"{stem}.{language}.md" for language in languages)
        message = f"nothing reads this file: pages are Markdown, not {pure.suffix}"
        return _warning(path, message, f"Write its text into {names}, or move it out of content.")
    message = "no page names this file: readers do not get it"
    hint = "Show it or link to it on a page, or take it away."
    return Diagnostic(Place(path), "unread-file", message, hint, Severity.NOTE)


def _warning(path: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(Place(path), "unread-file", message, hint, Severity.WARNING)
