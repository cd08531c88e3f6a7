"""A plan to outputs, all in memory: nothing is written until everything is known to be right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree as ET

from jinja2 import pass_context
from jinja2.runtime import Context
from jinja2.utils import htmlsafe_json_dumps
from markdown_it.token import Token
from markupsafe import Markup

from sitegen.facts.addresses import CONTENTS, HOME, SEARCH
from sitegen.model import Diagnostic, Library, Place
from sitegen.plan import Plan
from sitegen.plan.bilingual_pages import TEMPLATE as BILINGUAL
from sitegen.plan.structured import linked_data
from sitegen.text.languages import HAN_TAG, han_tag, language_of
from sitegen.text.markdown.html import mark_runs, render_tokens
from sitegen.views import BilingualView, EditionSite, Rendition
from sitegen.write.assets import FOLDER, Asset, AssetFolders, load_assets
from sitegen.write.bilingual import OTHERS, show_blocks
from sitegen.write.feeds import feed
from sitegen.write.figures import TEMPLATE as FIGURE
from sitegen.write.figures import FigureWriter, has_figures
from sitegen.write.policy import META_POLICY
from sitegen.write.search import search_assets, search_data_url
from sitegen.write.templates import TemplateFailedError, Templates, asset_urls, load_templates

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
# What of `site` and `page` leads to files that nobody wrote: they are made where a template reads it.
_LISTS, _FEED, _BILINGUAL = "contents_url", "feed_url", "bilingual_url"
_SEARCH = "search_url"
_ROOT_TEMPLATES = ("chooser.html", "404-root.html", "404.html")


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the site: its path below the output folder, and its bytes."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Materials:
    """What pages are made with, loaded and checked: templates, and assets by path below a root."""

    templates: Templates
    assets: Mapping[str, Asset]
    is_preview: bool


def load_materials(
    library: Library, plan: Plan, roots: Sequence[Path], *, is_preview: bool
) -> tuple[Materials, list[Diagnostic]]:
    """Return the templates and assets that `plan` needs, and what is wrong with them.

    `roots` are the folders that hold `templates/` and `assets/`, the site's own first. In a preview assets
    keep their names.
    """
    folders = AssetFolders(tuple(roots), plan.addresses.base_path, is_preview)
    words = {key for site in plan.sites for key in site.words}
    filters: dict[str, Callable[..., Any]] = {"fill": fill, "runs": _runs}
    led_to = {_LISTS: f"{CONTENTS}.html", _SEARCH: f"{SEARCH}.html"}
    led_to |= dict.fromkeys([_BILINGUAL] if plan.bilingual else [], BILINGUAL)
    templates = load_templates(roots, _needed(plan), words, folders, filters, led_to)
    # Cards are pictures of this site's own pages: never those of the project.
    cards = [card for card in map(_card, plan.renditions) if (roots[0] / FOLDER / card).is_file()]
    assets, faults = load_assets(library, folders, [*templates.assets, *cards], drafts=is_preview)
    if _SEARCH in templates.site_facts:
        assets = {**assets, **search_assets(plan, folders)}
    return Materials(templates, assets, is_preview), [*faults, *templates.diagnostics]


def render(plan: Plan, materials: Materials) -> tuple[tuple[Output, ...], list[Diagnostic]]:
    """Return every file of the site, sorted by path, and the templates' faults that only rendering shows.

    Nothing that `plan` and `materials` name may be missing: that is for the checks to find before.
    """
    outputs = [Output(asset.output_path, asset.data) for asset in materials.assets.values()]
    facts = materials.templates.site_facts
    plan = replace(
        plan,
        lists=plan.lists if _LISTS in facts else (),
        bilingual=plan.bilingual if _BILINGUAL in facts else (),
        searches=plan.searches if _SEARCH in facts else (),
    )
    outputs += [Output("sitemap.xml", _sitemap(plan)), Output("robots.txt", _robots(plan))]
    outputs += _feeds(plan) if _FEED in facts else []
    faults: list[Diagnostic] = []
    writer = _Writer(plan, materials)
    for path, name, values in writer.pages():
        try:
            outputs.append(Output(path, materials.templates.render(name, values).encode("utf-8")))
        except TemplateFailedError as fault:
            faults.append(fault.diagnostic)
    faults += writer.figures.faults
    # What two files would be at one address is for the checks to find: here one would be lost unseen.
    assert len({output.path for output in outputs}) == len(outputs)
    return tuple(sorted(outputs, key=lambda output: output.path)), faults


def fill(text: str, **values: object) -> str:
    """Return `text` with each `{name}` replaced by its value; a name without a value raises KeyError."""
    return text.format_map(values)


@pass_context
def _runs(context: Context, text: str, language: str = "") -> Markup:
    """The filter `runs`: escape, and mark the runs of another script than that of `language`.

    Without one, the language is that of the edition that is rendered.
    """
    return mark_runs(text, str(language or context["edition"].language), context.get("han") or HAN_TAG)


def _card(rendition: Rendition) -> str:
    """The picture that goes with a page when it is shared, below the folder of assets."""
    return f"cards/{rendition.site.edition.prefix}/{rendition.key}.png"


def _card_words(rendition: Rendition) -> str:
    """What is read on that picture: the title of the page, in full where it is that of a document."""
    site_title = rendition.site.title
    if rendition.key == HOME:
        return site_title
    return f"{rendition.document.title if rendition.document else rendition.title} – {site_title}"


def _needed(plan: Plan) -> Mapping[str, Place]:
    needed = {name: Place(f"templates/{name}") for name in _ROOT_TEMPLATES}
    if plan.redirects:
        needed["redirect.html"] = Place("templates/redirect.html")
    if has_figures(plan):
        needed[FIGURE] = Place(f"templates/{FIGURE}")
    for rendition in plan.renditions:
        needed.setdefault(str(rendition.template), rendition.template.place)
    return needed


class _Writer:
    """Gives each template what it prints."""

    def __init__(self, plan: Plan, materials: Materials) -> None:
        self.plan = plan
        self.assets = materials.assets
        base = plan.addresses.base_path
        materials.templates.environment.globals.update(
            asset=asset_urls(materials.assets),
            policy=META_POLICY,
            preview=f"{base}livereload.js" if materials.is_preview else None,
            base_path=base,
        )
        self.words = {str(site.edition.tag): SimpleNamespace(**site.words) for site in plan.sites}
        self.figures = FigureWriter(materials.templates)

    def pages(self) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
        """Yield output path, template and values of every page."""
        searches = [search.page for search in self.plan.searches]
        for rendition in (*self.plan.renditions, *self.plan.lists, *self.plan.bilingual, *searches):
            yield rendition.output_path, rendition.template, self._page(rendition)
        for redirect in self.plan.redirects:
            values = {**self._site(redirect.target.site), "page": redirect.target}
            yield redirect.output_path, "redirect.html", values
        choices: dict[str, Any] = {"choices": self.plan.homes}
        for site in self.plan.sites:
            marked = [replace(home, is_current=home.edition == site.edition) for home in self.plan.homes]
            yield f"{site.edition.prefix}/404.html", "404.html", {**self._site(site), "choices": marked}
        # An edition that is converted says what another says: the site is named by those that are not.
        named = [site for site in self.plan.sites if not site.edition.profile] or self.plan.sites
        choices |= {"sites": self.plan.sites, "named": named}
        yield "404.html", "404-root.html", choices
        yield (
            "index.html",
            "chooser.html",
            {
                **choices,
                "canonical": str(self.plan.addresses.base_url),
                "alternates": self.plan.home_alternates,
            },
        )

    def _site(self, site: EditionSite) -> dict[str, Any]:
        return {
            "site": site,
            "edition": site.edition,
            "words": self.words[str(site.edition.tag)],
            "han": han_tag([str(each.edition.language) for each in self.plan.sites]),
            "search_data": search_data_url(site, self.assets),
        }

    def _page(self, rendition: Rendition) -> dict[str, Any]:
        tokens = self._printed(rendition.tokens, rendition.site)
        body = render_tokens(tokens, rendition.site.words, self.assets)
        card = self.assets.get(f"{FOLDER}/{_card(rendition)}")
        return {
            **self._site(rendition.site),
            "page": rendition,
            "body": body,
            "card": card and replace(card, url=self.plan.addresses.absolute(card.url)),
            "card_words": _card_words(rendition),
            "linked_data": _script(linked_data(rendition, self.plan.addresses)),
            **(self._beside(rendition.bilingual) if rendition.bilingual else {}),
        }

    def _beside(self, view: BilingualView) -> dict[str, Any]:
        """What a page says in the other language, and the blocks of both."""
        theirs = view.theirs.site

        def ours_html(tokens: Sequence[Token]) -> Markup:
            return render_tokens(
                self._printed(tokens, view.ours.site, has_tables=False), view.ours.site.words, self.assets
            )

        def theirs_html(tokens: Sequence[Token]) -> Markup:
            return render_tokens(
                self._printed(tokens, theirs, has_tables=False), theirs.words, self.assets, mark=OTHERS
            )

        return {"blocks": show_blocks(view.blocks, ours_html, theirs_html), "other": self._site(theirs)}

    def _printed(self, tokens: Sequence[Token], site: EditionSite, *, has_tables: bool = True) -> list[Token]:
        """Links to files and drawn pictures as readers get them; the tables of these take much room."""
        has_spaces = language_of(site.edition.language).has_spaces
        beside = {"has_tables": has_tables, "has_spaces": has_spaces}
        return self.figures.put(self._with_files(tokens), {**self._site(site), **beside})

    def _with_files(self, tokens: Sequence[Token]) -> list[Token]:
        """Links to files of the site lead to where these are published."""

        def linked(token: Token) -> Token:
            path = token.attrs.get("data-file")
            if path is None:
                return token
            attributes = {name: value for name, value in token.attrs.items() if name != "data-file"}
            return token.copy(attrs={**attributes, "href": self.assets[str(path)].url})

        return [
            token.copy(children=[linked(child) for child in token.children])
            if token.children and any("data-file" in child.attrs for child in token.children)
            else token
            for token in tokens
        ]


def _script(data: Mapping[str, Any]) -> Markup:
    """`data` as JSON that cannot end the script element in which it stands."""
    return htmlsafe_json_dumps(data, ensure_ascii=False, separators=(",", ":"))


def _feeds(plan: Plan) -> list[Output]:
    """The feed of each edition that has one."""
    outputs = []
    for site in plan.sites:
        pages = [page for page in plan.renditions if page.site.edition == site.edition]
        if site.feed_url:
            path = site.feed_url.removeprefix(plan.addresses.base_path)
            outputs.append(Output(path, feed(site, pages, plan.addresses)))
    return outputs


def _sitemap(plan: Plan) -> bytes:
    """The canonical address of every page (sitemaps.org 0.9), and where it is known the day of its change."""
    root = ET.Element("urlset", xmlns=_SITEMAP)
    ET.SubElement(ET.SubElement(root, "url"), "loc").text = plan.addresses.base_url
    for rendition in (*plan.renditions, *plan.lists, *plan.bilingual):
        url = ET.SubElement(root, "url")
        ET.SubElement(url, "loc").text = rendition.canonical
        if rendition.updated is not None:
            ET.SubElement(url, "lastmod").text = rendition.updated.iso
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _robots(plan: Plan) -> bytes:
    sitemap = plan.addresses.absolute(f"{plan.addresses.base_path}sitemap.xml")
    return f"User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n".encode()
