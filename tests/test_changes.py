"""What changed, as readers who come back are told: on a page of its own, and in the feed."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from crawl import Site
from small_site import GOOD, page, run, write_site

ATOM = "{http://www.w3.org/2005/Atom}"
CHANGES = "content/changes.yaml"
TOLD = """\
- date: 2026-10-01
  says: {zh: 旧事。, en: An old thing.}
  pages: [city]
- date: 2026-11-02
  says: {zh: 新的一页。, en: A new page.}
  pages: [city]
- date: 2026-11-02
  says: {zh: 全站换了样子。, en: The site looks different.}
"""
DATED = {
    CHANGES: TOLD,
    "content/pages/city.zh.md": page("一段。", "title: 城市\nsummary: 一句。\npublished: 2026-09-01"),
    "content/pages/city.en.md": page("A text.", "title: City\nsummary: One.\npublished: 2026-09-01"),
}


def build(folder: Path, files: dict[str, str]) -> Path:
    """Build a site and return where it was published."""
    root = write_site(folder, {**GOOD, **files})
    done = run("build", "--root", root)
    assert done.exit_code == 0, done.stderr
    return root / "site"


def entries(site: Path, prefix: str) -> dict[str, tuple[str, str]]:
    """What a feed says by address: the day of the change, and the words."""
    found = ET.parse(site / prefix / "feed.xml").getroot().findall(f"{ATOM}entry")
    return {
        each.findtext(f"{ATOM}id", ""): (
            each.findtext(f"{ATOM}updated", "")[:10],
            each.findtext(f"{ATOM}summary", ""),
        )
        for each in found
    }


def test_days_come_latest_first(tmp_path: Path) -> None:
    """Each with its sentences, and the pages by their names; in converted editions in their script."""
    site = build(tmp_path, DATED)
    for prefix, new, whole, city in (
        ("en", "A new page.", "The site looks different.", "City"),
        ("zh-hant-tw", "新的一頁。", "全站換了樣子。", "城市"),
    ):
        html = (site / prefix / "changes" / "index.html").read_text("utf-8")
        days = re.findall(r'<h2 id="day-([\d-]+)">', html)
        assert days == ["2026-11-02", "2026-10-01"]
        assert html.index(new) < html.index(whole)
        assert f'<a href="/{prefix}/city/">{city}</a>' in html


def test_the_feed_says_what_changed(tmp_path: Path) -> None:
    """Of a page its last change; of the whole site a day; what only says what it says stays so."""
    found = entries(build(tmp_path, DATED), "en")
    assert found["https://example.org/en/city/"] == ("2026-11-02", "A new page.")
    assert found["https://example.org/en/changes/#day-2026-11-02"] == (
        "2026-11-02",
        "The site looks different.",
    )
    assert [*found] == ["https://example.org/en/changes/#day-2026-11-02", "https://example.org/en/city/"]


def test_a_later_day_of_the_author_stands(tmp_path: Path) -> None:
    """What changed then nobody says: the feed has what the page says."""
    later = {
        "content/pages/city.en.md": page("A text.", "title: City\nsummary: One.\nupdated: 2026-11-20"),
        "content/pages/city.zh.md": page("一段。", "title: 城市\nsummary: 一句。\nupdated: 2026-11-20"),
    }
    found = entries(build(tmp_path, {**DATED, **later}), "en")
    assert found["https://example.org/en/city/"] == ("2026-11-20", "One.")


def test_pages_say_when_they_came_and_changed(tmp_path: Path) -> None:
    """The day of the change is the page’s."""
    site = build(tmp_path, DATED)
    sitemap = re.sub(r"\s+", "", (site / "sitemap.xml").read_text("utf-8"))
    assert "<loc>https://example.org/en/city/</loc><lastmod>2026-11-02</lastmod>" in sitemap
    published = ET.parse(site / "en" / "feed.xml").getroot().findall(f"{ATOM}entry/{ATOM}published")
    assert [each.text for each in published] == ["2026-11-02T00:00:00Z", "2026-09-01T00:00:00Z"]


def test_search_engines_are_told(built_site: Site) -> None:
    """When an article came, and when it changed."""
    html = (built_site.folder / "en" / "timeline" / "index.html").read_text("utf-8")
    found = re.search(r'"datePublished":"([\d-]+)","dateModified":"([\d-]+)"', html)
    assert found
    assert found[1] <= found[2]
    assert f'<time datetime="{found[2]}">' in html


def test_without_any_there_is_no_page(tmp_path: Path) -> None:
    """Nor a link to one."""
    site = build(tmp_path, {})
    assert not (site / "en" / "changes").exists()
    assert "changes/" not in (site / "en" / "index.html").read_text("utf-8")


def test_a_page_of_that_name_stands_for_it(tmp_path: Path) -> None:
    """Who writes one has it, and readers are led there."""
    own = {
        "content/pages/changes.zh.md": page("自己写的。", "title: 变化\nsummary: 一句。"),
        "content/pages/changes.en.md": page("Written by hand.", "title: News\nsummary: One."),
    }
    site = build(tmp_path, {**DATED, **own})
    assert "Written by hand." in (site / "en" / "changes" / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ("- {date: 2026-10-01, says: {zh: 旧事。}}", "`says` is not written in the language `en`"),
        ("- {date: 2026-10-01, pages: [citty], says: {zh: 旧。, en: Old.}}", "Did you mean `city`?"),
        ("- {date: soon, says: {zh: 旧。, en: Old.}}", "must be a date"),
        ("- {says: {zh: 旧。, en: Old.}}", "`0.date` is missing"),
        ("date: 2026-10-01", "must be a list"),
    ],
)
def test_what_is_wrong_is_told_in_its_place(tmp_path: Path, changes: str, told: str) -> None:
    """By file and line, as in any other file."""
    root = write_site(tmp_path, {**GOOD, CHANGES: f"{changes}\n"})
    done = run("check", "--root", root)
    assert done.exit_code == 1
    assert re.search(r"^content/changes\.yaml:1:\d+: error: ", done.stderr, re.MULTILINE)
    assert told in done.stderr
