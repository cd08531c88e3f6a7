"""Each page with what its template is given."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from sitegen.content import Content, content_of
from sitegen.facts.addresses import HOME
from sitegen.memory import Arguments, Memory
from sitegen.model import Diagnostic
from sitegen.plan import Plan
from sitegen.plan.outline import Outline, drawings_of, outline
from sitegen.plan.sharing.cards import ROOT_CARD
from sitegen.values import Derives, dataclass
from sitegen.views import AnyPage, Article, Frame, ListPage
from sitegen.write.assets import FOLDER, Asset
from sitegen.write.drawings import TEMPLATE as DRAWING
from sitegen.write.drawings import fill_slots, print_drawings
from sitegen.write.materials import LISTS, PAIRS, SEARCHES, Materials
from sitegen.write.policy import meta_policy
from sitegen.write.search import search_path
from sitegen.write.templates import TemplateFailedError, Templates

# A page, or None where its template fails, and the faults of its templates.
Printed = tuple[Content | None, tuple[Diagnostic, ...]]


@dataclass(frozen=True)
class Press(Derives):
    """What every template is given, whatever it prints."""

    templates: Templates
    # Where the assets that templates name are published, by path below a root.
    urls: Mapping[str, str]
    base_path: str
    is_preview: bool
    # As what filters mark runs of ideographs.
    han: str
    # Whether pages are read offline.
    has_worker: bool = False

    @cached_property
    def values(self) -> Mapping[str, Any]:
        """Return them by the names that templates have for them."""
        return {
            "asset": asset_urls(self.urls),
            "policy": meta_policy(has_worker=self.has_worker),
            "preview": f"{self.base_path}livereload.js" if self.is_preview else None,
            "base_path": self.base_path,
        }

    def print(self, template: str, values: Mapping[str, Any], drawings: Sequence[Markup] = ()) -> Printed:
        """Return what `template` makes of `values`, with `drawings` in their slots."""
        try:
            html = self.templates.render(template, {**self.values, **values})
            return content_of(fill_slots(html, drawings).encode("utf-8")), ()
        except TemplateFailedError as fault:
            return None, (fault.diagnostic,)


@dataclass(frozen=True)
class EditionValues(Derives):
    """What templates are given for every page of an edition."""

    frame: Frame
    # Where the search finds its text, or "".
    search_data: str

    @cached_property
    def words(self) -> SimpleNamespace:
        """Its interface words."""
        return SimpleNamespace(**self.frame.words)

    @cached_property
    def as_partner(self) -> EditionValues:
        """The same without its menus, which no page beside its own shows: their words may change."""
        return EditionValues(replace(self.frame, navigation=()), self.search_data)

    def beside(self, language: str) -> SimpleNamespace:
        """Return the interface words where `language` is shown too."""
        return SimpleNamespace(**{**self.frame.words, **self.frame.beside[language]})

    def values(self) -> dict[str, Any]:
        """Return them by the names that templates have for them."""
        return {
            "frame": self.frame,
            "edition": self.frame.edition,
            "words": self.words,
            "search_data": self.search_data,
        }


def print_page(
    press: Press,
    page: AnyPage,
    own: EditionValues,
    other: EditionValues | None,
    card: Asset | None,
    sizes: tuple[int, ...] = (),
    template: str = "",
) -> Printed:
    """Return a page of the edition `own`; pairs have an `other`, pages that are shared may have a `card`.

    `sizes` are those of the books that it lists. `template` prints it where that is not its own.
    """
    drawings, faults = print_drawings(
        drawings_of(page),
        press.templates,
        {str(each.frame.edition.tag): each.words for each in (own, other) if each},
    )
    values: dict[str, Any] = {**own.values(), "page": page}
    values["body"] = page.text.html.markup if isinstance(page, Article) else Markup("")
    if getattr(page, "sharing", None):
        values["card"] = card
    if isinstance(page, ListPage):
        values["sizes"] = sizes
    if other is not None:
        words = other.beside(str(own.frame.edition.language))
        values["words"] = own.beside(str(other.frame.edition.language))
        values["other"] = {**other.values(), "words": words}
    html, more = press.print(template or str(page.address.template), values, drawings)
    return html, (*faults, *more)


# With what a page is printed: the names of its templates, the tag of its edition, its partner’s or "", the
# picture that goes with it, the sizes of the books that it lists.
_With = tuple[tuple[str, ...], str, str, Asset | None, tuple[int, ...]]


def print_pages(
    memory: Memory,
    part: Sequence[Arguments],
    presses: Mapping[tuple[str, ...], Press],
    editions: Mapping[str, EditionValues],
) -> Iterator[tuple[Printed, ...]]:
    """Yield the pages of each group of a part, which says first with what each of them is printed.

    `presses` are by the names of templates, `editions` by tag.
    """
    for used, *pages in part:
        yield tuple(
            memory.call(
                print_page,
                presses[names],
                page,
                editions[tag],
                editions[other].as_partner if other else None,
                card,
                sizes,
            )
            for (names, tag, other, card, sizes), page in zip(used, pages, strict=True)
        )


class PagePrinter:
    """Gives each template what it prints."""

    def __init__(self, plan: Plan, materials: Materials, memory: Memory) -> None:
        # Of books, in kilobytes, by their URLs: they are printed before the pages that list them. A preview
        # may lack some.
        self.sizes: dict[str, int] = {}
        self.plan = plan
        self.materials = materials
        self.memory = memory
        named = {f"{FOLDER}/{name}" for name in materials.templates.assets}
        self.press = Press(
            materials.templates,
            {name: materials.assets[name].url for name in sorted(named & materials.assets.keys())},
            plan.addresses.base_path,
            materials.is_preview,
            plan.han,
            bool(plan.offline),
        )
        base_path, searches = plan.addresses.base_path, materials.leads_to(SEARCHES)
        self.presses: dict[tuple[str, ...], Press] = {}
        self.editions = {
            tag: EditionValues(frame, f"{base_path}{search_path(frame.edition)}" if searches else "")
            for tag, frame in plan.frames.items()
        }

    def print(self, held: Collection[str] = ()) -> Iterator[tuple[str, Printed]]:
        """Yield each page that is not `held`: its output path, then what was printed."""
        # What changes a page of one edition most often changes the others.
        pages: dict[str, list[Outline]] = {}
        for page in self._pages():
            if page.output_path not in held:
                pages.setdefault(page.key, []).append(page)
        items = [(tuple(map(self._used, group)), *(each.page for each in group)) for group in pages.values()]
        common = (self.presses, self.editions)
        printed = self.memory.parts(print_pages, items, *common, takes_long=True)
        for group, found in zip(pages.values(), printed, strict=True):
            yield from zip((page.output_path for page in group), found, strict=True)
        for redirect in self.plan.redirects:
            if f"{redirect.url.removeprefix(self.press.base_path)}index.html" in held:
                continue
            own = self.editions[str(redirect.edition.tag)]
            yield redirect.output_path, self.press.print("redirect.html", {**own.values(), "page": redirect})
        # The root is shared with a picture of its own, or with that of the first home.
        home = next((page.card for page in self.plan.outlines if page.key == HOME), "")
        card = self._picture(ROOT_CARD) or self._picture(home)
        for root in self.plan.roots:
            yield root.output_path, self.press.print(root.template, {"page": root, "card": card})

    def some(self, paths: Collection[str]) -> Iterator[tuple[str, Printed]]:
        """Yield those of the pages at `paths` that authors wrote, alone or beside their partners."""
        found = [page for page in self.plan.outlines if page.output_path in paths]
        if len(found) < len(paths) and self.materials.leads_to(*PAIRS):
            found += [page for page in self.plan.pair_outlines if page.output_path in paths]
        for page in found:
            item = ((self._used(page),), page.page)
            ((printed,),) = print_pages(self.memory, [item], self.presses, self.editions)
            yield page.output_path, printed

    def _used(self, page: Outline) -> _With:
        """With what a page is printed: the templates that its own can come to, and no others."""
        drawn = (DRAWING,) if page.has_drawings else ()
        names = (str(page.template), *drawn)
        if names not in self.presses:
            self.presses[names] = replace(self.press, templates=self.press.templates.needed_by(*names))
        books = page.page.books if isinstance(page.page, ListPage) else ()
        return (
            names,
            page.tag,
            page.partner,
            self._card(page),
            tuple(self.sizes.get(each.url, 0) for each in books),
        )

    def _pages(self) -> Iterator[Outline]:
        plan, leads_to = self.plan, self.materials.leads_to
        yield from plan.outlines
        yield from map(outline, plan.lists if leads_to(LISTS) else ())
        yield from plan.pair_outlines if leads_to(*PAIRS) else ()
        yield from (outline(search.page) for search in plan.searches if leads_to(SEARCHES))
        yield from map(outline, plan.lost)
        yield from map(outline, plan.untranslated)

    def _card(self, page: Outline) -> Asset | None:
        """The picture that goes with a page, without its bytes."""
        return self._picture(page.card)

    def _picture(self, name: str) -> Asset | None:
        card = self.materials.assets.get(f"{FOLDER}/{name}") if name else None
        return card and replace(card, url=self.plan.addresses.absolute(card.url), data=b"")


def asset_urls(urls: Mapping[str, str]) -> Callable[[str], str]:
    """Return the function `asset` of the templates: a name below assets/ to a URL."""

    def asset(name: str) -> str:
        found = urls.get(f"{FOLDER}/{name}")
        if found is None:
            raise LookupError(
                f"asset({name!r}): write the name of a file below {FOLDER}/, in quotation marks"
            )
        return found

    return asset
