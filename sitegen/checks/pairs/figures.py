"""The rule that a page and its partner say the same numbers and dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sitegen.checks.pairs.couples import every_pair
from sitegen.facts.pairs.figures import Figures
from sitegen.facts.pairs.pairing import pair_sections
from sitegen.facts.slices import Pages
from sitegen.model import Diagnostic, Page, Place, Words
from sitegen.rules import FIGURES_DIFFER
from sitegen.text.body.blocks import Block, runs_in
from sitegen.text.numbers.figures import LANGUAGES, Answers, Figure, unanswered

_Placed = tuple[Figure, Place]


@dataclass(frozen=True, slots=True)
class _Side:
    """A text of one page, where it begins, and its figures."""

    begins: Place
    figures: list[_Placed]

    def places(self) -> dict[int, Place]:
        """Return the places of the figures, by their identities: two may be alike."""
        return {id(figure): place for figure, place in self.figures}


def check_partner_figures(
    pages: Pages, languages: tuple[str, ...], figures: Mapping[tuple[str, str], Figures]
) -> Iterator[Diagnostic]:
    """Each paragraph, item, heading and cell says the same numbers and dates as its partner.

    What one language says with a small number the other may say without (“the phrases”), if the number
    stands somewhere in the section, and unless another stands in its place (三 for “four”). Quotations, words
    of another language, linked terms and names of the term base need no partner, but may be one: “three
    unities” is answered by “三个统一” in quotation marks.
    """
    for page, partner in every_pair(pages, languages):
        if {page.language, partner.language} <= LANGUAGES:
            ours, theirs = (figures[each.key, each.language] for each in (page, partner))
            for blocks in _counterparts(page, partner, ours, theirs):
                yield from _compare(blocks)


def _counterparts(
    page: Page, partner: Page, ours: Figures, theirs: Figures
) -> Iterator[list[tuple[_Side, _Side]]]:
    """Yield what belongs together: title and summary, then section by section the text of each block."""
    front, other = page.front, partner.front
    yield [
        (_of_words(front.title, ours.title), _of_words(other.title, theirs.title)),
        (_of_words(front.summary, ours.summary), _of_words(other.summary, theirs.summary)),
    ]
    for section in pair_sections(page.body, partner.body):
        yield [
            (_of_block(mine, page, ours), _of_block(their, partner, theirs))
            for mine, their in section.innermost
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


def _of_words(text: Words, figures: Sequence[Figure]) -> _Side:
    return _Side(text.place, [(figure, text.place) for figure in figures])


def _of_block(block: Block, page: Page, figures: Figures) -> _Side:
    begins = page.line(block)
    found = (each for run in runs_in([block]) for each in figures.runs.get(run.number, ()))
    return _Side(begins, [(figure, place or begins) for figure, place in found])
