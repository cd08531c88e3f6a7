"""Pictures put into pages: each in the words of an edition, with links that lead to its own pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sitegen.facts.addresses import GLOSSARY, Addresses
from sitegen.facts.voices.voice import Voice
from sitegen.model import Page, SourceParagraph, Term, Words
from sitegen.model.drawings import DataTable, Drawing, Illustration, Lead
from sitegen.model.pictures import Occurrence, Picture, Said
from sitegen.plan.pictures.layouts import Counted, draw, draw_counts
from sitegen.plan.pictures.sheet import Shown
from sitegen.plan.pictures.tables import Mentions, tabulate, tabulate_counts
from sitegen.text.addresses import PageTarget, ParagraphTarget, PictureTarget, TermTarget, read_lead
from sitegen.text.body.body import Body
from sitegen.text.body.flat import flat, plain_text
from sitegen.text.body.inline import Image
from sitegen.text.languages import language_of
from sitegen.text.words import Names
from sitegen.views import Entry


@dataclass(frozen=True)
class Illustrator:
    """Draws the pictures of one edition; `entries` are its pages by key."""

    pictures: Mapping[str, Picture]
    terms: Mapping[str, Term]
    # By id, each with the document in which it stands.
    paragraphs: Mapping[str, tuple[str, SourceParagraph]]
    # By which pages mention terms.
    names: Names
    addresses: Addresses
    voice: Voice
    pages: Mapping[str, Page]
    entries: Mapping[str, Entry]
    # Those of the site, in its order.
    languages: tuple[str, ...]

    def figures(self, key: str, body: Body) -> Mapping[Image, Illustration]:
        """Return what is drawn for the page `key`, whose `body` is already in the words of the edition."""
        images = (item for run in body.runs() for item in flat(run.pieces) if isinstance(item, Image))
        return {
            image: self._figure(key, image.target.name, image)
            for image in images
            if isinstance(image.target, PictureTarget) and image.target.name in self.pictures
        }

    def _figure(self, key: str, name: str, image: Image) -> Illustration:
        picture = self.pictures[name]
        drawing, table = self._drawn(picture, key)
        return Illustration(
            # In no other edition the same: a page may stand beside its partner.
            id=f"picture-{name}-{self.voice.edition.tag}".lower(),
            title=plain_text(flat(image.alt.pieces)),
            caption=image.title,
            description=self.voice.choose(picture.description),
            drawing=drawing,
            table=table,
            joint=" " if language_of(self.voice.language).has_spaces else "",
        )

    def _drawn(self, picture: Picture, key: str) -> tuple[Drawing, DataTable]:
        speaker = _Speaker(self, key)
        if isinstance(picture, Occurrence):
            counts = self._counts[: picture.top]
            shown = [each.counted for each in counts]
            return draw_counts(shown, self.voice.language), tabulate_counts(counts, self.voice.words)
        return draw(picture, speaker), tabulate(picture, speaker)

    @cached_property
    def _counts(self) -> Sequence[Mentions]:
        """The terms that pages mention, the most often mentioned first."""
        mentions: Counter[str] = Counter()
        pages: Counter[str] = Counter()
        for page in self.pages.values():
            texts = (plain_text(flat(run.pieces)) for run in page.body.runs())
            found = Counter(id_ for text in texts for _, _, id_ in self.names.find(text))
            mentions += found
            pages.update(found.keys())
        order = sorted(mentions, key=lambda id_: (-mentions[id_], -pages[id_], id_))
        return [self._mentions(id_, mentions[id_], pages[id_]) for id_ in order]

    def _mentions(self, id_: str, count: int, pages: int) -> Mentions:
        term, voice = self.terms[id_], self.voice
        name = voice.choose(term.names) or str(term.name(self.languages))
        has_entry = GLOSSARY in self.entries
        shown = Shown(name, url=self.addresses.term(id_, voice.edition) if has_entry else None)
        words = voice.words.get("picture_count", "").format_map({"mentions": count, "pages": pages})
        return Mentions(Counted(shown, words, count), pages)


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
            case PageTarget(key, _, section) if key in self.illustrator.entries:
                url = "" if key == self.key and section else addresses.url(key, edition)
                return f"{url}#{section}" if section else url
            case TermTarget(id_) if GLOSSARY in self.illustrator.entries:
                return addresses.term(id_, edition)
            case ParagraphTarget(id_) if id_ in self.illustrator.paragraphs:
                document = self.illustrator.paragraphs[id_][0]
                return addresses.paragraph(document, id_, edition)
        return None

    def cite(self, ids: Iterable[Words]) -> tuple[Lead, ...]:
        paragraphs = self.illustrator.paragraphs
        addresses, edition = self.illustrator.addresses, self.illustrator.voice.edition
        return tuple(
            Lead(id_, addresses.paragraph(paragraphs[id_][0], id_, edition))
            for id_ in map(str, ids)
            if id_ in paragraphs
        )
