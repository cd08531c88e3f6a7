"""Bilingual pages: for each pair of pages and each edition of a couple, both texts as one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sitegen.facts.addresses import Addresses, alternates, bilingual_key, leading
from sitegen.facts.side_by_side import align
from sitegen.model import Edition, Place, Site, Words
from sitegen.plan.editions.edition import EditionPlan
from sitegen.plan.pages.address import Editions, begun_report, originals
from sitegen.plan.pages.html import Material, slots
from sitegen.plan.pages.texts import EditionText, Texts
from sitegen.plan.sharing.cards import share
from sitegen.plan.sharing.linked_data import Work
from sitegen.text.body.body import Body
from sitegen.text.body.flat import flat, plain_text
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
    Pair,
    PairPage,
    Side,
    TermView,
    Ways,
)
from sitegen.views.lists import Links

TEMPLATE = "bilingual.html"
# Goes into the ids of the partner's footnotes.
_OTHERS = "-other-"
# Templates that show a page's text and nothing of their own.
_PLAIN = ("page.html", "home.html")


@dataclass(frozen=True, slots=True)
class Couple:
    """The editions whose pages stand beside those of `theirs`."""

    ours: tuple[Edition, ...]
    theirs: Edition


@dataclass(frozen=True, slots=True)
class Half:
    """A page of one of the two editions: what is known of its edition, what it says, and the page itself."""

    edition: EditionPlan
    text: EditionText
    page: Article


# What is known of the pages of each edition, by tag and key.
Halves = Mapping[str, Mapping[str, Half]]


def find_couple(settings: Site) -> Couple | None:
    """Return which editions stand beside one another: the first language’s, and the first of another."""
    ours = tuple(edition for edition in settings.editions if edition.language == leading(settings))
    theirs = next((edition for edition in settings.editions if edition.language != leading(settings)), None)
    return Couple(ours, theirs) if ours and theirs else None


def find_links(couple: Couple, settings: Site, addresses: Addresses, texts: Mapping[str, Texts]) -> Links:
    """Return where pages stand beside their partners.

    A page of the partner's language leads to the bilingual page of the first edition of the couple.
    """
    links: dict[tuple[str, str], tuple[str, Mapping[str, str]]] = {}
    languages = {couple.theirs.language, *(edition.language for edition in couple.ours)}
    for edition in settings.editions:
        if edition.language not in languages:
            continue
        for key in _paired(couple, texts):
            if key not in texts[str(edition.tag)]:
                continue
            urls = {str(each.tag): addresses.url(bilingual_key(key), each) for each in couple.ours}
            own = urls.get(str(edition.tag))
            first = urls[str(couple.ours[0].tag)]
            links[str(edition.tag), key] = (first, urls) if own is None else (own, {})
    return links


def _paired(couple: Couple, texts: Mapping[str, Texts]) -> Iterable[str]:
    """The keys of the pages that have a partner."""
    return [key for key in texts[str(couple.theirs.tag)] if key in texts[str(couple.ours[0].tag)]]


def pair_pages(couple: Couple, among: Editions, halves: Halves, material: Material) -> Iterator[PairPage]:
    """Yield the bilingual pages of each edition of the couple, in the order of their keys."""
    theirs = halves[str(couple.theirs.tag)]
    for edition in couple.ours:
        ours = {key: half for key, half in halves[str(edition.tag)].items() if key in theirs}
        # The same for all pages of an edition.
        spelled = _spelled(next(iter(ours.values())).edition) if ours else {}
        for key, half in ours.items():
            yield _PairWriter(couple, among, ours, material).write(half, theirs[key], spelled)


@dataclass(frozen=True, slots=True)
class _PairWriter:
    couple: Couple
    among: Editions
    # The pages of the edition that have a partner, by key.
    by_key: Mapping[str, Half]
    material: Material

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
            sharing=share(Work(address, title, summary, ways, shown=shown), frame, self.among.addresses),
            pair=_pair(ours, theirs, spelled, self.material),
            drawings=(*_drawn(ours), *_drawn(theirs)),
        )

    def _address(self, ours: Half, theirs: Half) -> Address:
        among, frame = self.among, ours.edition.frame
        own, key = ours.page.address, bilingual_key(ours.page.address.key)
        url = among.addresses.url(key, frame.edition)
        canonical = among.addresses.absolute(url)
        others = (choice for choice in own.choices if choice.edition not in self.couple.ours)
        # Who can read this page needs no offer of another language.
        choices = (
            *(
                Choice(each, among.addresses.url(key, each), each == frame.edition)
                for each in self.couple.ours
            ),
            *(replace(choice, offer="", decline="") for choice in others),
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
        own = ours.page.ways
        return Ways(
            label=ours.edition.frame.words.get("bilingual", ""),
            breadcrumbs=(*own.breadcrumbs, _entry(ours, ours.page.address.url)),
            previous=self._neighbour(own.previous),
            next=self._neighbour(own.next),
        )

    def _neighbour(self, entry: Entry | None) -> Entry | None:
        """A reader who goes on stays in both languages."""
        found = self.by_key.get(entry.key) if entry else None
        return _entry(found, found.page.ways.bilingual_url) if found else None


def _entry(half: Half, url: str) -> Entry:
    return Entry(half.page.address.key, half.page.ways.label, url)


def _later(one: DateView | None, other: DateView | None) -> DateView | None:
    return max(filter(None, (one, other)), key=lambda date: date.iso, default=None)


def _pair(ours: Half, theirs: Half, spelled: Mapping[str, str], material: Material) -> Pair:
    stated = stated_readings(theirs.text.body)
    quoted = {ours.edition.voice.quote(words): pinyin for words, pinyin in stated}
    pairs = align(add_readings(ours.text.body, Readings(spelled, quoted)), theirs.text.body)
    mine = material.side(ours.edition.frame, slots(ours.text))
    others = material.side(theirs.edition.frame, slots(theirs.text, len(ours.text.figures)))
    return Pair(
        ours=_side(ours.page, ours.edition.frame),
        theirs=_side(theirs.page, theirs.edition.frame),
        # What holds both languages has the id of a heading.
        html=paired_html(pairs, replace(mine, has_ids=False), replace(others, has_ids=False, mark=_OTHERS)),
        headings=_headings(ours.text.contents, theirs.text.body),
        terms=_terms(ours, theirs),
        is_whole=ours.page.address.template in _PLAIN,
    )


def _drawn(half: Half) -> Iterator[Drawn]:
    return (Drawn(each, half.edition.edition, has_table=False) for each in half.text.figures.values())


def _side(page: Article, frame: Frame) -> Side:
    return Side(frame.edition, page.address.url, page.title, page.summary)


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
    said = {
        heading.id: plain_text(flat(heading.run.pieces)).strip()
        for heading in theirs.headings()
        if heading.id
    }
    ids = (each.id for entry in contents for each in (entry, *entry.children))
    return {id_: said.get(id_, "") for id_ in ids}
