"""Rules for pages, their partners and their place in the navigation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import takewhile

from sitegen.facts.addresses import GLOSSARY, HOME
from sitegen.facts.heads import Heads
from sitegen.facts.slices import Known, Pages, Unread
from sitegen.facts.terms import Naming
from sitegen.model import Change, Diagnostic, Page, Place, Site
from sitegen.model.pages import RESERVED_BEGINNINGS, RESERVED_IDS
from sitegen.rules import (
    DUPLICATE_ID,
    IDS_DIFFER,
    MISSING_HOME,
    MISSING_LANGUAGE,
    MISSING_PARTNER,
    NAMED_TWICE,
    NOT_IN_NAVIGATION,
    RESERVED_ID,
    UNKNOWN_PAGE,
    UNKNOWN_TERM,
    UNTITLED_FOLD,
)
from sitegen.text.body.blocks import Fold
from sitegen.text.nearest import MOST_GUESSES, nearest


def check_home(heads: Heads, languages: tuple[str, ...], unread: Unread) -> Iterator[Diagnostic]:
    """The site has a home page."""
    if not any(key == HOME for key, _ in heads) and not unread.has_page(HOME):
        names = tuple(f"{HOME}.{language}.md" for language in languages)
        place = Place(f"content/pages/{HOME}.{(languages or ('en',))[0]}.md")
        yield MISSING_HOME(place, files=names)


def check_navigation(heads: Heads, site: Site, unread: Unread) -> Iterator[Diagnostic]:
    """The navigation names pages that exist, each once; published pages that it leaves out are reported."""
    keys = sorted({key for key, _ in heads})
    named = [key for group in site.navigation for key in group.pages]
    counts = Counter(map(str, named))
    for key in named:
        if key not in keys and not unread.has_page(key):
            files = tuple(f"{key}.{language}.md" for language in site.languages)
            yield UNKNOWN_PAGE(key.place, "navigation", key=key, files=files, near=nearest(key, keys))
        elif counts[key] > 1:
            yield NAMED_TWICE(key.place, key=key)
    for unnamed in keys:
        if unnamed not in counts:
            languages = (*site.languages, *site.written)
            written = (heads.get((unnamed, language)) for language in languages)
            head = next(head for head in written if head is not None)
            if not head.is_draft:
                yield NOT_IN_NAVIGATION(head.place, key=unnamed)


def check_changes(changes: tuple[Change, ...], known: Known) -> Iterator[Diagnostic]:
    """What is told to have changed is told in every language, of pages that exist."""
    for change in changes:
        for language in known.languages:
            if language not in change.says:
                place = next((words.place for words in change.says.values()), Place("content/changes.yaml"))
                yield MISSING_LANGUAGE(place, "words", name="says", language=language)
        for key in change.pages:
            if key not in known.keys and not known.unread.has_page(key):
                yield UNKNOWN_PAGE(key.place, "key", key=key, near=nearest(key, known.keys))


def check_partners(heads: Heads, languages: tuple[str, ...], unread: Unread) -> Iterator[Diagnostic]:
    """Each page exists in every language; a missing one is named in the first that has the page."""
    for (key, written), head in heads.items():
        if any((key, earlier) in heads for earlier in _before(written, languages)):
            continue
        for language in languages:
            if (key, language) not in heads and not unread.has_page(key):
                yield MISSING_PARTNER(head.place, key=key, language=language)


def check_featured(pages: Pages, known: Known) -> Iterator[Diagnostic]:
    """Terms that a page shows large exist, and so do the pages that explain them."""
    for page in pages.values():
        for key, terms in page.front.featured.items():
            for id_ in terms:
                if key not in known.keys and not known.unread.has_page(key):
                    yield UNKNOWN_PAGE(id_.place, "key", key=key, near=nearest(key, known.keys))
                    break
            for id_ in terms:
                if id_ not in known.terms and not known.unread.begins("content/glossary."):
                    yield UNKNOWN_TERM(id_.place, "lead", id=id_, near=nearest(id_, known.terms))


def check_folds(pages: Pages) -> Iterator[Diagnostic]:
    """What readers unfold says what it holds."""
    for page in pages.values():
        for block in page.body.every_block:
            if isinstance(block, Fold) and not block.title:
                yield UNTITLED_FOLD(page.line(block))


def check_heading_ids(pages: Pages, naming: Naming) -> Iterator[Diagnostic]:
    """Within a page each heading id stands once and is not one that the site itself uses."""
    for page in pages.values():
        counts = Counter(heading.id for heading in page.headings if heading.id)
        taken = RESERVED_IDS | (set(naming.terms) if page.key == GLOSSARY else set())
        for heading in page.headings:
            if counts[heading.id] > 1:
                yield DUPLICATE_ID(heading.place, "heading", id=heading.id, count=counts[heading.id])
            if heading.id in taken or heading.id.startswith(RESERVED_BEGINNINGS):
                yield RESERVED_ID(heading.place, id=heading.id)


def check_partner_headings(pages: Pages, languages: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Partners have the same heading ids, so that a switch of language keeps the reader's place.

    What a page lacks is named in the first language that has it.
    """
    for (key, language), page in pages.items():
        earlier = [pages[key, each] for each in _before(language, languages) if (key, each) in pages]
        named = {heading.id for each in earlier for heading in each.headings}
        for other in languages:
            partner = pages.get((key, other))
            if partner is None or other == language:
                continue
            theirs = dict.fromkeys(heading.id for heading in partner.headings if heading.id)
            known = named | theirs.keys()
            lacking = [heading for heading in page.headings if heading.id and heading.id not in known]
            for heading in lacking:
                near = nearest(heading.id, theirs) if len(lacking) <= MOST_GUESSES else ""
                yield IDS_DIFFER(heading.place, id=heading.id, partner=_name(partner), near=near)


def _before(language: str, languages: Iterable[str]) -> Iterator[str]:
    return takewhile(lambda each: each != language, languages)


def _name(page: Page) -> str:
    return page.path.rsplit("/", 1)[-1]
