"""How a page reads, in figures: how long it is, how often it cites, denies, quotes, and begins alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen.model import Page, Texture
from sitegen.text.addresses import ParagraphTarget
from sitegen.text.body.blocks import (
    Block,
    CodeBlock,
    Fold,
    Footnotes,
    Outside,
    Paragraph,
    RunBlock,
    inner,
)
from sitegen.text.body.body import link_of
from sitegen.text.body.flat import seen
from sitegen.text.body.inline import Image, Opening, Run
from sitegen.text.characters import is_han
from sitegen.text.languages import Language, language_of
from sitegen.values import dataclass

# Whoever reads from top to bottom may pass by what these hold.
_ASIDE = (Fold, Outside, Footnotes, CodeBlock)
# As many characters at the head of a sentence are compared, where words are not parted by spaces.
_HEAD = 2


@dataclass(frozen=True, slots=True)
class Alike:
    """Sentences of a page that follow one another and begin alike: how many, with what, in which run."""

    count: int
    words: str
    run: int


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted on a page. Lengths are characters or words, as the row of its language counts.

    `length` is that of the main line, which leaves out boxes from elsewhere and what is unfolded, `whole`
    that of all; `marks` are citations; `quotations` has for each run that quotes in a script of another
    language how often it does, by the number of the run.
    """

    length: int
    whole: int
    marks: int
    sentences: int
    denials: int
    quotations: dict[int, int]
    alike: tuple[Alike, ...]

    @property
    def marks_in_thousand(self) -> int:
        """Citations for a thousand characters or words of all text."""
        return round(1000 * self.marks / max(1, self.whole))

    @property
    def denials_in_hundred(self) -> int:
        """Of a hundred sentences, how many say what is not."""
        return round(100 * self.denials / max(1, self.sentences))


def texture_of(page: Page, limits: Texture) -> Counted:
    """Return what is counted on a page; `limits` say with which words its language denies."""
    row, main = language_of(page.language), list(_beside(page.body.blocks, ()))
    runs, everything = list(_runs(main)), list(_runs(_beside(page.body.blocks, (CodeBlock,))))
    sentences = [each for run in everything for each in _sentences(run, row)]
    denying = [*map(str, limits.denying)]
    return Counted(
        length=sum(_length(_said(run), row) for run in runs),
        whole=sum(_length(_said(run), row) for run in everything),
        marks=len(page.body.citations),
        sentences=len(sentences),
        denials=sum(any(word in each for word in denying) for each in sentences),
        quotations=_quotations(page, row),
        alike=tuple(_alike(main, row)),
    )


def _beside(blocks: Iterable[Block], aside: tuple[type[Block], ...] = ()) -> Iterator[Block]:
    """Yield blocks and those inside them, but for what stands aside."""
    for block in blocks:
        if not isinstance(block, aside or _ASIDE):
            yield block
            yield from _beside(inner(block), aside)


def _runs(blocks: Iterable[Block]) -> Iterator[Run]:
    return (block.run for block in blocks if isinstance(block, RunBlock))


def _said(run: Run) -> str:
    """What is read of a run: no marks of citations, no text that stands for a picture."""
    pieces: list[str] = []
    cited = 0
    for item in run.items:
        link = link_of(item)
        if link is not None and isinstance(link.target, ParagraphTarget):
            cited += 1 if isinstance(item, Opening) else -1
        elif not cited and not isinstance(item, Image):
            pieces.append(seen(item))
    return "".join(pieces)


def _length(text: str, row: Language) -> int:
    return len(row.words(text)) if row.unit == "words" else sum(map(str.isalnum, text))


def _sentences(run: Run, row: Language) -> Iterator[str]:
    return (match[0] for match in row.sentence.finditer(_said(run)))


def _quotations(page: Page, row: Language) -> dict[int, int]:
    counts: dict[int, int] = {}
    for run, _, saying in page.body.quotations():
        if not row.han and any(map(is_han, saying.words)):
            counts[run] = counts.get(run, 0) + 1
    return counts


def _alike(main: Iterable[Block], row: Language) -> Iterator[Alike]:
    """Yield where sentences of running paragraphs begin alike, one behind the other."""
    head, count, run = "", 0, 0
    for block in main:
        if not isinstance(block, Paragraph) or block.is_tight:
            if count > 1:
                yield Alike(count, head, run)
            head, count = "", 0
            continue
        for sentence in _sentences(block.run, row):
            begins = _begin(sentence, row)
            if begins != head:
                if count > 1:
                    yield Alike(count, head, run)
                head, count, run = begins, 0, block.run.number
            count += 1
    if count > 1:
        yield Alike(count, head, run)


def _begin(sentence: str, row: Language) -> str:
    words = sentence.split()
    return (words[0] if words else "") if row.has_spaces else sentence[:_HEAD]
