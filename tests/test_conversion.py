"""Simplified text in the characters that readers in Hong Kong and in Taiwan expect."""

import sys
import unicodedata
from functools import cache
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.model import Conversion
from sitegen.read import read_library
from sitegen.text.body.blocks import CodeBlock, Note
from sitegen.text.body.flat import plain_text
from sitegen.text.body.inline import CodeSpan, Image, Text
from sitegen.text.body.parse import parse_body
from sitegen.text.characters import is_chinese
from sitegen.text.script.bodies import write_body
from sitegen.text.script.conversion import PROFILES, Converter, converter
from sitegen.text.script.writing import Writing

ROOT = Path(__file__).parents[1]


@cache
def corrections() -> Conversion:
    """Those of this site."""
    library, _ = read_library(ROOT, ROOT)
    assert library is not None
    return library.conversion


@cache
def edition(profile: str) -> Converter:
    """The converter of a profile with the corrections of the package and of this site."""
    return converter(profile, corrections().phrases, corrections().glyphs.get(profile))


every_profile = pytest.mark.parametrize("profile", PROFILES)
ANYTHING = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("新征程指明了人人参与于绍良里发后面台群羣説峯"),
        st.sampled_from(["\0", "\ud800", "\udfff", "𠀾", "𰻞", "\u0301", "\ufe00", "\U000e0100", "\u200d"]),
    )
)


@pytest.mark.parametrize(
    ("simplified", "hong_kong", "taiwan"),
    [
        # Corrections that every Chinese text needs, each with a neighbour that must not change with it.
        ("他们踏上新征程。", "他們踏上新征程。", "他們踏上新征程。"),
        ("长征与征收", "長征與徵收", "長征與徵收"),
        ("老师指明了道路。", "老師指明了道路。", "老師指明了道路。"),
        ("他说得简单明了。", "他說得簡單明瞭。", "他說得簡單明瞭。"),
        ("节日里人人参与。", "節日裏人人參與。", "節日裡人人參與。"),
        ("于绍良上台发言。", "于紹良上台發言。", "于紹良上台發言。"),
        ("起源于江南", "起源於江南", "起源於江南"),
        # Words that one character alone does not tell.
        ("理发店里发现了头发", "理髮店裏發現了頭髮", "理髮店裡發現了頭髮"),
        ("皇后在后面", "皇后在後面", "皇后在後面"),
        ("干杯以后干活", "乾杯以後幹活", "乾杯以後幹活"),
        ("复杂的复兴", "複雜的復興", "複雜的復興"),
        ("一只船，只有一面旗", "一隻船，只有一面旗", "一隻船，只有一面旗"),
        # Regional characters, and wording that stays.
        ("着重为了群众", "着重為了群眾", "著重為了群眾"),
        ("台湾的舞台", "台灣的舞台", "台灣的舞台"),
        ("程序、文件和网络", "程序、文件和網絡", "程序、文件和網絡"),
        ("污水和湿地", "污水和濕地", "污水和濕地"),
        # Marks and other scripts.
        ("“海纳”—‘百川’…", "“海納”—‘百川’…", "“海納”—‘百川’…"),
        ("Shanghai 2021年 hǎinà", "Shanghai 2021年 hǎinà", "Shanghai 2021年 hǎinà"),
    ],
)
def test_sentence(simplified: str, hong_kong: str, taiwan: str) -> None:
    """Each sentence reads as the newspapers of the place would print it."""
    assert edition("s2hk")(simplified) == hong_kong
    assert edition("s2tw")(simplified) == taiwan


@pytest.mark.parametrize(
    ("simplified", "printed"),
    list(
        zip(
            "群峰说悦温叙启脱锐税阅蕴酝卫床兑户蜕愠媪揾氲",
            "群峰說悅溫敘啟脫銳稅閱蘊醞衛床兌戶蛻慍媼搵氳",
            strict=True,
        )
    ),
)
def test_hong_kong_glyphs(simplified: str, printed: str) -> None:
    """Hong Kong reads the characters that are printed there, not those of the school list."""
    assert edition("s2hk")(simplified) == printed


@every_profile
def test_noodles(profile: str) -> None:
    """面 is a face, and where it is eaten it is 麵 in both places."""
    assert edition(profile)("对面吃面条") == "對面吃麵條"


@every_profile
def test_only_chinese_changes(profile: str) -> None:
    """Of all characters that Unicode has, only ideographs change, and each into an ideograph."""
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    changed = [pair for pair in zip(every, edition(profile)(every), strict=True) if len(set(pair)) > 1]
    assert len(changed) > 2_000
    # Python may not know yet all ideographs that OpenCC does.
    assert {unicodedata.category(character) for pair in changed for character in pair} <= {"Lo", "Cn"}
    assert all(is_chinese(character, "en") for pair in changed for character in pair)


@every_profile
@given(text=ANYTHING)
def test_length_is_kept(profile: str, text: str) -> None:
    """Any text has as many characters as before, and what is not Chinese stands where it stood."""
    converted = edition(profile)(text)
    assert len(converted) == len(text)
    for before, after in zip(text, converted, strict=True):
        assert before == after or is_chinese(before, "zh")


@every_profile
@given(text=st.text(alphabet=st.characters(max_codepoint=0x7F)))
def test_ascii_is_untouched(profile: str, text: str) -> None:
    """Plain ASCII, control characters too, comes back as it was."""
    assert edition(profile)(text) == text


SENTENCES = ("人人参与理发店里的新征程", "老师指明了道路以后在后面干杯", "他们复兴了复杂的舞台头发干了")
MARKS = ("**{}**", "*{}*", "[{}](x.zh.md)", "[{}](source:O-1)", "{}[^a]", "{}\n")


@every_profile
@given(sentence=st.sampled_from(SENTENCES), choose=st.data())
def test_marks_change_no_character(profile: str, sentence: str, choose: st.DataObject) -> None:
    """Emphasis, links, notes and line breaks within a word leave its characters those of the plain word."""
    cuts = sorted(choose.draw(st.lists(st.integers(1, len(sentence) - 1), max_size=6, unique=True)))
    pieces = [sentence[start:end] for start, end in zip([0, *cuts], [*cuts, len(sentence)], strict=True)]
    # Every other piece, since Markdown reads `**a****b**` in a way of its own.
    pieces[1::2] = [choose.draw(st.sampled_from(MARKS)).format(piece) for piece in pieces[1::2]]
    body, _ = parse_body(f"{''.join(pieces)}\n\n[^a]: 注", "zh")
    convert = edition(profile)
    run = next(write_body(body, Writing(convert)).runs())
    assert plain_text(run.items) == convert(sentence)


@pytest.mark.parametrize(
    ("written", "texts"),
    [
        ("理**发**店", ["理", "髮", "店"]),
        ("理[发](x.zh.md '发现')店", ["理", "髮", "店"]),
        ("理\n发\n店", ["理", "髮", "店"]),
        ("理&#21457;店", ["理", "髮", "店"]),
        ("理`发`店，发现", ["理", "发", "店，發現"]),
        ("[发展](lang:ja)发展", ["发展", "發展"]),
        ("<https://a.example/发展> 发展", ["https://a.example/发展", " 發展"]),
        # A line that is broken on purpose, a code and a run of another language part words.
        ("头\\\n发", ["頭", "發"]),
        ("理`x`发店", ["理", "x", "發店"]),
        ("理[x](lang:en)发店", ["理", "x", "發店"]),
        ("> 头\n\n- 发", ["頭", "發"]),
        ("| 理 |\n|---|\n| 发店 |", ["理", "發店"]),
    ],
)
def test_inline_runs(written: str, texts: list[str]) -> None:
    """A run is converted as one text; code, addresses and other languages stay, and part its words."""
    body = write_body(parse_body(written, "zh")[0], Writing(edition("s2tw")))
    items = (item for run in body.runs() for item in run.items)
    assert [item.text for item in items if isinstance(item, Text | CodeSpan) and item.text] == texts


def test_addresses_and_attributes() -> None:
    """Titles and what stands for a picture are converted, addresses and ids are not."""
    written = "## 发展 {#fa}\n\n[发](发展.zh.md '发展')\n\n![发展](发展.svg '发展')\n\n    发展\n"
    body = write_body(parse_body(written, "zh")[0], Writing(edition("s2tw")))
    link, picture = (each.what for each in body.linked)
    assert (link.address, link.title) == ("发展.zh.md", "發展")
    assert isinstance(picture, Image)
    assert (picture.address, picture.title) == ("发展.svg", "發展")
    assert plain_text([picture]) == "發展"
    assert [block.text for block in body.blocks if isinstance(block, CodeBlock)] == ["发展\n"]
    assert [heading.id for heading in body.headings()] == ["fa"]


def test_title_of_a_note() -> None:
    """The title of a note is converted."""
    body = write_body(parse_body("::: note 发展\n发\n:::", "zh")[0], Writing(edition("s2tw")))
    assert [block.title for block in body.blocks if isinstance(block, Note)] == ["發展"]


def test_own_phrase_wins_over_a_longer_one() -> None:
    """A phrase of the site wins where it begins, however long the phrase of OpenCC is."""
    assert converter("s2tw", {}, {})("头发") == "頭髮"
    assert converter("s2tw", {"头": "頭"}, {})("头发") == "頭發"


def test_glyphs_come_last() -> None:
    """A glyph replaces what conversion gives, also where a phrase gave it."""
    assert converter("s2tw", {"明了": "明瞭"}, {"瞭": "了"})("他很明了") == "他很明了"


def test_unknown_profile() -> None:
    """A profile that changes words or scripts otherwise is refused, with the names of those that exist."""
    with pytest.raises(ValueError, match="'s2twp', not one of s2hk, s2tw"):
        converter("s2twp", {}, {})


@pytest.mark.parametrize(
    ("phrases", "glyphs"),
    [({"网络": "網路網"}, {}), ({"网络": "網"}, {}), ({"网": ""}, {}), ({}, {"网": "網網"})],
)
def test_changed_length(phrases: dict[str, str], glyphs: dict[str, str]) -> None:
    """A correction must have as many characters as what it corrects."""
    with pytest.raises(ValueError, match="differ in length"):
        converter("s2tw", phrases, glyphs)


@every_profile
@given(text=ANYTHING)
def test_without_guards_it_is_plain_opencc(profile: str, text: str) -> None:
    """What is measured against is OpenCC itself, on any text that OpenCC takes."""
    text = "".join(
        character for character in text if character != "\0" and not "\ud800" <= character <= "\udfff"
    )
    assert converter(profile, is_guarded=False)(text) == opencc.OpenCC(profile).convert(text)


@every_profile
@given(pieces=st.lists(ANYTHING, max_size=4), cut=st.sampled_from(["\0", "\ud800"]))
def test_what_opencc_does_not_take_parts_texts(profile: str, pieces: list[str], cut: str) -> None:
    """NUL and lone surrogates stand where they stood, and no text behind them is lost."""
    plain = converter(profile, is_guarded=False)
    assert plain(cut.join(pieces)) == cut.join(plain(piece) for piece in pieces)


@every_profile
def test_a_phrase_of_the_site_wins_over_patterns(profile: str) -> None:
    """A pattern undoes no phrase, where the phrase stands, and stays in force everywhere else."""
    convert = converter(profile, {"明了": "明瞭"})
    assert convert("指明了") == "指明瞭"
    assert convert("指明，中国自制的车") == converter(profile)("指明，中国自制的车")


@pytest.mark.parametrize("text", ["历史上踏上新征程", "人人参与，一出台就见效"])
def test_a_converter_is_made_once(text: str) -> None:
    """Equal rules give one converter, other rules another."""
    assert converter("s2tw", {"于晓": "于曉"}) is converter("s2tw", {"于晓": "于曉"})
    assert converter("s2tw") is not converter("s2hk")
    assert converter("s2tw") is not converter("s2tw", is_guarded=False)
    assert converter("s2tw")(text) == converter("s2tw", {}, {})(text)
