"""Rules for pictures that the generator draws: their data, and where pages show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from sitegen.facts.addresses import (
    GLOSSARY,
    PageTarget,
    ParagraphTarget,
    PictureTarget,
    TermTarget,
    read_address,
    read_lead,
)
from sitegen.model import Diagnostic, Library, Page, Place, Severity, Words
from sitegen.model.pictures import (
    MARKS,
    SIGNS,
    Matrix,
    Occurrence,
    Pairs,
    Picture,
    Timeline,
    said_in,
    values_in,
)
from sitegen.text.nearest import did_you_mean

_FOLDER = "content/pictures"
# Words that a picture cannot do without, and lists that cannot be empty.
_NEEDED = ("description", "words", "when", "what", "one", "other", "heads")
_LISTS = ("parts", "layers", "nodes", "events", "rows", "items", "columns", "pairs", "branches")


def check_pictures(library: Library) -> Iterator[Diagnostic]:
    """A drawn picture says everything in every language, and what it leads to and cites exists."""
    for name, picture in library.pictures.items():
        for field, said in said_in(picture):
            yield from _check_said(field, said, library.site.languages)
        for field, value in values_in(picture):
            if isinstance(value, Words) and field == "to":
                yield from _check_lead(library, value)
            elif isinstance(value, Words) and field == "cites" and value not in library.paragraphs:
                yield from _check_paragraph(library, value)
        yield from _check_data(picture, Place(f"{_FOLDER}/{name}.yaml"))


def _check_said(field: str, said: Mapping[str, Words], languages: Collection[str]) -> Iterator[Diagnostic]:
    place = next(iter(said.values())).place
    for language in languages:
        if language not in said:
            message = f"`{field}` is not written in the language `{language}`"
            yield Diagnostic(place, "missing-language", message, f"Add `{language}: …` to it.")
    for language, words in said.items():
        if language not in languages:
            message = f"`{field}` has the language `{language}`, which no edition uses"
            hint = did_you_mean(language, languages, f"Languages are: {', '.join(languages)}.")
            yield Diagnostic(words.place, "unknown-language", message, hint)


def _check_lead(library: Library, to: Words) -> Iterator[Diagnostic]:
    for language in library.site.languages:
        match read_lead(to, language):
            case PageTarget(key, _, section):
                yield from _check_page(library, to, key, section, language)
            case ParagraphTarget(id_) if id_ not in library.paragraphs:
                yield from _check_paragraph(library, Words(id_, to.place))
            case TermTarget(id_) if id_ not in library.terms and not library.has_unread("content/glossary."):
                hint = did_you_mean(id_, library.terms, "Look the id up in content/glossary.yaml.")
                yield Diagnostic(to.place, "unknown-term", f"the glossary has no term `{id_}`", hint)
            case ParagraphTarget() | TermTarget():
                pass
            case _:
                message = (
                    f"the address `{to}` is refused: a picture leads to pages, terms and paragraphs only"
                )
                hint = "Write city-spirit, goals#talent, term:soft-power or source:O-2."
                yield Diagnostic(to.place, "refused-address", message, hint)


def _check_page(library: Library, to: Words, key: str, section: str, language: str) -> Iterator[Diagnostic]:
    keys = {key for key, _ in library.pages}
    page = library.pages.get((key, language))
    if key not in keys and not library.has_unread(f"content/pages/{key}."):
        hint = did_you_mean(key, keys, "Write the name of a page without language and ending.")
        yield Diagnostic(to.place, "unknown-page", f"there is no page `{key}`", hint)
    elif page is not None and section:
        ids = {heading.id for heading in page.headings if heading.id}
        ids |= set(library.terms) if key == GLOSSARY else set()
        if section not in ids:
            message = f"`{key}.{language}.md` has no section `{section}`"
            hint = did_you_mean(section, ids, "Look at the ids behind that page's headings.")
            yield Diagnostic(to.place, "unknown-section", message, hint)


def _check_paragraph(library: Library, id_: Words) -> Iterator[Diagnostic]:
    if not library.has_unread("content/sources/"):
        hint = did_you_mean(id_, library.paragraphs, "Look the number up in content/sources.")
        yield Diagnostic(id_.place, "unknown-paragraph", f"no source has the paragraph `{id_}`", hint)


def _check_data(picture: Picture, place: Place) -> Iterator[Diagnostic]:
    for name, value in values_in(picture):
        if value == () and name in _LISTS:
            hint = "Write at least one, each after `- `."
            yield Diagnostic(place, "picture-data", f"`{name}` holds nothing", hint)
        if value == {} and name in _NEEDED:
            yield Diagnostic(
                place, "picture-data", f"`{name}` says nothing", "Write `zh: …` and `en: …` in it."
            )
    if isinstance(picture, Occurrence) and picture.top < 1:
        yield Diagnostic(place, "picture-data", "`top` is less than 1", "Say how many terms to show: 25.")
    if isinstance(picture, Matrix | Timeline):
        marks = [*_named(picture, "mark"), *(Words(name, place) for name in picture.marks)]
        yield from _check_choice(marks, MARKS, "mark")
        for mark in _named(picture, "mark"):
            if mark in MARKS and mark not in picture.marks:
                hint = f"Add it to `marks`: {mark}: {{zh: …, en: …}}."
                yield Diagnostic(
                    mark.place, "picture-data", f"`marks` does not say what `{mark}` means", hint
                )
    if isinstance(picture, Matrix):
        yield from _check_cells(picture)
    if isinstance(picture, Pairs):
        yield from _check_choice([picture.sign], SIGNS, "sign")
        if len(picture.heads) != 2:
            hint = "Write two, one for each side."
            message = f"`heads` has {len(picture.heads)}"
            yield Diagnostic(picture.sign.place, "picture-data", message, hint)


def _check_choice(written: list[Words], known: Collection[str], what: str) -> Iterator[Diagnostic]:
    for words in written:
        if words not in known:
            hint = did_you_mean(words, known, f"Known are: {', '.join(known)}.")
            yield Diagnostic(words.place, "picture-data", f"there is no {what} called `{words}`", hint)


def _check_cells(picture: Matrix) -> Iterator[Diagnostic]:
    due = len(picture.columns)
    for row in picture.rows:
        for item in row.items:
            if len(item.cells) != due:
                place = next(iter(item.words.values())).place
                message = f"the item has {len(item.cells)} cells, and the picture {due} columns"
                yield Diagnostic(
                    place, "picture-data", message, "Write a cell for each column, in their order."
                )


def _named(picture: Picture, field: str) -> list[Words]:
    return [value for name, value in values_in(picture) if name == field and isinstance(value, Words)]


def check_shown_pictures(library: Library) -> Iterator[Diagnostic]:
    """A drawn picture stands in a paragraph of its own, once a page, and every picture is on a page."""
    shown: set[str] = set()
    for page in library.pages.values():
        places = _places(page)
        shown |= {name for name, _ in places}
        yield from _check_alone(page)
        counts = Counter(name for name, _ in places)
        for name, place in places:
            if counts[name] > 1:
                message = f"the page shows the picture `{name}` {counts[name]} times"
                yield Diagnostic(
                    place, "picture-in-text", message, "Show it once, and refer to it elsewhere."
                )
    for name in library.pictures:
        if name not in shown:
            message = f"no page shows the picture `{name}`"
            hint = f"Show it, ![…](picture:{name}), or remove the file."
            yield Diagnostic(
                Place(f"{_FOLDER}/{name}.yaml"), "unused-picture", message, hint, Severity.WARNING
            )


def _places(page: Page) -> list[tuple[str, Place]]:
    found = ((read_address(link.address, page.path, page.key, page.language), link) for link in page.links)
    return [
        (target.name, link.place)
        for target, link in found
        if link.is_image and isinstance(target, PictureTarget)
    ]


def _check_alone(page: Page) -> Iterator[Diagnostic]:
    alone = Counter(
        str(child.attrs["src"])
        for token in page.tokens
        for child in token.children or ()
        if child.type == "image" and child.meta.get("is_figure")
    )
    for link in page.links:
        if link.is_image and link.address.lower().startswith("picture:"):
            alone[link.address] -= 1
            if alone[link.address] < 0:
                message = "a drawn picture stands among other words"
                hint = "Put it on a line of its own, with an empty line before and behind it."
                yield Diagnostic(link.place, "picture-in-text", message, hint)
