"""The spelling of Hanyu pinyin: syllables, tone marks, apostrophes (ISO 7098:2015, GB/T 16159-2012)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from sitegen.expressions import lazy_regex

_BREVE, _CARON, _DOTS = "\u0306", "\u030c", "\u0308"
_TONES = {"\u0304": 1, "\u0301": 2, _CARON: 3, "\u0300": 4}
# zhuangr
_LONGEST = 7
_WORD = lazy_regex(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")

# Syllables by initial; the rows are those of the table of the scheme of 1958, with the exclamations of today.
_TABLE = """
: a o e ai ei ao ou an en ang eng er
b: a o ai ei ao an en ang eng i ie iao ian in ing u
p: a o ai ei ao ou an en ang eng i ie iao ian in ing u
m: a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u
f: a o ei ou an en ang eng u
d: a e ai ei ao ou an en ang eng ong i ia ie iao iu ian ing u uo ui uan un
t: a e ai ei ao ou an ang eng ong i ie iao ian ing u uo ui uan un
n: a e ai ei ao ou an en ang eng ong i ie iao iu ian in iang ing u uo uan un ü üe
l: a o e ai ei ao ou an ang eng ong i ia ie iao iu ian in iang ing u uo uan un ü üe
g: a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang
k: a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang
h: a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang
j: i ia ie iao iu ian in iang ing iong u ue uan un
q: i ia ie iao iu ian in iang ing iong u ue uan un
x: i ia ie iao iu ian in iang ing iong u ue uan un
zh: a e ai ei ao ou an en ang eng ong i u ua uo uai ui uan un uang
ch: a e ai ao ou an en ang eng ong i u ua uo uai ui uan un uang
sh: a e ai ei ao ou an en ang eng i u ua uo uai ui uan un uang
r: e ao ou an en ang eng ong i u ua uo ui uan un
z: a e ai ei ao ou an en ang eng ong i u uo ui uan un
c: a e ai ao ou an en ang eng ong i u uo ui uan un
s: a e ai ao ou an en ang eng ong i u uo ui uan un
y: a o e ao ou an ang ong i in ing u ue uan un
w: a o ai ei an en ang eng u
"""


@cache
def _known() -> frozenset[str]:
    rows = (line.partition(":") for line in _TABLE.strip().splitlines())
    return frozenset(f"{initial}{final}" for initial, _, finals in rows for final in finals.split())


def fold(words: str) -> str:
    """Return the letters of `words` in small, without tones, spaces and marks, by which spellings compare.

    >>> fold("Hǎi nà")
    'haina'
    """
    return "".join(character for character in _toneless(words.lower()) if character.isalpha())


def syllables(words: str) -> tuple[str, ...]:
    """Return the syllables of `words`, or none where they cannot be told.

    >>> syllables("hǎinàbǎichuān"), syllables("Xī’ān")
    (('hǎi', 'nà', 'bǎi', 'chuān'), ('xī', 'ān'))
    """
    found: list[str] = []
    for word in _words(words):
        split = _split(word)
        if not split:
            return ()
        found += split
    return tuple(found)


def spelled_words(words: str) -> tuple[tuple[str, int], ...]:
    """Return the words of `words` as they are spelled, each with the number of its syllables, 0 if untold.

    >>> spelled_words("hǎi nà bǎichuān")
    (('hǎi', 1), ('nà', 1), ('bǎichuān', 2))
    """
    return tuple((word, len(_split(word))) for word in _words(words))


def tones(words: str) -> tuple[int, ...]:
    """Return the tones of the syllables of `words`, 5 for none, by which dictionaries order the like.

    >>> tones("māma")
    (1, 5)
    """
    return tuple(_tones(syllable)[0] if _tones(syllable) else 5 for syllable in syllables(words))


def split_words(words: str) -> tuple[tuple[str, ...], ...]:
    """Return the syllables of `words`, word by word; none of a word in which they cannot be told.

    >>> split_words("hǎi nà bǎichuān xyz")
    (('hǎi',), ('nà',), ('bǎi', 'chuān'), ())
    """
    return tuple(_split(word) for word in _words(words))


def bare_and_tone(syllable: str) -> tuple[str, int]:
    """Return a syllable in small letters without its mark, and its tone, 5 for none.

    >>> bare_and_tone("Nǚ"), bare_and_tone("de")
    (('nü', 3), ('de', 5))
    """
    small = syllable.lower()
    return _toneless(small), (_tones(small) or [5])[0]


def known_syllables() -> frozenset[str]:
    """Return all syllables, without tones and without 儿 at their ends.

    >>> len(known_syllables()), "zhuang" in known_syllables()
    (412, True)
    """
    return _known()


def faults_of(words: str) -> Iterator[tuple[str, str]]:
    """Yield each word that is no pinyin, and why.

    >>> list(faults_of("haǐ nv"))
    [('haǐ', 'the tone mark of “haǐ” belongs on the a'), ('nv', 'ü is written with its dots, not as v')]
    """
    for word in _words(words):
        split = _split(word)
        if not split:
            yield word, _why(word)
        elif len(split) > 1 and not any(map(_tones, split)):
            yield word, "none of its syllables has a tone mark"
        for syllable in split:
            if (due := _mark_due(syllable)) is not None:
                yield word, f"the tone mark of “{syllable}” belongs on the {due}"


def _words(words: str) -> Iterator[str]:
    """Yield the words of pinyin, without Latin letters that Chinese has as they are: A, GDP."""
    for word in _WORD.findall(unicodedata.normalize("NFC", words)):
        if not (word.isascii() and word.isupper()):
            yield word


def _why(word: str) -> str:
    """Return why a word has no syllables: a mistake that is often made, if it is one."""
    if _split(word, is_lenient=True):
        return "inside a word ’ stands before a, o, e, and nowhere else"
    if _split(word.lower().replace("v", "ü")):
        return "ü is written with its dots, not as v"
    if _split(unicodedata.normalize("NFD", word).replace(_DOTS, "")):
        return "behind j, q, x and y ü is written without its dots"
    if _split(unicodedata.normalize("NFD", word).replace(_BREVE, _CARON)):
        return "the mark of the third tone is pointed (ǎ), not round (ă)"
    return "its syllables do not exist, or a tone mark stands where none may"


@lru_cache(maxsize=4096)
def _split(word: str, is_lenient: bool = False) -> tuple[str, ...]:
    """Return the syllables of a word: each exists, has one tone mark at most, ’ before a, o, e.

    A lenient look does not mind where ’ stands.
    """
    word = unicodedata.normalize("NFC", word).lower().replace("'", "’")

    # Where the syllable that begins at a letter ends, if the rest can be told; from the end on, so that no
    # letter is looked at by way of each of those before it.
    ends: dict[int, int] = {}
    for start in range(len(word) - 1, -1, -1):
        has_mark = word[start] == "’"
        begin = start + has_mark
        for end in range(min(len(word), begin + _LONGEST), begin, -1):
            syllable = word[begin:end]
            if end < len(word) and end not in ends:
                continue
            if not _exists(_toneless(syllable), is_last=end == len(word)) or len(_tones(syllable)) > 1:
                continue
            if begin and not is_lenient and has_mark != (_toneless(syllable[0]) in "aoe"):
                continue
            ends[start] = end
            break
    found: list[str] = []
    start = 0
    while start in ends:
        found.append(word[start + (word[start] == "’") : ends[start]])
        start = ends[start]
    return tuple(found)


def _exists(bare: str, *, is_last: bool) -> bool:
    """Tell whether a syllable exists; 儿 at the end of a word is written r: zhèr."""
    stem = bare.removesuffix("r") if is_last and bare != "er" else bare
    return bare in _known() or (stem in _known() and not stem.endswith("r"))


def _mark_due(syllable: str) -> str | None:
    """Return the vowel on which the mark should stand, where it stands on another."""
    bare = _toneless(syllable)
    vowels = [at for at, letter in enumerate(bare) if letter in "aeiouü"]
    if not _tones(syllable) or not vowels:
        return None
    due = next((bare.index(letter) for letter in "ae" if letter in bare), None)
    if due is None:
        due = bare.index("o") if "ou" in bare else vowels[-1]
    return None if _tones(syllable[due]) else bare[due]


def _tones(syllable: str) -> list[int]:
    return [_TONES[mark] for mark in unicodedata.normalize("NFD", syllable) if mark in _TONES]


def _toneless(words: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", words) if c not in _TONES)
    return unicodedata.normalize("NFC", bare)
