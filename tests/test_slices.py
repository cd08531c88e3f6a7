"""Libraries in slices: what checks are given, and what of it stays the same while an author writes."""

import ast
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from checked import checked
from small_site import PAGE, changed, page, read, write_site
from told import told

from sitegen.checks.links import check_links
from sitegen.checks.pairs.staleness import check_stale
from sitegen.checks.sources.quotations import check_quotations
from sitegen.checks.table import CHECKS
from sitegen.facts.index import Index
from sitegen.facts.slices import Unread
from sitegen.model import Library, Place, Record, RecordedWords, Words
from sitegen.read.files import FileText
from sitegen.read.page import read_page

ROOT = Path(__file__).parents[1]
BODY = "## 河 {#river}\n\n第一段，[O-2](source:O-2)。\n\n- 甲\n- 乙"


def library(root: Path, body: str) -> Library:
    """The good site with a page that says this."""
    return read(write_site(root, {PAGE: page(body), "content/pages/city.en.md": GOOD_ENGLISH}))


GOOD_ENGLISH = page("## River {#river}\n\nText.", "title: City\nsummary: One sentence.")


@pytest.mark.parametrize(
    ("body", "is_same"),
    [
        (BODY.replace("第一段", "另一段"), True),
        (f"{BODY}\n\n又一段。", True),
        (f"{BODY}\n\n## 山 {{#hill}}\n\n山。", False),
    ],
)
def test_what_addresses_may_name_does_not_change_with_sentences(
    tmp_path: Path, body: str, is_same: bool
) -> None:
    """Words and paragraphs change no `Known`; a heading with an id does."""
    before = Index(library(tmp_path / "before", BODY)).known
    english = GOOD_ENGLISH + ("" if is_same else "\n## Hill {#hill}\n\nHill.\n")
    files = {PAGE: page(body), "content/pages/city.en.md": english}
    assert (Index(read(write_site(tmp_path / "after", files))).known == before) is is_same


@pytest.mark.parametrize(
    "of",
    [
        lambda index: index.known,
        lambda index: index.sources,
        lambda index: index.unread,
        lambda index: index.words,
        lambda index: index.names,
        lambda index: index.pages["city", "zh"].written,
    ],
)
def test_slices_are_values(tmp_path: Path, of: Callable[[Index], object]) -> None:
    """A slice comes back from a file as it was."""
    index = Index(library(tmp_path, BODY))
    assert pickle.loads(pickle.dumps(of(index))) == of(index)


def test_unread() -> None:
    """What a file would hold that could not be read is not missing."""
    unread = Unread(frozenset({"content/pages/city.zh.md", "content/glossary.yaml"}))
    assert unread.has_page("city")
    assert unread.has_page("city", "zh")
    assert not unread.has_page("city", "en")
    assert not unread.has_page("cit")
    assert unread.begins("content/glossary.")


def test_words_beside_pages(tmp_path: Path) -> None:
    """Every file but pages and phrases is in it, by language and in the order of the files."""
    words = Index(library(tmp_path, BODY)).words
    said = [each for each in words["zh"] if each != "字"]
    assert " ".join(said) == "小站 小站。 全站 名字 互联网 互联网。 全名 名 某人 文中 全文 甲 大意。"
    assert words["en"][:3] == ("Small site", "A small site.", "All")


def test_a_generator_is_run_on_its_slices(tmp_path: Path) -> None:
    """Links are looked up in what is known, quotations in the sources."""
    body = "[x](nowhere.zh.md) 说“互联网的‘窗子’”（[O-2](source:O-2)）。"
    files = changed(PAGE, "正文。", body)
    found = Index(read(write_site(tmp_path, files)))
    assert [each.rule.name for each in checked(check_links, found.library)] == ["unknown-page"]
    assert [each.rule.name for each in checked(check_quotations, found.library)] == ["misquoted"]


def test_a_picture_in_the_text_of_another_is_named_where_it_stands(tmp_path: Path) -> None:
    """Its place counts from the beginning of its line, not from that of the text around it."""
    files = changed(PAGE, "正文。", "字 ![图 ![甲](none.svg)](none.svg)")
    diagnostics = checked(check_links, read(write_site(tmp_path, files)))
    assert [str(each.place) for each in sorted(diagnostics)] == [f"{PAGE}:6:3", f"{PAGE}:6:7"]
    assert all(
        told(each).endswith("unknown-file missing path=content/pages/none.svg") for each in diagnostics
    )


def test_how_a_page_is_written() -> None:
    """Beside the body stand its runs as typed, the rows of its tables, its lists, its boxes."""
    body = "**甲** `乙`\n\n| a | b |\n|---|---|\n| 一 |\n\n::: note 题\n- 丙\n- 丁\n:::\n\n> 3. 戊"
    made, _ = read_page(FileText(PAGE, page(body)), "zh")
    assert made is not None
    written = made.written
    assert written.runs[0].written == "**甲** `乙`"
    assert written.runs[0].bare == "\ufffc\ufffc甲\ufffc\ufffc \ufffc\ufffc\ufffc"
    assert [(each.kind, each.is_free) for each in written.runs] == [
        ("paragraph", True), *[("cell", False)] * 4, *[("paragraph", False)] * 3
    ]  # fmt: skip
    assert written.rows == ((9, 2),)
    assert [(each.first, each.end) for each in written.boxes] == [(11, 14)]
    assert [each.first for each in written.quotations] == [16]
    assert [each.numbers for each in written.lists] == [(), ((16, "3"),)]


KNOWING = {"sitegen/read/tokens.py"}


@pytest.mark.parametrize("room", ["read", "checks", "edit", "text/slips"])
def test_who_knows_the_parser_s_tokens(room: str) -> None:
    """In these rooms one module turns tokens into values; all others look at bodies and at those."""
    knowing = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "sitegen" / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("markdown_it.token")
    }
    assert knowing <= KNOWING


def test_a_page_is_given_its_own_records(tmp_path: Path) -> None:
    """What another was made from is nothing that decides what is found on it."""
    library = read(write_site(tmp_path, {}))
    names = [name for name in library.pages if name[1] == "en"]
    record = Record(Words("zh", Place("content")), RecordedWords({}, {}))
    index = Index(replace(library, records=dict.fromkeys(names, record)))
    (check,) = (each for each in CHECKS if each.generator is check_stale)
    given = [(part["pages"], part["records"]) for part in check.parts(index)][1:]
    assert len(given) == len(names) > 1
    assert [[*records] for _, records in given] == [
        [name for name in pages if name in names] for pages, _ in given
    ]
