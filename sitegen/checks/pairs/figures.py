"""The rule that a page and its partner say the same numbers and dates."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from operator import itemgetter

from sitegen.checks.pairs.couples import every_pair
from sitegen.facts.pairs.pairing import pair_sections
from sitegen.facts.slices import Pages
from sitegen.model import Diagnostic, Page, Place, Words
from sitegen.rules import FIGURES_DIFFER
from sitegen.text.addresses import ParagraphTarget, TermTarget
from sitegen.text.body import inline as body
from sitegen.text.body.blocks import Block, runs_in
from sitegen.text.body.body import link_of
from sitegen.text.body.inline import Break, Closing, CodeSpan, Foreign, Image, Opening, Quotation, Text
from sitegen.text.joined import ATOM
from sitegen.text.numbers.figures import LANGUAGES, Answers, Figure, find_figures, unanswered

_Placed = tuple[Figure, Place]
_IDS = (ParagraphTarget, TermTarget)


@dataclass(frozen=True, slots=True)
class _Side:
    """A text of one page, where it begins, and its figures."""

    begins: Place
    figures: list[_Placed]

    def places(self) -> dict[int, Place]:
        """Return the places of the figures, by their identities: two may be alike."""
        return {id(figure): place for figure, place in self.figures}


def check_partner_figures(
    pages: Pages, languages: tuple[str, ...], counting_nothing: Mapping[str, tuple[str, ...]]
) -> Iterator[Diagnostic]:
    """Each paragraph, item, heading and cell says the same numbers and dates as its partner.

    What one language says with a small number the other may say without (“the phrases”), if the number
    stands somewhere in the section, and unless another stands in its place (三 for “four”). Quotations, words
    of another language, linked terms and names of the term base need no partner, but may be one: “three
    unities” is answered by “三个统一” in quotation marks.
    """
    for page, partner in every_pair(pages, languages):
        if {page.language, partner.language} <= LANGUAGES:
            for blocks in _counterparts(page, partner, counting_nothing):
                yield from _compare(blocks)


def _counterparts(
    page: Page, partner: Page, words: Mapping[str, tuple[str, ...]]
) -> Iterator[list[tuple[_Side, _Side]]]:
    """Yield what belongs together: title and summary, then section by section the text of each block."""
    ours, theirs = page.front, partner.front
    pairs = (ours.title, theirs.title), (ours.summary, theirs.summary)
    yield [(_of_words(mine, page, words), _of_words(other, partner, words)) for mine, other in pairs]
    for section in pair_sections(page.body, partner.body):
        yield [
            (_of_block(mine, page, words), _of_block(other, partner, words))
            for mine, other in section.innermost
        ]


def _compare(blocks: Sequence[tuple[_Side, _Side]]) -> Iterator[Diagnostic]:
    ours = Answers(figure for mine, _ in blocks for figure, _ in mine.figures)
    theirs = Answers(figure for _, other in blocks for figure, _ in other.figures)
    for mine, other in blocks:
        lacking, lacked = _unanswered(mine, other), _unanswered(other, mine)
        # Where both lack a number, or say as many, another stands in the place of what is lacking.
        differs = bool(lacking and lacked) or _count(mine) == _count(other)
        for side, opposite, missing, section in (
            (mine, other, lacking, theirs),
            (other, mine, lacked, ours),
        ):
            far = set(unanswered(missing, section))
            places = side.places() if missing else {}
            for figure in missing:
                if differs or figure in far or _is_exact(figure):
                    yield _missing(figure, places[id(figure)], opposite)


def _unanswered(side: _Side, other: _Side) -> tuple[Figure, ...]:
    return unanswered([each for each, _ in side.figures], [each for each, _ in other.figures])


def _count(side: _Side) -> int:
    return sum(figure.is_firm for figure, _ in side.figures)


def _is_exact(figure: Figure) -> bool:
    """Tell whether no language would leave the figure out: dates, digits, large numbers, fractions."""
    value = figure.value
    return not isinstance(value, Fraction) or value > 10 or value.denominator > 1 or figure.text.isdecimal()


def _missing(figure: Figure, place: Place, other: _Side) -> Diagnostic:
    return FIGURES_DIFFER(place, also=(other.begins,), figure=figure.text)


def _of_words(text: Words, page: Page, words: Mapping[str, tuple[str, ...]]) -> _Side:
    figures = find_figures(text, page.language, words.get(page.language, ()))
    return _Side(text.place, [(figure, text.place) for figure in figures])


@dataclass(slots=True)
class _Run:
    """Text of one language; of each piece where it begins, its place, and whether it asks for nothing."""

    language: str
    length: int = 0
    texts: list[str] = field(default_factory=list)
    pieces: list[tuple[int, Place | None, bool]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.texts)

    def add(self, text: str, place: Place | None = None, *, is_loose: bool = False) -> None:
        self.pieces.append((self.length, place, is_loose))
        self.texts.append(text)
        self.length += len(text)

    def locate(self, offset: int) -> tuple[Place | None, bool]:
        """Return the place of a character, and whether its piece asks for nothing."""
        start, place, is_loose = self.pieces[bisect(self.pieces, offset, key=itemgetter(0)) - 1]
        return place and replace(place, column=place.column + offset - start), is_loose


def _of_block(block: Block, page: Page, words: Mapping[str, tuple[str, ...]]) -> _Side:
    begins = page.line(block)
    found = []
    for each in runs_in([block]):
        for run in _runs(each, page):
            for figure in find_figures(run.text, run.language, words.get(run.language, ())):
                place, is_loose = run.locate(figure.start)
                found.append((replace(figure, is_firm=figure.is_firm and not is_loose), place or begins))
    return _Side(begins, found)


def _runs(of: body.Run, page: Page) -> Iterator[_Run]:
    """Yield the text of an inline run, after that of the spans of other languages in it."""
    run, foreign = _Run(page.language), None
    quoted = named = cited = 0
    for index, item in enumerate(of.items):
        link = link_of(item)
        match item:
            case Opening(Foreign(language)):
                run.add(ATOM)
                # Pinyin and the like are read in no language.
                foreign = _Run(_main_language(language))
            case Closing(Foreign()) if foreign:
                yield foreign
                foreign = None
            case Opening(Quotation()) | Closing(Quotation()):
                quoted += 1 if isinstance(item, Opening) else -1
            case Opening() if link and (link.is_automatic or isinstance(link.target, _IDS)):
                named = isinstance(link.target, TermTarget)
                cited = not named
            case Closing() if link:
                named = cited = 0
            case Text(text) if not cited:
                position = page.places.item(of.number, index)
                is_loose = bool(quoted or named or foreign)
                place = page.at(position) if position else None
                (foreign or run).add(text, place, is_loose=is_loose)
            case Break():
                (foreign or run).add(" ")
            case Text(text) | CodeSpan(text) if text:
                run.add(ATOM)
            case Image():
                run.add(ATOM)
    yield run


def _main_language(tag: str) -> str:
    main, _, rest = tag.partition("-")
    return "" if rest.startswith("Latn") else main
