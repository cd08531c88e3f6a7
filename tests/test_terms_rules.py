"""What is said of the words and of the pinyin by which pages name terms."""

from pathlib import Path

import pytest
from marked import expected, said
from small_site import GOOD, HEAD, PAGE, SITE, TERMS, Files, page

RULES = ("avoided-word", "unapproved-rendering", "pinyin-spelling", "regional-reading")
ENGLISH = "content/pages/city.en.md"
TITLE = "title: City\nsummary: One sentence."

GLOSSARY = """\
groups:
  - id: words
    title: {zh: 名字, en: Words}
    terms:
      - id: cheng-shi-jing-shen
        zh: 城市精神
        pinyin: chéngshì jīngshén
        en: city spirit
        also: {zh: [上海城市精神], en: [spirit of the city, Shanghai spirit of 2007]}
        avoid: {zh: [上海精神, 市魂], en: [urban spirit, Shanghai spirit]}
        explanation: {zh: 一句。, en: Explanation.}
      - id: gai-ge-kai-fang
        zh: 改革开放
        pinyin: gǎigé kāifàng
        en: reform and opening-up
        explanation: {zh: 一句。, en: Explanation.}
      - id: kai-fang
        zh: 开放
        pinyin: kāifàng
        en: openness
        common: true
        avoid: {en: [open door]}
        explanation: {zh: 一句。, en: Explanation.}
      - id: shi-min
        zh: 市民
        pinyin: shìmín
        en: resident
        avoid: {en: [city dweller]}
        explanation: {zh: 一句。, en: Explanation.}
      - id: quan-hui
        zh: 全体会议（全会）
        pinyin: quántǐ huìyì (quánhuì)
        en: plenary session
        also: {zh: [全会]}
        explanation: {zh: 一句。, en: Explanation.}
"""
SPIRIT = "Write “city spirit” or “spirit of the city” or “Shanghai spirit of 2007”."
AVOIDED = f"error: “{{}}” is to be avoided for 城市精神 [avoided-word] {SPIRIT}"
GLOSS = "Use the word of the glossary, or add there under `also` what pages may say for it."
SPELL = "Write a tone mark on each syllable, and ’ before a, o, e inside a word."
APOSTROPHE = "inside a word ’ stands before a, o, e, and nowhere else"


def chinese(body: str, partner: str = "Text.") -> Files:
    """The page and its partner with these bodies."""
    return {PAGE: page(body), ENGLISH: page(partner, TITLE)}


def english(body: str) -> Files:
    """The partner with this body."""
    return {ENGLISH: page(body, TITLE)}


def glossary(old: str, new: str) -> Files:
    """The glossary with one thing changed."""
    assert GLOSSARY.count(old) == 1, old
    return {TERMS: GLOSSARY.replace(old, new)}


FAULTS = {
    "an avoided word": (english("The ▸urban spirit is old."), AVOIDED.format("urban spirit")),
    "an avoided word that begins a sentence": (english("▸Urban spirit."), AVOIDED.format("Urban spirit")),
    "an avoided word over two lines": (english("The ▸urban\nspirit."), AVOIDED.format("urban spirit")),
    "two avoided words": (
        english("- ▸urban spirit, *the ▸Shanghai spirit*\n- an ▸open door"),
        AVOIDED.format("urban spirit"),
        AVOIDED.format("Shanghai spirit"),
        "error: “open door” is to be avoided for 开放 [avoided-word] Write “openness”.",
    ),
    "an avoided word everywhere": (
        {
            ENGLISH: page(
                "## On ▸urban spirit {#a}\n\n| ▸urban spirit |\n|---|\n| [▸urban spirit](index.en.md) |\n\n"
                "::: note The ▸urban spirit\nText.\n:::\n\n“▸urban spirit”",
                "title: The ▸urban spirit\nsummary: On ▸urban spirit.",
            ),
            PAGE: page("## 一 {#a}"),
        },
        AVOIDED.format("urban spirit"),
    ),
    "an avoided word of Chinese": (
        chinese("这是▸上海精神。"),
        "error: “上海精神” is to be avoided for 城市精神 [avoided-word] Write “城市精神” or “上海城市精神”.",
    ),
    "an unapproved rendering": (
        chinese("文。\n\n## 一 {#a}\n\n说城市精神。", "Text.\n\n▸## One {#a}\n\nOn the soul of the city."),
        f"warning: this section does not say “city spirit”; {PAGE}:10:2 says 城市精神 "
        f"[unapproved-rendering] {GLOSS}",
    ),
    "the right words in another section": (
        chinese("## 一 {#a}\n\n城市精神", "city spirit\n\n▸## One {#a}\n\nText."),
        f"warning: this section does not say “city spirit”; {PAGE}:8:1 says 城市精神 "
        f"[unapproved-rendering] {GLOSS}",
    ),
    "a part of the right word": (
        chinese("全会和改革开放", "▸▸The plenary sessional reform, and opening-upper."),
        f"warning: this section does not say “plenary session”; {PAGE}:6:1 says 全体会议（全会） "
        f"[unapproved-rendering] {GLOSS}",
        f"warning: this section does not say “reform and opening-up”; {PAGE}:6:4 says 改革开放 "
        f"[unapproved-rendering] {GLOSS}",
    ),
    "before the first heading": (
        chinese("市民、市民", "▸Citizens."),
        f"warning: this section does not say “resident”; {PAGE}:6:1 says 市民 [unapproved-rendering] {GLOSS}",
    ),
    "a missing apostrophe in the glossary": (
        glossary("pinyin: shìmín", "pinyin: ▸shìān"),
        f"error: “shìān” is no pinyin: {APOSTROPHE} [pinyin-spelling] {SPELL}",
    ),
    "a syllable too few": (
        glossary("pinyin: shìmín", "pinyin: ▸shì"),
        "error: the pinyin of 市民 has 1 of 2 syllables [pinyin-spelling] Write one for each character.",
    ),
    "Jyutping without a tone": (
        glossary("pinyin: shìmín", "pinyin: shìmín\n        jyutping: ▸si5 man"),
        "error: “man” is no syllable in Jyutping [regional-reading] "
        "Part syllables by spaces, in small letters, each with its tone from 1 to 6: hoi2 naap6.",
    ),
    "Bopomofo with its tone in front": (
        glossary("pinyin: shìmín", "pinyin: shìmín\n        bopomofo: ▸ˋㄕ ㄇㄧㄣˊ"),
        "error: “ˋㄕ” is no syllable in Bopomofo [regional-reading] "
        "Part syllables by spaces, with the tone behind the signs, ˙ before them: ㄏㄞˇ ㄋㄚˋ ˙ㄉㄜ.",
    ),
    "Jyutping of a syllable too many": (
        glossary("pinyin: shìmín", "pinyin: shìmín\n        jyutping: ▸si5 man4 dik1"),
        "error: the `jyutping` of 市民 has 3 of 2 syllables [regional-reading] Write one for each character.",
    ),
    "a syllable too many": (
        glossary("pinyin: gǎigé kāifàng", "pinyin: ▸gǎigé kāifàng de"),
        "error: the pinyin of 改革开放 has 5 of 4 syllables [pinyin-spelling] Write one for each character.",
    ),
    "no tone marks in the glossary": (
        glossary("pinyin: shìmín", "pinyin: ▸shimin"),
        f"error: “shimin” is no pinyin: none of its syllables has a tone mark [pinyin-spelling] {SPELL}",
    ),
    "a mark on the wrong vowel of a page": (
        english("This is [▸shúi](lang:pinyin)."),
        "error: “shúi” is no pinyin: the tone mark of “shúi” belongs on the i [pinyin-spelling] " + SPELL,
    ),
    "a wrong word among right ones": (
        english("This is *[▸shì shĭ](lang:zh-Latn-pinyin)*."),
        "error: “shĭ” is no pinyin: the mark of the third tone is pointed (ǎ), not round (ă) "
        f"[pinyin-spelling] {SPELL}",
    ),
    "wrong pinyin above characters": (
        chinese("文[▸大门](pinyin:dà-mēm)"),
        "error: “mēm” is no pinyin: its syllables do not exist, or a tone mark stands where none may "
        f"[pinyin-spelling] {SPELL}",
    ),
    "other tones above the term": (
        chinese("[▸市民](pinyin:shí-mín)", "residents"),
        "error: the glossary spells “shí-mín” otherwise [pinyin-spelling] Write “shìmín”.",
    ),
    "a term spelled otherwise": (
        english("Residents (市民, [shìmíng](lang:pinyin), [▸shì mín](lang:pinyin))."),
        "error: the glossary spells “shì mín” otherwise [pinyin-spelling] Write “shìmín”.",
    ),
    "other tones beside the term": (
        chinese("城市精神（[▸chéngshì jìngshén](lang:pinyin)）", "city spirit"),
        "error: the glossary spells “chéngshì jìngshén” otherwise [pinyin-spelling] "
        "Write “chéngshì jīngshén”.",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault(tmp_path: Path, name: str) -> None:
    """The fault is named at its place, once, with what to do."""
    files, *messages = FAULTS[name]
    assert said(tmp_path, {TERMS: GLOSSARY, **files}, RULES) == expected(files, *messages)


NEAR_MISSES = {
    "a quotation": {
        **english("They say “市魂”[O-2](source:O-2), “urban spirit”[O-2](source:O-2)."),
        PAGE: page("“市魂”[O-2](source:O-2)"),
    },
    "another language and code": english("[urban spirit](lang:de), `urban spirit`, ![urban](index.en.md)"),
    "a word that goes on": english("Urban spirits, suburban spirit, urban, spirit."),
    "an approved name with avoided words inside": english("The Shanghai spirit of 2007."),
    "the same word in the other language": chinese("urban spirit", "上海精神"),
    "a longer word of Chinese": chinese("上海城市精神", "city spirit"),
    "a rendering in the plural, in capitals, over two lines": chinese(
        "市民，全会，改革开放", "RESIDENTS at *Plenary\nsession* on Reform and opening up"
    ),
    "another name": chinese("城市精神", "The spirit of the city’s"),
    "a rendering in a table and its term in a list": chinese("- 市民", "| Resident’s |\n|---|\n| x |"),
    "a link to the term": chinese("说市民", "On [those who live there](term:shi-min)."),
    "a common word": chinese("开放", "Free."),
    "a longer name around a name": chinese("全面改革开放", "Reform and opening-up"),
    "a quotation of a term": chinese("“市民”[O-2](source:O-2)", "Text[O-2](source:O-2)."),
    "what a language alone needs": chinese("::: only\n市民\n:::"),
    "a section that the partner lacks": chinese("## 一 {#a}\n\n市民"),
    "a page without partner": {"content/pages/more.zh.md": page("市民")},
    "characters in brackets": {},
    "儿 as r": glossary("zh: 市民\n        pinyin: shìmín", "zh: 这儿\n        pinyin: zhèr"),
    "儿 as a syllable": glossary("zh: 市民\n        pinyin: shìmín", "zh: 女儿\n        pinyin: nǚ’ér"),
    "Latin letters and digits": glossary(
        "zh: 市民\n        pinyin: shìmín", "zh: 5G网、A股\n        pinyin: 5G wǎng, A gǔ"
    ),
    "what sounds alike": english("This is [shìmǐn](lang:pinyin), [shímín](lang:pinyin)."),
    "the glossary’s spelling": chinese("市民（[Shìmín](lang:pinyin)），[市民](pinyin:shì-mín)", "residents"),
    "two terms that sound alike": {
        **chinese("市民、适民（[shìmín](lang:pinyin)、[shímín](lang:pinyin)）", "resident, fit"),
        TERMS: GLOSSARY
        + "      - {id: b, zh: 适民, pinyin: shímín, en: fit, explanation: {zh: 一。, en: One.}}\n",
    },
    "pinyin above characters of a term": chinese("[城市精神](pinyin:chéng-shì-jīng-shén)", "city spirit"),
    "another language": english("[shúi](lang:de)"),
}


@pytest.mark.parametrize("name", NEAR_MISSES)
def test_near_miss(tmp_path: Path, name: str) -> None:
    """What only looks like a fault is not named."""
    assert said(tmp_path, {TERMS: GLOSSARY, **NEAR_MISSES[name]}, RULES) == []


def test_a_word_to_avoid_in_a_language_without_another(tmp_path: Path) -> None:
    """The hint says what can be done where the term base has no word of that language."""
    files = {
        TERMS: GLOSSARY.replace("avoid: {zh", "avoid: {de: [stadtgeist], zh"),
        "content/pages/city.de.md": page("Der ▸stadtgeist.", "title: Stadt\nsummary: Ein Satz."),
        # In German nothing is approved: no rendering is asked for.
        **chinese("城市精神", "city spirit"),
    }
    files[SITE] = (
        GOOD[SITE]
        .replace("en: ", "de: S, en: ")
        .replace("  - {tag: en,", "  - {tag: de, prefix: de, label: Deutsch, language: de}\n  - {tag: en,")
    )
    assert said(tmp_path, files, RULES) == expected(
        {path: text for path, text in files.items() if path.endswith(".md")},
        "error: “stadtgeist” is to be avoided for 城市精神 [avoided-word] Say it in other words.",
    )


def test_headings_are_compared_by_section(tmp_path: Path) -> None:
    """Each section is told once for each term, at its heading."""
    body = "## 一 {#a}\n\n市民和全会，市民。\n\n## 二 {#b}\n\n市民"
    files = chinese(body, "▸## One {#a}\n\nText.\n\n▸## Two {#b}\n\nText.")
    lines = said(tmp_path, {TERMS: GLOSSARY, **files, "content/pages/index.zh.md": page("文", HEAD)}, RULES)
    assert [line.partition(":")[2].partition(";")[0] for line in lines] == [
        "6:1: warning: this section does not say “plenary session”",
        "6:1: warning: this section does not say “resident”",
        "10:1: warning: this section does not say “resident”",
    ]
