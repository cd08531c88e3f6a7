"""What a first view costs on a slow line: bytes as a server with Brotli sends them, and requests."""

import re
from functools import cache
from pathlib import Path

import brotli
from crawl import Site

KB = 1024
AT_ONCE = re.compile(r'data-search-script="(/[^"]+)"')
ASSET = re.compile(r'<(?:script src|link rel="stylesheet" href|link rel="icon" href)="(/[^"]+)"')


@cache
def size(path: Path) -> int:
    """The size of a file in bytes, compressed."""
    return len(brotli.compress(path.read_bytes(), quality=11))


def pages(site: Site) -> list[Path]:
    """The pages of an edition in each language; the other Chinese editions have the same text."""
    return [
        path for prefix in ("zh-hant-tw", "en") for path in sorted((site.folder / prefix).rglob("*.html"))
    ]


def test_pages(built_site: Site) -> None:
    """A page has 25 KB at the most, also where it says everything in two languages."""
    sizes = {path.relative_to(built_site.folder).as_posix(): size(path) for path in pages(built_site)}
    assert {name: bytes_ for name, bytes_ in sizes.items() if bytes_ > 25 * KB} == {}
    # Half of those in one language keep to 10 KB.
    own = sorted(bytes_ for name, bytes_ in sizes.items() if "bilingual" not in name)
    assert own[len(own) // 2] <= 10 * KB


def asked_for(site: Site, path: Path) -> list[Path]:
    """What a page asks for at once: style sheets, scripts, its sign."""
    text = path.read_text(encoding="utf-8")
    # The script of the search belongs to the first view of the page that is there for it.
    wanted = [ASSET, AT_ONCE] if path.parent.name == "search" else [ASSET]
    names = [name for each in wanted for name in each.findall(text)]
    return [site.folder / name.lstrip("/") for name in dict.fromkeys(names)]


def test_chapters(built_site: Site) -> None:
    """A page that is read has 22 KB with all that it asks for, one that lays out pictures 26; six files."""
    found = [path for path in pages(built_site) if 'class="reading-time"' in path.read_text("utf-8")]
    weights = {path: [size(each) for each in (path, *asked_for(built_site, path))] for path in found}
    laid = {path for path in found if "/css/laid." in path.read_text("utf-8")}
    assert len(found) > 10 * len(laid) > 0
    heavy = {
        path.parent.name: sum(sizes)
        for path, sizes in weights.items()
        if sum(sizes) > (26 if path in laid else 22) * KB
    }
    assert (heavy, max(map(len, weights.values()))) == ({}, 6)


def test_what_pages_ask_for(built_site: Site) -> None:
    """Style sheets have 9 KB, scripts 5 KB, some pages one more; six files at the most, or eight."""
    for path in pages(built_site):
        assets = asked_for(built_site, path)
        by_kind = {
            kind: sum(size(each) for each in assets if each.suffix == kind) for kind in (".css", ".js")
        }
        assert 0 < by_kind[".css"] <= (10 if "bilingual" in path.parent.name else 9) * KB, path
        has_own = path.parent.name == "glossary" or "bilingual" in path.parent.name
        scripts = 10 if path.parent.name == "search" else 6 if has_own else 5
        assert 0 < by_kind[".js"] <= scripts * KB, path
        is_home = path == built_site.folder / path.relative_to(built_site.folder).parts[0] / "index.html"
        most = 8 if "bilingual" in path.parent.name else 7 if is_home or path.parent.name == "glossary" else 6
        assert len(assets) + 1 <= most, path
