"""Rules for addresses and quotations in pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from sitegen.facts.addresses import GLOSSARY, HOME
from sitegen.facts.slices import Known, Pages
from sitegen.model import Diagnostic, LocatedLink, Mend, Page, Rule, Value
from sitegen.read.names import FOR_READERS, why_unpublished
from sitegen.rules import (
    EMPTY_LINK,
    INSECURE_ADDRESS,
    LINK_TO_DRAFT,
    MISLABELLED_CITATION,
    OTHER_LANGUAGE,
    REFUSED_ADDRESS,
    UNKNOWN_FILE,
    UNKNOWN_PAGE,
    UNKNOWN_PARAGRAPH,
    UNKNOWN_PICTURE,
    UNKNOWN_REFERENCE,
    UNKNOWN_SECTION,
    UNKNOWN_TERM,
)
from sitegen.text.addresses import (
    PAGES,
    FileTarget,
    PageTarget,
    ParagraphTarget,
    PictureTarget,
    ReferenceTarget,
    RefusedTarget,
    TermTarget,
    WebTarget,
)
from sitegen.text.characters import is_han
from sitegen.text.languages import language_of
from sitegen.text.nearest import Guesses

# As many ids of a page are shown.
_MOST_IDS = 6


def check_links(pages: Pages, known: Known) -> Iterator[Diagnostic]:
    """Every address is of a kind that pages may hold, and what it names exists."""
    for page in pages.values():
        guesses = Guesses()
        for link in page.links:
            yield from _check_link(known, page, link, guesses)


def _check_link(known: Known, page: Page, link: LocatedLink, guesses: Guesses) -> Iterator[Diagnostic]:
    match link.target:
        case RefusedTarget() as refused:
            yield _refused(link, refused)
            return
        case WebTarget(url) if url.lower().startswith("http:") and not link.is_image:
            yield INSECURE_ADDRESS(link.place, address=url)
        case FileTarget(path):
            yield from _check_file(known, page, link, path, guesses)
            return
        case PictureTarget(name) if link.is_image:
            if name not in known.pictures and not known.unread.begins(f"content/pictures/{name}."):
                yield UNKNOWN_PICTURE(link.place, name=name, near=guesses.nearest(name, known.pictures))
        case PictureTarget(name):
            yield REFUSED_ADDRESS(link.place, "picture-link", address=link.address, name=name)
        case _ if link.is_image:
            yield REFUSED_ADDRESS(link.place, "no-file", address=link.address)
        case PageTarget() as target:
            yield from _check_page(known, page, link, target, guesses)
        case ParagraphTarget(id_) if id_ not in known.paragraphs and not known.unread.begins(
            "content/sources/"
        ):
            yield UNKNOWN_PARAGRAPH(link.place, id=id_, near=guesses.nearest(id_, known.paragraphs))
        case ParagraphTarget(id_) if link.text and link.text != id_:
            yield MISLABELLED_CITATION(link.place, words=link.text, id=id_)
        case TermTarget(id_) if id_ not in known.terms and not known.unread.begins("content/glossary."):
            yield UNKNOWN_TERM(link.place, "link", id=id_, near=guesses.nearest(id_, known.terms))
        case TermTarget() if (GLOSSARY, page.language) not in known.paths and not known.unread.begins(
            f"content/pages/{GLOSSARY}."
        ):
            path = f"content/pages/{GLOSSARY}.{page.language}.md"
            yield UNKNOWN_TERM(link.place, "no-page", path=path)
        case ReferenceTarget(id_) if id_ not in known.references and not known.unread.begins(
            "content/references."
        ):
            yield UNKNOWN_REFERENCE(link.place, id=id_, near=guesses.nearest(id_, known.references))
    if not link.text and not link.is_image:
        yield EMPTY_LINK(link.place, address=link.address)


def _refused(link: LocatedLink, refused: RefusedTarget) -> Diagnostic:
    mends: tuple[Mend, ...] = ()
    if refused.meant and link.address_place is not None and "\n" not in link.address:
        mends = (Mend(link.address_place, link.address, refused.meant, is_markup=True),)
    return REFUSED_ADDRESS(
        link.place,
        "link",
        mends=mends,
        address=link.address,
        why=refused.why,
        meant=refused.meant,
        advice=refused.hint,
    )


def _check_file(
    known: Known, page: Page, link: LocatedLink, path: str, guesses: Guesses
) -> Iterator[Diagnostic]:
    if path in known.files:
        if why := why_unpublished(path):
            yield REFUSED_ADDRESS(
                link.place, "link", address=link.address, why=why, meant="", advice=FOR_READERS
            )
        return
    if known.unread.begins(path):
        return
    key = page_key(path, link.address, known.prefixes)
    if not link.is_image and (key, page.language) in known.paths:
        yield _meant(link, UNKNOWN_FILE, "missing", _name_of(known, page, key), path=path)
        return
    shown = [each for each in known.files if not each.endswith((".md", ".yaml"))]
    beside = {posixpath.relpath(each, posixpath.dirname(page.path)): each for each in shown}
    same = [name for name, each in beside.items() if each.casefold() == path.casefold()]
    if same:
        yield _meant(link, UNKNOWN_FILE, "capitals", same[0], path=path)
        return
    near, language = guesses.nearest(path, shown), ""
    if not link.is_image and ("." not in path.rpartition("/")[2] or path.endswith((".md", ".html"))):
        names = {each: _name_of(known, page, each) for each in _keys(known, page.language)}
        near, language = names.get(guesses.nearest(key, names), ""), page.language
    yield UNKNOWN_FILE(link.place, "missing", path=path, near=near, language=language)


def page_key(path: str, address: str, prefixes: Sequence[str]) -> str:
    """Return the key of the page that an author may have meant by an address without `.language.md`.

    `path` is what the address leads to: beside the page (`city`, `city.html`), or as readers see it in the
    edition of one of `prefixes` (`/zh-hans/city/`).
    """
    key = path.removeprefix(PAGES)
    if address.startswith("/"):
        first, _, rest = path.partition("/")
        key = (rest or HOME) if first in prefixes else key
    key = re.sub(r"(\.[A-Za-z]{2,3})?\.(html?|md|markdown)$", "", key, flags=re.IGNORECASE).lower()
    return key.rstrip("/") or HOME


def _keys(known: Known, language: str) -> list[str]:
    return sorted(key for key, each in known.paths if each == language)


def _name_of(known: Known, page: Page, key: str) -> str:
    """Return how `page` names another page of its language."""
    return posixpath.relpath(known.paths[key, page.language], posixpath.dirname(page.path))


def _meant(link: LocatedLink, rule: Rule, case: str, name: str, **values: Value) -> Diagnostic:
    """Say what was meant by an address, and how to write it."""
    mends: tuple[Mend, ...] = ()
    _, hash_, section = link.address.partition("#")
    if link.address_place is not None and "\n" not in link.address:
        mends = (Mend(link.address_place, link.address, f"{name}{hash_}{section}", is_markup=True),)
    return rule(link.place, case, mends=mends, meant=name).with_values(values)


def _check_page(
    known: Known, page: Page, link: LocatedLink, target: PageTarget, guesses: Guesses
) -> Iterator[Diagnostic]:
    name = (target.key, target.language)
    if name not in known.paths:
        yield from _check_missing(known, page, link, target, guesses)
        return
    if name in known.drafts and not page.front.draft:
        yield LINK_TO_DRAFT(link.place, key=target.key, language=target.language)
    if (target.key, page.language) in known.paths and _is_slip(page, link, target):
        own = _name_of(known, page, target.key)
        yield OTHER_LANGUAGE(link.place, language=target.language, name=own)
    if target.section and target.section not in known.ids[name]:
        yield _unknown_section(link, target, known.ids[name], guesses)


def _check_missing(
    known: Known, page: Page, link: LocatedLink, target: PageTarget, guesses: Guesses
) -> Iterator[Diagnostic]:
    if known.unread.begins(f"content/pages/{target.key}.{target.language}."):
        return
    keys = _keys(known, target.language)
    key = target.key.lower()
    if (key, target.language) in known.paths:
        name = posixpath.relpath(known.paths[key, target.language], posixpath.dirname(page.path))
        named = {"key": target.key, "language": target.language}
        yield _meant(link, UNKNOWN_PAGE, "capitals", name, **named)
        return
    near = guesses.nearest(target.key, keys, ending=f".{target.language}.md")
    yield UNKNOWN_PAGE(link.place, "link", key=target.key, language=target.language, near=near)


def _is_slip(page: Page, link: LocatedLink, target: PageTarget) -> bool:
    """Tell whether a link to another language was surely not meant: its words are in the page's own."""
    if target.language == page.language or target.key == page.key:
        return False
    ours, theirs = language_of(page.language), language_of(target.language)
    if ours.is_latin == theirs.is_latin:
        # Nothing in the letters tells which of the two it is.
        return False
    return any(map(is_han, link.text)) != ours.is_latin


def _unknown_section(
    link: LocatedLink, target: PageTarget, ids: Collection[str], guesses: Guesses
) -> Diagnostic:
    """Say that a page lacks a section, and which ids it has, those that are most like it first."""
    near = guesses.near(target.section, ids, _MOST_IDS, 0.3)
    shown = list(dict.fromkeys([*near, *islice(ids, _MOST_IDS)]))[:_MOST_IDS]
    return UNKNOWN_SECTION(
        link.place,
        "link",
        key=target.key,
        language=target.language,
        id=target.section,
        known=(*shown, *(["…"] if len(ids) > len(shown) else [])),
        likely=guesses.nearest(target.section, ids),
    )
