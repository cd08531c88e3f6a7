"""What authors get wrong: each fault is named at its place, with what to do, and costs readers nothing.

A case changes a few files of one good site. In its files ▸ stands before the character that the message must
name; it is taken out before the site is built.
"""

import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from small_site import without_source

from sitegen.checks.prose.audit import find_doubts
from sitegen.commands import main
from sitegen.make import OWN
from sitegen.read import read_library
from sitegen.text.script.ambiguity import Decisions, add_decision, write_decisions

MARK = "▸"
Files = Mapping[str, str | bytes | None]

SITE = "content/site.yaml"
WORDS = "content/interface.yaml"
TERMS = "content/glossary.yaml"
SOURCE = "content/sources/opinions.yaml"
CONVERSION = "content/conversion.yaml"
REVIEWED = "content/reviewed.yaml"
PAGE = "content/pages/city.zh.md"
PARTNER = "content/pages/city.en.md"
TEMPLATE = "templates/page.html"
PICTURE = "content/pages/map.svg"

HEAD = "title: 城市\nsummary: 一句话。"
ENGLISH = "title: City\nsummary: One sentence."
ORIGIN = "\n\n## 来历 {#origin}\n"


def page(body: str, head: str = HEAD) -> str:
    """The text of a page."""
    return f"---\n{head}\n---\n\n{body}\n"


GOOD: dict[str, str] = {
    SITE: """\
title: {zh: 小站, en: Small site}
description: {zh: 试验用的小站。, en: A small site for tests.}
base_url: https://example.org/
contact: mailto:editor@example.org
navigation:
  - title: {zh: 全部, en: All}
    pages: [index, city, glossary]
editions:
  - {tag: zh-Hans, prefix: zh-hans, label: 简体中文, language: zh}
  - {tag: zh-Hant-HK, prefix: zh-hant-hk, label: 繁體中文（香港）, language: zh, profile: s2hk}
  - {tag: en, prefix: en, label: English, language: en}
x_default: [en, zh-Hans]
# Pages with other faults need neither cite nor say what their partners say.
severities:
  uncited-section: off
  unexplained-paragraph: off
  unsupported-page: off
  blocks-differ: off
  citations-differ: off
  terms-differ: off
  figures-differ: off
""",
    WORDS: "zh: {home: 首页}\nen: {home: Home}\n",
    TERMS: """\
groups:
  - id: words
    title: {zh: 词语, en: Words}
    terms:
      - id: hai-na-bai-chuan
        zh: 海纳百川
        pinyin: hǎi nà bǎi chuān
        en: the sea takes in all rivers
        explanation: {zh: 说明。, en: Explanation.}
        paragraphs: [O-2]
""",
    SOURCE: """\
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
    phrases: [海纳百川、追求卓越]
""",
    CONVERSION: "phrases: {于绍良: 于紹良}\nglyphs: {s2hk: {羣: 群}}\n",
    "content/pages/index.zh.md": page("正文。", "title: 首页\nsummary: 开头。"),
    "content/pages/index.en.md": page("Text.", "title: Home\nsummary: The beginning."),
    PAGE: page(f"正文。{ORIGIN}"),
    PARTNER: page("Text.\n\n## Origin {#origin}", ENGLISH),
    "content/pages/glossary.zh.md": page("正文。", "title: 术语表\nsummary: 词语。"),
    "content/pages/glossary.en.md": page("Text.", "title: Glossary\nsummary: Words."),
    "templates/home.html": "{{ body }}\n",
    TEMPLATE: "{{ body }}\n",
    "templates/source.html": "{{ page.title }}\n",
    "templates/redirect.html": "{{ page.url }}\n",
    "templates/chooser.html": "{{ page.choices | length }}\n",
    "templates/404.html": "{{ page.address.choices | length }}\n",
    "templates/404-root.html": "{{ page.choices | length }}\n",
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


def changed(path: str, old: str, new: str) -> Files:
    """A file of the good site with one thing changed."""
    assert GOOD[path].count(old) == 1, (path, old)
    return {path: GOOD[path].replace(old, new)}


def both(chinese: str, english: str) -> Files:
    """The page and its partner with other bodies."""
    return {PAGE: page(chinese), PARTNER: page(english, ENGLISH)}


def picture(svg: str) -> Files:
    """The page with a picture that is this SVG."""
    return {**body(f"{MARK}![地图](map.svg)"), PICTURE: svg}


@dataclass(frozen=True)
class Case:
    """Changed files (None: removed) and what is said of each mark in them: message with rule, then hint.

    Where fewer are given than there are marks, the last holds for the rest; `place` is where the file cannot
    bear a mark.
    """

    name: str
    files: Files
    says: tuple[tuple[str, str], ...]
    place: str = ""

    def expected(self) -> list[str]:
        """The messages, in order."""
        places = (
            [self.place]
            if self.place
            else [place for path in sorted(self.files) for place in self.marks(path)]
        )
        assert len(places) >= len(self.says), self.name
        said = [self.says[min(number, len(self.says) - 1)] for number in range(len(places))]
        return [
            f"{place}: error: {message}\n    {hint}"
            for place, (message, hint) in zip(places, said, strict=True)
        ]

    def marks(self, path: str) -> Iterator[str]:
        """The places of the marks in a file, as an editor counts them."""
        text = self.files[path]
        if isinstance(text, str):
            for number, line in enumerate(text.split("\n"), 1):
                parts = line.split(MARK)
                for count in range(1, len(parts)):
                    yield f"{path}:{number}:{len(''.join(parts[:count])) + 1}"


def case(name: str, files: Files, message: str, hint: str, *rest: str, place: str = "") -> Case:
    """A case; `rest` are further messages and hints by turns."""
    said = (message, hint, *rest)
    return Case(name, files, tuple(zip(said[::2], said[1::2], strict=True)), place)


def unusable(name: str, why: str) -> str:
    """What is said of a picture that cannot be published."""
    return f"the picture `content/pages/{name}` cannot be used: {why} [broken-picture]"


def write(root: Path, files: Files) -> None:
    """Write files below `root`, without marks."""
    for path, text in files.items():
        file = root / path
        if text is None:
            file.unlink()
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.replace(MARK, "").encode("utf-8"))


def run(*arguments: str | Path) -> Result:
    """Run a command of build.py; what it did not foresee is raised."""
    return CliRunner(catch_exceptions=False).invoke(main, [str(argument) for argument in arguments])


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below a folder: its bytes and when it was written."""
    return {
        str(file.relative_to(folder)): (file.read_bytes(), file.stat().st_mtime_ns)
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def review(root: Path) -> None:
    """Accept every choice of the site, and of the words that it has from the project."""
    library, _ = read_library(root, OWN)
    assert library is not None
    decisions: Decisions = {}
    for doubt in find_doubts(library):
        for form in doubt.written:
            decisions = add_decision(decisions, doubt.character, form, doubt.context)
    write(root, {REVIEWED: write_decisions(decisions, "# Everything.\n")} if decisions else {})


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The good site, reviewed and built."""
    root = tmp_path_factory.mktemp("good")
    write(root, GOOD)
    review(root)
    result = run("build", "--root", root)
    assert (result.exit_code, result.stderr) == (0, "")
    return root


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    """A copy of the good site, to be spoilt."""
    return Path(shutil.copytree(built, tmp_path / "root"))


BREAK = "Look at this line and the one above: a missing quotation mark, a colon in unquoted text, a tab?"
WRITE_OUT = "Write the value out where it is needed."
QUOTE = "Put it in quotation marks."
LIST = "Write each item on a line of its own, after `- `."
DATE = "Write it as 2026-11-21."
GROUP = "Write `key: value`, each on a line of its own."
FILL = "Write something, or remove the line."
INVISIBLE = "Remove it; most editors do not show it."
OWN_HEADING_ID = "Give each heading an id of its own."
OWN_ID = "Give each an id of its own."
OTHER_ID = "Choose another word, in both languages."
WRITE_ID = "Write one behind the heading, the same in both languages: {#origin}."
SPELL_ID = "An id begins with a-z and goes on with a-z, 0-9 and hyphens: {#city-spirit}."
SAME_ID = "Write the same id behind the same heading there."
TITLE = "Begin with `##`: the title in the front matter is the page's only first heading."
MARKDOWN = "Write it in Markdown; only comments <!-- … --> may stand here. `\\<` prints a <."
UNDERLINED = "Leave an empty line before `---`; or, if it is to be one, write `## … {#origin}`."
BREAK_LINE = "Write a backslash at the end of the line; in a table, a backslash before a space."
HOLDS = "it holds a space, a backslash or a control character"
QUERY = "it has a ? part, which pages of a static site do not have"
BESIDE = "Put the file beside the page or below assets/ and write its name."
FIXED = "Write `{}`. `python build.py check --fix` does it."
ADDRESS = "Write https:, mailto: or the name of a file."
NO_SCHEME = "is not among https:, http:, mailto:, tel:, source:, term: and file names"
PUT_FILE = "Put the file beside the page or below assets/."
HOME_URL = "Write it with https:// and a slash at the end."
WRITE_TO = "Write mailto:name@example.org or an https: address."
EDITION = "Give each a name of its own."
PREFIX = "Use a-z, 0-9 and hyphens, and not: assets."
LENGTH = "Write as many characters on the right as on the left; in glyphs, one and one."
PHRASES = "Look at the phrases of O-2 in content/sources."
VIEWS = "Look at what the template is given, in sitegen/views/."
BOXES = "Known are `::: note`, `::: outside`, `::: only`, each closed by a line `:::`."
SAVE_ANEW = "Open it in a drawing program and save it anew, as plain SVG, PNG, JPEG or WebP."
RENAME = "Rename one of the two files; upper and lower case make no difference."
NAMES = "Use a-z, 0-9 and hyphens in the names of files and folders."
KEYS = "Known are: title, summary, label, template, draft, updated, aliases, sources, conversion."

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>'
BOMB = f'<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>{SVG}'

FRONT_MATTER = (
    case(
        "a quotation mark that is not closed",
        head(f'title: {MARK}"城市\nsummary: 一句话。'),
        'the quotation mark " that begins here is not closed [broken-yaml]',
        'Write " at the end of the value.',
    ),
    case(
        "a colon in unquoted text",
        head(f"title: 城市{MARK}: 上海\nsummary: 一句话。"),
        "a colon in a text without quotation marks: YAML reads a second key [broken-yaml]",
        'Put the whole value in quotation marks: `title: "…: …"`. `python build.py check --fix` does it.',
    ),
    case(
        "a tab",
        head(f"title: 城市\n{MARK}\tsummary: 一句话。"),
        "a tab stands in the indentation [broken-yaml]",
        "Indent with spaces.",
    ),
    case(
        "no summary",
        head(f"{MARK}title: 城市"),
        "`summary` is missing [missing-key]",
        "Add a line `summary: …`.",
    ),
    case(
        "no title", head(f"{MARK}summary: 句。"), "`title` is missing [missing-key]", "Add a line `title: …`."
    ),
    case("an empty title", head(f"title:{MARK}\nsummary: 句。"), "`title` is empty [wrong-type]", FILL),
    case(
        "a blank title", head(f'title: "{MARK} "\nsummary: 句。'), "nothing stands here [empty-value]", FILL
    ),
    case(
        "a misspelt key",
        head(f"title: 城市\n{MARK}sumary: 一句话。"),
        "the key `sumary` is not known [unknown-key]",
        "Did you mean `summary`?",
    ),
    case("a key like no other", more(f"{MARK}xyzzy: 1"), "the key `xyzzy` is not known [unknown-key]", KEYS),
    case(
        "a number for a title",
        head(f"title: {MARK}2021\nsummary: 句。"),
        "`title` must be text [wrong-type]",
        QUOTE,
    ),
    case(
        "a word for yes or no",
        more(f"draft: {MARK}perhaps"),
        "`draft` must be true or false [wrong-type]",
        "Write true or false.",
    ),
    case(
        "a number for yes or no",
        more(f"draft: {MARK}1"),
        "`draft` must be true or false [wrong-type]",
        "Write true or false.",
    ),
    case("no such day", more(f"updated: {MARK}2021-02-30"), "`updated` must be a date [wrong-type]", DATE),
    case("a number for a day", more(f"updated: {MARK}0"), "`updated` must be a date [wrong-type]", DATE),
    case("text for a list", more(f"aliases: {MARK}old"), "`aliases` must be a list [wrong-type]", LIST),
    case(
        "a list for a front matter",
        head(f"{MARK}- title\n- summary"),
        "the file must be a group of `key: value` lines [wrong-type]",
        GROUP,
    ),
    case(
        "a key twice",
        head(f"title: 城市\nsummary: 一句话。\n{MARK}title: 又一个"),
        "`title` stands here a second time [duplicate-key]",
        "Remove one of the two.",
    ),
    case(
        "an alias bomb",
        head(f"title: {MARK}&a [哈, 哈]\nsummary: &b [*a, *a, *a]\nlabel: [*b, *b, *b]"),
        "anchors (&) and aliases (*) are not used here [yaml-alias]",
        WRITE_OUT,
    ),
    case(
        "brackets without end",
        head(f"title: {'[' * 19}{MARK}{'[' * 2000}"),
        "this is nested too deeply [yaml-depth]",
        "Take some of the brackets away.",
    ),
    case(
        "a tag",
        head(f"title: {MARK}!!python/object:os.system 城市\nsummary: 句。"),
        "the tag tag:yaml.org,2002:python/object:os.system is not used here [yaml-tag]",
        "Remove it.",
    ),
    case(
        "a tag with a value that it cannot have",
        more(f"draft: {MARK}!!bool perhaps"),
        "the tag tag:yaml.org,2002:bool is not used here [yaml-tag]",
        "Remove it.",
    ),
    case(
        "a control character, escaped",
        head(f'title: "{MARK}城\\0市"\nsummary: 句。'),
        "a control character (U+0000) stands here: “城⟨U+0000⟩市” [control-character]",
        INVISIBLE,
    ),
    case(
        "no end",
        {PAGE: f"{MARK}---\n{HEAD}\n\n正文。{ORIGIN}"},
        "the front matter does not end [unended-front-matter]",
        "Write a line `---` behind its last line.",
    ),
    case(
        "none",
        {PAGE: f"{MARK}正文。{ORIGIN}"},
        "the front matter is missing [no-front-matter]",
        "Begin the file with a line `---`, then `title: …` and `summary: …`, then a line `---`.",
    ),
    case(
        "nothing in it",
        {PAGE: f"{MARK}---\n---\n\n正文。{ORIGIN}"},
        "the front matter says nothing [no-front-matter]",
        "Write `title: …` and `summary: …` between the two lines `---`.",
    ),
)

FILES = (
    case("an empty file", {PAGE: MARK}, "the file is empty [empty-file]", "Write something, or remove it."),
    case(
        "only blanks",
        {PAGE: f"{MARK} \n\n"},
        "the file is empty [empty-file]",
        "Write something, or remove it.",
    ),
    case(
        "GB18030",
        {PAGE: page(f"正文，一些话。{ORIGIN}").encode("gb18030")},
        "the file is not UTF-8; it looks like GB18030 (GBK) [not-utf8]",
        "Open it in your editor as GB18030 (GBK), and save it with the encoding UTF-8.",
        place=f"{PAGE}:2:8",
    ),
    case(
        "Latin-1",
        {PAGE: page("Un café.", ENGLISH).encode("latin-1")},
        "the file is not UTF-8; it looks like Windows-1252 (Latin-1) [not-utf8]",
        "Open it in your editor as Windows-1252 (Latin-1), and save it with the encoding UTF-8.",
        place=f"{PAGE}:6:7",
    ),
    case(
        "UTF-16",
        {PAGE: GOOD[PAGE].encode("utf-16")},
        "the file is not UTF-8; it looks like UTF-16 [not-utf8]",
        "Open it in your editor as UTF-16, and save it with the encoding UTF-8.",
        place=f"{PAGE}:1:1",
    ),
    case(
        "NUL",
        body(f"正{MARK}\0文。"),
        "a control character (U+0000) stands here: “正⟨U+0000⟩文。” [control-character]",
        INVISIBLE,
    ),
    case(
        "NUL in the settings",
        changed(SITE, "试验用", f"试{MARK}\0验用"),
        "a control character (U+0000) stands here: “{zh: 试⟨U+0000⟩验用的小站。” [control-character]",
        INVISIBLE,
    ),
    case(
        "bell",
        body(f"正{MARK}\a文。"),
        "a control character (U+0007) stands here: “正⟨U+0007⟩文。” [control-character]",
        INVISIBLE,
    ),
    case(
        "next line",
        body(f"正{MARK}\x85文。"),
        "a control character (U+0085) stands here: “正⟨U+0085⟩文。” [control-character]",
        "It was probably meant as ….",
    ),
    case(
        "a name with other characters",
        {"content/pages/城市.zh.md": MARK + GOOD[PAGE]},
        "the file name cannot be an address [file-name]",
        NAMES,
    ),
    case(
        "a name without a language",
        {"content/pages/more.md": MARK + GOOD[PAGE]},
        "the file name does not say which language this is [file-name]",
        "Rename it to more.zh.md or more.en.md.",
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
        "this page has the same address as content/pages/City.en.md [same-address]",
        RENAME,
        "this page has the same address as content/pages/City.zh.md [same-address]",
        RENAME,
    ),
    case(
        "one address as a page and as a folder",
        {
            SITE: GOOD[SITE].replace("city,", "city, city/index,"),
            "content/pages/city/index.zh.md": MARK + GOOD[PAGE],
            "content/pages/city/index.en.md": MARK + GOOD[PARTNER],
        },
        "this page has the same address as content/pages/city.en.md [same-address]",
        RENAME,
        "this page has the same address as content/pages/city.zh.md [same-address]",
        RENAME,
    ),
    case(
        "the address of a source",
        {
            SITE: GOOD[SITE].replace("city,", "city, sources/opinions,"),
            "content/pages/sources/opinions.zh.md": MARK + GOOD["content/pages/index.zh.md"],
            "content/pages/sources/opinions.en.md": MARK + GOOD["content/pages/index.en.md"],
        },
        "this page has the same address as content/sources/opinions.yaml [same-address]",
        RENAME,
    ),
    case(
        "sources with one address but for case",
        {
            "content/sources/Opinions.yaml": GOOD[SOURCE]
            .replace("O-2", "P-2")
            .replace("prefix: O", "prefix: P"),
            SOURCE: MARK + GOOD[SOURCE],
        },
        "this source has the same address as content/sources/Opinions.yaml [same-address]",
        RENAME,
    ),
    case(
        "an old address that is taken",
        more(f"aliases: [{MARK}glossary]"),
        "the old address `glossary` is taken (content/pages/glossary.zh.md:1:1) [same-address]",
        "Take one of the two away.",
    ),
    case(
        "no old address",
        more(f"aliases: [{MARK}../old]"),
        "`../old` cannot be an old address [alias]",
        "Write it as the name of a page: old-name or folder/old-name.",
    ),
    case(
        "no settings",
        {SITE: None},
        "this file is missing [missing-file]",
        "Every site needs it; the project's own is an example.",
        place=f"{SITE}:1:1",
    ),
    case(
        "no home page",
        {
            SITE: GOOD[SITE].replace("index, ", ""),
            "content/pages/index.zh.md": None,
            "content/pages/index.en.md": None,
        },
        "the home page is missing [missing-home]",
        "Write index.zh.md and index.en.md in content/pages.",
        place="content/pages/index.zh.md:1:1",
    ),
)

BODIES = (
    case(
        "ids that differ",
        both(f"{MARK}## 来历 {{#orgin}}", f"{MARK}## Origin {{#origin}}"),
        "the id `origin` does not stand in city.zh.md [ids-differ]",
        "Did you mean `orgin`?",
        "the id `orgin` does not stand in city.en.md [ids-differ]",
        "Did you mean `origin`?",
    ),
    case(
        "an id in one language only",
        body(f"{MARK}## 现在 {{#now}}"),
        "the id `now` does not stand in city.en.md [ids-differ]",
        SAME_ID,
    ),
    case(
        "an id twice",
        {PAGE: page(f"{MARK}## 甲 {{#origin}}\n\n文。\n\n{MARK}## 乙 {{#origin}}")},
        "the id `origin` stands 2 times on this page [duplicate-id]",
        OWN_HEADING_ID,
    ),
    case("no id", body(f"{MARK}## 现在"), "the heading “现在” has no id [missing-heading-id]", WRITE_ID),
    case(
        "no id on the third level",
        {PAGE: page(f"## 来历 {{#origin}}\n\n{MARK}### 现在")},
        "the heading “现在” has no id [missing-heading-id]",
        WRITE_ID,
    ),
    case(
        "no id under a line",
        body(f"{MARK}现在\n----"),
        "the line `---` directly below makes a heading of “现在”, without an id [missing-heading-id]",
        UNDERLINED,
    ),
    case(
        "no heading id",
        body(f"{MARK}## 现在 {{#Now}}"),
        "`{#Now}` is no heading id [bad-heading-id]",
        SPELL_ID,
    ),
    case(
        "an id of the frame",
        both(f"{MARK}## 主 {{#main}}", f"{MARK}## Main {{#main}}"),
        "the id `main` is one that the site itself uses [reserved-id]",
        OTHER_ID,
    ),
    case(
        "an id of a footnote",
        both(f"{MARK}## 注 {{#fn1}}", f"{MARK}## Note {{#fn1}}"),
        "the id `fn1` is one that the site itself uses [reserved-id]",
        OTHER_ID,
    ),
    case(
        "an id of the front page",
        {
            "content/pages/index.zh.md": page(f"{MARK}## 页 {{#pages}}"),
            "content/pages/index.en.md": page(f"{MARK}## Pages {{#pages}}", ENGLISH),
        },
        "the id `pages` is one that the site itself uses [reserved-id]",
        OTHER_ID,
    ),
    case(
        "an id of a term",
        {
            "content/pages/glossary.zh.md": page(f"{MARK}## 海 {{#hai-na-bai-chuan}}"),
            "content/pages/glossary.en.md": page(f"{MARK}## Sea {{#hai-na-bai-chuan}}", ENGLISH),
        },
        "the id `hai-na-bai-chuan` is one that the site itself uses [reserved-id]",
        OTHER_ID,
    ),
    case(
        "a second title",
        body(f"{MARK}# 大标题"),
        "a heading of the first level in the body [first-level-heading]",
        TITLE,
    ),
    case(
        "a second title, underlined",
        body(f"{MARK}大标题\n===="),
        "a heading of the first level in the body [first-level-heading]",
        TITLE,
    ),
    case(
        "a block of HTML",
        body(f"{MARK}<div>文</div>"),
        "HTML is not used in pages: `<div>文</div>` [raw-html]",
        MARKDOWN,
    ),
    case(
        "HTML in a line",
        body(f"文{MARK}<b>字{MARK}</b>。"),
        "HTML is not used in pages: `<b>` [raw-html]",
        MARKDOWN,
        "HTML is not used in pages: `</b>` [raw-html]",
        MARKDOWN,
    ),
    case(
        "HTML in a table",
        body(f"| 甲 | 乙 |\n| --- | --- |\n| 丙 | 丁{MARK}<br>戊 |"),
        "HTML is not used in pages: `<br>` [raw-html]",
        BREAK_LINE,
    ),
    case(
        "HTML behind a comment",
        body(f"{MARK}<!-- 好 --><script>alert(1)</script>"),
        "HTML is not used in pages: `<script>alert(1)</script>` [raw-html]",
        MARKDOWN,
    ),
    case(
        "an unknown box",
        body(f"{MARK}::: nota\n文。\n:::"),
        "no box is called `::: nota` [unknown-container]",
        BOXES,
    ),
    case(
        "a box without end",
        {PAGE: page(f"## 来历 {{#origin}}\n\n{MARK}::: note\n文。")},
        "this box does not end [unended-container]",
        "Add a line `:::` behind its text.",
    ),
    case(
        "an unknown footnote",
        body(f"文{MARK}[^1]。"),
        "no footnote `[^1]` is written [unknown-footnote]",
        "Add `[^1]: …`.",
    ),
    case(
        "no language",
        body(f"文{MARK}[x](lang:!!)。"),
        "`lang:!!` names no language [bad-language]",
        "Write a BCP 47 tag such as en, de or zh-Hant, or `pinyin`.",
    ),
)

LINKS = (
    case(
        "no such page",
        body(f"见{MARK}[那页](cities.zh.md)。"),
        "there is no page `cities.zh.md` [unknown-page]",
        "Did you mean `city.zh.md`?",
    ),
    case(
        "a page like no other",
        body(f"见{MARK}[那页](qqqq.zh.md)。"),
        "there is no page `qqqq.zh.md` [unknown-page]",
        "Write the name of a file in content/pages.",
    ),
    case(
        "no page, in a table",
        body(f"| 甲 | 乙 |\n| --- | --- |\n| 文 | {MARK}[那页](cities.zh.md) |"),
        "there is no page `cities.zh.md` [unknown-page]",
        "Did you mean `city.zh.md`?",
    ),
    case(
        "no page, on the second line of a list",
        body(f"- 文\n  文{MARK}[那页](cities.zh.md)"),
        "there is no page `cities.zh.md` [unknown-page]",
        "Did you mean `city.zh.md`?",
    ),
    case(
        "no page, in a footnote",
        body(f"文[^a]。\n\n[^a]: 注{MARK}[那页](cities.zh.md)"),
        "there is no page `cities.zh.md` [unknown-page]",
        "Did you mean `city.zh.md`?",
    ),
    case(
        "no such section",
        body(f"见{MARK}[那段](city.zh.md#orgin)。"),
        "`city.zh.md` has no section `orgin` [unknown-section]",
        "Did you mean `origin`? That page has: `origin`.",
    ),
    case(
        "no such section of this page",
        body(f"见{MARK}[那段](#qqqq)。"),
        "`city.zh.md` has no section `qqqq` [unknown-section]",
        "That page has: `origin`.",
    ),
    case(
        "a page without its language",
        body(f"见{MARK}[那页](city.md)。"),
        "there is no file `content/pages/city.md` [unknown-file]",
        FIXED.format("city.zh.md"),
    ),
    case(
        "no such file",
        body(f"见{MARK}[那份](plan.pdf)。"),
        "there is no file `content/pages/plan.pdf` [unknown-file]",
        PUT_FILE,
    ),
    case(
        "a file that is not the site's",
        body(f"见{MARK}[那份](../../../secret.txt)。"),
        "there is no file `../secret.txt` [unknown-file]",
        PUT_FILE,
    ),
    case(
        "a draft",
        {
            **body(f"见{MARK}[那页](index.zh.md)。"),
            "content/pages/index.zh.md": page("文。", f"{HEAD}\ndraft: true"),
        },
        "`index.zh.md` is a draft: readers cannot follow this link [link-to-draft]",
        "Publish that page first, or remove the link.",
    ),
    *(
        case(
            address,
            body(f"见{MARK}[那页]({address})。"),
            f"the address `{shown}` is refused: {why} [refused-address]",
            hint,
        )
        for address, shown, why, hint in (
            ("javascript:alert%281%29", "javascript:alert%281%29", f"javascript: {NO_SCHEME}", ADDRESS),
            ("JavaScript:alert", "JavaScript:alert", f"JavaScript: {NO_SCHEME}", ADDRESS),
            ("data:text/html,x", "data:text/html,x", f"data: {NO_SCHEME}", ADDRESS),
            ("file:///etc/passwd", "file:///etc/passwd", "it is a file of your own computer", BESIDE),
            ("//example.org/", "//example.org/", "it begins with //", FIXED.format("https://example.org/")),
            (r"/\\example.org/", r"/\example.org/", HOLDS, ADDRESS),
            ("/%5cexample.org/", "/%5cexample.org/", HOLDS, ADDRESS),
            ("<java\tscript:alert>", "java\tscript:alert", HOLDS, ADDRESS),
            ("java%0ascript:alert", "java%0ascript:alert", HOLDS, ADDRESS),
            ("https:///", "https:///", "it names no host", ADDRESS),
            ("city.zh.md?x=1", "city.zh.md?x=1", QUERY, ADDRESS),
        )
    ),
    case(
        "an address written elsewhere",
        body(f"见{MARK}[那页][x]。\n\n[x]: javascript:alert"),
        f"the address `javascript:alert` is refused: javascript: {NO_SCHEME} [refused-address]",
        ADDRESS,
    ),
    case(
        "no words",
        body(f"见{MARK}[](city.zh.md)。"),
        "the link to `city.zh.md` has no words [empty-link]",
        "Write between the brackets what the reader will find.",
    ),
    case(
        "an unknown paragraph",
        body(f"“海纳百川”{MARK}[O-3](source:O-3)"),
        "no source has the paragraph `O-3` [unknown-paragraph]",
        "Did you mean `O-2`?",
    ),
    case(
        "an unknown term",
        body(f"{MARK}[海](term:hai-na-bai-chun)"),
        "the glossary has no term `hai-na-bai-chun` [unknown-term]",
        "Did you mean `hai-na-bai-chuan`?",
    ),
    case(
        "misquoted",
        body(f"所谓{MARK}“海纳白川”[O-2](source:O-2)"),
        "“海纳白川” is no phrase of O-2 [misquoted]",
        "Did you mean `海纳百川`?",
    ),
    case(
        "nearly quoted",
        body(f"所谓{MARK}“海纳百川，追求卓越”[O-2](source:O-2)"),
        "“海纳百川，追求卓越” is no phrase of O-2 [misquoted]",
        "Did you mean `海纳百川、追求卓越`?",
    ),
    case(
        "nothing quoted",
        body(f"所谓{MARK}“”[O-2](source:O-2)"),
        "“” is no phrase of O-2 [misquoted]",
        PHRASES,
    ),
)

PICTURES = (
    case(
        "no such picture",
        body(f"{MARK}![地图](map.png)"),
        "there is no file `content/pages/map.png` [unknown-file]",
        PUT_FILE,
    ),
    case(
        "a picture from elsewhere",
        body(f"{MARK}![地图](https://example.org/map.png)"),
        "the picture `https://example.org/map.png` is not a file of this site [refused-address]",
        "Put the picture beside the page or below assets/ and write its file name.",
    ),
    case(
        "no alt",
        {**body(f"文{MARK}![](map.svg)。"), PICTURE: SVG},
        "the picture has no text for those who do not see it [missing-alt]",
        "Say between the square brackets what the picture shows: ![…](map.svg).",
    ),
    case(
        "a picture that is none",
        {**body(f"{MARK}![地图](map.png)"), "content/pages/map.png": b"not a picture"},
        unusable("map.png", "its width and height cannot be told"),
        SAVE_ANEW,
    ),
    case(
        "a file that is no picture",
        {**body(f"{MARK}![地图](map.txt)"), "content/pages/map.txt": "map"},
        unusable("map.txt", "it is no SVG, PNG, JPEG, WebP, GIF or AVIF"),
        SAVE_ANEW,
    ),
    case(
        "billion laughs",
        picture(BOMB),
        unusable("map.svg", "it declares entities"),
        SAVE_ANEW,
    ),
    case(
        "SVG that is no XML",
        picture("<svg>"),
        unusable("map.svg", "no element found: line 1, column 5"),
        SAVE_ANEW,
    ),
    case(
        "SVG that is no SVG",
        picture("<html/>"),
        unusable("map.svg", "its root element is not <svg> of the SVG namespace"),
        SAVE_ANEW,
    ),
    case(
        "SVG nested without end",
        picture(SVG.replace("/>", f">{'<g>' * 3000}{'</g>' * 3000}</svg>")),
        unusable("map.svg", "its elements are nested too deeply"),
        SAVE_ANEW,
    ),
)

SETTINGS = (
    *(
        case(
            f"base_url {url}",
            changed(SITE, "base_url: https://example.org/", f"base_url: {MARK}{url}"),
            f"`{url}` is not the address of a home page [base-url]",
            HOME_URL,
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
        )
    ),
    *(
        case(
            f"contact {contact}",
            changed(SITE, "mailto:editor@example.org", f"{MARK}{contact}"),
            f"readers cannot write to `{contact}` [contact]",
            WRITE_TO,
        )
        for contact in ("editor@example.org", "javascript:alert", "http://example.org/")
    ),
    case(
        "a key in the wrong spelling",
        changed(SITE, "prefix: en", f"{MARK}prefx: en"),
        "the key `editions.2.prefx` is not known [unknown-key]",
        "Did you mean `prefix`?",
    ),
    case(
        "no editions",
        {SITE: MARK + GOOD[SITE][: GOOD[SITE].index("editions:")] + "editions: []\n"},
        "no edition is listed [editions]",
        "List one edition at the least.",
    ),
    case(
        "one tag twice",
        {SITE: GOOD[SITE].replace("tag: zh-H", f"tag: {MARK}zh-H").replace("zh-Hant-HK", "zh-Hans")},
        "two editions have the tag `zh-Hans` [editions]",
        EDITION,
    ),
    case(
        "one prefix twice",
        {SITE: GOOD[SITE].replace("prefix: zh-h", f"prefix: {MARK}zh-h").replace("zh-hant-hk", "zh-hans")},
        "two editions have the prefix `zh-hans` [editions]",
        EDITION,
    ),
    case(
        "no language tag",
        changed(SITE, "zh-Hant-HK", f"{MARK}繁體"),
        "`繁體` is no language tag [editions]",
        "Write a BCP 47 tag such as zh-Hans or en.",
    ),
    case(
        "no folder",
        changed(SITE, "prefix: en", f"prefix: {MARK}../en"),
        "`../en` cannot be the folder of an edition [editions]",
        PREFIX,
    ),
    case(
        "the folder of the assets",
        changed(SITE, "prefix: en", f"prefix: {MARK}assets"),
        "`assets` cannot be the folder of an edition [editions]",
        PREFIX,
    ),
    case(
        "an unknown profile",
        changed(SITE, "s2hk", f"{MARK}s2hkp"),
        "the profile `s2hkp` is not known [editions]",
        "Did you mean `s2hk`?",
    ),
    case(
        "a language that nobody writes",
        changed(SITE, "label: English, language: en", f"label: English, language: {MARK}eng"),
        "nothing is written in the language `eng` [editions]",
        "Did you mean `en`?",
    ),
    case(
        "an unknown x_default",
        changed(SITE, "x_default: [en", f"x_default: [{MARK}eng"),
        "no edition has the tag `eng` [x-default]",
        "Did you mean `en`?",
    ),
    case(
        "navigation to nowhere",
        changed(SITE, "glossary]", f"glossary, {MARK}cty]"),
        "there is no page `cty` [unknown-page]",
        "Did you mean `city`?",
    ),
    case(
        "navigation twice to one page",
        changed(SITE, "[index, city", f"[index, {MARK}city, {MARK}city"),
        "the navigation names `city` twice [named-twice]",
        "Remove one.",
    ),
    case(
        "an anchor",
        changed(SITE, "title: {zh: 小站", f"title: {MARK}&t {{zh: 小站"),
        "anchors (&) and aliases (*) are not used here [yaml-alias]",
        WRITE_OUT,
    ),
    case(
        "a language is missing",
        changed(SITE, "{zh: 试验用的小站。, en: A small site for tests.}", f"{{zh: {MARK}试验用的小站。}}"),
        "`description` is not written in the language `en` [missing-language]",
        "Add `en: …` to it.",
    ),
    case(
        "a language too many",
        changed(SITE, "en: Small site", f"en: Small site, fr: {MARK}Petit site"),
        "`title` has the language `fr`, which no edition uses [unknown-language]",
        "Languages are: zh, en.",
    ),
    case(
        "a language of the navigation is missing",
        changed(SITE, "{zh: 全部, en: All}", f"{{zh: {MARK}全部}}"),
        "`title` is not written in the language `en` [missing-language]",
        "Add `en: …` to it.",
    ),
    case(
        "an interface word in one language",
        {WORDS: f"zh: {{home: 首页, more: {MARK}更多}}\nen: {{home: Home}}\n"},
        "the interface word `more` is not written in the language `en` [missing-language]",
        "Add it below `en:`.",
    ),
    case(
        "an interface word that cannot be filled in",
        {WORDS: f"zh: {{date: '{{year}}年'}}\nen: {{date: '{MARK}{{yaer}}'}}\n"},
        "the interface word `date` cannot be filled in: `yaer` is not known [bad-word]",
        "Known are: {year}, {month}, {day}, {month_name}.",
    ),
    case(
        "an interface word that says more than is known",
        {WORDS: f"en: {{report_subject: '{MARK}Mistake on {{oops}}'}}\n"},
        "the interface word `report_subject` cannot be filled in: `oops` is not known [bad-word]",
        "Known are: {title}.",
    ),
    case(
        "an interface word whose brace is not closed",
        {WORDS: f"zh: {{offer: '{MARK}本页也有{{edition版'}}\n"},
        "the interface word `offer` cannot be filled in: a brace is missing [bad-word]",
        "Known are: {edition}.",
    ),
    case(
        "a phrase of another length",
        {CONVERSION: f"phrases: {{于绍良: {MARK}于紹}}\n"},
        "`于绍良: 于紹` changes the number of characters [conversion]",
        LENGTH,
    ),
    case(
        "glyphs of an unknown profile",
        {CONVERSION: f"glyphs: {{s2hkk: {{羣: {MARK}群}}}}\n"},
        "the profile `s2hkk` is not known [conversion]",
        "Did you mean `s2hk`?",
    ),
)

REFERENCES = (
    case(
        "a phrase that is too long",
        changed(SOURCE, "[海纳百川、追求卓越]", f"[海纳百川, {MARK}海纳百川、追求卓越、开明睿智、大气谦和]"),
        "the phrase “海纳百川、追求卓越、开明睿智、大气谦和” has 19 characters [long-phrase]",
        "Keep short named phrases only, 16 characters at the most.",
    ),
    case(
        "a paragraph of another document",
        {
            SOURCE: GOOD[SOURCE].replace("id: O-2", f"id: {MARK}C-2"),
            TERMS: GOOD[TERMS].replace("O-2", "C-2"),
        },
        "`C-2` is no paragraph id of this document [paragraph-id]",
        "Write O-1, O-2, …",
    ),
    case(
        "a paragraph twice",
        {
            SOURCE: GOOD[SOURCE].replace("id: O-2", f"id: {MARK}O-2")
            + f"  - {{id: {MARK}O-2, section: {{zh: 甲, en: A}}, gist: {{zh: 甲, en: A}}, phrases: []}}\n"
        },
        "two paragraphs have the id `O-2` [duplicate-id]",
        OWN_ID,
    ),
    case(
        "a document that is not on the web",
        changed(SOURCE, "prefix: O", f"prefix: O\nurl: {MARK}ftp://example.org/"),
        "`ftp://example.org/` is no address of the web [refused-address]",
        "Write it with https://, or http:// where there is no other.",
    ),
    case(
        "no date",
        changed(SOURCE, "2021-06-22", f"{MARK}June 2021"),
        "`date` must be a date [wrong-type]",
        DATE,
    ),
    case(
        "a gist in one language",
        changed(SOURCE, "{zh: 大意。, en: The gist.}", f"{{en: {MARK}The gist.}}"),
        "`gist` is not written in the language `zh` [missing-language]",
        "Add `zh: …` to it.",
    ),
    case(
        "an issuer in one language",
        changed(SOURCE, "prefix: O", f"prefix: O\nissuer: {{zh: {MARK}某部门}}"),
        "`issuer` is not written in the language `en` [missing-language]",
        "Add `en: …` to it.",
    ),
    case(
        "a term without pinyin",
        {
            TERMS: GOOD[TERMS]
            .replace("        pinyin: hǎi nà bǎi chuān\n", "")
            .replace("- id: hai", f"- id: {MARK}hai")
        },
        "the term `hai-na-bai-chuan` has no pinyin [missing-key]",
        "Add a line `pinyin: …`.",
    ),
    case(
        "a term id in capitals",
        changed(TERMS, "hai-na-bai-chuan", f"{MARK}Hai"),
        "`Hai` cannot be the address of a term [term-id]",
        "Use a-z, 0-9 and hyphens: hai-na-bai-chuan.",
    ),
    case(
        "a term twice",
        {
            TERMS: GOOD[TERMS].replace("id: hai", f"id: {MARK}hai")
            + f"      - {{id: {MARK}hai-na-bai-chuan, zh: 海, pinyin: hǎi, en: sea,"
            + " explanation: {zh: 海。, en: Sea.}}\n"
        },
        "two terms have the id `hai-na-bai-chuan` [duplicate-id]",
        OWN_ID,
    ),
    case(
        "a group twice",
        {
            TERMS: GOOD[TERMS].replace("id: words", f"id: {MARK}words")
            + f"  - {{id: {MARK}words, title: {{zh: 又, en: More}}, terms: []}}\n"
        },
        "two groups have the id `words` [duplicate-id]",
        OWN_ID,
    ),
    case(
        "an explanation in one language",
        changed(TERMS, "{zh: 说明。, en: Explanation.}", f"{{zh: {MARK}说明。}}"),
        "`explanation` is not written in the language `en` [missing-language]",
        "Add `en: …` to it.",
    ),
    case(
        "a term of an unknown paragraph",
        changed(TERMS, "[O-2]", f"[{MARK}O-22]"),
        "no source has the paragraph `O-22` [unknown-paragraph]",
        "Did you mean `O-2`?",
    ),
    case(
        "a term beside an unknown one",
        changed(TERMS, "paragraphs: [O-2]", f"related: [{MARK}hai-na-bai-chun]"),
        "the glossary has no term `hai-na-bai-chun` [unknown-term]",
        "Did you mean `hai-na-bai-chuan`?",
    ),
    case(
        "a term of an unknown page",
        changed(TERMS, "paragraphs: [O-2]", f"page: {MARK}cty"),
        "there is no page `cty` [unknown-page]",
        "Did you mean `city`?",
    ),
)

TEMPLATES = (
    case(
        "a template that a page lacks",
        more(f"template: {MARK}pgae"),
        "there is no template `pgae.html` [missing-template]",
        "Did you mean `page.html`?",
    ),
    case(
        "a template outside of its folder",
        more(f"template: {MARK}../../secret"),
        "there is no template `../../secret.html` [missing-template]",
        "Put the file into templates/.",
    ),
    case(
        "a template that a template lacks",
        {TEMPLATE: f'文\n{MARK}{{% include "partials/brudcrumbs.html" %}}\n'},
        "there is no template `partials/brudcrumbs.html` [missing-template]",
        "Did you mean `partials/breadcrumbs.html`?",
    ),
    case(
        "an asset that is missing",
        {TEMPLATE: f'文\n{MARK}{{{{ asset("css/nowhere.css") }}}}\n'},
        "there is no asset `assets/css/nowhere.css` [missing-asset]",
        "Put the file into assets/.",
    ),
    case(
        "a broken template",
        {TEMPLATE: f"文\n{MARK}{{% if %}}\n"},
        "the template breaks off here: Expected an expression, got 'end of statement block'"
        " [broken-template]",
        "Look at this line for a bracket, a quotation mark or an `end…` that is missing.",
    ),
    case(
        "an undefined variable",
        {TEMPLATE: f"文\n{MARK}{{{{ pgae.title }}}}\n"},
        "the template cannot be rendered: 'pgae' is undefined [template]",
        VIEWS,
    ),
    case(
        "an undefined attribute",
        {TEMPLATE: f"文\n{MARK}{{{{ page.titel }}}}\n"},
        "the template cannot be rendered: what it is given has no attribute 'titel' [template]",
        VIEWS,
    ),
    case(
        "an unknown interface word",
        {TEMPLATE: f"文\n{MARK}{{{{ words.hoem }}}}\n"},
        "there is no interface word `hoem` [missing-word]",
        "Did you mean `home`?",
    ),
    case(
        "a template that includes itself",
        {TEMPLATE: f'{MARK}{{% include "page.html" %}}\n'},
        "the template cannot be rendered: it includes or extends itself [template]",
        VIEWS,
    ),
    case(
        "a template that is not UTF-8",
        {TEMPLATE: "城市".encode("gb18030")},
        "the template is not UTF-8 [not-utf8]",
        "Save it with the encoding UTF-8.",
        place=f"{TEMPLATE}:1:1",
    ),
)


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(fault, id=f"{group}: {fault.name}".replace("\t", " "))
        for group, faults in {
            "front matter": FRONT_MATTER,
            "file": FILES,
            "body": BODIES,
            "link": LINKS,
            "picture": PICTURES,
            "settings": SETTINGS,
            "reference": REFERENCES,
            "template": TEMPLATES,
        }.items()
        for fault in faults
    ],
)
def test_fault(fault: Case, site: Path) -> None:
    """The fault alone is named, at its place and with a hint, and the built site stays as it was."""
    before = snapshot(site / "site")
    write(site, fault.files)
    result = run("build", "--root", site)
    expected = fault.expected()
    last = f"{counted(expected)}; {site / 'site'} stays as it was."
    assert blocks(without_source(result.stderr)) == sorted([*expected, last])
    assert (result.exit_code, result.stdout) == (1, "")
    assert snapshot(site / "site") == before


def blocks(said: str) -> list[str]:
    """The messages, each with its hint, sorted: which page of a pair comes first is no matter here."""
    return sorted(re.split(r"\n(?!    )", said.rstrip("\n")))


def counted(said: Sequence[str]) -> str:
    """How the last line counts these messages."""
    rules = Counter(message.split("\n")[0].rpartition("[")[2].removesuffix("]") for message in said)
    listed = [rule if len(rules) == 1 else f"{count} {rule}" for rule, count in rules.most_common()]
    return f"{len(said)} error{'s' * (len(said) > 1)} ({', '.join(listed)})"


def test_everything_is_reported_in_one_run(site: Path) -> None:
    """Faults of several kinds in several files do not hide each other."""
    faults = [
        fault
        for fault in (*FRONT_MATTER, *LINKS, *SETTINGS, *REFERENCES, *TEMPLATES)
        if fault.name
        in (
            "a misspelt key",
            "an unknown x_default",
            "a phrase that is too long",
            "an unknown interface word",
        )
    ]
    write(site, {path: text for fault in faults for path, text in fault.files.items()})
    write(site, {PARTNER: page("See [it](javascript:x).\n\n## Origin {#origin}\n\n<hr>", ENGLISH)})
    result = run("build", "--root", site)
    said = [line for line in result.stderr.splitlines() if not line.startswith(" ")]
    assert [line.partition(": error: ")[0] for line in said[:-1]] == [
        f"{PAGE}:3:1",
        f"{PARTNER}:6:5",
        f"{PARTNER}:10:1",
        f"{SITE}:12:13",
        f"{SOURCE}:12:21",
        f"{TEMPLATE}:2:1",
    ]
    assert said[-1].startswith("6 errors (1 unknown-key, ")


def test_a_fault_keeps_a_new_folder_from_being_made(site: Path, tmp_path: Path) -> None:
    """What is missing is found before anything is written."""
    write(site, {TEMPLATE: '{{ asset("css/nowhere.css") }}'})
    assert run("build", "--root", site, "--into", tmp_path / "new").exit_code == 1
    assert not (tmp_path / "new").exists()


# Names and links


def said_of(site: Path) -> tuple[int, str]:
    """What building says, without its last line."""
    before = snapshot(site / "site")
    result = run("build", "--root", site)
    assert snapshot(site / "site") == before
    return result.exit_code, without_source(result.stderr).rpartition("1 error (")[0]


def test_a_file_name_that_is_not_utf8(site: Path) -> None:
    """The name is shown as far as it can be read."""
    try:
        (site / "content" / "pages" / os.fsdecode(b"caf\xe9.zh.md")).write_text(GOOD[PAGE], encoding="utf-8")
    except OSError:  # such a name cannot come about on this file system
        return
    assert said_of(site) == (
        1,
        "content/pages/caf\ufffd.zh.md:1:1: error: the file name is not UTF-8 [file-name]\n"
        "    Rename the file; use a-z, 0-9 and hyphens.\n",
    )


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
    assert said_of(site) == (
        1,
        f"content/pages/{name}:1:1: error: the symbolic link leads out of the content folder [link-out]\n"
        "    Put the file itself into the content folder.\n",
    )


def test_a_link_to_nowhere(site: Path) -> None:
    """A symbolic link whose file is gone is no traceback."""
    (site / "content" / "pages" / "more.zh.md").symlink_to(site / "content" / "gone.md")
    assert said_of(site) == (
        1,
        "content/pages/more.zh.md:1:1: error: the symbolic link leads nowhere, or to a folder [link-out]\n"
        "    Put the files themselves there.\n",
    )


def test_a_link_within_the_content_is_followed(site: Path) -> None:
    """A file may stand in two places."""
    (site / PARTNER).rename(site / "content" / "city.txt")
    (site / PARTNER).symlink_to(site / "content" / "city.txt")
    assert said_of(site) == (0, "")


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


@pytest.mark.parametrize(
    ("files", "says"),
    [
        pytest.param(
            {PARTNER: None},
            f"{PAGE}:1:1: warning: the page has no partner in the language `en` [missing-partner]\n"
            "    Write content/pages/city.en.md; until then its editions do not have the page.\n",
            id="a page without its partner",
        ),
        pytest.param(
            changed(SITE, "city, ", ""),
            f"{PAGE}:1:1: warning: no navigation leads to this page [not-in-navigation]\n"
            "    Add `city` to a group in content/site.yaml.\n",
            id="a page that no navigation names",
        ),
        pytest.param(
            body("文。\n\n[^1]: 注。"),
            f"{PAGE}:8:1: warning: nothing refers to the footnote `[^1]`: readers will not see it"
            " [unused-footnote]\n"
            "    Write `[^1]` where it belongs, or remove it.\n",
            id="a footnote that nothing refers to",
        ),
    ],
)
def test_warning(site: Path, files: Files, says: str) -> None:
    """The site is built all the same, and `check` passes."""
    write(site, files)
    for command in ("build", "check"):
        result = run(command, "--root", site)
        assert (result.exit_code, result.stderr) == (0, says)
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
    max_examples=40,
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
