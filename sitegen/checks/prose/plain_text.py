"""Rule for the texts in which no markup is read: titles, captions, the words of YAML files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen.checks.prose.passages import front_words, titles
from sitegen.model import Diagnostic, Library, Mend, Page, Place, Words
from sitegen.model.pictures import said_in
from sitegen.rules import MARKUP_IN_PLAIN_TEXT
from sitegen.text.body.blocks import Box, walk
from sitegen.text.slips.plain_marks import find_plain_marks


def check_plain_text(library: Library) -> Iterator[Diagnostic]:
    """Titles, captions and the words of YAML files are plain: no mark of Markdown or HTML is read in them."""
    for text, place in _plain(library):
        for mark in find_plain_marks(text):
            at = Place(place.path, place.line, place.column + mark.start)
            mends = () if mark.better is None else (Mend(at, mark.written, mark.better),)
            yield MARKUP_IN_PLAIN_TEXT(at, mends=mends, words=mark.written)


def _plain(library: Library) -> Iterator[tuple[str, Place]]:
    for page in library.pages.values():
        yield from ((words, words.place) for words in front_words(page))
        yield from _captions(page)
    for words in _words(library):
        # Words that the site has from the project are not this site's to mend.
        if words.place.path in library.files:
            yield words, words.place


def _captions(page: Page) -> Iterator[tuple[str, Place]]:
    """Yield the titles of boxes, of links and of pictures."""
    for block in walk(page.body.blocks):
        if isinstance(block, Box) and block.title:
            yield block.title, page.at(page.places.block(block.number))
    for run in page.body.runs_with_alts():
        yield from ((title, title.place) for title in titles(run, page))


def _words(library: Library) -> Iterator[Words]:
    site = library.site
    said: list[Mapping[str, Words]] = [site.title, site.description]
    said += [group.title for group in site.navigation]
    said += library.interface.values()
    for group in library.glossary.groups:
        said.append(group.title)
        for term in group.terms:
            said += [term.names, term.explanation]
    for document in library.documents.values():
        said += [document.title, document.short_title, document.publisher, document.date_basis]
        said += [document.issuer or {}]
        for listed in (*document.state.values(), *document.notes.values()):
            yield from listed
        for paragraph in document.paragraphs:
            said += [paragraph.section, paragraph.gist]
    for picture in library.pictures.values():
        said += [words for _, words in said_in(picture)]
    for each in said:
        yield from each.values()
