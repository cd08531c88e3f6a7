"""Rules for the typography of Chinese text, on pages and in the words of the other files."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from markdown_it.token import Token

from sitegen.checks.prose.passages import LANGUAGE, chinese_words, front_words
from sitegen.facts.usages import usage_of_language
from sitegen.model import Diagnostic, Library, Mend, Page, Place, Words
from sitegen.rules import RULES, UNPAIRED_MARK
from sitegen.text.markdown.spaces import TYPED, Typed, typed_run
from sitegen.text.markdown.tokens import ATOM
from sitegen.text.typography.marks import unpaired_marks
from sitegen.text.typography.punctuation import Slip, find_groups

# What lies around a slip in its message: enough to find it again by eye.
_AROUND = 6
_BESIDE = 40


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text that stands in one line of a file just as it is here, from `place` on."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class _Run:
    """A Chinese run: its stretches with the offset of each, and what must stay as it is."""

    text: str
    kept: tuple[bool, ...]
    stretches: tuple[tuple[int, Stretch], ...]
    # The paragraph that comes directly behind it, in which a quotation may go on.
    following: str = ""

    def locate(self, offset: int) -> tuple[Stretch, int] | None:
        """Return the stretch that holds the character at `offset`, and its offset there."""
        index = bisect(self.stretches, offset, key=itemgetter(0)) - 1
        if index < 0:
            return None
        start, stretch = self.stretches[index]
        return (stretch, offset - start) if offset - start < len(stretch.text) else None


def check_typography(library: Library) -> Iterator[Diagnostic]:
    """Chinese text has Chinese punctuation, no full-width letters, and no spaces inside or around Latin."""
    marks = "「」" if usage_of_language(library.site, LANGUAGE).is_traditional else "“”"
    for run in _runs(library):
        for group in find_groups(run.text, run.kept, marks):
            located = [(slip, run.locate(slip.offset)) for slip in group]
            found = [(slip, where) for slip, where in located if where is not None]
            if len(found) < len(group):
                continue
            # Half a pair is not mended.
            mends = tuple(_mend(slip, *where) for slip, where in found)
            is_certain = all(slip.is_certain for slip in group)
            for (slip, _), mend in zip(found, mends, strict=True):
                yield RULES[slip.kind](
                    mend.place,
                    mends=mends if is_certain else (),
                    words=_around(run, slip),
                    better=slip.better,
                    unsure=int(not slip.is_certain),
                )


def _mend(slip: Slip, stretch: Stretch, offset: int) -> Mend:
    place = replace(stretch.place, column=stretch.place.column + offset)
    end = offset + slip.length
    # Enough to know the place by, however long the line is.
    before, after = stretch.text[max(offset - _BESIDE, 0) : offset], stretch.text[end : end + _BESIDE]
    return Mend(place, slip.written, slip.better, before, after)


def _around(run: _Run, slip: Slip) -> str:
    around = run.text[max(slip.offset - _AROUND, 0) : slip.offset + slip.length + _AROUND]
    return " ".join(around.replace(ATOM, "").strip().split("\n"))


def check_marks(library: Library) -> Iterator[Diagnostic]:
    """Each quotation mark of a Chinese paragraph has its partner there."""
    is_traditional = usage_of_language(library.site, LANGUAGE).is_traditional
    outer, inner = ("「」", "『』") if is_traditional else ("“”", "‘’")
    for run in _runs(library):
        for offset in unpaired_marks(run.text, run.following):
            located = run.locate(offset)
            if located is None:
                continue
            stretch, at = located
            place = Place(stretch.place.path, stretch.place.line, stretch.place.column + at)
            yield UNPAIRED_MARK(place, mark=run.text[offset], outer=outer, inner=inner)


def _runs(library: Library) -> Iterator[_Run]:
    for words in chinese_words(library):
        yield _words_run(words)
    for page in library.pages.values():
        if page.language == LANGUAGE:
            yield from map(_words_run, front_words(page))
            yield from _page_runs(page)


def _words_run(words: Words) -> _Run:
    return _Run(words, (False,) * len(words), ((0, Stretch(words.place, words)),))


def _page_runs(page: Page) -> Iterator[_Run]:
    for index, token in enumerate(page.tokens):
        if token.type == "inline" and token.children:
            following = _text(page.tokens[index + 3 : index + 4]) if _goes_on(page.tokens, index) else ""
            yield _inline_run(typed_run(token.children), following)
        elif token.type.startswith("container_") and token.nesting == 1 and token.map:
            _, name, title = token.info.partition(token.type.split("_")[1])
            text = title.strip()
            column = len(token.markup) + len(token.info) - len(title.lstrip()) + 1
            stretch = Stretch(Place(page.path, token.map[0] + 1, column), text)
            yield _Run(text, (False,) * len(text), ((0, stretch),) if name else ())


def _goes_on(tokens: Sequence[Token], index: int) -> bool:
    around = [token.type for token in tokens[index + 1 : index + 4]]
    return around == ["paragraph_close", "paragraph_open", "inline"]


def _text(tokens: Iterable[Token]) -> str:
    return "".join(each.text for token in tokens for each in typed_run(token.children or ()))


def _inline_run(run: Sequence[Typed], following: str) -> _Run:
    """Join a run; what stands side by side in the file is one stretch."""
    stretches: list[tuple[int, Place, list[str]]] = []
    offset, next_at = 0, -1
    for each in run:
        place, at = each.token.meta.get("place"), int(each.token.meta.get("at", -1))
        if place is not None and each.text and each.text == each.token.meta.get(TYPED, each.token.content):
            if stretches and at == next_at and stretches[-1][1].line == place.line:
                stretches[-1][2].append(each.text)
            else:
                stretches.append((offset, place, [each.text]))
            next_at = at + len(each.text)
        offset += len(each.text)
    kept = tuple(each.is_kept for each in run for _ in each.text)
    joined = tuple((start, Stretch(place, "".join(texts))) for start, place, texts in stretches)
    return _Run("".join(each.text for each in run), kept, joined, following)
