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


def test_what_pages_ask_for(built_site: Site) -> None:
    """Style sheets have 9 KB, scripts 5 KB, some pages one more; six files at the most, or seven."""
    for path in pages(built_site):
        text = path.read_text(encoding="utf-8")
        # The script of the search belongs to the first view of the page that is there for it.
        wanted = [ASSET, AT_ONCE] if path.parent.name == "search" else [ASSET]
        names = [name for each in wanted for name in each.findall(text)]
        assets = [built_site.folder / name.lstrip("/") for name in dict.fromkeys(names)]
        by_kind = {
            kind: sum(size(each) for each in assets if each.suffix == kind) for kind in (".css", ".js")
        }
        assert 0 < by_kind[".css"] <= (10 if "bilingual" in path.parent.name else 9) * KB, path
        has_own = path.parent.name == "glossary" or "bilingual" in path.parent.name
        scripts = 10 if path.parent.name == "search" else 6 if has_own else 5
        assert 0 < by_kind[".js"] <= scripts * KB, path
        assert len(assets) + 1 <= (7 if "bilingual" in path.parent.name else 6), path
