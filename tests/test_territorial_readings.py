"""Readings of Taiwan and Hong Kong: Bopomofo that follows from pinyin, syllables of Jyutping."""

import unicodedata

import pytest
from pypinyin import Style
from pypinyin.style import convert

from sitegen.text.spelling.bopomofo import bopomofo_faults, to_bopomofo
from sitegen.text.spelling.jyutping import jyutping_faults
from sitegen.text.spelling.pinyin import known_syllables, syllables

MARKS = {1: "\u0304", 2: "\u0301", 3: "\u030c", 4: "\u0300"}
# Syllables that exist, but not in the table of pypinyin, which follows one dictionary.
ELSEWHERE = {"fao"}


def marked(bare: str, tone: int) -> str:
    """A syllable with its mark on the letter where it is due."""
    vowels = [at for at, letter in enumerate(bare) if letter in "aeiouü"]
    due = next((bare.index(letter) for letter in "ae" if letter in bare), -1)
    if due < 0:
        due = bare.index("o") if "ou" in bare else vowels[-1]
    return unicodedata.normalize("NFC", bare[: due + 1] + MARKS.get(tone, "") + bare[due + 1 :])


@pytest.mark.parametrize("tone", [1, 2, 3, 4, 5])
def test_every_syllable_as_another_program_writes_it(tone: int) -> None:
    """All syllables in all tones, beside what pypinyin makes of them."""
    differing = {}
    for bare in sorted(known_syllables() - ELSEWHERE):
        ours = to_bopomofo(marked(bare, tone))
        theirs = convert(marked(bare, tone), Style.BOPOMOFO, strict=True)
        # It has the neutral tone behind the syllable, or none.
        same = theirs.replace("˙", "")
        if ours != (f"˙{same}" if tone == 5 else same):
            differing[bare] = (ours, theirs)
        assert list(bopomofo_faults(ours)) == []
    assert differing == {}


def test_each_syllable_is_another() -> None:
    """No two syllables become the same signs, but those that are spelled in two ways."""
    by_signs: dict[str, list[str]] = {}
    for bare in sorted(known_syllables()):
        by_signs.setdefault(to_bopomofo(marked(bare, 4)), []).append(bare)
    assert [spelled for spelled in by_signs.values() if len(spelled) > 1] == []


@pytest.mark.parametrize(
    ("pinyin", "bopomofo"),
    [
        ("lǜsè", "ㄌㄩˋ ㄙㄜˋ"),
        ("xuéxí", "ㄒㄩㄝˊ ㄒㄧˊ"),
        ("júzi", "ㄐㄩˊ ˙ㄗ"),
        ("Xī’ān", "ㄒㄧ ㄢ"),
        ("xiān", "ㄒㄧㄢ"),
        ("Tiān’ānmén", "ㄊㄧㄢ ㄢ ㄇㄣˊ"),
        ("nǚ'ér", "ㄋㄩˇ ㄦˊ"),
        ("huār", "ㄏㄨㄚ ㄦ"),
        ("xiǎoháir", "ㄒㄧㄠˇ ㄏㄞˊ ㄦ"),
        ("wèng", "ㄨㄥˋ"),
        ("dōng", "ㄉㄨㄥ"),
        ("yòng qióng", "ㄩㄥˋ ㄑㄩㄥˊ"),
        ("GDP zēngzhǎng", "ㄗㄥ ㄓㄤˇ"),
        ("yǐnlǐng quánguó, fúshè Yà-Tài", "ㄧㄣˇ ㄌㄧㄥˇ ㄑㄩㄢˊ ㄍㄨㄛˊ，ㄈㄨˊ ㄕㄜˋ ㄧㄚˋ ㄊㄞˋ"),
        ("", ""),
        ("haov", ""),
    ],
)
def test_words(pinyin: str, bopomofo: str) -> None:
    """ü, apostrophes, 兒, the neutral tone, capitals, hyphens, pauses, Latin letters."""
    assert to_bopomofo(pinyin) == bopomofo


def test_as_many_signs_as_characters() -> None:
    """兒 at the end of a word is a character of its own, and so has a sign of its own."""
    assert len(syllables("xiǎoháir")) == 2
    assert len(to_bopomofo("xiǎoháir").split()) == len("小孩兒")


@pytest.mark.parametrize(
    "word",
    [
        "hoi2",
        "naap6",
        "m4",
        "ng5",
        "ngo5",
        "gwong2",
        "kwan4",
        "jyut6",
        "oe1",
        "jyun5",
        "hm4",
        "hng6",
        "baak3",
        "eon1",
    ],
)
def test_syllables_of_jyutping(word: str) -> None:
    """Initials, finals and nasals that are syllables."""
    assert list(jyutping_faults(word)) == []


@pytest.mark.parametrize(
    "word",
    ["hoi", "naap7", "hoi0", "Hoi2", "jyunn5", "xi1", "qiu2", "lm4", "hoi22", "hói", "2", "höi2", "gwu"],
)
def test_no_syllables_of_jyutping(word: str) -> None:
    """Mandarin, other romanizations, tones that are none."""
    assert list(jyutping_faults(word)) == [word]
