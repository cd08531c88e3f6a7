"""The project's own documents: what they lead to is there, and both languages show the same."""

from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from sitegen.text.markdown.tokens import walk

ROOT = Path(__file__).parents[1]
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
ELSEWHERE = ("https:", "http:", "mailto:", "#")


def led_to(document: Path) -> list[str]:
    """The files that a document links to or shows, without the sections in them."""
    tokens = MarkdownIt("commonmark").parse(document.read_text(encoding="utf-8"))
    addresses = [str(token.attrs.get("href") or token.attrs.get("src") or "") for token in walk(tokens)]
    return [each.partition("#")[0] for each in addresses if each and not each.startswith(ELSEWHERE)]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(document: Path) -> None:
    """Every file that a document leads to is there."""
    assert [name for name in led_to(document) if not (document.parent / name).exists()] == []


def test_the_tour_shows_every_picture() -> None:
    """Both languages show the same pictures, in the same order, and all that are taken."""
    folder = ROOT / "docs"
    taken = {path.relative_to(folder).as_posix() for path in (folder / "tour").rglob("*.png")}
    pictures = [
        [name for name in led_to(ROOT / "docs" / file) if name.endswith(".png")]
        for file in ("tour.md", "tour.zh.md")
    ]
    assert pictures[0] == pictures[1]
    assert set(pictures[0]) == taken
