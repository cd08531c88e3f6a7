"""What is known of the languages that authors write: one row for each, and a plain one for all others.

No other module asks which language a text is in: it asks the row for what it needs to know. An edition has a
tag (zh-Hant-HK), a language (zh) and a script; the row is the language’s.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Literal

from sitegen.expressions import lazy_regex
from sitegen.text.readings import BOPOMOFO, JYUTPING, KANA, PINYIN, Reading
from sitegen.values import dataclass

_WORD = lazy_regex(r"[^\W_]+(?:[’'.\-]+[^\W_]+)*")
# A sentence, from its first letter on: a full stop ends one only where a word ends.
_SENTENCE = lazy_regex(r"[^\s.!?”’)](?:[^.!?]|[.!?](?![”’)]*(?:\s|$)))*")
# In texts without spaces a line ends only where its author says so.
_SOLID_SENTENCE = lazy_regex(r"[^。！？\s”’）」』][^。！？\n]*")


@dataclass(frozen=True, slots=True)
class Language:
    """What is known of a language; the defaults are the plain row, which suits most alphabets."""

    # BCP 47, without script and region.
    tag: str
    # What it is called in its own words.
    name: str = ""
    # Words are parted by spaces: names begin and end where words do, and lines of a picture with one.
    has_spaces: bool = True
    # A line break leaves no space beside one character that is set solid; else only between two.
    joins_beside: Literal["one", "two"] = "two"
    # Quotation marks, dashes and dots (East Asian Width A) are as wide as an ideograph.
    has_wide_marks: bool = False
    # The style sheet sets the space between ideographs and Latin letters: authors’ own are left out.
    sets_spaces: bool = False
    # By what texts are counted: sentences, phrases of sources.
    unit: Literal["words", "characters"] = "words"
    # As many of them a quotation has at the most.
    longest_phrase: int = 12
    # As many where it is a phrase of a source as a whole, which may be a formula with a name.
    longest_formula: int = 18
    # Where a sentence ends.
    sentence: re.Pattern[str] = _SENTENCE
    # Whose numerals the package `text.numbers` reads: "chinese", "english", or "" for none.
    figures: Literal["chinese", "english", ""] = ""
    # The styles by which its readers cite, the usual one first (see plan.citation).
    citations: tuple[str, ...] = ("APA 7",)
    # What shows how its words are read, if its writing does not.
    reading: Reading | None = None
    # What shows it in some territories instead.
    regional: tuple[Reading, ...] = ()
    # Ideographs and syllables that are read in a minute.
    characters_a_minute: int = 350
    # Words, or what stands in their stead, that are read in a minute.
    words_a_minute: int = 220
    # What runs of ideographs are in a text of another language, or "" where they are not this one’s.
    han: str = ""
    # Runs of ideographs stand out in its texts: they are of another language, and marked so.
    marks_han: bool = True
    # The scripts between which it is converted.
    scripts: tuple[str, ...] = ()
    # What is checked of its punctuation: "chinese", or "" for nothing.
    punctuation: Literal["chinese", ""] = ""
    # Written in Latin letters: its headings can be made into ids.
    is_latin: bool = False
    # What an index leaves aside at the beginning of a name.
    articles: tuple[str, ...] = ()
    # What questions are asked with and sentences joined by: a search looks for what else is typed.
    small_words: tuple[str, ...] = ()
    # What a word may end in beside its stem, the longest first: who types one form finds the others.
    endings: tuple[str, ...] = ()
    # The territory that Open Graph wants for a tag that names none, by script ("" for any).
    territories: tuple[tuple[str, str], ...] = ()

    def allowing(self, most: int | None) -> Language:
        """Return the row of a site that lets so much be quoted at a time; None for what is usual."""
        if most is None:
            return self
        return replace(self, longest_phrase=most, longest_formula=max(most, self.longest_formula))

    def count(self, text: str) -> int:
        """Return how long `text` is, in the language’s unit.

        >>> language_of("en").count("all the king’s men"), language_of("zh").count("海纳百川")
        (4, 4)
        """
        return len(text) if self.unit == "characters" else len(self.words(text))

    def words(self, text: str) -> list[str]:
        """Return the words of `text`, where they are parted by spaces and marks.

        >>> language_of("en").words("Well-known: 2.5 of them")
        ['Well-known', '2.5', 'of', 'them']
        """
        return _WORD.findall(text)

    def without_article(self, name: str) -> str:
        """Return `name` without the article with which it begins.

        >>> language_of("fr").without_article("L’esprit de la ville")
        'esprit de la ville'
        """
        found = _articles(self.articles).match(name) if self.articles else None
        return name[found.end() :] if found else name


@cache
def _articles(articles: tuple[str, ...]) -> re.Pattern[str]:
    some = "|".join(each if each.endswith("’") else f"{each} +" for each in articles)
    return re.compile(f"(?:{some})".replace("’", "['’]"), re.IGNORECASE)


# What also begins or ends a word of its own (能力, 全会, 参与) is not among them.
_ASKED_IN_CHINESE = """
什么 是什么 什么是 什么叫 什么意思 是什么意思 意思 哪里 在哪里 哪儿 在哪儿 哪些 有哪些 哪个 哪几个 哪份
哪一年 哪年 哪天 怎么 怎样 怎么样 怎么办 如何 为什么 为何 为啥 啥 谁 是谁 有什么 有多少 有几个 有多长
有多大 多少 多长 多大 多高 多久 几个 几种 何时 什么时候 是不是 有没有 能不能 能否 是否 可以 应该 请问
我想 想知道 告诉我 关于 介绍 解释 含义 到底 究竟 这是 这份 那是 这个 那个 的 了 是 吗 呢
"""
_ASKED_IN_ENGLISH = """
a about all am an and any are as at be been between by can could did do does explain find for from give
had has have how i in is it its list many me mean meaning means meant much my of on or our please shall
should show some tell than that the their them there these they this those to us was we were what what's
when where which who who's whom whose why will with would you your
"""
_ASKED_IN_JAPANESE = """
とは 何 なに ですか ますか でしょうか どこ どこで 誰 だれ いつ なぜ どうして どう どのように いくつ
について の は を に が と も へ か
"""
_ASKED_IN_FRENCH = """
a au aux avec ce ces cette combien comment d' dans de des du elle en est est-ce et il ils j' je l' la le
les leur où par pour pourquoi qu' qu'est-ce quand que quel quelle quelles quels qui quoi s' sa ses son
sont sur un une
"""
_ASKED_IN_GERMAN = """
das dem den der des die ein eine einem einen einer es für hat im in ist ich mit sind und von war warum
was welche welcher welches wem wen wer wie wo woher wohin wozu zu zum zur
"""
_ASKED_IN_SPANISH = """
a al como cómo con cual cuál cuales cuáles cuando cuándo cuanto cuánto de del donde dónde el en es esta
este la las los para por porque que qué quien quién quienes se ser son su sus un una y
"""

CHINESE = Language(
    "zh",
    "中文",
    has_spaces=False,
    joins_beside="one",
    has_wide_marks=True,
    sets_spaces=True,
    unit="characters",
    longest_phrase=16,
    longest_formula=24,
    sentence=_SOLID_SENTENCE,
    figures="chinese",
    citations=("GB/T 7714", "APA 7"),
    reading=PINYIN,
    regional=(BOPOMOFO, JYUTPING),
    han="zh-Hans",
    marks_han=False,
    scripts=("Hans", "Hant"),
    punctuation="chinese",
    small_words=tuple(_ASKED_IN_CHINESE.split()),
    territories=(("hans", "CN"), ("hant", "TW"), ("", "CN")),
)
ENGLISH = Language(
    "en",
    "English",
    figures="english",
    is_latin=True,
    articles=("the", "a", "an"),
    small_words=tuple(_ASKED_IN_ENGLISH.split()),
    endings=("ings", "ing", "ers", "ies", "ied", "es", "ed", "er", "s", "e", "y"),
    territories=(("", "GB"),),
)
# Spaces that authors of Japanese type are kept; kana are among the characters that are read in a minute.
JAPANESE = Language(
    "ja",
    "日本語",
    has_spaces=False,
    joins_beside="one",
    has_wide_marks=True,
    unit="characters",
    longest_phrase=24,
    longest_formula=36,
    sentence=_SOLID_SENTENCE,
    reading=KANA,
    characters_a_minute=500,
    han="ja",
    marks_han=False,
    small_words=tuple(_ASKED_IN_JAPANESE.split()),
    territories=(("", "JP"),),
)
# Hangul has spaces between its words; ideographs in a Korean text are Korean.
KOREAN = Language("ko", "한국어", marks_han=False, territories=(("", "KR"),))
FRENCH = Language(
    "fr",
    "français",
    is_latin=True,
    articles=("les", "le", "la", "l’", "une", "un", "des"),
    small_words=tuple(_ASKED_IN_FRENCH.split()),
    endings=("es", "s", "e"),
    territories=(("", "FR"),),
)
GERMAN = Language(
    "de",
    "Deutsch",
    is_latin=True,
    articles=("der", "die", "das", "eine", "ein"),
    small_words=tuple(_ASKED_IN_GERMAN.split()),
    endings=("en", "er", "es", "em", "e", "n", "s"),
    territories=(("", "DE"),),
)
SPANISH = Language(
    "es",
    "español",
    is_latin=True,
    articles=("los", "las", "el", "la", "una", "un"),
    small_words=tuple(_ASKED_IN_SPANISH.split()),
    endings=("os", "as", "es", "o", "a", "e", "s"),
    territories=(("", "ES"),),
)

TABLE = {row.tag: row for row in (CHINESE, ENGLISH, JAPANESE, FRENCH, KOREAN, GERMAN, SPANISH)}
# Readings in some territories, by what authors call them.
REGIONAL = {each.name: each for row in TABLE.values() for each in row.regional}
# The tags of readings, by what authors call them.
READINGS = {row.reading.name: row.reading.tag for row in TABLE.values() if row.reading}
READINGS |= {name: each.tag for name, each in REGIONAL.items()}
# The language of which there are two scripts.
CONVERTED = next(row.tag for row in TABLE.values() if row.scripts)
# What Han is taken for where nothing tells.
HAN_TAG = CHINESE.han


@cache
def language_of(tag: str) -> Language:
    """Return the row of the language of `tag`, whatever script and region that names; or the plain one.

    >>> language_of("zh-Hant-MO").name, language_of("pt-BR").has_spaces
    ('中文', True)
    """
    main = tag.partition("-")[0].lower()
    return TABLE.get(main) or Language(main)


def word_of_language(words: Mapping[str, str], key: str, tag: str) -> str:
    """Return the interface word `key`; `{language}` in it is what readers call that of `tag`.

    >>> words = {"stale": "The {language} page changed.", "language_zh": "Chinese"}
    >>> word_of_language(words, "stale", "zh-Hans")
    'The Chinese page changed.'
    """
    row = language_of(tag)
    named = words.get(f"language_{row.tag}", row.name) if tag else ""
    return words.get(key, "").replace("{language}", named)


def territory_of(tag: str) -> str:
    """Return the territory of a BCP 47 tag as Open Graph wants it, or "" where it is not known.

    >>> territory_of("zh-Hans-SG"), territory_of("zh-Hant"), territory_of("fr"), territory_of("la")
    ('SG', 'TW', 'FR', '')
    """
    parts = tag.lower().split("-")[1:]
    named = next((part.upper() for part in parts if len(part) == 2), "")
    known = dict(language_of(tag).territories)
    return named or known.get("-".join(parts), "")


def reading_of(tag: str) -> Reading | None:
    """Return what shows readers of the edition `tag` how its words are read, if their writing does not.

    >>> [reading_of(tag).name for tag in ("zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK", "ja")]
    ['pinyin', 'pinyin', 'bopomofo', 'jyutping', 'kana']
    >>> reading_of("en")
    """
    row = language_of(tag)
    territory = next((part.upper() for part in tag.split("-")[1:] if len(part) == 2), "")
    return next((each for each in row.regional if territory in each.territories), row.reading)


def citation_styles(languages: Sequence[str]) -> tuple[str, ...]:
    """Return the styles of all `languages` of a site, the first of which is the reader’s.

    >>> citation_styles(["en", "zh"]), citation_styles(["en"])
    (('APA 7', 'GB/T 7714'), ('APA 7',))
    """
    return tuple(dict.fromkeys(style for each in languages for style in language_of(each).citations))
