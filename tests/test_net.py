"""The net of the audit: what open text makes it ask about, and what it lets pass."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from small_site import PAGE, REVIEWED, page, read, run, write_site

from sitegen.checks.prose.audit import find_doubts
from sitegen.make import make_site
from sitegen.text.script import ambiguity, contexts
from sitegen.text.script.ambiguity import find_choices, find_doubt
from sitegen.text.script.contexts import (
    Character,
    Contexts,
    load_contexts,
    normalise,
    read_section,
    surroundings,
    write_section,
)
from sitegen.text.script.conversion import converter

ROOT = Path(__file__).parents[1]
OVERLAPS = ROOT / "benchmarks" / "overlaps.tsv"
PROFILES = ("s2tw", "s2hk")


def asked(text: str, profile: str = "s2tw") -> set[str]:
    """The characters of a text that the net asks about."""
    convert = converter(profile)
    return {
        choice.character
        for choice in find_choices(text, list(convert(text)), convert)
        if find_doubt(text, choice)
    }


# What is right passes


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(
    "text",
    [
        "在控制台里查看日志。",
        "这种机制可以提供了一个默认值。",
        "标签上会有名字。",
        "要了解更多，并将结果保存下来。",
        "当使用回调的时候，",
        "它的系统设置里有一项。",
        "标注类型以后，编译器就会检查。",
        "人们关于城市的看法发生了变化。",
        "他于1948年参加工作。",
        "几条建议已经发给委员会，并应在月底以前答复。",
        "只有三个人通过了考试。",
        "这里的面积有三公里。",
        "我们准备了许多材料。",
        "政府与企业联系密切。",
        "会长向会员发表演说。",
    ],
)
def test_everyday_sentences_are_not_asked_about(text: str, profile: str) -> None:
    """Contexts of which open text has many, all alike, raise no question."""
    assert asked(text, profile) == set()


# What is wrong, or may be, is asked about


@pytest.mark.parametrize(
    ("text", "character"),
    [
        ("她为长发表演梳头。", "发"),
        ("短发展示会在周末举行。", "发"),
        ("请看理发展示会。", "发"),
        ("卷发明星来了。", "发"),
        ("读出电表示数。", "表"),
        ("这是幕布置换的办法。", "布"),
        ("不要让才干扰动人心。", "干"),
        ("请把王后面前的灯拿走。", "后"),
    ],
)
def test_a_settled_word_counts_only_where_it_is_a_word(text: str, character: str) -> None:
    """A word that another one ends inside is either converted rightly, or asked about."""
    convert = converter("s2tw")
    right = {"发": "髮", "表": "錶", "布": "布", "干": "幹", "后": "后"}[character]
    assert convert(text)[text.index(character)] == right or character in asked(text)


def test_overlaps() -> None:
    """Of words that end inside one another nine of ten, at the least, are right or asked about."""
    convert = converter("s2tw")
    silent = []
    rows = OVERLAPS.read_text(encoding="utf-8").splitlines()
    for row in rows:
        words, _, right = row.partition("\t")
        text = words.replace("|", "")
        if convert(text) != right and not asked(text):
            silent.append(words)
    assert len(rows) >= 150
    assert len(silent) <= len(rows) / 10, silent


# How a text looks to it


@pytest.mark.parametrize(
    ("text", "symbols", "offsets"),
    [
        ("", "", []),
        ("系统", "系统", [0, 1]),
        ("2021年", "0年", [0, 4]),
        ("在 Vue 中", "在A中", [0, 2, 6]),
        ("头“发”，", "头|发||", [0, 1, 2, 3, 4]),
        ("〇５5a", "〇0A", [0, 1, 3]),
        ("\n面", "面", [1]),
    ],
)
def test_symbols(text: str, symbols: str, offsets: list[int]) -> None:
    """A number, a Latin word and a mark are one symbol each, a space is none."""
    assert normalise(text) == (symbols, offsets)


@pytest.mark.parametrize(
    ("symbols", "index", "before", "behind", "spanning"),
    [
        ("发", 0, ["|_"], ["_|"], ["|_|"]),
        (
            "甲乙丙发丁戊己庚",
            3,
            ["丙_", "乙丙_", "甲乙丙_"],
            ["_丁", "_丁戊", "_丁戊己"],
            ["丙_丁", "丙_丁戊", "乙丙_丁", "乙丙_丁戊"],
        ),
        ("甲|发|丁", 2, ["|_"], ["_|"], ["|_|"]),
        ("乙发丁", 1, ["乙_", "|乙_"], ["_丁", "_丁|"], ["乙_丁", "乙_丁|", "|乙_丁", "|乙_丁|"]),
        ("A发0", 1, ["A_", "|A_"], ["_0", "_0|"], ["A_0", "A_0|", "|A_0", "|A_0|"]),
    ],
)
def test_contexts(
    symbols: str, index: int, before: list[str], behind: list[str], spanning: list[str]
) -> None:
    """Contexts reach three symbols far, short ones first, and not beyond an edge."""
    assert surroundings(symbols, index) == (before, behind, spanning)


# How it judges

SECTION = """\
发 發髮 900 100
+髮 长发 短发
+發 发表 试卷发表
长_ 2 18
短_ 0 5
_表 200 0
校长_ 30 0
试_表 3 0
"""


@pytest.fixture
def known() -> Contexts:
    return Contexts(f"# heading\n={SECTION}")


@pytest.mark.parametrize(
    ("text", "forms", "least", "most"),
    [
        ("他发了", "發", 850, 950),
        ("他发了", "髮", 50, 150),
        ("长发了", "髮", 800, 999),
        ("校长发了", "發", 900, 1000),
        ("大发表", "發", 990, 1000),
        ("他发了", "發髮", 1000, 1000),
    ],
)
def test_likelihood(known: Contexts, text: str, forms: str, least: int, most: int) -> None:
    """Both sides are heard, a longer context more than a shorter one; forms that look alike are one."""
    assert least <= known.judge(text, text.index("发"), forms).likelihood <= most


@pytest.mark.parametrize(
    ("text", "forms", "word"),
    [
        ("长发表演", "發", "长发"),
        ("短发表演", "發", "短发"),
        ("市长发表", "發", "长发"),
        ("校长发表", "發", None),
        ("试卷发表", "發", None),
        ("长发表演", "髮", "发表"),
        ("长发表演", "發髮", None),
        ("长，发表", "發", None),
        ("发表", "發", None),
    ],
)
def test_words_that_overlap(known: Contexts, text: str, forms: str, word: str | None) -> None:
    """A word of another form is named, unless a longer context or word has the form that was taken."""
    overlapping = known.judge(text, text.index("发"), forms).overlapping
    assert (overlapping.word if overlapping else None) == word


def test_what_is_not_known(known: Contexts) -> None:
    """Of a character, or a form, that it has not learned the net says nothing."""
    assert not known.judge("面条", 0, "麵").is_known
    assert not known.judge("发表", 0, "発").is_known
    assert known.judge("发表", 0, "發").is_known
    assert not Contexts().judge("发表", 0, "發").is_known


def test_what_stands_far_away_changes_nothing(known: Contexts) -> None:
    """A judgement depends on what stands near, so that the same words are judged alike in every paragraph."""
    near = known.judge("他说长发表演很好看", 3, "發")
    assert known.judge(f"{'字' * 500}他说长发表演很好看{'字' * 500}", 503, "發") == near


# The file


def test_what_is_written_is_read_again() -> None:
    """A section is written in one order, whatever the order in which it was learned."""
    known = read_section(SECTION)
    written = write_section(known)
    assert read_section(written[1:]) == known
    turned = Character(
        known.character,
        known.forms,
        known.totals,
        dict(reversed(known.contexts.items())),
        dict(reversed(known.words.items())),
    )
    assert write_section(turned) == written


def test_the_file_is_small_and_in_order() -> None:
    """What ships has less than two megabytes, sections by character, and counts for each form."""
    text = contexts.FILE.read_text(encoding="utf-8")
    assert len(text.encode()) < 2_000_000
    forms = ambiguity._file()[0]
    characters = re.findall("^=(.)", text, re.MULTILINE)
    assert characters == sorted(forms)
    for character in characters:
        known = load_contexts()[character]
        assert known
        assert known.forms == forms[character]
        assert {len(counts) for counts in known.contexts.values()} <= {len(known.forms)}
        assert set(known.words.values()) <= set(known.forms)


# Who loads it


def test_a_build_does_without_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Building and previewing ask nobody, so they load nothing of it."""

    def refuse() -> Contexts:
        raise AssertionError("loaded")

    monkeypatch.setattr(ambiguity, "load_contexts", refuse)
    root = write_site(tmp_path, {PAGE: page("两只大雁")})
    assert make_site(root).outputs
    assert make_site(root, is_preview=True).outputs
    assert run("build", "--root", root).exit_code == 0


def test_reading_does_without_it() -> None:
    """Who only reads a site does not even import it."""
    code = "import sys, sitegen.read; sys.exit('sitegen.text.script.contexts' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


# What editors see


def test_a_small_site_begins_with_few_gates(tmp_path: Path) -> None:
    """Plain sentences of a new site are published without a review."""
    body = "人们关于城市的看法发生了变化。\n\n几条建议已经发给委员会，并应在月底以前答复。\n\n这里有三公里。"
    assert find_doubts(read(write_site(tmp_path, {PAGE: page(body)}))) == []


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("短发展示会", "发展 is a word with 發."),
        ("幕布置换的办法", "布置 is a word with 佈."),
    ],
)
def test_a_gate_says_why(tmp_path: Path, sentence: str, reason: str) -> None:
    """The hint begins with what speaks against the form, and so does the report."""
    root = write_site(tmp_path, {PAGE: page(f"{sentence}。")})
    doubts = find_doubts(read(root))
    if not doubts:
        pytest.fail("nobody is asked")
    assert reason in {doubt.reason for doubt in doubts}
    assert f"{reason} If that is right, run `python build.py accept" in run("check", "--root", root).stderr
    assert reason in run("audit", "--root", root).stdout


def test_counts_are_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What open text has is said with its counts, as the editions print the forms."""
    section = "=里 裏里 900 100\n村_ 2 1500\n_，x 0 0\n"
    monkeypatch.setattr(ambiguity, "load_contexts", lambda: Contexts(f"#\n{section}"))
    monkeypatch.setattr(ambiguity, "_file", lambda: ({"里": "裏里"}, {}))
    (doubt,) = find_doubts(read(write_site(tmp_path, {PAGE: page("村里人")})))
    assert doubt.reason == "Open text has 里 in 1,500 of the 1,502 places with “村里”."


def test_a_decision_ends_the_question(tmp_path: Path) -> None:
    """What an editor has decided is not asked, whatever open text says."""
    files = {PAGE: page("短发展示会。"), REVIEWED: "发: {發: [短发展示], 髮: [短发展示]}\n"}
    assert find_doubts(read(write_site(tmp_path, files))) == []
