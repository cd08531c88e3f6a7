"""Pictures put into pages: each in the words of an edition, with links that lead to its own pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from markdown_it.token import Token

from sitegen.facts.addresses import (
    GLOSSARY,
    Addresses,
    PageTarget,
    ParagraphTarget,
    PictureTarget,
    TermTarget,
    read_address,
    read_lead,
)
from sitegen.facts.voice import Voice
from sitegen.model import Page, Paragraph, Term, Words
from sitegen.model.drawings import Drawing, Figure, Lead, Table
from sitegen.model.pictures import Occurrence, Picture, Said
from sitegen.plan.pictures.layouts import Counted, draw, draw_counts
from sitegen.plan.pictures.sheet import Shown
from sitegen.plan.pictures.tables import Mentions, tabulate, tabulate_counts
from sitegen.text.languages import language_of
from sitegen.text.markdown.mentions import Names
from sitegen.text.markdown.tokens import plain_text, walk
from sitegen.views import Entry


@dataclass(frozen=True)
class Illustrator:
    """Draws the pictures of one edition; `entries` are its pages by key."""

    pictures: Mapping[str, Picture]
    terms: Mapping[str, Term]
    # By id, each with the document in which it stands.
    paragraphs: Mapping[str, tuple[str, Paragraph]]
    # By which pages mention terms.
    names: Names
    addresses: Addresses
    voice: Voice
    pages: Mapping[str, Page]
    entries: Mapping[str, Entry]
    # Those of the site, in its order.
    languages: tuple[str, ...]

    def illustrate(self, page: Page, tokens: Iterable[Token]) -> tuple[Token, ...]:
        """Return the tokens of `page`, already in the words of the edition, with a Figure in each picture."""
        return tuple(
            token.copy(children=[self._with_figure(page, child) for child in token.children])
            if token.children and any(child.type == "image" for child in token.children)
            else token
            for token in tokens
        )

    def _with_figure(self, page: Page, token: Token) -> Token:
        if token.type != "image":
            return token
        target = read_address(str(token.attrs["src"]), page.path, page.key, page.language)
        if not isinstance(target, PictureTarget) or target.name not in self.pictures:
            return token
        figure = self._figure(page.key, target.name, token)
        return token.copy(meta={**token.meta, "figure": figure})

    def _figure(self, key: str, name: str, token: Token) -> Figure:
        picture = self.pictures[name]
        drawing, table = self._drawn(picture, key)
        return Figure(
            # In no other edition the same: a page may stand beside its partner.
            id=f"picture-{name}-{self.voice.edition.tag}".lower(),
            title=plain_text(token.children or ()),
            caption=str(token.attrs.get("title", "")),
            description=self.voice.choose(picture.description),
            drawing=drawing,
            table=table,
            joint=" " if language_of(self.voice.language).has_spaces else "",
        )

    def _drawn(self, picture: Picture, key: str) -> tuple[Drawing, Table]:
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
            texts = (plain_text(token.children or ()) for token in page.tokens if token.type == "inline")
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
        words = voice.words["picture_count"].format_map({"mentions": count, "pages": pages})
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


def pictures_on(page: Page) -> tuple[str, ...]:
    """Return the names of the pictures that a page shows, in order, as often as it shows them."""
    found = (
        read_address(str(token.attrs["src"]), page.path, page.key, page.language)
        for token in walk(page.tokens)
        if token.type == "image"
    )
    return tuple(target.name for target in found if isinstance(target, PictureTarget))
