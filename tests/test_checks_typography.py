"""Typography of whole sites: slips are notes at their places, lone marks errors, and `check --fix` mends."""

import stat
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT, make_project
from crawl import Site
from small_site import without_source

from sitegen.commands import main

SITE = "content/site.yaml"
WORDS = "content/interface.yaml"
TERMS = "content/glossary.yaml"
SOURCE = "content/sources/opinions.yaml"
PAGE = "content/pages/index.zh.md"
PARTNER = "content/pages/index.en.md"
RULES = (
    "han-latin-space",
    "ellipsis",
    "dash",
    "fullwidth-alphanumeric",
    "halfwidth-punctuation",
    "unpaired-mark",
)

SETTINGS = """\
title: {zh: 小站, en: Small site}
description: {zh: 小站。, en: A small site.}
base_url: https://example.org/
contact: mailto:editor@example.org
navigation:
  - title: {zh: 全部, en: All}
    pages: [index, glossary]
editions:
  - {tag: zh-Hans, prefix: zh-hans, label: 简体中文, language: zh}
  - {tag: en, prefix: en, label: English, language: en}
"""
GROUP = """\
groups:
  - id: words
    title: {zh: 词语, en: Words}
    terms:
      - id: sea
        zh: 海纳百川
        pinyin: hǎi nà bǎi chuān
        en: the sea
        explanation: {zh: 说明。, en: Explanation.}
        paragraphs: [O-2]
"""
DOCUMENT = """\
prefix: O
title: {zh: 意见全题, en: The Opinions in full}
short_title: {zh: 意见, en: the Opinions}
publisher: {zh: 某处, en: Somewhere}
date: 2021-06-22
date_basis: {zh: 文中, en: In the text}
state: {zh: [全文], en: [Whole]}
paragraphs:
  - id: O-2
    section: {zh: 第一部分, en: First part}
    gist: {zh: 大意。, en: The gist.}
    phrases: ["海纳 ABC,追求"]
"""


def page(body: str, head: str = "title: 首页\nsummary: 开头。") -> str:
    """The text of a page."""
    return f"---\n{head}\n---\n\n{body}\n"


GOOD: Mapping[str, str] = {
    SITE: SETTINGS,
    WORDS: "zh: {home: 首页}\nen: {home: Home}\n",
    TERMS: GROUP,
    SOURCE: DOCUMENT,
    PAGE: page("正文。"),
    PARTNER: page("Text, with 上海 GDP in it...", "title: Home\nsummary: The beginning."),
    "content/pages/glossary.zh.md": page("正文。", "title: 术语表\nsummary: 词语。"),
    "content/pages/glossary.en.md": page("Text.", "title: Glossary\nsummary: Words."),
    **{
        f"templates/{name}.html": "\n"
        for name in ("home", "page", "source", "redirect", "chooser", "404", "404-root")
    },
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site with nothing to mend."""
    root = tmp_path / "root"
    write(root, GOOD)
    return root


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files below `root`."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))


def run(*arguments: str | Path) -> Result:
    """Run a command; what it did not foresee is raised."""
    return CliRunner(catch_exceptions=False).invoke(main, [str(argument) for argument in arguments])


def said(root: Path) -> list[str]:
    """What `check` says of typography: place, severity and rule."""
    lines = run("check", "--root", root).stderr.splitlines()
    found = [line for line in lines if line.endswith(tuple(f"[{rule}]" for rule in RULES))]
    return [f"{line.split(': ')[0]} {line.split(': ')[1]} {line.rpartition('[')[2][:-1]}" for line in found]


def test_a_good_site_has_no_notes(site: Path) -> None:
    """Chinese in English pages, and the verbatim phrases of sources, are not looked at."""
    assert said(site) == []


NOTES = [
    (page("上海 GDP"), ["6:3 note han-latin-space"]),
    (page("上海 **GDP** 增长"), ["6:3 note han-latin-space", "6:11 note han-latin-space"]),
    (page("城市,精神"), ["6:3 note halfwidth-punctuation"]),
    (page("- 一\n- 城市,**精神**"), ["7:5 note halfwidth-punctuation"]),
    (page("> 城市\n> 精神..."), ["7:5 note ellipsis"]),
    (
        page("| 甲,乙 | 丙 |\n|---|---|\n| 丁 | 戊,己 |"),
        [
            "6:4 note halfwidth-punctuation",
            "8:8 note halfwidth-punctuation",
        ],
    ),
    (page("## 城市,精神 {#a}"), ["6:6 note halfwidth-punctuation"]),
    (page("::: note 城市,精神\n正文\n:::"), ["6:12 note halfwidth-punctuation"]),
    (page("甲(乙)丙"), ["6:2 note halfwidth-punctuation", "6:4 note halfwidth-punctuation"]),
    (page("城市 -- 精神，第１次"), ["6:3 note dash", "6:11 note fullwidth-alphanumeric"]),
    (page("城市[精神,](https://example.org/a,b)品格"), ["6:6 note halfwidth-punctuation"]),
    (
        page("正文。", "title: 首页 Home\nsummary: 开,头。"),
        [
            "2:10 note han-latin-space",
            "3:11 note halfwidth-punctuation",
        ],
    ),
    (page("正文。", "title: 首页\nsummary: 开头。\nlabel: 首,页"), ["4:9 note halfwidth-punctuation"]),
    (page("`城市,精神`"), []),
    (page("```\n城市,精神\n```"), []),
    (page("[城市,精神](lang:ja)"), []),
    (page("[城市,精神](keep:)"), []),
    (page("城市\\,精神"), []),
    (page("“海纳 ABC,追求”[O-2](source:O-2)"), []),
    (page("<https://example.org/甲,乙>"), []),
    (page("城市，精神<!-- 甲,乙 -->"), []),
]


@pytest.mark.parametrize(("text", "notes"), NOTES)
def test_page(site: Path, text: str, notes: list[str]) -> None:
    """A slip of a Chinese page is a note at its own line and column."""
    write(site, {PAGE: text})
    assert said(site) == [f"{PAGE}:{note}" for note in notes]


WORDS_NOTES = [
    (SITE, "zh: 小站,", "zh: 小 A 站,", ["1:14", "1:16"]),
    (SITE, "zh: 小站。", "zh: 小...站", ["2:20"]),
    (SITE, "zh: 全部", "zh: 全—— 部A 甲", ["6:23"]),
    (WORDS, "首页", "首 A", ["1:13"]),
    (TERMS, "zh: 词语", "zh: 词 A", ["3:18"]),
    (TERMS, "zh: 说明。", "zh: 说(明)", ["9:28", "9:30"]),
    (SOURCE, "zh: 意见全题", "zh: 意见 A", ["2:15"]),
    (SOURCE, "zh: [全文]", "zh: [全 A]", ["7:15"]),
    (SOURCE, "zh: 大意。", "zh: 大...意", ["11:17"]),
]


@pytest.mark.parametrize(("path", "old", "new", "places"), WORDS_NOTES)
def test_words(site: Path, path: str, old: str, new: str, places: list[str]) -> None:
    """The Chinese words of the other files have their notes too."""
    assert GOOD[path].count(old) == 1
    write(site, {path: GOOD[path].replace(old, new)})
    assert [line.split(" ")[0] for line in said(site)] == [f"{path}:{place}" for place in places]


def test_note_says_what_to_do(site: Path) -> None:
    """A note has the words around the slip, what to write, and the command that does it; it stops nothing."""
    write(site, {PAGE: page("城市,精神")})
    result = run("build", "--root", site)
    assert result.exit_code == 0
    assert without_source(result.stderr) == (
        f"{PAGE}:6:3: note: half-width punctuation in Chinese text: “城市,精神” [halfwidth-punctuation]\n"
        "    Write `，`. `python build.py check --fix` does it, where it safely can.\n"
    )


# Marks without a partner

LONE = [
    (page("他说“好。"), ["6:3"]),
    (page("他说好”。"), ["6:4"]),
    (page("他说“海‘纳百川”。"), ["6:3", "6:5", "6:9"]),
    (page("他说“一。\n\n“二”三。"), []),
    (page("他说“一。\n\n二”三。"), ["6:3", "8:2"]),
    (page("- 他说“一。\n- “二”三。"), ["6:5"]),
    (page("他说“**海纳**百川”。"), []),
    (page("他说[“one](lang:en)好。"), []),
    (page("他说`“`好。"), []),
    (page("it’s他的’"), ["6:7"]),
    (page("## 他说“好 {#a}"), ["6:6"]),
    (page("| 甲“ | 乙 |\n|---|---|\n| “丁” | 戊” |"), ["6:4", "8:10"]),
    (page("正文。", "title: 首“页\nsummary: 开头”。"), ["2:9", "3:12"]),
]


@pytest.mark.parametrize(("text", "places"), LONE)
def test_unpaired_mark(site: Path, text: str, places: list[str]) -> None:
    """A quotation mark without a partner is an error at its place, unless the next paragraph goes on."""
    write(site, {PAGE: text})
    assert said(site) == [f"{PAGE}:{place} error unpaired-mark" for place in places]


def test_unpaired_mark_stops_the_build(site: Path) -> None:
    """It would turn all corner brackets behind it the wrong way, so nothing is written."""
    write(site, {PAGE: page("他说“好。")})
    result = run("build", "--root", site, "--into", site / "site")
    assert (result.exit_code, (site / "site").exists()) == (1, False)
    assert f"{PAGE}:6:3: error: the quotation mark “ has no partner in this paragraph" in result.stderr


# check --fix


def fix(root: Path) -> str:
    """Run `check --fix`; give what it says."""
    return run("check", "--fix", "--root", root).stderr


def test_fix_mends_and_says_so(site: Path) -> None:
    """Every file that changed is named with what was mended, and nothing is left to note."""
    write(site, {PAGE: page("城市,精神,品格 A，城(甲)..."), SITE: GOOD[SITE].replace("小站,", "小站 A,")})
    text = fix(site)
    assert f"{PAGE}: mended 1 ellipsis, 4 halfwidth-punctuation, 1 han-latin-space\n" in text
    assert f"{SITE}: mended 1 han-latin-space\n" in text
    assert (site / PAGE).read_text("utf-8") == page("城市，精神，品格A，城（甲）……")
    assert (site / SITE).read_text("utf-8") == GOOD[SITE].replace("小站,", "小站A,")
    assert said(site) == []
    assert "Nothing that can be mended safely.\n" in fix(site)


def test_fix_keeps_every_other_byte(site: Path) -> None:
    """A byte-order mark, line ends of any kind, spaces at their ends and the file's mode stay."""
    head = "\ufeff---\r\ntitle: 首页 A\r\nsummary: 开,头。  \r\n---\r\n\r\n"
    written = f"{head}城市,**精神** \r\n\r\n\t甲,乙\n\n丙...\r"
    write(site, {PAGE: written.encode("utf-8")})
    (site / PAGE).chmod(0o640)
    fix(site)
    mended = (
        written.replace("首页 A", "首页A").replace("开,", "开，").replace("市,", "市，").replace("...", "……")
    )
    assert (site / PAGE).read_bytes().decode("utf-8") == mended
    assert stat.S_IMODE((site / PAGE).stat().st_mode) == 0o640
    assert sorted(path.name for path in (site / PAGE).parent.iterdir()) == sorted(
        path.rpartition("/")[2] for path in GOOD if path.startswith("content/pages/")
    )


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("title: 首页 A", "title: 首页A"),
        ('title: "首页 A,甲"', 'title: "首页A，甲"'),
        ("title: '首页,甲'", "title: '首页，甲'"),
        ('title: 首"页"甲', "title: 首“页”甲"),
        ("title:   首,页   # 注,释", "title:   首，页   # 注,释"),
        ('title: "首\\u9875,甲"', None),
        ("title: >-\n  首页,甲", None),
        ("title: 首页,\n  甲", None),
    ],
)
def test_fix_titles(site: Path, written: str, mended: str | None) -> None:
    """A title on one line is mended, quoted or not; one that YAML puts together is left to its author."""
    write(site, {PAGE: page("正文。", f"{written}\nsummary: 开头。")})
    fix(site)
    assert (site / PAGE).read_text("utf-8") == page("正文。", f"{mended or written}\nsummary: 开头。")


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("| 甲,乙 | 丙 \\| 丁,戊 |\n|---|---|", "| 甲，乙 | 丙 \\| 丁,戊 |\n|---|---|"),
        ("城市 _A_ 精神", "城市 _A_ 精神"),
        ("城市 **A** 精神", "城市**A**精神"),
        ("城市&quot;精神&quot;", "城市&quot;精神&quot;"),
        ("城市\\,精神,品格", "城市\\,精神，品格"),
        ("`甲,乙`,丙,丁", "`甲,乙`,丙，丁"),
        ("“海纳 A”[O-2](source:O-2),城市,精神", "“海纳 A”[O-2](source:O-2)，城市，精神"),
        ("甲,乙[^1]\n\n[^1]: 丙,丁", "甲，乙[^1]\n\n[^1]: 丙，丁"),
        ("> - 甲,乙\n>   丙,丁", "> - 甲，乙\n>   丙，丁"),
        ("::: note 甲,乙\n丙\n:::", "::: note 甲，乙\n丙\n:::"),
        ('[甲,乙](https://example.org/甲,乙 "丙,丁")', '[甲，乙](https://example.org/甲,乙 "丙,丁")'),
        ("𠀀,甲 A", "𠀀，甲A"),
    ],
)
def test_fix_bodies(site: Path, written: str, mended: str) -> None:
    """Only the text that was found is mended, and only where the page keeps its marks."""
    write(site, {PAGE: page(written)})
    fix(site)
    assert (site / PAGE).read_text("utf-8") == page(mended)


def test_fix_follows_a_link_and_leaves_it_one(site: Path) -> None:
    """The file behind a symbolic link is mended; the link stays."""
    real = site / "content" / "pages" / "real.txt"
    real.write_text(page("甲,乙"), encoding="utf-8")
    (site / PAGE).unlink()
    (site / PAGE).symlink_to("real.txt")
    fix(site)
    assert (site / PAGE).is_symlink()
    assert real.read_text("utf-8") == page("甲，乙")


def test_fix_says_what_the_disk_refuses(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file cannot be written, it stays as it was and the command says which."""

    def refuse(path: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(target))

    write(site, {PAGE: page("甲,乙")})
    monkeypatch.setattr(Path, "replace", refuse)
    result = run("check", "--fix", "--root", site)
    assert result.exit_code == 1
    assert "index.zh.md cannot be written: it is not allowed" in result.stderr
    assert (site / PAGE).read_text("utf-8") == page("甲,乙")
    assert not list((site / "content").rglob(".*"))


def test_check_alone_writes_nothing(site: Path) -> None:
    """Without --fix the files stay as they are."""
    write(site, {PAGE: page("甲,乙")})
    run("check", "--root", site)
    assert (site / PAGE).read_text("utf-8") == page("甲,乙")


def test_the_project_itself_has_no_slips(built_site: Site) -> None:
    """What the project's own authors wrote is an example of what is right."""
    found = make_project(ROOT, with_gates=True).diagnostics
    assert [str(each.place) for each in found if each.rule.name in RULES] == []
