"""The spelling of pinyin (ISO 7098, GB/T 16159): which words there are, and why others are none."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin.constants import PINYIN_DICT

from sitegen.text.spelling.pinyin import faults_of, fold, syllables, tones

APOSTROPHE = "inside a word ’ stands before a, o, e, and nowhere else"
UNKNOWN = "its syllables do not exist, or a tone mark stands where none may"
NO_MARK = "none of its syllables has a tone mark"
DOTS = "ü is written with its dots, not as v"
NO_DOTS = "behind j, q, x and y ü is written without its dots"
ROUND = "the mark of the third tone is pointed (ǎ), not round (ă)"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("hǎi nà bǎi chuān", "hǎi nà bǎi chuān"),
        ("chéngshì pǐngé", "chéng shì pǐn gé"),
        ("xiān", "xiān"),
        ("Xī’ān", "xī ān"),
        ("Tiān'ānmén", "tiān ān mén"),
        ("fāng’àn, fǎngǎn", "fāng àn fǎn gǎn"),
        ("jīngōng, jǐnguǎn", "jīn gōng jǐn guǎn"),
        ("zhuàngguān", "zhuàng guān"),
        ("nǚ’ér, értóng", "nǚ ér ér tóng"),
        ("lǜsè, lüèduó, xuéxí, yuè", "lǜ sè lüè duó xué xí yuè"),
        ("zhèr, huār, chuāngr", "zhèr huār chuāngr"),
        ("duì, liú, guǐ, yóujiǔ", "duì liú guǐ yóu jiǔ"),
        ("péngyou, de, le, mā", "péng you de le mā"),
        ("Zhōngguó Guójì Jìnkǒu Bólǎnhuì", "zhōng guó guó jì jìn kǒu bó lǎn huì"),
        ("Zhōng-Měi sì-wǔ gè", "zhōng měi sì wǔ gè"),
        ("2021 nián 6 yuè", "nián yuè"),
        ("5G wǎngluò, A gǔ, GDP", "wǎng luò gǔ"),
        ("quántǐ huìyì (quánhuì)", "quán tǐ huì yì quán huì"),
        ("yo, ō, ēi, ê", ""),
        ("", ""),
    ],
)
def test_syllables(words: str, expected: str) -> None:
    """Words part at apostrophes and before consonants; where a word cannot be told, nothing is."""
    assert " ".join(syllables(words)) == expected
    assert bool(list(faults_of(words))) == bool(words and not expected)


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("xīān", APOSTROPHE),
        ("Tiānānmén", APOSTROPHE),
        ("nǚér", APOSTROPHE),
        ("Shàng’hǎi", APOSTROPHE),
        ("zhōng’guó", APOSTROPHE),
        ("jíe", "the tone mark of “jíe” belongs on the e"),
        ("haǐyáng", "the tone mark of “haǐ” belongs on the a"),
        ("líu", "the tone mark of “líu” belongs on the u"),
        ("dùi", "the tone mark of “dùi” belongs on the i"),
        ("goǔ", "the tone mark of “goǔ” belongs on the o"),
        ("lǖè", APOSTROPHE),
        ("lǖe", "the tone mark of “lǖe” belongs on the e"),
        ("xúe", "the tone mark of “xúe” belongs on the e"),
        ("zhuǒngguó", UNKNOWN),
        ("nvér", DOTS),
        ("lvsè", DOTS),
        ("jǚ", NO_DOTS),
        ("xüéxí", NO_DOTS),
        ("shănghăi", ROUND),
        ("sĭ", ROUND),
        ("shanghai", NO_MARK),
        ("Xi’an", NO_MARK),
        ("zhr", UNKNOWN),
        ("èrr", UNKNOWN),
        ("zhèrlǐ", UNKNOWN),
        ("bōng", UNKNOWN),
        ("fiáng", UNKNOWN),
        ("city", UNKNOWN),
        ("shìì", UNKNOWN),
    ],
)
def test_fault(word: str, why: str) -> None:
    """A word that is no pinyin is named with the reason, among words that are."""
    assert list(faults_of(f"zhè {word} (Hénán)")) == [(word, why)]


def test_each_word_is_judged() -> None:
    """The faults of a line come in order, also two in a word."""
    assert [word for word, _ in faults_of("jíe hǎo líulíu xīān")] == ["jíe", "líulíu", "líulíu", "xīān"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_composed_or_not(form: str) -> None:
    """It does not matter how a keyboard puts letter and mark together."""
    words = unicodedata.normalize(form, "nǚ’ér lǜsè Shànghǎi")
    assert list(faults_of(words)) == []
    assert tones(words) == (3, 2, 4, 4, 4, 3)
    assert fold(words) == "nüerlüseshanghai"


@pytest.mark.parametrize(
    ("words", "expected"),
    [("mā má mǎ mà ma", (1, 2, 3, 4, 5)), ("lǘ lüè", (2, 4)), ("Xī’ān", (1, 1)), ("xīān", ())],
)
def test_tones(words: str, expected: tuple[int, ...]) -> None:
    """A syllable has the tone of its mark, or the fifth."""
    assert tones(words) == expected


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("Xī’ān", "xiān", True),
        ("hǎi nà", "Hǎinà", True),
        ("lü", "lu", False),
        ("chéngshì", "chéngshí", True),
        ("shì", "sì", False),
    ],
)
def test_fold(one: str, other: str, is_alike: bool) -> None:
    """Spellings compare by their letters alone."""
    assert (fold(one) == fold(other)) == is_alike


# What dictionaries have besides: sounds without a vowel, dialect, and words written for a noise.
ELSEWHERE = {"biang", "bong", "cei", "din", "fiao", "hm", "hng", "len", "m", "n", "ng", "nia", "wong", "ê"}


def inventory() -> set[str]:
    """The syllables of every character that pypinyin knows, without tones."""
    found = set()
    for readings in PINYIN_DICT.values():
        for reading in readings.split(","):
            bare = "".join(
                c for c in unicodedata.normalize("NFD", reading) if c not in "\u0304\u0301\u030c\u0300"
            )
            found.add(unicodedata.normalize("NFC", bare))
    return found


SYLLABLES = sorted(inventory() - ELSEWHERE)


def test_inventory() -> None:
    """The syllables are those of pypinyin, but for sounds and dialect; none is made up."""
    assert len(SYLLABLES) > 400
    assert [syllable for syllable in SYLLABLES if not syllables(syllable)] == []
    assert [syllable for syllable in sorted(ELSEWHERE) if syllables(syllable)] == []
    letters = "abcdefghijklmnopqrstuvwxyzü"
    near = {s[:at] + letter + s[at:] for s in SYLLABLES for at in range(len(s) + 1) for letter in letters}
    near |= {s[:at] + letter + s[at + 1 :] for s in SYLLABLES for at in range(len(s)) for letter in letters}
    single = {word for word in near if len(syllables(word)) == 1 and not word.endswith("r")}
    assert sorted(single - set(SYLLABLES)) == []


def toned(syllable: str, tone: int) -> str:
    """The syllable with its mark where the scheme of 1958 puts it."""
    if tone == 5:
        return syllable
    vowels = [at for at, letter in enumerate(syllable) if letter in "aeiouü"]
    on = next((at for at in vowels if syllable[at] in "ae"), None)
    on = syllable.index("ou") if on is None and "ou" in syllable else vowels[-1] if on is None else on
    mark = "\u0304\u0301\u030c\u0300"[tone - 1]
    return unicodedata.normalize("NFC", syllable[: on + 1] + mark + syllable[on + 1 :])


parts = st.lists(st.tuples(st.sampled_from(SYLLABLES), st.integers(1, 5)), min_size=1, max_size=5)


@given(parts, st.sampled_from("’'"), st.booleans(), st.booleans())
def test_any_word_of_syllables(
    chosen: list[tuple[str, int]], mark: str, has_capital: bool, is_erhua: bool
) -> None:
    """Whatever is put together of syllables, with marks and apostrophes in their places, is pinyin."""
    chosen = [(chosen[0][0], 1 + chosen[0][1] % 4), *chosen[1:]]
    written = [toned(syllable, tone) for syllable, tone in chosen]
    if is_erhua and not chosen[-1][0].endswith("r"):
        written[-1] += "r"
    word = written[0] + "".join((mark if part[0] in OPEN else "") + part for part in written[1:])
    word = word[:1].upper() + word[1:] if has_capital else word
    assert list(faults_of(word)) == []
    assert syllables(word) == tuple(written)
    assert tones(word) == tuple(tone for _, tone in chosen)


OPEN = "aāáǎàoōóǒòeēéěè"


@given(parts, st.data())
def test_a_mark_on_another_vowel(chosen: list[tuple[str, int]], data: st.DataObject) -> None:
    """A tone mark that is moved to another vowel of its syllable is told, with where it belongs."""
    syllable = data.draw(st.sampled_from([s for s in SYLLABLES if sum(c in "aeiouü" for c in s) > 1]))
    right = toned(syllable, 3)
    wrong = data.draw(
        st.sampled_from(
            [
                unicodedata.normalize("NFC", syllable[: at + 1] + "\u030c" + syllable[at + 1 :])
                for at, letter in enumerate(syllable)
                if letter in "aeiouü"
            ]
        ).filter(lambda word: word != right)
    )
    due = next(bare for bare, marked in zip(syllable, right, strict=True) if bare != marked)
    assert list(faults_of(wrong)) == [(wrong, f"the tone mark of “{wrong}” belongs on the {due}")]


@given(st.text(alphabet="aeiouünghzcsrvāáǎàēǖǚ’' -ĭÈ1", max_size=20))
def test_anything(words: str) -> None:
    """Whatever is written, it is spelled in syllables or said to be wrong, never both."""
    known = syllables(words)
    wrong = [why for _, why in faults_of(words) if why in (UNKNOWN, APOSTROPHE, DOTS, NO_DOTS, ROUND)]
    assert not (known and wrong)
    assert fold("".join(known)) == (fold(words) if known else "")
