"""Pictures put into pages: each in the words of an edition, with links that lead to its own pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sitegen.facts.addresses import GLOSSARY, Addresses
from sitegen.facts.voices.voice import Voice
from sitegen.memory import Memory
from sitegen.model import Page, Term, Words
from sitegen.model.drawings import AnyDrawing, DataTable, Illustration, Lead, SpringName
from sitegen.model.pictures import Comparison, Occurrence, Picture, River, Said, Timeline
from sitegen.plan.pictures.comparisons import compare
from sitegen.plan.pictures.layouts import Counted, draw, draw_counts
from sitegen.plan.pictures.rivers import flow
from sitegen.plan.pictures.sheet import Shown
from sitegen.plan.pictures.speaker import Quoted
from sitegen.plan.pictures.tables import Mentions, tabulate, tabulate_counts
from sitegen.plan.pictures.timelines import scale
from sitegen.text.addresses import PageTarget, ParagraphTarget, PictureTarget, TermTarget, read_lead
from sitegen.text.body.body import Body
from sitegen.text.body.flat import plain_text
from sitegen.text.body.inline import Image
from sitegen.text.languages import language_of
from sitegen.text.words import Names, fill_in
from sitegen.values import Shared, dataclass


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A `term` by its id, its `names`, the `count` of its mentions, and on how many `pages` these are."""

    term: str
    names: Mapping[str, Words]
    count: int
    pages: int


def count_mentions(pages: Iterable[Mapping[str, int]], terms: Mapping[str, Term]) -> tuple[Mentioned, ...]:
    """Return which of `terms` are mentioned, of how often each page mentions which; the most often first."""
    mentions: Counter[str] = Counter()
    holding: Counter[str] = Counter()
    for found in pages:
        mentions.update(found)
        holding.update(found.keys())
    order = sorted(mentions, key=lambda id_: (-mentions[id_], -holding[id_], id_))
    return tuple(Mentioned(id_, terms[id_].names, mentions[id_], holding[id_]) for id_ in order)


def mentions_on(memory: Memory, pages: Sequence[tuple[Page]], names: Names) -> Iterator[Mapping[str, int]]:
    """Yield for each of `pages` what `mentions_in` returns of its body."""
    return (memory.call(mentions_in, page.body, names) for (page,) in pages)


def mentions_in(body: Body, names: Names) -> Mapping[str, int]:
    """Return how often a body mentions which terms."""
    texts = (plain_text(run.items) for run in body.runs())
    return Counter(id_ for text in texts for _, _, id_ in names.find(text))


@dataclass(frozen=True, slots=True)
class Origin:
    """What a document is called in short, and its language with the tag by which other pages mark it."""

    names: Said
    language: str
    tag: str


@dataclass(frozen=True)
class Illustrator(Shared):
    """Draws the pictures of one edition."""

    pictures: Mapping[str, Picture]
    # The id of the document in which each numbered paragraph stands, by its own.
    documents: Mapping[str, str]
    # What each is called in full.
    paragraph_names: Mapping[str, str]
    # The documents, by their ids.
    origins: Mapping[str, Origin]
    # What the terms that pictures name are called, by their ids.
    names: Mapping[str, tuple[SpringName, ...]]
    # How often pages mention terms: most often, in most pages, first.
    mentioned: Sequence[Mentioned]
    addresses: Addresses
    voice: Voice
    # The keys of the edition's pages.
    keys: tuple[str, ...]
    # Those of the site, in its order.
    languages: tuple[str, ...]

    def picture(self, image: Image) -> Picture | None:
        """Return the picture that is drawn for `image`, or None where that is a file."""
        target = image.target
        return self.pictures.get(target.name) if isinstance(target, PictureTarget) else None

    def drawn(self, picture: Picture, key: str) -> tuple[AnyDrawing, DataTable | None]:
        """Return `picture` as the page `key` shows it, and the same as a table where it is no text itself."""
        speaker = _Speaker(self, key)
        if isinstance(picture, Comparison):
            return compare(picture, speaker), None
        if isinstance(picture, Timeline):
            return scale(picture, speaker), None
        if isinstance(picture, River):
            return flow(picture, speaker), tabulate(picture, speaker)
        if isinstance(picture, Occurrence):
            counts = [self._mentions(each) for each in self.mentioned[: picture.top]]
            shown = [each.counted for each in counts]
            return draw_counts(shown, self.voice.language), tabulate_counts(counts, self.voice.words)
        return draw(picture, speaker), tabulate(picture, speaker)

    def _mentions(self, mentioned: Mentioned) -> Mentions:
        voice, names = self.voice, mentioned.names
        others = (str(names[each]) for each in (*self.languages, *names) if each in names)
        name = voice.choose(names) or next(others, mentioned.term)
        has_entry = GLOSSARY in self.keys
        shown = Shown(name, url=self.addresses.term(mentioned.term, voice.edition) if has_entry else None)
        counts = {"mentions": mentioned.count, "pages": mentioned.pages}
        words = fill_in(voice.words.get("picture_count", ""), counts)
        return Mentions(Counted(shown, words, mentioned.count), mentioned.pages)


def illustrate(illustrator: Illustrator, key: str, image: Image) -> Illustration:
    """Return what is drawn for `image` on the page `key`, whose text is in the words of the edition."""
    picture, voice = illustrator.picture(image), illustrator.voice
    assert picture is not None
    assert isinstance(image.target, PictureTarget)
    drawing, table = illustrator.drawn(picture, key)
    return Illustration(
        # In no other edition the same: a page may stand beside its partner.
        id=f"picture-{image.target.name}-{voice.edition.tag}".lower(),
        title=plain_text(image.alt.items),
        caption=image.title,
        description=voice.choose(picture.description),
        drawing=drawing,
        table=table,
        joint=" " if language_of(voice.language).has_spaces else "",
    )


class _Speaker:
    """Says in one edition what authors wrote in a picture, and where its links lead from the page `key`."""

    def __init__(self, illustrator: Illustrator, key: str) -> None:
        self.illustrator = illustrator
        self.key = key
        self.language = illustrator.voice.language
        self.words = illustrator.voice.words

    def say(self, words: Said) -> str:
        return self.illustrator.voice.choose(words)

    def lead(self, to: Words | None) -> str | None:
        addresses, edition = self.illustrator.addresses, self.illustrator.voice.edition
        match read_lead(to, self.language) if to is not None else None:
            case PageTarget(key, _, section) if key in self.illustrator.keys:
                url = "" if key == self.key and section else addresses.url(key, edition)
                return f"{url}#{section}" if section else url
            case TermTarget(id_) if GLOSSARY in self.illustrator.keys:
                return addresses.term(id_, edition)
            case ParagraphTarget(id_) if id_ in self.illustrator.documents:
                document = self.illustrator.documents[id_]
                return addresses.paragraph(document, id_, edition)
        return None

    def cite(self, ids: Iterable[Words]) -> tuple[Lead, ...]:
        documents = self.illustrator.documents
        addresses, edition = self.illustrator.addresses, self.illustrator.voice.edition
        return tuple(
            Lead(
                id_, addresses.paragraph(documents[id_], id_, edition), self.illustrator.paragraph_names[id_]
            )
            for id_ in map(str, ids)
            if id_ in documents
        )

    def quote(self, words: Words, cites: Iterable[Words]) -> Quoted:
        documents, origins = self.illustrator.documents, self.illustrator.origins
        known = (origins[documents[id_]] for id_ in map(str, cites) if id_ in documents)
        origin = next(known, None)
        if origin is None:
            # What is cited and does not exist is for the checks to name.
            return Quoted(str(words), "", self.language, "")
        is_own = origin.language == self.language
        said = self.illustrator.voice.quote(words) if is_own else str(words)
        name = self.illustrator.voice.choose(origin.names)
        return Quoted(said, name, origin.language, "" if is_own else origin.tag)

    def names(self, term: Words | None) -> tuple[SpringName, ...]:
        return self.illustrator.names.get(str(term), ())
