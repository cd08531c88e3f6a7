"""The pages of docs/rules: for every rule one in each language, true to the code, with examples that hold."""

import re
import textwrap
from pathlib import Path

import pytest
import small_site

from sitegen.checks.severities import LEVELS
from sitegen.edit.explain import UnknownRuleError, explain
from sitegen.make import OWN, make_site
from sitegen.memory import Memory
from sitegen.model import Sought
from sitegen.rules import ADJUSTABLE, RULES
from sitegen.rules.catalogue import LANGUAGES

FOLDER = OWN / "docs" / "rules"
INDEX = {"en": "README.md", "zh": "README.zh.md"}
ENDING = {"en": ".md", "zh": ".zh.md"}
SECTIONS = {"en": ["What it says", "Why", "How to mend it"], "zh": ["说什么", "为什么", "怎样改"]}

# Of each rule every severity that it may have.
SEVERITIES = {
    name: {
        severity.name.lower()
        for case in rule.cases.split() or [""]
        for severity in (dict(rule.weights).get(case, rule.severity),)
    }
    for name, rule in RULES.items()
}

every_rule = pytest.mark.parametrize("rule", sorted(RULES))
every_language = pytest.mark.parametrize("language", LANGUAGES)


def page(rule: str, language: str) -> str:
    """The page of a rule."""
    return (FOLDER / f"{rule}{ENDING[language]}").read_text(encoding="utf-8")


def test_pages_are_those_of_rules() -> None:
    """Each rule has its pages, and no page is left of a rule that is gone."""
    due = {f"{rule}{ending}" for rule in RULES for ending in ENDING.values()}
    assert {path.name for path in FOLDER.iterdir()} == due | set(INDEX.values())


@every_language
@every_rule
def test_page_is_whole(rule: str, language: str) -> None:
    """A page names its rule, answers the three questions and is short enough to be read."""
    text = re.sub(r"^```.*?^```$", "…", page(rule, language), flags=re.MULTILINE | re.DOTALL)
    assert text.startswith(f"# {rule}{': ' if language == 'en' else '：'}")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == SECTIONS[language]
    assert all(part.strip() for part in re.split(r"^## .+$", text, flags=re.MULTILINE))
    assert 8 <= len([line for line in page(rule, language).splitlines() if line.strip()]) <= 25


@every_language
@every_rule
def test_page_names_the_severity(rule: str, language: str) -> None:
    """A page says how much its rule weighs, and whether a site may change that, as the code has it."""
    head = page(rule, language).partition("\n## ")[0]
    assert {name for name in LEVELS if f"`{name}`" in head} == SEVERITIES[rule]
    can_change = f"`severities: {{{rule}: " in " ".join(head.split())
    assert can_change == (rule in ADJUSTABLE)
    assert ("sources verify" in head) == (RULES[rule].sought is Sought.VERIFY)


@every_language
def test_index_names_each_rule_once(language: str) -> None:
    """The index leads to each page once and says what is at stake in the words of the page."""
    colon = ": " if language == "en" else "："
    text = (FOLDER / INDEX[language]).read_text(encoding="utf-8")
    listed = re.findall(r"^- \[(.+?)\]\((.+?)\)(.+)$", text, re.MULTILINE)
    assert sorted(rule for rule, _, _ in listed) == sorted(RULES)
    for rule, address, title in listed:
        assert address == f"{rule}{ENDING[language]}"
        assert page(rule, language).startswith(f"# {rule}{colon}{title.removeprefix(colon)}\n")


def test_both_languages_show_the_same_examples() -> None:
    """An example that is right is right in both languages."""
    for rule in RULES:
        assert examples(rule, "en") == examples(rule, "zh"), rule


# --- The examples ---

PAGE = "content/pages/visit.zh.md"
FRONT = "front matter"
ENGLISH = "title: Words\nsummary: Words."
KINDS = {"Given": "given", "Wrong": "wrong", "Right": "right", "前提": "given", "错": "wrong", "对": "right"}
_KIND = f"({'|'.join(KINDS)})"
LABEL = rf"{_KIND}(?:, in (?:`([^`]+)`|the front matter)|（(?:`([^`]+)`|文件开头)）)?[:：]"
LINE = re.compile(rf"^- {LABEL} ?`(.+)`$", re.MULTILINE)
FENCE = re.compile(rf"^{LABEL}\n\n```\w+\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
Example = tuple[str, str, str]

GOOD = {
    # Words of the templates in which no character has a choice of Traditional forms.
    "content/interface.yaml": small_site.GOOD["content/interface.yaml"],
    "content/site.yaml": """\
title: {zh: 阅览室, en: Reading room}
description: {zh: 村里的阅览室。, en: The village reading room.}
base_url: https://example.org/
contact: mailto:editor@example.org
navigation:
  - title: {zh: 全部, en: All}
    pages: [index, visit, glossary]
editions:
  - {tag: zh-Hans, prefix: zh-hans, label: 简体, language: zh}
  - {tag: zh-Hant-HK, prefix: zh-hant-hk, label: 香港, language: zh, profile: s2hk}
  - {tag: zh-Hant-TW, prefix: zh-hant-tw, label: 台灣, language: zh, profile: s2tw}
  - {tag: en, prefix: en, label: English, language: en}
""",
    "content/glossary.yaml": """\
groups:
  - id: words
    title: {zh: 名字, en: Words}
    terms:
      - id: yue-lan-shi
        zh: 阅览室
        pinyin: yuèlǎnshì
        en: reading room
        explanation: {zh: 看书的地方。, en: A place to read.}
""",
    "content/sources/rules.yaml": """\
prefix: L
title: {zh: 阅览室规则, en: Rules of the reading room}
short_title: {zh: 规则, en: the Rules}
publisher: {zh: 某村, en: A village}
date: 2026-06-22
date_basis: {zh: 文中, en: In the text}
state: {zh: [全文], en: [Whole]}
paragraphs:
- id: L-1
  section: {zh: 甲, en: First part}
  gist: {zh: 大意。, en: The gist.}
  phrases: [安静阅读]
- id: L-2
  section: {zh: 甲, en: First part}
  gist: {zh: 大意。, en: The gist.}
  phrases: [爱护图书]
""",
    "content/pages/index.zh.md": small_site.page("两条[L-1](source:L-1)[L-2](source:L-2)。"),
    "content/pages/index.en.md": small_site.page("Two [L-1](source:L-1) [L-2](source:L-2).", ENGLISH),
    PAGE: small_site.page("每天开放[L-1](source:L-1)。", "title: 来访\nsummary: 何时开放。"),
    "content/pages/visit.en.md": small_site.page("Open daily [L-1](source:L-1).", ENGLISH),
    "content/pages/glossary.zh.md": small_site.page(
        "词。", "title: 词语\nsummary: 一句。\ntemplate: glossary"
    ),
    "content/pages/glossary.en.md": small_site.page("Words.", f"{ENGLISH}\ntemplate: glossary"),
    "templates/page.html": "{{ body }}\n",
    # What other pages look like is no matter here.
    **{
        f"templates/{name}.html": "\n"
        for name in (
            *("home", "glossary", "source", "redirect", "chooser", "404", "404-root"),
            *("bilingual", "contents", "references", "search"),
        )
    },
    "content/pages/room.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>',
}
_ID = re.compile(r"^id: (.*)$", re.MULTILINE)
_KEY = re.compile(r"^(?=\S)", re.MULTILINE)


def examples(rule: str, language: str) -> list[Example]:
    """What a page shows: given, wrong or right; in which file; the text."""
    text = page(rule, language)
    found = []
    for expression in (LINE, FENCE):
        for match in expression.finditer(text):
            kind, english, chinese, shown = match.groups()
            is_front = "front matter" in match[0].split("`")[0] or "文件开头" in match[0].split("`")[0]
            found.append((KINDS[kind], FRONT if is_front else english or chinese or PAGE, shown))
    # Nothing that looks like an example is passed over.
    assert len(found) == len(re.findall(rf"^(?:- )?{_KIND}\b", text, re.MULTILINE)), rule
    return found


def with_example(files: dict[str, str], path: str, shown: str) -> dict[str, str]:
    """The files with an example in its place: a body, a front matter, keys of a file, items of its list."""
    if path == FRONT:
        _, head, body = files[PAGE].split("---\n", 2)
        return {**files, PAGE: f"---\n{with_keys(head, shown)}---\n{body}"}
    before = files.get(path, "")
    if path.endswith(".html") or shown.startswith("---"):
        return {**files, path: f"{shown}\n"}
    if path.endswith(".md"):
        return {**files, path: f"---\n{before.split('---')[1].strip()}\n---\n\n{shown}\n"}
    if shown.startswith("- "):
        return {**files, path: with_items(before, shown)}
    return {**files, path: with_keys(before, shown)}


def with_keys(text: str, shown: str) -> str:
    """YAML in which what is shown stands instead of what has the same keys."""
    keys = {part.partition(":")[0] for part in _KEY.split(f"{shown}\n") if part}
    kept = [part for part in _KEY.split(text) if part and part.partition(":")[0] not in keys]
    return f"{shown}\n" + "".join(kept)


def with_items(text: str, shown: str) -> str:
    """YAML in which the items shown stand instead of those of the same id, with what they lack from one."""
    margin = max(re.findall(r"^( *)- ", text, re.MULTILINE), key=len)
    head, *items = re.split(rf"^{margin}- ", text, flags=re.MULTILINE)
    items = [textwrap.dedent(f"{margin}  {item}") for item in items]
    parts = [textwrap.dedent(f"  {part}") for part in re.split(r"^- ", f"{shown}\n", flags=re.MULTILINE)[1:]]
    named = {_ID.findall(item)[0]: item for item in items}
    new = [with_keys(named.get(_ID.findall(part)[0], items[0]), part) for part in parts]
    kept = [item for id_, item in named.items() if id_ not in {_ID.findall(part)[0] for part in parts}]
    indented = [textwrap.indent(item, f"{margin}  ").lstrip() for item in (*kept, *new)]
    return head + "".join(f"{margin}- {item}" for item in indented)


@pytest.fixture(scope="module")
def memory() -> Memory:
    """One for the sites of all examples, which have the rest in common."""
    return Memory()


def rules_of(root: Path, memory: Memory, files: dict[str, str]) -> set[str]:
    """The rules that `check` names for a site with these files; its templates are a page's alone."""
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return {diagnostic.rule.name for diagnostic in make_site(root, memory, with_gates=True).diagnostics}


def spoilt(rule: str, wanted: tuple[str, ...]) -> dict[str, str]:
    """The good site with the examples of these kinds."""
    files = dict(GOOD)
    for kind, path, shown in examples(rule, "en"):
        if kind in wanted:
            files = with_example(files, path, shown)
    return files


def kinds(rule: str) -> set[str]:
    """What the page of a rule shows: given, wrong, right."""
    return {kind for kind, _, _ in examples(rule, "en")}


SHOWN = sorted(rule for rule in RULES if (FOLDER / f"{rule}.md").is_file() and kinds(rule))


def test_the_site_of_the_examples_is_good(tmp_path: Path, memory: Memory) -> None:
    """Without an example nothing is said."""
    assert rules_of(tmp_path, memory, GOOD) == set()


@pytest.mark.parametrize("rule", SHOWN)
def test_wrong_example_breaks_the_rule(rule: str, tmp_path: Path, memory: Memory) -> None:
    """What a page shows as wrong is reported by its rule."""
    assert rule in rules_of(tmp_path, memory, spoilt(rule, ("given", "wrong")))


@pytest.mark.parametrize("rule", [each for each in SHOWN if "right" in kinds(each)])
def test_right_example_keeps_the_rule(rule: str, tmp_path: Path, memory: Memory) -> None:
    """What a page shows as right is not reported."""
    assert rule not in rules_of(tmp_path, memory, spoilt(rule, ("given", "right")))


# --- The command ---


@every_language
def test_explain_prints_the_page(language: str) -> None:
    """The page is printed as it stands; the name may keep the brackets of the message."""
    for name in ("misquoted", "[misquoted]", "Misquoted"):
        result = small_site.run("explain", name, "--lang", language)
        assert (result.exit_code, result.stdout, result.stderr) == (0, page("misquoted", language), "")
    former = small_site.run("explain", "misquoted", "--language", language)
    assert former.stdout == page("misquoted", language)
    assert "--language" not in small_site.run("explain", "--help").stdout


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh-TW"}, "zh"),
        ({"LANG": "zh.UTF-8"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "zhuang"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_HK.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
        ({}, "en"),
    ],
)
def test_explain_takes_the_language_of_the_system(
    environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without an option the system says which language it is to be; English where it says neither."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert small_site.run("explain", "misquoted").stdout == page("misquoted", language)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("misqoted", "no rule is called `misqoted`; the nearest is `misquoted`"),
        ("xyzzy", "no rule is called `xyzzy`; docs/rules/README.md lists all rules"),
        ("README", "no rule is called `readme`; docs/rules/README.md lists all rules"),
        ("misquoted.zh", "no rule is called `misquoted.zh`; the nearest is `misquoted`"),
        ("../decisions", "no rule is called `../decisions`; the nearest is `editions`"),
        ("", "no rule is called ``; docs/rules/README.md lists all rules"),
    ],
)
def test_explain_an_unknown_rule(name: str, says: str) -> None:
    """What is no rule is answered with the nearest that is."""
    result = small_site.run("explain", name, "--lang", "en")
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"Error: {says}.\n")


def test_explain_without_pages(tmp_path: Path) -> None:
    """Where the project’s pages are missing, no rule is known, and nothing breaks."""
    with pytest.raises(UnknownRuleError, match="no rule is called `misquoted`"):
        explain(tmp_path, "misquoted", "en")
