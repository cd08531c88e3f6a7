"""Checking some pages, or what was changed since the last commit."""

import json
import subprocess
from pathlib import Path

import pytest
from small_site import PAGE, SITE, TERMS, changed, page, run, write_site

BROKEN = "看[首页](indx.zh.md)。"


def git(root: Path, *arguments: str) -> None:
    """Run git for a repository in `root`."""
    who = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org")
    subprocess.run(["git", "-C", str(root), *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with an error on two pages and in the glossary."""
    return write_site(
        tmp_path / "a" / "root",
        {
            PAGE: page(BROKEN),
            "content/pages/index.zh.md": page("看[城](ctiy.zh.md)。", "title: 首页\nsummary: 一句。"),
            **changed(TERMS, "        common: true", "        common: true\n        page: town"),
        },
    )


def test_pages_are_checked_alone(root: Path) -> None:
    """What is wrong elsewhere is told in a line, and is no fault of the page."""
    result = run("check", "city", "--root", root)
    assert result.exit_code == 1
    assert "content/pages/city.zh.md:6:2: error: there is no page `indx.zh.md`" in result.stderr
    assert (
        "Elsewhere, perhaps the cause of more: 2 errors (unknown-page).\n    content/glossary.yaml:12:15"
        in result.stderr
    )
    assert "ctiy" not in result.stderr
    good = run("check", "glossary", "--root", root, "--lang", "zh")
    assert (good.exit_code, good.stdout) == (0, "glossary：没有要改的。\n")
    assert "别处还有错，也可能是这里的原因：3 error" in good.stderr


def test_programs_read_of_pages_alone(root: Path) -> None:
    """The formats have what concerns the pages."""
    result = run("check", "city", "index", "--root", root, "--format", "json")
    found = json.loads(result.stdout)["diagnostics"]
    assert {each["path"] for each in found} == {PAGE, "content/pages/index.zh.md"}


def test_pages_that_there_are_not_are_a_wrong_use(root: Path) -> None:
    """The nearest name is told."""
    result = run("check", "ctiy", "--root", root, "--lang", "zh")
    assert (result.exit_code, result.stderr) == (2, "错误：没有ctiy这一页（是不是city？）。\n")
    assert run("check", "zzz", "--root", root).stderr == "Error: there is no page zzz.\n"


def test_pages_are_mended_alone(tmp_path: Path) -> None:
    """With --fix nothing else is written."""
    root = write_site(tmp_path, {PAGE: page("正文,正文。"), "content/pages/index.zh.md": page("正文,正文。")})
    assert run("check", "city", "--fix", "--root", root).exit_code == 0
    assert "正文，正文" in (root / PAGE).read_text("utf-8")
    assert "正文,正文" in (root / "content/pages/index.zh.md").read_text("utf-8")


def test_what_was_changed_is_checked(root: Path) -> None:
    """Changed files, new ones and those that are gone, also in a folder of a repository."""
    repository = root.parent
    git(repository, "init", "-q")
    every = run("check", "--changed", "--root", root)
    assert "ctiy" in every.stderr
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "Begin")
    nothing = run("check", "--changed", "--root", root, "--lang", "zh")
    assert (nothing.exit_code, nothing.stdout) == (0, "没有改动的文件：没有要改的。\n")
    (root / PAGE).write_text(page(f"{BROKEN}又一句。"), "utf-8")
    (root / "content/pages/port.zh.md").write_text(page("看[](x.zh.md)。"), "utf-8")
    (root / "content/pages/glossary.en.md").unlink()
    said = run("check", "--changed", "--root", root).stderr
    assert "content/pages/city.zh.md:6:2" in said
    assert "content/pages/port.zh.md:6:2" in said
    assert "content/pages/glossary.zh.md:1:1: warning" in said
    assert "ctiy" not in said
    (root / SITE).write_text((root / SITE).read_text("utf-8") + "# more\n", "utf-8")
    assert (
        "Other pages are made of these too: content/site.yaml."
        in run("check", "--changed", "--root", root).stderr
    )


def test_without_a_history_nobody_knows_what_was_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That is a wrong use."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    result = run("check", "--changed", "--root", write_site(tmp_path), "--lang", "zh")
    assert result.exit_code == 2
    assert "不在Git仓库里" in result.stderr
