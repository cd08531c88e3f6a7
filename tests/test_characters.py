"""Which characters count as Chinese, where a line break leaves a space, and where a run of Chinese ends."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.text.characters import is_chinese, joins_without_space, split_at_han

EVERY_CHARACTER = [chr(code) for code in range(sys.maxunicode + 1)]
IDEOGRAPHS = ("CJK UNIFIED", "CJK COMPATIBILITY IDEOGRAPH", "CJK RADICAL", "KANGXI RADICAL")
MIXED = st.text(alphabet=st.one_of(st.sampled_from("海纳𠀀々〇，。（）《》“”—… ab1"), st.characters()))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_ideographs_are_chinese(language: str) -> None:
    """Every ideograph that Unicode has is Chinese in a text of any language."""
    ideographs = [
        character for character in EVERY_CHARACTER if unicodedata.name(character, "").startswith(IDEOGRAPHS)
    ]
    assert len(ideographs) > 90_000
    assert not [character for character in ideographs if not is_chinese(character, language)]


def test_other_letters_are_not_chinese() -> None:
    """No other letter or digit is, but for the iteration mark, the zero and the numerals of Hangzhou."""
    taken = {
        character
        for character in EVERY_CHARACTER
        if unicodedata.category(character)[0] in "LN"
        and not unicodedata.name(character, "").startswith(IDEOGRAPHS)
        and is_chinese(character, "zh")
    }
    assert taken == set("々〇〡〢〣〤〥〦〧〨〩")


@pytest.mark.parametrize("mark", "，。、；：？！（）《》〈〉「」『』【】〔〕")
def test_chinese_marks(mark: str) -> None:
    """Full-width punctuation is Chinese in a text of any language."""
    assert is_chinese(mark, "zh")
    assert is_chinese(mark, "en")


@pytest.mark.parametrize("mark", "“”‘’—…·")
def test_ambiguous_marks(mark: str) -> None:
    """Marks that English uses as well are Chinese in Chinese text only."""
    assert is_chinese(mark, "zh")
    assert not is_chinese(mark, "en")


@pytest.mark.parametrize(
    "character", [*"aZ1 ,.!?()'\"-ü한αя", "\n", "\N{NO-BREAK SPACE}", "\ufffc", "Ａ", "１"]
)
def test_what_is_not_chinese(character: str) -> None:
    """Latin, Greek, Cyrillic and Korean letters, digits, spaces and their full-width forms are not."""
    assert not is_chinese(character, "zh")
    assert not is_chinese(character, "en")


@pytest.mark.parametrize(
    ("before", "after", "in_chinese", "in_english"),
    [
        ("海", "纳", True, True),
        ("海", "，", True, True),
        ("，", "（", True, True),
        ("海", "a", True, False),
        ("a", "海", True, False),
        ("1", "海", True, False),
        ("，", "a", True, False),
        ("”", "“", True, False),
        ("海", "“", True, False),
        ("…", "a", True, False),
        ("a", "b", False, False),
        ("a", "1", False, False),
        (".", "a", False, False),
        (" ", " ", False, False),
    ],
)
def test_line_breaks(before: str, after: str, in_chinese: bool, in_english: bool) -> None:
    """In Chinese text one Chinese neighbour takes the space away; in English text both must be Chinese."""
    assert joins_without_space(before, after, "zh") is in_chinese
    assert joins_without_space(before, after, "en") is in_english


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("", []),
        ("no Chinese", []),
        ("海纳", ["海纳"]),
        ("the 海纳 of 百川", ["海纳", "百川"]),
        ("，海纳。a", ["，海纳。"]),
        ("a ，。 b", []),
        ("第2条", ["第2条"]),
        ("第2", ["第"]),
        ("2条", ["条"]),
        ("第2a条", ["第", "条"]),
        ("海 纳", ["海", "纳"]),
        ("“海纳”", ["海纳"]),
        ("𠀀々〇豈", ["𠀀々〇豈"]),
    ],
)
def test_runs(text: str, runs: list[str]) -> None:
    """A run holds an ideograph, takes in Chinese punctuation around it and numbers between ideographs."""
    assert [piece for piece, is_han in split_at_han(text) if is_han] == runs


@given(MIXED)
def test_runs_lose_nothing(text: str) -> None:
    """The pieces make up the text, none is empty, and a run begins and ends in Chinese."""
    pieces = list(split_at_han(text))
    assert "".join(piece for piece, _ in pieces) == text
    assert all(piece for piece, _ in pieces)
    for piece, is_han in pieces:
        assert not is_han or (is_chinese(piece[0], "en") and is_chinese(piece[-1], "en"))


@given(MIXED)
def test_no_ideograph_stands_outside_a_run(text: str) -> None:
    """What is not a run holds no ideograph."""
    for piece, is_han in split_at_han(text):
        names = [unicodedata.name(character, "") for character in piece]
        assert is_han or not any(name.startswith(IDEOGRAPHS) for name in names)
