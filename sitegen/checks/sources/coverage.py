"""Rules for what explains what: no paragraph of a source without a page, no page without a source."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.facts.slices import Cited, Numbered, Pages, Unread
from sitegen.model import Diagnostic
from sitegen.rules import UNEXPLAINED_PARAGRAPH, UNSUPPORTED_PAGE


def check_explained(
    pages: Pages, cited: Cited, paragraphs: Numbered, languages: tuple[str, ...], unread: Unread
) -> Iterator[Diagnostic]:
    """Each paragraph of a source is cited, in every language, by a page that readers can see.

    A site whose pages cite nothing at all is left in peace.
    """
    shown = [page for page in pages.values() if not page.front.draft]
    explained = {
        language: {id_ for page in shown if page.language == language for id_ in cited[page.key, language]}
        for language in languages
    }
    cites = any(not each.isdisjoint(paragraphs) for each in explained.values())
    if unread.begins("content/pages/") or not cites:
        return
    for id_, (_, paragraph) in paragraphs.items():
        lacking = [language for language, each in explained.items() if id_ not in each]
        if lacking:
            case = "anywhere" if len(lacking) == len(explained) else "language"
            yield UNEXPLAINED_PARAGRAPH(paragraph.id.place, case, id=id_, languages=tuple(lacking))


def check_supported(pages: Pages, cited: Cited, paragraphs: Numbered) -> Iterator[Diagnostic]:
    """Each page cites a paragraph of a source; but for those with a template of their own or `sources: none`.

    A site whose pages cite nothing at all is left in peace.
    """
    bare = [page for name, page in pages.items() if not cited[name]]
    if not paragraphs or len(bare) == len(pages):
        return
    for page in bare:
        if not (page.front.draft or page.front.template or page.front.sources):
            yield UNSUPPORTED_PAGE(page.place)
