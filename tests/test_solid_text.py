"""Chinese is set solid: blanks inside it are named, and line breaks beside its characters leave none."""

from pathlib import Path

import pytest
import small_site

from sitegen.text.characters import joins_without_space
from sitegen.text.chinese import render_chinese
from sitegen.text.typography.punctuation import find_slips, find_spaces, mend

KIND = "han-han-space"
# What is certainly a slip, and what is right.
CERTAIN = {
    "你好 ， 世界": "你好，世界",
    "你好 。": "你好。",
    "一、 二": "一、二",
    "他说 ： “好”": "他说：“好”",
    "他说 “好” 。": "他说“好”。",
    "见 《论语》 第一": "见《论语》第一",
    "城市 （上海） 很大": "城市（上海）很大",
    "好 ！": "好！",
    "Vue ，很好": "Vue，很好",
    "好， Vue": "好，Vue",
    "达50% 。": "达50%。",
    "（一） 总则": "（一）总则",
    "城市 的精神": "城市的精神",
    "城市的 精神": "城市的精神",
    "来 了": "来了",
    "我 们": "我们",
    "好 吗": "好吗",
    "看   着": "看着",
}
UNCERTAIN = [
    "旷视 团队",
    "张三 李四",
    "不忘初心 牢记使命",
    "读书 看报",
    "目的 地点",
    "标的 城市",
    "解 了解",
    "城市 的确大",
    "一  二",
    "第一 总则",
]
NO_SLIPS = [
    "第一章 总则",
    "第十二条 为了城市",
    "第3节 城市",
    "第二部分 城市",
    "张三　李四",
    "首页 ｜ 关于",
    "甲 ／ 乙",
    "the city 上海 and 北京 are in it",
    "上海\n北京",
    "서울 시",
]


@pytest.mark.parametrize(("written", "better"), CERTAIN.items())
def test_certain(written: str, better: str) -> None:
    """A blank beside Chinese marks and particles goes."""
    slips = list(find_slips(written))
    assert {(slip.kind, slip.is_certain, slip.better) for slip in slips} == {(KIND, True, "")}
    assert mend(written) == better


@pytest.mark.parametrize("written", UNCERTAIN)
def test_uncertain(written: str) -> None:
    """A blank that may be meant is named and stays."""
    assert [(slip.kind, slip.is_certain) for slip in find_slips(written)] == [(KIND, False)]
    assert mend(written) == written


@pytest.mark.parametrize("written", NO_SLIPS)
def test_no_slip(written: str) -> None:
    """Behind numbers of chapters, between columns, and where it is wide, a blank is right."""
    assert list(find_slips(written)) == []


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("旷视 团队。", ["6:3"]),
        ("见[旷视](index.zh.md) 团队。", ["6:19"]),
        ("见 [旷视](index.zh.md)。", ["6:2"]),
        ("**旷视** 团队", ["6:7"]),
        ("*旷视* 团队，你好 ， 世界", ["6:5", "6:11", "6:13"]),
        ("- 旷视 团队", ["6:5"]),
        ("## 旷视 团队 {#a}", ["6:6"]),
        ("| 旷视 团队 |\n|---|\n| 一 |", ["6:5"]),
        ("“互联网 的“大门””[O-2](source:O-2)", []),
        ("[旷视 团队](keep:)", []),
        ("`旷视 团队`", []),
        ("旷视  \n团队", []),
    ],
)
def test_places(body: str, places: list[str], tmp_path: Path) -> None:
    """Each has its note, also beside links and emphasis; quotations and kept words have none."""
    small_site.write_site(tmp_path, {small_site.PAGE: small_site.page(body)})
    lines = small_site.run("check", "--root", tmp_path).stderr.splitlines()
    found = [line.split(": ")[0] for line in lines if line.endswith(f"[{KIND}]")]
    assert found == [f"{small_site.PAGE}:{place}" for place in places]


def test_fix_mends_what_is_certain(tmp_path: Path) -> None:
    """What may be meant stays in the file, and the note says what else to write."""
    small_site.write_site(
        tmp_path, {small_site.PAGE: small_site.page("你好 ， 世界 的[旷视](index.zh.md) 团队。")}
    )
    result = small_site.run("check", "--fix", "--root", tmp_path)
    text = (tmp_path / small_site.PAGE).read_text(encoding="utf-8")
    assert text == small_site.page("你好，世界的[旷视](index.zh.md) 团队。")
    assert f"{small_site.PAGE}: mended 3 {KIND}\n" in result.stderr
    assert "write the wide space `\u3000`" in result.stderr


@pytest.mark.parametrize(
    ("before", "after", "language", "joins"),
    [
        ("ト", "テ", "zh", True),
        ("の", "本", "zh", True),
        ("ー", "ア", "zh", True),
        ("ﾃ", "ｽ", "zh", True),
        ("ㄅ", "ㄆ", "zh", True),
        ("A", "テ", "zh", True),
        ("テ", "ス", "en", True),
        ("a", "テ", "en", False),
        ("글", "자", "zh", False),
        ("a", "b", "zh", False),
    ],
)
def test_line_breaks(before: str, after: str, language: str, *, joins: bool) -> None:
    """Kana and bopomofo are set solid, Hangul and Latin are not."""
    assert joins_without_space(before, after, language) is joins


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("日文テスト\nテスト。", "日文テストテスト。"),
        ("テスト\n**テスト**", "テスト<strong>テスト</strong>"),
        ("注音ㄅㄆ\nㄇ", "注音ㄅㄆㄇ"),
        ("서울\n시", "서울\n시"),
        ("组合： e\u0301 与 é 与", "组合： e\u0301与é与"),
        ("见cafe\u0301 店", "见cafe\u0301店"),
    ],
)
def test_rendered(markdown: str, html: str) -> None:
    """In Chinese text no space is left beside kana, and é is Latin however it is written."""
    assert render_chinese(markdown, "zh-Hans") == f"<p>{html}</p>\n"


@pytest.mark.parametrize("word", ["é", "e\u0301", "cafe\u0301", "o\u0302\u0301", "n\u0303", "u\u0308"])
def test_accents_are_latin(word: str) -> None:
    """A space beside a letter with its accent apart is one beside Latin."""
    assert find_spaces(f"与 {word} 与") == [(1, 2), (2 + len(word), 3 + len(word))]
