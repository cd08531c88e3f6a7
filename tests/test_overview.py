"""What is told of the content as a whole: how far pages are, what there is, where words stand."""

import json
import shutil
from pathlib import Path

import pytest
from small_site import SITE, changed, page, run, write_site

from sitegen.commands.reading import progress

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


# list


def test_lists_tell_where_each_thing_stands(tmp_path: Path) -> None:
    """Terms, phrases, pages and drafts, each with what it is called and its place."""
    draft = page("Text.", "title: City\nsummary: One sentence.\ndraft: true")
    root = write_site(tmp_path, {"content/pages/city.en.md": draft})

    def listed(what: str, *options: str) -> list[list[str]]:
        result = run("list", what, "--root", root, *options)
        assert (result.exit_code, result.stderr) == (0, "")
        return [line.split() for line in result.stdout.splitlines()]

    assert listed("terms")[1:] == [
        ["hu-lian-wang", "互联网", "internet", "content/glossary.yaml:5:13"],
        ["Terms:", "1."],
    ]
    assert listed("phrases")[1] == [
        "O-2",
        "互联网的“大门”",
        "opinions",
        "content/sources/opinions.yaml:12:15",
    ]
    assert listed("pages", "--lang", "zh") == [
        ["名字", "中文", "英文"],
        ["index", "首页", "Home"],
        ["city", "城市", "(City)"],
        ["glossary", "名字", "Glossary"],
        ["共3页。"],
    ]
    assert listed("drafts")[1:] == [["city", "en", "City", "content/pages/city.en.md"], ["Drafts:", "1."]]
    rows = json.loads(run("list", "drafts", "--root", root, "--format", "json").stdout)["drafts"]
    assert rows == [
        {"key": "city", "language": "en", "title": "City", "path": "content/pages/city.en.md"},
    ]


def test_what_cannot_be_listed_is_a_wrong_use(tmp_path: Path) -> None:
    """The lists that there are are named."""
    result = run("list", "words", "--root", write_site(tmp_path))
    assert result.exit_code == 2
    assert "'terms', 'phrases', 'pages', 'drafts'" in result.stderr


# find


@pytest.mark.parametrize("words", ["互联网", "互聯網", " 互 联网"])
def test_words_are_found_in_either_script(tmp_path: Path, words: str) -> None:
    """Kind by kind, each with its place and what stands around it."""
    root = write_site(tmp_path, {"content/pages/city.zh.md": page("有了\n互联\n网，一切都**不**同。")})
    result = run("find", words, "--root", root)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "content/sources/opinions.yaml:12:15: phrase of O-2: 互联网的“大门”",
        "content/glossary.yaml:6:13: term hu-lian-wang: 互联网",
        "content/glossary.yaml:9:27: term hu-lian-wang: 互联网。",
        "content/pages/city.zh.md:7:1: page city: 有了互联网，一切都不同。",
        f"“{words.strip()}” was found: 1 in phrases, 2 in terms, 1 on pages.",
    ]


def test_words_that_stand_for_one_another_in_a_word_alone_are_found(tmp_path: Path) -> None:
    """No table of characters has 借 and 藉."""
    root = write_site(tmp_path, {"content/pages/city.zh.md": page("这是借口。")})
    assert (
        "city.zh.md:6:3: 页面city: 这是借口。" in run("find", "藉口", "--root", root, "--lang", "zh").stdout
    )


def test_what_is_found_is_read_by_programs(tmp_path: Path) -> None:
    """Latin letters are found in any size, over ends of lines and in any width; what is elsewhere, too."""
    root = write_site(
        tmp_path, {"content/pages/city.en.md": page("The small\nsite’s words.", "title: A\nsummary: B.")}
    )
    result = run("find", "SMALL", "site", "--root", root, "--format", "json")
    assert json.loads(result.stdout)["found"] == [
        {
            "kind": "page",
            "id": "city",
            "path": "content/pages/city.en.md",
            "line": 6,
            "column": 5,
            "before": "The ",
            "words": "small site",
            "after": "’s words.",
        },
        {
            "kind": "other",
            "id": "",
            "path": "content/site.yaml",
            "line": 1,
            "column": 21,
            "before": "",
            "words": "Small site",
            "after": "",
        },
        {
            "kind": "other",
            "id": "",
            "path": "content/site.yaml",
            "line": 2,
            "column": 30,
            "before": "A ",
            "words": "small site",
            "after": ".",
        },
    ]


def test_nothing_found_is_no_fault(tmp_path: Path) -> None:
    """No words to look for are a wrong use."""
    root = write_site(tmp_path)
    assert run("find", "钟", "--root", root, "--lang", "zh").stdout == "没有找到“钟”。\n"
    empty = run("find", " ", "--root", root)
    assert (empty.exit_code, empty.stderr) == (2, "Error: say which words are looked for.\n")


# diff


def test_a_diff_shows_what_changed_beside_the_translation(stale: Path) -> None:
    """Section by section, words marked, with what the translation says in that place."""
    result = run("diff", "city/goals", "--root", stale)
    assert (result.exit_code, result.stderr) == (0, "")
    pages = "content/pages/city/goals"
    assert result.stdout.splitlines() == [
        f"{pages}.en.md was made from another {pages}.zh.md:",
        "",
        f"front matter ({pages}.zh.md:2:8; translation: {pages}.en.md:2:8)",
        "  [-各个-]{+新的+}目标。",
        "    = The goals.",
        "",
        f"origin ({pages}.zh.md:9:1; translation: {pages}.en.md:8:1)",
        "  这里。[-那时-]{+现在+}。",
        "    = Here. Then.",
        "",
        f"course ({pages}.zh.md:14:1; translation: {pages}.en.md:12:1)",
        "  甲{+、丙+}",
        "    = A",
    ]
    chinese = run("diff", "city/goals", "index", "--root", stale, "--lang", "zh").stdout
    assert f"{pages}.en.md译出以后，{pages}.zh.md改过：" in chinese
    assert "content/pages/index.en.md与content/pages/index.zh.md现在说的一致。" in chinese


def test_a_diff_shows_sections_that_came_and_went(stale: Path) -> None:
    """Where there is none any more, or none yet, that is said; programs get all of it."""
    file = stale / "content/pages/city/goals.zh.md"
    text = (
        file.read_text("utf-8").split("## 以外")[0].replace("- 甲、丙", "- 甲") + "## 新 {#new}\n\n新话。\n"
    )
    file.write_text(text, "utf-8")
    said = run("diff", "city/goals", "--root", stale).stdout
    assert (
        "new (content/pages/city/goals.zh.md:19:1; translation: not there)\n  {+新+}\n  {+新话。+}\n" in said
    )
    assert (
        "beyond (not there any more; translation: content/pages/city/goals.en.md:17:1)\n  [-以外-]\n" in said
    )
    told = json.loads(run("diff", "city/goals", "--root", stale, "--format", "json").stdout)["pages"]
    assert [each["path"] for each in told] == ["content/pages/city/goals.en.md"]
    assert told[0]["sections"][1]["lines"] == [
        {
            "before": "这里。那时。",
            "after": "这里。现在。",
            "parts": [["这里。", "这里。"], ["那时", "现在"], ["。", "。"]],
            "translated": "Here. Then.",
        }
    ]


def test_a_diff_of_all_pages(stale: Path, tmp_path: Path) -> None:
    """Without a key all that is stale is shown; a key that there is not is a wrong use."""
    said = run("diff", "--root", stale).stdout
    assert said.count("was made from another") == 3
    wrong = run("diff", "wakl", "--root", stale, "--lang", "zh")
    assert (wrong.exit_code, wrong.stderr) == (2, "错误：没有wakl这一页（是不是walk？）。\n")
    root = write_site(tmp_path / "other")
    assert run("diff", "--root", root).stdout == "Every translation is made from what its original says.\n"
    unrecorded = run("diff", "city", "--root", root).stdout
    assert unrecorded.startswith("content/pages/city.en.md: nobody has recorded what it was made from.")


# Progress


def test_progress_is_shown_on_a_terminal_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And is gone when the work is done."""
    with progress("Reading …") as show:
        show(" 1/2")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with progress("Reading …") as show:
        show(" 1/2")
    assert capsys.readouterr().err == "\r\x1b[KReading …\r\x1b[KReading … 1/2\r\x1b[K"
