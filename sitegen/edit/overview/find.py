"""Where words stand in the content, however they are written: in either script, large or small, broken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from unicodedata import normalize

from sitegen.facts.prose.words import words_beside_pages
from sitegen.memory import Forgetful, Memory
from sitegen.model import Library, Place, Term, Words
from sitegen.model.passages import Passage, words_passage
from sitegen.text.characters import is_han
from sitegen.text.script.folding import Classes, classes_of, pairs_in_context, related_characters
from sitegen.values import dataclass

# The kinds of what may hold words, in the order in which they are told.
PARAGRAPH, PHRASE, TERM, PAGE, OTHER = "paragraph", "phrase", "term", "page", "other"
KINDS = (PARAGRAPH, PHRASE, TERM, PAGE, OTHER)
# As many characters are shown on either side of what is found.
_AROUND = 24
_ALIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "「": '"', "」": '"', "『": "'", "』": "'"})


@dataclass(frozen=True, slots=True)
class Found:
    """A place where words stand."""

    # One of KINDS, and the id or key of what holds them.
    kind: str
    id: str
    place: Place
    # What was found, as it stands there, between what stands before and behind it.
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text in which what is alike is the same, with where each of its characters stands in the text."""

    text: str
    offsets: tuple[int, ...]


def find_words(library: Library, words: str, memory: Memory | None = None) -> tuple[Found, ...]:
    """Return where `words` stand, kind by kind; each passage once for each time that it has them."""
    classes = classes_of(
        (*(memory or Forgetful()).call(related_characters), *sorted(pairs_in_context([words], [words])))
    )
    wanted = _fold(words.strip(), classes).text
    if not wanted:
        return ()
    found = [
        each
        for kind, id_, passage in _passages(library)
        for each in _in_passage(library, kind, id_, passage, wanted, classes)
    ]
    return tuple(sorted(found, key=lambda each: KINDS.index(each.kind)))


def _passages(library: Library) -> Iterator[tuple[str, str, Passage]]:
    """Yield all that may hold words, each with its kind and its id."""
    told: set[Place] = set()
    for kind, id_, words in chain(_in_paragraphs(library), _in_terms(library.terms)):
        told.add(words.place)
        yield kind, id_, words_passage(words)
    for (key, _), page in library.pages.items():
        for passage in page.passages:
            yield PAGE, key, passage
    beside = words_beside_pages(
        library.site,
        {},
        library.glossary,
        library.references.values(),
        library.documents.values(),
        library.pictures.values(),
        library.changes,
    )
    for words in chain(*beside.values()):
        if words.place not in told:
            yield OTHER, "", words_passage(words)


def _in_paragraphs(library: Library) -> Iterator[tuple[str, str, Words]]:
    for id_, (_, paragraph) in library.paragraphs.items():
        locators = filter(None, (paragraph.locator, paragraph.locator_then))
        for words in (*paragraph.section.values(), *paragraph.gist.values(), *locators):
            yield PARAGRAPH, id_, words
        for phrase in paragraph.every_phrase:
            yield PHRASE, id_, phrase


def _in_terms(terms: Mapping[str, Term]) -> Iterator[tuple[str, str, Words]]:
    for id_, term in terms.items():
        said: Iterable[Words] = (
            *term.names.values(),
            *chain(*term.also.values()),
            *chain(*term.avoid.values()),
            *term.forms.values(),
            *(each.words for each in term.alternatives),
            *term.explanation.values(),
        )
        yield from ((TERM, id_, words) for words in said)


def _in_passage(
    library: Library, kind: str, id_: str, passage: Passage, wanted: str, classes: Classes
) -> Iterator[Found]:
    folded = _fold(passage.text, classes)
    at = folded.text.find(wanted)
    while at >= 0:
        start, end = folded.offsets[at], folded.offsets[at + len(wanted) - 1] + 1
        text = passage.text
        before, after = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
        yield Found(
            kind,
            id_,
            library.as_written(passage.place(start)),
            _line("…" * (start > _AROUND) + before),
            _line(text[start:end]),
            _line(after + "…" * (end + _AROUND < len(text))),
        )
        at = folded.text.find(wanted, at + len(wanted))


def _line(text: str) -> str:
    return text.replace("\n", " ").replace("\ufffc", "")


def _fold(text: str, classes: Classes) -> _Folded:
    """Fold a text: characters that stand for one another, sizes of letters, widths, spaces."""
    pieces: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        if character.isspace():
            is_beside_han = any(
                map(is_han, text[offset + 1 : offset + 2] + text[max(offset - 1, 0) : offset])
            )
            alone = "" if is_beside_han or pieces[-1:] == [" "] else " "
        else:
            members = classes.get(character)
            alone = min(members) if members else normalize("NFKC", character.translate(_ALIKE)).casefold()
        pieces += alone
        offsets += [offset] * len(alone)
    return _Folded("".join(pieces), tuple(offsets))
