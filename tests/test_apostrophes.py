"""Apostrophes and primes in Chinese text: no quotation marks, and no harm to the marks around them."""

from pathlib import Path

import pytest
import small_site

from sitegen.text.chinese import convert, render_chinese
from sitegen.text.typography.marks import find_marks, unpaired_marks

# What is written, and its marks once they are corner brackets.
APOSTROPHES = {
    "80’s风格": "80’s风格",
    "80’s 风格": "80’s 风格",
    "1980’s": "1980’s",
    "’90年代": "’90年代",
    "在’90年代": "在’90年代",
    "the ’90s": "the ’90s",
    "生于 ’85 年": "生于 ’85 年",
    "（’90）": "（’90）",
    "“’90”": "「’90」",
    "rock ’n’ roll": "rock ’n’ roll",
    "rock’n’roll": "rock’n’roll",
    "听Rock ’n’ Roll去": "听Rock ’n’ Roll去",
    "’n’": "’n’",
    "’tis": "’tis",
    "“’twas”": "「’twas」",
    "R’n’B": "R’n’B",
    "Macy’s": "Macy’s",
    "去Macy’s买": "去Macy’s买",
    "dogs’": "dogs’",
    "dogs’ 的": "dogs’ 的",
    "O’Brien": "O’Brien",
    "l’été": "l’été",
    "l’e\u0301te\u0301’s": "l’e\u0301te\u0301’s",
    # Primes
    "身高5’6”。": "身高5’6”。",
    "高5’11”的人": "高5’11”的人",
    "片长12’30”": "片长12’30”",
    "成绩4’05.3”": "成绩4’05.3”",
    "12’30": "12’30",
    "5′6″": "5′6″",
    "“5′6″”": "「5′6″」",
    "北纬31°14’20”": "北纬31°14’20”",
    # Marks around them still pair.
    "“80’s 风格”": "「80’s 风格」",
    "“’90年代”和“80’s”": "「’90年代」和「80’s」",
    "“身高5’6””": "「身高5’6”」",
    "“身高5’6”的人”": "「身高5’6”的人」",
    "身高5’6”的“巨人”": "身高5’6”的「巨人」",
    "“高5’6”和5’7””": "「高5’6”和5’7”」",
    "“他说‘80’s风格’”": "「他说『80’s风格』」",
    "“他说‘rock ’n’ roll’”": "「他说『rock ’n’ roll』」",
    "‘the dogs’ home’这部片": "「the dogs’ home」这部片",
    "‘12’30’": "「12’30」",
    "“the ’90s”与‘Macy’s’": "「the ’90s」与「Macy’s」",
    # Marks that close behind a digit stay marks.
    "“共90”。": "「共90」。",
    "‘第5’个": "「第5」个",
    "“甲‘乙2’3”": "「甲『乙2』3」",
    "“生于‘甲’90年”": "「生于『甲』90年」",
}


@pytest.mark.parametrize(("text", "written"), APOSTROPHES.items())
def test_apostrophes_and_primes(text: str, written: str) -> None:
    """They stay, open and close nothing, and what is a mark becomes a corner bracket."""
    assert list(unpaired_marks(text)) == []
    assert convert(text, "zh-Hant-TW") == convert(written, "zh-Hant-TW")
    assert len(find_marks(text)) == sum(written.count(corner) for corner in "「」『』")


@pytest.mark.parametrize(
    ("text", "offsets"),
    [
        ("他说共90”。", [5]),
        ("他说90’。", [4]),
        ("’好", [0]),
        ("好’", [1]),
        ("’hello", [0]),
        ("他的’905号", [2]),
        ("“80’s", [0]),
        ("80’s”", [4]),
        ("“身高5’6”。", []),
        ("“身高5’6””和”", [9]),
        ("‘rock ’n’ roll", [0]),
        ("“’90”年代”", [7]),
    ],
)
def test_lone_marks_are_found(text: str, offsets: list[int]) -> None:
    """A mark that is no apostrophe still wants its partner."""
    assert list(unpaired_marks(text)) == offsets


@pytest.mark.parametrize(
    "written", ["**80’s**风格", "[80’s](x)", "*the ’90s*", "“**身高**5’6””", "“[Macy’s](lang:en)”"]
)
def test_across_markup(written: str) -> None:
    """Emphasis, links and foreign words change nothing."""
    html = render_chinese(written, "zh-Hant-HK")
    assert "’" in html
    assert html.count("「") == html.count("」") == written.count("“")


def test_pages_with_apostrophes_are_built(tmp_path: Path) -> None:
    """What was an error that no site could avoid is none."""
    body = "80’s风格。\n\n’90年代。\n\n听rock ’n’ roll，高5’6”，“5’6””。"
    small_site.write_site(tmp_path, {small_site.PAGE: small_site.page(body)})
    assert "unpaired-mark" not in small_site.run("check", "--root", tmp_path).stderr


def test_many_primes_take_no_longer_than_their_number() -> None:
    """A long text of primes within an open quotation is read once."""
    assert len(find_marks("“" + "5’6”" * 20_000 + "”")) == 2
    assert len(find_marks("‘" + "dogs’ a " * 20_000 + "’")) == 2
