"""The whole of an authors' folder to one Library, with all that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import TypeVar

from sitegen.model import (
    Conversion,
    Diagnostic,
    Glossary,
    Library,
    Page,
    Place,
    Severity,
    Site,
    SourceDocument,
    Words,
)
from sitegen.read.files import list_files, read_text
from sitegen.read.page import PAGES, read_page
from sitegen.read.schema import typed
from sitegen.read.yaml import parse_yaml

SITE = "content/site.yaml"
INTERFACE = "content/interface.yaml"
GLOSSARY = "content/glossary.yaml"
CONVERSION = "content/conversion.yaml"
SOURCES = "content/sources"
REVIEWED = "content/reviewed.yaml"

# Built as they stand: a schema needs no class of its own for plain tables.
_WordsByLanguage = dict[str, dict[str, Words]]
_Decisions = dict[str, dict[str, tuple[Words, ...]]]
_SEGMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
T = TypeVar("T")


def read_library(root: Path, own: Path) -> tuple[Library | None, list[Diagnostic]]:
    """Return what authors wrote below `root`, or None where no site can be made of it, and all faults found.

    `own` is the generator's own folder: interface words that `root` lacks come from there, and the
    corrections of OpenCC that hold for every site.
    """
    files, faults = list_files(root, "content")
    assets, more = list_files(root, "assets")
    own_assets, _ = list_files(own, "assets")
    faults += more
    reader = _Reader(root, files, faults)
    site = reader.required(SITE, Site)
    pages = reader.pages(tuple(dict.fromkeys([*site.languages, *site.written])) if site else ())
    library_parts = (
        reader.interface(own, site.languages if site else ()),
        reader.optional(GLOSSARY, Glossary, Glossary()),
        reader.documents(),
        reader.optional(CONVERSION, Conversion, Conversion()),
    )
    if site is None:
        return None, reader.faults
    interface, glossary, documents, conversion = library_parts
    library = Library(
        site,
        interface,
        pages,
        glossary,
        documents,
        conversion,
        files=frozenset([*files, *assets, *own_assets]),
        reviewed=reader.reviewed(root),
        reviewed_elsewhere=reader.reviewed(own) if own != root else {},
        unread=frozenset(reader.unread),
    )
    return library, reader.faults


class _Reader:
    """Reads one folder; every fault goes to the same list."""

    def __init__(self, root: Path, files: list[str], faults: list[Diagnostic]) -> None:
        self.root = root
        self.files = files
        self.faults = faults
        self.unread: set[str] = set()

    def required(self, path: str, type_: type[T]) -> T | None:
        if path in self.files:
            return self._typed(self.root, path, type_)
        message, hint = "this file is missing", "Every site needs it; the project's own is an example."
        self.faults.append(Diagnostic(Place(path), "missing-file", message, hint))
        return None

    def optional(self, path: str, type_: type[T], default: T) -> T:
        if path not in self.files:
            return default
        value = self._typed(self.root, path, type_)
        return default if value is None else value

    def _typed(self, root: Path, path: str, type_: type[T]) -> T | None:
        text, faults = read_text(root, path)
        value = None
        if text is not None:
            value, more = typed(parse_yaml(path, text.text), type_)
            faults += more
        return self._note(path, value, faults)

    def _note(self, path: str, value: T | None, faults: list[Diagnostic]) -> T | None:
        self.faults += faults
        if value is None:
            self.unread.add(path)
        return value

    def documents(self) -> Mapping[str, SourceDocument]:
        documents = {}
        for path in self.files:
            pure = PurePosixPath(path)
            if str(pure.parent) == SOURCES and pure.suffix == ".yaml":
                document = self._typed(self.root, path, SourceDocument)
                if document is not None and self._is_address(pure.stem, path):
                    documents[pure.stem] = document
        return documents

    def reviewed(self, root: Path) -> Mapping[str, Mapping[str, tuple[Words, ...]]]:
        """The decisions on ambiguous characters that are recorded below `root`."""
        if not (root / REVIEWED).is_file():
            return {}
        return self._typed(root, REVIEWED, _Decisions) or {}

    def interface(self, own: Path, languages: tuple[str, ...]) -> Mapping[str, Mapping[str, Words]]:
        """The words of the templates by language; what the site lacks comes from the project's own file."""
        general = self._words(own, INTERFACE) if own != self.root and (own / INTERFACE).is_file() else {}
        site = self._words(self.root, INTERFACE) if INTERFACE in self.files else {}
        return {
            language: {**general.get(language, {}), **site.get(language, {})}
            for language in dict.fromkeys([*languages, *site])
        }

    def _words(self, root: Path, path: str) -> Mapping[str, Mapping[str, Words]]:
        return self._typed(root, path, _WordsByLanguage) or {}

    def pages(self, languages: tuple[str, ...]) -> Mapping[tuple[str, str], Page]:
        pages: dict[tuple[str, str], Page] = {}
        for path in self.files:
            if not path.startswith(f"{PAGES}/") or not path.endswith(".md"):
                continue
            language = PurePosixPath(path.removesuffix(".md")).suffix.removeprefix(".")
            if not language or (languages and language not in languages):
                self._unknown_language(path, language, languages)
                continue
            text, faults = read_text(self.root, path)
            page = None
            if text is not None:
                page, more = read_page(text, language)
                faults += more
            page = self._note(path, page, faults)
            if page is not None and self._is_address(page.key, path):
                pages[page.key, language] = page
        return pages

    def _unknown_language(self, path: str, language: str, languages: tuple[str, ...]) -> None:
        stem = path.removesuffix(".md").removesuffix(f".{language}" if language else "")
        near = get_close_matches(language, languages, n=1)
        names = [f"{PurePosixPath(stem).name}.{each}.md" for each in near or languages]
        message = "the file name does not say which language this is"
        self.faults.append(
            Diagnostic(Place(path), "file-name", message, f"Rename it to {' or '.join(names)}.")
        )

    def _is_address(self, key: str, path: str) -> bool:
        if all(_SEGMENT.fullmatch(segment) for segment in key.split("/")):
            return True
        message = "the file name cannot be an address"
        hint = "Use a-z, 0-9 and hyphens in the names of files and folders."
        self.faults.append(Diagnostic(Place(path), "file-name", message, hint, Severity.ERROR))
        return False
