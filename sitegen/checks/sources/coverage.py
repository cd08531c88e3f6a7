"""Rules for what explains what: no paragraph of a source without a page, no page without a source."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.facts.heads import Heads
from sitegen.facts.slices import Cited, Numbered, Unread
from sitegen.model import Diagnostic
from sitegen.rules import UNEXPLAINED_PARAGRAPH, UNSUPPORTED_PAGE


def check_explained(
    heads: Heads, cited: Cited, paragraphs: Numbered, languages: tuple[str, ...], unread: Unread
) -> Iterator[Diagnostic]:
    """Each paragraph of a source is cited, in every language, by a page that readers can see.

    A site whose pages cite nothing at all is left in peace.
    """
    shown = [head for head in heads.values() if not head.is_draft]
    explained = {
        language: {id_ for head in shown if head.language == language for id_ in cited[head.key, language]}
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


def check_supported(heads: Heads, cited: Cited, paragraphs: Numbered) -> Iterator[Diagnostic]:
    """Each page cites a paragraph of a source; but for those with a template of their own or `sources: none`.

    A site whose pages cite nothing at all is left in peace.
    """
    bare = [head for name, head in heads.items() if not cited[name]]
    if not paragraphs or len(bare) == len(heads):
        return
    for head in bare:
        if not (head.is_draft or head.needs_no_source):
            yield UNSUPPORTED_PAGE(head.place)
