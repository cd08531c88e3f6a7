"""Pages that authors wrote, in one edition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sitegen.facts.addresses import GLOSSARY, HOME, SOURCES
from sitegen.memory import Memory
from sitegen.model import Page, Words
from sitegen.plan.editions.edition import EditionPlan
from sitegen.plan.pages.address import Editions, Stated, make_address
from sitegen.plan.pages.citation import Work as Cited
from sitegen.plan.pages.citation import in_order
from sitegen.plan.pages.guidance import made_from, related_entries
from sitegen.plan.pages.html import Material, text_html
from sitegen.plan.pages.reading import reading_minutes
from sitegen.plan.pages.related import Subjects
from sitegen.plan.pages.texts import EditionText, Texts
from sitegen.plan.sharing.cards import share
from sitegen.plan.sharing.linked_data import SharedWork
from sitegen.views import (
    Address,
    Article,
    ArticleText,
    Citation,
    DocumentName,
    DocumentView,
    GlossaryPage,
    Marks,
    SourcesPage,
    Ways,
)
from sitegen.views.lists import Links

# Kinds of page that show more than their author’s text, by key and by template.
_GLOSSARY = (GLOSSARY, f"{GLOSSARY}.html")
_SOURCES = (SOURCES, f"{SOURCES}.html")


@dataclass(frozen=True, slots=True)
class Around:
    """What an author’s page needs of all others: editions, subjects, ways to its pairs, published files."""

    editions: Editions
    subjects: Subjects
    # Where pages stand beside their partners, by edition’s tag and key.
    pairs: Links
    material: Material
    memory: Memory


def articles(edition: EditionPlan, texts: Texts, around: Around) -> Iterator[Article]:
    """Yield the authors' pages of an edition, in the order of their keys."""
    for key, text in texts.items():
        template = template_of(text.page)
        address = make_address(
            around.editions,
            key,
            edition.editions(key),
            edition.frame,
            Stated(template, text.title, text.updated),
        )
        yield _article(edition, text, around, address)


def _article(edition: EditionPlan, text: EditionText, around: Around, address: Address) -> Article:
    sources = _sources(edition, text)
    ways = _ways(edition, around, address.key)
    kind, own = _kind(edition, address)
    html, drawings = around.memory.call(text_html, text.body, text.figures, edition.frame, around.material)
    return kind(
        address=address,
        title=text.title,
        summary=text.summary,
        is_draft=text.page.front.draft,
        text=ArticleText(
            html=html,
            drawings=drawings,
            contents=text.contents,
            terms=text.terms,
            minutes=reading_minutes(text.page.body.text(), edition.language) if text.is_read else 0,
        ),
        ways=ways,
        sharing=share(_work(edition, text, address, ways, sources), edition.frame, around.editions.addresses),
        citations=_citations(edition, text, address),
        marks=_marks(edition.documents, sources),
        **own,
    )


def _kind(edition: EditionPlan, address: Address) -> tuple[type[Article], dict[str, Any]]:
    """What shows more than its author’s text, with what else it shows."""
    if address.key in _GLOSSARY or address.template in _GLOSSARY:
        return GlossaryPage, {
            "groups": edition.groups,
            "indexes": edition.indexes,
            "references_url": edition.references_url,
        }
    if address.key in _SOURCES or address.template in _SOURCES:
        return SourcesPage, {"documents": edition.documents}
    return Article, {}


def template_of(page: Page) -> Words:
    """Return the template that the page asks for, or the one for its place, with where it is asked for."""
    asked = page.front.template
    if asked is not None:
        return Words(f"{asked}.html", asked.place)
    return Words("home.html" if page.key == HOME else "page.html", page.place)


def _ways(edition: EditionPlan, around: Around, key: str) -> Ways:
    previous, following = edition.neighbours(key)
    return Ways(
        label=edition.entries[key].label,
        breadcrumbs=edition.breadcrumbs(key),
        previous=previous,
        next=following,
        related=related_entries(around.subjects, edition.frame, key, (previous, following), around.memory),
        pairs=around.pairs.get((edition.tag, key), ()),
    )


def _work(
    edition: EditionPlan,
    text: EditionText,
    address: Address,
    ways: Ways,
    sources: tuple[DocumentView, ...],
) -> SharedWork:
    original, translations = made_from(
        edition.records, address.key, edition.editions(address.key), address.alternates, edition.tag
    )
    terms = tuple(edition.terms.values()) if address.key == GLOSSARY else ()
    return SharedWork(address, text.title, text.summary, ways, original, translations, sources, terms)


def _sources(edition: EditionPlan, text: EditionText) -> tuple[DocumentView, ...]:
    """The documents that a page cites."""
    ids = {edition.paragraphs[id_][0] for id_ in text.cited if id_ in edition.paragraphs}
    return tuple(document for document in edition.documents if document.id in ids)


def _marks(documents: tuple[DocumentView, ...], cited: tuple[DocumentView, ...]) -> Marks | None:
    names = tuple(DocumentName(each.prefix, each.short_title, each.url) for each in documents)
    return Marks(cited[0].example, names) if cited else None


def _citations(edition: EditionPlan, text: EditionText, address: Address) -> tuple[Citation, ...]:
    """How to cite the page: the site stands for its authors."""
    work = Cited(edition.frame.title, text.title, text.page.front.updated, address.canonical)
    return in_order((edition.language, *edition.settings.languages), gbt_work=work, apa_work=work)
