"""The rule that a page and its partner say the same numbers and dates."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from operator import itemgetter

from markdown_it.token import Token

from sitegen.checks.pairs.couples import every_pair
from sitegen.facts.addresses import SOURCE, TERM
from sitegen.facts.pairing import pair_sections
from sitegen.model import Diagnostic, Library, Page, Place, Words
from sitegen.rules import FIGURES_DIFFER
from sitegen.text.markdown.blocks import Block
from sitegen.text.markdown.tokens import ATOM
from sitegen.text.numbers.figures import LANGUAGES, Answers, Figure, find_figures, unanswered

_Placed = tuple[Figure, Place]


@dataclass(frozen=True, slots=True)
class _Side:
    """A text of one page, where it begins, and its figures."""

    begins: Place
    figures: list[_Placed]

    def places(self) -> dict[int, Place]:
        """Return the places of the figures, by their identities: two may be alike."""
        return {id(figure): place for figure, place in self.figures}


def check_partner_figures(library: Library) -> Iterator[Diagnostic]:
    """Each paragraph, item, heading and cell says the same numbers and dates as its partner.

    What one language says with a small number the other may say without (“the phrases”), if the number
    stands somewhere in the section, and unless another stands in its place (三 for “four”). Quotations, words
    of another language, linked terms and names of the term base need no partner, but may be one: “three
    unities” is answered by “三个统一” in quotation marks.
    """
    words = {language: _known_words(library, language) for language in library.site.languages}
    for page, partner in every_pair(library):
        if {page.language, partner.language} <= LANGUAGES:
            for blocks in _counterparts(page, partner, words):
                yield from _compare(blocks)


def _known_words(library: Library, language: str) -> tuple[str, ...]:
    """Return the words of a site in which numbers count nothing."""
    names = (name for term in library.terms.values() for name in term.names_in(language))
    return tuple(sorted({*map(str, names), *map(str, library.idioms.get(language, ()))}))


def _counterparts(
    page: Page, partner: Page, words: dict[str, tuple[str, ...]]
) -> Iterator[list[tuple[_Side, _Side]]]:
    """Yield what belongs together: title and summary, then section by section the text of each block."""
    ours, theirs = page.front, partner.front
    pairs = (ours.title, theirs.title), (ours.summary, theirs.summary)
    yield [(_of_words(mine, page, words), _of_words(other, partner, words)) for mine, other in pairs]
    for section in pair_sections(page.tokens, partner.tokens):
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


def _of_words(text: Words, page: Page, words: dict[str, tuple[str, ...]]) -> _Side:
    figures = find_figures(text, page.language, words[page.language])
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


def _of_block(block: Block, page: Page, words: dict[str, tuple[str, ...]]) -> _Side:
    begins = Place(page.path, block.line)
    found = []
    for inline in block.inlines:
        for run in _runs(inline.children or (), page.language):
            for figure in find_figures(run.text, run.language, words.get(run.language, ())):
                place, is_loose = run.locate(figure.start)
                found.append((replace(figure, is_firm=figure.is_firm and not is_loose), place or begins))
    return _Side(begins, found)


def _runs(children: Sequence[Token], language: str) -> Iterator[_Run]:
    """Yield the text of an inline run, after that of the spans of other languages in it."""
    run, foreign = _Run(language), None
    quoted = named = cited = 0
    for token in children:
        scheme = str(token.attrs.get("href", "")).partition(":")[0].lower()
        if token.type == "lang_open":
            run.add(ATOM)
            foreign = _Run(str(token.attrs["lang"]))
        elif token.type == "lang_close" and foreign:
            # Pinyin and the like are read in no language.
            foreign.language = _main_language(foreign.language)
            yield foreign
            foreign = None
        elif token.type in ("quotation_open", "quotation_close"):
            quoted += token.nesting
        elif token.type == "link_open" and (scheme in (SOURCE, TERM) or token.info == "auto"):
            named, cited = int(scheme == TERM), int(scheme != TERM)
        elif token.type == "link_close":
            named = cited = 0
        elif token.type == "text" and not cited:
            is_loose = bool(quoted or named or foreign)
            (foreign or run).add(token.content, token.meta.get("place"), is_loose=is_loose)
        elif token.type in ("softbreak", "hardbreak"):
            (foreign or run).add(" ")
        elif token.content or token.type == "image":
            run.add(ATOM)
    yield run


def _main_language(tag: str) -> str:
    main, _, rest = tag.partition("-")
    return "" if rest.startswith("Latn") else main
