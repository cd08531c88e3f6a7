"""Rules for the language of pages: plain, neutral, in one spelling."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from sitegen.expressions import lazy_regex
from sitegen.facts.slices import Numbered, Pages
from sitegen.model import Diagnostic, Page, Style
from sitegen.model.passages import Passage
from sitegen.rules import LOADED_WORD, LONG_SENTENCE, MIXED_SPELLING
from sitegen.text.joined import ATOM
from sitegen.text.languages import Language, language_of
from sitegen.text.typography.marks import find_marks
from sitegen.text.words import Names

# The names of terms by language.
_Names = Mapping[str, tuple[str, ...]]
_CAPITAL = lazy_regex(r"\s+[A-Z]")


def check_wording(pages: Pages, style: Style, names: _Names) -> Iterator[Diagnostic]:
    """The site itself neither praises nor blames: its own words are none of the list in `style.yaml`."""
    for page in pages.values():
        loaded = style.loaded.get(page.language, ())
        for passage, start, end, _ in _found(page, map(str, loaded), names):
            yield LOADED_WORD(passage.place(start), words=" ".join(passage.text[start:end].split()))


def check_spelling(pages: Pages, style: Style, names: _Names) -> Iterator[Diagnostic]:
    """Pages keep to one spelling; names and what stands in quotation marks are as others wrote them."""
    for page in pages.values():
        spelled = style.spelling.get(page.language, {})
        for passage, start, end, word in _found(page, spelled, names):
            said, due = passage.text[start:end], str(spelled[word])
            if said != word:
                if _is_of_name(passage.text, start, end):
                    continue
                due = due[:1].upper() + due[1:]
            yield MIXED_SPELLING(passage.place(start), words=said, better=due)


def _is_of_name(text: str, start: int, end: int) -> bool:
    """Tell whether a capital is a name’s: it stands inside a sentence, or another capital follows it."""
    return not _begins_sentence(text, start) or _CAPITAL.match(text, end) is not None


def _begins_sentence(text: str, start: int) -> bool:
    """Tell whether a sentence begins at `start`, read backwards: its opening marks, a space, an end."""
    before = _back(text, start, "“‘(".__contains__)
    if before == 0:
        return True
    space = _back(text, before, str.isspace)
    end = _back(text, space, "”’)".__contains__)
    return space < before and end > 0 and text[end - 1] in ".!?:"


def _back(text: str, at: int, is_passed: Callable[[str], bool]) -> int:
    while at and is_passed(text[at - 1]):
        at -= 1
    return at


def _found(page: Page, words: Iterable[str], known: _Names) -> Iterator[tuple[Passage, int, int, str]]:
    """Yield where running text has one of `words`, and which, but for those of terms and of quotations."""
    names = Names({word: word for word in words}, page.language)
    terms = Names(dict.fromkeys(known.get(page.language, ()), ""), page.language)
    if not names.ids:
        return
    for passage in page.passages:
        taken = _quoted(passage.text)
        for start, end, _ in terms.find(passage.text):
            taken.update(range(start, end))
        for start, end, word in names.find(passage.text):
            if start not in taken and passage.is_free(start, end):
                yield passage, start, end, word


def _quoted(text: str) -> set[int]:
    """Return the offsets between quotation marks."""
    offsets: set[int] = set()
    done = 0
    for mark in find_marks(text):
        if mark.is_opening and mark.partner is not None:
            # What stands in two pairs is counted once, however deep they are.
            offsets.update(range(max(mark.offset, done), mark.partner))
            done = max(done, mark.partner)
    return offsets


def check_sentences(pages: Pages, style: Style, paragraphs: Numbered) -> Iterator[Diagnostic]:
    """Sentences are no longer than `style.yaml` allows: in words, or in characters."""
    for page in pages.values():
        longest = style.longest_sentence.get(page.language)
        if longest is None:
            continue
        row = language_of(page.language)
        for passage in page.passages:
            for match in row.sentence.finditer(passage.text):
                length = _length(match[0], row, paragraphs)
                if length > longest:
                    yield LONG_SENTENCE(passage.place(match.start()), row.unit, count=length, most=longest)


def _length(sentence: str, row: Language, paragraphs: Collection[str]) -> int:
    """Return the length of a sentence without its citations, the ids of `paragraphs`."""
    if row.has_spaces:
        return sum(word not in paragraphs for word in row.words(sentence))
    cited = sum(
        len(id_) * len(re.findall(rf"(?<![A-Z]){re.escape(id_)}(?!\d)", sentence))
        for id_ in paragraphs
        if id_ in sentence
    )
    return row.count(re.sub(rf"[\s{ATOM}]", "", sentence)) - cited
