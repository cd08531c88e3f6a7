"""What pages are printed with: templates and assets, loaded and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sitegen.facts.addresses import CONTENTS, GONE, MANIFEST, SEARCH, WORKER
from sitegen.memory import Forgetful, Memory
from sitegen.model import Diagnostic, Place
from sitegen.plan import Plan
from sitegen.plan.pairs.pair_pages import TEMPLATE as BILINGUAL
from sitegen.plan.sharing.cards import CARDS, ROOT_CARD
from sitegen.read.standing import is_folder, why
from sitegen.rules import UNREADABLE_FILE
from sitegen.values import dataclass
from sitegen.write.assets import FOLDER, Asset, AssetFolders, load_assets
from sitegen.write.books.names import ALL as BOOKS
from sitegen.write.collisions import check_assets
from sitegen.write.drawings import TEMPLATE as DRAWING
from sitegen.write.templates import Templates, load_templates

# What of a frame and of a page's ways leads to files that nobody wrote: they are printed where a template
# reads it.
LISTS, FEEDS, SEARCHES = "contents_url", "feed_url", "search_url"
PAIRS = ("pairs", "bilingual_url")


@dataclass(frozen=True, slots=True)
class Materials:
    """What pages are printed with: templates, and assets by path below a root."""

    templates: Templates
    assets: Mapping[str, Asset]
    is_preview: bool

    def leads_to(self, *facts: str) -> bool:
        """Tell whether a template reads one of `facts`, and so leads to what stands there."""
        return not self.templates.read.isdisjoint(facts)


def load_materials(
    plan: Plan, files: Mapping[str, Asset], folders: AssetFolders, memory: Memory | None = None
) -> tuple[Materials, list[Diagnostic]]:
    """Return the templates and assets that `plan` needs, `files` among them, and what is wrong with them."""
    words = {key for frame in plan.frames.values() for key in frame.words}
    led_to = {LISTS: f"{CONTENTS}.html", SEARCHES: f"{SEARCH}.html"}
    led_to |= dict.fromkeys(PAIRS, BILINGUAL) if plan.has_pairs else {}
    templates = load_templates(_needed(plan), words, folders, led_to, plan.han, memory)
    # Cards are pictures of this site's own pages: never those of the project.
    own, memory = replace(folders, roots=folders.roots[:1]), memory or Forgetful()
    loaded, faults = load_assets(folders, templates.assets, memory)
    cards, more = _cards(plan, own, memory)
    assets = {**files, **loaded, **cards}
    faults += [*more, *check_assets(assets), *templates.diagnostics]
    return Materials(templates, assets, folders.is_preview), faults


def _cards(plan: Plan, own: AssetFolders, memory: Memory) -> tuple[Mapping[str, Asset], list[Diagnostic]]:
    """Return the cards of pages that have one, and what is wrong with them."""
    path = f"{FOLDER}/{CARDS}"
    try:
        if not is_folder(own.roots[0] / path):
            return {}, []
    except OSError as error:
        return {}, [UNREADABLE_FILE(Place(path), "folder", why=why(error))]
    named = (each.card for each in plan.outlines if each.card)
    return load_assets(own, dict.fromkeys([*named, ROOT_CARD]), memory)


def _needed(plan: Plan) -> Mapping[str, Place]:
    """The templates that are printed whatever others lead to, each with the place that asks for it."""
    needed = {root.template: Place(f"templates/{root.template}") for root in plan.roots}
    needed |= {str(page.address.template): page.address.template.place for page in plan.lost}
    needed |= {str(page.address.template): page.address.template.place for page in plan.untranslated}
    if plan.redirects:
        needed["redirect.html"] = Place("templates/redirect.html")
    if any(each.has_drawings for each in plan.outlines):
        needed[DRAWING] = Place(f"templates/{DRAWING}")
    if plan.offline is not None:
        names = (WORKER, MANIFEST) if plan.offline else (GONE,)
        needed |= {name: Place(f"templates/{name}") for name in names}
    if plan.has_books:
        needed |= {name: Place(f"templates/{name}") for name in BOOKS}
    for each in plan.outlines:
        needed.setdefault(str(each.template), each.template.place)
    return needed
