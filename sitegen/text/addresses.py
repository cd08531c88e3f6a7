"""What authors write as an address, read once: to a page, a file, a paragraph, a term, a text outside."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote, urlsplit

from sitegen.expressions import lazy_regex
from sitegen.text.web import is_mail, is_telephone, meant_address, why_not
from sitegen.values import dataclass

PAGES = "content/pages/"
# Schemes of our own: what authors write before the id of a paragraph, of a term, of a text outside the site.
SOURCE = "source"
TERM = "term"
REFERENCE = "reference"
# Before the name of a picture that the generator draws.
PICTURE = "picture"

_FORBIDDEN = lazy_regex(r"[\0-\x20\x7f\\]")
_SCHEME = lazy_regex(r"[A-Za-z][A-Za-z0-9+.-]*:")
_DRIVE = lazy_regex(r"[A-Za-z]:(?:[/\\]|%5C)", re.IGNORECASE)
_BESIDE = "Put the file beside the page or below assets/ and write its name."
_MAIL_HINT = "Write mailto:name@example.org."
_TEL_HINT = "Write digits and hyphens: tel:+86-21-12345678."
_PAGE = lazy_regex(r"(?P<stem>.+)\.(?P<language>[A-Za-z]+)\.md")


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
class ReferenceTarget:
    """A text outside the site that its list of references has."""

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


Target = (
    PageTarget
    | FileTarget
    | ParagraphTarget
    | TermTarget
    | ReferenceTarget
    | PictureTarget
    | WebTarget
    | RefusedTarget
)


def read_address(address: str, path: str, key: str, language: str) -> Target:
    """Return what `address` means on the page `key` that stands at `path`; nothing is looked up.

    >>> read_address("city.zh.md#origin", "content/pages/index.zh.md", "index", "zh")
    PageTarget(key='city', language='zh', section='origin')
    >>> read_address("map.svg", "content/pages/a/b.en.md", "a/b", "en")
    FileTarget(path='content/pages/a/map.svg')
    """
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
        case "source" | "term" | "reference" | "picture" if _FORBIDDEN.search(rest):
            return RefusedTarget("it holds a space, a backslash or a control character")
        case "source":
            return ParagraphTarget(rest)
        case "term":
            return TermTarget(rest)
        case "reference":
            return ReferenceTarget(rest)
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
    why = f"{scheme}: is not among https:, http:, mailto:, tel:, source:, term:, reference: and file names"
    return RefusedTarget(why, meant_address(address) or "")


def key_of(path: str) -> str:
    """Return the key of the page whose file is `path`, or "" where it is no page.

    >>> key_of("content/pages/areas/city.en.md")
    'areas/city'
    """
    match = _PAGE.fullmatch(path)
    return match["stem"].removeprefix(PAGES) if match and match["stem"].startswith(PAGES) else ""


def read_lead(lead: str, language: str) -> Target:
    """Return where a node of a picture leads: to a page (`goals`), a section, a term or a paragraph.

    >>> read_lead("goals#first", "en")
    PageTarget(key='goals', language='en', section='first')
    >>> read_lead("term:river", "en")
    TermTarget(id='river')
    """
    if _SCHEME.match(lead):
        return _read_scheme(lead)
    key, _, section = lead.partition("#")
    return PageTarget(key, language, section)
