"""A page whose partner is not written yet, and what readers of that language get if the site asks for it."""

import re
from pathlib import Path

import pytest
from small_site import GOOD, SITE, page, run, write_site

ASKING = {SITE: GOOD[SITE] + "untranslated: notice\n"}


def built(tmp_path: Path, files: dict[str, str]) -> Path:
    """Build a site without the English page `city`, with the templates of the project."""
    root = write_site(tmp_path / "root", files)
    for template in (root / "templates").iterdir():
        template.unlink()
    (root / "content/interface.yaml").unlink()
    (root / "content/pages/city.en.md").unlink()
    result = run("build", "--root", root, "--into", tmp_path / "site")
    assert result.exit_code == 0, result.stderr
    return tmp_path / "site"


def test_a_page_that_is_not_written_says_so(tmp_path: Path) -> None:
    """It leads to what there is, in each edition by its own title, and stands in no list."""
    site = built(tmp_path, ASKING)
    html = (site / "en/city/index.html").read_text("utf-8")
    assert '<html lang="en"' in html
    assert '<meta name="robots" content="noindex">' in html
    assert "<h1>This page is not in English yet</h1>" in html
    assert re.findall(r'<li><a href="([^"]+)" hreflang="([^"]+)" lang="[^"]+">([^<]+)</a>', html) == [
        ("/zh-hans/city/", "zh-Hans", "城市"),
        ("/zh-hant-hk/city/", "zh-Hant-HK", "城市"),
        ("/zh-hant-tw/city/", "zh-Hant-TW", "城市"),
    ]
    for path in site.rglob("*"):
        if path.is_file() and path.suffix in (".xml", ".json", ".html") and "zh-han" not in str(path):
            assert path.parent.name == "city" or "/en/city/" not in path.read_text("utf-8"), path


def test_nothing_else_changes(tmp_path: Path) -> None:
    """Without the key, or with every page written, the site is as it was."""
    without = built(tmp_path / "a", {})
    asked = built(tmp_path / "b", ASKING)
    assert not (without / "en/city").exists()
    differing = {
        str(path.relative_to(asked))
        for path in asked.rglob("*")
        if path.is_file()
        and (
            not (without / path.relative_to(asked)).exists()
            or path.read_bytes() != (without / path.relative_to(asked)).read_bytes()
        )
    }
    assert {path for path in differing if not path.startswith(".")} - {"manifest.json", "build.json"} == {
        "en/city/index.html"
    }


def test_an_old_address_leads_where_it_did(tmp_path: Path) -> None:
    """No page stands in its way."""
    files = {
        **ASKING,
        "content/pages/index.en.md": page("Text.", "title: Home\nsummary: One sentence.\naliases: [city]"),
    }
    html = (built(tmp_path, files) / "en/city/index.html").read_text("utf-8")
    assert 'http-equiv="refresh"' in html


def test_a_draft_is_not_written_yet(tmp_path: Path) -> None:
    """Neither is there a page for what nobody has."""
    draft = page("正文。", "title: 港\nsummary: 一句。\ndraft: true")
    site = built(
        tmp_path, {**ASKING, "content/pages/port.zh.md": draft, "content/pages/port.en.md": page("Text.")}
    )
    assert (site / "zh-hans/port/index.html").read_text("utf-8").count("这一页还没有中文版") > 0
    assert "這一頁還沒有中文版" in (site / "zh-hant-tw/port/index.html").read_text("utf-8")


@pytest.mark.parametrize("value", ["yes please", "[notice]"])
def test_another_value_is_refused(tmp_path: Path, value: str) -> None:
    """With its place."""
    root = write_site(tmp_path, {SITE: GOOD[SITE] + f"untranslated: {value}\n"})
    result = run("check", "--root", root)
    assert result.exit_code == 1
    assert "content/site.yaml:16:" in result.stderr
