"""How likely a Traditional form is where it stands, by what open text has in the same contexts.

`contexts.txt` counts, for each ambiguous character, how often each form stood in a context: up to three
symbols before the character, up to three behind it, or both. What the contexts on one side say is joined
with what those on the other side say; contexts that span the place count for more than either. The file
also lists words of dictionaries, so that a word can be seen that ends inside another: 长发 in 长发表演.

The counts are learned from published text (see docs/chinese.md); only reviews of a conversion look at them,
never the conversion itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path

from sitegen.expressions import lazy_regex
from sitegen.text.characters import HAN
from sitegen.values import dataclass

FILE = Path(__file__).with_name("contexts.txt")

# In a context: the place of the character, the edge of a run of ideographs, digits, letters.
PLACE, EDGE = "_", "|"
_DIGITS, _LETTERS = "0", "A"
_FURTHEST = 3
LONGEST_WORD = 4

# How many places of the next shorter context a context's own places must outweigh.
_CAUTION = 2.0
# What a form counts for that was never seen.
_UNSEEN = 0.5
# A word of dictionaries whose contexts have its form less often than this is a word of dictionaries only.
_SELDOM = 0.03
# A context refutes a word that overlaps when nine of ten of its places have the other form.
REFUTING = 0.9

_NOT_HAN = lazy_regex(f"([0-9０-９]+)|([A-Za-z]+)|(\\s+)|[^{HAN}]")


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many of the places that have a context took a form: `context` as text, the character within it."""

    context: str
    form: str
    places: int
    all_places: int


@dataclass(frozen=True, slots=True)
class Overlap:
    """A word of dictionaries around the character, in which it has the form."""

    word: str
    form: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """How likely a form is, in thousandths, a word of another form that overlaps, what speaks against it."""

    likelihood: int = 0
    is_known: bool = True
    overlapping: Overlap | None = None
    evidence: Evidence | None = None


def normalise(text: str) -> tuple[str, list[int]]:
    """Return `text` as contexts see it, one symbol an ideograph, and the offset of each symbol.

    A number is one symbol, so is a Latin word and any mark; spaces are none.

    >>> normalise("在2021年 GDP")
    ('在0年A', [0, 1, 5, 7])
    """
    symbols: list[str] = []
    offsets: list[int] = []
    end = 0
    for found in _NOT_HAN.finditer(text):
        symbols.append(text[end : found.start()])
        offsets.extend(range(end, found.start()))
        end = found.end()
        if found.lastindex != 3:
            symbols.append({1: _DIGITS, 2: _LETTERS}.get(found.lastindex or 0, EDGE))
            offsets.append(found.start())
    symbols.append(text[end:])
    offsets.extend(range(end, len(text)))
    return "".join(symbols), offsets


def surroundings(symbols: str, index: int) -> tuple[list[str], list[str], list[str]]:
    """Return the contexts of a symbol: those before it, those behind it, those on both sides; short to long.

    No context goes beyond an edge.

    >>> surroundings("，一面，", 2)
    (['一_', '，一_', '|，一_'], ['_，', '_，|'], ['一_，', '一_，|', '，一_，', '，一_，|'])
    """
    left = _side(symbols[max(0, index - _FURTHEST) : index][::-1])
    right = _side(symbols[index + 1 : index + 1 + _FURTHEST])
    before = [f"{each[::-1]}{PLACE}" for each in left]
    behind = [f"{PLACE}{each}" for each in right]
    spanning = [f"{one[::-1]}{PLACE}{other}" for one in left[:2] for other in right[:2]]
    return before, behind, sorted(spanning, key=len)


def _side(symbols: str) -> list[str]:
    edge = symbols.find(EDGE)
    if edge >= 0:
        symbols = symbols[: edge + 1]
    elif len(symbols) < _FURTHEST:
        symbols += EDGE
    return [symbols[:length] for length in range(1, len(symbols) + 1)]


def reaches_beyond(context: tuple[int, int], word: tuple[int, int]) -> bool:
    """Tell whether a context shows what a word's other characters belong to.

    Both are told by how many characters they have before the place and behind it.
    """
    is_longer = context[0] > word[0], context[1] > word[1]
    return is_longer[0] if not word[1] else is_longer[1] if not word[0] else any(is_longer)


def contexts_within(contexts: Sequence[str]) -> list[str]:
    """Return the contexts that do not reach an edge."""
    return [context for context in contexts if EDGE not in context]


Counts = Mapping[str, Sequence[int]]
_NO_WORDS: Mapping[str, str] = {}


@dataclass(frozen=True)
class Character:
    """What is known of a character: its forms, how often each was seen at all, in contexts and in words."""

    character: str
    forms: str
    # How often each form was seen, in the order of `forms`.
    totals: Sequence[int]
    contexts: Counts
    words: Mapping[str, str]

    @cached_property
    def _prior(self) -> list[float]:
        return _smooth(self.totals, [1 / len(self.forms)] * len(self.forms), _UNSEEN * len(self.forms))

    def share(self, before: Sequence[str], behind: Sequence[str], spanning: Sequence[str]) -> list[float]:
        """Return for each form how likely it is among these contexts; the sum is one."""
        prior = self._prior
        left, right = self._refine(before, prior), self._refine(behind, prior)
        joint = [one * other / base for one, other, base in zip(left, right, prior, strict=True)]
        whole = sum(joint)
        return self._refine(spanning, [each / whole for each in joint])

    def _refine(self, contexts: Sequence[str], share: list[float]) -> list[float]:
        for context in contexts:
            counts = self.contexts.get(context)
            if counts is not None:
                share = _smooth(counts, share, _CAUTION)
        return share

    def overlapping(self, symbols: str, index: int, forms: str, words: Mapping[str, str]) -> Overlap | None:
        """Return a word around the symbol with none of `forms`, unless a longer context refutes it."""
        for length in range(LONGEST_WORD, 1, -1):
            for start in range(max(0, index - length + 1), min(index, len(symbols) - length) + 1):
                word = symbols[start : start + length]
                form = self._form(word, words)
                if form == "" or form in forms or not self._is_likely(word, index - start, form):
                    continue
                if not self._is_refuted(symbols, index, start, start + length, forms, words):
                    return Overlap(word, form)
        return None

    def _form(self, word: str, words: Mapping[str, str]) -> str:
        return words.get(word) or self.words.get(word, "")

    def _is_likely(self, word: str, index: int, form: str) -> bool:
        """Tell whether the word's characters are often enough the word, by what its contexts say."""
        share = self.share(*(contexts_within(each) for each in surroundings(word, index)))
        return share[self.forms.index(form)] >= _SELDOM

    def _is_refuted(
        self, symbols: str, index: int, start: int, end: int, forms: str, words: Mapping[str, str]
    ) -> bool:
        """Tell whether something longer has one of `forms`: a word, or a context by which the word is none.

        理发 in 管理发展 is none because 理 belongs to 管理: what follows says nothing of that.
        """
        positions = [self.forms.index(form) for form in forms]
        for first in range(max(0, index - _FURTHEST), start + 1):
            for last in range(end, min(len(symbols), index + 1 + _FURTHEST) + 1):
                if (self._form(symbols[first:last], words) or "?") in forms:
                    return True
                if not reaches_beyond((index - first, last - index - 1), (index - start, end - index - 1)):
                    continue
                counts = self.contexts.get(f"{symbols[first:index]}{PLACE}{symbols[index + 1 : last]}")
                if counts and sum(counts[each] for each in positions) >= REFUTING * sum(counts):
                    return True
        return False

    def against(self, contexts: Sequence[str], forms: str) -> tuple[str, str, int, int] | None:
        """Return the context that speaks loudest for another form: it, the form, its places, all places."""
        if set(self.forms) <= set(forms):
            return None
        found = []
        for context in contexts:
            counts = self.contexts.get(context)
            if counts:
                places, other = max(
                    (count, each) for each, count in zip(self.forms, counts, strict=True) if each not in forms
                )
                if places:
                    found.append((places / sum(counts), places, context, other, sum(counts)))
        if not found:
            return None
        _, places, context, other, all_places = max(found)
        return context, other, places, all_places


def _smooth(counts: Sequence[int], share: Sequence[float], caution: float) -> list[float]:
    whole = sum(counts) + caution
    return [(count + caution * each) / whole for count, each in zip(counts, share, strict=True)]


class Contexts:
    """What open text says of ambiguous characters; `lines` are those of `contexts.txt`."""

    def __init__(self, text: str = "") -> None:
        self._sections = {section[0]: section for section in text.split("\n=")[1:]}
        self._characters: dict[str, Character | None] = {}

    def __getitem__(self, character: str) -> Character | None:
        """Return what is known of a character, None where nothing is."""
        if character not in self._characters:
            section = self._sections.get(character)
            self._characters[character] = read_section(section) if section else None
        return self._characters[character]

    def judge(self, text: str, offset: int, forms: str, words: Mapping[str, str] = _NO_WORDS) -> Judgement:
        """Judge the choice of a form for the character at `offset` of Simplified `text`.

        `forms` are general forms: the one that was taken, and those that the edition does not tell from it.
        `words` are words of the character, each with its form, besides those of dictionaries.
        """
        known = self[text[offset]]
        if known is None or not set(forms) <= set(known.forms):
            return Judgement(is_known=False)
        start = max(0, offset - _WINDOW)
        symbols, offsets = normalise(text[start : offset + _WINDOW])
        index = offsets.index(offset - start)
        before, behind, spanning = surroundings(symbols, index)
        share = known.share(before, behind, spanning)
        likelihood = sum(share[known.forms.index(form)] for form in forms)
        overlapping = known.overlapping(symbols, index, forms, words)
        found = known.against([*before, *behind, *spanning], forms)
        evidence = None
        if found:
            context, other, places, all_places = found
            evidence = Evidence(context.replace(PLACE, text[offset]), other, places, all_places)
        return Judgement(round(1000 * likelihood), overlapping=overlapping, evidence=evidence)


# Further than a context goes, with room for spaces, numbers and Latin words, which are one symbol or none.
_WINDOW = 40


def read_section(section: str) -> Character:
    """Read what `contexts.txt` says of one character (without the sign before it)."""
    head, *lines = section.splitlines()
    character, forms, *totals = head.split()
    contexts: dict[str, tuple[int, ...]] = {}
    words: dict[str, str] = {}
    for line in lines:
        key, *values = line.split()
        if key[0] == "+":
            words.update(dict.fromkeys(values, key[1]))
        else:
            contexts[key] = tuple(map(int, values))
    return Character(character, forms, tuple(map(int, totals)), contexts, words)


def write_section(known: Character) -> str:
    """Return what `contexts.txt` says of a character, always in the same order."""
    lines = [" ".join(map(str, (f"={known.character}", known.forms, *known.totals)))]
    for form in known.forms:
        words = sorted(word for word, each in known.words.items() if each == form)
        lines += [" ".join((f"+{form}", *words))] if words else []
    lines += [" ".join(map(str, (key, *counts))) for key, counts in sorted(known.contexts.items())]
    return "\n".join(lines) + "\n"


@cache
def load_contexts() -> Contexts:
    """Return what the package has learned."""
    return Contexts(FILE.read_text(encoding="utf-8"))
