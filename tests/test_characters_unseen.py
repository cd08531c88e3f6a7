"""Characters that nobody sees: named at their places, mended where that is safe, and never in the way."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_site import GOOD, PAGE, SITE, TERMS, Files, page, run, write_site

from sitegen.make import Made, make_site
from sitegen.model import Place, Severity
from sitegen.rules import ORDER_DIFFERS
from sitegen.rules.catalogue import say
from sitegen.text.slips.unseen import find_unseen


def made(root: Path, files: Files) -> Made:
    """The site with these files, built in memory."""
    return make_site(write_site(root, files))


def said(found: Made) -> list[str]:
    """Place, rule and severity of what is said of a site, without its path."""
    return [
        f"{each.place.line}:{each.place.column} {each.rule.name} {each.severity.name.lower()}"
        for each in found.diagnostics
    ]


def rules(line: str) -> list[tuple[int, str, str, bool]]:
    """What is found in a line: offset, rule, what it is read as, whether that is safe."""
    return [(each.offset, each.rule, each.read_as, each.is_safe) for each in find_unseen(line)]


INVISIBLE = "\u200b\u200c\u200d\xad\u2060\ufeff\u2061\u2064\u206a\u180e\ufe0f\u034f\u115f\u200e\u200f"
SPACES = "\xa0\u1680\u2000\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u2800\u3164\uffa0"


@pytest.mark.parametrize("character", INVISIBLE, ids=lambda each: f"U+{ord(each):04X}")
@pytest.mark.parametrize("line", ["头{}发", "no{}where", "中{}a", "{}甲", "a{}"])
def test_invisible_characters(line: str, character: str) -> None:
    """Between Chinese and Latin letters, at a line's beginning and end: named, and nothing in their stead."""
    assert rules(line.format(character)) == [(line.index("{"), "invisible-character", "", True)]


@pytest.mark.parametrize("character", SPACES, ids=lambda each: f"U+{ord(each):04X}")
@pytest.mark.parametrize("line", ["中{}a", "the{}city", "-{}甲", "#{}A", "a,{}b"])
def test_odd_spaces(line: str, character: str) -> None:
    """A space that is not the plain one becomes the plain one."""
    assert rules(line.format(character)) == [(line.index("{"), "odd-space", " ", True)]


@pytest.mark.parametrize(
    ("line", "offset", "rule", "read_as", "is_safe"),
    [
        # Turning
        ("a\u202eb", 1, "bidi-control", "", False),
        ("\u202d甲", 0, "bidi-control", "", False),
        ("甲\u2067", 1, "bidi-control", "", False),
        ("a \u202bb", 2, "bidi-control", "", False),
        ("ש \u202e", 2, "bidi-control", "", False),
        ("ש \u2067x", 2, "bidi-control", "", False),
        # In a text that runs one way they turn nothing.
        ("a\u202ab", 1, "invisible-character", "", True),
        ("甲\u2066", 1, "invisible-character", "", True),
        ("甲\u2069", 1, "invisible-character", "", True),
        ("a\u2068", 1, "invisible-character", "", True),
        ("a\u202c", 1, "invisible-character", "", True),
        # Without a shape, or lost
        ("甲\ue000", 1, "unreadable-character", "\ue000", False),
        ("\uf8ff", 0, "unreadable-character", "\uf8ff", False),
        ("a\U000f0000", 1, "unreadable-character", "\U000f0000", False),
        ("a\U0010fffd", 1, "unreadable-character", "\U0010fffd", False),
        ("甲\ufffd", 1, "unreadable-character", "\ufffd", False),
        ("甲\ufffc乙", 1, "unreadable-character", "\ufffd", False),
        # Not for pages
        ("a\x08", 1, "control-character", "\ufffd", False),
        ("a\x92s", 1, "control-character", "\ufffd", False),
        ("a\x7f", 1, "control-character", "\ufffd", False),
        ("\ufffe", 0, "control-character", "\ufffd", False),
        ("\ufdd0", 0, "control-character", "\ufffd", False),
        ("\U0001ffff", 0, "control-character", "\ufffd", False),
        ("\U0010fffe", 0, "control-character", "\ufffd", False),
        # Ends of lines that are none
        ("一行\u2028又一行", 2, "invisible-character", "", True),
        ("one\u2028two", 3, "invisible-character", " ", True),
        ("one\u2029two", 3, "invisible-character", " ", False),
        ("一。\u2029二", 2, "invisible-character", "", False),
        ("\u2028a", 0, "invisible-character", "", True),
        # Annotations, tags
        ("\ufff9字", 0, "invisible-character", "", False),
        ("字\ufffazi", 1, "invisible-character", "", False),
        ("a\U000e0041\U000e0042\U000e0043", 1, "invisible-character", "", True),
        ("甲\U000e0001", 1, "invisible-character", "", True),
        # Spaces in which nothing stands
        ("\u2003\u2003甲", 0, "odd-space", "  ", True),
        ("\xa0\xa0\xa0\xa0text", 0, "odd-space", "", True),
        ("\xa0\xa0\xa0\xa0- text", 0, "odd-space", "    ", True),
        ("甲\u3000", 1, "odd-space", "", True),
        ("\xa0", 0, "odd-space", "", True),
        # What comes after what is due, or behind what has no variants
        ("a\ufe00", 1, "invisible-character", "", True),
        ("a\U000e0100", 1, "invisible-character", "", True),
        ("，\U000e0100", 1, "invisible-character", "", True),
        ("❤\ufe0f\ufe0f", 2, "invisible-character", "", True),
        ("葛\U000e0100\U000e0100", 2, "invisible-character", "", True),
    ],
)
def test_other_kinds(line: str, offset: int, rule: str, read_as: str, is_safe: bool) -> None:
    """What turns the text, has no shape, or cannot stand in a page is told from what is only invisible."""
    assert rules(line) == [(offset, rule, read_as, is_safe)]


@pytest.mark.parametrize(
    "line",
    [
        "👨‍👩‍👧‍👦 👩🏽‍🚀 🏳️‍🌈 ❤️‍🔥 🙂‍↔️ 🧑‍⚕️ 🐈‍⬛",
        "☎︎ ☎️ ©️ ™️ 1️⃣ #️⃣ ㊗️ ⁉️ ℹ️ ↔️",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿 and 🏴󠁧󠁢󠁳󠁣󠁴󠁿",
        "葛󠄀城 辻󠄁 㐂󠄂 神︀",
        "می‌خواهم کتاب‌ها",
        "क्‍ष न्‌य ശ്‍രീ සිං‍හල ক্‌ষ",
        "ကု​လား ខ្ញុំ​ទៅ ภาษา​ไทย",
        "בדיקה ‎abc‎ ‏(1)‏",
        "السعر ⁦12 USD⁩ الآن",
        "ᠮᠣᠩᠭᠣᠯ ᠠ᠋ ᠨ᠋",
        "Qu’est-ce ? « Oui » ! 10 %; 5 km, 10 000 €, § 5, p. 12, 1 000",
        "une phrase : la suite ; fin",
        "1914 – 1918",
        "张　三，李四　王五。　甲　　乙：　丙",
        "《甲　乙》　丙",
        "e\u0301 ñ",
        "، ۀ ٪ ؀١٢٣",
        "a\tb",
        "，︀。︁“︀",
    ],
)
def test_what_belongs_there(line: str) -> None:
    """What emoji, ideographs, scripts and the typography of a language need is left alone."""
    assert rules(line) == []


@settings(max_examples=300)
@given(
    line=st.text(
        alphabet=st.sampled_from(
            [*INVISIBLE, *SPACES, *"甲乙a1 -#\t👩❤שم\u202e\u2067\u2069\ue000\x08\u2028\U000e0041"]
        )
    )
)
def test_what_is_read_has_nothing_left(line: str) -> None:
    """Runs follow one another, hold what the line has there, and what they are read as hides nothing more."""
    end = 0
    read = ""
    for each in find_unseen(line):
        assert each.offset >= end
        assert line.startswith(each.written, each.offset)
        read += line[end : each.offset] + each.read_as
        end = each.offset + len(each.written)
    assert len(read + line[end:]) <= len(line)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({PAGE: page("头\u200b发。")}, ["6:2 invisible-character warning"]),
        ({PAGE: page("甲。", "title: 甲\u200b乙\nsummary: 一句。")}, ["2:9 invisible-character warning"]),
        ({PAGE: page("甲。", "title: 甲\n\u200bsummary: 一句。")}, ["3:1 invisible-character warning"]),
        ({PAGE: page("甲。", "title:\xa0甲\nsummary: 一句。")}, ["2:7 odd-space warning"]),
        ({PAGE: page("甲\u202e乙。")}, ["6:2 bidi-control error"]),
        ({PAGE: page("甲\ue000乙。")}, ["6:2 unreadable-character gate"]),
        ({PAGE: page("甲\ufffd乙。")}, ["6:2 unreadable-character gate"]),
        ({PAGE: page("甲\u2028乙。")}, ["6:2 invisible-character warning"]),
        (
            {TERMS: GOOD[TERMS].replace("名字, en", "名\xad字, en")},
            ["3:18 invisible-character warning"],
        ),
        (
            {SITE: GOOD[SITE].replace("title: {zh: 小站", "title: {zh:\u3000小站", 1)},
            ["1:12 odd-space warning"],
        ),
        # Written with escapes, they are no less invisible; a space was meant.
        ({PAGE: page("甲。", 'title: "甲\\u200b乙"\nsummary: 一句。')}, ["2:9 invisible-character warning"]),
        ({PAGE: page("甲。", 'title: "甲\\uFFFF"\nsummary: 一句。')}, ["2:9 control-character error"]),
        ({PAGE: page("甲。", 'title: "甲\\uFFFE"\nsummary: 一句。')}, ["2:9 control-character error"]),
        ({PAGE: page("甲。", 'title: "甲\\x00"\nsummary: 一句。')}, ["2:9 control-character error"]),
        ({PAGE: page("甲。", 'title: "甲\\e"\nsummary: 一句。')}, ["2:9 control-character error"]),
        ({PAGE: page("甲。", 'title: "甲\\uFDD0"\nsummary: 一句。')}, ["2:9 control-character error"]),
        ({PAGE: page("甲。", 'title: "甲\\U0001FFFE"\nsummary: 一句。')}, ["2:9 control-character error"]),
        ({PAGE: page("甲。", 'title: "甲\\N"\nsummary: 一句。')}, ["2:9 control-character error"]),
        ({PAGE: page("甲。", 'title: "甲\\L乙"\nsummary: 一句。')}, ["2:9 invisible-character warning"]),
        ({PAGE: page("甲。", 'title: "甲\\u202e"\nsummary: 一句。')}, ["2:9 bidi-control error"]),
        ({PAGE: page("甲。", 'title: "甲\\_乙"\nsummary: 一句。')}, []),
        (
            {PAGE: page("甲。", 'title: "甲"\nsummary: 一句。\n"dra\\u200bft": false')},
            ["4:2 invisible-character warning"],
        ),
        # Entities
        ({PAGE: page("甲&#16;乙。")}, ["6:2 control-character error"]),
        ({PAGE: page("甲&#xFFFF;乙。")}, ["6:2 control-character error"]),
        ({PAGE: page("甲&#xD800;乙。")}, ["6:2 control-character error"]),
        ({PAGE: page("甲&#0;乙。")}, ["6:2 control-character error"]),
        ({PAGE: page("甲&#x1FFFE;乙。")}, ["6:2 control-character error"]),
        ({PAGE: page("甲&shy;乙。")}, ["6:2 invisible-character warning"]),
        ({PAGE: page("甲**乙&#x200B;丙**。")}, ["6:5 invisible-character warning"]),
        ({PAGE: page("|甲|乙|\n|--|--|\n|丙|丁&zwnj;戊|")}, ["8:5 invisible-character warning"]),
        ({PAGE: page("甲&nbsp;乙 &ensp;。")}, []),
        ({PAGE: page("&#x1F469;&zwj;&#x1F680;。")}, []),
        ({PAGE: page("`&#16;`")}, []),
        ({PAGE: page("[甲](city.zh.md '乙&shy;丙')")}, ["6:2 invisible-character warning"]),
        # Places of other faults are those of the file.
        (
            {PAGE: page("甲\u200b\u200b[乙](nowhere.zh.md)。")},
            ["6:2 invisible-character warning", "6:4 unknown-page error"],
        ),
        (
            {PAGE: page("甲\u200b乙\u200b丙\u200b[乙](nowhere.zh.md)。")},
            [*(f"6:{column} invisible-character warning" for column in (2, 4, 6)), "6:7 unknown-page error"],
        ),
        # One message for many
        ({PAGE: page("甲\u200b乙。\n\n" * 200)}, ["6:2 invisible-character warning"]),
        (
            {PAGE: page("甲\u200b乙\u200b丙\u200b丁\u200b戊\u200b己\u200b庚")},
            ["6:2 invisible-character warning"],
        ),
        (
            {PAGE: page("甲\u200b\u200b乙\u2060")},
            ["6:2 invisible-character warning", "6:5 invisible-character warning"],
        ),
        ({PAGE: page("\x08" * 5000)}, ["6:1 control-character error"]),
    ],
)
def test_places(files: Files, expected: list[str], tmp_path: Path) -> None:
    """Each is named once, where it stands in the file, in pages and in YAML."""
    assert said(made(tmp_path, files)) == expected


def test_the_message_names_the_character(tmp_path: Path) -> None:
    """An author reads which character it is, what stands around it, and how often it comes again."""
    diagnostic = made(tmp_path, {PAGE: page("头\u200b发很长。\n\n" * 9)}).diagnostics[0]
    what = "an invisible character (U+200B ZERO WIDTH SPACE) stands here"
    assert say(diagnostic).message == f"{what}: “头⟨U+200B⟩发很长。”; 8 more in this file"
    assert len(diagnostic.mends) == 9


@pytest.mark.parametrize(
    "before", ["\ufeff\ufeff", "\u200b", "\ufeff\u200b", "\u2060\xad", "\u200e", "\xa0", "\u3000"]
)
@pytest.mark.parametrize("fence", ["---", "---\u200b", "---\xa0", "-\u200b--", "\u200b---"])
def test_fences_are_found(before: str, fence: str, tmp_path: Path) -> None:
    """What nobody sees does not hide the front matter."""
    text = f"{before}---\ntitle: 甲\nsummary: 乙。\n{fence}\n\n正文。\n"
    found = made(tmp_path, {PAGE: text})
    assert {each.rule.name for each in found.diagnostics} <= {"invisible-character", "odd-space"}
    assert {each.severity for each in found.diagnostics} == {Severity.WARNING}
    assert any(
        output.path == "zh-hans/city/index.html" and b"<title>\xe7\x94\xb2" in output.data
        for output in found.outputs
    )


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("头\u200b发很长。", "<p>頭髮很長。</p>"),
        ("公\u200b布结果，发\xad展。", "<p>公布結果，發展。</p>"),
        ("头\u2060发，\ufeff理\u200c发。", "<p>頭髮，理髮。</p>"),
        ("头&#8203;发。", "<p>頭髮。</p>"),
        ("##\xa0头发 {#a}", "頭髮</h2>"),
        ("-\xa0甲\n-\u3000乙", "<li>乙</li>"),
        ("\u2003\u2003甲\n\u2003\u2003乙", "<p>甲乙</p>"),
        ("\xa0\xa0\xa0\xa0甲", "<p>甲</p>"),
        ("甲\u2028乙", "<p>甲乙</p>"),
        ("|甲|\u2003乙|\n|--|\u3000--|\n|丙|丁|", "<td>丁</td>"),
        ("甲\xa0\xa0\n乙", "<p>甲乙</p>"),
        (">\xa0甲", "<blockquote>"),
        ("\u200b- 甲", "<li>甲</li>"),
    ],
)
def test_never_in_the_way(written: str, html: str, tmp_path: Path) -> None:
    """Conversion, headings, lists and tables are those that the author sees."""
    english = GOOD["content/pages/city.en.md"] + ("\n## A {#a}\n" if "{#a}" in written else "")
    found = made(tmp_path, {PAGE: page(written), "content/pages/city.en.md": english})
    text = next(each.data for each in found.outputs if each.path == "zh-hant-tw/city/index.html").decode()
    assert html in text
    assert not any(unicodedata.category(each) == "Cf" for each in text)


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        (page("头\u200b发。"), page("头发。")),
        (f"\ufeff\ufeff{page('甲。')}", f"\ufeff{page('甲。')}"),
        (f"\u200b{page('甲。')}", page("甲。")),
        (page("甲。", "title:\xa0甲\nsummary: 一\xad句。"), page("甲。", "title: 甲\nsummary: 一句。")),
        (page("##\xa0甲 {#x}\n\n-\u3000乙"), page("## 甲 {#x}\n\n- 乙")),
        (page("\u2003\u2003甲。\u3000\n\n\xa0\n\n乙。"), page("  甲。\n\n\n\n乙。")),
        (page("甲\u200b乙\u200b。\n\n" * 9), page("甲乙。\n\n" * 9)),
        (page("甲\u2028乙。").replace("\n", "\r\n"), page("甲乙。").replace("\n", "\r\n")),
        (page("甲\u200b，见 A 乙。"), page("甲，见A乙。")),
        # An author must tell.
        (page("甲\u2029乙\u202e丙\ue000丁\ufffd"), page("甲\u2029乙\u202e丙\ue000丁\ufffd")),
        (page("👩\u200d🚀 می\u200cخواهم 张\u3000三"), page("👩\u200d🚀 می\u200cخواهم 张\u3000三")),
    ],
)
def test_mending(written: str, mended: str, tmp_path: Path) -> None:
    """What is safe to mend is mended, and then there is nothing left to mend."""
    write_site(tmp_path, {PAGE: written, "content/pages/city.en.md": GOOD["content/pages/city.en.md"]})
    run("check", "--fix", "--root", tmp_path)
    assert (tmp_path / PAGE).read_bytes().decode() == mended


def test_a_site_may_weigh_them(tmp_path: Path) -> None:
    """A site that shows icons of a font of its own says so."""
    off = GOOD[SITE].replace("severities: {", "severities: {unreadable-character: off, odd-space: error, ")
    assert said(made(tmp_path, {SITE: off, PAGE: page("甲\ue000\u2003乙。")})) == ["6:3 odd-space error"]


def test_other_places_are_those_of_the_file(tmp_path: Path) -> None:
    """Whatever belongs to a diagnostic stands where the file has it, invisible characters counted."""
    partner = "content/pages/city.en.md"
    files = {
        PAGE: page("## 甲 {#a}\n\n正文。"),
        partner: page("\u200b### A {#a}\n\nText.", "title: City\nsummary: A sentence."),
    }
    found = make_site(write_site(tmp_path, files), with_gates=True).diagnostics
    (level,) = (each for each in found if each.rule is ORDER_DIFFERS)
    assert level.also == (Place(partner, 6, 2),)
