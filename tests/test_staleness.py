"""Translations whose original has changed: what is a change, what is said of it, and what readers see."""

import re
import string
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from marked import MARK
from small_site import HEAD, PAGE, SITE, Files, page, run, write_site
from watchfiles import Change

from sitegen.edit.preview.saves import is_wanted
from sitegen.facts.pairs.staleness import find_stale, words_of
from sitegen.make import OWN, make_site
from sitegen.model import Library, Severity
from sitegen.read import read_library
from sitegen.rules.catalogue import say
from sitegen.text.difference import LONGEST, find_changes

PARTNER = "content/pages/city.en.md"
RECORD = "content/made_from/city.en.yaml"
OTHER_RECORD = "content/made_from/city.zh.yaml"
RULES = ("stale", "unrecorded", "record-language", "both-directions", "unknown-page", "file-name")

CHINESE = "开头。\n\n## 来历 {#origin}\n\n就在江边，不远。\n\n再走。\n\n## 以外 {#beyond}\n\n完。"
ENGLISH = "Beginning.\n\n## Origin {#origin}\n\nA river bank.\n\nMore.\n\n## Beyond {#beyond}\n\nDone."
ENGLISH_HEAD = "title: City\nsummary: One sentence."
PAIR = {PAGE: page(CHINESE), PARTNER: page(ENGLISH, ENGLISH_HEAD)}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site in which the English of one page is recorded as made from the Chinese, and nothing else."""
    root = write_site(tmp_path, PAIR)
    assert run("stamp", "city", "--root", root).exit_code == 0
    return root


def write(root: Path, path: str, text: str) -> None:
    """Write a file, without the mark in it."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text.replace(MARK, ""), encoding="utf-8")


def library(root: Path) -> Library:
    """What is below `root`, whatever is wrong with it."""
    found, _ = read_library(root, OWN)
    assert found is not None
    return found


def stale(root: Path, language: str = "en") -> list[str]:
    """The sections of the page that are stale."""
    read = library(root)
    page, record = read.pages["city", language], read.records.get(("city", language))
    original = read.pages.get(("city", str(record.language))) if record else None
    return [each.id for each in find_stale(page, original, record)] if original and record else []


def said(root: Path, *rules: str) -> list[str]:
    """What `check` says, of some rules alone, each with its hint; pages without a record are passed over."""
    return [
        f"{each.place}: {each.severity.name.lower()}: {say(each).message}"
        f" [{each.rule}] {say(each).hint}".strip()
        for each in make_site(root, with_gates=True).diagnostics
        if each.rule.name in (rules or RULES) and not (each.rule.name == "unrecorded" and not rules)
    ]


def marked(files: Files) -> str:
    """The place of the one mark in `files`."""
    ((path, text),) = ((path, text) for path, text in files.items() if MARK in text)
    before = text[: text.index(MARK)]
    return f"{path}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


# What is a change

# The paragraph as it was recorded, and as it is now.
CHANGES = {
    "a word": ("在江边", "在海边"),
    "a word more": ("在江边", "就在江边"),
    "a word less": ("在江边", "在江"),
    "punctuation": ("在江边，", "在江边；"),
    "a citation": ("在江边", "在江边[O-2](source:O-2)"),
    "another citation": ("在江边[O-2](source:O-2)", "在江边[O-2](source:O-3)"),
    "another citation under a word": ("在[江边](source:O-2)", "在[江边](source:O-3)"),
    "a citation less": ("在江边[O-2](source:O-2)[O-3](source:O-3)", "在江边[O-2](source:O-2)"),
    "another term": ("在[江边](term:hu-lian-wang)", "在[江边](term:jiang)"),
    "a paragraph parted": ("在江边。又一句。", "在江边。\n\n又一句。"),
    "another order": ("在江边。\n\n又一句。", "又一句。\n\n在江边。"),
    "a list": ("- 甲\n- 乙", "- 乙\n- 甲"),
    "a cell": ("| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |", "| 甲 | 乙 |\n|---|---|\n| 丙 | 戊 |"),
    "what a picture shows": ("![江边](map.svg)", "![海边](map.svg)"),
    "a caption": ('![江边](map.svg "一")', '![江边](map.svg "二")'),
    "the title of a box": ("::: note 甲\n文。\n:::", "::: note 乙\n文。\n:::"),
    "code": ("```\na\n```", "```\nb\n```"),
    "a quotation": ("> 甲", "> 乙"),
    "a defined word": ("甲\n: 乙", "丙\n: 乙"),
    "a space between Latin words": ("City walk", "Citywalk"),
}
# Nothing of these concerns a translator.
NO_CHANGES = {
    "emphasis": ("在江边", "在**江**边"),
    "other emphasis": ("在*江边*", "在**江边**"),
    "code for a word": ("用 `a`", "用a"),
    "another break of the lines": ("在江边，在海边", "在江边，\n在海边"),
    "a hard break": ("在江边，在海边", "在江边，\\\n在海边"),
    "spaces": ("用a，用b", "用 a， 用 b"),
    "a Latin space": ("City walk", "City\nwalk"),
    "an address of the web": ("[江边](https://example.org/a)", "[江边](https://example.org/b)"),
    "a link less": ("[江边](index.zh.md)", "江边"),
    "an escape": ("一*甲", "一\\*甲"),
    "pinyin": ("江边", "[江边](pinyin:jiāng-biān)"),
    "a word for one edition": ("互联网", "[互联网](write:tw=網際網路)"),
    "a comment": ("在江边", "<!-- 记一下 -->\n\n在江边"),
    "what the partner does not have": ("在江边", "在江边\n\n::: only\n海边\n:::"),
    "that in a box": ("::: note\n甲\n:::", ":::: note\n甲\n\n::: only\n海边\n:::\n::::"),
    "another file for a picture": ("![江边](map.svg)", "![江边](other.svg)"),
}


def replaced(root: Path, old: str, new: str) -> list[str]:
    """What is stale after the second paragraph has become `new`, where it was recorded as `old`."""
    write(root, PAGE, page(CHINESE.replace("再走。", old)))
    run("stamp", "city", "--root", root)
    assert stale(root) == []
    write(root, PAGE, page(CHINESE.replace("再走。", new)))
    return stale(root)


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_a_change(site: Path, name: str) -> None:
    """Other words, citations and terms make the section stale in which they stand, and no other."""
    assert replaced(site, *CHANGES[name]) == ["origin"]


@pytest.mark.parametrize("name", NO_CHANGES)
def test_what_is_no_change(site: Path, name: str) -> None:
    """Form, line breaks, and what the partner does not have, leave everything fresh."""
    assert replaced(site, *NO_CHANGES[name]) == []


@pytest.mark.parametrize(
    ("old", "new", "section"),
    [
        ("开头。", "起头。", ["top"]),
        ("## 来历", "## 由来", ["origin"]),
        ("完。", "完了。", ["beyond"]),
        ("title: 城市", "title: 大城市", ["front_matter"]),
        ("summary: 一句。", "summary: 就一句。", ["front_matter"]),
        ("summary: 一句。", "summary: 一句。\nlabel: 城", []),
        ("summary: 一句。", "summary: 一句。\nupdated: 2026-11-21", []),
        ("\n\n## 以外", "\n\n<!-- 一行 -->\n\n## 以外", []),
        ("{#beyond}\n\n完。", "{#beyond}\n\n完。\n\n[^1]: 没有人提到。", []),
        ("{#beyond}\n\n完。", "{#beyond}\n\n完[^1]。\n\n[^1]: 注。", ["beyond"]),
        ("开头。\n\n", "", ["top"]),
    ],
)
def test_which_section_is_stale(site: Path, old: str, new: str, section: list[str]) -> None:
    """A change makes stale exactly the section in which it stands; the front matter is one."""
    text = (site / PAGE).read_text(encoding="utf-8")
    assert text.count(old) == 1
    write(site, PAGE, text.replace(old, new))
    assert stale(site) == section


def test_a_change_of_the_translation_is_none(site: Path) -> None:
    """The translation may be polished."""
    write(site, PARTNER, page(ENGLISH.replace("river bank", "bank of the river"), ENGLISH_HEAD))
    assert stale(site) == []


def test_a_draft_promises_nothing(site: Path) -> None:
    """While one of the pair is a draft, nothing is stale."""
    write(site, PAGE, page(CHINESE.replace("江", "海")))
    assert stale(site) == ["origin"]
    write(site, PARTNER, page(ENGLISH, f"{ENGLISH_HEAD}\ndraft: true"))
    assert stale(site) == []
    write(site, PARTNER, page(ENGLISH, ENGLISH_HEAD))
    write(site, PAGE, page(CHINESE.replace("江", "海"), f"{HEAD}\ndraft: true"))
    assert stale(site) == []


HAN = st.text("江海边城市行人来去山水天地", min_size=1, max_size=6)
LATIN = st.text(string.ascii_lowercase, min_size=1, max_size=6)
EMPHASIS = st.sampled_from(["", "*", "**", "***"])
BREAKS = st.sampled_from([" ", "\n", "  \n", "   "])


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(LATIN, min_size=1, max_size=8), data=st.data())
def test_english_may_be_wrapped_and_emphasised(tmp_path: Path, words: list[str], data: st.DataObject) -> None:
    """Wherever lines break and whatever is emphasised, the words are the same."""
    dressed = ""
    for word in words:
        mark = data.draw(EMPHASIS)
        dressed += f"{data.draw(BREAKS) if dressed else ''}{mark}{word}{mark}"
    plain = f"a {' '.join(words)} z"
    assert lines_of(tmp_path, plain, "en") == lines_of(tmp_path, f"a {dressed} z", "en") == [plain]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.one_of(HAN, LATIN), min_size=1, max_size=8), data=st.data())
def test_chinese_may_be_wrapped_and_emphasised(tmp_path: Path, words: list[str], data: st.DataObject) -> None:
    """At a Chinese character a line may break or a space stand, and nothing has changed."""
    dressed, before = "城", "城"
    plain, mark = "城", ""
    for word in words:
        is_latin = word.isascii() and before.isascii()
        space = data.draw(BREAKS if is_latin else st.one_of(BREAKS, st.just("")))
        # Two marks side by side are one mark for Markdown.
        mark = data.draw(EMPHASIS) if space or not mark else ""
        dressed += f"{space}{mark}{word}{mark}"
        plain += f"{' ' if is_latin else ''}{word}"
        before = word
    assert lines_of(tmp_path, plain, "zh") == lines_of(tmp_path, dressed, "zh") == [plain]


def lines_of(root: Path, body: str, language: str) -> list[str]:
    """The words that would be recorded of a page's body."""
    path = PAGE if language == "zh" else PARTNER
    write_site(root, {path: page(body)})
    return list(words_of(library(root).pages["city", language])["top"])


@pytest.mark.parametrize(
    ("body", "language", "lines"),
    [
        ("The 江 (jiāng)\nand  its bank.", "en", ["The 江 (jiāng) and its bank."]),
        ("![bank](map.svg)", "en", ["bank"]),
        ('![bank](map.svg "A river")', "en", ["bank A river"]),
        ("河 A  B 岸", "zh", ["河A B岸"]),
        ("[江边](source:O-2)[O-2](source:O-2)", "zh", ["江边[O-2][O-2]"]),
        ("[*O-2*](source:O-2) [江](TERM:jiang)", "zh", ["[O-2]江[term:jiang]"]),
        ("甲\\\n乙", "zh", ["甲乙"]),
        ("&nbsp;a&#7;b&nbsp;", "en", ["a\ufffdb"]),
    ],
)
def test_words(tmp_path: Path, body: str, language: str, lines: list[str]) -> None:
    """What is recorded can be read: spaces where the language has them, numbers of paragraphs in brackets."""
    assert lines_of(tmp_path, body, language) == lines


# How a difference is shown

DIFFERENCES = {
    "nothing": (["甲。"], ["甲。"], []),
    "a character": (["在江边。"], ["在海边。"], [("在江边。", "在海边。", 0)]),
    "a word": (["The old bridge."], ["The new bridge."], [("The old bridge.", "The new bridge.", 0)]),
    "a line more": (["甲。"], ["甲。", "乙。"], [("", "乙。", 1)]),
    "a line less": (["甲。", "乙。"], ["甲。"], [("乙。", "", 1)]),
    "another line": (["甲一。", "乙一。"], ["甲一。", "乙二。"], [("乙一。", "乙二。", 1)]),
    "two lines": (
        ["在江边。", "在河边。"],
        ["在海边。", "在湖边。"],
        [("在江边。", "在海边。", 0), ("在河边。", "在湖边。", 1)],
    ),
    "a line parted": (["一二。三四。"], ["一二。", "三四。"], [("一二。三四。", "一二。 ¶ 三四。", 0)]),
    "context is cut": (
        [f"{'一' * 20}江{'二' * 20}"],
        [f"{'一' * 20}海{'二' * 20}"],
        [("…一一一一一一一一江二二二二二二二二…", "…一一一一一一一一海二二二二二二二二…", 0)],
    ),
    "two places": (
        [f"江{'一' * 30}江"],
        [f"海{'一' * 30}湖"],
        [
            ("江一一一一一一一一…", "海一一一一一一一一…", 0),
            ("…一一一一一一一一江", "…一一一一一一一一湖", 0),
        ],
    ),
    "two places near each other": (["江一二三江"], ["海一二三湖"], [("江一二三江", "海一二三湖", 0)]),
    "a citation stays whole": (
        ["见[O-12]一二三四五六七江"],
        ["见[O-12]一二三四五六七海"],
        [("…[O-12]一二三四五六七江", "…[O-12]一二三四五六七海", 0)],
    ),
}


@pytest.mark.parametrize("name", DIFFERENCES)
def test_a_difference_is_shown_with_a_little_around_it(name: str) -> None:
    """Each stretch that changed, as it was and as it is, and in which line."""
    before, after, changes = DIFFERENCES[name]
    assert [(each.before, each.after, each.line) for each in find_changes(before, after)] == changes


def test_a_long_difference_is_shortened() -> None:
    """Of a long change its beginning and its end are shown."""
    (change,) = find_changes([], [f"甲{'一' * 500}乙"])
    assert re.fullmatch(r"甲一+ … 一+乙", change.after)
    assert len(change.after) == LONGEST + 3


# What is said

HINT = "When the translation says the same, run `python build.py stamp city"


def test_a_stale_section_is_named(site: Path) -> None:
    """The message stands at the translation's heading, names the changed line, and shows the change."""
    write(site, PAGE, page(CHINESE.replace("再走。", "再来。")))
    files = {PARTNER: (site / PARTNER).read_text(encoding="utf-8").replace("## Origin", f"{MARK}## Origin")}
    assert said(site) == [
        f"{marked(files)}: gate: the original city.zh.md:12 has changed since this was translated [stale] "
        f"Was “再走。”, now “再来。”. {HINT}`."
    ]
    assert run("build", "--root", site, "--into", site / "out").exit_code == 0


def test_every_stale_section_is_named(site: Path) -> None:
    """Where there are several, each is to be recorded by itself."""
    text = page(
        CHINESE.replace("开头。", "起头。").replace("完。", "还没完。"), HEAD.replace("一句", "就一句")
    )
    write(site, PAGE, text)
    assert said(site) == [
        f"{PARTNER}:3:10: gate: the original city.zh.md:3 has changed since this was translated [stale] "
        f"Was “一句。”, now “就一句。”. {HINT} --section front_matter`.",
        f"{PARTNER}:6:1: gate: the original city.zh.md:6 has changed since this was translated [stale] "
        f"Was “开头。”, now “起头。”. {HINT} --section top`.",
        f"{PARTNER}:14:1: gate: the original city.zh.md:16 has changed since this was translated [stale] "
        f"Was “完。”, now “还没完。”. {HINT} --section beyond`.",
    ]


def test_a_changed_title_is_named_at_the_title(site: Path) -> None:
    """The two lines of the front matter have places of their own."""
    write(site, PAGE, page(CHINESE, HEAD.replace("城市", "大城市")))
    (line,) = said(site)
    assert line.startswith(f"{PARTNER}:2:8: gate: the original city.zh.md:2 has changed")


def test_many_changes_are_counted(site: Path) -> None:
    """Three changes are shown, the others counted; a line more and a line less say so."""
    paragraphs = [f"这是{each}。" for each in "甲乙丙丁戊己"]
    old, new = [*paragraphs], [*paragraphs, "又一段。"]
    for index in (0, 2, 4):
        new[index] = new[index].replace("这是", "那是")
    assert replaced(site, "\n\n".join(old), "\n\n".join(new)) == ["origin"]
    (line,) = said(site)
    assert (
        "Was “这是甲。”, now “那是甲。”; was “这是丙。”, now “那是丙。”; "
        "was “这是戊。”, now “那是戊。”; and 1 more." in line
    )
    assert replaced(site, "甲。\n\n乙。", "甲。") == ["origin"]
    (line,) = said(site)
    assert "Gone: “乙。”." in line
    assert replaced(site, "甲。", "甲。\n\n乙。") == ["origin"]
    (line,) = said(site)
    assert "New: “乙。”." in line


SECTION = "\n\n## 附记 {#notes}\n\n附记。"
ENGLISH_SECTION = "\n\n## Notes {#notes}\n\nNotes."


def test_a_new_section_is_stale_until_it_is_recorded(site: Path) -> None:
    """A section that both pages have and the record does not."""
    write(site, PAGE, page(f"{CHINESE}{SECTION}"))
    write(site, PARTNER, page(f"{ENGLISH}{ENGLISH_SECTION}", ENGLISH_HEAD))
    assert said(site) == [
        f"{PARTNER}:18:1: gate: the original city.zh.md:18 is new since this was translated [stale] "
        "When the translation has it, run `python build.py stamp city`."
    ]
    assert run("stamp", "city", "--root", site).exit_code == 0
    assert said(site) == []


def test_a_section_that_the_original_has_no_more(site: Path) -> None:
    """While the translation has it, it is to be taken out there; then the record still names it."""
    write(site, PAGE, page(f"{CHINESE}{SECTION}"))
    write(site, PARTNER, page(f"{ENGLISH}{ENGLISH_SECTION}", ENGLISH_HEAD))
    run("stamp", "city", "--root", site)
    write(site, PAGE, page(CHINESE))
    assert said(site) == [
        f"{PARTNER}:18:1: gate: city.zh.md has this section no more [stale] "
        "Take it out here too, then run `python build.py stamp city`."
    ]
    write(site, PARTNER, page(ENGLISH, ENGLISH_HEAD))
    files = {RECORD: (site / RECORD).read_text(encoding="utf-8").replace("  notes:", f"  {MARK}notes:")}
    assert said(site) == [
        f"{marked(files)}: gate: city.zh.md has no section `notes` [stale] "
        "If it was renamed or taken out, run `python build.py stamp city`."
    ]
    assert run("build", "--root", site, "--into", site / "out").exit_code == 0
    run("stamp", "city", "--root", site)
    assert said(site) == []


def test_a_renamed_section_is_meant(site: Path) -> None:
    """Where an id was changed in both pages, the new one is named."""
    for path in (PAGE, PARTNER):
        write(site, path, (site / path).read_text(encoding="utf-8").replace("{#origin}", "{#origins}"))
    lines = said(site)
    assert len(lines) == 2
    assert "`origin` [stale] Did you mean `origins`? If it was renamed or taken out, run" in lines[0]
    assert "is new since" in lines[1]


def test_english_may_come_first(tmp_path: Path) -> None:
    """Then it is the Chinese that becomes stale, and what changed is English."""
    root = write_site(tmp_path, PAIR)
    run("stamp", "city", "--from", "en", "--root", root)
    assert (root / OTHER_RECORD).is_file()
    assert not (root / RECORD).exists()
    assert said(root) == []
    write(root, PAGE, page(CHINESE.replace("江", "海")))
    assert said(root) == []
    write(root, PARTNER, page(ENGLISH.replace("river bank", "sea shore"), ENGLISH_HEAD))
    assert (stale(root, "zh"), stale(root, "en")) == (["origin"], [])
    assert said(root) == [
        f"{PAGE}:8:1: gate: the original city.en.md:10 has changed since this was translated [stale] "
        f"Was “A river bank.”, now “A sea shore.”. {HINT}`."
    ]


# Pages without a record


def test_a_site_without_records_is_not_asked_for_any(tmp_path: Path) -> None:
    """Who does not keep records hears nothing of them."""
    assert said(write_site(tmp_path, PAIR), *RULES) == []


def test_a_pair_without_a_record_is_a_gate(site: Path) -> None:
    """As soon as there is one record, each pair needs one; a page of one language is made from none."""
    write(site, "content/pages/alone.zh.md", page("正文。"))
    write(site, "content/pages/later.zh.md", page("正文。"))
    write(site, "content/pages/later.en.md", page("Text.", f"{ENGLISH_HEAD}\ndraft: true"))
    hint = "When both pages say the same, run `python build.py stamp"
    assert said(site, "unrecorded") == [
        f"content/pages/{key}.en.md:1:1: gate: it is not recorded which words of {key}.zh.md this was "
        f"translated from [unrecorded] {hint} {key}` once."
        for key in ("glossary", "index")
    ]
    assert run("stamp", "--all", "--root", site).exit_code == 0
    assert said(site, "unrecorded") == []


def test_a_site_may_weigh_it_otherwise(site: Path) -> None:
    """A gate may be a note for a site that catches up slowly."""
    text = (site / SITE).read_text(encoding="utf-8")
    assert text.count("severities: {") == 1
    write(site, SITE, text.replace("severities: {", "severities: {unrecorded: note, "))
    assert [line.split(": ")[1] for line in said(site, "unrecorded")] == ["note", "note"]


# Records that cannot be right

LANGUAGE = "language: zh\nsections:\n  top: [文]\n"
BROKEN = {
    "of a page that there is not": (
        {"content/made_from/cty.en.yaml": f"{MARK}{LANGUAGE}"},
        "error: there is no page `cty.en.md` [unknown-page] Did you mean `city.en.md`?",
    ),
    "of a page like no other": (
        {"content/made_from/a/b.en.yaml": f"{MARK}{LANGUAGE}"},
        "error: there is no page `a/b.en.md` [unknown-page] "
        "Remove this file, unless that page is still to be written.",
    ),
    "of an original that there is not": (
        {
            "content/pages/alone.en.md": page("Text."),
            "content/made_from/alone.en.yaml": f"language: {MARK}zh\nsections: {{top: [文]}}\n",
        },
        "error: there is no page `alone.zh.md` [unknown-page] "
        "Remove this file, unless that page is still to be written.",
    ),
    "from its own language": (
        {RECORD: f"language: {MARK}en\nsections: {{top: [文]}}\n"},
        "error: the original of a page in `en` is not in `en` [record-language] Write one of: zh.",
    ),
    "from a language that there is not": (
        {RECORD: f"language: {MARK}zhh\nsections: {{top: [文]}}\n"},
        "error: the original of a page in `en` is not in `zhh` [record-language] Did you mean `zh`?",
    ),
    "in both directions": (
        {OTHER_RECORD: f"language: {MARK}en\nsections: {{top: [Beginning.]}}\n"},
        "error: no page is the original: each is recorded as a translation (content/made_from/city.zh.yaml "
        "and content/made_from/city.en.yaml) [both-directions] Remove the record of the original; "
        "`python build.py stamp city --from zh` does it for `zh`.",
    ),
    "without a language in its name": (
        {"content/made_from/index.yaml": f"{MARK}{LANGUAGE}"},
        "error: the file name does not say which language this is [file-name] "
        "Rename it to index.zh.yaml or index.en.yaml.",
    ),
    "not to be read": (
        {RECORD: f'language: zh\nsections:\n  top:\n    - {MARK}"文\n'},
        'error: the quotation mark " that begins here is not closed [broken-yaml]',
    ),
    "without sections": (
        {RECORD: f"{MARK}language: zh\n"},
        "error: `sections` is missing [missing-key]",
    ),
    "with a misspelt key": (
        {RECORD: f"{MARK}langage: zh\nsections: {{top: [文]}}\n"},
        "error: the key `langage` is not known [unknown-key] Did you mean `language`?",
    ),
    "with a number for words": (
        {RECORD: f"language: zh\nsections: {{top: [{MARK}2021]}}\n"},
        "error: `sections.top.0` must be text [wrong-type] Put it in quotation marks.",
    ),
    "with a text for a list": (
        {RECORD: f"language: zh\nsections: {{top: {MARK}文}}\n"},
        "error: `sections.top` must be a list [wrong-type]",
    ),
    "with an empty line": (
        {RECORD: f'language: zh\nsections: {{top: ["{MARK}"]}}\n'},
        "error: nothing stands here [empty-value]",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_record(site: Path, name: str) -> None:
    """What is wrong with a record is told at its place, and nothing else is said of it."""
    files, message = BROKEN[name]
    for path, text in files.items():
        write(site, path, text)
    place = marked(files)
    lines = [
        f"{each.place}: {each.severity.name.lower()}: {say(each).message} [{each.rule}] {say(each).hint}"
        for each in make_site(site).diagnostics
        if each.severity is Severity.ERROR
    ]
    assert len(lines) == 1, lines
    assert lines[0].startswith(f"{place}: {message}")


def test_a_broken_record_is_not_missing(site: Path) -> None:
    """One fault, not two."""
    write(site, RECORD, "language: [")
    assert not any("city" in line for line in said(site, "unrecorded", "stale"))


def test_an_unreadable_page_is_there(site: Path) -> None:
    """Its record is not accused of naming no page."""
    (site / PAGE).write_bytes(b"\xff")
    assert said(site) == []


def test_records_are_no_text_of_authors(site: Path) -> None:
    """They hold slips of typography and characters with several forms as long as the page had them."""
    write(site, PAGE, page(CHINESE.replace("完。", "完, 发 a...")))
    run("stamp", "city", "--root", site)
    paths = {each.place.path for each in make_site(site, with_gates=True).diagnostics}
    assert PAGE in paths
    assert RECORD not in paths
    before = (site / RECORD).read_bytes()
    run("check", "--fix", "--root", site)
    assert (site / RECORD).read_bytes() == before


@pytest.mark.parametrize("path", [RECORD, "content/made_from/a/b.en.yaml"])
def test_the_preview_follows_records(path: str) -> None:
    """A change of a record is a save."""
    assert is_wanted(Change.modified, path)


# What readers see

NOTICE = '<p class="stale">'


def bodies(root: Path, into: Path) -> dict[str, str]:
    """The pages of the city, by edition."""
    result = run("build", "--root", root, "--into", into)
    assert result.exit_code == 0, result.output
    return {path.parts[-3]: path.read_text("utf-8") for path in into.glob("*/city/index.html")}


def test_readers_are_told(site: Path, tmp_path: Path) -> None:
    """The notice stands behind the heading in the translation alone, in words that the project has."""
    assert not any(NOTICE in body for body in bodies(site, tmp_path / "one").values())
    write(site, PAGE, page(CHINESE.replace("江", "海")))
    built = bodies(site, tmp_path / "two")
    assert [edition for edition, body in built.items() if NOTICE in body] == ["en"]
    assert (
        '<h2 id="origin">Origin</h2>\n<p class="stale">The Chinese text here has changed since this '
        'translation was made. <a href="/zh-hans/city/#origin" hreflang="zh-Hans">'
        "Read it in Chinese</a></p>\n<p>A river" in built["en"]
    )
    assert built["en"].count(NOTICE) == 1


@pytest.mark.parametrize(("old", "new"), [("开头。", "起头。"), ("城市", "大城市"), ("一句", "就一句")])
def test_readers_are_told_before_everything(site: Path, tmp_path: Path, old: str, new: str) -> None:
    """What has no heading has its notice at the beginning, once, with a link to the whole page."""
    write(site, PAGE, page(CHINESE, HEAD).replace(old, new))
    body = bodies(site, tmp_path / "site")["en"]
    assert '<a href="/zh-hans/city/" hreflang="zh-Hans">Read it in Chinese</a></p>\n<p>Beginning.' in body
    assert body.count(NOTICE) == 1


def test_every_edition_of_a_translation_has_the_notice(tmp_path: Path) -> None:
    """Where English comes first, readers of each Chinese edition are told."""
    words = {"content/interface.yaml": "zh:\n  stale: '字{link}'\n"}
    root = write_site(tmp_path / "root", {**PAIR, **words})
    run("stamp", "city", "--from", "en", "--root", root)
    write(root, PARTNER, page(ENGLISH.replace("Done", "Finished"), ENGLISH_HEAD))
    built = bodies(root, tmp_path / "site")
    told = {edition for edition, body in built.items() if '<a href="/en/city/#beyond" hreflang="en">' in body}
    assert told == {"zh-hans", "zh-hant-hk", "zh-hant-tw"}


def test_a_preview_has_the_notice(site: Path) -> None:
    """The editor sees what readers will."""
    write(site, PAGE, page(CHINESE.replace("江", "海")))
    (output,) = (
        each for each in make_site(site, is_preview=True).outputs if each.path == "en/city/index.html"
    )
    assert NOTICE.encode() in output.data
