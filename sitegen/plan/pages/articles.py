"""Pages that authors wrote, in one edition."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

from sitegen.facts.addresses import GLOSSARY, HOME, SOURCES
from sitegen.memory import Memory
from sitegen.model import Edition, Words
from sitegen.plan.editions.edition import EditionPlan
from sitegen.plan.outline import Outline, outline
from sitegen.plan.pages.address import Editions, Stated, make_address
from sitegen.plan.pages.citation import Work as Cited
from sitegen.plan.pages.citation import in_order
from sitegen.plan.pages.guidance import closest_in, made_from, originals_of, related_entries
from sitegen.plan.pages.html import Material, text_html
from sitegen.plan.pages.related import Closest, Subjects
from sitegen.plan.pages.texts import EditionText, Texts
from sitegen.plan.pairs.couples import PairLinks
from sitegen.plan.pictures.illustrate import illustrate
from sitegen.plan.sharing.cards import share
from sitegen.plan.sharing.linked_data import SharedWork, Source, source
from sitegen.values import dataclass
from sitegen.views import (
    Article,
    ArticleText,
    CitedDocument,
    CitedParagraph,
    DocumentView,
    Drawn,
    Entry,
    FeaturedTerm,
    FeaturedView,
    Frame,
    GlossaryPage,
    Html,
    Marks,
    ParagraphView,
    SourcesPage,
    TermView,
    Ways,
)

# Kinds of page that show more than their author’s text, by key and by template.
_GLOSSARY = (GLOSSARY, f"{GLOSSARY}.html")
_SOURCES = (SOURCES, f"{SOURCES}.html")


@dataclass(frozen=True, slots=True)
class Around:
    """What an author’s page needs of all others: editions, subjects, ways to its pairs, published files."""

    editions: Editions
    subjects: Subjects
    pairs: PairLinks
    material: Material
    memory: Memory


@dataclass(frozen=True, slots=True)
class Beside:
    """What of others belongs to a page: nothing that it does not show."""

    # The editions in which it exists, and the languages of the originals of those that were translated.
    editions: tuple[Edition, ...]
    originals: Mapping[str, str]
    ways: Ways
    # The terms that its text explains; the documents that it cites, and what their marks stand for.
    terms: tuple[TermView, ...]
    sources: tuple[Source, ...]
    marks: Marks | None
    # Terms that it shows large, in groups.
    featured: tuple[FeaturedView, ...]
    # What its kind shows more, and the terms that it says to programs.
    kind: Mapping[str, Any] = field(default_factory=dict)
    defined: tuple[TermView, ...] = ()


def articles(edition: EditionPlan, texts: Texts, around: Around) -> Sequence[Outline]:
    """Return the authors' pages of an edition, in the order of `texts`."""
    closest = closest_in(edition.reading, around.subjects, around.memory)
    common = (edition.without_menus, around.editions, closest, around.pairs, around.material)
    return around.memory.parts(articles_of, [(text,) for text in texts.values()], *common, takes_long=True)


def articles_of(
    memory: Memory,
    texts: Sequence[tuple[EditionText]],
    edition: EditionPlan,
    among: Editions,
    closest: Closest,
    pairs: PairLinks,
    material: Material,
) -> Iterator[Outline]:
    """Yield the pages of an edition that say `texts`; `closest` are pages that speak of the same things."""
    frame = edition.frame
    for (text,) in texts:
        figures = tuple(memory.call(illustrate, edition.illustrator, text.key, each) for each in text.images)
        said = memory.call(text_html, text.body, text.images, figures, frame.edition, frame.words, material)
        beside = _beside(edition, text, _ways(edition, text.key, closest, pairs))
        yield memory.call(article, text, said, frame, among, beside)


def _beside(edition: EditionPlan, text: EditionText, ways: Ways) -> Beside:
    key, editions = text.key, edition.editions(text.key)
    return Beside(
        editions,
        originals_of(edition.originals, key, editions),
        ways,
        tuple(edition.terms[id_] for id_ in text.terms if id_ in edition.terms),
        tuple(source(document) for document, _ in _cited(edition, text.cited)),
        marks_of(edition, text.cited),
        _featured(edition, text),
        _shown_besides(_kind(text), edition),
        tuple(edition.terms.values()) if key == GLOSSARY else (),
    )


def article(
    text: EditionText, said: tuple[Html, tuple[Drawn, ...]], frame: Frame, among: Editions, beside: Beside
) -> Outline:
    """Return the page whose `text` is `said` as HTML, with drawings, in the edition of `frame`."""
    key, (html, drawings) = text.key, said
    stated = Stated(template_of(text), text.title, text.updated)
    address = make_address(among, key, beside.editions, frame, stated)
    original, translations = made_from(
        beside.originals, beside.editions, address.alternates, str(frame.edition.tag)
    )
    published = text.front.published.isoformat() if text.front.published else ""
    work = SharedWork(
        address,
        text.title,
        text.summary,
        beside.ways,
        original,
        translations,
        published,
        beside.sources,
        beside.defined,
    )
    updated = datetime.date.fromisoformat(text.updated.iso) if text.updated else None
    cited = Cited(frame.title, text.title, updated, address.canonical)
    languages = (str(frame.edition.language), *among.languages)
    page = _kind(text)(
        address=address,
        title=text.title,
        summary=text.summary,
        is_draft=text.front.draft,
        text=ArticleText(html, drawings, text.contents, beside.terms, text.minutes),
        ways=beside.ways,
        sharing=share(work, frame, among.addresses),
        # The site stands for its authors.
        citations=in_order(languages, gbt_work=cited, apa_work=cited),
        marks=beside.marks,
        featured=beside.featured,
        **beside.kind,
    )
    return outline(page)


def _kind(text: EditionText) -> type[Article]:
    """What shows more than its author’s text is of a kind of its own."""
    template = template_of(text)
    if text.key in _GLOSSARY or template in _GLOSSARY:
        return GlossaryPage
    return SourcesPage if text.key in _SOURCES or template in _SOURCES else Article


def _shown_besides(kind: type[Article], edition: EditionPlan) -> Mapping[str, Any]:
    if kind is GlossaryPage:
        return {
            "groups": edition.groups,
            "index": edition.index,
            "read_alike": edition.read_alike,
            "references_url": edition.references_url,
        }
    return {"documents": edition.documents} if kind is SourcesPage else {}


def _featured(edition: EditionPlan, text: EditionText) -> tuple[FeaturedView, ...]:
    """The terms that a page shows large; what does not exist is for `checks`."""
    entries, terms = edition.entries, edition.terms
    return tuple(
        FeaturedView(
            entries[key],
            tuple(_featured_term(terms[id_], entries[key]) for id_ in map(str, ids) if id_ in terms),
        )
        for key, ids in text.front.featured.items()
        if key in entries
    )


def _featured_term(term: TermView, entry: Entry) -> FeaturedTerm:
    names = sorted(term.names, key=lambda name: not name.reading)
    return FeaturedTerm((term.page or entry).url, tuple(names))


def template_of(text: EditionText) -> Words:
    """Return the template that the page asks for, or the one for its place, with where it is asked for."""
    asked = text.front.template
    if asked is not None:
        return Words(f"{asked}.html", asked.place)
    return Words("home.html" if text.key == HOME else "page.html", text.place)


def _ways(edition: EditionPlan, key: str, closest: Closest, pairs: PairLinks) -> Ways:
    previous, following = edition.neighbours(key)
    return Ways(
        label=edition.entries[key].label,
        breadcrumbs=edition.breadcrumbs(key),
        previous=previous,
        next=following,
        related=related_entries(closest, edition.reading, key, (previous, following)),
        pairs=pairs.of(key, edition.frame),
    )


def marks_of(edition: EditionPlan, cited: Iterable[str]) -> Marks | None:
    """Return what marks stand for on a page where the paragraphs `cited` are; None where none is."""
    documents = _cited(edition, cited)
    if not documents:
        return None
    return Marks(
        documents[0][0].example,
        edition.document_names,
        tuple(
            CitedDocument(
                document.url,
                document.title,
                document.date,
                document.address,
                tuple(CitedParagraph(each.id, each.name, each.gist) for each in paragraphs),
            )
            for document, paragraphs in documents
        ),
    )


def _cited(
    edition: EditionPlan, cited: Iterable[str]
) -> tuple[tuple[DocumentView, tuple[ParagraphView, ...]], ...]:
    """The documents in which the paragraphs `cited` stand, each with these."""
    ids, document_of = frozenset(cited), edition.document_of
    found = {document_of[id_] for id_ in ids if id_ in document_of}
    return tuple(
        (document, tuple(each for each in document.paragraphs if each.id in ids))
        for document in edition.documents
        if document.id in found
    )
