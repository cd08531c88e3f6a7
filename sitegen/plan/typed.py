"""What readers type who do not write what pages say: how its words sound, and what questions consist of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sitegen.model import Edition
from sitegen.plan.searched import SearchedPage
from sitegen.text.languages import language_of
from sitegen.text.script.sounds import Dictionary, Sounds, sounds_in, sounds_of_word
from sitegen.values import Shared, dataclass
from sitegen.views import TermView


@dataclass(frozen=True, slots=True)
class Heard(Shared):
    """The ideographs of some pages, each with the syllables that it is read as there."""

    sounds: Sounds


@dataclass(frozen=True, slots=True)
class Typed:
    """What the search of an edition is told of readers who type something else than pages say."""

    # Each syllable, its characters behind it; "" where nobody spells what pages say.
    sounds: str = ""
    # Words to leave out of a question.
    small: tuple[str, ...] = ()
    # Endings of words in Latin letters.
    endings: tuple[str, ...] = ()
    # What answers are called that do not say what was typed, in the words of the edition.
    said: tuple[tuple[str, str], ...] = ()


def is_heard(edition: Edition, among: Iterable[Edition]) -> bool:
    """Tell whether readers `among` whose editions is one spell the ideographs of its texts.

    A language whose texts have ideographs of its own, as Japanese has, reads them in its own way.
    """
    rows = [language_of(each.language) for each in among]
    row = language_of(edition.language)
    return any(_is_spelled(each.tag) for each in rows) and (row.marks_han or _is_spelled(row.tag))


def _is_spelled(tag: str) -> bool:
    reading = language_of(tag).reading
    return reading is not None and reading.is_above


def hear(known: Dictionary, pages: Sequence[SearchedPage]) -> Heard:
    """Return how the ideographs of some pages are read, by what is `known` of them."""
    return Heard(sounds_in((text for page in pages for text in page.texts), known))


def sounds_table(heard: Sequence[Heard], terms: Sequence[TermView]) -> str:
    """Return what is `heard` on the pages of an edition, and in its `terms` as authors spell them."""
    found = {pair for each in heard for pair in each.sounds}
    for term in terms:
        for name in term.names:
            found |= sounds_of_word(name.name, name.common)
    by_sound: dict[str, list[str]] = {}
    for character, sound in sorted(found):
        by_sound.setdefault(sound, []).append(character)
    return "".join(f"{sound}{''.join(characters)}" for sound, characters in sorted(by_sound.items()))


def typed_in(editions: Iterable[Edition], sounds: str, words: Mapping[str, str]) -> Typed:
    """Return what is told of readers of any of `editions`, in the interface `words` of one of them.

    Who reads one may ask in the language of another.
    """
    rows = list(dict.fromkeys(language_of(each.language) for each in editions))
    endings = dict.fromkeys(ending for row in rows for ending in row.endings)
    said = ((each, words.get(f"search_{each}", "")) for each in ("sound", "slip", "initials", "some"))
    small = tuple(word for row in rows for word in row.small_words)
    return Typed(sounds, small, tuple(endings), tuple(each for each in said if each[1]))


def as_data(typed: Typed) -> Mapping[str, object]:
    """Return it as the script reads it, without what there is none of."""
    told = {
        "sounds": typed.sounds,
        "small": typed.small,
        "endings": typed.endings,
        "said": dict(typed.said),
    }
    return {name: value for name, value in told.items() if value}
