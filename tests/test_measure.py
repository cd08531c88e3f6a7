"""How wide a text is by estimate, and where its lines end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.text.typography.measure import EM, break_lines, width_of

TEXTS = st.text("城市精神软实力，。《》“”……（） abcdef,.-'WMil0123 年月日", min_size=1, max_size=60).map(
    lambda text: " ".join(text.split())
)
languages = st.sampled_from(["zh", "en"])


@given(TEXTS, languages, st.integers(4 * EM, 30 * EM), st.booleans())
def test_lines_keep_every_character_and_fit(text: str, language: str, width: int, is_bold: bool) -> None:
    """What is broken is whole again when its lines are joined, and no line is wider than asked for."""
    lines = break_lines(text, width, language, is_bold=is_bold)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(line == line.strip() != "" for line in lines)
    # Widths here are such that even a character with all the marks that hang on it fits into a line.
    assert all(width_of(line, language, is_bold=is_bold) <= width for line in lines)
    assert lines == break_lines(text, width, language, is_bold=is_bold)


@given(TEXTS, languages, st.integers(4 * EM, 30 * EM))
def test_more_room_never_takes_more_lines(text: str, language: str, width: int) -> None:
    """A wider box needs as many lines, or fewer."""
    assert len(break_lines(text, width * 2, language)) <= len(break_lines(text, width, language))


BROKEN = {
    "chinese breaks anywhere": ("六个着力方面", "zh", 3, ("六个着", "力方面")),
    "lines are of even length": ("城市精神和城市品格", "zh", 8, ("城市精神和", "城市品格")),
    "no line begins with a closing mark": ("精神，品格。", "zh", 2, ("精", "神，", "品", "格。")),
    "no line ends with an opening mark": ("五个“相结合”", "zh", 4, ("五个“相", "结合”")),
    "an opening mark goes to the next line": ("五个（试行）", "zh", 3, ("五个", "（试", "行）")),
    "a date stays whole": ("在2021年6月22日通过", "zh", 5, ("在2021年", "6月22日", "通过")),
    "a line rather ends with a clause": (
        "党代会上的讲话，一份画报",
        "zh",
        9,
        ("党代会上的讲话，", "一份画报"),
    ),
    "brackets stay whole": ("全会报道（C）", "zh", 6, ("全会报道", "（C）")),
    "but not for one more line": ("一，二三四五，六", "zh", 4, ("一，二三", "四五，六")),
    "an apostrophe closes no word": (
        "some of everyone’s eager part",
        "en",
        7,
        ("some of", "everyone’s", "eager part"),
    ),
    "english breaks at spaces": ("pursuit of excellence", "en", 8, ("pursuit of", "excellence")),
    "and behind hyphens": ("opening-up of cities", "en", 5, ("opening-", "up of", "cities")),
    "a word that is too long is parted": ("incomprehensibilities", "en", 7, ("incompreh", "ensibilities")),
    "one line stays one": ("vigour", "en", 8, ("vigour",)),
    "nothing has no lines": ("", "en", 8, ()),
}


@pytest.mark.parametrize(("text", "language", "width", "lines"), BROKEN.values(), ids=BROKEN)
def test_lines(text: str, language: str, width: int, lines: tuple[str, ...]) -> None:
    """Where lines end, in em."""
    assert break_lines(text, width * EM, language) == lines


def test_widths() -> None:
    """Han characters are squares; marks that belong to both scripts are as wide as their text makes them."""
    assert width_of("城市", "zh") == 2 * EM
    assert width_of("“城”", "zh") == 3 * EM
    assert width_of("“i”", "en") < 2 * EM
    assert width_of("é", "en") == width_of("e", "en") == width_of("e\u0301", "en")
    assert width_of("é城", "zh") > width_of("é", "zh") + width_of("城", "zh")
    assert width_of("abc", "en", is_bold=True) > width_of("abc", "en")
