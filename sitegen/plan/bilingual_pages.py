"""Bilingual pages: for each pair of pages and each edition of the site’s first language, both as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from markdown_it.token import Token

from sitegen.facts.addresses import REFERENCES, Addresses, alternates, bilingual_key, leading
from sitegen.facts.voice import Voice
from sitegen.model import Edition, Place, Site, Words
from sitegen.plan.bilingual import align
from sitegen.plan.sharing import share
from sitegen.text.languages import language_of
from sitegen.text.markdown.ruby import Readings, add_readings, stated_readings
from sitegen.text.markdown.tokens import plain_text
from sitegen.views import BilingualView, Choice, ContentsEntry, EditionSite, Entry, Rendition, TermView

TEMPLATE = "bilingual.html"
# Templates that show a page's text and nothing of their own.
_PLAIN = ("page.html", "home.html")


def bilingual_pages(
    site: Site, addresses: Addresses, renditions: Sequence[Rendition], voices: Mapping[Edition, Voice]
) -> tuple[tuple[Rendition, ...], tuple[Rendition, ...]]:
    """Return the renditions with the addresses of their bilingual pages, and those pages.

    A page of another language leads to the bilingual page of the leading language’s first edition. `voices`
    say how each edition writes words that the partner of a page quotes.
    """
    partners = _partners(site, renditions)
    chinese = [edition for edition in site.editions if edition.language == leading(site)]

    def url(rendition: Rendition) -> str:
        edition, partner = rendition.site.edition, partners.get(rendition.key)
        languages = (leading(site), partner.site.edition.language) if partner else ()
        if edition.language not in languages or not _has_text(rendition):
            return ""
        return addresses.url(bilingual_key(rendition.key), edition if edition in chinese else chinese[0])

    def urls(rendition: Rendition) -> Mapping[str, str]:
        if rendition.site.edition in chinese:
            return {}
        return {str(each.tag): addresses.url(bilingual_key(rendition.key), each) for each in chinese}

    linked = tuple(
        replace(rendition, bilingual_url=found, bilingual_urls=urls(rendition))
        if (found := url(rendition))
        else rendition
        for rendition in renditions
    )
    of_edition: dict[Edition, dict[str, Rendition]] = {edition: {} for edition in chinese}
    for rendition in linked:
        if rendition.bilingual_url and rendition.site.edition in of_edition:
            of_edition[rendition.site.edition][rendition.key] = rendition
    pages = []
    for edition, by_key in of_edition.items():
        # The same for all pages of an edition.
        terms = _spelled(next(iter(by_key.values())).site) if by_key else {}
        for ours in by_key.values():
            theirs = partners[ours.key]
            stated = stated_readings(theirs.tokens)
            readings = Readings(terms, {voices[edition].quote(words): pinyin for words, pinyin in stated})
            pages.append(_bilingual(site, addresses, ours, theirs, chinese, by_key, readings))
    return linked, tuple(pages)


def _partners(site: Site, renditions: Iterable[Rendition]) -> Mapping[str, Rendition]:
    """Return the partner of each page that has one, by key: in the first edition of another language."""
    chinese = {rendition.key for rendition in renditions if rendition.site.edition.language == leading(site)}
    others = [edition for edition in site.editions if edition.language != leading(site)][:1]
    return {
        rendition.key: rendition
        for rendition in renditions
        if rendition.site.edition in others and rendition.key in chinese and _has_text(rendition)
    }


def _has_text(rendition: Rendition) -> bool:
    """Tell whether the page is an author’s: lists of facts are no prose to be read side by side."""
    return rendition.document is None and rendition.key != REFERENCES


def _bilingual(
    site: Site,
    addresses: Addresses,
    ours: Rendition,
    theirs: Rendition,
    chinese: Sequence[Edition],
    by_key: Mapping[str, Rendition],
    readings: Readings,
) -> Rendition:
    key, edition = bilingual_key(ours.key), ours.site.edition
    url = addresses.url(key, edition)
    terms = _terms(ours, theirs)
    label = ours.site.words.get("bilingual", "")
    view = BilingualView(
        ours=ours,
        theirs=theirs,
        blocks=align(add_readings(ours.tokens, readings), theirs.tokens),
        headings=_headings(ours.contents, theirs.tokens),
        terms=terms,
        is_whole=ours.template in _PLAIN,
    )
    page = replace(
        ours,
        key=key,
        template=Words(TEMPLATE, Place(f"templates/{TEMPLATE}")),
        url=url,
        output_path=addresses.output_path(key, edition),
        canonical=addresses.absolute(url),
        label=label,
        tokens=(),
        breadcrumbs=(*ours.breadcrumbs, _entry(ours, ours.url)),
        previous=_neighbour(ours.previous, by_key),
        next=_neighbour(ours.next, by_key),
        alternates=alternates(addresses, site, key, chinese),
        choices=(
            *(Choice(each, addresses.url(key, each), each == edition) for each in chinese),
            *(choice for choice in ours.choices if choice.edition not in chinese),
        ),
        is_draft=ours.is_draft or theirs.is_draft,
        updated=max(filter(None, (ours.updated, theirs.updated)), key=lambda date: date.iso, default=None),
        terms=tuple(term for term, _ in terms),
        citations=(),
        minutes=0,
        related=(),
        sources=(),
        original=None,
        translations=(),
        bilingual=view,
    )
    # Who can read this page needs no offer of another language.
    page = share({str(edition.tag): ours.site}, page)
    return replace(page, choices=tuple(replace(choice, offer="", decline="") for choice in page.choices))


def _entry(rendition: Rendition, url: str) -> Entry:
    return Entry(rendition.key, rendition.label, url)


def _neighbour(entry: Entry | None, by_key: Mapping[str, Rendition]) -> Entry | None:
    """A reader who goes on stays in both languages."""
    found = by_key.get(entry.key) if entry else None
    return _entry(found, found.bilingual_url) if found else None


def _terms(ours: Rendition, theirs: Rendition) -> tuple[tuple[TermView, TermView], ...]:
    """Return what either page links to, as both say it."""
    others = _by_id(theirs)
    known = _by_id(ours)
    ids = dict.fromkeys(term.id for term in (*ours.terms, *theirs.terms))
    return tuple((known[id_], others[id_]) for id_ in ids)


def _by_id(rendition: Rendition) -> Mapping[str, TermView]:
    return {term.id: term for group in rendition.site.groups for term in group.terms}


def _spelled(site: EditionSite) -> Mapping[str, str]:
    """The readings of the terms; where an edition has another word for one, it has none."""
    tag = str(site.edition.tag)
    reading = language_of(tag).reading
    is_above = reading is not None and reading.is_above
    return {
        term.name: term.own.reading
        for group in site.groups
        for term in group.terms
        if is_above and term.own.reading and tag not in dict(term.forms)
    }


def _headings(contents: Iterable[ContentsEntry], theirs: Sequence[Token]) -> Mapping[str, str]:
    """What each heading of `contents` is on the other page, at whatever level; "" where it has none."""
    said = {
        str(heading.attrs["id"]): plain_text(inline.children or ()).strip()
        for heading, inline in pairwise(theirs)
        if heading.type == "heading_open" and "id" in heading.attrs
    }
    ids = (each.id for entry in contents for each in (entry, *entry.children))
    return {id_: said.get(id_, "") for id_ in ids}
