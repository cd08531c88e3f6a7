"""Bilingual pages: for each pair of pages and each edition of a couple, both texts as one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from markupsafe import Markup

from sitegen.facts.addresses import alternates, beside_key
from sitegen.facts.pairs.side_by_side import align
from sitegen.facts.voices.voice import Voice
from sitegen.model import Edition, Place, Site, Words
from sitegen.plan.editions.edition import EditionPlan
from sitegen.plan.pages.address import Editions, begun_report, originals
from sitegen.plan.pages.articles import Around
from sitegen.plan.pages.html import Material, slots
from sitegen.plan.pages.texts import EditionText, Figures, Texts
from sitegen.plan.sharing.cards import share
from sitegen.plan.sharing.linked_data import SharedWork
from sitegen.text.body.body import Body
from sitegen.text.body.flat import plain_text
from sitegen.text.body.readings import add_readings, stated_readings
from sitegen.text.html.paired import paired_html
from sitegen.text.languages import language_of
from sitegen.text.pinyin import Readings
from sitegen.views import (
    Address,
    Article,
    Choice,
    ContentsEntry,
    DateView,
    Drawn,
    Entry,
    Frame,
    PairPage,
    PairSide,
    PairView,
    TermView,
    Ways,
)
from sitegen.views.lists import Links, PairLink

TEMPLATE = "bilingual.html"
# Goes into the ids of the partner's footnotes.
_OTHERS = "-other-"
# Templates that show a page's text and nothing of their own.
_PLAIN = ("page.html", "home.html")


@dataclass(frozen=True, slots=True)
class Couple:
    """The editions of one language whose pages stand beside those of `theirs`, an edition of another."""

    # All languages of the site, in order.
    languages: tuple[str, ...]
    ours: tuple[Edition, ...]
    theirs: Edition

    def key(self, key: str) -> str:
        """Return the key under which the page `key` stands with its partner."""
        return beside_key(key, self.languages, str(self.ours[0].language), str(self.theirs.language))

    def partner(self, edition: Edition) -> str:
        """Return the language that stands beside that of `edition`, or "" where it is of neither."""
        one, other = str(self.ours[0].language), str(self.theirs.language)
        return {one: other, other: one}.get(str(edition.language), "")


@dataclass(frozen=True, slots=True)
class Half:
    """A page of one of the two editions: what is known of its edition, what it says, and the page itself."""

    edition: EditionPlan
    text: EditionText
    page: Article


# What is known of the pages of each edition, by tag and key.
Halves = Mapping[str, Mapping[str, Half]]


def find_couples(settings: Site) -> tuple[Couple, ...]:
    """Return which editions stand beside one another: those of each language, and the first of each later."""
    languages = settings.languages
    of = {each: [one for one in settings.editions if one.language == each] for each in languages}
    return tuple(Couple(languages, tuple(of[one]), of[other][0]) for one, other in combinations(languages, 2))


def find_links(couples: Iterable[Couple], among: Editions, texts: Mapping[str, Texts]) -> Links:
    """Return where pages stand beside their partners, couple by couple.

    A page of the later language leads to the bilingual page of the first edition of the couple.
    """
    links: dict[tuple[str, str], tuple[PairLink, ...]] = {}
    for couple in couples:
        for edition in filter(couple.partner, among.settings.editions):
            for key in _paired(couple, texts):
                at = str(edition.tag), key
                links[at] = (*links.get(at, ()), _link(couple, among, edition, key))
    return links


def _link(couple: Couple, among: Editions, edition: Edition, key: str) -> PairLink:
    urls = {str(each.tag): among.addresses.url(couple.key(key), each) for each in couple.ours}
    own, words = urls.get(str(edition.tag)), among.frames[str(edition.tag)].beside[couple.partner(edition)]
    label, first = words.get("bilingual_link", ""), urls[str(couple.ours[0].tag)]
    return PairLink(label, first, urls) if own is None else PairLink(label, own, {})


def _paired(couple: Couple, texts: Mapping[str, Texts]) -> Iterable[str]:
    """The keys of the pages that have a partner."""
    return [key for key in texts[str(couple.theirs.tag)] if key in texts[str(couple.ours[0].tag)]]


def pair_pages(couple: Couple, among: Editions, halves: Halves, around: Around) -> Iterator[PairPage]:
    """Yield the bilingual pages of each edition of the couple, in the order of their keys."""
    theirs = halves[str(couple.theirs.tag)]
    for edition in couple.ours:
        ours = {key: half for key, half in halves[str(edition.tag)].items() if key in theirs}
        # The same for all pages of an edition.
        spelled = _spelled(next(iter(ours.values())).edition) if ours else {}
        for key, half in ours.items():
            yield _PairWriter(couple, among, ours, around).write(half, theirs[key], spelled)


@dataclass(frozen=True, slots=True)
class _PairWriter:
    couple: Couple
    among: Editions
    # The pages of the edition that have a partner, by key.
    by_key: Mapping[str, Half]
    around: Around

    def write(self, ours: Half, theirs: Half, spelled: Mapping[str, str]) -> PairPage:
        frame, title, summary = ours.edition.frame, ours.page.title, ours.page.summary
        address = self._address(ours, theirs)
        ways = self._ways(ours)
        shown = (ours.page.address, theirs.page.address)
        return PairPage(
            address=address,
            title=title,
            summary=summary,
            is_draft=ours.page.is_draft or theirs.page.is_draft,
            contents=ours.text.contents,
            ways=ways,
            sharing=share(
                SharedWork(address, title, summary, ways, shown=shown), frame, self.among.addresses
            ),
            pair=self._pair(ours, theirs, spelled),
            drawings=(*_drawn(ours), *_drawn(theirs)),
        )

    def _pair(self, ours: Half, theirs: Half, spelled: Mapping[str, str]) -> PairView:
        html = self.around.memory.call(
            both_html,
            (ours.text.body, ours.text.figures),
            (theirs.text.body, theirs.text.figures),
            ours.edition.voice,
            (ours.edition.frame, theirs.edition.frame),
            spelled,
            self.around.material,
        )
        return PairView(
            ours=_side(ours.page, ours.edition.frame),
            theirs=_side(theirs.page, theirs.edition.frame),
            html=html,
            headings=_headings(ours.text.contents, theirs.text.body),
            terms=_terms(ours, theirs),
            is_whole=ours.page.address.template in _PLAIN,
        )

    def _address(self, ours: Half, theirs: Half) -> Address:
        among, frame = self.among, ours.edition.frame
        own, key = ours.page.address, self.couple.key(ours.page.address.key)
        url = among.addresses.url(key, frame.edition)
        canonical = among.addresses.absolute(url)
        # Who can read this page needs no offer of another language.
        choices = tuple(
            Choice(each.edition, among.addresses.url(key, each.edition), each.is_current)
            if each.edition in self.couple.ours
            else replace(each, offer="", decline="")
            for each in own.choices
        )
        return Address(
            key=key,
            edition=frame.edition,
            template=Words(TEMPLATE, Place(f"templates/{TEMPLATE}")),
            url=url,
            output_path=among.addresses.output_path(key, frame.edition),
            canonical=canonical,
            alternates=alternates(among.addresses, among.settings, key, self.couple.ours),
            choices=choices,
            originals=originals(frame.edition, choices),
            updated=_later(ours.text.updated, theirs.text.updated),
            report=begun_report(frame, ours.page.title, canonical),
        )

    def _ways(self, ours: Half) -> Ways:
        own, frame, theirs = ours.page.ways, ours.edition.frame, str(self.couple.theirs.language)
        return Ways(
            label={**frame.words, **frame.beside[theirs]}.get("bilingual", ""),
            breadcrumbs=(*own.breadcrumbs, _entry(ours, ours.page.address.url)),
            previous=self._neighbour(own.previous),
            next=self._neighbour(own.next),
        )

    def _neighbour(self, entry: Entry | None) -> Entry | None:
        """A reader who goes on stays in both languages."""
        found = self.by_key.get(entry.key) if entry else None
        if found is None:
            return None
        address = found.page.address
        return _entry(found, self.among.addresses.url(self.couple.key(address.key), address.edition))


def _entry(half: Half, url: str) -> Entry:
    return Entry(half.page.address.key, half.page.ways.label, url)


def _later(one: DateView | None, other: DateView | None) -> DateView | None:
    return max(filter(None, (one, other)), key=lambda date: date.iso, default=None)


def both_html(
    ours: tuple[Body, Figures],
    theirs: tuple[Body, Figures],
    voice: Voice,
    frames: tuple[Frame, Frame],
    spelled: Mapping[str, str],
    material: Material,
) -> Markup:
    """Return two texts as HTML, block beside block.

    `voice` is that of the first; `spelled` are the readings of its words that have one.
    """
    stated = stated_readings(theirs[0])
    quoted = {voice.quote(words): pinyin for words, pinyin in stated}
    pairs = align(add_readings(ours[0], Readings(spelled, quoted)), theirs[0])
    mine = material.side(frames[0], slots(ours[1]))
    others = material.side(frames[1], slots(theirs[1], len(ours[1])))
    # What holds both languages has the id of a heading.
    return paired_html(pairs, replace(mine, has_ids=False), replace(others, has_ids=False, mark=_OTHERS))


def _drawn(half: Half) -> Iterator[Drawn]:
    return (Drawn(each, half.edition.edition, has_table=False) for each in half.text.figures.values())


def _side(page: Article, frame: Frame) -> PairSide:
    return PairSide(frame.edition, page.address.url, page.title, page.summary)


def _terms(ours: Half, theirs: Half) -> tuple[tuple[TermView, TermView], ...]:
    """Return what either page links to, as both say it."""
    known, others = ours.edition.terms, theirs.edition.terms
    ids = dict.fromkeys(term.id for term in (*ours.text.terms, *theirs.text.terms))
    return tuple((known[id_], others[id_]) for id_ in ids)


def _spelled(edition: EditionPlan) -> Mapping[str, str]:
    """The readings of the terms; where an edition has another word for one, it has none."""
    reading = language_of(edition.tag).reading
    is_above = reading is not None and reading.is_above
    return {
        term.name: term.own.reading
        for term in edition.terms.values()
        if is_above and term.own.reading and edition.tag not in dict(term.forms)
    }


def _headings(contents: Iterable[ContentsEntry], theirs: Body) -> Mapping[str, str]:
    """What each heading of `contents` is on the other page, at whatever level; "" where it has none."""
    said = {heading.id: plain_text(heading.run.items).strip() for heading in theirs.headings() if heading.id}
    ids = (each.id for entry in contents for each in (entry, *entry.children))
    return {id_: said.get(id_, "") for id_ in ids}
