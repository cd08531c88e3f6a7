"""What authors' pages say in one edition: linked, converted, illustrated, not yet HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from markdown_it.token import Token

from sitegen.facts.addresses import GLOSSARY
from sitegen.facts.coverage import citations
from sitegen.facts.terms import link_terms, linked_terms
from sitegen.model import Page
from sitegen.plan.editions.edition import EditionPlan
from sitegen.plan.pages.links import Resolver
from sitegen.plan.pages.notices import insert_notices
from sitegen.text.markdown.tokens import plain_text
from sitegen.text.script.runs import write_tokens
from sitegen.views import ContentsEntry, DateView, TermView


@dataclass(frozen=True, slots=True)
class EditionText:
    """What a page says in an edition."""

    page: Page
    title: str
    summary: str
    updated: DateView | None
    tokens: tuple[Token, ...]
    contents: tuple[ContentsEntry, ...]
    # The terms that it links to.
    terms: tuple[TermView, ...]

    @property
    def cited(self) -> frozenset[str]:
        """The ids of the paragraphs that it cites."""
        return frozenset(id_ for id_, _ in citations(self.page))

    @property
    def is_read(self) -> bool:
        """Whether it is read from top to bottom: pages with a template of their own are looked up."""
        return self.page.front.template is None


Texts = Mapping[str, EditionText]


def write_texts(edition: EditionPlan) -> Texts:
    """Return what the authors' pages say in the edition, by key, in the order of keys."""
    return dict(_texts(edition))


def _texts(edition: EditionPlan) -> Iterator[tuple[str, EditionText]]:
    editions = {str(each.language): each for each in reversed(edition.settings.editions)}
    for key, page in sorted(edition.pages.items()):
        front, writing = page.front, edition.voice.on_page(page.front.conversion)
        has_links = GLOSSARY in edition.pages and key != GLOSSARY
        linked = link_terms(page.tokens, edition.names) if has_links else page.tokens
        tokens = tuple(write_tokens(linked, writing)) if writing else linked
        resolver = Resolver(edition.addresses, page, edition.edition, editions, edition.paragraphs)
        illustrated = edition.illustrator.illustrate(page, resolver.resolve(tokens))
        yield (
            key,
            EditionText(
                page,
                title=edition.write(page, front.title),
                summary=edition.write(page, front.summary),
                updated=edition.voice.date(front.updated) if front.updated else None,
                tokens=insert_notices(illustrated, edition.changes(page), resolver),
                contents=_contents(tokens),
                # The glossary itself needs no pop-ups.
                terms=_explained(edition.terms, linked) if key != GLOSSARY else (),
            ),
        )


def _explained(terms: Mapping[str, TermView], tokens: Iterable[Token]) -> tuple[TermView, ...]:
    return tuple(terms[id_] for id_ in linked_terms(tokens) if id_ in terms)


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
