"""The built site, read back as a stranger would: its files, its pages, and what they refer to.

Nothing here imports the generator, so that no mistake of its own can hide another.
"""

import json
import os
import pickle
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
ADDRESSES = frozenset(("href", "xlink:href", "src", "action", "formaction", "poster", "data", "cite"))
READ_ALOUD = frozenset(("alt", "title", "aria-label", "placeholder"))
FOLLOWED_BY_READERS = frozenset(("a", "area", "form", "blockquote", "q", "ins", "del", "meta", "script-data"))
NOT_FETCHED = frozenset(("canonical", "alternate", "license", "author", "prev", "next", "help", "me"))


@dataclass(frozen=True, slots=True)
class Reference:
    """An address that a file names: where, by which element, and whether a browser fetches it by itself."""

    line: int
    tag: str
    value: str
    fetched: bool


@dataclass(slots=True)
class Document:
    """What the tests ask of one HTML file."""

    file: str
    lang: str = ""
    canonical: list[str] = field(default_factory=list)
    alternates: list[tuple[str, str]] = field(default_factory=list)
    robots: str = ""
    # Where it sends its readers at once, if it is an address of former days.
    moved: str = ""
    headings: Counter[str] = field(default_factory=Counter)
    ids: Counter[str] = field(default_factory=Counter)
    sections: list[str] = field(default_factory=list)
    classes: set[tuple[str, str]] = field(default_factory=set)
    references: list[Reference] = field(default_factory=list)
    runs: list[tuple[int, str, str]] = field(default_factory=list)
    # The text alone, without what attributes say aloud.
    texts: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    bare_images: list[str] = field(default_factory=list)
    broken_data: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Its address below the base URL."""
        return self.file.removesuffix("index.html")

    @property
    def is_beside(self) -> bool:
        """Stands beside the same page in another edition."""
        return self.address.rstrip("/").rpartition("/")[2].partition("-")[0] == "bilingual"

    @property
    def is_404(self) -> bool:
        """Shown at addresses that do not exist, or that nobody can reach, and so at any depth."""
        return self.file.rpartition("/")[2] in ("404.html", "offline.html")

    @property
    def is_indexed(self) -> bool:
        """Meant to be found by search engines."""
        return not self.is_404 and not self.moved and "noindex" not in self.robots


@dataclass(frozen=True)
class Site:
    """A built site: its folder, its address, and the prefix and tag of each edition.

    On the shelf the process that first reads its pages leaves for others what it has read.
    """

    folder: Path
    base_url: str
    editions: dict[str, str]
    shelf: Path | None = None

    @property
    def base_path(self) -> str:
        return urlsplit(self.base_url).path

    @cached_property
    def files(self) -> dict[str, str]:
        """Each file of the site, with the digest of its contents; what is known of them is not served."""
        return {
            path.relative_to(self.folder).as_posix(): sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and ".sitegen" not in path.relative_to(self.folder).parts
        }

    @cached_property
    def documents(self) -> dict[str, Document]:
        """Each HTML file of the output, read."""
        if self.shelf and self.shelf.is_file():
            documents: dict[str, Document] = pickle.loads(self.shelf.read_bytes())
            return documents
        documents = {file: read_document(self, file) for file in self.files if file.endswith(".html")}
        if self.shelf:
            # Whole, or not at all.
            beside = self.shelf.with_name(f"{self.shelf.name}.{os.getpid()}")
            beside.write_bytes(pickle.dumps(documents, pickle.HIGHEST_PROTOCOL))
            beside.replace(self.shelf)
        return documents

    @cached_property
    def ids(self) -> dict[str, frozenset[str]]:
        """The fragments that each file offers; an SVG sprite offers some as well."""
        offered = {file: frozenset(document.ids) for file, document in self.documents.items()}
        for file in self.files:
            if file.endswith(".svg"):
                offered[file] = frozenset(read_document(self, file).ids)
        return offered

    @cached_property
    def style_references(self) -> dict[str, list[Reference]]:
        """What each style sheet fetches."""
        return {file: list(self._style_references(file)) for file in self.files if file.endswith(".css")}

    def _style_references(self, file: str) -> Iterator[Reference]:
        text = (self.folder / file).read_text(encoding="utf-8")
        for match in re.finditer(r"url\(\s*[\"']?([^\"')]+)|@import\s+[\"']([^\"']+)", text):
            yield Reference(text.count("\n", 0, match.start()) + 1, "css", match[1] or match[2], fetched=True)

    @cached_property
    def names_in_code(self) -> str:
        """Everything that scripts, manifests and the like say, in which file names may occur."""
        suffixes = (".js", ".mjs", ".json", ".webmanifest")
        return "\n".join(
            (self.folder / file).read_text(encoding="utf-8") for file in self.files if file.endswith(suffixes)
        )

    def prefix(self, file: str) -> str:
        """The prefix of the edition that a file belongs to, or nothing."""
        first = file.partition("/")[0]
        return first if first in self.editions else ""

    def key(self, document: Document) -> str:
        """What the addresses of one page have in common in all editions."""
        return document.address.removeprefix(f"{self.prefix(document.file)}/")

    def find(self, file: str, value: str) -> tuple[str, str] | None:
        """The file and the fragment that an address names; None where it leads off this site."""
        url = urlsplit(urljoin(self.base_url + file.removesuffix("index.html"), value.strip()))
        if f"{url.scheme}://{url.netloc}" != self.base_url.removesuffix(self.base_path):
            return None
        path = unquote(url.path)
        if not path.startswith(self.base_path):
            return f"(outside {self.base_path}) {path}", ""
        name = path.removeprefix(self.base_path)
        if name.endswith("/") or not name:
            name += "index.html"
        # Browsers find the words of a text fragment by themselves.
        return name, unquote(url.fragment).partition(":~:")[0]


class DocumentReader(HTMLParser):
    """One pass over one file."""

    def __init__(self, site: Site, document: Document) -> None:
        super().__init__()
        self.site = site
        self.document = document
        self.open: list[tuple[str, str]] = []
        self.in_linked_data = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attributes}
        line = self.getpos()[0]
        lang = named.get("lang", self.open[-1][1] if self.open else "")
        if tag not in VOID:
            self.open.append((tag, lang))
        self.in_linked_data = tag == "script" and named.get("type") == "application/ld+json"
        self.read_head(tag, named)
        self.read_references(tag, named, line)
        self.read_inline(tag, named, line)

        document = self.document
        document.runs += [(line, lang, named[name]) for name in sorted(READ_ALOUD & named.keys())]
        document.classes |= {(tag, name) for name in named.get("class", "").split()}
        if "id" in named:
            document.ids[named["id"]] += 1
            if tag in {"h2", "section"}:
                document.sections.append(named["id"])
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            document.headings[tag] += 1
        if tag == "img" and not {"alt", "width", "height"} <= named.keys():
            document.bare_images.append(f"{document.file}:{line}: {named.get('src')}")

    def handle_endtag(self, tag: str) -> None:
        # End tags may be left out in HTML: whatever lies above the one that is closed ends with it.
        for depth in range(len(self.open) - 1, -1, -1):
            if self.open[depth][0] == tag:
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        tag, lang = self.open[-1] if self.open else ("", "")
        line = self.getpos()[0]
        if tag == "script" and self.in_linked_data:
            self.read_linked_data(data, line)
        elif tag not in {"script", "style"} and data.strip():
            self.document.runs.append((line, lang, data))
            self.document.texts.append(data)

    def read_head(self, tag: str, named: dict[str, str]) -> None:
        rel = named.get("rel", "").split()
        if tag == "html":
            self.document.lang = named.get("lang", "")
        elif tag == "meta" and named.get("name") == "robots":
            self.document.robots = named.get("content", "")
        elif tag == "meta" and named.get("http-equiv", "").lower() == "refresh":
            self.document.moved = named.get("content", "").partition("url=")[2]
        elif tag == "link" and "canonical" in rel:
            self.document.canonical.append(named.get("href", ""))
        elif tag == "link" and "alternate" in rel and "hreflang" in named:
            self.document.alternates.append((named["hreflang"], named.get("href", "")))

    def read_references(self, tag: str, named: dict[str, str], line: int) -> None:
        rel = set(named.get("rel", "").split()) if tag == "link" else set()
        fetched = tag not in FOLLOWED_BY_READERS and not rel & NOT_FETCHED
        values = [named[name] for name in sorted(ADDRESSES & named.keys())]
        values += [
            candidate.split()[0] for candidate in named.get("srcset", "").split(",") if candidate.strip()
        ]
        # Scripts are given addresses in data attributes; cards for social media have theirs in <meta>.
        values += [
            each
            for name, value in named.items()
            for each in (value.split() if name.startswith("data-") else [value])
            if (name.startswith("data-") and each.startswith("/") and not each.startswith("//"))
            or (tag == "meta" and name == "content" and value.startswith(self.site.base_url))
        ]
        self.document.references += [Reference(line, tag, value, fetched) for value in values]

    def read_linked_data(self, data: str, line: int) -> None:
        try:
            values = list(strings(json.loads(data)))
        except json.JSONDecodeError as error:
            self.document.broken_data.append(f"{self.document.file}:{line}: {error}")
            return
        # Fragments in linked data name things, not places in a page.
        self.document.references += [
            Reference(line, "script-data", value.partition("#")[0], fetched=False)
            for value in values
            if value.startswith(self.site.base_url)
        ]

    def read_inline(self, tag: str, named: dict[str, str], line: int) -> None:
        found = [name for name in named if name == "style" or name.startswith("on")]
        if tag == "style":
            found.append("<style>")
        if tag == "script" and "src" not in named and named.get("type") != "application/ld+json":
            found.append("<script> without src")
        found += [value for value in named.values() if value.strip().lower().startswith("javascript:")]
        self.document.inline += [f"{self.document.file}:{line}: {name} on <{tag}>" for name in found]


def read_document(site: Site, file: str) -> Document:
    """Read one HTML or SVG file of the output."""
    document = Document(file)
    reader = DocumentReader(site, document)
    reader.feed((site.folder / file).read_text(encoding="utf-8"))
    reader.close()
    return document


def strings(value: Any) -> Iterator[str]:
    """Every string in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
