"""Quotation marks of Chinese text: pairs, depth, corner brackets, and marks without a partner."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.text.chinese import convert, render_chinese
from sitegen.text.typography.marks import CLOSING, OPENING, corner_marks, find_marks, unpaired_marks

CORNERS = "「」『』"


def corners(text: str) -> str:
    """The text with the corner brackets that belong to its marks."""
    characters = list(text)
    for offset, mark in corner_marks(text):
        characters[offset] = mark
    return "".join(characters)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("他说“好”。", "他说「好」。"),
        ("“甲‘乙’丙”", "「甲『乙』丙」"),
        # The marks follow the depth, not the author's choice of marks.
        ("“甲‘乙“丙”乙’甲”", "「甲『乙「丙」乙』甲」"),
        ("‘甲“乙”甲’", "「甲『乙』甲」"),
        ("“甲“乙”甲”", "「甲『乙』甲」"),
        ("“一”和“二”，‘三’", "「一」和「二」，「三」"),
        ("“一‘二’‘三’”", "「一『二』『三』」"),
        ("“”", "「」"),
        # Marks in Chinese stay Chinese where what they enclose is Latin.
        ("他说“OK”。", "他说「OK」。"),
        ("所谓“AI”与“5G”", "所谓「AI」与「5G」"),
        # Marks within Latin text are Latin.
        ("The “rule” is this", "The “rule” is this"),
        ("the ‘old’ rule", "the ‘old’ rule"),
        ("读了The “Old” Man再说", "读了The “Old” Man再说"),
        ("“他说the ‘old’ rule”", "「他说the ‘old’ rule」"),
        # An apostrophe is no mark, and pairs with none.
        ("It’s 好", "It’s 好"),
        ("“Tom’s书”", "「Tom’s书」"),
        ("the boys’ 书", "the boys’ 书"),
        ("“don’t”这个词", "「don’t」这个词"),
        ("l’été“夏”", "l’été「夏」"),
        # Inside ‘ a mark behind a Latin letter closes it.
        ("“叫‘Tom’的人”", "「叫『Tom』的人」"),
        ("‘the boys’的书", "「the boys」的书"),
        ("", ""),
    ],
)
def test_corner_marks(text: str, written: str) -> None:
    """Marks of Chinese become corner brackets by their depth; those of Latin words stay."""
    assert corners(text) == written


@pytest.mark.parametrize(
    ("text", "offsets"),
    [
        ("“好”", []),
        ("“甲‘乙“丙”乙’甲”", []),
        ("It’s fine, the boys’ rule", []),
        ("“好", [0]),
        ("好”", [1]),
        ("”好“", [0, 2]),
        ("“甲‘乙”", [0, 2, 4]),
        ("“甲”乙”", [4]),
        ("“甲’", [0, 2]),
        ("‘甲“乙”", [0]),
        ("“‘’", [0]),
    ],
)
def test_unpaired_marks(text: str, offsets: list[int]) -> None:
    """A mark whose partner is missing is found where it stands."""
    assert list(unpaired_marks(text)) == offsets


@pytest.mark.parametrize(
    ("text", "following", "offsets"),
    [
        ("“甲。", "“乙。”", []),
        ("“甲‘乙。", "“‘丙。’”", []),
        # Without a paragraph that opens it anew, the mark is missing.
        ("“甲。", "乙。”", [0]),
        ("“甲。", "", [0]),
        # What goes on does not excuse a closing mark.
        ("甲”。", "“乙。”", [1]),
        # Another quotation is not the same one opened anew.
        ("“甲。", "‘乙。’", [0]),
    ],
)
def test_quotation_of_several_paragraphs(text: str, following: str, offsets: list[int]) -> None:
    """A quotation that the next paragraph opens anew stays open in this one."""
    assert list(unpaired_marks(text, following)) == offsets


def test_paragraphs_of_a_quotation_open_alike() -> None:
    """Each paragraph of a long quotation begins with the same corner bracket."""
    html = render_chinese("“甲。\n\n“乙‘丙’。\n\n“丁。”", "zh-Hant-TW")
    assert html == "<p>「甲。</p>\n<p>「乙『丙』。</p>\n<p>「丁。」</p>\n"


def test_paragraphs_of_plain_text_open_alike() -> None:
    """In plain text, too, depth is counted paragraph by paragraph."""
    assert convert("“甲。\n\n“乙‘丙’。\n\n“丁。”", "zh-Hant-TW") == "「甲。\n\n「乙『丙』。\n\n「丁。」"


@pytest.mark.parametrize("written", ["“**甲**‘*乙*’”", "**“**甲‘乙’**”**", "“甲[‘乙’](x)”", "“甲\n‘乙’”"])
def test_marks_pair_across_markup(written: str) -> None:
    """Emphasis, links and line breaks between marks do not part them."""
    html = render_chinese(written, "zh-Hant-HK")
    assert [character for character in html if character in CORNERS] == list("「『』」")


@pytest.mark.parametrize("written", ["`“甲”`", "[“甲”](lang:ja)", "[“甲”](keep:)", "    “甲”"])
def test_marks_that_stay(written: str) -> None:
    """In code, other languages and what is to be kept no mark changes."""
    html = render_chinese(f"“乙”\n\n{written}", "zh-Hant-HK")
    assert html.count("“甲”") == 1
    assert html.count("「乙」") == 1


def test_marks_of_simplified_text_stay() -> None:
    """The edition that is not converted keeps the marks of the Mainland."""
    assert convert("“甲‘乙’”", "zh-Hans") == "“甲‘乙’”"


def quote(parts: list[str]) -> str:
    """Put parts between marks."""
    return f"‘{''.join(parts)}’"


NESTED = st.recursive(st.sampled_from(["甲", "乙，"]), lambda part: st.lists(part, max_size=3).map(quote))
MARKED = st.text("“”‘’甲乙a’s 1\n", max_size=30)


@given(text=MARKED)
def test_marks_pair_like_brackets(text: str) -> None:
    """Partners know each other, stand in order, have one depth, and do not cross."""
    marks = {mark.offset: mark for mark in find_marks(text)}
    pairs = [(mark.offset, mark.partner) for mark in marks.values() if mark.is_opening and mark.partner]
    for start, end in pairs:
        assert start < end
        assert marks[end].partner == start
        assert marks[start].depth == marks[end].depth
        assert OPENING.index(text[start]) == CLOSING.index(text[end])
    assert not any(a < c < b < d for a, b in pairs for c, d in pairs)
    assert set(unpaired_marks(text)) == {mark.offset for mark in marks.values() if mark.partner is None}


@given(text=st.text(max_size=40) | MARKED)
def test_only_marks_change(text: str) -> None:
    """A corner bracket stands in the place of a mark, an opening one for an opening one."""
    for before, after in zip(text, corners(text), strict=True):
        assert (
            before == after
            or (before in OPENING and after in "「『")
            or (before in CLOSING and after in "」』")
        )


@given(inner=NESTED)
def test_depth_alternates(inner: str) -> None:
    """However deep, balanced marks become brackets of the two kinds in turn."""
    depth = 0
    for character in corners(f"“{inner}”"):
        if character in "「『":
            assert character == "「『"[depth % 2]
            depth += 1
        elif character in "」』":
            depth -= 1
            assert character == "」』"[depth % 2]
    assert depth == 0


@given(text=st.text("abc’ ‘“”.,é", max_size=30))
def test_latin_text_keeps_its_apostrophes(text: str) -> None:
    """Between two Latin letters there is no mark at all."""
    within = f"a{text}a"
    found = {mark.offset for mark in find_marks(within)}
    for offset in range(1, len(within) - 1):
        if within[offset] == "’" and within[offset - 1].isalpha() and within[offset + 1].isalpha():
            assert offset not in found
