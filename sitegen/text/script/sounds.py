"""How the ideographs of a text are read in Mandarin, each where it stands: readers search by sound, too."""

from __future__ import annotations

from collections.abc import Iterable

from sitegen.expressions import lazy_regex
from sitegen.text.characters import is_han
from sitegen.text.pinyin import fold, syllables
from sitegen.text.script.conversion import converter

_RUN = lazy_regex(r"[\u3400-\u9fff\U00020000-\U000323af]+")

# A character with a syllable, in small letters without its tone, ü as v.
Sounds = frozenset[tuple[str, str]]


def sounds_in(texts: Iterable[str], is_traditional: bool = False) -> Sounds:
    """Return each ideograph of `texts` with every syllable that it is read as in them.

    Dictionaries of words tell which: 长 is cháng in 长江 and zhǎng in 市长. They are Simplified: what
    `is_traditional` is read as it would be written there.

    >>> sorted(sounds_in(["长江", "女市长"]))
    [('女', 'nv'), ('市', 'shi'), ('江', 'jiang'), ('长', 'chang'), ('长', 'zhang')]
    >>> sorted(sounds_in(["著名的銀行"], is_traditional=True))
    [('名', 'ming'), ('的', 'de'), ('著', 'zhu'), ('行', 'hang'), ('銀', 'yin')]
    """
    # Loading its dictionaries takes a quarter of a second: not where nothing is read.
    from pypinyin import lazy_pinyin

    found: set[tuple[str, str]] = set()
    for run in sorted({run for text in texts for run in _RUN.findall(text)}):
        read = converter("tw2s")(run) if is_traditional else run
        # What it does not know stays as it is, character by character; its types say less than it takes.
        spelled = lazy_pinyin(read, errors=list)  # type: ignore[arg-type]
        found.update((one, sound) for one, sound in zip(run, spelled, strict=True) if sound.isascii())
    return frozenset(found)


def sounds_of_word(word: str, pinyin: str) -> Sounds:
    """Return the ideographs of a word with their syllables in its `pinyin`; none where these are not as many.

    >>> sorted(sounds_of_word("长三角", "Cháng Sānjiǎo"))
    [('三', 'san'), ('角', 'jiao'), ('长', 'chang')]
    """
    characters, spelled = [each for each in word if is_han(each)], syllables(pinyin)
    if len(characters) != len(spelled):
        return frozenset()
    return frozenset(zip(characters, (fold(each).replace("ü", "v") for each in spelled), strict=True))
