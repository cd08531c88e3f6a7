"""What a converted edition makes of any text, with the site’s own rules."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.checks.prose.audit import Doubt, doubts_in
from sitegen.expressions import lazy_regex
from sitegen.facts.index import Index
from sitegen.facts.voices.voice import Voice
from sitegen.memory import Memory
from sitegen.model import Library
from sitegen.model.passages import Passage
from sitegen.text.body.places import Position
from sitegen.values import dataclass

# A paragraph is converted by itself: no word and no quotation goes on in the next.
_PARAGRAPH = lazy_regex(r"[^\n]+(?:\n[^\n]+)*")


class NotConvertedError(ValueError):
    """There is no such converted edition; the message names those that there are."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A text as an edition writes it, and the characters in it whose forms nobody has reviewed."""

    text: str
    doubts: tuple[Doubt, ...]


def convert_text(library: Library, memory: Memory, edition: str, text: str, path: str) -> Converted:
    """Return `text`, which stands in the file at `path`, as the edition called `edition` writes it.

    An edition is called by its tag, its folder or its region. Raises NotConvertedError.
    """
    index = Index(library, memory)
    voice = next((each for each in index.voices if edition.lower() in _names(each)), None)
    if voice is None:
        raise NotConvertedError(", ".join(str(each.edition.tag) for each in index.voices))
    pieces, end = [], 0
    for found in _PARAGRAPH.finditer(text):
        pieces += [text[end : found.start()], voice.say(found[0])]
        end = found.end()
    doubts = doubts_in(_passages(text, path), [voice], index.reviewed)
    return Converted("".join((*pieces, text[end:])), tuple(doubts))


def _names(voice: Voice) -> frozenset[str]:
    return voice.edition.names | {voice.edition.prefix.lower()}


def _passages(text: str, path: str) -> Iterator[Passage]:
    for found in _PARAGRAPH.finditer(text):
        starts, line, offset = [], text.count("\n", 0, found.start()) + 1, 0
        for words in found[0].split("\n"):
            starts.append((offset, Position(line, 1)))
            line, offset = line + 1, offset + len(words) + 1
        yield Passage(found[0], bytes(len(found[0])), path, tuple(starts))
