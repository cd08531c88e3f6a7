"""Source documents compared with their whole texts, which are no part of a site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sitegen.model import Diagnostic, Paragraph, SourceDocument, Words
from sitegen.text.nearest import did_you_mean
from sitegen.text.whole import WholeText, nearest, squeeze

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


def _beginning(paragraph: Paragraph) -> str:
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
            message = f"none of the texts given holds `{id_}`"
            hint = "Name the file that holds it behind --text; if it was named, the locators are wrong."
            yield Diagnostic(document.prefix.place, "document-not-in-text", message, hint)
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
            message = f"`{paragraph.id}` has no locator, so it cannot be found in the text"
            hint = "Add `locator: …`, its first characters, 16 at the most."
            yield Diagnostic(paragraph.id.place, "no-locator", message, hint)
            continue
        beginning = squeeze(_beginning(paragraph))
        places = len(text.beginnings(beginning))
        if not places:
            known = [text.text[start : start + len(beginning)] for start in text.lines]
            hint = did_you_mean(beginning, known, "Copy the paragraph’s first characters from the text.")
            message = f"no paragraph of the text begins with “{beginning}”"
            yield Diagnostic(paragraph.locator.place, "locator-not-in-text", message, hint)
        elif places > 1 or counts[beginning] > 1:
            whose = f"{places} places" if places > 1 else f"{counts[beginning]} paragraphs"
            message = f"{whose} begin with “{beginning}”"
            hint = "Add `locator_then: …`, the characters that follow it in this paragraph."
            yield Diagnostic(paragraph.locator.place, "ambiguous-locator", message, hint)


def _check_phrase(
    paragraph: Paragraph, phrase: Words, said: Mapping[str, str], text: WholeText
) -> Iterator[Diagnostic]:
    words = squeeze(phrase)
    if words in said[paragraph.id]:
        return
    elsewhere = [id_ for id_, each in said.items() if words in each]
    if elsewhere:
        where = ", ".join(elsewhere[:_MANY]) + (" and others" if len(elsewhere) > _MANY else "")
        message = f"“{phrase}” does not stand in {paragraph.id}, but in {where}"
        hint = "Move it there, or take it away."
        yield Diagnostic(phrase.place, "phrase-elsewhere", message, hint)
    elif words in text.text:
        message = f"“{phrase}” does not stand in {paragraph.id}, but outside the paragraphs"
        hint = "It may be a heading, or the words of two paragraphs: take it away."
        yield Diagnostic(phrase.place, "phrase-elsewhere", message, hint)
    else:
        near = nearest(words, said[paragraph.id])
        hint = f"There stands “{near}”." if near else f"Nothing in {paragraph.id} is like it: take it away."
        message = f"“{phrase}” does not stand in the text of {paragraph.id}"
        yield Diagnostic(phrase.place, "phrase-not-in-text", message, hint)
