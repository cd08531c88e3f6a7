"""The pages of one edition, each with all that its template will say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from markdown_it.token import Token

from sitegen.facts.addresses import GLOSSARY, HOME, REFERENCES, SOURCES
from sitegen.facts.terms import link_terms, linked_terms, term_names
from sitegen.model import Page, Place, Words
from sitegen.plan.citation import Work, in_order
from sitegen.plan.edition import EditionPlan
from sitegen.plan.links import Resolver
from sitegen.plan.notices import insert_notices
from sitegen.plan.pictures.illustrate import Illustrator
from sitegen.text.markdown.mentions import Names
from sitegen.text.markdown.tokens import plain_text
from sitegen.text.script.runs import write_tokens
from sitegen.views import Citation, ContentsEntry, DocumentView, Rendition, TermView


def renditions(edition: EditionPlan) -> Iterator[Rendition]:
    """Yield the pages of an edition in the order of their keys, its source documents, its references."""
    names = term_names(edition.library, edition.language)
    illustrator = Illustrator(
        edition.library, edition.addresses, edition.voice, edition.pages, edition.entries
    )
    for _, page in sorted(edition.pages.items()):
        yield _written(edition, page, names, illustrator)
    for document in edition.site.documents:
        yield _document(edition, document)
    if edition.site.references_url:
        yield _references(edition)


def _written(edition: EditionPlan, page: Page, names: Names, illustrator: Illustrator) -> Rendition:
    front, library = page.front, edition.library
    writing = edition.voice.on_page(front.conversion)
    has_glossary = GLOSSARY in edition.pages and page.key != GLOSSARY
    linked = link_terms(page.tokens, names) if has_glossary else page.tokens
    tokens = tuple(write_tokens(linked, writing)) if writing else linked
    editions = {str(each.language): each for each in reversed(library.site.editions)}
    resolver = Resolver(edition.addresses, page, edition.edition, editions, library.paragraphs)
    previous, following = edition.neighbours(page.key)
    return _rendition(
        edition,
        page.key,
        template=_template(page),
        title=edition.write(page, front.title),
        summary=edition.write(page, front.summary),
        label=edition.entries[page.key].label,
        path=page.path,
        is_draft=front.draft,
        updated=edition.voice.date(front.updated) if front.updated else None,
        tokens=insert_notices(illustrator.illustrate(page, resolver.resolve(tokens)), library, resolver),
        contents=_contents(tokens),
        previous=previous,
        next=following,
        terms=_explained(edition, page, linked),
        citations=_citations(edition, page),
    )


def _document(edition: EditionPlan, document: DocumentView) -> Rendition:
    path = f"content/sources/{document.id}.yaml"
    return _rendition(
        edition,
        f"{SOURCES}/{document.id}",
        template=Words("source.html", Place(path)),
        # By the name that pages call it by; the page itself gives the title, which may be long, or shout.
        title=document.name,
        summary=edition.voice.words.get("source_summary", "").format(document=document.short_title),
        label=document.name,
        path=path,
        document=document,
        citations=document.citations,
    )


def _references(edition: EditionPlan) -> Rendition:
    """The list of what the term base refers to: no part of the glossary’s page, which is long without it."""
    words, path = edition.voice.words, "content/glossary.yaml"
    title = words.get("references", "")
    return _rendition(
        edition,
        REFERENCES,
        template=Words("references.html", Place(path)),
        title=title,
        summary=words.get("references_reading", ""),
        label=title,
        path=path,
    )


def _rendition(edition: EditionPlan, key: str, **own: Any) -> Rendition:
    """The page called `key` with its address and its ways to others; `own` is what it says itself."""
    url = edition.addresses.url(key, edition.edition)
    return Rendition(
        site=edition.site,
        key=key,
        url=url,
        output_path=edition.addresses.output_path(key, edition.edition),
        canonical=edition.addresses.absolute(url),
        breadcrumbs=edition.breadcrumbs(key),
        alternates=edition.alternates(key),
        choices=edition.choices(key),
        **own,
    )


def _citations(edition: EditionPlan, page: Page) -> tuple[Citation, ...]:
    """How to cite the page: the site stands for its authors."""
    address = edition.addresses.absolute(edition.addresses.url(page.key, edition.edition))
    work = Work(edition.site.title, edition.write(page, page.front.title), page.front.updated, address)
    return in_order((edition.language, *edition.library.site.languages), gbt_work=work, apa_work=work)


def _explained(edition: EditionPlan, page: Page, tokens: Iterable[Token]) -> tuple[TermView, ...]:
    """The terms that the page links to; the glossary itself needs no pop-ups."""
    views = {term.id: term for group in edition.site.groups for term in group.terms}
    ids = linked_terms(tokens) if page.key != GLOSSARY else ()
    return tuple(views[id_] for id_ in ids if id_ in views)


def _template(page: Page) -> Words:
    """The template that the page asks for, or the one for its place, with where it is asked for."""
    asked = page.front.template
    if asked is not None:
        return Words(f"{asked}.html", asked.place)
    return Words("home.html" if page.key == HOME else "page.html", page.place)


def _contents(tokens: tuple[Token, ...]) -> tuple[ContentsEntry, ...]:
    """The headings of level 2 and, below each, those of level 3; above the first, these by themselves."""
    entries: list[ContentsEntry] = []
    is_below = False
    for heading, inline in pairwise(tokens):
        if heading.type != "heading_open" or heading.tag not in ("h2", "h3") or "id" not in heading.attrs:
            continue
        entry = ContentsEntry(str(heading.attrs["id"]), plain_text(inline.children or ()).strip())
        is_below = is_below or heading.tag == "h2"
        if heading.tag == "h3" and is_below:
            last = entries.pop()
            entry = ContentsEntry(last.id, last.text, (*last.children, entry))
        entries.append(entry)
    return tuple(entries)
