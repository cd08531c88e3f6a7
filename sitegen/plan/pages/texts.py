"""What authors' pages say in one edition: linked, converted, illustrated, not yet HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sitegen.facts.addresses import GLOSSARY
from sitegen.facts.destinations import Destinations
from sitegen.facts.pairs.staleness import FRONT, TOP
from sitegen.facts.terms import link_terms
from sitegen.facts.voices.voice import Voice
from sitegen.memory import Memory
from sitegen.model import Page
from sitegen.model.drawings import Illustration
from sitegen.plan.editions.edition import EditionPlan
from sitegen.plan.pictures.illustrate import illustrate
from sitegen.text.body.body import Body
from sitegen.text.body.flat import plain_text
from sitegen.text.body.inline import Image
from sitegen.text.body.rewrite import insert_notices, resolve_links
from sitegen.text.script.bodies import write_body
from sitegen.text.words import Names
from sitegen.views import ContentsEntry, DateView, TermView

Figures = Mapping[Image, Illustration]


@dataclass(frozen=True, slots=True)
class EditionText:
    """What a page says in an edition."""

    page: Page
    title: str
    summary: str
    updated: DateView | None
    body: Body
    # What is drawn for it.
    figures: Figures
    contents: tuple[ContentsEntry, ...]
    # The terms that it links to.
    terms: tuple[TermView, ...]

    @property
    def cited(self) -> frozenset[str]:
        """The ids of the paragraphs that it cites."""
        return frozenset(id_ for id_, _ in self.page.body.citations)

    @property
    def is_read(self) -> bool:
        """Whether it is read from top to bottom: pages with a template of their own are looked up."""
        return self.page.front.template is None


Texts = Mapping[str, EditionText]


def write_texts(edition: EditionPlan, memory: Memory) -> Texts:
    """Return what the authors' pages say in the edition, by key, in the order of keys."""
    return dict(_texts(edition, memory))


def _texts(edition: EditionPlan, memory: Memory) -> Iterator[tuple[str, EditionText]]:
    editions = {str(each.language): each for each in reversed(edition.settings.editions)}
    to = Destinations(edition.addresses, edition.edition, editions, edition.illustrator.documents)
    for key, page in sorted(edition.pages.items()):
        front = page.front
        has_links = GLOSSARY in edition.pages and key != GLOSSARY
        body, terms = memory.call(say, page, edition.voice, edition.names if has_links else None)
        language, stale = edition.changes(page, memory)
        yield (
            key,
            EditionText(
                page,
                title=edition.voice.title(front.title, front.conversion),
                summary=edition.voice.title(front.summary, front.conversion),
                updated=edition.voice.date(front.updated) if front.updated else None,
                body=memory.call(lead, body, key, to, language, stale),
                figures={
                    image: memory.call(illustrate, edition.illustrator, page.key, image)
                    for image in edition.illustrator.images(body)
                },
                contents=_contents(body),
                # The glossary itself needs no pop-ups.
                terms=_explained(edition.terms, terms) if key != GLOSSARY else (),
            ),
        )


def say(page: Page, voice: Voice, names: Names | None) -> tuple[Body, tuple[str, ...]]:
    """Return the body of a page in the words of an edition, and the ids of the terms that it links to.

    Where there are `names`, first mentions of terms are linked.
    """
    linked = link_terms(page.body, names) if names else page.body
    writing = voice.on_page(page.front.conversion)
    return write_body(linked, writing) if writing else linked, linked.terms()


def lead(body: Body, key: str, to: Destinations, original: str, stale: frozenset[str]) -> Body:
    """Lead the links of the page `key` to where the edition has what they name; tell readers what is stale.

    What changed since the page was made, `stale`, is to be read in the language of the `original`.
    """
    resolved = resolve_links(body, lambda target: to.find(target, key))
    if original not in to.editions:
        return resolved
    # That for the front matter comes before everything, too.
    is_above = not stale.isdisjoint((FRONT, TOP))
    return insert_notices(
        resolved, stale, lambda section: to.page(key, original, section, key), is_above=is_above
    )


def _explained(terms: Mapping[str, TermView], ids: Iterable[str]) -> tuple[TermView, ...]:
    return tuple(terms[id_] for id_ in ids if id_ in terms)


def _contents(body: Body) -> tuple[ContentsEntry, ...]:
    """The headings of level 2 and, below each, those of level 3; above the first, these by themselves."""
    entries: list[ContentsEntry] = []
    is_below = False
    for heading in body.headings():
        if heading.level not in (2, 3) or not heading.id:
            continue
        entry = ContentsEntry(heading.id, plain_text(heading.run.items).strip())
        is_below = is_below or heading.level == 2
        if heading.level == 3 and is_below:
            last = entries.pop()
            entry = ContentsEntry(last.id, last.text, (*last.children, entry))
        entries.append(entry)
    return tuple(entries)
