"""The commands that make, rename and remove pages, with all that names them."""

from pathlib import Path

import pytest
from small_site import GOOD, PAGE, SITE, TERMS, changed, page, read, run, write_site

from sitegen.edit.pages.draft import Draft, yaml_word
from sitegen.edit.pages.together import write_together

ROOT = Path(__file__).parents[1]
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


# rename

TERM = "        page: city\n        common: true\n"
MAP = """\
kind: concept-map
description: {zh: 图, en: Map}
parts:
  - layers:
      - nodes:
          - {words: {zh: 城, en: City}, to: city}
          - {words: {zh: 桥, en: Bridge}, to: "city#bridge"}
"""
LINKED: dict[str, str] = {
    **changed(TERMS, "        common: true\n", TERM),
    "content/pictures/map.yaml": MAP,
    "content/style.yaml": "looked_up: [city]  # and no other\n",
    "content/pages/index.zh.md": page(
        '看[城市](city.zh.md)、[桥](<city.zh.md#bridge> "桥")、[旧][r]。\n\n![图](picture:map)\n\n'
        "[r]: /content/pages/city.zh.md",
        "title: 首页\nsummary: 一句。\nfeatured:\n  city: [hu-lian-wang]  # the one",
    ),
    "content/pages/city.zh.md": page(
        "回[首页](index.zh.md)。\n\n## 桥 {#bridge}\n\n[桥](#bridge)、[英文](city.en.md)和[图](map.svg)。"
    ),
    "content/pages/city.en.md": page(
        "Text.\n\n## Bridge {#bridge}\n\nText.", "title: City\nsummary: One sentence.\naliases: [town]"
    ),
    "content/pages/map.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>\n',
    "content/cards.yaml": 'en/city: "City"\nzh-hans/city: "城市"\n',
}
CARD = (ROOT / "assets/cards/en/index.png").read_bytes()


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """A site in which everything that can names the page `city`."""
    root = write_site(tmp_path / "root", LINKED)
    (root / "assets/cards/en").mkdir(parents=True)
    (root / "assets/cards/en/city.png").write_bytes(CARD)
    run("stamp", "--all", "--root", root)
    built = run("build", "--root", root, "--into", tmp_path / "before")
    assert built.exit_code == 0, built.stderr
    return root


def test_a_page_is_renamed_wherever_it_is_named(linked: Path, tmp_path: Path) -> None:
    """Nothing else changes, the site is as good as it was, and the old address leads on."""
    before = snapshot(linked)
    result = run("rename", "city", "areas/town-2", "--root", linked)
    assert result.exit_code == 0, result.stderr
    assert "content/pages/city.zh.md → content/pages/areas/town-2.zh.md\n" in result.stdout
    after = snapshot(linked)
    assert [path for path in after if "city" in path] == []
    changes = {
        "content/site.yaml": [("[index, city,", "[index, areas/town-2,")],
        TERMS: [("page: city", "page: areas/town-2")],
        "content/pictures/map.yaml": [("to: city}", "to: areas/town-2}"), ('"city#', '"areas/town-2#')],
        "content/style.yaml": [("[city]", "[areas/town-2]")],
        "content/pages/index.zh.md": [
            ("(city.zh.md)", "(areas/town-2.zh.md)"),
            ("<city.zh.md#bridge>", "<areas/town-2.zh.md#bridge>"),
            ("/content/pages/city.zh.md", "/content/pages/areas/town-2.zh.md"),
            ("  city: [hu", "  areas/town-2: [hu"),
        ],
        "content/cards.yaml": [("en/city", "en/areas/town-2"), ("zh-hans/city", "zh-hans/areas/town-2")],
    }
    for path, words in changes.items():
        text = before[path].decode()
        for old, new in words:
            assert text.count(old) == 1
            text = text.replace(old, new)
        assert after[path].decode() == text, path
    for path in set(before) & set(after) - set(changes):
        assert after[path] == before[path], path
    chinese = after["content/pages/areas/town-2.zh.md"].decode()
    assert chinese == (
        LINKED["content/pages/city.zh.md"]
        .replace("一句。\n---", "一句。\naliases: [city]\n---")
        .replace("(index.zh.md)", "(../index.zh.md)")
        .replace("(city.en.md)", "(town-2.en.md)")
        .replace("(map.svg)", "(../map.svg)")
    )
    assert "aliases: [town, city]" in after["content/pages/areas/town-2.en.md"].decode()
    assert after["assets/cards/en/areas/town-2.png"] == CARD
    assert "nothing new" in run("stamp", "areas/town-2", "--root", linked).stdout
    assert snapshot(linked) == after
    built = run("build", "--root", linked, "--into", tmp_path / "after")
    assert built.exit_code == 0, built.stderr
    assert (
        (tmp_path / "after/zh-hans/city/index.html")
        .read_text("utf-8")
        .strip()
        .endswith("/zh-hans/areas/town-2/")
    )


def test_a_page_is_renamed_back(linked: Path) -> None:
    """An old address is that of the page again, and no alias any more."""
    before = snapshot(linked)
    assert run("rename", "city", "town-2", "--root", linked).exit_code == 0
    assert run("rename", "town-2", "city", "--no-alias", "--root", linked, "--lang", "zh").exit_code == 0
    assert snapshot(linked) == before
    assert run("rename", "city", "town-2", "--root", linked, "--dry-run").exit_code == 0
    assert snapshot(linked) == before
    run("rename", "city", "town", "--root", linked)
    assert "aliases: [city]" in (linked / "content/pages/town.en.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "english", "chinese"),
    [
        (["ctiy", "town"], 2, "there is no page ctiy (did you mean city?)", "没有ctiy这一页（是不是city？）"),
        (["city", "glossary"], 2, "there is a page glossary already", "已经有glossary这一页"),
        (["index", "town"], 2, "the site needs the page index", "网站要有index这一页"),
        (["city", "a b"], 2, "`a b` can be no address", "`a b`不能做网址"),
        (["city", "search"], 1, "[same-address]", "[same-address]"),
    ],
)
def test_what_cannot_be_renamed_is_refused(
    linked: Path, arguments: list[str], code: int, english: str, chinese: str
) -> None:
    """With the reason, before anything is written."""
    before = snapshot(linked)
    for language, said in (("en", english), ("zh", chinese)):
        result = run("rename", *arguments, "--root", linked, "--lang", language)
        assert result.exit_code == code
        assert said in result.stderr
    assert snapshot(linked) == before


def test_nothing_is_renamed_while_a_file_cannot_be_read(linked: Path) -> None:
    """It may name the page."""
    (linked / "content/style.yaml").write_text("looked_up: [city\n", "utf-8")
    before = snapshot(linked)
    for command in (["rename", "city", "town"], ["remove", "city", "--force"]):
        result = run(*command, "--root", linked, "--lang", "zh")
        assert result.exit_code == 1
        assert "content/style.yaml读不了" in result.stderr
    assert snapshot(linked) == before


def test_what_is_written_otherwise_is_left_alone(linked: Path) -> None:
    """An address that Markdown spells otherwise, a head without its fence, entries on one line."""
    spoilt = {
        "content/pages/index.en.md": (
            page("[City](&#99;ity.en.md)", "title: A\nsummary: B."),
            "index.en.md:6:1",
        ),
        "content/pages/city.zh.md": ("\n" + page("正文。"), "content/pages/city.zh.md"),
    }
    for path, (text, named) in spoilt.items():
        good = (linked / path).read_bytes()
        (linked / path).write_text(text, "utf-8")
        before = snapshot(linked)
        result = run("rename", "city", "town-2", "--root", linked, "--lang", "zh")
        assert result.exit_code == 1
        assert named in result.stderr.splitlines()[-1]
        assert snapshot(linked) == before
        (linked / path).write_bytes(good)
    (linked / "content/cards.yaml").write_text("{en/city: City, en/index: Home}\n", "utf-8")
    before = snapshot(linked)
    assert (
        "content/cards.yaml is written in a way" in run("remove", "city", "--force", "--root", linked).stderr
    )
    assert snapshot(linked) == before


# remove


def test_a_page_to_which_something_leads_stays(linked: Path) -> None:
    """What leads to it is told with its place, in the order of the files."""
    before = snapshot(linked)
    for language, said in (("en", "what still leads to city: 7"), ("zh", "还有7处指向city")):
        result = run("remove", "city", "--root", linked, "--lang", language)
        assert result.exit_code == 1
        assert said in result.stderr
        assert [line.partition("：" if language == "zh" else ": ")[0] for line in result.stderr.splitlines()][
            :7
        ] == [
            "content/glossary.yaml:11:15",
            "content/pages/index.zh.md:5:3",
            "content/pages/index.zh.md:8:7",
            "content/pages/index.zh.md:8:24",
            "content/pages/index.zh.md:12:6",
            "content/pictures/map.yaml:6:44",
            "content/pictures/map.yaml:7:47",
        ]
    assert snapshot(linked) == before


def test_a_page_is_removed_with_what_is_its_own(linked: Path) -> None:
    """Files, record, cards, navigation; with --force though something leads to it."""
    before = snapshot(linked)
    result = run("remove", "city", "--force", "--root", linked)
    assert result.exit_code == 0
    assert "removed: content/made_from/city.en.yaml\n" in result.stdout
    assert "`aliases: [city]`" in result.stdout
    after = snapshot(linked)
    gone = {
        "content/pages/city.zh.md",
        "content/pages/city.en.md",
        "content/made_from/city.en.yaml",
        "assets/cards/en/city.png",
    }
    assert set(before) - set(after) == gone
    changes = {path: after[path].decode() for path in after if after[path] != before[path]}
    assert changes == {
        SITE: before[SITE].decode().replace("index, city,", "index,"),
        "content/style.yaml": "looked_up: []  # and no other\n",
        "content/cards.yaml": "",
    }


def test_a_page_that_nothing_names_is_removed(tmp_path: Path) -> None:
    """The site is as good as it was; what is not there, or needed, is refused."""
    root = write_site(tmp_path, {SITE: BLOCK})
    assert run("remove", "city", "--root", root, "--lang", "zh").exit_code == 0
    assert (root / SITE).read_text("utf-8") == BLOCK.replace("      - 'city'  # the city\n", "")
    assert checked(root) == ""
    for key in ("city", "index", "glossary"):
        assert run("remove", key, "--root", root).exit_code == 2
