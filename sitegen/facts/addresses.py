"""Addresses: where a page stands is a function of its key and the edition, and of nothing else."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from sitegen.facts.web import is_mail, is_telephone, meant_address, why_not
from sitegen.model import Edition, Site
from sitegen.views import Alternate

HOME = "index"
BILINGUAL = "bilingual"
GLOSSARY = "glossary"
SOURCES = "sources"
# What the term base refers to, where there is a glossary.
REFERENCES = f"{GLOSSARY}/references"
# The list of all pages, unless an author has written a page of this name.
CONTENTS = "contents"
FEED = "feed.xml"
SEARCH = "search"
PAGES = "content/pages/"
# Schemes of our own: what authors write before the id of a paragraph, of a term.
SOURCE = "source"
TERM = "term"
# Before the name of a picture that the generator draws.
PICTURE = "picture"

_FORBIDDEN = re.compile(r"[\0-\x20\x7f\\]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_DRIVE = re.compile(r"[A-Za-z]:(?:[/\\]|%5C)", re.IGNORECASE)
_BESIDE = "Put the file beside the page or below assets/ and write its name."
_MAIL_HINT = "Write mailto:name@example.org."
_TEL_HINT = "Write digits and hyphens: tel:+86-21-12345678."
_PAGE = re.compile(r"(?P<stem>.+)\.(?P<language>[A-Za-z]+)\.md")


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of a site whose home is `base_url`, which ends in a slash and may have a path."""

    base_url: str

    @property
    def base_path(self) -> str:
        return urlsplit(self.base_url).path or "/"

    def url(self, key: str, edition: Edition) -> str:
        """Return the URL of a page, from the server's root."""
        return f"{self.base_path}{self._folder(key, edition)}"

    def output_path(self, key: str, edition: Edition) -> str:
        """Return where the page's file stands in the output folder."""
        return f"{self._folder(key, edition)}index.html"

    def absolute(self, url: str) -> str:
        """Return `url`, which begins at the server's root, with scheme and host."""
        return self.base_url.removesuffix(self.base_path) + url

    def paragraph(self, document: str, paragraph: str, edition: Edition) -> str:
        """Return the URL of a numbered paragraph of a source document."""
        return f"{self.url(f'{SOURCES}/{document}', edition)}#{paragraph}"

    def term(self, term: str, edition: Edition) -> str:
        """Return the URL of an entry of the glossary."""
        return f"{self.url(GLOSSARY, edition)}#{term}"

    def reference(self, reference: str, edition: Edition) -> str:
        """Return the URL of what the term base refers to as `reference`."""
        return f"{self.url(REFERENCES, edition)}#reference-{reference}"

    def feed(self, edition: Edition) -> str:
        """Return the URL of the edition's feed."""
        return f"{self.base_path}{edition.prefix}/{FEED}"

    @staticmethod
    def _folder(key: str, edition: Edition) -> str:
        steps = [step for step in key.split("/") if step]
        if steps[-1:] == [HOME]:
            steps.pop()
        return "".join(f"{step}/" for step in [edition.prefix, *steps])


def alternates(
    addresses: Addresses, site: Site, key: str, editions: Sequence[Edition]
) -> tuple[Alternate, ...]:
    """Return where search engines find a page in `editions`, and where readers of other languages go."""
    found = [
        Alternate(str(edition.tag), addresses.absolute(addresses.url(key, edition))) for edition in editions
    ]
    by_tag = {alternate.hreflang: alternate.url for alternate in found}
    default = next((by_tag[tag] for tag in site.x_default if tag in by_tag), found[0].url)
    if key == HOME:
        default = addresses.absolute(addresses.base_path)
    return (*found, Alternate("x-default", default))


@dataclass(frozen=True, slots=True)
class PageTarget:
    """A page, and a section of it or ""."""

    key: str
    language: str
    section: str


@dataclass(frozen=True, slots=True)
class FileTarget:
    """A file below the site's root, or a path that leads out of it."""

    path: str


@dataclass(frozen=True, slots=True)
class ParagraphTarget:
    """A numbered paragraph of a source document."""

    id: str


@dataclass(frozen=True, slots=True)
class TermTarget:
    """An entry of the term base."""

    id: str


@dataclass(frozen=True, slots=True)
class PictureTarget:
    """A picture that the generator draws."""

    name: str


@dataclass(frozen=True, slots=True)
class WebTarget:
    """An address outside the site."""

    url: str


@dataclass(frozen=True, slots=True)
class RefusedTarget:
    """An address that no page may hold, and why; with what was meant by it, where that is known."""

    why: str
    meant: str = ""
    hint: str = ""


Target = PageTarget | FileTarget | ParagraphTarget | TermTarget | PictureTarget | WebTarget | RefusedTarget


def read_address(address: str, path: str, key: str, language: str) -> Target:
    """Return what `address` means on the page `key` that stands at `path`; nothing is looked up."""
    if _SCHEME.match(address) and not _DRIVE.match(address):
        return _read_scheme(address)
    if meant := meant_address(address):
        why = "it begins with //" if address.startswith("//") else "it lacks its beginning"
        return RefusedTarget(why, meant)
    if address.startswith("//"):
        return RefusedTarget("it begins with //")
    if _DRIVE.match(address) or address.startswith("\\\\"):
        return RefusedTarget("it is a file of your own computer", hint=_BESIDE)
    if _FORBIDDEN.search(address) or _FORBIDDEN.search(unquote(address)):
        return _refused_name(address)
    try:
        parts = urlsplit(address)
    except ValueError:
        return RefusedTarget("it is no address")
    if parts.query:
        return RefusedTarget("it has a ? part, which pages of a static site do not have")
    if not parts.path:
        return (
            PageTarget(key, language, unquote(parts.fragment))
            if parts.fragment
            else RefusedTarget("it is empty")
        )
    name = unquote(parts.path)
    beside = "" if name.startswith("/") else posixpath.dirname(path)
    target = posixpath.normpath(posixpath.join(beside, name.lstrip("/")))
    match = _PAGE.fullmatch(target)
    if match and match["stem"].startswith(PAGES):
        return PageTarget(match["stem"].removeprefix(PAGES), match["language"], unquote(parts.fragment))
    return FileTarget(target)


def _refused_name(address: str) -> RefusedTarget:
    why = "it holds a space, a backslash or a control character"
    meant = address.replace("\\", "/")
    if "\\" in address and not meant.startswith("//") and not _FORBIDDEN.search(unquote(meant)):
        return RefusedTarget(why, meant)
    hint = "Names of files have no spaces: rename the file, and write its new name."
    return RefusedTarget(why, hint=hint if " " in unquote(address) else "")


def _read_scheme(address: str) -> Target:
    scheme, _, rest = address.partition(":")
    match scheme.lower():
        case "source" | "term" | "picture" if _FORBIDDEN.search(rest):
            return RefusedTarget("it holds a space, a backslash or a control character")
        case "source":
            return ParagraphTarget(rest)
        case "term":
            return TermTarget(rest)
        case "picture":
            return PictureTarget(rest)
        case "mailto" if is_mail(address) and not _FORBIDDEN.search(address):
            return WebTarget(address)
        case "mailto":
            return RefusedTarget("it is no address to which a mail can be sent", hint=_MAIL_HINT)
        case "tel" if is_telephone(address):
            return WebTarget(address)
        case "tel":
            number = re.sub(r"[ \u2010-\u2015]|%20", "-", address)
            return RefusedTarget(
                "it is no telephone number", number if is_telephone(number) else "", _TEL_HINT
            )
        case "https" | "http":
            why = why_not(address)
            return RefusedTarget(why, meant_address(address) or "") if why else WebTarget(address)
        case "file":
            return RefusedTarget("it is a file of your own computer", hint=_BESIDE)
    why = f"{scheme}: is not among https:, http:, mailto:, tel:, source:, term: and file names"
    return RefusedTarget(why, meant_address(address) or "")


def read_lead(lead: str, language: str) -> Target:
    """Return where a node of a picture leads: to a page (`goals`), a section, a term or a paragraph."""
    if _SCHEME.match(lead):
        return _read_scheme(lead)
    key, _, section = lead.partition("#")
    return PageTarget(key, language, section)


def bilingual_key(key: str) -> str:
    """Return the key under which a page stands together with its partner."""
    return BILINGUAL if key == HOME else f"{key.removesuffix(f'/{HOME}')}/{BILINGUAL}"


def leading(site: Site) -> str:
    """Return the language in whose editions pages stand with their partners: the site’s first, or ""."""
    return next(iter(site.languages), "")


def beside_key(key: str, languages: Sequence[str], one: str, other: str) -> str:
    """Return the key under which a page in `one` stands together with its partner in `other`.

    `one` comes before `other` in the site’s `languages`. It is `bilingual_key` where nothing comes between
    the two, so that a language added at the end moves no address.

    >>> beside_key("city", ["zh", "en", "fr"], "zh", "en"), beside_key("city", ["zh", "en", "fr"], "zh", "fr")
    ('city/bilingual', 'city/bilingual-fr')
    """
    is_next = languages.index(other) == languages.index(one) + 1
    return bilingual_key(key) + ("" if is_next else f"-{other}")
