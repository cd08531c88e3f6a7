"""Rules for what explains what: no paragraph of a source without a page, no page without a source."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.facts.coverage import citations, coverage
from sitegen.model import Diagnostic, Library, Severity


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
            where = "" if len(lacking) == len(explained) else f" in the language `{'`, `'.join(lacking)}`"
            message = f"no page{where} explains {id_}"
            hint = f"Cite it where it belongs: [{id_}](source:{id_}). Or take the paragraph away."
            yield Diagnostic(paragraph.id.place, "unexplained-paragraph", message, hint, Severity.GATE)


def check_supported(library: Library) -> Iterator[Diagnostic]:
    """Each page cites a paragraph of a source; but for those with a template of their own or `sources: none`.

    A site whose pages cite nothing at all is left in peace.
    """
    bare = [page for page in library.pages.values() if not any(citations(page))]
    if not library.paragraphs or len(bare) == len(library.pages):
        return
    for page in bare:
        if not (page.front.draft or page.front.template or page.front.sources):
            message = "this page cites no paragraph of a source"
            hint = (
                "Write behind a statement where it stands: [O-2](source:O-2). If it says nothing of the "
                "sources, write `sources: none` in its front matter."
            )
            yield Diagnostic(page.place, "unsupported-page", message, hint, Severity.GATE)
