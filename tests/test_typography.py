"""Slips in Chinese text: what is one and what only looks like one, and that mending comes to an end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.text.chinese import render_chinese
from sitegen.text.markdown.parse import parse_markdown
from sitegen.text.markdown.tokens import walk
from sitegen.text.typography.punctuation import find_groups, find_slips, find_spaces, mend

SPACE, ELLIPSIS, DASH = "han-latin-space", "ellipsis", "dash"
WIDE, NARROW = "fullwidth-alphanumeric", "halfwidth-punctuation"

SLIPS = [
    (SPACE, "上海 GDP", "上海GDP"),
    (SPACE, "GDP 增长", "GDP增长"),
    (SPACE, "2021 年 6 月", "2021年6月"),
    (SPACE, "约 3.14 米", "约3.14米"),
    (SPACE, "时间 10:30 开始", "时间10:30开始"),
    (SPACE, "见 O-6 至 O-11", "见O-6至O-11"),
    (SPACE, "软实力 soft power 的来历", "软实力soft power的来历"),
    (SPACE, "海派  Haipai", "海派Haipai"),
    (SPACE, "读作 hǎi", "读作hǎi"),
    (SPACE, "喝 café 的人", "喝café的人"),
    (SPACE, "用 Python 写成", "用Python写成"),
    (ELLIPSIS, "既...又...", "既……又……"),
    (ELLIPSIS, "等等......", "等等……"),
    (ELLIPSIS, "等等。。。", "等等……"),
    (ELLIPSIS, "等等。。。。。。", "等等……"),
    (ELLIPSIS, "既…又…", "既……又……"),
    (ELLIPSIS, "…以及其他", "……以及其他"),
    (ELLIPSIS, "“海纳百川”…", "“海纳百川”……"),
    (DASH, "城市--人的家", "城市——人的家"),
    (DASH, "城市---人的家", "城市——人的家"),
    (DASH, "城市 -- 人的家", "城市——人的家"),
    (DASH, "城市 — 人的家", "城市——人的家"),
    (DASH, "城市 – 人的家", "城市——人的家"),
    (DASH, "“海派” -- 一种风格", "“海派”——一种风格"),
    (WIDE, "第１１次", "第11次"),
    (WIDE, "ＧＤＰ增长", "GDP增长"),
    (WIDE, "约３．１４米", "约3.14米"),
    (WIDE, "Ａ１号楼", "A1号楼"),
    (WIDE, "ｓｏｆｔ是软", "soft是软"),
    (NARROW, "开放,创新", "开放，创新"),
    (NARROW, "开放, 创新", "开放，创新"),
    (NARROW, "上海,Shanghai", "上海，Shanghai"),
    (NARROW, "用Python,然后", "用Python，然后"),
    (NARROW, "增长10%,达到", "增长10%，达到"),
    (NARROW, "开放;创新", "开放；创新"),
    (NARROW, "如下:一二", "如下：一二"),
    (NARROW, "如下: 一二", "如下：一二"),
    (NARROW, "时间:10:30", "时间：10:30"),
    (NARROW, "他说:“好”", "他说：“好”"),
    (NARROW, "是吗?是", "是吗？是"),
    (NARROW, "是吗?!", "是吗？！"),
    (NARROW, "好!", "好！"),
    (NARROW, "这是正文.", "这是正文。"),
    (NARROW, "这是正文. 这也是", "这是正文。这也是"),
    (NARROW, "他说：“好.”", "他说：“好。”"),
    (NARROW, "城市(上海)精神", "城市（上海）精神"),
    (NARROW, "软实力(soft power)是", "软实力（soft power）是"),
    (NARROW, "GDP (国内生产总值) 增长", "GDP（国内生产总值）增长"),
    (NARROW, "(见上文)", "（见上文）"),
    (NARROW, '所谓"海派"是', "所谓“海派”是"),
    (NARROW, '"精神"与"品格"', "“精神”与“品格”"),
    (NARROW, "《意见》,《决议》", "《意见》，《决议》"),
]

NEAR_MISSES = [
    "上海GDP增长",
    "Visual Studio Code",
    "soft power",
    "“海派” Haipai",
    "增长，GDP",
    "CC BY 4.0",
    "见 https://example.org/a 一页",
    "见https://example.org/甲,b",
    "https://example.org/?a=1,2;b 的页面",
    "写给 name@example.org 的信",
    "网址www.example.org/a,b",
    "云报告（yunbaogao.cn）的预览页",
    "地址ese.hust.edu.cn/info/1013/2558.htm）",
    "盘符是 C:\\ 一类",
    "the word 上海, and 北京",
    "The city of 上海 is large.",
    "Words such as 海派, Haipai in English",
    "3.14和2.71",
    "10:30到11:00",
    "1,000人和2,500户",
    "比分3:1领先",
    "三:一",
    "三:1",
    "男:女=3:2",
    "文件build.py里",
    "报告.txt",
    "报告(终稿).docx",
    "函数f(x)是",
    "方法(1)和方法(2)",
    "第(a)项",
    "约翰.史密斯",
    "第一章.引言",
    "一. 总则",
    "甲. 选项",
    "O-6至O-11",
    "2019-2021年",
    "2019–2021年",
    "上海—北京",
    "沪—宁高速",
    "上海-北京",
    "城市——人的家",
    "城市 —— 人的家",
    "用--fix选项",
    "既……又……",
    "等等……",
    "1，2，…，9都是数",
    "第1…3页",
    "好。。",
    "你好:)",
    "你好;-)",
    '他有5"和6"的板',
    '只有一个"在这里',
    '“甲"乙"丙”',
    '说"hello"吧',
    "key:值",
    "Yahoo!是公司",
    "约2021年（C-1、R-0）。",
    "{year}年{month}月{day}日",
    "Hello, world! (and more...) -- ok",
    "１２３ＡＢＣ",
    "1 2 3 4 5",
]


@pytest.mark.parametrize(("kind", "written", "better"), SLIPS)
def test_slip(kind: str, written: str, better: str) -> None:
    """Each slip is found, is of its kind alone, and is mended as Chinese has it."""
    slips = list(find_slips(written))
    assert {slip.kind for slip in slips} == {kind}
    assert mend(written) == better


@pytest.mark.parametrize("written", NEAR_MISSES)
def test_near_miss(written: str) -> None:
    """What is right, or doubtful, is left as it is."""
    assert list(find_slips(written)) == []


def test_tables_are_long_enough() -> None:
    """Forty of each are the least that say something, and none stands twice."""
    assert len({written for _, written, _ in SLIPS}) == len(SLIPS) >= 40
    assert len(set(NEAR_MISSES)) == len(NEAR_MISSES) >= 40


def test_a_mended_mark_shows_the_next() -> None:
    """Mending goes on until nothing is left."""
    assert mend('他说"好."然后') == "他说“好。”然后"


def test_pairs_stay_together() -> None:
    """Two brackets, and two quotation marks, are one group; where one must stay, so does the other."""
    for written in ("城市(上海)精神", '所谓"海派"是'):
        (group,) = find_groups(written)
        assert len(group) == 2
        kept = [at == group[0].offset for at in range(len(written))]
        assert list(find_groups(written, kept)) == []


ALPHABET = '甲乙三上海 aBé1９Ａ,.:;?!()"…—-–。“”，《》．\n/@%\\'
CHINESE = st.text(ALPHABET, max_size=20)


@given(CHINESE)
def test_mending_is_done_once(text: str) -> None:
    """Mended text has no slips but those that may be meant."""
    assert not any(slip.is_certain for slip in find_slips(mend(text)))


@given(CHINESE)
def test_slips_say_what_stands_there(text: str) -> None:
    """A slip names what is written at its offset, changes it, and overlaps no other."""
    end = 0
    for slip in find_slips(text):
        assert slip.offset >= end
        assert slip.better != slip.written == text[slip.offset : slip.offset + slip.length]
        end = slip.offset + slip.length


@given(st.text(ALPHABET.translate({ord(character): None for character in "甲乙三上海"}), max_size=20))
def test_text_without_han_has_no_slips(text: str) -> None:
    """What is not Chinese is not looked at."""
    assert list(find_slips(text)) == []


@given(CHINESE, st.text("ab1,.;:?!()-/_%", max_size=12), CHINESE)
def test_addresses_are_not_touched(before: str, inside: str, after: str) -> None:
    """No slip lies in an address, and the spaces beside one are needed."""
    address = f"https://example.org/{inside}"
    text = f"{before} {address} {after}"
    start = len(before) + 1
    end = start + len(address)
    for slip in find_slips(text):
        # A space before it may go into a full-width mark, but is not taken for one between Han and Latin.
        beside = 1 if slip.kind == SPACE else 0
        assert slip.offset + slip.length <= start - beside or slip.offset >= end + beside


def test_find_spaces() -> None:
    """The spaces that the style sheet sets, alone; those that must stay are not among them."""
    text = "上海 GDP, 增长"
    assert find_spaces(text) == [(2, 3)]
    assert find_spaces(text, [True] * len(text)) == []


# Rendering

RENDERED = [
    ("上海 GDP 增长", "上海GDP增长"),
    ("上海 **GDP** 增长", "上海<strong>GDP</strong>增长"),
    ("软实力 [soft power](lang:en) 是", '软实力<span lang="en">soft power</span>是'),
    ("用 `git` 命令", "用 <code>git</code> 命令"),
    ("开放,创新...", "开放,创新..."),
    ("见 <https://example.org/> 一页", None),
    ("“上海 GDP”是", "“上海GDP”是"),
    ("[上海 GDP](keep:)", "上海 GDP"),
    ("the word 上海 is", "the word 上海 is"),
    ("上海\nGDP\n增长", "上海GDP增长"),
    ("“海纳 ABC”[O-2](source:O-2)", None),
]


@pytest.mark.parametrize(("markdown", "html"), RENDERED)
def test_rendering(markdown: str, html: str | None) -> None:
    """Spaces between Han and Latin are not rendered; everything else is rendered as it was typed."""
    tokens, _ = parse_markdown(markdown, "zh")
    if html is None:
        assert not any("typed" in token.meta for token in walk(tokens))
    else:
        assert render_chinese(markdown) == f"<p>{html}</p>\n"


def test_other_languages_keep_their_spaces() -> None:
    """An English page is not looked at."""
    tokens, _ = parse_markdown("The word 上海 Shanghai", "en")
    assert (
        "".join(token.content for token in walk(tokens) if token.type == "text") == "The word 上海 Shanghai"
    )


@given(st.text("甲乙 ab1*_`", max_size=20))
def test_tokens_keep_their_offsets(markdown: str) -> None:
    """Wherever a token was split, its text stands in its block's at its offset."""
    for block in parse_markdown(markdown, "zh")[0]:
        for token in block.children or []:
            if token.type == "text":
                assert block.content.startswith(token.meta.get("typed", token.content), token.meta["at"])
