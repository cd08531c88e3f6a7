"""What is said of the language of pages: praise and blame, mixed spelling, long sentences."""

from functools import reduce
from pathlib import Path

import pytest
from marked import expected, said
from small_site import GOOD, PAGE, TERMS, Files, changed, page, run, without_source, write_site

RULES = ("loaded-word", "mixed-spelling", "long-sentence", "unknown-language")
STYLE = "content/style.yaml"
ENGLISH = "content/pages/city.en.md"
TITLE = "title: City\nsummary: One."
WORDED = """\
loaded:
  zh: [伟大, 显然, 无疑]
  en: [brilliant, so-called, of course]
spelling:
  en: {center: centre, color: colour, organize: organise}
longest_sentence: {zh: 12, en: 6}
"""
TERM = ("zh: 互联网\n", "zh: 无疑网\n"), ("en: internet", "en: brilliant center")
NAMES = {TERMS: reduce(lambda text, change: text.replace(*change), TERM, GOOD[TERMS])}
SAY = "Say what the text says, or attribute the word: quote it with its paragraph."
LOADED = f"note: “{{}}” praises or blames [loaded-word] {SAY}"
TWO = "Make two of it: {} are the most that style.yaml allows."


def chinese(body: str) -> Files:
    """The page with this body."""
    return {PAGE: page(body)}


def english(body: str) -> Files:
    """The partner with this body."""
    return {ENGLISH: page(body, TITLE)}


def spelling(wrong: str, right: str) -> str:
    """What is said of a word."""
    return f"warning: “{wrong}” is not the spelling of this site [mixed-spelling] Write “{right}”."


def sentence(length: int, unit: str, most: int) -> str:
    """What is said of a sentence."""
    return f"note: this sentence has {length} {unit} [long-sentence] {TWO.format(most)}"


FAULTS = {
    "praise": (chinese("这是▸伟大的。"), LOADED.format("伟大")),
    "praise in English": (english("A ▸brilliant city."), LOADED.format("brilliant")),
    "a capital": (english("▸Of course it is."), LOADED.format("Of course")),
    "over two lines": (english("It is, ▸of\ncourse, so."), LOADED.format("of course")),
    "everywhere": (
        {
            PAGE: page(
                "## ▸显然 {#a}\n\n| ▸显然 |\n|---|\n| **▸显然** |\n\n- [▸显然](a.svg)\n\n"
                "::: note ▸显然\n甲\n:::\n\n::: only\n▸显然\n:::\n\n![▸显然](a.svg)\n\n甲[^1]\n\n[^1]: ▸显然",
                "title: ▸显然\nsummary: ▸显然。",
            ),
            ENGLISH: page("## A {#a}", TITLE),
            "content/pages/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>',
        },
        LOADED.format("显然"),
    ),
    "behind a quotation": (
        english("“So-called”[O-2](source:O-2), it is ▸so-called."), LOADED.format("so-called")
    ),
    "another spelling": (
        english("The ▸center of ▸color."),
        spelling("center", "centre"),
        spelling("color", "colour"),
    ),
    "a capital that begins a sentence": (
        english("▸Organize it. ▸Color is “good.” ▸Center it."),
        spelling("Organize", "Organise"),
        spelling("Color", "Colour"),
        spelling("Center", "Centre"),
    ),
    "a capital that begins a heading and an item": (
        {**english("## ▸Color {#a}\n\n- ▸Color it"), PAGE: page("## 一 {#a}")},
        spelling("Color", "Colour"),
    ),
    "thirteen characters": (
        chinese("一二三。▸一二三四五，六七八九十一二。一二三。"), sentence(13, "characters", 12)
    ),
    "a sentence behind a quotation": (
        chinese("“一二三。”▸一二三四五六七八九十一二三！"), sentence(13, "characters", 12)
    ),
    "a sentence with marks and citations": (
        chinese("▸一二三**四五六**七[O-2](source:O-2)八九十一二三[O-2](source:O-2)？"),
        sentence(13, "characters", 12),
    ),
    "seven words": (english("One. ▸It is a city of many-sided people’s."), sentence(7, "words", 6)),
    "seven words over two lines": (
        english("▸One two three\nfour five *six\nseven*. Eight."), sentence(7, "words", 6)
    ),
    "a sentence behind a closing mark": (
        english("(One “two.”) ▸One two 2.5 four five six seven!"), sentence(7, "words", 6)
    ),
    "a sentence with a full stop inside": (
        english("▸One two U.S.-led four five six example.org."), sentence(7, "words", 6)
    ),
    "a summary": (
        {ENGLISH: page("Text.", "title: City\nsummary: ▸One two three four five six seven.")},
        sentence(7, "words", 6),
    ),
    "a language that no edition uses": (
        {STYLE: WORDED.replace("loaded:", "loaded:\n  fr: [▸brillant]")},
        "error: `loaded` has the language `fr`, which no edition uses [unknown-language] "
        "Languages are: zh, en.",
    ),
    "spellings of a language that no edition uses": (
        {STYLE: WORDED.replace("spelling:", "spelling:\n  eng: {honor: ▸honour}")},
        "error: `spelling` has the language `eng`, which no edition uses [unknown-language] "
        "Did you mean `en`?",
    ),
    "lengths of a language that no edition uses": (
        {STYLE: f"▸{WORDED}".replace("{zh: 12,", "{zh: 12, de: 9,")},
        "error: `longest_sentence` has the language `de`, which no edition uses [unknown-language] "
        "Languages are: zh, en.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_fault(tmp_path: Path, name: str) -> None:
    """The fault is named at its place, once, with what to do."""
    files, *messages = FAULTS[name]
    assert said(tmp_path, {STYLE: WORDED, **NAMES, **files}, RULES) == expected(files, *messages)


NEAR_MISSES = {
    "no list": {STYLE: "longest_sentence: {}\n", **chinese("伟大，显然，一二三四五六七八九十一二。")},
    "a quotation": chinese("“伟大”[O-2](source:O-2)，“显然”。"),
    "a quotation in English": english("“A brilliant color”, ‘of course’."),
    "a name that is kept": chinese("[伟大](keep:)路"),
    "the name of a term": chinese("无疑网。"),
    "the English of a term": english("A brilliant center."),
    "a word that goes on": english("Brilliantly, re-organizer, epicenter, colorless?"),
    "the other language": {**chinese("color 文"), **english("伟大")},
    "code and words of another language": english("`color`, [color](lang:es)."),
    "the spelling of the site": english("Centre, colour, organise."),
    "a name": english("At Rockefeller Center. Color Factory. The Center."),
    "a name in capitals": english("COLOR, a COLOR"),
    "twelve characters": chinese(
        "一二三四五，六七八九十一。“一二三四，六七八九十一！”一二三四五，六七八九十一"
    ),
    "twelve characters and citations": chinese(
        "一二三四五六七八九十一二[O-2](source:O-2)[O-2](source:O-2)。"
    ),
    "lines of a cell": chinese("| 甲 |\n|---|\n| 一二三四五六七八\\ 一二三四五六七八 |"),
    "six words": english("One two three four\nfive six. One two three four five “six.” One (two three?)"),
    "six words and citations": english("It is a big city, too [O-2](source:O-2), [O-2](source:O-2)."),
    "two sentences behind a footnote": english("One two three four.[^1] One two three four.\n\n[^1]: One."),
}


@pytest.mark.parametrize("name", NEAR_MISSES)
def test_near_miss(tmp_path: Path, name: str) -> None:
    """What only looks like a fault is not named."""
    assert said(tmp_path, {STYLE: WORDED, **NAMES, **NEAR_MISSES[name]}, RULES) == []


def test_no_style(tmp_path: Path) -> None:
    """A site without `style.yaml` has no such rules."""
    files = {**chinese("伟大" * 200), **english("Brilliant color, of course. " + "word " * 200)}
    assert said(tmp_path, files, RULES) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "loaded: {zh: 伟大}\n",
            f"{STYLE}:1:14: error: `loaded.zh` must be a list [wrong-type]\n"
            "    Write each item on a line of its own, after `- `.\n",
        ),
        (
            "laoded: {zh: [伟大]}\n",
            f"{STYLE}:1:1: error: the key `laoded` is not known [unknown-key]\n    Did you mean `loaded`?\n",
        ),
        (
            "spelling: {en: {1: ''}}\n",
            f"{STYLE}:1:21: error: nothing stands here [empty-value]\n"
            "    Write something, or remove the line.\n",
        ),
        (
            "longest_sentence:\n  en: long\n",
            f"{STYLE}:2:7: error: `longest_sentence.en` must be a number [wrong-type]\n"
            "    Write digits alone: 40.\n",
        ),
        (
            "longest_sentence: {en: 4.5}\n",
            f"{STYLE}:1:24: error: `longest_sentence.en` must be a number [wrong-type]\n"
            "    Write digits alone: 40.\n",
        ),
        (
            "longest_sentence: {en: true}\n",
            f"{STYLE}:1:24: error: `longest_sentence.en` must be a number [wrong-type]\n"
            "    Write digits alone: 40.\n",
        ),
    ],
)
def test_broken_style(tmp_path: Path, text: str, says: str) -> None:
    """What is wrong with the file is said at its place."""
    files = {STYLE: text, **changed(PAGE, "正文", "甲")}
    result = run("build", "--root", write_site(tmp_path / "root", files), "--into", tmp_path / "site")
    assert result.exit_code == 1
    assert without_source(result.stderr).startswith(says)
