"""Source documents compared with their whole texts, which are no part of a site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from sitegen.model import Diagnostic, SourceDocument, SourceParagraph, Words
from sitegen.rules import (
    AMBIGUOUS_LOCATOR,
    DOCUMENT_NOT_IN_TEXT,
    LOCATOR_NOT_IN_TEXT,
    NO_LOCATOR,
    PHRASE_ELSEWHERE,
    PHRASE_NOT_IN_TEXT,
)
from sitegen.text.nearest import nearest
from sitegen.text.whole import WholeText, squeeze
from sitegen.text.whole import nearest as nearest_words
from sitegen.values import dataclass

_MANY = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A document in the text that holds it: the text's name, and what each of its paragraphs says there."""

    id: str
    name: str
    paragraphs: Mapping[str, str]


def find_documents(
    documents: Mapping[str, SourceDocument], texts: Mapping[str, WholeText]
) -> tuple[Found, ...]:
    """Return each document that one of `texts` holds: the one in which most of its paragraphs begin."""
    homes: dict[str, str] = {}
    starts: dict[str, dict[str, int]] = {}
    for id_, document in documents.items():
        by_text = {name: _starts(document, text) for name, text in texts.items()}
        name = max(by_text, key=lambda each: len(by_text[each]), default="")
        if name and by_text[name]:
            homes[id_], starts[id_] = name, by_text[name]
    found = []
    for id_, name in homes.items():
        # A text may hold several documents: one ends where the other begins.
        others = {start for other, home in homes.items() if home == name for start in starts[other].values()}
        unfinished = {str(each.id) for each in documents[id_].paragraphs if each.breaks_off}
        text = texts[name]
        said = {
            paragraph: text.text[start : text.end(start, others, breaks_off=paragraph in unfinished)]
            for paragraph, start in starts[id_].items()
        }
        found.append(Found(id_, name, said))
    return tuple(found)


def _starts(document: SourceDocument, text: WholeText) -> dict[str, int]:
    """Return where the document's paragraphs begin, those that begin in one place only."""
    beginnings = {
        str(paragraph.id): text.beginnings(_beginning(paragraph))
        for paragraph in document.paragraphs
        if paragraph.locator
    }
    return {id_: places[0] for id_, places in beginnings.items() if len(places) == 1}


def _beginning(paragraph: SourceParagraph) -> str:
    return f"{paragraph.locator or ''}{paragraph.locator_then or ''}"


def check_verbatim(
    documents: Mapping[str, SourceDocument], texts: Mapping[str, WholeText]
) -> Iterator[Diagnostic]:
    """Each paragraph begins, once, in a text, and each of its phrases stands there word for word."""
    found = {each.id: each for each in find_documents(documents, texts)}
    said = {id_: text for each in found.values() for id_, text in each.paragraphs.items()}
    for id_, document in documents.items():
        home = found.get(id_)
        if home is None and any(paragraph.locator for paragraph in document.paragraphs):
            yield DOCUMENT_NOT_IN_TEXT(document.prefix.place, id=id_)
            continue
        text = texts[home.name] if home else WholeText("", (), ())
        yield from _check_locators(document, text)
        for paragraph in document.paragraphs:
            if paragraph.id in said:
                for phrase in paragraph.phrases:
                    yield from _check_phrase(paragraph, phrase, said, text)


def _check_locators(document: SourceDocument, text: WholeText) -> Iterator[Diagnostic]:
    counts = Counter(squeeze(_beginning(paragraph)) for paragraph in document.paragraphs)
    for paragraph in document.paragraphs:
        if not paragraph.locator:
            yield NO_LOCATOR(paragraph.id.place, id=paragraph.id)
            continue
        beginning = squeeze(_beginning(paragraph))
        places = len(text.beginnings(beginning))
        if not places:
            known = [text.text[start : start + len(beginning)] for start in text.lines]
            near = nearest(beginning, known)
            yield LOCATOR_NOT_IN_TEXT(paragraph.locator.place, words=beginning, near=near)
        elif places > 1 or counts[beginning] > 1:
            case, count = ("places", places) if places > 1 else ("paragraphs", counts[beginning])
            yield AMBIGUOUS_LOCATOR(paragraph.locator.place, case, count=count, words=beginning)


def _check_phrase(
    paragraph: SourceParagraph, phrase: Words, said: Mapping[str, str], text: WholeText
) -> Iterator[Diagnostic]:
    words = squeeze(phrase)
    if words in said[paragraph.id]:
        return
    elsewhere = [id_ for id_, each in said.items() if words in each]
    if elsewhere:
        others, shown = len(elsewhere) - _MANY, tuple(elsewhere[:_MANY])
        yield PHRASE_ELSEWHERE(
            phrase.place,
            "paragraphs",
            words=phrase,
            id=paragraph.id,
            paragraphs=shown,
            others=max(others, 0),
        )
    elif words in text.text:
        yield PHRASE_ELSEWHERE(phrase.place, "outside", words=phrase, id=paragraph.id)
    else:
        likely = nearest_words(words, said[paragraph.id])
        yield PHRASE_NOT_IN_TEXT(phrase.place, words=phrase, id=paragraph.id, likely=likely or "")
