"""Where a page stands, and what an address means that an author wrote."""

import pytest

from sitegen.facts.addresses import Addresses
from sitegen.model import Edition, Place, Words
from sitegen.text.addresses import (
    FileTarget,
    PageTarget,
    ParagraphTarget,
    RefusedTarget,
    Target,
    TermTarget,
    WebTarget,
    read_address,
)

PLACE = Place("content/site.yaml")
HONG_KONG = Edition(*(Words(text, PLACE) for text in ("zh-Hant-HK", "zh-hant-hk", "繁體中文", "zh", "s2hk")))
ROOT = Addresses("https://example.org/")
BELOW = Addresses("https://example.org:8443/a/b/")


@pytest.mark.parametrize(
    ("key", "folder"),
    [
        ("index", "zh-hant-hk/"),
        ("city-spirit", "zh-hant-hk/city-spirit/"),
        ("goals/culture", "zh-hant-hk/goals/culture/"),
        ("goals/index", "zh-hant-hk/goals/"),
        ("index/index", "zh-hant-hk/index/"),
        ("index/culture", "zh-hant-hk/index/culture/"),
        ("my-index", "zh-hant-hk/my-index/"),
        # How an alias may be written.
        ("/old/page/", "zh-hant-hk/old/page/"),
        ("", "zh-hant-hk/"),
    ],
)
def test_page(key: str, folder: str) -> None:
    """A page is a folder below the site's base path and the edition's prefix, and its file lies in it."""
    assert ROOT.url(key, HONG_KONG) == f"/{folder}"
    assert BELOW.url(key, HONG_KONG) == f"/a/b/{folder}"
    for addresses in (ROOT, BELOW):
        assert addresses.output_path(key, HONG_KONG) == f"{folder}index.html"


@pytest.mark.parametrize(
    ("base_url", "base_path", "absolute"),
    [
        ("https://example.org/", "/", "https://example.org/"),
        ("https://example.org/a/", "/a/", "https://example.org/a/"),
        ("https://example.org:8443/a/b/", "/a/b/", "https://example.org:8443/a/b/"),
    ],
)
def test_base(base_url: str, base_path: str, absolute: str) -> None:
    """A URL from the server's root becomes absolute with scheme, host and port, its path taken once."""
    addresses = Addresses(base_url)
    assert addresses.base_path == base_path
    assert addresses.absolute(addresses.base_path) == absolute
    assert addresses.absolute(addresses.url("x", HONG_KONG)) == f"{absolute}zh-hant-hk/x/"


def test_paragraph_and_term() -> None:
    """A paragraph stands on its document's page, a term on the glossary, each at its id."""
    assert BELOW.paragraph("opinions", "O-2", HONG_KONG) == "/a/b/zh-hant-hk/sources/opinions/#O-2"
    assert BELOW.term("hai-na", HONG_KONG) == "/a/b/zh-hant-hk/glossary/#hai-na"


def read(address: str) -> Target:
    """What `address` means on the page content/pages/goals/culture.zh.md."""
    return read_address(address, "content/pages/goals/culture.zh.md", "goals/culture", "zh")


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("law.zh.md", PageTarget("goals/law", "zh", "")),
        ("law.zh.md#origin", PageTarget("goals/law", "zh", "origin")),
        ("law.en.md#origin", PageTarget("goals/law", "en", "origin")),
        ("./law.zh.md", PageTarget("goals/law", "zh", "")),
        ("../index.zh.md", PageTarget("index", "zh", "")),
        ("../a/./b/../index.zh.md", PageTarget("a/index", "zh", "")),
        ("/content/pages/index.zh.md#x", PageTarget("index", "zh", "x")),
        ("/content/pages/goals/../index.zh.md", PageTarget("index", "zh", "")),
        ("/content/pages/./index.zh.md", PageTarget("index", "zh", "")),
        ("#origin", PageTarget("goals/culture", "zh", "origin")),
        ("#%E6%9D%A5", PageTarget("goals/culture", "zh", "来")),
        ("%6Caw.zh.md", PageTarget("goals/law", "zh", "")),
        ("法.zh.md", PageTarget("goals/法", "zh", "")),
        ("%E6%B3%95.zh.md#a%2Fb", PageTarget("goals/法", "zh", "a/b")),
        ("%2e%2e/index.zh.md", PageTarget("index", "zh", "")),
        ("%2520.zh.md", PageTarget("goals/%20", "zh", "")),
        ("v1.2.zh.md", PageTarget("goals/v1.2", "zh", "")),
    ],
)
def test_pages(address: str, target: Target) -> None:
    """A Markdown file with a language in its name, below content/pages, is a page, and # a section of it."""
    assert read(address) == target


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("map.svg", "content/pages/goals/map.svg"),
        ("map.svg#layer", "content/pages/goals/map.svg"),
        ("../map.svg", "content/pages/map.svg"),
        ("/assets/map.svg", "assets/map.svg"),
        ("/assets/../assets/./map.svg", "assets/map.svg"),
        ("%E5%9B%BE.svg", "content/pages/goals/图.svg"),
        ("law.md", "content/pages/goals/law.md"),
        ("law.zh.MD", "content/pages/goals/law.zh.MD"),
        ("../../sources/notes.zh.md", "content/sources/notes.zh.md"),
        # What leads out names no file of the site, and says so.
        ("../../../../etc/passwd", "../etc/passwd"),
        ("/../etc/passwd", "../etc/passwd"),
        ("%2e%2e/%2e%2e/%2e%2e/%2e%2e/x", "../x"),
    ],
)
def test_files(address: str, path: str) -> None:
    """Everything else without a scheme is a file, beside the page or below the site's root."""
    assert read(address) == FileTarget(path)


@pytest.mark.parametrize("address", ["/%2Fetc/passwd", "%2Fetc/passwd", "/a/%2F../%2Fetc/passwd"])
def test_files_are_relative(address: str) -> None:
    """No address, however it is encoded, means a file from the root of the disk."""
    target = read(address)
    assert isinstance(target, FileTarget)
    assert not target.path.startswith("/")


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("source:O-2", ParagraphTarget("O-2")),
        ("Source:O-2", ParagraphTarget("O-2")),
        ("source:", ParagraphTarget("")),
        ("term:hai-na", TermTarget("hai-na")),
        ("TERM:hai-na", TermTarget("hai-na")),
        ("term:a:b", TermTarget("a:b")),
        ("https://example.org/a?b=c#d", WebTarget("https://example.org/a?b=c#d")),
        ("HTTPS://example.org", WebTarget("HTTPS://example.org")),
        ("https://例子.example/路", WebTarget("https://例子.example/路")),
        ("http://example.org/a", WebTarget("http://example.org/a")),
        ("https://example.org/%00%0A%5C%20", WebTarget("https://example.org/%00%0A%5C%20")),
        ("tel:+86-21-12345678", WebTarget("tel:+86-21-12345678")),
        ("mailto:a@example.org", WebTarget("mailto:a@example.org")),
        ("MailTo:a@example.org", WebTarget("MailTo:a@example.org")),
    ],
)
def test_schemes(address: str, target: Target) -> None:
    """The schemes that pages may hold are known in capitals and in small letters."""
    assert read(address) == target


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("", "is empty"),
        ("#", "is empty"),
        ("https:", "names no host"),
        ("https:example.org", "names no host"),
        ("https:///a", "two slashes"),
        ("https://[::1", "is no host"),
        ("https://:443/", "names no host"),
        ("mailto:somebody", "a mail"),
        ("javascript:alert(1)", "not among"),
        ("JavaScript:alert(1)", "not among"),
        ("data:text/html,x", "not among"),
        ("file:///etc/passwd", "your own computer"),
        ("vbscript:x", "not among"),
        ("ftp://example.org/", "not among"),
        ("lang:de", "not among"),
        ("C:/map.svg", "your own computer"),
        ("//example.org/a", "begins with //"),
        ("law.zh.md?a=b", "has a ? part"),
        ("?a=b", "has a ? part"),
        ("a b.svg", "holds a space"),
        ("a%20b.svg", "holds a space"),
        ("a\\b.svg", "holds a space, a backslash"),
        ("a%5Cb.svg", "holds a space, a backslash"),
        ("java\tscript:x", "control character"),
        ("\x01javascript:x", "control character"),
        ("a%00.zh.md", "control character"),
        ("a%0Ab.zh.md", "control character"),
        ("a\x7f.zh.md", "control character"),
    ],
)
def test_refused(address: str, why: str) -> None:
    """Whatever no page may hold is refused, with the reason."""
    target = read(address)
    assert isinstance(target, RefusedTarget)
    assert why in target.why
