"""What authors get wrong: each fault is named at its place, with its values, and costs readers nothing.

A case changes a few files of one good site. In its files ▸ stands before the character that the diagnostic
must name; it is taken out before the site is built. What is said of each stands in `test_catalogues.py`.
"""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import marked
import pytest
import small_site
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from marked import MARK
from small_site import (
    CONVERSION,
    HEAD,
    PAGE,
    SITE,
    SOURCE,
    TERMS,
    changed,
    page,
    run,
    write_site,
)
from told import told

from sitegen.make import make_site
from sitegen.memory import Memory
from sitegen.model import Severity

Files = Mapping[str, str | bytes | None]

WORDS = "content/interface.yaml"
PARTNER = "content/pages/city.en.md"
TEMPLATE = "templates/page.html"
PICTURE = "content/pages/map.svg"
ENGLISH = "title: City\nsummary: One sentence."
ORIGIN = "\n\n## 来历 {#origin}\n"

# The good site, whose page has a section.
GOOD: dict[str, str] = {
    **small_site.GOOD,
    PAGE: page(f"正文。{ORIGIN}"),
    PARTNER: page("Text.\n\n## Origin {#origin}", ENGLISH),
}


def body(text: str) -> Files:
    """The page with other text before its section."""
    return {PAGE: page(text + ORIGIN)}


def head(text: str) -> Files:
    """The page with another front matter."""
    return {PAGE: page(f"正文。{ORIGIN}", text)}


def more(line: str) -> Files:
    """The page with one more line in its front matter."""
    return head(f"{HEAD}\n{line}")


def both(chinese: str, english: str) -> Files:
    """The page and its partner with other bodies."""
    return {PAGE: page(chinese), PARTNER: page(english, ENGLISH)}


def picture(svg: str) -> Files:
    """The page with a picture that is this SVG."""
    return {**body(f"{MARK}![地图](map.svg)"), PICTURE: svg}


def fifth_edition(same: str, other: str) -> Files:
    """The settings with one more edition, which has what the English one has behind `same`."""
    first = f"{same}{MARK}en"
    settings = GOOD[SITE].replace(f"{same}en", first)
    return {
        SITE: settings.replace("x_default", f"  - {{{first}, {other}, label: E, language: en}}\nx_default")
    }


@dataclass(frozen=True)
class Case:
    """Changed files (None: removed) and what is told of each mark in them: the rule, its case and its values.

    Where fewer are given than there are marks, the last holds for the rest; `place` is where the file cannot
    bear a mark.
    """

    name: str
    files: Files
    told: tuple[str, ...]
    place: str = ""

    def expected(self) -> list[str]:
        """What is told, each behind its place."""
        written = {path: text for path, text in self.files.items() if isinstance(text, str)}
        places = [self.place] if self.place else list(marked.places(written))
        assert len(places) >= len(self.told), self.name
        return [
            f"{place} {self.told[min(number, len(self.told) - 1)]}" for number, place in enumerate(places)
        ]


def case(name: str, files: Files, *told: str, place: str = "") -> Case:
    """A case."""
    return Case(name, files, told, place)


def write(root: Path, files: Files) -> None:
    """Write files below `root`, without marks; None removes one."""
    for path, text in files.items():
        file = root / path
        if text is None:
            file.unlink()
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.replace(MARK, "").encode("utf-8"))


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below a folder: its bytes and when it was written."""
    return {
        str(file.relative_to(folder)): (file.read_bytes(), file.stat().st_mtime_ns)
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The good site, built."""
    root = write_site(tmp_path_factory.mktemp("good"), GOOD)
    result = run("build", "--root", root)
    assert (result.exit_code, result.stderr) == (0, "")
    return root


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    """A copy of the good site, to be spoilt."""
    return Path(shutil.copytree(built, tmp_path / "root"))


NO_SCHEME = "is not among https:, http:, mailto:, tel:, source:, term:, reference: and file names"
BESIDE = (
    "advice=Put the file beside the page or below assets/ and write its name."
    " why=it is a file of your own computer"
)
HOLDS = "it holds a space, a backslash or a control character"
QUERY = "it has a ? part, which pages of a static site do not have"
KEYS = "known=title,summary,label,template,draft,published,updated,featured,aliases,sources,conversion"

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>'
BOMB = f'<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>{SVG}'

FRONT_MATTER = (
    case(
        "a quotation mark that is not closed",
        head(f'title: {MARK}"城市\nsummary: 一句话。'),
        'broken-yaml unclosed mark="',
    ),
    case(
        "a colon in unquoted text",
        head(f"title: 城市{MARK}: 上海\nsummary: 一句话。"),
        "broken-yaml second-colon begins=城 key=title",
    ),
    case("a tab", head(f"title: 城市\n{MARK}\tsummary: 一句话。"), "broken-yaml tab"),
    case("no summary", head(f"{MARK}title: 城市"), "missing-key any key=summary name=`summary`"),
    case("no title", head(f"{MARK}summary: 句。"), "missing-key any key=title name=`title`"),
    case("an empty title", head(f"title:{MARK}\nsummary: 句。"), "wrong-type nothing name=`title`"),
    case("a blank title", head(f'title: "{MARK} "\nsummary: 句。'), "empty-value"),
    case(
        "a misspelt key",
        head(f"title: 城市\n{MARK}sumary: 一句话。"),
        f"unknown-key {KEYS} name=`sumary` near=summary",
    ),
    case("a key like no other", more(f"{MARK}xyzzy: 1"), f"unknown-key {KEYS} name=`xyzzy`"),
    case("a number for a title", head(f"title: {MARK}2021\nsummary: 句。"), "wrong-type text name=`title`"),
    case("a word for yes or no", more(f"draft: {MARK}perhaps"), "wrong-type truth name=`draft`"),
    case("a number for yes or no", more(f"draft: {MARK}1"), "wrong-type truth name=`draft`"),
    case("no such day", more(f"updated: {MARK}2021-02-30"), "wrong-type date name=`updated`"),
    case("a number for a day", more(f"updated: {MARK}0"), "wrong-type date name=`updated`"),
    case("text for a list", more(f"aliases: {MARK}old"), "wrong-type list name=`aliases`"),
    case("a list for a front matter", head(f"{MARK}- title\n- summary"), "wrong-type group name=the file"),
    case(
        "a key twice", head(f"title: 城市\nsummary: 一句话。\n{MARK}title: 又一个"), "duplicate-key key=title"
    ),
    case(
        "an alias bomb",
        head(f"title: {MARK}&a [哈, 哈]\nsummary: &b [*a, *a, *a]\nlabel: [*b, *b, *b]"),
        "yaml-alias",
    ),
    case("brackets without end", head(f"title: {'[' * 19}{MARK}{'[' * 2000}"), "yaml-depth"),
    case(
        "a tag",
        head(f"title: {MARK}!!python/object:os.system 城市\nsummary: 句。"),
        "yaml-tag tag=tag:yaml.org,2002:python/object:os.system",
    ),
    case(
        "a tag with a value that it cannot have",
        more(f"draft: {MARK}!!bool perhaps"),
        "yaml-tag tag=tag:yaml.org,2002:bool",
    ),
    case(
        "a control character, escaped",
        head(f'title: "{MARK}城\\0市"\nsummary: 句。'),
        "control-character unmeant code=U+0000 shown=城⟨U+0000⟩市",
    ),
    case("no end", {PAGE: f"{MARK}---\n{HEAD}\n\n正文。{ORIGIN}"}, "unended-front-matter missing"),
    case("none", {PAGE: f"{MARK}正文。{ORIGIN}"}, "no-front-matter missing"),
    case("nothing in it", {PAGE: f"{MARK}---\n---\n\n正文。{ORIGIN}"}, "no-front-matter nothing"),
)

FILES = (
    case("an empty file", {PAGE: MARK}, "empty-file bytes"),
    case("only blanks", {PAGE: f"{MARK} \n\n"}, "empty-file bytes"),
    case(
        "GB18030",
        {PAGE: page(f"正文，一些话。{ORIGIN}").encode("gb18030")},
        "not-utf8 encoding encoding=GB18030 (GBK)",
        place=f"{PAGE}:2:8",
    ),
    case(
        "Latin-1",
        {PAGE: page("Un café.", ENGLISH).encode("latin-1")},
        "not-utf8 encoding encoding=Windows-1252 (Latin-1)",
        place=f"{PAGE}:6:7",
    ),
    case(
        "UTF-16",
        {PAGE: GOOD[PAGE].encode("utf-16")},
        "not-utf8 encoding encoding=UTF-16",
        place=f"{PAGE}:1:1",
    ),
    case("NUL", body(f"正{MARK}\0文。"), "control-character unmeant code=U+0000 shown=正⟨U+0000⟩文。"),
    case(
        "NUL in the settings",
        changed(SITE, "小站。", f"小{MARK}\0站。"),
        "control-character unmeant code=U+0000 shown={zh: 小⟨U+0000⟩站。, en",
    ),
    case("bell", body(f"正{MARK}\a文。"), "control-character unmeant code=U+0007 shown=正⟨U+0007⟩文。"),
    case(
        "next line",
        body(f"正{MARK}\x85文。"),
        "control-character meant code=U+0085 meant=… shown=正⟨U+0085⟩文。",
    ),
    case(
        "a name with other characters", {"content/pages/城市.zh.md": MARK + GOOD[PAGE]}, "file-name address"
    ),
    case(
        "a name without a language",
        {"content/pages/more.md": MARK + GOOD[PAGE]},
        "file-name language better=more.zh.md,more.en.md",
    ),
    case(
        "one address but for case",
        {
            SITE: GOOD[SITE].replace("city,", "city, City,"),
            "content/pages/City.zh.md": GOOD[PAGE],
            "content/pages/City.en.md": GOOD[PARTNER],
            PARTNER: MARK + GOOD[PARTNER],
            PAGE: MARK + GOOD[PAGE],
        },
        "same-address page also=content/pages/City.en.md:1:1",
        "same-address page also=content/pages/City.zh.md:1:1",
    ),
    case(
        "one address as a page and as a folder",
        {
            SITE: GOOD[SITE].replace("city,", "city, city/index,"),
            "content/pages/city/index.zh.md": MARK + GOOD[PAGE],
            "content/pages/city/index.en.md": MARK + GOOD[PARTNER],
        },
        "same-address page also=content/pages/city.en.md:1:1",
        "same-address page also=content/pages/city.zh.md:1:1",
    ),
    case(
        "the address of a source",
        {
            SITE: GOOD[SITE].replace("city,", "city, sources/opinions,"),
            "content/pages/sources/opinions.zh.md": MARK + GOOD["content/pages/index.zh.md"],
            "content/pages/sources/opinions.en.md": MARK + GOOD["content/pages/index.en.md"],
        },
        "same-address page also=content/sources/opinions.yaml:1:1",
    ),
    case(
        "sources with one address but for case",
        {
            "content/sources/Opinions.yaml": GOOD[SOURCE]
            .replace("O-2", "P-2")
            .replace("prefix: O", "prefix: P"),
            SOURCE: MARK + GOOD[SOURCE],
        },
        "same-address source also=content/sources/Opinions.yaml:1:1",
    ),
    case(
        "an old address that is taken",
        more(f"aliases: [{MARK}glossary]"),
        "same-address alias address=glossary also=content/pages/glossary.zh.md:1:1",
    ),
    case("no old address", more(f"aliases: [{MARK}../old]"), "alias address=../old"),
    case("no settings", {SITE: None}, "missing-file name=site.yaml", place=f"{SITE}:1:1"),
    case(
        "no home page",
        {
            SITE: GOOD[SITE].replace("index, ", ""),
            "content/pages/index.zh.md": None,
            "content/pages/index.en.md": None,
        },
        "missing-home files=index.zh.md,index.en.md",
        place="content/pages/index.zh.md:1:1",
    ),
)

BODIES = (
    case(
        "ids that differ",
        both(f"{MARK}## 来历 {{#orgin}}", f"{MARK}## Origin {{#origin}}"),
        "ids-differ id=origin near=orgin partner=city.zh.md",
        "ids-differ id=orgin near=origin partner=city.en.md",
    ),
    case(
        "an id in one language only", body(f"{MARK}## 现在 {{#now}}"), "ids-differ id=now partner=city.en.md"
    ),
    case(
        "an id twice",
        {PAGE: page(f"{MARK}## 甲 {{#origin}}\n\n文。\n\n{MARK}## 乙 {{#origin}}")},
        "duplicate-id heading count=2 id=origin",
    ),
    case("no id", body(f"{MARK}## 现在"), "missing-heading-id heading heading=现在"),
    case(
        "no id on the third level",
        {PAGE: page(f"## 来历 {{#origin}}\n\n{MARK}### 现在")},
        "missing-heading-id heading heading=现在",
    ),
    case("no id under a line", body(f"{MARK}现在\n----"), "missing-heading-id line heading=现在"),
    case("no heading id", body(f"{MARK}## 现在 {{#Now}}"), "bad-heading-id id=Now"),
    case(
        "an id of the frame",
        both(f"{MARK}## 主 {{#main}}", f"{MARK}## Main {{#main}}"),
        "reserved-id id=main",
    ),
    case(
        "an id of a footnote", both(f"{MARK}## 注 {{#fn1}}", f"{MARK}## Note {{#fn1}}"), "reserved-id id=fn1"
    ),
    case(
        "an id of the front page",
        {
            "content/pages/index.zh.md": page(f"{MARK}## 页 {{#pages}}"),
            "content/pages/index.en.md": page(f"{MARK}## Pages {{#pages}}", ENGLISH),
        },
        "reserved-id id=pages",
    ),
    case(
        "an id of a term",
        {
            "content/pages/glossary.zh.md": page(f"{MARK}## 海 {{#hu-lian-wang}}"),
            "content/pages/glossary.en.md": page(f"{MARK}## Sea {{#hu-lian-wang}}", ENGLISH),
        },
        "reserved-id id=hu-lian-wang",
    ),
    case("a second title", body(f"{MARK}# 大标题"), "first-level-heading"),
    case("a second title, underlined", body(f"{MARK}大标题\n===="), "first-level-heading"),
    case("a block of HTML", body(f"{MARK}<div>文</div>"), "raw-html markup words=<div>文</div>"),
    case(
        "HTML in a line",
        body(f"文{MARK}<b>字{MARK}</b>。"),
        "raw-html markup words=<b>",
        "raw-html markup words=</b>",
    ),
    case(
        "HTML in a table",
        body(f"| 甲 | 乙 |\n| --- | --- |\n| 丙 | 丁{MARK}<br>戊 |"),
        "raw-html break words=<br>",
    ),
    case(
        "HTML behind a comment",
        body(f"{MARK}<!-- 好 --><script>alert(1)</script>"),
        "raw-html markup words=<script>alert(1)</script>",
    ),
    case("a fold that says nothing of itself", body(f"{MARK}::: fold\n文。\n:::"), "untitled-fold"),
    case("an unknown box", body(f"{MARK}::: nota\n文。\n:::"), "unknown-container name written=::: nota"),
    case(
        "a box without end", {PAGE: page(f"## 来历 {{#origin}}\n\n{MARK}::: note\n文。")}, "unended-container"
    ),
    case("an unknown footnote", body(f"文{MARK}[^1]。"), "unknown-footnote label=1"),
    case("no language", body(f"文{MARK}[x](lang:!!)。"), "bad-language tag=!!"),
)

LINKS = (
    case(
        "no such page",
        body(f"见{MARK}[那页](cities.zh.md)。"),
        "unknown-page link key=cities language=zh near=city.zh.md",
    ),
    case(
        "a page like no other",
        body(f"见{MARK}[那页](qqqq.zh.md)。"),
        "unknown-page link key=qqqq language=zh",
    ),
    case(
        "no page, in a table",
        body(f"| 甲 | 乙 |\n| --- | --- |\n| 文 | {MARK}[那页](cities.zh.md) |"),
        "unknown-page link key=cities language=zh near=city.zh.md",
    ),
    case(
        "no page, on the second line of a list",
        body(f"- 文\n  文{MARK}[那页](cities.zh.md)"),
        "unknown-page link key=cities language=zh near=city.zh.md",
    ),
    case(
        "no page, in a footnote",
        body(f"文[^a]。\n\n[^a]: 注{MARK}[那页](cities.zh.md)"),
        "unknown-page link key=cities language=zh near=city.zh.md",
    ),
    case(
        "no such section",
        body(f"见{MARK}[那段](city.zh.md#orgin)。"),
        "unknown-section link id=orgin key=city known=origin language=zh likely=origin",
    ),
    case(
        "no such section of this page",
        body(f"见{MARK}[那段](#qqqq)。"),
        "unknown-section link id=qqqq key=city known=origin language=zh",
    ),
    case(
        "a page without its language",
        body(f"见{MARK}[那页](city.md)。"),
        "unknown-file missing meant=city.zh.md path=content/pages/city.md",
    ),
    case(
        "no such file",
        body(f"见{MARK}[那份](plan.pdf)。"),
        "unknown-file missing path=content/pages/plan.pdf",
    ),
    case(
        "a file that is not the site's",
        body(f"见{MARK}[那份](../../../secret.txt)。"),
        "unknown-file missing path=../secret.txt",
    ),
    case(
        "a draft",
        {
            **body(f"见{MARK}[那页](index.zh.md)。"),
            "content/pages/index.zh.md": page("文。", f"{HEAD}\ndraft: true"),
        },
        "link-to-draft key=index language=zh",
    ),
    *(
        case(address, body(f"见{MARK}[那页]({address})。"), f"refused-address link {says}")
        for address, says in (
            ("javascript:alert%281%29", f"address=javascript:alert%281%29 why=javascript: {NO_SCHEME}"),
            ("JavaScript:alert", f"address=JavaScript:alert why=JavaScript: {NO_SCHEME}"),
            ("data:text/html,x", f"address=data:text/html,x why=data: {NO_SCHEME}"),
            (
                "file:///etc/passwd",
                f"address=file:///etc/passwd {BESIDE}",
            ),
            ("//example.org/", "address=//example.org/ meant=https://example.org/ why=it begins with //"),
            (r"/\\example.org/", f"address=/\\example.org/ why={HOLDS}"),
            ("/%5cexample.org/", f"address=/%5cexample.org/ why={HOLDS}"),
            ("<java\tscript:alert>", f"address=java\tscript:alert why={HOLDS}"),
            ("java%0ascript:alert", f"address=java%0ascript:alert why={HOLDS}"),
            ("https:///", "address=https:/// why=it names no host"),
            ("city.zh.md?x=1", f"address=city.zh.md?x=1 why={QUERY}"),
        )
    ),
    case(
        "an address written elsewhere",
        body(f"见{MARK}[那页][x]。\n\n[x]: javascript:alert"),
        f"refused-address link address=javascript:alert why=javascript: {NO_SCHEME}",
    ),
    case("no words", body(f"见{MARK}[](city.zh.md)。"), "empty-link address=city.zh.md"),
    case(
        "an unknown paragraph", body(f"“互联网”{MARK}[O-3](source:O-3)"), "unknown-paragraph id=O-3 near=O-2"
    ),
    case(
        "an unknown term",
        body(f"{MARK}[海](term:hu-lian-wan)"),
        "unknown-term link id=hu-lian-wan near=hu-lian-wang",
    ),
    case(
        "misquoted",
        body(f"所谓{MARK}“互连网”[O-2](source:O-2)"),
        "misquoted nowhere cited=O-2 near=互联网 words=互连网",
    ),
    case(
        "nearly quoted",
        body(f"所谓{MARK}“互联网的大门”[O-2](source:O-2)"),
        "misquoted nowhere cited=O-2 near=互联网的“大门” words=互联网的大门",
    ),
    case("nothing quoted", body(f"所谓{MARK}“”[O-2](source:O-2)"), "misquoted nowhere cited=O-2"),
)

PICTURES = (
    case(
        "no such picture", body(f"{MARK}![地图](map.png)"), "unknown-file missing path=content/pages/map.png"
    ),
    case(
        "a picture from elsewhere",
        body(f"{MARK}![地图](https://example.org/map.png)"),
        "refused-address no-file address=https://example.org/map.png",
    ),
    case("no alt", {**body(f"文{MARK}![](map.svg)。"), PICTURE: SVG}, "missing-alt"),
    case(
        "a picture that is none",
        {**body(f"{MARK}![地图](map.png)"), "content/pages/map.png": b"not a picture"},
        "broken-picture broken path=content/pages/map.png why=its width and height cannot be told",
    ),
    case(
        "a file that is no picture",
        {**body(f"{MARK}![地图](map.txt)"), "content/pages/map.txt": "map"},
        "broken-picture format path=content/pages/map.txt",
    ),
    case(
        "billion laughs",
        picture(BOMB),
        "broken-picture broken path=content/pages/map.svg why=it declares entities",
    ),
    case(
        "SVG that is no XML",
        picture("<svg>"),
        "broken-picture broken path=content/pages/map.svg why=no element found: line 1, column 5",
    ),
    case(
        "SVG that is no SVG",
        picture("<html/>"),
        "broken-picture broken path=content/pages/map.svg"
        " why=its root element is not <svg> of the SVG namespace",
    ),
    case(
        "SVG nested without end",
        picture(SVG.replace("/>", f">{'<g>' * 3000}{'</g>' * 3000}</svg>")),
        "broken-picture broken path=content/pages/map.svg why=its elements are nested too deeply",
    ),
)

SETTINGS = (
    *(
        case(
            f"base_url {url}",
            changed(SITE, "base_url: https://example.org/", f"base_url: {MARK}{url}"),
            f"base-url address={url}",
        )
        for url in (
            "example.org",
            "https://example.org",
            "ftp://example.org/",
            "https:///",
            "https://example.org/?x/",
            "https://[::1/",
            "https://exam ple.org/",
            "https://example.org:port/",
            "https://example.org:/",
            "https://example.org:0/",
            "https://example.org:65536/",
            f"https://example.org:{'9' * 5000}/",
            "https://user@example.org/",
            "https://user:word@example.org/",
            'https://us"er<x>:p@example.org/',
            "https://exa'mple.org/",
            "https://example.org/?",
            "https://example.org/a/?b=/",
            "https://example.org/./a/",
            "https://example.org/a/../",
            "https://example.org/a//",
            "https://example.org/a%20b/",
            "https://example.org\\a/",
            "https://../",
            "https://a..b/",
            "https://例子.cn/",
            "javascript://example.org/",
            "//example.org/",
        )
    ),
    *(
        case(
            f"contact {contact}",
            changed(SITE, "mailto:editor@example.org", f"{MARK}{contact}"),
            f"contact address={contact}",
        )
        for contact in ("editor@example.org", "javascript:alert", "http://example.org/")
    ),
    case(
        "a key in the wrong spelling",
        changed(SITE, "prefix: en", f"{MARK}prefx: en"),
        "unknown-key known=tag,prefix,label,language,profile,quotation_marks"
        " name=`editions.3.prefx` near=prefix",
    ),
    case(
        "no editions",
        {SITE: MARK + GOOD[SITE][: GOOD[SITE].index("editions:")] + "editions: []\n"},
        "editions none",
    ),
    case("one tag twice", fifth_edition("tag: ", "prefix: more"), "editions tag-twice name=en"),
    case("one prefix twice", fifth_edition("prefix: ", "tag: en-GB"), "editions prefix-twice name=en"),
    case("no language tag", changed(SITE, "tag: zh-Hant-HK", f"tag: {MARK}繁體"), "editions tag name=繁體"),
    case(
        "no folder",
        changed(SITE, "prefix: en", f"prefix: {MARK}../en"),
        "editions prefix name=../en taken=assets",
    ),
    case(
        "the folder of the assets",
        changed(SITE, "prefix: en", f"prefix: {MARK}assets"),
        "editions prefix name=assets taken=assets",
    ),
    case(
        "an unknown profile",
        changed(SITE, "s2hk", f"{MARK}s2hkp"),
        "editions profile known=s2hk,s2tw,tw2s,hk2s,tw2hk,hk2tw name=s2hkp near=s2hk",
    ),
    case(
        "a language that nobody writes",
        changed(SITE, "label: English, language: en", f"label: English, language: {MARK}eng"),
        "editions language known=zh,en name=eng near=en",
    ),
    case(
        "an unknown x_default",
        changed(SITE, "x_default: [en", f"x_default: [{MARK}eng"),
        "x-default known=zh-Hans,zh-Hant-HK,zh-Hant-TW,en name=eng near=en",
    ),
    case(
        "unknown compressions",
        changed(
            SITE,
            "x_default:",
            f"publishing:\n  compressed: [br, {MARK}gzip, gz, {MARK}zstd]\nx_default:",
        ),
        "publishing compression known=br,gz name=gzip",
        "publishing compression known=br,gz name=zstd",
    ),
    case(
        "navigation to nowhere",
        changed(SITE, "glossary]", f"glossary, {MARK}cty]"),
        "unknown-page navigation files=cty.zh.md,cty.en.md key=cty near=city",
    ),
    case(
        "navigation twice to one page",
        changed(SITE, "[index, city", f"[index, {MARK}city, {MARK}city"),
        "named-twice key=city",
    ),
    case("an anchor", changed(SITE, "title: {zh: 小站", f"title: {MARK}&t {{zh: 小站"), "yaml-alias"),
    case(
        "a language is missing",
        changed(SITE, "{zh: 小站。, en: A small site.}", f"{{zh: {MARK}小站。}}"),
        "missing-language words language=en name=description",
    ),
    case(
        "a language too many",
        changed(SITE, "en: Small site", f"en: Small site, fr: {MARK}Petit site"),
        "unknown-language known=zh,en language=fr name=title",
    ),
    case(
        "a language of the navigation is missing",
        changed(SITE, "{zh: 全站, en: All}", f"{{zh: {MARK}全部}}"),
        "missing-language words language=en name=title",
    ),
    case(
        "an interface word in one language",
        {WORDS: f"zh: {{home: 首页, more: {MARK}更多}}\nen: {{home: Home}}\n"},
        "missing-language interface language=en name=more",
    ),
    case(
        "an interface word that cannot be filled in",
        {WORDS: f"zh: {{date: '{{year}}年'}}\nen: {{date: '{MARK}{{yaer}}'}}\n"},
        "bad-word unknown key=date known={year},{month},{day},{month_name} name=yaer",
    ),
    case(
        "an interface word that says more than is known",
        {WORDS: f"en: {{report_subject: '{MARK}Mistake on {{oops}}'}}\n"},
        "bad-word unknown key=report_subject known={title} name=oops",
    ),
    case(
        "an interface word whose brace is not closed",
        {WORDS: f"zh: {{offer: '{MARK}本页也有{{edition版'}}\n"},
        "bad-word brace key=offer known={edition}",
    ),
    case(
        "a phrase of another length",
        {CONVERSION: f"phrases: {{互联网: {MARK}互聯}}\n"},
        "conversion length words=互联网 written=互聯",
    ),
    case(
        "glyphs of an unknown profile",
        {CONVERSION: f"glyphs: {{s2hkk: {{羣: {MARK}群}}}}\n"},
        "conversion profile known=s2hk,s2tw,tw2s,hk2s,tw2hk,hk2tw name=s2hkk near=s2hk",
    ),
)

# Two characters more than a phrase may have.
THRICE = "、".join(["互联网的“大门”"] * 3)
REFERENCES = (
    case(
        "a phrase that is too long",
        changed(SOURCE, "[互联网的“大门”]", f"[互联网, {MARK}{THRICE}]"),
        f"long-phrase characters count=26 most=24 words={THRICE}",
    ),
    case(
        "a paragraph of another document",
        {
            SOURCE: GOOD[SOURCE].replace("id: O-2", f"id: {MARK}C-2"),
        },
        "paragraph-id id=C-2 prefix=O",
    ),
    case(
        "a paragraph twice",
        {
            SOURCE: GOOD[SOURCE].replace("id: O-2", f"id: {MARK}O-2")
            + f"  - {{id: {MARK}O-2, section: {{zh: 甲, en: A}}, gist: {{zh: 甲, en: A}}, phrases: []}}\n"
        },
        "duplicate-id paragraph id=O-2",
    ),
    case(
        "a document that is not on the web",
        changed(SOURCE, "prefix: O", f"prefix: O\nurl: {MARK}ftp://example.org/"),
        "refused-address reference address=ftp://example.org/",
    ),
    case(
        "too many days",
        changed(SITE, "x_default:", f"publishing: {{days: {MARK}366}}\nx_default:"),
        "wrong-type bounds most=365 name=`publishing.days`",
    ),
    case(
        "fewer than no releases",
        changed(SITE, "x_default:", f"publishing: {{releases: {MARK}-1}}\nx_default:"),
        "wrong-type bounds most=100 name=`publishing.releases`",
    ),
    case("no date", changed(SOURCE, "2021-06-22", f"{MARK}June 2021"), "wrong-type date name=`date`"),
    case(
        "a gist in one language",
        changed(SOURCE, "{zh: 大意。, en: The gist.}", f"{{en: {MARK}The gist.}}"),
        "missing-language words language=zh name=gist",
    ),
    case(
        "an issuer in one language",
        changed(SOURCE, "prefix: O", f"prefix: O\nissuer: {{zh: {MARK}某部门}}"),
        "missing-language words language=en name=issuer",
    ),
    case(
        "a term without pinyin",
        {
            TERMS: GOOD[TERMS]
            .replace("        pinyin: hùliánwǎng\n", "")
            .replace("- id: hu", f"- id: {MARK}hu")
        },
        "missing-key reading name=pinyin term=hu-lian-wang",
    ),
    case("a term id in capitals", changed(TERMS, "hu-lian-wang", f"{MARK}Hai"), "term-id id=Hai"),
    case(
        "a term twice",
        {
            TERMS: GOOD[TERMS].replace("id: hu", f"id: {MARK}hu")
            + f"      - {{id: {MARK}hu-lian-wang, zh: 海, pinyin: hǎi, en: sea,"
            + " explanation: {zh: 海。, en: Sea.}}\n"
        },
        "duplicate-id term id=hu-lian-wang",
    ),
    case(
        "a group twice",
        {
            TERMS: GOOD[TERMS].replace("id: words", f"id: {MARK}words")
            + f"  - {{id: {MARK}words, title: {{zh: 又, en: More}}, terms: []}}\n"
        },
        "duplicate-id group id=words",
    ),
    case(
        "an explanation in one language",
        changed(TERMS, "{zh: 互联网。, en: Explanation.}", f"{{zh: {MARK}互联网。}}"),
        "missing-language words language=en name=explanation",
    ),
    case(
        "a term of an unknown paragraph",
        changed(TERMS, "common: true", f"paragraphs: [{MARK}O-22]"),
        "unknown-paragraph id=O-22 near=O-2",
    ),
    case(
        "a term beside an unknown one",
        changed(TERMS, "common: true", f"related: [{MARK}hu-lian-wan]"),
        "unknown-term related id=hu-lian-wan near=hu-lian-wang",
    ),
    case(
        "a term of an unknown page",
        changed(TERMS, "common: true", f"page: {MARK}cty"),
        "unknown-page key key=cty near=city",
    ),
)

TEMPLATES = (
    case(
        "a template that a page lacks",
        more(f"template: {MARK}pgae"),
        "missing-template name=pgae.html near=page.html",
    ),
    case(
        "a template outside of its folder",
        more(f"template: {MARK}../../secret"),
        "missing-template name=../../secret.html",
    ),
    case(
        "a template that a template lacks",
        {TEMPLATE: f'文\n{MARK}{{% include "partials/brudcrumbs.html" %}}\n'},
        "missing-template name=partials/brudcrumbs.html near=partials/breadcrumbs.html",
    ),
    case(
        "an asset that is missing",
        {TEMPLATE: f'文\n{MARK}{{{{ asset("css/nowhere.css") }}}}\n'},
        "missing-asset path=assets/css/nowhere.css",
    ),
    case(
        "a broken template",
        {TEMPLATE: f"文\n{MARK}{{% if %}}\n"},
        "broken-template syntax why=Expected an expression, got 'end of statement block'",
    ),
    case(
        "an undefined variable",
        {TEMPLATE: f"文\n{MARK}{{{{ pgae.title }}}}\n"},
        "template why='pgae' is undefined",
    ),
    case(
        "an undefined attribute",
        {TEMPLATE: f"文\n{MARK}{{{{ page.titel }}}}\n"},
        "template why=what it is given has no attribute 'titel'",
    ),
    case(
        "an unknown interface word",
        {TEMPLATE: f"文\n{MARK}{{{{ words.hoem }}}}\n"},
        "missing-word name=hoem near=home",
    ),
    case(
        "a template that includes itself",
        {TEMPLATE: f'{MARK}{{% include "page.html" %}}\n'},
        "template why=it includes or extends itself",
    ),
    case(
        "a template that is not UTF-8",
        {TEMPLATE: "城市".encode("gb18030")},
        "not-utf8 template",
        place=f"{TEMPLATE}:1:1",
    ),
)


@pytest.fixture(scope="module")
def memory() -> Memory:
    """One for all sites with a fault, which have the rest in common."""
    return Memory()


GROUPS = {
    "front matter": FRONT_MATTER,
    "file": FILES,
    "body": BODIES,
    "link": LINKS,
    "picture": PICTURES,
    "settings": SETTINGS,
    "reference": REFERENCES,
    "template": TEMPLATES,
}


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(fault, id=f"{group}: {fault.name}".replace("\t", " "))
        for group, faults in GROUPS.items()
        for fault in faults
    ],
)
def test_fault(fault: Case, tmp_path: Path, memory: Memory) -> None:
    """The fault alone is named, at its place, and no site is made."""
    write(write_site(tmp_path, GOOD), fault.files)
    made = make_site(tmp_path, memory)
    # Which page of a pair comes first is no matter here.
    assert sorted(map(told, made.diagnostics)) == sorted(fault.expected())
    assert {each.severity for each in made.diagnostics} == {Severity.ERROR}
    assert made.outputs == ()


@pytest.mark.parametrize("group", GROUPS)
def test_the_built_site_stays_as_it_was(group: str, site: Path) -> None:
    """What readers have is not touched by a build that fails, wherever it fails."""
    before = snapshot(site / "site")
    write(site, GROUPS[group][-1].files)
    result = run("build", "--root", site)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.endswith(f"{site / 'site'} stays as it was.\n")
    assert snapshot(site / "site") == before


def test_everything_is_reported_in_one_run(tmp_path: Path) -> None:
    """Faults of several kinds in several files do not hide each other."""
    names = {
        "a misspelt key",
        "an unknown x_default",
        "a phrase that is too long",
        "an unknown interface word",
    }
    faults = [fault for faults in GROUPS.values() for fault in faults if fault.name in names]
    partner = {
        PARTNER: page(f"See {MARK}[it](javascript:x).\n\n## Origin {{#origin}}\n\n{MARK}<hr>", ENGLISH)
    }
    write_site(tmp_path, GOOD)
    for files in (*(fault.files for fault in faults), partner):
        write(tmp_path, files)
    found = [str(each.place) for each in make_site(tmp_path).diagnostics]
    places = [place.partition(" ")[0] for fault in faults for place in fault.expected()]
    assert len(faults) == len(names)
    assert sorted(found) == sorted([*places, *marked.places(partner)])


def test_a_fault_keeps_a_new_folder_from_being_made(site: Path, tmp_path: Path) -> None:
    """What is missing is found before anything is written."""
    write(site, {TEMPLATE: '{{ asset("css/nowhere.css") }}'})
    assert run("build", "--root", site, "--into", tmp_path / "new").exit_code == 1
    assert not (tmp_path / "new").exists()


# Names and links


def found_in(site: Path) -> list[str]:
    """What is told of a site."""
    return [told(each) for each in make_site(site).diagnostics]


def test_a_file_name_that_is_not_utf8(site: Path) -> None:
    """The name is shown as far as it can be read."""
    try:
        (site / "content" / "pages" / os.fsdecode(b"caf\xe9.zh.md")).write_text(GOOD[PAGE], encoding="utf-8")
    except OSError:  # such a name cannot come about on this file system
        return
    assert found_in(site) == ["content/pages/caf\ufffd.zh.md:1:1 file-name encoding"]


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_a_link_out_of_the_content(site: Path, tmp_path: Path, kind: str) -> None:
    """A symbolic link publishes nothing that stands outside of the content folder."""
    if kind == "file":
        name, target = "more.zh.md", tmp_path / "secret.md"
        target.write_text(GOOD[PAGE], encoding="utf-8")
    else:
        name, target = "more", tmp_path / "secrets"
        target.mkdir()
        (target / "more.zh.md").write_text(GOOD[PAGE], encoding="utf-8")
    (site / "content" / "pages" / name).symlink_to(target)
    assert found_in(site) == [f"content/pages/{name}:1:1 link-out outside folder=content"]


def test_a_link_to_nowhere(site: Path) -> None:
    """A symbolic link whose file is gone is no traceback."""
    (site / "content" / "pages" / "more.zh.md").symlink_to(site / "content" / "gone.md")
    assert found_in(site) == ["content/pages/more.zh.md:1:1 link-out nowhere"]


def test_a_link_within_the_content_is_followed(site: Path) -> None:
    """A file may stand in two places."""
    folder = site / "content" / "pages" / "more"
    folder.mkdir()
    for language in ("zh", "en"):
        (folder / f"city.{language}.md").symlink_to(site / "content" / "pages" / f"city.{language}.md")
    write(site, changed(SITE, "[index, city", "[index, city, more/city"))
    assert found_in(site) == []


# What is accepted


@pytest.mark.parametrize("path", [PAGE, SITE, WORDS, TERMS, SOURCE])
@pytest.mark.parametrize("kind", ["a byte-order mark", "CRLF"])
def test_accepted_quietly(site: Path, path: str, kind: str) -> None:
    """What some editors add changes nothing and is not worth a word."""
    text = f"\ufeff{GOOD[path]}" if kind == "a byte-order mark" else GOOD[path].replace("\n", "\r\n")
    (site / path).write_bytes(text.encode("utf-8"))
    result = run("build", "--root", site)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "(0 written, 0 removed)" in result.stdout


@pytest.mark.parametrize("kind", ["comment", "escaped", "code"])
def test_not_html(site: Path, kind: str) -> None:
    """A comment, an escaped bracket and code are no HTML."""
    text = {"comment": "<!-- 好 -->\n\n文<!-- 好 -->。", "escaped": "文\\<b>。", "code": "文`<b>`。"}[kind]
    write(site, body(text))
    result = run("build", "--root", site)
    assert (result.exit_code, result.stderr) == (0, "")


def test_editors_litter_is_passed_over(site: Path) -> None:
    """Backups and hidden files of editors are no pages."""
    for name in (".city.zh.md.swp", "city.zh.md~", "#city.zh.md#", ".DS_Store", "Thumbs.db"):
        (site / "content" / "pages" / name).write_bytes(b"\xff\0")
    result = run("build", "--root", site)
    assert (result.exit_code, result.stderr) == (0, "")


# What is said without stopping the build


WARNINGS = (
    case(
        "a page without its partner",
        {PAGE: f"{MARK}{GOOD[PAGE]}", PARTNER: None},
        "missing-partner key=city language=en",
    ),
    case(
        "a page that no navigation names",
        {**changed(SITE, "city, ", ""), PAGE: f"{MARK}{GOOD[PAGE]}"},
        "not-in-navigation key=city",
    ),
    case(
        "a footnote that nothing refers to",
        body(f"文。\n\n{MARK}[^1]: 注。"),
        "unused-footnote unused label=1",
    ),
)


@pytest.mark.parametrize("fault", [pytest.param(fault, id=fault.name) for fault in WARNINGS])
def test_warning(site: Path, fault: Case) -> None:
    """The site is built all the same, and `check` passes."""
    write(site, fault.files)
    found = make_site(site, with_gates=True).diagnostics
    assert [told(each) for each in found] == fault.expected()
    assert {each.severity for each in found} == {Severity.WARNING}
    assert [run(command, "--root", site).exit_code for command in ("build", "check")] == [0, 0]
    assert (site / "site/zh-hans/city/index.html").is_file()
    assert (site / "site/en/city/index.html").is_file() == (site / PARTNER).is_file()


# Anything at all

SCRAPS = st.lists(
    st.sampled_from(
        [
            *"#*_`~[](){}<>|:;&!%@^\\\"'-+=?,.\n\t \0\r\ufeff\u2028\ud800",
            *(
                "---\n",
                "title: ",
                "summary: 句。\n",
                "draft: ",
                "updated: ",
                "aliases: ",
                "groups:\n",
                "  - ",
                "id: ",
            ),
            *(
                "城市",
                "“",
                "”",
                "[O-2](source:O-2)",
                "](term:",
                "](lang:",
                "](city.zh.md",
                "![",
                "{#",
                "}",
                "## ",
            ),
            *(
                "::: note\n",
                ":::\n",
                "[^1]",
                "[^1]: ",
                "| a |\n| - |\n",
                "<!--",
                "-->",
                "\\ ",
                ": ",
                "> ",
                "1. ",
            ),
            *(
                "&a ",
                "*a",
                "<<: ",
                "!!bool ",
                "!!int ",
                "!!timestamp ",
                "!!set ",
                "2021-02-30",
                "1:60",
                "0x",
                ".inf",
            ),
            *(
                "javascript:",
                "https://",
                "//",
                "%00",
                "%ff",
                "../",
                "{zh: x, en: y}",
                "zh",
                "en",
                "true",
                "~",
            ),
        ]
    ),
    max_size=30,
).map(lambda scraps: "".join(scraps).encode("utf-8", "surrogatepass"))


@pytest.fixture(scope="module")
def fuzzed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the good site, to be overwritten again and again."""
    return Path(shutil.copytree(built, tmp_path_factory.mktemp("fuzzed") / "root"))


@pytest.mark.parametrize(
    ("path", "beginning"),
    [
        pytest.param(PAGE, b"", id="page"),
        pytest.param(PAGE, b"---\ntitle: t\nsummary: s\n---\n\n", id="body"),
        pytest.param(PAGE, b"---\ntitle: t\nsummary: s\n", id="front matter"),
        pytest.param(SITE, b"", id="site.yaml"),
        pytest.param(SITE, GOOD[SITE].encode(), id="more of site.yaml"),
        pytest.param(TERMS, b"", id="glossary.yaml"),
        pytest.param(WORDS, b"zh: {a: b}\nen:\n  ", id="interface.yaml"),
    ],
)
@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.binary(max_size=200) | SCRAPS)
@example(data=b"draft: !!bool perhaps\n---\n")
@example(data=b'label: !!int ""\n---\n')
@example(data=b"updated: !!timestamp x\n---\n")
@example(data=b"[x](nowhere.pdf)\n")
@example(data=b"date: '{yaer}'\n")
def test_nothing_gives_a_traceback(fuzzed: Path, path: str, beginning: bytes, data: bytes) -> None:
    """Whatever stands in a file is reported or used."""
    file = fuzzed / path
    file.write_bytes(beginning + data)
    try:
        assert run("check", "--root", fuzzed).exit_code in (0, 1)
    finally:
        file.write_bytes(GOOD[path].encode("utf-8"))
