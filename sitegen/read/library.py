"""The whole of an authors' folder to one Library, with all that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TypeVar, cast

from sitegen.facts.slices import Unread
from sitegen.facts.voices.own_words import interface_of
from sitegen.facts.voices.usages import han_tag
from sitegen.memory import Forgetful, Memory
from sitegen.model import (
    Change,
    Conversion,
    Diagnostic,
    Glossary,
    Library,
    Page,
    Place,
    Record,
    Reference,
    Severity,
    Site,
    SourceDocument,
    Style,
    Words,
)
from sitegen.model.pictures import Picture
from sitegen.read.files import FileText, ReadAs, decode, list_files, unread_in
from sitegen.read.heading_ids import propose_ids
from sitegen.read.lending import INTERFACE, lend_english
from sitegen.read.limits import too_large_file
from sitegen.read.names import name_faults, unknown_language, written_otherwise
from sitegen.read.page import PAGES, read_pages
from sitegen.read.phrases import gather_phrases
from sitegen.read.picture import PICTURES, read_picture
from sitegen.read.profiles import derive_profiles, write_alike
from sitegen.read.records import MADE_FROM, read_records
from sitegen.read.standing import is_file, why
from sitegen.read.terms import gather_names
from sitegen.read.yaml.documents import Document, parse_yaml
from sitegen.read.yaml.schema import typed
from sitegen.rules import MISSING_FILE, UNREADABLE_FILE
from sitegen.text.languages import HAN_TAG

SITE = "content/site.yaml"
GLOSSARY = "content/glossary.yaml"
CONVERSION = "content/conversion.yaml"
STYLE = "content/style.yaml"
CARDS = "content/cards.yaml"
# Pictures of a site’s own pages: those of the project are no other site’s.
_CARDS = "assets/cards/"
SOURCES = "content/sources"
REVIEWED = "content/reviewed.yaml"
IDIOMS = "content/idioms.yaml"
REFERENCES = "content/references.yaml"
CHANGES = "content/changes.yaml"

T = TypeVar("T")
# A file and its language.
_Named = tuple[str, str]
# Built as they stand: a schema needs no class of its own for plain tables.
_WordsByLanguage = dict[str, dict[str, Words]]
_WordLists = dict[str, tuple[Words, ...]]
_Decisions = dict[str, dict[str, tuple[Words, ...]]]


def read_library(
    root: Path, own: Path, memory: Memory | None = None
) -> tuple[Library | None, list[Diagnostic]]:
    """Return what authors wrote below `root`, or None where no site can be made of it, and all faults found.

    `own` is the generator's own folder: interface words that `root` lacks come from there, and the
    corrections of OpenCC that hold for every site.
    """
    files, faults = list_files(root, "content")
    assets, more = list_files(root, "assets")
    own_assets, others = list_files(own, "assets")
    faults += [*more, *(others if own != root else ())]
    reader = _Reader(root, files, faults, memory or Forgetful())
    site = reader.required(SITE, Site)
    languages = tuple(dict.fromkeys([*site.languages, *site.written])) if site else ()
    pages = reader.pages(languages, han_tag(site) if site else HAN_TAG)
    reader.faults = propose_ids(reader.faults, pages)
    interface, glossary, documents = reader.interface(own, site), reader.glossary(), reader.documents()
    conversion = reader.optional(CONVERSION, Conversion, Conversion())
    if site is None:
        return None, reader.faults
    library = Library(
        derive_profiles(site),
        interface,
        pages,
        glossary,
        reader.optional(REFERENCES, dict[str, Reference], {}),
        documents,
        conversion,
        style=reader.optional(STYLE, Style, Style()),
        cards=reader.optional(CARDS, dict[str, Words], {}),
        files=frozenset([*files, *assets, *(path for path in own_assets if not path.startswith(_CARDS))]),
        reviewed=reader.reviewed(root),
        reviewed_elsewhere=reader.reviewed(own) if own != root else {},
        records=reader.records(languages),
        changes=reader.optional(CHANGES, tuple[Change, ...], ()),
        idioms=reader.optional(IDIOMS, _WordLists, {}),
        pictures=reader.pictures(),
        unread=frozenset(reader.unread),
        taken=reader.taken,
    )
    return library, reader.faults


# The project’s own files are the same in every build of a process.
@lru_cache(maxsize=32)
def _value_of(
    path: str, text: str, type_: type[T], gather: Callable[[Document], Document] | None
) -> tuple[T | None, tuple[Diagnostic, ...]]:
    """The value that a file holds as `type_`, and what is wrong with it."""
    document = parse_yaml(path, text)
    value, faults = typed(gather(document) if gather else document, type_)
    return value, tuple(faults)


class _Reader:
    """Reads one folder; every fault goes to the same list."""

    def __init__(self, root: Path, files: list[str], faults: list[Diagnostic], memory: Memory) -> None:
        self.root = root
        self.memory = memory
        self.files = files
        self.faults = faults
        self.unread = unread_in(faults)
        self.taken: dict[str, Mapping[int, tuple[int, ...]]] = {}

    def required(self, path: str, type_: type[T]) -> T | None:
        if path in self.files:
            return self._typed(self.root, path, type_)
        if Unread(frozenset(self.unread)).begins(path):
            return None
        near = [each for each in self.files if written_otherwise(each) == path]
        renamed = near[0] if near else ""
        self.faults.append(MISSING_FILE(Place(path), renamed=renamed, name=PurePosixPath(path).name))
        return None

    def glossary(self) -> Glossary:
        """The term base, whose entries name what they call it by the keys of languages."""
        if GLOSSARY not in self.files:
            return Glossary()
        return self._typed(self.root, GLOSSARY, Glossary, gather_names) or Glossary()

    def optional(self, path: str, type_: type[T], default: T) -> T:
        if path not in self.files:
            return default
        value = self._typed(self.root, path, type_)
        return default if value is None else value

    def _typed(
        self, root: Path, path: str, type_: type[T], gather: Callable[[Document], Document] | None = None
    ) -> T | None:
        text, faults = self._read(root, path)
        value = None
        if text is not None:
            # Types can be hashed, of which mypy is not sure.
            read = cast(Callable[..., tuple[T | None, tuple[Diagnostic, ...]]], _value_of)
            value, more = self.memory.call(read, path, text.text, type_, gather)
            faults += more
        return self._note(path, value, faults)

    def _read(self, root: Path, path: str) -> tuple[FileText | None, list[Diagnostic]]:
        data, faults = self._bytes(root, path)
        if data is None:
            return None, faults
        text, faults = self.memory.call(decode, path, data)
        if text is not None and text.taken and root == self.root:
            self.taken[path] = text.taken
        return text, [*faults]

    def _bytes(self, root: Path, path: str) -> tuple[bytes | None, list[Diagnostic]]:
        """What a file holds, or None with the reason."""
        file = Path(f"{root}/{path}")
        try:
            if fault := too_large_file(path, file.stat().st_size):
                return None, [fault]
            return self.memory.read(file), []
        except OSError as error:
            return None, [UNREADABLE_FILE(Place(path), "file", why=why(error))]

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
                document = self._typed(self.root, path, SourceDocument, gather_phrases)
                if document is not None and self._is_address(pure.stem, path):
                    documents[pure.stem] = document
        return dict(sorted(documents.items(), key=lambda each: (each[1].order, each[0])))

    def reviewed(self, root: Path) -> Mapping[str, Mapping[str, tuple[Words, ...]]]:
        """The decisions on ambiguous characters that are recorded below `root`."""
        return (self._typed(root, REVIEWED, _Decisions) or {}) if self._has(root, REVIEWED) else {}

    def _has(self, root: Path, path: str) -> bool:
        try:
            return is_file(root / path)
        except OSError as error:
            self._note(path, None, [UNREADABLE_FILE(Place(path), "file", why=why(error))])
            return False

    def interface(self, own: Path, of: Site | None) -> Mapping[str, Mapping[str, Words]]:
        """The words of the templates by language and edition; what the site lacks is the project's own."""
        general = self._words(own, INTERFACE) if own != self.root and self._has(own, INTERFACE) else {}
        site = self._words(self.root, INTERFACE) if INTERFACE in self.files else {}
        if of is None:
            return site
        lent, faults = lend_english(general, site, of)
        general, self.faults = {**general, **lent}, [*self.faults, *faults]
        # The project's own words are in Simplified, the site's in what it is written in.
        alike = {each: write_alike(general.get(each, {}), each, of) for each in of.languages}
        return interface_of(of, site, {**general, **alike})

    def _words(self, root: Path, path: str) -> Mapping[str, Mapping[str, Words]]:
        return self._typed(root, path, _WordsByLanguage) or {}

    def pages(self, languages: tuple[str, ...], han: str) -> Mapping[tuple[str, str], Page]:
        pages: dict[tuple[str, str], Page] = {}
        for (path, language), page in self._each(self._named(PAGES, ".md", languages), read_pages, han):
            key = path.removeprefix(f"{PAGES}/").removesuffix(f".{language}.md")
            if page is not None and self._is_address(key, path):
                pages[key, language] = page
        return pages

    def _each(
        self, named: Iterable[_Named], read: Callable[..., Iterable[ReadAs[T]]], *common: object
    ) -> Iterator[tuple[_Named, T | None]]:
        """Yield each file with what `read` makes of it and of what it has in common with others."""
        files = []
        for path, language in named:
            data, faults = self._bytes(self.root, path)
            if data is None:
                self._note(path, None, faults)
            else:
                files.append((path, language, data))
        found = self.memory.parts(read, files, *common, takes_long=True)
        for (path, language, _), (value, taken, more) in zip(files, found, strict=True):
            if taken:
                self.taken[path] = taken
            yield (path, language), self._note(path, value, [*more])

    def pictures(self) -> Mapping[str, Picture]:
        """The pictures that the generator draws, by the names of their files."""
        pictures = {}
        for path in self.files:
            pure = PurePosixPath(path)
            if str(pure.parent) != PICTURES or pure.suffix != ".yaml":
                continue
            text, faults = self._read(self.root, path)
            picture: Picture | None = None
            if text is not None:
                picture, more = self.memory.call(read_picture, text)
                faults += more
            self._note(path, picture, faults)
            if picture is not None and self._is_address(pure.stem, path):
                pictures[pure.stem] = picture
        return pictures

    def records(self, languages: tuple[str, ...]) -> Mapping[tuple[str, str], Record]:
        """What the translations were made from, by the key and the language of the translated page."""
        return {
            (path.removeprefix(f"{MADE_FROM}/").removesuffix(f".{language}.yaml"), language): record
            for (path, language), record in self._each(
                self._named(MADE_FROM, ".yaml", languages), read_records
            )
            if record is not None
        }

    def _named(self, folder: str, ending: str, languages: tuple[str, ...]) -> Iterator[_Named]:
        """Yield the files whose names end in a language and `ending`, each with the language."""
        for path in self.files:
            if not path.startswith(f"{folder}/") or not path.endswith(ending):
                continue
            name, _, language = path.removesuffix(ending).rpartition("/")[2].rpartition(".")
            language = language if name else ""
            if language and (not languages or language in languages):
                yield path, language
            else:
                # Whatever page it was to be, it is not missing.
                self.unread.add(path)
                self.faults.append(unknown_language(path, language, ending, languages))

    def _is_address(self, key: str, path: str) -> bool:
        faults = list(name_faults(key, path))
        self.faults += faults
        return all(fault.severity is not Severity.ERROR for fault in faults)
