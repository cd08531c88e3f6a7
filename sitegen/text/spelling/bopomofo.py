"""Hanyu pinyin in the signs of Bopomofo (注音符號), as the Ministry of Education in Taiwan prints them.

The first tone has no sign, ˙ of the neutral tone stands before its syllable, and 兒 at the end of a word is a
sign of its own, so that as many stand in a line as there are characters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from sitegen.expressions import lazy_regex
from sitegen.text.spelling.pinyin import bare_and_tone, known_syllables, split_words


def _table(pairs: str) -> Mapping[str, str]:
    return dict(pair.split("=") for pair in pairs.split())


_INITIALS = _table("""
b=ㄅ p=ㄆ m=ㄇ f=ㄈ d=ㄉ t=ㄊ n=ㄋ l=ㄌ g=ㄍ k=ㄎ h=ㄏ
j=ㄐ q=ㄑ x=ㄒ zh=ㄓ ch=ㄔ sh=ㄕ r=ㄖ z=ㄗ c=ㄘ s=ㄙ
""")
_FINALS = _table("""
a=ㄚ o=ㄛ e=ㄜ ai=ㄞ ei=ㄟ ao=ㄠ ou=ㄡ an=ㄢ en=ㄣ ang=ㄤ eng=ㄥ er=ㄦ ong=ㄨㄥ
i=ㄧ ia=ㄧㄚ io=ㄧㄛ ie=ㄧㄝ iao=ㄧㄠ iu=ㄧㄡ ian=ㄧㄢ in=ㄧㄣ iang=ㄧㄤ ing=ㄧㄥ iong=ㄩㄥ
u=ㄨ ua=ㄨㄚ uo=ㄨㄛ uai=ㄨㄞ ui=ㄨㄟ uan=ㄨㄢ un=ㄨㄣ uang=ㄨㄤ ueng=ㄨㄥ
ü=ㄩ üe=ㄩㄝ üan=ㄩㄢ ün=ㄩㄣ
""")
# Syllables without an initial are spelled with y and w.
_OPEN = _table("""
yi=i ya=ia yo=io ye=ie yao=iao you=iu yan=ian yin=in yang=iang ying=ing yong=iong yu=ü yue=üe yuan=üan yun=ün
wu=u wa=ua wo=uo wai=uai wei=ui wan=uan wen=un wang=uang weng=ueng
""")
_TONES = {1: "", 2: "ˊ", 3: "ˇ", 4: "ˋ"}
_TONE_OF = {sign: tone for tone, sign in _TONES.items()}
_NEUTRAL = "˙"
# Behind these, `i` says no more than that there is no other vowel, and is not written: 知 is ㄓ.
_SYLLABIC = ("zh", "ch", "sh", "r", "z", "c", "s")
# Behind these, `u` is ü.
_ROUNDED = frozenset("jqx")
_SIGNS = lazy_regex(r"(˙?)([ㄅ-ㄩ]+)([ˊˇˋ]?)")
_PAUSE = lazy_regex(r"\s*[,，、;；]\s*")
_APART = lazy_regex(r"[\s，]+")


def to_bopomofo(pinyin: str) -> str:
    """Return words in pinyin as Bopomofo, syllable by syllable; or "" where the syllables cannot be told.

    >>> to_bopomofo("hǎi nà bǎichuān, yǒu róng"), to_bopomofo("Xī’ān de nǚ’ér")
    ('ㄏㄞˇ ㄋㄚˋ ㄅㄞˇ ㄔㄨㄢ，ㄧㄡˇ ㄖㄨㄥˊ', 'ㄒㄧ ㄢ ˙ㄉㄜ ㄋㄩˇ ㄦˊ')
    >>> to_bopomofo("zhèr"), to_bopomofo("xyz")
    ('ㄓㄜˋ ㄦ', '')
    """
    parts: list[str] = []
    for part in _PAUSE.split(pinyin):
        words = split_words(part)
        if not all(words):
            return ""
        syllables = (syllable for word in words for syllable in word)
        parts.append(" ".join(sign for each in syllables for sign in _syllable(*bare_and_tone(each))))
    return "，".join(parts)


def _syllable(bare: str, tone: int) -> Iterator[str]:
    has_er = bare.endswith("r") and bare != "er"
    signs = _signs(bare.removesuffix("r") if has_er else bare)
    yield f"{signs}{_TONES[tone]}" if tone in _TONES else f"{_NEUTRAL}{signs}"
    if has_er:
        yield _FINALS["er"]


def _signs(bare: str) -> str:
    """Return the signs of a syllable, without its tone."""
    if bare in _OPEN:
        return _FINALS[_OPEN[bare]]
    initial = next((each for each in (bare[:2], bare[:1]) if each in _INITIALS), "")
    final = bare.removeprefix(initial)
    if initial in _SYLLABIC and final == "i":
        return _INITIALS[initial]
    if initial in _ROUNDED and final.startswith("u"):
        final = f"ü{final[1:]}"
    return _INITIALS.get(initial, "") + _FINALS[final]


def bopomofo_syllables(words: str) -> tuple[str, ...]:
    """Return the syllables of words in Bopomofo, each as it stands above its character.

    >>> bopomofo_syllables("ㄏㄞˇ ㄋㄚˋ，ㄧㄡˇ")
    ('ㄏㄞˇ', 'ㄋㄚˋ', 'ㄧㄡˇ')
    """
    return tuple(filter(None, _APART.split(words)))


def bopomofo_faults(words: str) -> Iterator[str]:
    """Yield each word that is no syllable in Bopomofo: signs that make none, a tone in the wrong place.

    >>> list(bopomofo_faults("ㄏㄞˇ ˇㄋㄚ ㄅㄚㄞ hai ㄉㄜ˙"))
    ['ˇㄋㄚ', 'ㄅㄚㄞ', 'hai', 'ㄉㄜ˙']
    """
    for word in bopomofo_syllables(words):
        match = _SIGNS.fullmatch(word)
        if match is None or match[2] not in _known() or (match[1] and match[3]):
            yield word


@cache
def _known() -> frozenset[str]:
    return frozenset(map(_signs, known_syllables()))


def bopomofo_order(words: str) -> tuple[str, str]:
    """Return by what dictionaries order words in Bopomofo: their signs, then their tones.

    >>> bopomofo_order("˙ㄇㄚ ㄇㄚˇ")
    ('ㄇㄚㄇㄚ', '53')
    """
    found = filter(None, map(_SIGNS.fullmatch, bopomofo_syllables(words)))
    parts = [(each[2], 5 if each[1] else _TONE_OF[each[3]]) for each in found]
    return "".join(signs for signs, _ in parts), "".join(str(tone) for _, tone in parts)
