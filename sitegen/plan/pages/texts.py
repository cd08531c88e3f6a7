"""What authors' pages say in one edition: linked, converted, led to its pages, not yet HTML."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sitegen.facts.addresses import GLOSSARY
from sitegen.facts.destinations import Destinations
from sitegen.facts.pairs.staleness import FRONT, TOP, find_stale
from sitegen.facts.slices import Pages, Records
from sitegen.facts.terms import link_terms
from sitegen.facts.voices.voice import Voice
from sitegen.memory import Arguments, Memory
from sitegen.model import FrontMatter, Page, Place, Record
from sitegen.plan.editions.changes import last_changes
from sitegen.plan.editions.edition import EditionPlan
from sitegen.plan.pages.reading import reading_minutes
from sitegen.text.addresses import PictureTarget
from sitegen.text.body.body import Body
from sitegen.text.body.flat import plain_text
from sitegen.text.body.inline import Image
from sitegen.text.body.rewrite import insert_notices, resolve_links
from sitegen.text.script.bodies import write_body
from sitegen.text.words import Names
from sitegen.values import Shared, dataclass
from sitegen.views import ContentsEntry, DateView

# The language of the original of a page, or "", and the sections that changed there since.
Changes = tuple[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class EditionText(Shared):
    """What a page says in an edition."""

    key: str
    # Its file, and what its author says of it.
    place: Place
    front: FrontMatter
    title: str
    summary: str
    updated: DateView | None
    body: Body
    # The pictures in it that are drawn, each once.
    images: tuple[Image, ...]
    contents: tuple[ContentsEntry, ...]
    # The ids of the terms that it links to, and of the paragraphs that it cites.
    terms: tuple[str, ...]
    cited: tuple[str, ...]
    # How long it takes to read, or 0.
    minutes: int

    @property
    def is_read(self) -> bool:
        """Whether it is read from top to bottom: pages with a template of their own are looked up."""
        return self.front.template is None


Texts = Mapping[str, EditionText]


@dataclass(frozen=True, slots=True)
class TextWriter(Shared):
    """What decides how one edition says a page, whatever the page says."""

    voice: Voice
    # By which running text mentions terms; None where nothing explains them.
    names: Names | None
    to: Destinations
    # The names of the pictures that are drawn.
    pictures: tuple[str, ...]

    def write(self, key: str, place: Place, front: FrontMatter, body: Body, changes: Changes) -> EditionText:
        """Return what the page `key`, whose file begins at `place`, says in the edition.

        Readers are told which of its sections are stale.
        """
        said, terms = self._say(key, front, body)
        images = (item for run in said.runs() for item in run.items if isinstance(item, Image))
        return EditionText(
            key,
            place,
            front,
            title=self.voice.title(front.title, front.conversion),
            summary=self.voice.title(front.summary, front.conversion),
            updated=self.voice.date(front.updated) if front.updated else None,
            body=self._lead(said, key, changes),
            images=tuple(dict.fromkeys(filter(self._is_drawn, images))),
            contents=_contents(said),
            # The glossary itself needs no pop-ups.
            terms=terms if key != GLOSSARY else (),
            cited=tuple(dict.fromkeys(id_ for id_, _ in body.citations)),
            minutes=reading_minutes(body.text(), self.voice.language) if front.template is None else 0,
        )

    def _say(self, key: str, front: FrontMatter, body: Body) -> tuple[Body, tuple[str, ...]]:
        """The body in the words of the edition, and the ids of the terms to which it links."""
        linked = link_terms(body, self.names) if self.names and key != GLOSSARY else body
        writing = self.voice.on_page(front.conversion)
        return write_body(linked, writing) if writing else linked, linked.terms()

    def _lead(self, body: Body, key: str, changes: Changes) -> Body:
        """Lead the links of the page to where the edition has what they name; tell readers what is stale.

        What changed since the page was made is to be read in the language of its original.
        """
        original, stale = changes
        resolved = resolve_links(body, lambda target: self.to.find(target, key))
        if original not in self.to.editions:
            return resolved
        # That for the front matter comes before everything, too.
        is_above = not stale.isdisjoint((FRONT, TOP))
        return insert_notices(
            resolved, stale, lambda section: self.to.page(key, original, section, key), is_above=is_above
        )

    def _is_drawn(self, image: Image) -> bool:
        return isinstance(image.target, PictureTarget) and image.target.name in self.pictures


def write_texts(
    editions: Sequence[EditionPlan], pages: Pages, records: Records, memory: Memory
) -> Mapping[str, Texts]:
    """Return what `pages` say in each edition, by its tag and by key, in the order of keys.

    `records` are what was recorded of those that are translations.
    """
    writers: dict[str, list[TextWriter]] = {}
    for edition in editions:
        writers.setdefault(edition.language, []).append(_writer(edition))
    shown = sorted(name for name in pages if name[1] in writers)
    made_from = {name: pages.get((name[0], str(record.language))) for name, record in records.items()}
    items = [(pages[name], made_from.get(name), records.get(name), *writers[name[1]]) for name in shown]
    texts: dict[str, dict[str, EditionText]] = {edition.tag: {} for edition in editions}
    changed = {
        edition.tag: {key: day for key, (day, _) in last_changes(edition.changes).items()}
        for edition in editions
    }
    for (key, language), said in zip(shown, memory.parts(say_in, items, takes_long=True), strict=True):
        for writer, text in zip(writers[language], said, strict=True):
            tag = str(writer.voice.edition.tag)
            texts[tag][key] = _dated(text, changed[tag].get(key, ""), writer.voice)
    return texts


def _dated(text: EditionText, day: str, voice: Voice) -> EditionText:
    """A text of which its editors say that it changed, of that day if its author names none that is later."""
    is_newer = day > (text.updated.iso if text.updated else "")
    return replace(text, updated=voice.date(datetime.date.fromisoformat(day))) if is_newer else text


def say_in(memory: Memory, part: Sequence[Arguments]) -> Iterator[tuple[EditionText, ...]]:
    """Yield what pages say in the editions of their language.

    `part` has for each page itself, its original and the record of that, or None, and writers of editions.
    """
    for page, original, record, *writers in part:
        changes = _changes(page, original, record, memory)
        yield tuple(
            memory.call(TextWriter.write, each, page.key, page.place, page.front, page.body, changes)
            for each in writers
        )


def _changes(page: Page, original: Page | None, record: Record | None, memory: Memory) -> Changes:
    if record is None or original is None:
        return "", frozenset()
    stale = memory.call(find_stale, page, original, record)
    return original.language, frozenset(section.id for section in stale)


def _writer(edition: EditionPlan) -> TextWriter:
    editions = {str(each.language): each for each in reversed(edition.among)}
    documents, names = edition.illustrator.documents, edition.illustrator.paragraph_names
    to = Destinations(edition.addresses, edition.edition, editions, documents, names, edition.on_the_web)
    terms = edition.names if GLOSSARY in edition.entries else None
    return TextWriter(edition.voice, terms, to, tuple(edition.illustrator.pictures))


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
