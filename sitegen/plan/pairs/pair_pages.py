"""Bilingual pages: for each pair of pages and each edition of a couple, both texts as one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from sitegen.facts.addresses import Addresses, alternates
from sitegen.memory import Arguments, Memory
from sitegen.model import Edition, Place, Words
from sitegen.plan.editions.edition import EditionPlan
from sitegen.plan.outline import Outline, outline
from sitegen.plan.pages.address import Editions, begun_report, originals
from sitegen.plan.pages.articles import Around, marks_of
from sitegen.plan.pages.html import Material
from sitegen.plan.pages.texts import EditionText
from sitegen.plan.pairs.both import Spelled, both_html
from sitegen.plan.pairs.couples import Couple, PairLinks
from sitegen.plan.sharing.cards import share
from sitegen.plan.sharing.linked_data import SharedWork
from sitegen.text.body.body import Body
from sitegen.text.body.flat import plain_text
from sitegen.text.languages import language_of, reading_of
from sitegen.text.readings import PINYIN
from sitegen.values import Derives, dataclass
from sitegen.views import (
    Address,
    Article,
    Choice,
    ContentsEntry,
    DateView,
    Entry,
    Frame,
    Html,
    Marks,
    PairPage,
    PairSide,
    PairView,
    TermView,
    Ways,
)

TEMPLATE = "bilingual.html"
# Templates that show a page's text and nothing of their own.
_PLAIN = ("page.html", "home.html")


# What is known of each page of an edition: what it says, and its outline.
Halves = Mapping[str, tuple[EditionText, Outline]]


@dataclass(frozen=True)
class Side(Derives):
    """One of the two editions of a couple, and the keys of its pages that have a partner in the other."""

    edition: EditionPlan
    keys: tuple[str, ...]

    @cached_property
    def paired(self) -> frozenset[str]:
        """The keys, to be looked up."""
        return frozenset(self.keys)

    @cached_property
    def spelled(self) -> Spelled:
        """The readings of the terms, all of one kind; none where the edition has another word."""
        tag = self.edition.tag
        terms = [each for each in self.edition.terms.values() if tag not in dict(each.forms)]
        for reading in (reading_of(tag), language_of(tag).reading):
            if reading is None or not reading.is_above:
                continue
            said = ((each.name, each.own.read_as(reading.tag)) for each in terms)
            if found := {name: words for name, words in said if words}:
                return reading.name, found
        return PINYIN.name, {}

    def entry(self, key: str, url: str) -> Entry:
        """Return a page, shown at `url`, as lists name it."""
        return Entry(key, self.edition.entries[key].label, url)


def pair_pages(
    couple: Couple, editions: Mapping[str, EditionPlan], halves: Mapping[str, Halves], around: Around
) -> Iterator[Outline]:
    """Yield the bilingual pages of each edition of the couple, in the order of their keys.

    `editions` and `halves`, what is known of their pages, are by tag.
    """
    theirs, ours = halves[str(couple.theirs.tag)], [halves[str(each.tag)] for each in couple.ours]
    # The editions of one language have the same pages.
    keys = tuple(key for key in ours[0] if key in theirs) if ours else ()
    items = [
        tuple(
            part for text, page in (theirs[key], *(each[key] for each in ours)) for part in (text, page.page)
        )
        for key in keys
    ]
    plans = (editions[str(each.tag)].without_menus for each in (couple.theirs, *couple.ours))
    common = (couple, keys, around.editions, around.pairs, around.material, *plans)
    made = around.memory.parts(pairs_of, items, *common, takes_long=True)
    for number in range(len(ours)):
        yield from (pages[number] for pages in made)


def pairs_of(
    memory: Memory,
    part: Sequence[Arguments],
    couple: Couple,
    keys: tuple[str, ...],
    among: Editions,
    links: PairLinks,
    material: Material,
    *editions: EditionPlan,
) -> Iterator[tuple[Outline, ...]]:
    """Yield the bilingual pages of some of the `keys` that have a partner.

    The first of `editions` is the other language’s: in each of the rest there is a page. `part` has for each
    key, edition by edition, what the page says, and the page.
    """
    first, *rest = (Side(each, keys) for each in editions)
    for item in part:
        (other, theirs), *own = zip(item[::2], item[1::2], strict=True)
        yield tuple(
            _pair(memory, couple, (side, first), (text, other), (page, theirs), among, links, material)
            for side, (text, page) in zip(rest, own, strict=True)
        )


def _pair(
    memory: Memory,
    couple: Couple,
    sides: tuple[Side, Side],
    texts: tuple[EditionText, EditionText],
    pages: tuple[Article, Article],
    among: Editions,
    links: PairLinks,
    material: Material,
) -> Outline:
    (side, other), (mine, theirs), frame = sides, texts, sides[0].edition.frame
    html = memory.call(
        both_html,
        (mine.body, theirs.body),
        (mine.images, theirs.images),
        (side.edition.voice, other.edition.voice),
        frame.words,
        other.edition.frame.words,
        (side.spelled, other.spelled),
        material,
    )
    ways = _ways(couple, side, mine.key, among.addresses)
    terms = _terms(sides, texts)
    marks = marks_of(side.edition, (*mine.cited, *theirs.cited))
    own = side.edition.edition
    places = {each.edition: links.beside(couple, mine.key, each.edition) for each in pages[0].address.choices}
    others = links.others(couple, mine.key, own)
    return memory.call(
        pair_page, couple, among, frame, texts, pages, html, ways, terms, marks, tuple(places.items()), others
    )


def pair_page(
    couple: Couple,
    among: Editions,
    frame: Frame,
    texts: tuple[EditionText, EditionText],
    pages: tuple[Article, Article],
    html: Html,
    ways: Ways,
    terms: tuple[tuple[TermView, str], ...],
    marks: Marks | None,
    places: tuple[tuple[Edition, str], ...],
    others: tuple[tuple[Edition, str], ...],
) -> Outline:
    """Return two `pages`, whose `texts` are `html` together, as one page of the edition of `frame`.

    `places` are where the other editions have it, `others` the editions that may stand beside it here.
    """
    (mine, other), (ours, theirs) = texts, pages
    address = _address(couple, among, frame, ours, _later(mine.updated, other.updated), dict(places))
    shown = (ours.address, theirs.address)
    work = SharedWork(address, ours.title, ours.summary, ways, shown=shown)
    page = PairPage(
        address=address,
        title=ours.title,
        summary=ours.summary,
        is_draft=ours.is_draft or theirs.is_draft,
        contents=mine.contents,
        ways=ways,
        sharing=share(work, frame, among.addresses),
        pair=PairView(
            ours=_shown(ours),
            theirs=_shown(theirs),
            html=html,
            headings=_headings(mine.contents, other.body),
            terms=terms,
            is_whole=ours.address.template in _PLAIN,
            partners=tuple(
                Choice(each, url, is_current=each == couple.theirs) for each, url in others if len(others) > 1
            ),
        ),
        marks=marks,
        drawings=tuple(replace(each, has_table=False) for page in pages for each in page.text.drawings),
    )
    return outline(page)


def _address(
    couple: Couple,
    among: Editions,
    frame: Frame,
    ours: Article,
    updated: DateView | None,
    places: Mapping[Edition, str],
) -> Address:
    own, key = ours.address, couple.key(ours.address.key)
    url = among.addresses.url(key, frame.edition)
    canonical = among.addresses.absolute(url)
    # Who can read this page needs no offer of another language.
    choices = tuple(
        Choice(each.edition, among.addresses.url(key, each.edition), each.is_current)
        if each.edition in couple.ours
        else replace(each, url=places[each.edition], offer="", decline="")
        for each in own.choices
    )
    return Address(
        key=key,
        edition=frame.edition,
        template=Words(TEMPLATE, Place(f"templates/{TEMPLATE}")),
        url=url,
        output_path=among.addresses.output_path(key, frame.edition),
        canonical=canonical,
        alternates=alternates(among.addresses, among.x_default, key, couple.ours),
        choices=choices,
        originals=originals(frame.edition, choices),
        updated=updated,
        report=begun_report(frame, ours.title, canonical),
    )


def _ways(couple: Couple, side: Side, key: str, addresses: Addresses) -> Ways:
    """Ways on from the page `key`."""
    edition, frame = side.edition.edition, side.edition.frame

    def neighbour(entry: Entry | None) -> Entry | None:
        """A reader who goes on stays in both languages."""
        if entry is None or entry.key not in side.paired:
            return None
        return side.entry(entry.key, addresses.url(couple.key(entry.key), edition))

    previous, following = side.edition.neighbours(key)
    return Ways(
        label={**frame.words, **frame.beside[str(couple.theirs.language)]}.get("bilingual", ""),
        breadcrumbs=(*side.edition.breadcrumbs(key), side.entry(key, addresses.url(key, edition))),
        previous=neighbour(previous),
        next=neighbour(following),
    )


def _later(one: DateView | None, other: DateView | None) -> DateView | None:
    return max(filter(None, (one, other)), key=lambda date: date.iso, default=None)


def _shown(page: Article) -> PairSide:
    return PairSide(page.address.edition, page.address.url, page.title, page.summary)


def _terms(
    sides: tuple[Side, Side], texts: tuple[EditionText, EditionText]
) -> tuple[tuple[TermView, str], ...]:
    """Return what either page links to, and where the partner’s glossary has it."""
    known, others = (side.edition.terms for side in sides)
    ids = dict.fromkeys(id_ for text in texts for id_ in text.terms)
    return tuple((_named_beside(known[id_], others[id_]), others[id_].url) for id_ in ids if id_ in known)


def _named_beside(term: TermView, partner: TermView) -> TermView:
    """Return `term` with the name that the edition beside it has: in its script, read as its readers do."""
    language = language_of(partner.own.tag)
    names = (partner.own if language_of(each.tag) == language else each for each in term.others)
    return replace(term, others=tuple(names))


def _headings(contents: Iterable[ContentsEntry], theirs: Body) -> Mapping[str, str]:
    """What each heading of `contents` is on the other page, at whatever level; "" where it has none."""
    said = {heading.id: plain_text(heading.run.items).strip() for heading in theirs.headings() if heading.id}
    ids = (each.id for entry in contents for each in (entry, *entry.children))
    return {id_: said.get(id_, "") for id_ in ids}
