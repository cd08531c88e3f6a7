"""The commands that make, rename and remove pages, with all that names them."""

from pathlib import Path

import pytest
from small_site import GOOD, PAGE, SITE, page, read, run, write_site

from sitegen.edit.pages.draft import Draft, yaml_word
from sitegen.edit.pages.together import write_together

BLOCK = GOOD[SITE].replace(
    "    pages: [index, city, glossary]\n",
    "    pages:  # in order\n      - index\n      - 'city'  # the city\n      - glossary\n",
)


def snapshot(root: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        str(each.relative_to(root)): each.read_bytes() for each in sorted(root.rglob("*")) if each.is_file()
    }


def checked(root: Path) -> str:
    """What `check` finds that stops a publication, or nothing."""
    result = run("check", "--root", root)
    return "" if result.exit_code == 0 else result.stderr


# new


def test_a_new_page_is_complete(tmp_path: Path) -> None:
    """Both files with matching ids, the navigation and the record; nothing is to be mended."""
    root = write_site(tmp_path)
    result = run(
        "new",
        "areas/port",
        "--title",
        "zh=港口",
        "--title",
        "en=Port: an introduction",
        "--section",
        "where",
        "--root",
        root,
    )
    assert result.exit_code == 0
    assert result.stdout.splitlines()[:4] == [
        "new: content/pages/areas/port.zh.md",
        "new: content/pages/areas/port.en.md",
        "content/site.yaml: 1 changed",
        "The page is a draft: `python build.py serve` shows it, and `draft: true` goes when it is written; "
        "`python build.py stamp` then records the translation.",
    ]
    assert (
        (root / "content/pages/areas/port.en.md")
        .read_text("utf-8")
        .startswith('---\ntitle: "Port: an introduction"\n')
    )
    library = read(root)
    assert [str(key) for key in library.site.navigation[0].pages] == [
        "index",
        "city",
        "glossary",
        "areas/port",
    ]
    for language in ("zh", "en"):
        assert [each.id for each in library.pages["areas/port", language].headings] == ["where"]
    assert (root / SITE).read_text("utf-8") == GOOD[SITE].replace("glossary]", "glossary, areas/port]")
    assert checked(root) == ""


def test_a_site_that_records_has_a_record_of_a_new_page(tmp_path: Path) -> None:
    """It is the one that `stamp` would write."""
    root = write_site(tmp_path)
    run("stamp", "--all", "--root", root)
    said = run("new", "port", "--root", root, "--lang", "zh").stdout
    assert "新建：content/made_from/port.en.yaml\n" in said
    before = snapshot(root)
    assert "nothing new" in run("stamp", "port", "--root", root).stdout
    assert snapshot(root) == before
    assert checked(root) == ""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_new_page_stands_where_it_is_told(tmp_path: Path, end: str) -> None:
    """Lists, comments and ends of lines stay as they are written."""
    root = write_site(tmp_path, {SITE: BLOCK.replace("\n", end)})
    assert run("new", "port", "--after", "city", "--root", root).exit_code == 0
    wanted = BLOCK.replace("# the city\n", "# the city\n      - port\n").replace("\n", end)
    assert (root / SITE).read_bytes().decode() == wanted


def test_a_missing_partner_is_begun(tmp_path: Path) -> None:
    """With the headings of the page that is there; nobody says yet that it is a translation of it."""
    root = write_site(
        tmp_path,
        {"content/pages/city.zh.md": page("正文。\n\n## 桥 {#bridge}\n\n字。\n\n### 船 {#boat}\n\n字。")},
    )
    (root / "content/pages/city.en.md").unlink()
    result = run("new", "city", "--root", root)
    assert result.stdout.splitlines()[0] == "new: content/pages/city.en.md"
    library = read(root)
    assert [(each.level, each.id) for each in library.pages["city", "en"].headings] == [
        (2, "bridge"),
        (3, "boat"),
    ]
    assert library.pages["city", "en"].front.draft
    again = run("new", "city", "--root", root, "--lang", "zh")
    assert (again.exit_code, again.stderr) == (2, "错误：city这一页各种语言都有了。\n")


@pytest.mark.parametrize(
    ("arguments", "code", "english", "chinese"),
    [
        (["Port"], 2, "`Port` can be no address", "`Port`不能做网址"),
        (["con"], 2, "`con` can be no address", "`con`不能做网址"),
        (["search"], 1, "`search` cannot be the name of a page", "`search`不能做页面的名字"),
        (["sources/opinions"], 1, "content/sources/opinions.yaml", "content/sources/opinions.yaml"),
        (["port", "--after", "prot"], 2, "the navigation does not name prot", "导航里没有prot"),
        (["port", "--section", "1st"], 2, "`1st` is no id of a heading", "`1st`不能做标题的编号"),
        (["port", "--title", "fr=Port"], 2, "fr is no language", "这一页不用fr写"),
        (["port", "--title", "Port"], 2, "Port does not say which language", "Port没有写明是哪种语言"),
    ],
)
def test_what_no_page_can_be_is_refused(
    tmp_path: Path, arguments: list[str], code: int, english: str, chinese: str
) -> None:
    """With the reason, before anything is written."""
    root = write_site(tmp_path)
    before = snapshot(root)
    for language, said in (("en", english), ("zh", chinese)):
        result = run("new", *arguments, "--root", root, "--lang", language)
        assert result.exit_code == code
        assert said in result.stderr
    assert snapshot(root) == before


# Together or not at all


def test_files_are_written_together_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever step the disk refuses, all is as it was."""
    root = write_site(tmp_path)
    before = snapshot(root)
    files = {
        "content/pages/deep/port.zh.md": b"new",
        PAGE: b"other",
        "content/pages/city.en.md": None,
        "content/pages/index.zh.md": b"last",
    }
    rename = Path.rename
    for failing in range(6):
        calls = []

        def refuse(path: Path, target: Path, failing: int = failing, calls: list[Path] = calls) -> Path:
            calls.append(path)
            if len(calls) > failing:
                raise OSError(28, "No space left on device")
            return rename(path, target)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "rename", refuse)
            with pytest.raises(OSError, match="No space"):
                write_together(root, files)
        assert snapshot(root) == before
        assert not (root / "content/pages/deep").exists()
    write_together(root, files)
    after = snapshot(root)
    assert {path: after.get(path) for path in files} == files
    assert set(after) == set(before) - {"content/pages/city.en.md"} | {"content/pages/deep/port.zh.md"}


def test_a_disk_that_refuses_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No traceback, and nothing is changed."""

    def refuse(folder: Path, data: bytes) -> Path:
        raise PermissionError(13, "Permission denied", str(folder))

    root = write_site(tmp_path)
    before = snapshot(root)
    monkeypatch.setattr("sitegen.edit.pages.together.new_file", refuse)
    for language, said in (("en", "Nothing was changed."), ("zh", "什么都没有改。")):
        result = run("new", "port", "--root", root, "--lang", language)
        assert result.exit_code == 1
        assert str(root / "content") in result.stderr
        assert said in result.stderr
    assert snapshot(root) == before


def test_words_of_yaml_that_would_be_no_words_are_marked() -> None:
    """A year, or yes."""
    assert [yaml_word(each) for each in ("a-b/c", "2010", "no")] == ["a-b/c", "'2010'", "'no'"]


def test_lists_are_edited_as_they_are_written(tmp_path: Path) -> None:
    """In brackets over lines, in a block, with one item or none."""
    texts = {
        "one.yaml": ("a: [x]  # why\n", "a: []  # why\n"),
        "two.yaml": ("a:\n  # first\n  - x\nb: 1\n", "a: []\n  # first\nb: 1\n"),
        "three.yaml": ("a: [w,\n    'x', y]\n", "a: [w,\n    y]\n"),
        "four.yaml": ("a: [w,\n    x]\n", "a: [w]\n"),
        "five.yaml": ("a:\n- w\n- x # why\n- y\n", "a:\n- w\n- y\n"),
    }
    for path, (text, _) in texts.items():
        (tmp_path / path).write_text(text, "utf-8")
    draft = Draft(tmp_path)
    for path, (_, wanted) in texts.items():
        document = draft.document(path)
        assert isinstance(document.value, dict)
        draft.take_out(document, ("a",), document.value["a"].index("x"))
        assert draft.result(path) == wanted
    draft = Draft(tmp_path)
    (tmp_path / "none.yaml").write_text("a: [ ]\n", "utf-8")
    draft.append(draft.document("none.yaml"), ("a",), "x")
    assert draft.result("none.yaml") == "a: [x ]\n"
