"""Rules for the words by which pages name the terms of the term base."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from sitegen.checks.prose.passages import section_passages
from sitegen.expressions import lazy_regex
from sitegen.facts.pairs.pairing import terms as linked_terms
from sitegen.facts.slices import Pages
from sitegen.facts.terms import Naming
from sitegen.model import Diagnostic, Page, Place, Term, Words
from sitegen.model.passages import Passage
from sitegen.rules import AVOIDED_WORD, PINYIN_SPELLING, REGIONAL_READING, UNAPPROVED_RENDERING
from sitegen.text.body.flat import inside, plain_text
from sitegen.text.body.inline import Foreign, Opening, Pinyin, Run, Space, Text
from sitegen.text.characters import is_han
from sitegen.text.languages import CONVERTED, language_of
from sitegen.text.readings import BOPOMOFO, JYUTPING, PINYIN
from sitegen.text.spelling.above import read_words
from sitegen.text.spelling.bopomofo import bopomofo_faults
from sitegen.text.spelling.jyutping import jyutping_faults
from sitegen.text.spelling.pinyin import faults_of, fold, syllables
from sitegen.text.words import Names

# What is wrong with readings of territories, by what they are called.
_FAULTS: Mapping[str, Callable[[str], Iterator[str]]] = {
    BOPOMOFO.name: bopomofo_faults,
    JYUTPING.name: jyutping_faults,
}
_NOT_SAID = lazy_regex(r"（[^）]*）|\([^)]*\)")


def check_avoided(pages: Pages, naming: Naming, languages: tuple[str, ...]) -> Iterator[Diagnostic]:
    """No page names a term by words that the term base asks to avoid; sources are quoted as they are."""
    for page in pages.values():
        names, meant = naming.avoided(page.language)
        for passage in page.passages:
            for start, end, word in names.find(passage.text):
                if not word or not passage.is_free(start, end):
                    continue
                said = " ".join(passage.text[start:end].split())
                term = meant[word]
                yield AVOIDED_WORD(
                    passage.place(start),
                    words=said,
                    term=term.name(languages),
                    better=term.names_in(page.language),
                )


def check_renderings(
    pages: Pages,
    naming: Naming,
    languages: tuple[str, ...],
    source_languages: tuple[str, ...],
) -> Iterator[Diagnostic]:
    """Where a section uses a term, the partner’s uses a word of the term base for it, or a link to it."""
    # Terms come from the sources: their language is compared with every other.
    first = next((each for each in source_languages if each in languages), next(iter(languages), ""))
    for (key, language), page in pages.items():
        if language != first:
            continue
        for other in (each for each in languages if each != first):
            if partner := pages.get((key, other)):
                yield from _check_partner(naming, page, partner)


def _check_partner(naming: Naming, page: Page, partner: Page) -> Iterator[Diagnostic]:
    theirs = {section.id: (section, _text(passages)) for section, passages in section_passages(partner)}
    names, terms = naming.mentioned(page.language), naming.terms
    for section, passages in section_passages(page):
        if section.id not in theirs:
            continue
        their_section, said = theirs[section.id]
        linked = {id_ for block in their_section.all_blocks for id_ in linked_terms(block)}
        for id_, place in _mentions(passages, names).items():
            known = terms[id_].names_in(partner.language)
            if not known or id_ in linked or any(_says(said, str(name), partner.language) for name in known):
                continue
            begin = next(iter(their_section.all_blocks), None)
            place_there = partner.line(begin) if begin else partner.place
            term = terms[id_].name((page.language,))
            yield UNAPPROVED_RENDERING(place_there, also=(place,), name=known[0], term=term)


def _mentions(passages: tuple[Passage, ...], names: Names) -> Mapping[str, Place]:
    """Return the terms that running text mentions, each with the place of its first mention."""
    found: dict[str, Place] = {}
    for passage in passages:
        for start, end, id_ in names.find(passage.text):
            if passage.is_free(start, end):
                found.setdefault(id_, passage.place(start))
    return found


def _text(passages: tuple[Passage, ...]) -> str:
    return _simple("\n".join(passage.text for passage in passages))


def _simple(text: str) -> str:
    """Return `text` as words are compared: in small letters, with spaces for hyphens and ends of lines."""
    return re.sub(r"[\s\-]+", " ", text.lower().replace("'", "’"))


def _says(text: str, name: str, language: str) -> bool:
    """Tell whether `text` of `language` has `name`, in the plural or the genitive too."""
    if not language_of(language).has_spaces:
        return _simple(name) in text
    return re.search(rf"(?<!\w){re.escape(_simple(name))}(?:e?s)?(?!\w)", text) is not None


def check_readings(naming: Naming) -> Iterator[Diagnostic]:
    """The glossary’s pinyin has syllables that exist, marks on the right letters, one for each character."""
    for term in naming.terms.values():
        if (pinyin := term.readings.get(CONVERTED)) is not None:
            yield from _check_spelling(str(pinyin), pinyin.place)
            yield from _check_count(term.names.get(CONVERTED, pinyin), pinyin)


def check_regional(naming: Naming) -> Iterator[Diagnostic]:
    """The glossary’s Bopomofo and Jyutping have syllables that exist, one for each character."""
    for term in naming.terms.values():
        name = term.names.get(CONVERTED)
        for kind, faults in _FAULTS.items():
            if (reading := term.readings.get(kind)) is None or name is None:
                continue
            wrong = list(faults(reading))
            yield from (REGIONAL_READING(reading.place, kind, words=each) for each in wrong)
            count = len(read_words(kind, reading))
            due = sum(map(is_han, _NOT_SAID.sub("", name)))
            if not wrong and count != due:
                yield REGIONAL_READING(reading.place, "count", term=name, kind=kind, count=count, due=due)


def check_pinyin(pages: Pages, naming: Naming) -> Iterator[Diagnostic]:
    """Pinyin has syllables that exist, marks on the right letters, and for terms the glossary’s spelling."""
    for page in pages.values():
        for run in page.body.runs():
            text = plain_text(run.items)
            for words, place in _pinyin_of(run, page):
                yield from _check_spelling(words, place)
                known = _spelled(naming.spelled.get(fold(words), ()), words, text)
                if known is not None:
                    yield PINYIN_SPELLING(place, "glossary", words=words, better=known)


def _check_count(name: Words, pinyin: Words) -> Iterator[Diagnostic]:
    characters = _NOT_SAID.sub("", name)
    found = syllables(_NOT_SAID.sub("", pinyin))
    # 儿 may be a syllable, er, or be written r at the end of one: zhèr.
    most = sum(map(is_han, characters))
    least = most - characters.count("儿")
    if found and not least <= len(found) <= most:
        yield PINYIN_SPELLING(pinyin.place, "count", term=name, count=len(found), due=most)


def _spelled(terms: Iterable[Term], words: str, text: str) -> str | None:
    """Return how the glossary spells the one of `terms` whose name stands beside its pinyin, if otherwise.

    Where no name stands beside it, what sounds alike may be another word.
    """
    named = ((term.names.get(CONVERTED, term.id), str(term.readings[CONVERTED])) for term in terms)
    found = [pinyin for name, pinyin in named if _NOT_SAID.sub("", name) in text]
    # Above characters the syllables stand apart.
    compared = syllables if "-" in words else str.lower
    is_right = any(compared(known.lower()) == compared(words.lower()) for known in found)
    return None if is_right or not found else found[0]


def _check_spelling(words: str, place: Place) -> Iterator[Diagnostic]:
    for word, why in faults_of(words):
        yield PINYIN_SPELLING(place, "word", words=word, why=why)


def _pinyin_of(run: Run, page: Page) -> Iterator[tuple[str, Place]]:
    """Yield the pinyin of a run, written out or above characters, each with the place of the next text."""
    items = run.items
    places: list[Place] = [page.place]
    for index in reversed(range(len(items))):
        is_text = isinstance(items[index], Text | Space) and page.places.item(run.number, index)
        places.append(page.item(run.number, index) if is_text else places[-1])
    for index, item in enumerate(items):
        place = places[len(items) - index]
        match item:
            case Opening(Foreign(_, written)) if written in (PINYIN.name, PINYIN.tag):
                yield plain_text(inside(items, index)), place
            case Opening(Pinyin(syllables)):
                yield "-".join(syllables), place
