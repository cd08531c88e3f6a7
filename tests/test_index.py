"""The term base by initials."""

import pytest

from sitegen.plan.editions.index import by_name, by_reading
from sitegen.views import IndexEntry


def term(*, reading: str = "", name: str = "") -> IndexEntry:
    """An entry that is called after what it is ordered by."""
    return IndexEntry(reading or name, name, reading)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["hé", "běi", "ān"], {"A": ["ān"], "B": ["běi"], "H": ["hé"]}),
        (["hǎo", "Háng", "hǎi nà", "hàn"], {"H": ["hǎi nà", "hàn", "Háng", "hǎo"]}),
        (["mà", "má", "ma", "mǎ", "mā"], {"M": ["mā", "má", "mǎ", "mà", "ma"]}),
        (["shíshì", "shíshí", "shìshí", "shīshì"], {"S": ["shīshì", "shíshí", "shíshì", "shìshí"]}),
        (["xīn’ān", "Xī’ān", "xiàn", "xiān"], {"X": ["xiān", "Xī’ān", "xiàn", "xīn’ān"]}),
        (["lǜ sè", "lù", "lú"], {"L": ["lú", "lù", "lǜ sè"]}),
        (["Zhōngguó", "zhōng guā"], {"Z": ["zhōng guā", "Zhōngguó"]}),
        (["Èr", "ēn"], {"E": ["ēn", "Èr"]}),
        ([], {}),
    ],
    ids=[
        "letters",
        "spaces-and-capitals",
        "tones",
        "tones-of-each-syllable",
        "apostrophes",
        "two-dots",
        "words",
        "accented-initial",
        "none",
    ],
)
def test_by_reading(written: list[str], expected: dict[str, list[str]]) -> None:
    """As in a dictionary by letters: the tones count where the letters are the same, in their order."""
    found = by_reading(term(reading=words) for words in written)
    assert {each.letter: [view.reading for view in each.terms] for each in found} == expected
    assert [each.letter for each in found] == sorted(expected)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["soft power", "city"], {"C": ["city"], "S": ["soft power"]}),
        (
            ["the sea takes in all rivers", "sea", "A thing", "an end"],
            {"E": ["an end"], "S": ["sea", "the sea takes in all rivers"], "T": ["A thing"]},
        ),
        (
            ["Chinatown", "China art", "China path", "China dream", "chin", "idea of a city", "ideal"],
            {
                "C": ["chin", "China art", "China dream", "China path", "Chinatown"],
                "I": ["ideal", "idea of a city"],
            },
        ),
        (["theme", "anthem", "are"], {"A": ["anthem", "are"], "T": ["theme"]}),
        (["“Two centenaries”", "(two)"], {"T": ["(two)", "“Two centenaries”"]}),
        (["city-state", "city spirit", "CITY"], {"C": ["CITY", "city spirit", "city-state"]}),
        (["école", "2035 goals"], {"2": ["2035 goals"], "E": ["école"]}),
        (["上海"], {"#": ["上海"]}),
    ],
    ids=[
        "letters",
        "articles",
        "no-articles",
        "no-articles-either",
        "marks",
        "hyphens",
        "beyond-a-z",
        "none",
    ],
)
def test_by_name(written: list[str], expected: dict[str, list[str]]) -> None:
    """By letters, without the article at the beginning, and no other."""
    found = by_name((term(name=words) for words in written), "en")
    assert {each.letter: [view.name for view in each.terms] for each in found} == expected
    assert [each.letter for each in found] == sorted(expected)


def test_same_names_keep_their_order() -> None:
    """What cannot be told apart stands as in the glossary."""
    one, other = (IndexEntry(id_, "one", "yī") for id_ in ("b", "a"))
    assert [view.id for view in by_reading([one, other])[0].terms] == ["b", "a"]
    assert [view.id for view in by_name([one, other], "en")[0].terms] == ["b", "a"]


def test_kana_stand_in_their_rows() -> None:
    """As Japanese indexes do: by the first kana of each row, whatever its size and its marks."""
    found = by_reading(
        term(reading=each) for each in ("みなと", "ごみ", "かわ", "ぱん", "うみ", "ぁ", "サクラ")
    )
    letters = {each.letter: [view.reading for view in each.terms] for each in found}
    assert letters == {
        "あ": ["ぁ", "うみ"],
        "か": ["かわ", "ごみ"],
        "さ": ["サクラ"],
        "は": ["ぱん"],
        "ま": ["みなと"],
    }


def test_articles_of_other_languages_are_left_aside() -> None:
    """French has its own; a language that is not known has none."""
    names = ("L’eau", "La ville", "Un pont")
    assert [each.letter for each in by_name((term(name=each) for each in names), "fr")] == ["E", "P", "V"]
    assert [each.letter for each in by_name((term(name=each) for each in names), "eo")] == ["L", "U"]
