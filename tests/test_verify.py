"""Source documents against their whole texts: every phrase stands, word for word, in its paragraph."""

import re
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from small_site import SOURCE, Files, run, without_source, write_site

from sitegen.text.whole import nearest, read_whole, squeeze

# Stands before the character that a message must name.
MARK = "▸"

DOCUMENT = """\
prefix: O
title: {zh: 全名, en: The Opinions in full}
short_title: {zh: 名, en: the Opinions}
publisher: {zh: 某人, en: Somebody}
date: 2021-06-22
date_basis: {zh: 文中, en: In the text}
state: {zh: [全文], en: [Whole]}
paragraphs:
"""


def paragraphs(prefix: str, *written: str) -> str:
    """A document with these paragraphs, each as the lines behind its gist."""
    head = "section: {zh: 甲, en: Part}\n    gist: {zh: 大意。, en: Gist.}"
    return DOCUMENT.replace("prefix: O", f"prefix: {prefix}") + "".join(
        f"  - id: {prefix}-{number}\n    {head}\n{each}" for number, each in enumerate(written, 1)
    )


# A page of another site, with what such pages have: tags, page breaks, spaces around digits, headings that
# say what stands below them, a notice where the text breaks off. Two documents follow one another in it.
TEXT = """\
﻿---
title: 老街的规矩与河边的灯
---

<div class="x"><p>
老街上的 12 家店铺，从早到晚都开着门，人们
   在门口说话，谁也不着急。
</p>
<p style="text-align:center;"><img src="a.png"></p>

<h2>河边的灯一盏一盏亮起来</h2>

<p>河边的灯一盏一盏亮起来，照着走路的人，也照着</p>

— 2 —

<p>水里的鱼，这样的<b>夜晚</b>总是很长。</p>
<p>——船到了码头，卸下 GDP  report 三箱。</p>
<p>老街上的人都认得他</p>
<p>，他却不认得所有的人。</p>
<p>老街上的人都睡了，只有守夜的还在</p>

<p>预览到此为止：</p>

<p>另一份规矩</p>
<p>第一条，不许在桥上跑。</p>
</div>
"""
OPINIONS = paragraphs(
    "O",
    "    locator: 老街上的12家\n    phrases: [12家店铺, 人们在门口说话]\n",
    "    locator: 河边的灯一盏一盏亮起来，\n    phrases: [照着水里的鱼, 这样的夜晚]\n",
    "    locator: ——船到了\n    phrases: [卸下 GDP report 三箱]\n",
    "    locator: 老街上的人都\n    locator_then: 认得他，\n    phrases: [他却不认得所有的人]\n",
    "    locator: 老街上的人都\n    locator_then: 睡了\n    breaks_off: true\n    phrases: [守夜的还在]\n",
)
RULES = paragraphs(
    "R",
    "    locator: 另一份规矩\n    phrases: [规矩]\n",
    "    locator: 第一条，\n    phrases: [不许在桥上跑]\n",
)
OTHER = "content/sources/rules.yaml"
GOOD: Files = {SOURCE: OPINIONS, OTHER: RULES}


def verify(root: Path, files: Files, *texts: str) -> Result:
    """What the command says of a site and of texts, which lie beside it."""
    named = []
    for number, text in enumerate(texts):
        named.append(root / f"text-{number}.txt")
        named[-1].write_text(text, encoding="utf-8", newline="")
    return run("sources", "verify", "--root", write_site(root / "site", files), "--text", *named)


def test_all_phrases_stand(tmp_path: Path) -> None:
    """Two documents in one file, beside a file that holds neither."""
    result = verify(tmp_path, GOOD, "别的什么。\n", TEXT)
    assert (result.exit_code, without_source(result.stderr)) == (0, "")
    assert result.stdout.splitlines() == [
        "opinions: 5 paragraphs, 7 phrases, in text-1.txt",
        "rules: 2 paragraphs, 2 phrases, in text-1.txt",
        "7 paragraphs, 9 phrases: all stand in the texts.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("\n\n— 2 —\n\n", "\f"),
        TEXT.replace("<p>", "").replace("</p>", "\n"),
        TEXT.replace("、", "、\u3000").replace("12", "\u00a012\u3000"),
    ],
    ids=["windows", "form-feed", "plain", "wide-spaces"],
)
def test_the_layout_of_a_file_does_not_matter(tmp_path: Path, text: str) -> None:
    """Line ends, page breaks, tags and spaces are no part of what a text says."""
    assert verify(tmp_path, GOOD, text).exit_code == 0


def opinions(old: str, new: str) -> Files:
    """The documents with one thing changed in the first."""
    assert OPINIONS.count(old) == 1, old
    return {**GOOD, SOURCE: OPINIONS.replace(old, new)}


FAULTS: dict[str, tuple[Files, str, str]] = {
    "one character of a phrase": (
        opinions("人们在门口说话", "▸人们在门囗说话"),
        "“人们在门囗说话” does not stand in the text of O-1 [phrase-not-in-text]",
        "There stands “人们在门口说话”.",
    ),
    "a phrase like nothing there": (
        opinions("人们在门口说话", "▸天下大事"),
        "“天下大事” does not stand in the text of O-1 [phrase-not-in-text]",
        "Nothing in O-1 is like it: take it away.",
    ),
    "a phrase of another paragraph": (
        opinions("这样的夜晚", "▸他却不认得"),
        "“他却不认得” does not stand in O-2, but in O-4 [phrase-elsewhere]",
        "Move it there, or take it away.",
    ),
    "a phrase of many paragraphs": (
        opinions("这样的夜晚", "▸老街上的"),
        "“老街上的” does not stand in O-2, but in O-1, O-4, O-5 [phrase-elsewhere]",
        "Move it there, or take it away.",
    ),
    "a phrase of another document": (
        opinions("这样的夜晚", "▸不许在桥上跑"),
        "“不许在桥上跑” does not stand in O-2, but in R-2 [phrase-elsewhere]",
        "Move it there, or take it away.",
    ),
    "a phrase of the title": (
        opinions("这样的夜晚", "▸规矩与河边的灯"),
        "“规矩与河边的灯” does not stand in O-2, but outside the paragraphs [phrase-elsewhere]",
        "It may be a heading, or the words of two paragraphs: take it away.",
    ),
    "a phrase behind the place where the text breaks off": (
        opinions("守夜的还在", "▸预览到此为止"),
        "“预览到此为止” does not stand in O-5, but outside the paragraphs [phrase-elsewhere]",
        "It may be a heading, or the words of two paragraphs: take it away.",
    ),
    "a phrase across two paragraphs": (
        opinions("卸下 GDP report 三箱", "▸三箱。老街上"),
        "“三箱。老街上” does not stand in O-3, but outside the paragraphs [phrase-elsewhere]",
        "It may be a heading, or the words of two paragraphs: take it away.",
    ),
    "words without their space": (
        opinions("卸下 GDP report 三箱", "▸GDPreport"),
        "“GDPreport” does not stand in the text of O-3 [phrase-not-in-text]",
        "There stands “GDP report”.",
    ),
    "no locator": (
        {**GOOD, SOURCE: OPINIONS.replace("id: O-3", "id: ▸O-3").replace("    locator: ——船到了\n", "")},
        "`O-3` has no locator, so it cannot be found in the text [no-locator]",
        "Add `locator: …`, its first characters, 16 at the most.",
    ),
    "a locator with a slip": (
        opinions("locator: ——船到了", "locator: ▸——船进了"),
        "no paragraph of the text begins with “——船进了” [locator-not-in-text]",
        "Did you mean `——船到了`?",
    ),
    "a locator from the middle of a paragraph": (
        opinions("locator: ——船到了", "locator: ▸卸下"),
        "no paragraph of the text begins with “卸下” [locator-not-in-text]",
        "Copy the paragraph’s first characters from the text.",
    ),
    "a locator that two paragraphs begin with": (
        opinions("locator: 老街上的12家", "locator: ▸老街上的"),
        "3 places begin with “老街上的” [ambiguous-locator]",
        "Add `locator_then: …`, the characters that follow it in this paragraph.",
    ),
    "a document that no text holds": (
        {
            **GOOD,
            OTHER: RULES.replace("另一份规矩", "没有这份").replace("第一条", "第二条").replace("R\n", "▸R\n"),
        },
        "none of the texts given holds `rules` [document-not-in-text]",
        "Name the file that holds it behind --text; if it was named, the locators are wrong.",
    ),
}


@pytest.mark.parametrize(("files", "message", "hint"), FAULTS.values(), ids=FAULTS)
def test_faults(tmp_path: Path, files: Files, message: str, hint: str) -> None:
    """Each is named where it stands in content/sources, alone, with what to do."""
    (place,) = (
        f"{path}:{number}:{line.index(MARK) + 1}"
        for path, text in files.items()
        for number, line in enumerate(text.splitlines(), 1)
        if MARK in line
    )
    result = verify(tmp_path, {path: text.replace(MARK, "") for path, text in files.items()}, TEXT)
    assert without_source(result.stderr).splitlines() == [
        f"{place}: error: {message}",
        f"    {hint}",
        "1 to be mended in content/sources.",
    ]
    assert (result.exit_code, result.stdout) == (1, "")


def test_two_paragraphs_at_one_place(tmp_path: Path) -> None:
    """The same locator twice is a slip, whatever the text says; both are named."""
    files = opinions("locator: ——船到了", "locator: 河边的灯一盏一盏亮起来，")
    said = verify(tmp_path, files, TEXT).stderr
    assert said.count("2 paragraphs begin with “河边的灯一盏一盏亮起来，” [ambiguous-locator]") == 2


def test_everything_wrong_is_said_at_once(tmp_path: Path) -> None:
    """In the order of the files."""
    files = opinions("照着水里的鱼, 这样的夜晚", "照着天上的鱼, 那样的夜晚")
    result = verify(tmp_path, {**files, OTHER: RULES.replace("桥上跑", "桥上飞")}, TEXT)
    assert [
        line.partition(":")[0] for line in without_source(result.stderr).splitlines() if "[phrase" in line
    ] == [
        SOURCE,
        SOURCE,
        OTHER,
    ]
    assert without_source(result.stderr).endswith("\n3 to be mended in content/sources.\n")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("老街".encode("gb18030"), "text.txt is not UTF-8: save it with that encoding.\n"),
        (b" \n<p></p>\n", "text.txt says nothing.\n"),
        (None, "text.txt' does not exist.\n"),
    ],
    ids=["encoding", "empty", "missing"],
)
def test_texts_that_cannot_be_read(tmp_path: Path, data: bytes | None, why: str) -> None:
    """The command was used wrongly: exit code 2."""
    if data is not None:
        (tmp_path / "text.txt").write_bytes(data)
    root = write_site(tmp_path / "site", GOOD)
    result = run("sources", "verify", "--root", root, "--text", tmp_path / "text.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert without_source(result.stderr).endswith(why)


def test_broken_sources_are_not_passed_over(tmp_path: Path) -> None:
    """A document that cannot be read has not been verified."""
    result = verify(tmp_path, {**GOOD, OTHER: RULES.replace("prefix", "prefx")}, TEXT)
    assert (result.exit_code, result.stdout) == (1, "")
    assert (
        without_source(result.stderr)
        == "A file in content/sources is broken; `python build.py check` says where.\n"
    )


def test_a_locator_is_short(tmp_path: Path) -> None:
    """A locator is no way to keep whole sentences: that is an error in every build."""
    long = "老街上的12家店铺，从早到晚都开着门"
    result = run("check", "--root", write_site(tmp_path, {SOURCE: OPINIONS.replace("老街上的12家", long)}))
    message = f"{SOURCE}:12:14: error: the locator “{long}” has 18 characters [long-locator]\n"
    assert message + "    16 at the most are enough to find a paragraph by.\n" in without_source(
        result.stderr
    )


@pytest.mark.parametrize(
    ("text", "squeezed"),
    [
        ("2007 年", "2007年"),
        ("全会 ， 指出", "全会，指出"),
        (" a \n b ", "a b"),
        ("上海 GDP report", "上海GDP report"),
        ("“海纳 百川” ", "“海纳百川”"),
        ("软\u200b实\u00ad力", "软实力"),
        ("", ""),
    ],
)
def test_squeeze(text: str, squeezed: str) -> None:
    """Spaces stay between Latin words and nowhere else."""
    assert squeeze(text) == squeezed


words = st.text(alphabet="老街 河\n边a1，。“”\u3000", max_size=20)


@given(words)
def test_squeeze_is_stable(text: str) -> None:
    """What is squeezed stays as it is, and no character but white space is lost."""
    once = squeeze(text)
    assert squeeze(once) == once
    assert "".join(once.split()) == "".join(text.split())


@given(st.lists(words, max_size=6))
def test_nothing_but_space_and_numbers_is_lost(blocks: list[str]) -> None:
    """A whole text keeps every block with a letter, and knows where each begins."""
    whole = read_whole("\n\n".join(blocks))
    # A line of white space ends a block as an empty one does.
    parts = [part for block in blocks for part in re.split(r"\n\s*\n", block)]
    kept = [squeeze(part) for part in parts if any(map(str.isalpha, part))]
    assert whole.text.replace(" ", "") == "".join(kept).replace(" ", "")
    assert [whole.text[start] for start in whole.blocks] == [each[0] for each in kept]
    assert set(whole.blocks) <= set(whole.lines)


def test_nearest() -> None:
    """The likest stretch of the same length, the first in order where two are alike."""
    assert nearest("门囗说话", "人们在门口说话") == "门口说话"
    assert nearest("门口说话", "短") == ""
    assert nearest("天下大事", "人们在门口说话") == ""
