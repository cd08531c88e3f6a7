"""What is told of the content as a whole: how far pages are, what there is, where words stand."""

import json
import shutil
from pathlib import Path

import pytest
from small_site import SITE, changed, page, run, write_site

ROOT = Path(__file__).parents[1]
STALE = ROOT / "tests" / "sites" / "stale"


@pytest.fixture
def stale(tmp_path: Path) -> Path:
    """A site of which two translations are older than their originals."""
    return Path(shutil.copytree(STALE, tmp_path / "root", ignore=shutil.ignore_patterns("expected*")))


# status


def test_status_tells_of_each_page_in_each_language(stale: Path) -> None:
    """What is stale is told with its sections, in the language that is asked for."""
    (stale / "content/pages/index.en.md").unlink()
    result = run("status", "--root", stale)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = [line.split() for line in result.stdout.splitlines()]
    assert ["index", "Chinese", "original", "7"] in lines
    assert ["English", "missing"] in lines
    assert ["English", "stale", "11", "front_matter,", "origin,", "course"] in lines
    assert ["draft", "Chinese", "draft", "2"] in lines
    assert "Pages: 4 (missing 1, stale 2, draft 2, original 3)." in result.stdout
    chinese = run("status", "--root", stale, "--lang", "zh")
    assert "共4页（未写 1、原文已改 2、草稿 2、原文 3）" in chinese.stdout


def test_status_is_read_by_programs(tmp_path: Path) -> None:
    """Length, unreviewed characters and the last change are values; what is not recorded is told."""
    files = {
        "content/pages/city.zh.md": page("面条。干部。", "title: 城市\nsummary: 一句。\nupdated: 2026-01-02"),
        "content/reviewed.yaml": "",
    }
    root = write_site(tmp_path, files)
    result = run("status", "--root", root, "--format", "json")
    assert result.exit_code == 0
    pages = {(each["key"], each["language"]): each for each in json.loads(result.stdout)["pages"]}
    city = pages["city", "zh"]
    assert (city["state"], city["length"], city["unit"]) == ("original", 4, "characters")
    assert (city["updated"], city["path"]) == ("2026-01-02", "content/pages/city.zh.md")
    assert pages["city", "en"]["state"] == "unrecorded"
    # In reading order.
    assert [key for key, _ in pages][::2] == ["index", "city", "glossary"]


def test_status_counts_what_nobody_reviewed(tmp_path: Path) -> None:
    """A character that the audit names is counted for its page."""
    root = write_site(tmp_path, {"content/pages/city.zh.md": page("他对准发出几。")})
    audit = run("audit", "--root", root).stdout.count("content/pages/city.zh.md")
    found = json.loads(run("status", "--root", root, "--format", "json").stdout)["pages"]
    assert audit > 0
    assert [each["unreviewed"] for each in found if each["path"] == "content/pages/city.zh.md"] == [audit]


def test_status_tells_of_broken_files(tmp_path: Path) -> None:
    """A page that cannot be read is there; a site that cannot be read ends the command."""
    root = write_site(tmp_path)
    (root / "content/pages/city.en.md").write_bytes("城".encode("gb18030"))
    result = run("status", "--root", root, "--lang", "zh")
    assert result.exit_code == 0
    assert "读不了" in result.stdout
    assert "可能没有列出" in result.stderr
    write_site(tmp_path, changed(SITE, "base_url:", "base:"))
    broken = run("status", "--root", root)
    assert broken.exit_code == 1
    assert "content/site.yaml" in broken.stderr
