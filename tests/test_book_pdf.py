"""Books as PDF: printed by Chromium, with tags, an outline, and links that lead inside."""

import re
from pathlib import Path

import pytest
from conftest import ROOT
from needs import need
from small_site import page, run, write_site

from sitegen.edit import browser as browsers
from sitegen.edit.browser import browsing
from sitegen.edit.pdf import print_pdf
from sitegen.make import make_site

CITY = page(
    "Words that [the front page](index.en.md) has: [here](https://example.org/other/).",
    "title: City\nsummary: One sentence.",
)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The English book of the small site."""
    need("chromium", "google-chrome")
    root = write_site(tmp_path_factory.mktemp("pdf"), {"content/pages/city.en.md": CITY})
    made = make_site(root, with_books=True)
    (book,) = (output.data for each, output in made.books if each.name == "en")
    with browsing("books") as browser:
        return print_pdf(browser, book, [ROOT])


def test_it_can_be_read_by_ear(printed: bytes) -> None:
    """Tags, a language, a title, headings as an outline."""
    assert printed.startswith(b"%PDF-")
    for mark in (b"/StructTreeRoot", b"/Marked true", b"/Lang", b"/Outlines", b"/H1"):
        assert mark in printed, mark


def test_each_chapter_begins_a_page(printed: bytes) -> None:
    """Behind the cover, the title and the contents."""
    pages = len(re.findall(rb"/Type /Page\b", printed))
    assert pages >= 6


def test_links_lead_inside_where_they_did(printed: bytes) -> None:
    """And to the web otherwise: no file of the machine is named."""
    assert b"https://example.org/other/" in printed
    assert b"file:" not in printed
    assert printed.count(b"/Dest") > 3


def test_the_command_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written."""
    monkeypatch.setattr(browsers.shutil, "which", lambda _: None)
    done = run("book", "en", "--pdf", "--root", write_site(tmp_path / "site"), "--into", tmp_path / "books")
    assert done.exit_code == 2
    assert "books as PDF need Chromium" in done.output
    assert not (tmp_path / "books").exists()
