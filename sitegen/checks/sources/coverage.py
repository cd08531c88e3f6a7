"""Rules for what explains what: no paragraph of a source without a page, no page without a source."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.facts.bodies.coverage import coverage
from sitegen.model import Diagnostic, Library
from sitegen.rules import UNEXPLAINED_PARAGRAPH, UNSUPPORTED_PAGE


def check_explained(library: Library) -> Iterator[Diagnostic]:
    """Each paragraph of a source is cited, in every language, by a page that readers can see.

    A site whose pages cite nothing at all is left in peace.
    """
    explained = {
        language: coverage(
            library,
            [page for page in library.pages.values() if page.language == language and not page.front.draft],
        )
        for language in library.site.languages
    }
    if library.has_unread("content/pages/") or not any(any(each.values()) for each in explained.values()):
        return
    for id_, (_, paragraph) in library.paragraphs.items():
        lacking = [language for language, each in explained.items() if not each[id_]]
        if lacking:
            case = "anywhere" if len(lacking) == len(explained) else "language"
            yield UNEXPLAINED_PARAGRAPH(paragraph.id.place, case, id=id_, languages=tuple(lacking))


def check_supported(library: Library) -> Iterator[Diagnostic]:
    """Each page cites a paragraph of a source; but for those with a template of their own or `sources: none`.

    A site whose pages cite nothing at all is left in peace.
    """
    bare = [page for page in library.pages.values() if not any(page.body.citations())]
    if not library.paragraphs or len(bare) == len(library.pages):
        return
    for page in bare:
        if not (page.front.draft or page.front.template or page.front.sources):
            yield UNSUPPORTED_PAGE(page.place)
