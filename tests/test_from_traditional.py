"""Conversion of text that is written in Traditional: guards, quotation marks, what rules compare, search."""

from dataclasses import replace
from itertools import pairwise

import opencc
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sitegen.text.numbers.figures import find_figures
from sitegen.text.script.conversion import (
    PROFILES_OF_TRADITIONAL,
    converter,
    simplify_characters,
)
from sitegen.text.script.folding import count_characters, folding, pairs_in_context
from sitegen.text.script.guards import FILE_TRADITIONAL, load_guards
from sitegen.text.script.writing import Writing
from sitegen.text.typography.marks import curly_marks, find_corners, unpaired_marks
from sitegen.text.typography.punctuation import mend

every_profile = pytest.mark.parametrize("profile", PROFILES_OF_TRADITIONAL)
DATA = yaml.safe_load(FILE_TRADITIONAL.read_text(encoding="utf-8"))
# Text as it may be written: what guards know of, with other characters around it.
TEXTS = st.text(
    st.sampled_from(
        "著作名者有看原論合土專乾隆淨坤化康畫規計分漫帳戶篷甚麼祇是神周末一繞裡裏台臺後里，。「」《》A1 "
    ),
    max_size=12,
)

SIMPLIFIED = {
    # 著
    "土著居民的專著": "土著居民的专著",
    "原著和編著": "原著和编著",
    "還原著現場，改編著劇本": "还原着现场，改编着剧本",
    "討論著合著的事": "讨论着合著的事",
    "結合著實際": "结合着实际",
    "看著作者帶著名牌": "看着作者带着名牌",
    "著名的作家著有《論語》": "著名的作家著有《论语》",
    "司馬遷著《史記》": "司马迁著《史记》",
    "讀著《史記》": "读着《史记》",
    "成績卓著，著有績效": "成绩卓著，著有绩效",
    "這意味著有人": "这意味着有人",
    "附著於土地": "附着于土地",
    "新著手的，原著重於": "新着手的，原着重于",
    "他又著成一書，著『瀛臺記』": "他又著成一书，著『瀛台记』",
    "睡著了，著急，沿著": "睡着了，着急，沿着",
    # 乾
    "乾隆、乾嘉、康乾、乾坤": "乾隆、乾嘉、康乾、乾坤",
    "朱友貞乾化二年，徐乾學": "朱友贞乾化二年，徐乾学",
    "雍乾兩朝": "雍乾两朝",
    "終日乾乾，乾乾淨淨": "终日乾乾，干干净净",
    "餅乾、乾燥、豆腐乾": "饼干、干燥、豆腐干",
    # 於 后 瞭 藉 麼 徵 餘 鍾
    "他於倫敦病逝": "他于伦敦病逝",
    "皇后後來": "皇后后来",
    "瞭望臺上瞭解": "瞭望台上了解",
    "狼藉，藉口，憑藉": "狼藉，借口，凭借",
    "甚麼，什麼，怎麼": "什么，什么，怎么",
    "徵求特徵，宮商角徵羽": "征求特征，宫商角徵羽",
    "文徵明": "文徵明",
    "其餘，年逾": "其余，年逾",
    "錢鍾書、鍾馗、鍾情": "钱锺书、钟馗、钟情",
    # 畫 帳 祇
    "規畫、企畫、計畫、畫分": "规划、企划、计划、划分",
    "漫畫分類，企畫書畫面": "漫画分类，企划书画面",
    "帳戶，帳目，轉帳": "账户，账目，转账",
    "帳篷裡的蚊帳": "帐篷里的蚊帐",
    "金帳汗國又稱金帳，還有白帳": "金帐汗国又称金帐，还有白帐",
    "白帳單上的帳外款項": "白账单上的账外款项",
    "祇是神祇": "只是神祇",
    # variants that Simplified does not have
    "妳和牠們，火砲，賸餘": "你和它们，火炮，剩余",
    # vocabulary stays
    "線上軟體的資訊": "线上软体的资讯",
}
PLACES = {
    ("tw2hk", "裡面看著土著的專著"): "裏面看着土著的專著",
    ("tw2hk", "臺灣的帳戶和帳篷，週末規畫"): "台灣的賬戶和帳篷，周末規劃",
    ("tw2hk", "群峰上說悅溫的衛"): "群峰上說悅溫的衛",
    ("hk2tw", "裏面看着土著的賬戶"): "裡面看著土著的帳戶",
    ("hk2tw", "周末，上周，兩周年，周邊繞場一周"): "週末，上週，兩週年，周邊繞場一周",
    ("hk2s", "裏面看着，甚麼賬戶"): "里面看着，什么账户",
}


@pytest.mark.parametrize("text", SIMPLIFIED)
def test_sentence(text: str) -> None:
    """What Taiwan writes reads as Simplified has it."""
    assert converter("tw2s")(text) == SIMPLIFIED[text]


@pytest.mark.parametrize(("profile", "text"), PLACES)
def test_place(profile: str, text: str) -> None:
    """Readers of another place find their own forms, and the words as they were."""
    assert converter(profile)(text) == PLACES[profile, text]


@every_profile
@given(text=TEXTS)
def test_length_is_kept(profile: str, text: str) -> None:
    """So that a run can be cut back at the marks of its author."""
    assert len(converter(profile)(text)) == len(text)


@pytest.mark.parametrize("profile", ["tw2hk", "hk2tw"])
@given(text=TEXTS)
def test_places_lead_to_one_simplified(profile: str, text: str) -> None:
    """From place to place the words stay: character by character they are the same in Simplified."""
    written = converter(profile)(text)
    pairs = zip(simplify_characters(text), simplify_characters(written), strict=True)
    # 着 and 著 are one in Taiwan, 画 and 划 are two that it writes alike.
    assert {one + other for one, other in pairs if one != other} <= {"着著", "著着", "画划", "帐账", "账帐"}


@every_profile
def test_no_guard_changes_a_length(profile: str) -> None:
    """Loading looks at each of them."""
    guards = load_guards(profile)
    assert all(len(written) == len(meant) for written, meant in guards.words.items())
    assert all(len(pattern.write) <= 1 for pattern in guards.patterns)


def test_guards_name_profiles_that_exist() -> None:
    """Each pattern is for some profile, or leaves all to OpenCC, and has its reason."""
    for row in DATA["patterns"]:
        assert row["reason"]
        assert row["write"] is None or set(row["write"]) <= set(PROFILES_OF_TRADITIONAL)
    assert set(DATA["words"]) == set(PROFILES_OF_TRADITIONAL)


@pytest.mark.parametrize("at", range(len(DATA["patterns"])), ids=lambda at: DATA["patterns"][at]["family"])
def test_each_pattern_is_needed(at: int) -> None:
    """Without it, one of the sentences above is wrong: each pattern is of one character, a row each."""
    cases = {**{("tw2s", text): written for text, written in SIMPLIFIED.items()}, **PLACES}
    wrong = []
    for (profile, text), written in cases.items():
        guards = load_guards(profile)
        assert len(guards.patterns) == len(DATA["patterns"])
        without = replace(guards, patterns=(*guards.patterns[:at], *guards.patterns[at + 1 :]))
        if replace(converter(profile), guards=without)(text) != written:
            wrong.append(text)
    assert wrong


@every_profile
def test_without_guards_it_is_plain_opencc(profile: str) -> None:
    """The comparison of the benchmarks is with OpenCC itself."""
    text = "土著看著帳戶裡面的週末"
    steps = {"tw2hk": ("tw2t", "t2hk"), "hk2tw": ("hk2t", "t2tw")}.get(profile, (profile,))
    expected = text
    for step in steps:
        expected = opencc.OpenCC(step).convert(expected)
    assert converter(profile, is_guarded=False)(text) == expected


def test_a_phrase_of_the_site_is_taken_as_it_is() -> None:
    """It wins over guards and OpenCC, in the characters that it is written with."""
    assert converter("tw2s", {"王乾": "王乾"})("王乾的餅乾") == "王乾的饼干"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("他說：「好。」", "他说：“好。”"),
        ("「甲『乙「丙」』」", "“甲‘乙“丙”’”"),
        ("『乙』", "“乙”"),
        ("“甲”和「乙」", "“甲”和“乙”"),
        ("「沒有完", "“没有完"),
        ("沒有」開始", "没有”开始"),
        ("「甲\n\n「乙」", "“甲\n\n“乙”"),
    ],
)
def test_corners_become_curly(text: str, written: str) -> None:
    """By depth, “ ” outside and ‘ ’ inside; other marks stay."""
    assert Writing(converter("tw2s"), has_curly_marks=True).text(text) == written


@given(text=st.text(st.sampled_from("「」『』甲\n"), max_size=12))
def test_each_corner_has_one_mark_and_partners_agree(text: str) -> None:
    """All corners are written, once; of a pair one opens and one closes, of one kind."""
    marks = list(find_corners(text))
    assert [mark.offset for mark in marks] == [at for at, each in enumerate(text) if each in "「」『』"]
    written = dict(curly_marks(text))
    for mark in marks:
        if mark.partner is not None and mark.is_opening:
            assert written[mark.offset] + written[mark.partner] in ("“”", "‘’")
    assert all(one.offset < other.offset for one, other in pairwise(marks))


@pytest.mark.parametrize(
    ("text", "offsets"),
    [
        ("「甲」", []),
        ("「甲", [0]),
        ("甲」", [1]),
        ("「甲『」", [0, 2, 3]),
        ("“甲「乙”", [2]),
    ],
)
def test_half_a_pair_of_corners(text: str, offsets: list[int]) -> None:
    """It is found as half a pair of the others is."""
    assert sorted(unpaired_marks(text)) == offsets


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    """Which then opens it anew."""
    assert list(unpaired_marks("「甲", "「乙」")) == []


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("一九九八年，一萬二千個攤位", "一九九八年，一万二千个攤位"),
        ("三億兩千萬", "三亿两千万"),
        ("二十世紀九十年代", "二十世纪九十年代"),
        ("下午三點十五分", "下午三点十五分"),
        ("百分之五十", "百分之五十"),
        ("三十歲", "三十岁"),
    ],
)
def test_figures_are_read_alike(traditional: str, simplified: str) -> None:
    """A number is the same in either script; its words are the author's."""
    found = find_figures(traditional, "zh")
    assert [each.values for each in found] == [each.values for each in find_figures(simplified, "zh")]
    assert found
    assert all(traditional[each.start : each.end] == each.text for each in found)


def test_search_reads_both_scripts_alike() -> None:
    """In the edition that is written in Traditional, Simplified words are found, and the other way."""
    traditional = "巷口的老樹看著行人，土著的專著在裡面"
    simplified = converter("tw2s")(traditional)
    pairs = pairs_in_context([simplified], [traditional])
    for looked_through, typed in ((traditional, simplified), (simplified, traditional)):
        table = str.maketrans(dict(folding(count_characters([looked_through]), pairs)))
        assert typed.translate(table) == looked_through.translate(table)


def test_straight_quotes_are_mended_as_before() -> None:
    """Without being told otherwise, as Simplified has them."""
    assert mend('他说"好"。') == "他说“好”。"
