"""Rules for conversion: what editors say about it, and words that it would leave as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sitegen.checks.prose.passages import LANGUAGE
from sitegen.expressions import lazy_regex
from sitegen.facts.slices import Pages
from sitegen.facts.voices.own_words import own_words
from sitegen.facts.voices.voice import Voice
from sitegen.model import Conversion, Diagnostic, Edition, Page, Place, Site, Term, Words
from sitegen.model.passages import words_passage
from sitegen.rules import CANTONESE, CONVERSION, EDITION_NAME, MAINLAND_WORD, ROUND_TRIP, UNUSED_WORD
from sitegen.text.body.inline import Opening, Write
from sitegen.text.nearest import nearest
from sitegen.text.script.conversion import ALL_PROFILES, simplify_characters
from sitegen.text.script.mainland import MainlandWord, find_mainland
from sitegen.text.script.usages import find_usage, is_usual, starts_traditional
from sitegen.text.typography.marks import corner_marks

_MARKS = ("corner", "curly")
# Characters that Cantonese prose cannot do without and Standard Chinese does not have. A page is Cantonese
# where there are some of them, and one in so many characters is.
_CANTONESE = lazy_regex("[嘅咗唔佢哋冇啲喺嚟嘢啱攞嗰咁嘥瞓諗谂]")
_SOME, _OFTEN = 5, 60
# One word in Taiwan, 帳, of which Simplified makes two: OpenCC cannot tell which to give back.
_ONE_IN_TAIWAN = str.maketrans("帐", "账")
_ANY_DEPTH = str.maketrans("‘’", "“”")
# Simplified has one word, 什么, of which Traditional text has two forms.
_ONE_IN_SIMPLIFIED = str.maketrans("甚", "什")


def check_conversion(conversion: Conversion, site: Site) -> Iterator[Diagnostic]:
    """Phrases and glyphs keep the number of characters, and glyphs belong to a profile."""
    for name, table in conversion.glyphs.items():
        if name not in ALL_PROFILES:
            place = next((words.place for words in table.values()), Place("content/conversion.yaml"))
            near = nearest(name, ALL_PROFILES)
            yield CONVERSION(place, "profile", name=name, near=near, known=tuple(ALL_PROFILES))
    phrases = [(table, False) for table in (conversion.phrases, *conversion.editions.values())]
    for table, is_glyphs in (*phrases, *((table, True) for table in conversion.glyphs.values())):
        for words, written in table.items():
            if len(words) != len(written) or (is_glyphs and len(words) != 1):
                yield CONVERSION(written.place, "length", words=words, written=written)
    for edition in site.editions:
        marks = edition.quotation_marks
        if marks is not None and (marks not in _MARKS or edition.profile is None):
            yield CONVERSION(marks.place, "marks", name=marks)


def check_edition_names(
    terms: Mapping[str, Term],
    conversion: Conversion,
    converted: tuple[Edition, ...],
    editions: tuple[Edition, ...],
) -> Iterator[Diagnostic]:
    """Forms of terms are for editions that are converted."""
    yield from _check_names(_beside_pages(terms, conversion), converted, editions)


def check_names_on_pages(
    pages: Pages, converted: tuple[Edition, ...], editions: tuple[Edition, ...]
) -> Iterator[Diagnostic]:
    """Words of pages are for editions that are converted."""
    yield from _check_names(_on_pages(pages), converted, editions)


def _check_names(
    said: Iterable[tuple[str, Place]], converted: Iterable[Edition], editions: Iterable[Edition]
) -> Iterator[Diagnostic]:
    names = sorted({name for each in converted for name in each.names})
    there = {name for each in editions for name in each.names}
    for name, place in said:
        if name.lower() in names:
            continue
        # What an edition is told that the site leaves out does no harm, and is there when it comes.
        case = "waiting" if is_usual(name) and name.lower() not in there else "unknown"
        yield EDITION_NAME(place, case, name=name, near=nearest(name.lower(), names), known=tuple(names))


def _beside_pages(terms: Mapping[str, Term], conversion: Conversion) -> Iterator[tuple[str, Place]]:
    """What editors call editions in terms, and where the site says what they write."""
    for term in terms.values():
        yield from ((name, form.place) for name, form in term.forms.items())
    for name, words in conversion.editions.items():
        yield name, next((written.place for written in words.values()), Place("content/conversion.yaml"))


def _on_pages(pages: Pages) -> Iterator[tuple[str, Place]]:
    """What editors call editions in front matter and in `write:` spans."""
    for page in pages.values():
        for name, words in page.front.conversion.editions.items():
            yield name, next((written.place for written in words.values()), page.place)
        for run in page.body.runs_with_alts():
            for index, item in enumerate(run.items):
                if isinstance(item, Opening) and isinstance(item.mark, Write):
                    place = page.item(run.number, index)
                    yield from ((name, place) for name, _ in item.mark.choices if name)


def check_unused_words(pages: Pages) -> Iterator[Diagnostic]:
    """What a page says about words stands for words that the page has."""
    for page in pages.values():
        said = list(_page_words(page))
        is_converted = bool(said) and page.language == LANGUAGE
        texts = [passage.text for passage in page.passages] if is_converted else []
        for word, place in said:
            if not any(word in text for text in texts):
                yield UNUSED_WORD(place, word=word)


def _page_words(page: Page) -> Iterator[tuple[str, Place]]:
    rules = page.front.conversion
    yield from ((str(word), word.place) for word in rules.keep)
    tables: list[Mapping[str, Words]] = [rules.words, *rules.editions.values()]
    yield from ((word, written.place) for table in tables for word, written in table.items())


def check_supported_prose(pages: Pages, converted: tuple[Edition, ...]) -> Iterator[Diagnostic]:
    """Chinese pages are written in Standard Chinese: words of Cantonese are converted as if they were."""
    if all(starts_traditional(str(edition.profile)) for edition in converted):
        return
    for page in pages.values():
        if page.language != LANGUAGE:
            continue
        found = [
            (passage.place(each.start()), each[0])
            for passage in page.passages
            for each in _CANTONESE.finditer(passage.text)
            if passage.is_free(each.start(), each.end())
        ]
        length = sum(len(passage.text) for passage in page.passages)
        if len(found) >= _SOME and len(found) * _OFTEN >= length:
            words = "、".join(dict.fromkeys(word for _, word in found))
            yield CANTONESE(found[0][0], words=words)


def check_round_trip(pages: Pages, voices: tuple[Voice, ...]) -> Iterator[Diagnostic]:
    """A quotation, converted back, gives the characters of its source: only the script has changed."""
    for page in pages.values():
        if page.language != LANGUAGE:
            continue
        for quotation in page.quotations:
            for voice in voices:
                back, is_same = _come_back(quotation.words, voice)
                if not is_same:
                    yield ROUND_TRIP(
                        quotation.place, words=quotation.words, edition=voice.edition.tag, back=back
                    )


def _come_back(words: str, voice: Voice) -> tuple[str, bool]:
    """Return what comes back, and whether only the script was changed.

    From Traditional text many ways may lead back: there both sides are read as Simplified, each character by
    itself.
    """
    quoted, profile = voice.quote(words), str(voice.edition.profile)
    if not starts_traditional(profile):
        back = voice.back(quoted)
        return back, _same(back, _curly(words, voice))
    return quoted, _read_alike(quoted) == _read_alike(words)


def _read_alike(words: str) -> str:
    read = simplify_characters(words).translate(_ONE_IN_SIMPLIFIED)
    return read.translate(str.maketrans("「」『』", "“”‘’")).translate(_ANY_DEPTH)


def _same(back: str, words: str) -> bool:
    return back.translate(_ONE_IN_TAIWAN) == words.translate(_ONE_IN_TAIWAN)


def _curly(words: str, voice: Voice) -> str:
    """The words as they come back: their quotation marks are of the edition."""
    if voice.writing is None or not voice.writing.has_corner_marks:
        return words
    characters = list(words)
    for offset, mark in corner_marks(words):
        characters[offset] = mark
    return "".join(characters)


def check_mainland_words(
    interface: Mapping[str, Mapping[str, Words]], site: Site, voices: tuple[Voice, ...]
) -> Iterator[Diagnostic]:
    """Interface words of an edition for Taiwan or Hong Kong are those by which its readers know the web."""
    converted = {str(voice.edition.tag): voice for voice in voices}
    for edition in site.editions:
        usage = find_usage(edition.tag)
        if usage is None or not usage.is_traditional:
            continue
        voice, own = converted.get(str(edition.tag)), own_words(interface, edition)
        for key, general in interface.get(str(edition.language), {}).items():
            written = own.get(key, general)
            said = written if key in own or voice is None else voice.said[key]
            for found in find_mainland(said, usage.forms):
                word = said[found.start : found.end]
                yield MAINLAND_WORD(
                    _place(written, said, found),
                    "own" if key in own or voice is None else "converted",
                    word=word,
                    instead=found.instead,
                    key=key,
                    edition=edition.tag,
                )


def _place(written: Words, said: str, found: MainlandWord) -> Place:
    """Where an author wrote what was found in what an edition says."""
    word = simplify_characters(said[found.start : found.end])
    # Other words that the edition says, at another length, may have moved it.
    start = found.start if len(said) == len(written) else 0
    return words_passage(written).place(max(simplify_characters(written).find(word, start), 0))
