"""Bilingual pages: for each pair of pages and each edition of a couple, both texts as one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sitegen.facts.addresses import Addresses, alternates
from sitegen.facts.pairs.side_by_side import align
from sitegen.facts.voices.voice import Voice
from sitegen.model import Edition, Place, Words
from sitegen.plan.editions.edition import EditionPlan
from sitegen.plan.outline import Outline, outline
from sitegen.plan.pages.address import Editions, begun_report, originals
from sitegen.plan.pages.articles import Around
from sitegen.plan.pages.html import Material, slots
from sitegen.plan.pages.texts import EditionText
from sitegen.plan.pairs.couples import Couple
from sitegen.plan.sharing.cards import share
from sitegen.plan.sharing.linked_data import SharedWork
from sitegen.text.body.body import Body
from sitegen.text.body.flat import plain_text
from sitegen.text.body.inline import Image
from sitegen.text.body.readings import add_readings, stated_readings
from sitegen.text.html.paired import paired_html
from sitegen.text.languages import language_of
from sitegen.text.pinyin import Readings
from sitegen.values import dataclass
from sitegen.views import (
    Address,
    Article,
    Choice,
    ContentsEntry,
    DateView,
    Entry,
    Frame,
    Html,
    PairPage,
    PairSide,
    PairView,
    TermView,
    Ways,
)

TEMPLATE = "bilingual.html"
# Goes into the ids of the partner's footnotes.
_OTHERS = "-other-"
# Templates that show a page's text and nothing of their own.
_PLAIN = ("page.html", "home.html")


@dataclass(frozen=True, slots=True)
class Half:
    """A page of one of the two editions: what is known of its edition, what it says, its outline."""

    edition: EditionPlan
    text: EditionText
    outline: Outline

    @property
    def label(self) -> str:
        """What lists call it."""
        return self.edition.entries[self.text.key].label


# What is known of the pages of each edition, by tag and key.
Halves = Mapping[str, Mapping[str, Half]]


def pair_pages(couple: Couple, halves: Halves, around: Around) -> Iterator[Outline]:
    """Yield the bilingual pages of each edition of the couple, in the order of their keys."""
    theirs, memory = halves[str(couple.theirs.tag)], around.memory
    for edition in couple.ours:
        ours = {key: half for key, half in halves[str(edition.tag)].items() if key in theirs}
        # The same for all pages of an edition.
        spelled = _spelled(next(iter(ours.values())).edition) if ours else {}
        both = [(half, theirs[key]) for key, half in ours.items()]
        given = (_both(*halves, spelled, around) for halves in both)
        said = memory.calls(both_html, given, takes_long=True)
        shown = zip(both, said, strict=True)
        yield from memory.calls(
            pair_page,
            (
                (
                    couple,
                    around.editions,
                    half.edition.frame,
                    (half.text, other.text),
                    (half.outline.page, other.outline.page),
                    html,
                    _ways(couple, half, ours, around.editions.addresses),
                    _terms(half, other),
                )
                for (half, other), html in shown
            ),
        )


def _both(half: Half, other: Half, spelled: Mapping[str, str], around: Around) -> tuple[object, ...]:
    """What `both_html` is given."""
    return (
        (half.text.body, other.text.body),
        (half.text.images, other.text.images),
        half.edition.voice,
        (half.edition.edition, other.edition.edition),
        half.edition.frame.words,
        other.edition.frame.words,
        spelled,
        around.material,
    )


def pair_page(
    couple: Couple,
    among: Editions,
    frame: Frame,
    texts: tuple[EditionText, EditionText],
    pages: tuple[Article, Article],
    html: Html,
    ways: Ways,
    terms: tuple[tuple[TermView, TermView], ...],
) -> Outline:
    """Return two `pages`, whose `texts` are `html` together, as one page of the edition of `frame`."""
    (mine, other), (ours, theirs) = texts, pages
    address = _address(couple, among, frame, ours, _later(mine.updated, other.updated))
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
            ours=_side(ours),
            theirs=_side(theirs),
            html=html,
            headings=_headings(mine.contents, other.body),
            terms=terms,
            is_whole=ours.address.template in _PLAIN,
        ),
        drawings=tuple(replace(each, has_table=False) for half in pages for each in half.text.drawings),
    )
    return outline(page)


def _address(
    couple: Couple, among: Editions, frame: Frame, ours: Article, updated: DateView | None
) -> Address:
    own, key = ours.address, couple.key(ours.address.key)
    url = among.addresses.url(key, frame.edition)
    canonical = among.addresses.absolute(url)
    # Who can read this page needs no offer of another language.
    choices = tuple(
        Choice(each.edition, among.addresses.url(key, each.edition), each.is_current)
        if each.edition in couple.ours
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
        alternates=alternates(among.addresses, among.x_default, key, couple.ours),
        choices=choices,
        originals=originals(frame.edition, choices),
        updated=updated,
        report=begun_report(frame, ours.title, canonical),
    )


def _ways(couple: Couple, half: Half, by_key: Mapping[str, Half], addresses: Addresses) -> Ways:
    """Ways on from a page; `by_key` are the pages of the edition that have a partner."""
    key, edition, frame = half.text.key, half.edition.edition, half.edition.frame
    previous, following = half.edition.neighbours(key)

    def neighbour(entry: Entry | None) -> Entry | None:
        """A reader who goes on stays in both languages."""
        found = by_key.get(entry.key) if entry else None
        return _entry(found, addresses.url(couple.key(found.text.key), edition)) if found else None

    return Ways(
        label={**frame.words, **frame.beside[str(couple.theirs.language)]}.get("bilingual", ""),
        breadcrumbs=(*half.edition.breadcrumbs(key), _entry(half, addresses.url(key, edition))),
        previous=neighbour(previous),
        next=neighbour(following),
    )


def _entry(half: Half, url: str) -> Entry:
    return Entry(half.text.key, half.label, url)


def _later(one: DateView | None, other: DateView | None) -> DateView | None:
    return max(filter(None, (one, other)), key=lambda date: date.iso, default=None)


def both_html(
    bodies: tuple[Body, Body],
    images: tuple[Sequence[Image], Sequence[Image]],
    voice: Voice,
    editions: tuple[Edition, Edition],
    our_words: Mapping[str, str],
    their_words: Mapping[str, str],
    spelled: Mapping[str, str],
    material: Material,
) -> Html:
    """Return two texts as HTML, block beside block; `images` are the pictures in them that are drawn.

    The words are the interface words; `voice` is that of the first; `spelled` are the readings of its words
    that have one.
    """
    ours, theirs = bodies
    quoted = {voice.quote(words): pinyin for words, pinyin in stated_readings(theirs)}
    pairs = align(add_readings(ours, Readings(spelled, quoted)), theirs)
    mine = material.side(editions[0], our_words, slots(images[0]))
    others = material.side(editions[1], their_words, slots(images[1], len(images[0])))
    # What holds both languages has the id of a heading.
    return Html(
        paired_html(pairs, replace(mine, has_ids=False), replace(others, has_ids=False, mark=_OTHERS))
    )


def _side(page: Article) -> PairSide:
    return PairSide(page.address.edition, page.address.url, page.title, page.summary)


def _terms(ours: Half, theirs: Half) -> tuple[tuple[TermView, TermView], ...]:
    """Return what either page links to, as both say it."""
    known, others = ours.edition.terms, theirs.edition.terms
    ids = dict.fromkeys((*ours.text.terms, *theirs.text.terms))
    return tuple((known[id_], others[id_]) for id_ in ids if id_ in known)


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
