"""Bodies say what tokens say: the same HTML, facts and places, as long as both are there."""

from collections.abc import Iterator
from functools import cache

import pytest
from markdown_it.token import Token
from sitegen.plan.bilingual_pages import _spelled
from sitegen.plan.reading import body_text
from sitegen.write.bilingual import OTHERS

from sitegen.checks.prose.passages import _run_passage
from sitegen.facts import coverage as old_coverage
from sitegen.facts import pairing as old_pairing
from sitegen.facts import staleness as old_staleness
from sitegen.facts import terms as old_terms
from sitegen.facts.addresses import GLOSSARY
from sitegen.facts.bodies import coverage, pairing, staleness, terms
from sitegen.facts.bodies.destinations import Destinations
from sitegen.facts.bodies.side_by_side import align
from sitegen.facts.voice import Voice
from sitegen.make import OWN
from sitegen.model import Library, Page
from sitegen.plan import Plan, plan
from sitegen.read import read_library
from sitegen.text.addresses import PictureTarget
from sitegen.text.body.body import Body
from sitegen.text.body.flat import flat, nested, plain_text
from sitegen.text.body.inline import Image, Run
from sitegen.text.body.readings import add_readings, stated_readings
from sitegen.text.body.rewrite import insert_notices, resolve_links
from sitegen.text.body.stretches import choice_spans, joined, placed, stretches, typed_run
from sitegen.text.html.blocks import body_html
from sitegen.text.html.paired import paired_html
from sitegen.text.html.runs import Side
from sitegen.text.markdown import ruby, runs, spaces, tokens
from sitegen.text.script.bodies import write_body
from sitegen.views import Rendition
from sitegen.write.render import _Writer, load_materials


@cache
def the_library() -> Library:
    """What `content/` has."""
    library, _ = read_library(OWN, OWN)
    assert library is not None
    return library


@cache
def the_plan() -> Plan:
    """The plan of the site of `content/`."""
    return plan(the_library(), drafts=False)


@cache
def the_writer() -> _Writer:
    """What prints the site of `content/` today."""
    materials, _ = load_materials(the_library(), the_plan(), (OWN,), is_preview=False)
    return _Writer(the_plan(), materials)


PAGES = [f"{key}.{language}" for key, language in sorted(the_library().pages)]
WRITTEN = [
    f"{page.site.edition.tag}:{page.key}"
    for page in the_plan().renditions
    if (page.key, str(page.site.edition.language)) in the_library().pages
]
PAIRED = [
    f"{page.site.edition.tag}:{page.bilingual.ours.key}" for page in the_plan().bilingual if page.bilingual
]
every_page = pytest.mark.parametrize("name", PAGES)


def page_called(name: str) -> Page:
    """A page of `content/`, by key and language."""
    key, _, language = name.rpartition(".")
    return the_library().pages[key, language]


def rendition_called(name: str) -> Rendition:
    """A rendition of a page of `content/`, by tag and key."""
    tag, _, key = name.partition(":")
    return next(
        each for each in the_plan().renditions if each.key == key and str(each.site.edition.tag) == tag
    )


def inlines(page: Page) -> Iterator[tuple[list[Token], int]]:
    """The inline runs of a page’s tokens, and those of the texts of pictures, as bodies count them."""
    for token in page.tokens:
        if token.type == "inline":
            yield token.children or [], 0
            for child in tokens.walk(token.children or ()):
                if child.type == "image":
                    yield child.children or [], 0


def all_runs(body: Body) -> Iterator[Run]:
    """The runs of a body, and after each those of the texts of pictures in it."""
    for run in body.runs():
        yield run
        ways = [run]
        while ways:
            items = flat(ways.pop(0).pieces)
            for item in items:
                if isinstance(item, Image):
                    yield item.alt
                    ways.append(item.alt)


@every_page
def test_runs(name: str) -> None:
    """A run is the same flat and nested, in the joined text with its limits, as typed, and in its places."""
    page = page_called(name)
    for (children, _), run in zip(inlines(page), all_runs(page.body), strict=True):
        assert nested(flat(run.pieces)) == run.pieces
        assert plain_text(flat(run.pieces)) == tokens.plain_text(children)
        new, old = stretches(run), runs.pieces(children)
        assert [(each.text, each.limits, each.level, each.is_text) for each in new] == [
            (each.text, each.limits, each.level, each.is_text) for each in old
        ]
        assert [(each.text, each.is_kept) for each in typed_run(run)] == [
            (each.text, each.is_kept) for each in spaces.typed_run(children)
        ]
        passage = _run_passage(old, page)
        assert joined(new) == (passage.text, passage.limits)
        starts = {at: page.at(position) for at, position in placed(new, run.number, page.places)}
        # Where several begin at one character, the last says where that is.
        assert {0: page.place} | starts == dict(passage.starts)
        assert tuple(choice_spans(new)) == passage.spans
        for index, (piece, stretch) in enumerate(zip(old, new, strict=True)):
            if place := piece.token.meta.get("place"):
                found = page.places.item(run.number, index)
                assert found, stretch
                assert page.at(found) == place
            if place := piece.token.meta.get("title_place"):
                found = page.places.title(run.number, index)
                assert found
                assert page.at(found) == place


@every_page
def test_facts(name: str) -> None:
    """Headings, links, quotations, citations, terms and words are the same, and so are their places."""
    page = page_called(name)
    body, places = page.body, page.places
    headings = [(each.level, each.id, plain_text(flat(each.run.pieces)).strip()) for each in body.headings()]
    assert headings == [(each.level, each.id, each.text) for each in page.headings]
    lines = [places.block(each.number).line for each in body.headings()]
    assert lines == [each.place.line for each in page.headings]
    links = []
    for each in body.links():
        place, address = places.item(each.run, each.index), places.address(each.run, each.index)
        assert place
        links.append(
            (
                page.at(place),
                each.what.address,
                isinstance(each.what, Image),
                each.text,
                address and page.at(address),
            )
        )
    assert sorted(links, key=str) == sorted(
        ((each.place, each.address, each.is_image, each.text, each.address_place) for each in page.links),
        key=str,
    )
    quotations = [
        (each.words, each.cites, each.near, page.at(places.saying(run, number)))
        for run, number, each in body.quotations()
    ]
    assert quotations == [(each.words, each.cites, each.near, each.place) for each in page.quotations]
    assert body.text() == body_text(page.tokens)
    assert list(body.citations()) == list(old_coverage.citations(page))
    assert body.terms() == old_terms.linked_terms(page.tokens)
    new, old = staleness.words_of(page), old_staleness.words_of(page)
    assert new == old
    assert [each.place for lines in new.values() for each in lines] == [
        each.place for lines in old.values() for each in lines
    ]
    for term in the_library().terms.values():
        assert terms.heading_of(page, term) == old_terms.heading_of(page, term)


def test_coverage() -> None:
    """Paragraphs are cited by the same pages."""
    pages = the_library().pages.values()
    assert coverage.coverage(the_library(), pages) == old_coverage.coverage(the_library(), pages)


@pytest.mark.parametrize("key", sorted({key for key, _ in the_library().pages}))
def test_pairings(key: str) -> None:
    """Blocks have the same partners."""
    ours, theirs = (the_library().pages[key, language] for language in ("zh", "en"))

    def old_shown(pairing: old_pairing.Pairing) -> tuple:
        sides = (pairing.ours, pairing.theirs)
        return (*((each.kind, each.line) if each else None for each in sides), *map(old_shown, pairing.inner))

    def shown(pairing: pairing.Pairing) -> tuple:
        sides = ((pairing.ours, ours), (pairing.theirs, theirs))
        return (
            *(
                (pairing_kind(each), page.places.block(each.number).line) if each else None
                for each, page in sides
            ),
            *map(shown, pairing.inner),
        )

    new = [
        (each.ours.id, [*map(shown, each.pairings)]) for each in pairing.pair_sections(ours.body, theirs.body)
    ]
    old = [
        (each.ours.id, [*map(old_shown, each.pairings)])
        for each in old_pairing.pair_sections(ours.tokens, theirs.tokens)
    ]
    assert new == old


pairing_kind = pairing.kind_of


@cache
def written(name: str) -> Body:
    """A body of `content/` as an edition has it."""
    rendition, library = rendition_called(name), the_library()
    edition = rendition.site.edition
    page = library.pages[rendition.key, str(edition.language)]
    voice = Voice(library, edition)
    has_glossary = page.key != GLOSSARY
    names = old_terms.term_names(library, page.language)
    body = terms.link_terms(page.body, names) if has_glossary else page.body
    writing = voice.on_page(page.front.conversion)
    body = write_body(body, writing) if writing else body
    editions = {str(each.language): each for each in reversed(library.site.editions)}
    to = Destinations(the_plan().addresses, page.key, page.language, edition, editions, library.paragraphs)
    body = resolve_links(body, to.find)
    stale = {each.id for each in old_staleness.find_stale(library, page)}
    original = old_staleness.original_of(library, page)
    language = original.language if original else ""
    return insert_notices(
        body,
        stale,
        lambda section: to.page(page.key, language, section),
        is_above=bool({old_staleness.FRONT, old_staleness.TOP} & stale),
    )


def side(name: str, *, mark: str = "", is_paired: bool = False) -> Side:
    """What a rendition of `content/` is printed with; its drawn pictures are those of today."""
    site = rendition_called(name).site
    body = written(name)
    images = [
        item
        for run in body.runs()
        for item in flat(run.pieces)
        if isinstance(item, Image) and isinstance(item.target, PictureTarget)
    ]
    printed = the_writer()._printed(rendition_called(name).tokens, site, has_tables=not is_paired)
    figures = [child.content for token in printed for child in token.children or () if child.type == "figure"]
    return Side(
        str(site.edition.language),
        str(site.edition.tag),
        site.words,
        the_writer().assets,
        dict(zip(images, figures, strict=True)),
        mark,
        has_ids=not is_paired,
    )


@pytest.mark.parametrize("name", WRITTEN)
def test_html(name: str) -> None:
    """Every page of `content/` has the same HTML in every edition."""
    values = the_writer()._page(rendition_called(name))
    assert str(body_html(written(name), side(name))) == str(values["body"])


@pytest.mark.parametrize("name", PAIRED)
def test_paired_html(name: str) -> None:
    """Every bilingual page of `content/` has the same HTML."""
    tag, _, key = name.partition(":")
    old = next(
        each
        for each in the_plan().bilingual
        if each.bilingual and each.bilingual.ours.key == key and str(each.site.edition.tag) == tag
    )
    values = the_writer()._page(old)
    environment = the_writer().figures.templates.environment
    module = environment.get_template("macros/bilingual.html").make_module({})
    other = values["other"]
    shown = module.show(values["blocks"], other["edition"].tag, values["words"], other["words"])
    view = old.bilingual
    assert view
    theirs = f"{view.theirs.site.edition.tag}:{key}"
    voice = Voice(the_library(), view.ours.site.edition)
    stated = stated_readings(written(theirs))
    readings = ruby.Readings(
        _spelled(view.ours.site), {voice.quote(words): pinyin for words, pinyin in stated}
    )
    pairs = align(add_readings(written(name), readings), written(theirs))
    new = paired_html(pairs, side(name, is_paired=True), side(theirs, mark=OTHERS, is_paired=True))
    assert str(new) == str(shown)
