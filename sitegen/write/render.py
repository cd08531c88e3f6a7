"""A plan to outputs: nothing is written until everything is known to be right."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from sitegen.content import Content, content_of
from sitegen.memory import Forgetful, Memory
from sitegen.model import Diagnostic
from sitegen.plan import Plan
from sitegen.values import dataclass
from sitegen.write.collisions import check_outputs
from sitegen.write.feeds import print_feed
from sitegen.write.materials import FEEDS, LISTS, PAIRS, SEARCHES, Materials
from sitegen.write.offline import print_offline
from sitegen.write.pages import PagePrinter
from sitegen.write.search import search_path
from sitegen.write.sitemap import print_map, print_robots


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the site: its path below the output folder, and what it holds."""

    path: str
    content: Content

    @property
    def data(self) -> bytes:
        """Its bytes."""
        return self.content.data


@dataclass(frozen=True, slots=True)
class First:
    """Pages that somebody waits for, by their output paths, and who is given them before all else is made."""

    paths: Collection[str]
    show: Callable[[Sequence[Output]], None]


def show(plan: Plan, materials: Materials, memory: Memory, held: Collection[str], first: First) -> None:
    """Give pages to who waits for them, but what is `held` and what cannot be printed."""
    found = PagePrinter(plan, materials, memory).some({*first.paths} - {*held})
    first.show([Output(path, html) for path, (html, faults) in found if html is not None and not faults])


def render(
    plan: Plan, materials: Materials, memory: Memory | None = None, held: Collection[str] = ()
) -> tuple[tuple[Output, ...], list[Diagnostic]]:
    """Return every file of the site, sorted by path, and the templates' faults that only rendering shows.

    No page is printed at the paths that are `held`, nor what leads there from old addresses. Nothing that
    `plan` and `materials` name may be missing: that is for the checks to find before.
    """
    memory = memory or Forgetful()
    outputs = [Output(each.output_path, content_of(each.data)) for each in materials.assets.values()]
    outputs += _for_search_engines(plan, materials, memory)
    if materials.leads_to(SEARCHES):
        outputs += [Output(search_path(each.page.address.edition), each.data) for each in plan.searches]
    if materials.leads_to(FEEDS):
        outputs += [Output(feed.output_path, memory.call(print_feed, feed)) for feed in plan.feeds]
    faults: list[Diagnostic] = []
    printer = PagePrinter(plan, materials, memory)
    if plan.has_books:
        # What reads HTML again is loaded only for them.
        from sitegen.write.books.books import print_books

        for book, bound, found in print_books(plan, materials, printer.press, printer.editions, memory, held):
            faults += found
            if bound is not None:
                outputs.append(Output(book.output_path, bound.content))
                url = f"{plan.addresses.base_path}{book.output_path}"
                printer.sizes[url] = -(-bound.size // 1000)
    for path, (html, found) in printer.print(held):
        faults += found
        outputs += [Output(path, html)] if html is not None else []
    if plan.offline is not None and not materials.is_preview:
        digests = {each.path: each.content.digest for each in outputs} if plan.offline else None
        for path, content, found in print_offline(printer, digests):
            faults += found
            outputs += [Output(path, content)] if content is not None else []
    faults += check_outputs(output.path for output in outputs)
    return tuple(sorted(outputs, key=lambda output: output.path)), faults


def _for_search_engines(plan: Plan, materials: Materials, memory: Memory) -> list[Output]:
    listed = [
        *plan.page_map,
        *(plan.list_map if materials.leads_to(LISTS) else ()),
        *(plan.pair_map if materials.leads_to(*PAIRS) else ()),
    ]
    addresses = plan.addresses
    map_url = addresses.absolute(f"{addresses.base_path}sitemap.xml")
    return [
        Output("sitemap.xml", memory.call(print_map, addresses.base_url, tuple(listed))),
        Output("robots.txt", print_robots(map_url)),
    ]
