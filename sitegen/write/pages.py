"""Each page with what its template is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from sitegen.model import Diagnostic
from sitegen.plan import Plan
from sitegen.views import AnyPage, Article, ChooserPage, Frame, PairPage
from sitegen.write.assets import FOLDER
from sitegen.write.drawings import drawings_of, fill_slots, print_drawings
from sitegen.write.materials import LISTS, PAIRS, SEARCHES, Materials
from sitegen.write.policy import META_POLICY
from sitegen.write.search import search_data_url
from sitegen.write.templates import TemplateFailedError, asset_urls


class PagePrinter:
    """Gives each template what it prints."""

    def __init__(self, plan: Plan, materials: Materials) -> None:
        self.plan = plan
        self.materials = materials
        base = plan.addresses.base_path
        # What every template is given, whatever it prints.
        self.common: Mapping[str, Any] = {
            "asset": asset_urls(materials.assets),
            "policy": META_POLICY,
            "preview": f"{base}livereload.js" if materials.is_preview else None,
            "base_path": base,
        }
        self.words = {tag: SimpleNamespace(**frame.words) for tag, frame in plan.frames.items()}
        # The same where another language is shown too, by that.
        self.beside = {
            (tag, language): SimpleNamespace(**{**frame.words, **words})
            for tag, frame in plan.frames.items()
            for language, words in frame.beside.items()
        }

    def print(self) -> Iterator[tuple[str, str | None, list[Diagnostic]]]:
        """Yield each page as output path and text, or None where its template fails, with its faults."""
        for page in self._pages():
            html, faults = self._print_page(page)
            yield page.address.output_path, html, faults
        for redirect in self.plan.redirects:
            frame = self.plan.frames[str(redirect.edition.tag)]
            values = {**self._edition(frame), "page": redirect}
            yield redirect.output_path, *self._render("redirect.html", values)
        for root in self.plan.roots:
            yield root.output_path, *self._render(root.template, self._root(root))

    def _pages(self) -> Iterator[AnyPage]:
        plan, leads_to = self.plan, self.materials.leads_to
        yield from plan.pages
        yield from plan.lists if leads_to(LISTS) else ()
        yield from plan.pairs if leads_to(*PAIRS) else ()
        yield from (search.page for search in plan.searches if leads_to(SEARCHES))
        yield from plan.lost

    def _print_page(self, page: AnyPage) -> tuple[str | None, list[Diagnostic]]:
        drawings, faults = print_drawings(drawings_of(page), self.materials.templates, self.words)
        html, more = self._render(str(page.address.template), self._page(page))
        return html and fill_slots(html, drawings), [*faults, *more]

    def _render(self, template: str, values: Mapping[str, Any]) -> tuple[str | None, list[Diagnostic]]:
        try:
            return self.materials.templates.render(template, {**self.common, **values}), []
        except TemplateFailedError as fault:
            return None, [fault.diagnostic]

    def _page(self, page: AnyPage) -> Mapping[str, Any]:
        frame = self.plan.frames[str(page.address.edition.tag)]
        values = {**self._edition(frame), "page": page}
        values["body"] = page.text.html if isinstance(page, Article) else Markup("")
        if sharing := getattr(page, "sharing", None):
            card = self.materials.assets.get(f"{FOLDER}/{sharing.card}")
            values["card"] = card and replace(card, url=self.plan.addresses.absolute(card.url))
        if isinstance(page, PairPage):
            other = self.plan.frames[str(page.pair.theirs.edition.tag)]
            values["words"] = self.beside[frame.edition.tag, other.edition.language]
            words = self.beside[other.edition.tag, frame.edition.language]
            values["other"] = {**self._edition(other), "words": words}
        return values

    def _edition(self, frame: Frame) -> dict[str, Any]:
        return {
            "frame": frame,
            "edition": frame.edition,
            "words": self.words[str(frame.edition.tag)],
            "search_data": search_data_url(frame.edition, self.materials.assets),
        }

    @staticmethod
    def _root(root: ChooserPage) -> Mapping[str, Any]:
        return {"page": root}
