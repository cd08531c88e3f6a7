"""How the ideographs of a text are read in Mandarin, each where it stands: readers search by sound, too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from sitegen.expressions import lazy_regex
from sitegen.text.characters import is_han
from sitegen.text.script.conversion import simplify_characters
from sitegen.text.spelling.pinyin import syllables
from sitegen.values import Shared, dataclass

_ENTRY = lazy_regex(r"([a-z]+)([^a-z]+)")
# Longer ones hardly tell a reading that shorter ones do not.
_LONGEST = 4

_TONELESS = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ", "aaaaeeeeiiiioooouuuuvvvvv")

# A character with a syllable, in small letters without its tone, ü as v.
Sounds = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Dictionary(Shared):
    """How characters are read in Mandarin, as much as a search needs of it."""

    # Each syllable before the characters that are read so as a rule.
    characters: str
    # A line for each word in which a character is read otherwise: the word, its syllables.
    words: str


@cache
def dictionary() -> Dictionary:
    """Return what pypinyin knows. That takes a third of a second to load, so this is to be remembered.

    >>> "长江 chang jiang" in dictionary().words, "便宜 pian yi" in dictionary().words
    (True, True)
    """
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

    usual = {chr(code): _plain(all_.partition(",")[0]) for code, all_ in PINYIN_DICT.items()}
    by_sound: dict[str, list[str]] = {}
    for character, sound in sorted(usual.items()):
        if is_han(character) and sound.isascii():
            by_sound.setdefault(sound, []).append(character)
    words: list[str] = []
    for word, readings in sorted(PHRASES_DICT.items()):
        if not 1 < len(word) == len(readings) <= _LONGEST:
            continue
        read = [_plain(each[0]) for each in readings]
        if any(usual.get(one) != sound for one, sound in zip(word, read, strict=True)) and _is_spelled(read):
            words.append(" ".join((word, *read)))
    characters = "".join(f"{sound}{''.join(some)}" for sound, some in sorted(by_sound.items()))
    return Dictionary(characters, "\n".join(words))


def _plain(pinyin: str) -> str:
    return pinyin.translate(_TONELESS)


def _is_spelled(read: Iterable[str]) -> bool:
    return all(each.isascii() and each.isalpha() for each in read)


def sounds_in(texts: Iterable[str], known: Dictionary) -> Sounds:
    """Return each ideograph of `texts` with every syllable that it may have in them.

    That is the usual one, also of its Simplified form, and those of the words that stand there: 长 is cháng
    in 长江.

    >>> known = Dictionary("jiang江yin銀zhang长長xing行", "长江 chang jiang\\n银行 yin hang")
    >>> sorted(sounds_in(["长江", "銀行"], known))
    [('江', 'jiang'), ('行', 'hang'), ('行', 'xing'), ('銀', 'yin'), ('长', 'chang'), ('长', 'zhang')]
    """
    usual, words = _parsed(known)
    found: set[tuple[str, str]] = set()
    for text in texts:
        if text.isascii():
            continue
        simplified = simplify_characters(text)
        # 乾 is gān in 乾淨, as 干 is; by itself it is qián.
        pairs = {*zip(text, text, strict=True), *zip(text, simplified, strict=True)}
        found.update((each, usual[form]) for each, form in pairs if form in usual)
        for length in range(2, _LONGEST + 1):
            for at in range(len(text) - length + 1):
                if sounds := words.get(simplified[at : at + length]):
                    found.update(zip(text[at : at + length], sounds, strict=True))
    return frozenset(found)


@lru_cache(maxsize=2)
def _parsed(known: Dictionary) -> tuple[Mapping[str, str], Mapping[str, tuple[str, ...]]]:
    usual = {each: sound for sound, some in _ENTRY.findall(known.characters) for each in some}
    lines = (line.split(" ") for line in known.words.split("\n"))
    return usual, {word: tuple(sounds) for word, *sounds in lines}


def sounds_of_word(word: str, pinyin: str) -> Sounds:
    """Return the ideographs of a word with their syllables in its `pinyin`; none where these are not as many.

    >>> sorted(sounds_of_word("长三角", "Cháng Sānjiǎo"))
    [('三', 'san'), ('角', 'jiao'), ('长', 'chang')]
    """
    characters, spelled = [each for each in word if is_han(each)], syllables(pinyin)
    if len(characters) != len(spelled):
        return frozenset()
    return frozenset(zip(characters, (_plain(each.lower()) for each in spelled), strict=True))
