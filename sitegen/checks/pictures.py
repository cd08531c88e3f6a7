"""Rules for pictures that the generator draws: their data, and where pages show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from operator import lt

from sitegen.facts.slices import Known, Pages
from sitegen.model import Diagnostic, Page, Place, Words
from sitegen.model.picture_values import said_in, values_in
from sitegen.model.pictures import (
    MARKS,
    MOST_WORDINGS,
    SIGNS,
    Comparison,
    Map,
    Matrix,
    Occurrence,
    Pairs,
    Picture,
    River,
    Timeline,
)
from sitegen.rules import (
    MISSING_LANGUAGE,
    PICTURE_DATA,
    PICTURE_IN_TEXT,
    REFUSED_ADDRESS,
    UNKNOWN_LANGUAGE,
    UNKNOWN_PAGE,
    UNKNOWN_PARAGRAPH,
    UNKNOWN_SECTION,
    UNKNOWN_TERM,
    UNUSED_PICTURE,
)
from sitegen.text.addresses import PageTarget, ParagraphTarget, PictureTarget, TermTarget, read_lead
from sitegen.text.body.blocks import PictureBlock
from sitegen.text.body.inline import Image
from sitegen.text.nearest import nearest
from sitegen.text.numbers.coordinates import read_coordinates
from sitegen.text.numbers.moments import read_moment

_FOLDER = "content/pictures"
# Words that a picture cannot do without, and lists that cannot be empty.
_NEEDED = ("description", "words", "when", "what", "one", "other", "heads", "differs")
_LISTS = (
    "parts",
    "layers",
    "nodes",
    "groups",
    "events",
    "rows",
    "items",
    "columns",
    "pairs",
    "branches",
    "places",
    "streams",
    "leaves",
    "springs",
)


def check_pictures(pictures: Mapping[str, Picture], known: Known) -> Iterator[Diagnostic]:
    """A drawn picture says everything in every language, and what it leads to and cites exists."""
    for name, picture in pictures.items():
        for field, said in said_in(picture):
            yield from _check_said(field, said, known.languages)
        for field, value in values_in(picture):
            if isinstance(value, Words) and field == "to":
                yield from _check_lead(known, value)
            elif isinstance(value, Words) and field == "term":
                yield from _check_term(known, value, value)
            elif isinstance(value, Words) and field == "cites" and value not in known.paragraphs:
                yield from _check_paragraph(known, value)
        yield from _check_data(picture, Place(f"{_FOLDER}/{name}.yaml"))


def _check_said(field: str, said: Mapping[str, Words], languages: Collection[str]) -> Iterator[Diagnostic]:
    place = next(iter(said.values())).place
    for language in languages:
        if language not in said:
            yield MISSING_LANGUAGE(place, "words", name=field, language=language)
    for language, words in said.items():
        if language not in languages:
            near, known = nearest(language, languages), tuple(languages)
            yield UNKNOWN_LANGUAGE(words.place, name=field, language=language, near=near, known=known)


def _check_lead(known: Known, to: Words) -> Iterator[Diagnostic]:
    for language in known.languages:
        match read_lead(to, language):
            case PageTarget(key, _, section):
                yield from _check_page(known, to, key, section, language)
            case ParagraphTarget(id_) if id_ not in known.paragraphs:
                yield from _check_paragraph(known, Words(id_, to.place))
            case TermTarget(id_):
                yield from _check_term(known, to, id_)
            case ParagraphTarget():
                pass
            case _:
                yield REFUSED_ADDRESS(to.place, "lead", address=to)


def _check_term(known: Known, words: Words, id_: str) -> Iterator[Diagnostic]:
    if id_ not in known.terms and not known.unread.begins("content/glossary."):
        yield UNKNOWN_TERM(words.place, "lead", id=id_, near=nearest(id_, known.terms))


def _check_page(known: Known, to: Words, key: str, section: str, language: str) -> Iterator[Diagnostic]:
    keys = known.keys
    if key not in keys and not known.unread.begins(f"content/pages/{key}."):
        yield UNKNOWN_PAGE(to.place, "key", key=key, near=nearest(key, keys))
    elif section and (key, language) in known.ids:
        ids = known.ids[key, language]
        if section not in ids:
            near = nearest(section, ids)
            yield UNKNOWN_SECTION(to.place, "lead", key=key, language=language, id=section, near=near)


def _check_paragraph(known: Known, id_: Words) -> Iterator[Diagnostic]:
    if not known.unread.begins("content/sources/"):
        yield UNKNOWN_PARAGRAPH(id_.place, id=id_, near=nearest(id_, known.paragraphs))


def _check_data(picture: Picture, place: Place) -> Iterator[Diagnostic]:
    for name, value in values_in(picture):
        if value == () and name in _LISTS:
            yield PICTURE_DATA(place, "no-items", name=name)
        if value == {} and name in _NEEDED:
            yield PICTURE_DATA(place, "no-words", name=name)
    if isinstance(picture, Occurrence) and picture.top < 1:
        yield PICTURE_DATA(place, "top")
    if isinstance(picture, Matrix | Timeline):
        marks = [*_named(picture, "mark"), *(Words(name, place) for name in picture.marks)]
        yield from _check_choice(marks, MARKS, "mark")
        for mark in _named(picture, "mark"):
            if mark in MARKS and mark not in picture.marks:
                yield PICTURE_DATA(mark.place, "meaning", name=mark)
    if isinstance(picture, Matrix):
        yield from _check_cells(picture)
    if isinstance(picture, Map):
        yield from _check_map(picture, place)
    if isinstance(picture, Timeline):
        yield from _check_dates(picture)
    if isinstance(picture, River):
        yield from _check_springs(picture)
    if isinstance(picture, Comparison):
        yield from _check_wordings(picture, place)
    if isinstance(picture, Pairs):
        yield from _check_choice([picture.sign], SIGNS, "sign")
        if len(picture.heads) != 2:
            yield PICTURE_DATA(picture.sign.place, "heads", count=len(picture.heads))


def _check_map(picture: Map, place: Place) -> Iterator[Diagnostic]:
    """A map has two corners, south-west and north-east, and every place on it is one, between them."""
    found = [read_coordinates(each) for each in picture.corners]
    for written in (*picture.corners, *_named(picture, "at"), *_listed(picture, "along")):
        if read_coordinates(written) is None:
            yield PICTURE_DATA(written.place, "coordinates", name=written)
    known = [each for each in found if each is not None]
    if len(picture.corners) != 2 or (len(known) == 2 and not all(map(lt, *known))):
        yield PICTURE_DATA(next((each.place for each in picture.corners), place), "corners")
        return
    for spot in picture.places if len(known) == 2 else ():
        at = read_coordinates(spot.at)
        around = zip(known[0], at or known[0], known[1], strict=True)
        if not all(low <= each <= high for low, each, high in around):
            yield PICTURE_DATA(spot.at.place, "beyond", name=spot.at)


def _listed(picture: Map, field: str) -> Iterator[Words]:
    for ground in (*picture.water, *picture.rivers, *picture.names):
        yield from getattr(ground, field)


def _check_dates(picture: Timeline) -> Iterator[Diagnostic]:
    """Every event has a date, and none is earlier than the one before it."""
    latest: int | None = None
    for date in _named(picture, "date"):
        moment = read_moment(date)
        if moment is None:
            yield PICTURE_DATA(date.place, "date", name=date)
        elif latest is not None and moment[0] < latest:
            yield PICTURE_DATA(date.place, "order", name=date)
        latest = moment[0] if moment is not None else latest


def _check_springs(picture: River) -> Iterator[Diagnostic]:
    """Every spring has a width: it cites."""
    for stream in picture.streams:
        for spring in stream.springs:
            words = next(iter(spring.words.values()), None)
            if words is not None and not spring.cites:
                yield PICTURE_DATA(words.place, "dry", name=words)


def _check_wordings(picture: Comparison, place: Place) -> Iterator[Diagnostic]:
    """There is something to compare and not too much, and each wording says where it stands."""
    for row in picture.rows:
        if not 2 <= len(row.wordings) <= MOST_WORDINGS:
            place = next((each.place for each in (*row.words.values(), *row.differs.values())), place)
            yield PICTURE_DATA(place, "wordings", count=len(row.wordings))
        for wording in row.wordings:
            if not wording.cites:
                yield PICTURE_DATA(wording.text.place, "uncited", name=wording.text)


def _check_choice(written: list[Words], known: Collection[str], what: str) -> Iterator[Diagnostic]:
    for words in written:
        if words not in known:
            yield PICTURE_DATA(words.place, what, name=words, near=nearest(words, known), known=tuple(known))


def _check_cells(picture: Matrix) -> Iterator[Diagnostic]:
    due = len(picture.columns)
    for row in picture.rows:
        for item in row.items:
            if len(item.cells) != due:
                place = next(iter(item.words.values())).place
                yield PICTURE_DATA(place, "cells", count=len(item.cells), due=due)


def _named(picture: Picture, field: str) -> list[Words]:
    return [value for name, value in values_in(picture) if name == field and isinstance(value, Words)]


def check_shown_pictures(pages: Pages) -> Iterator[Diagnostic]:
    """A drawn picture stands in a paragraph of its own, once a page."""
    for page in pages.values():
        places = _places(page)
        yield from _check_alone(page)
        counts = Counter(name for name, _ in places)
        for name, place in places:
            if counts[name] > 1:
                yield PICTURE_IN_TEXT(place, "twice", name=name, count=counts[name])


def check_unused_pictures(pictures: Mapping[str, Picture], shown: frozenset[str]) -> Iterator[Diagnostic]:
    """Every picture is on a page."""
    for name in pictures:
        if name not in shown:
            yield UNUSED_PICTURE(Place(f"{_FOLDER}/{name}.yaml"), name=name)


def _places(page: Page) -> list[tuple[str, Place]]:
    return [
        (each.what.target.name, page.item(each.run, each.index))
        for each in page.body.linked
        if isinstance(each.what, Image) and isinstance(each.what.target, PictureTarget)
    ]


def _check_alone(page: Page) -> Iterator[Diagnostic]:
    alone = {block.run.number for block in page.body.every_block if isinstance(block, PictureBlock)}
    for each in page.body.linked:
        is_picture = isinstance(each.what, Image) and isinstance(each.what.target, PictureTarget)
        if is_picture and each.run not in alone:
            yield PICTURE_IN_TEXT(page.item(each.run, each.index), "among")
