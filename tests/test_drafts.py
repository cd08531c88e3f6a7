"""What is meant for the preview alone stands nowhere in what is published of the real site."""

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import brotli
import pytest
import yaml
from conftest import build, copy_project, hand_on, make_project
from crawl import Site

from sitegen.serving.servers import print_all

DRAFTED = "zeichenkette"
# In no other text: title, summary, body, heading, old address, note.
WORDS = {
    "en": ("Xylotitle", "Xylosummary", "Xylobody", "xyloheading", "xyloold-en", "Xyloterm"),
    "zh": ("㐀题目", "㐁摘要", "㐂正文", "㐃标题", "xyloold-zh", "㐄名称"),
}
ALT = {"en": "Xylopicture", "zh": "㐅图片"}
DECODED: dict[str, Callable[[bytes], bytes]] = {".br": brotli.decompress, ".gz": gzip.decompress}
# Of the preview alone: its script, its lines, what it puts onto pages.
PREVIEW = ("livereload", "data-faults", "sitegen-preview", "127.0.0.1", "localhost")


def write_drafts(root: Path) -> Path:
    """Add a pair of drafts to the project at `root`, in the navigation as other pages are."""
    for language, (title, summary, body, heading, old, note) in WORDS.items():
        (root / f"content/pages/{DRAFTED}.{language}.md").write_text(
            f"---\ntitle: {title}\nsummary: {summary}.\ndraft: true\nsources: none\naliases: [{old}]\n---\n\n"
            f"{body}.\n\n## {heading} {{#xyloid}}\n\n{body}.\n\n![{ALT[language]}]({DRAFTED}.svg)\n\n"
            f"::: note {note}\n{body}.\n:::\n",
            encoding="utf-8",
        )
    shape = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>xylosvg</title></svg>'
    (root / f"content/pages/{DRAFTED}.svg").write_text(shape, encoding="utf-8")
    settings = root / "content/site.yaml"
    text = settings.read_text("utf-8")
    assert "pages: [index, " in text
    settings.write_text(text.replace("pages: [index, ", f"pages: [index, {DRAFTED}, "), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def drafted(built_site: Site, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Site]:
    """The project with drafts, and what its own command makes of it."""
    folder = tmp_path_factory.mktemp("drafted")
    root = write_drafts(copy_project(folder / "project-with-drafts"))
    hand_on(root)
    return root, build(root, folder / "out")


def said(site: Site) -> Iterator[tuple[str, bytes]]:
    """Each file of a site, and what it holds, compressed or not."""
    for name in site.files:
        data = (site.folder / name).read_bytes()
        yield name, data
        if (decode := DECODED.get(Path(name).suffix)) is not None:
            yield f"{name}, decoded", decode(data)


def wanted(root: Path) -> list[bytes]:
    """What may not be found: every word of the drafts, as it is and as addresses and JSON have it."""
    words = [
        DRAFTED,
        "xyloid",
        "xylosvg",
        *ALT.values(),
        *(each for named in WORDS.values() for each in named),
    ]
    words += [*PREVIEW, str(root), root.name]
    forms = {form for each in words for form in (each, quote(each), each.encode("unicode_escape").decode())}
    return sorted({form.encode().lower() for form in forms})


def test_nothing_of_a_draft_is_published(drafted: tuple[Path, Site]) -> None:
    """No word of it, no name, no file; nor a mark of the preview, nor where the site was built."""
    root, site = drafted
    served = make_project(root).served
    assert served is not None
    told = "\n".join(print_all(served).values()).encode()
    files = {**dict(said(site)), "names of files": "\n".join(site.files).encode(), "deploy": told}
    assert len([name for name in files if name.endswith("decoded")]) > 300
    # Letters beyond ASCII have no case here.
    low = {name: data.lower() for name, data in files.items()}
    assert [(name, word) for word in wanted(root) for name, data in low.items() if word in data] == []


def test_drafts_change_nothing_of_what_is_published(drafted: tuple[Path, Site], built_site: Site) -> None:
    """With or without them, each byte is the same."""
    assert drafted[1].files == built_site.files


def test_a_preview_says_all_of_it(drafted: tuple[Path, Site]) -> None:
    """So what was sought is what would have been there."""
    root, _ = drafted
    made = make_project(root, is_preview=True)
    everything = b"\0".join(each.path.encode() + each.data for each in made.outputs).lower()
    words = [DRAFTED, "livereload", "xyloid", *ALT.values(), *WORDS["en"], *WORDS["zh"]]
    assert [each for each in words if each.lower().encode() not in everything] == []
    prefixes = [
        each["prefix"] for each in yaml.safe_load((root / "content/site.yaml").read_text("utf-8"))["editions"]
    ]
    assert {f"{each}/{DRAFTED}/index.html" for each in prefixes} <= {each.path for each in made.outputs}
