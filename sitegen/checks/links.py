"""Rules for addresses and quotations in pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from sitegen.facts.addresses import (
    GLOSSARY,
    HOME,
    PAGES,
    FileTarget,
    PageTarget,
    ParagraphTarget,
    PictureTarget,
    RefusedTarget,
    TermTarget,
    WebTarget,
    read_address,
)
from sitegen.model import Diagnostic, Library, Link, Mend, Page, Severity
from sitegen.text.characters import is_han
from sitegen.text.languages import language_of
from sitegen.text.nearest import did_you_mean

# As many ids of a page are shown.
_MOST_IDS = 6


def check_links(library: Library) -> Iterator[Diagnostic]:
    """Every address is of a kind that pages may hold, and what it names exists."""
    for page in library.pages.values():
        for link in page.links:
            yield from _check_link(library, page, link)


def _check_link(library: Library, page: Page, link: Link) -> Iterator[Diagnostic]:
    match read_address(link.address, page.path, page.key, page.language):
        case RefusedTarget() as refused:
            yield _refused(link, refused)
            return
        case WebTarget(url) if url.lower().startswith("http:") and not link.is_image:
            message = f"`{url}` is not encrypted: it can be read and changed on its way"
            hint = "Write https: if that address has it too."
            yield Diagnostic(link.place, "insecure-address", message, hint, Severity.WARNING)
        case FileTarget(path):
            yield from _check_file(library, page, link, path)
            return
        case PictureTarget(name) if link.is_image:
            if name not in library.pictures and not library.has_unread(f"content/pictures/{name}."):
                otherwise = "Write the name of a file in content/pictures, without its ending."
                hint = did_you_mean(name, library.pictures, otherwise)
                message = f"there is no picture `{name}`"
                yield Diagnostic(link.place, "unknown-picture", message, hint)
        case PictureTarget(name):
            message = f"the address `{link.address}` is refused: picture: shows a picture, and is no link"
            hint = f"Write an exclamation mark before it: ![…](picture:{name})."
            yield Diagnostic(link.place, "refused-address", message, hint)
        case _ if link.is_image:
            message = f"the picture `{link.address}` is not a file of this site"
            hint = "Put the picture beside the page or below assets/ and write its file name."
            yield Diagnostic(link.place, "refused-address", message, hint)
        case PageTarget() as target:
            yield from _check_page(library, page, link, target)
        case ParagraphTarget(id_) if id_ not in library.paragraphs and not library.has_unread(
            "content/sources/"
        ):
            hint = did_you_mean(id_, library.paragraphs, "Look the number up in content/sources.")
            yield Diagnostic(link.place, "unknown-paragraph", f"no source has the paragraph `{id_}`", hint)
        case ParagraphTarget(id_) if link.text and link.text != id_:
            message = f"the mark `{link.text}` leads to {id_}"
            hint = f"Write the paragraph that you mean in both places: [{id_}](source:{id_})."
            yield Diagnostic(link.place, "mislabelled-citation", message, hint)
        case TermTarget(id_) if id_ not in library.terms and not library.has_unread("content/glossary."):
            hint = did_you_mean(
                id_, library.terms, "Look the id up in content/glossary.yaml, or add the term."
            )
            yield Diagnostic(link.place, "unknown-term", f"the glossary has no term `{id_}`", hint)
        case TermTarget() if (GLOSSARY, page.language) not in library.pages and not library.has_unread(
            f"content/pages/{GLOSSARY}."
        ):
            hint = f"Write content/pages/{GLOSSARY}.{page.language}.md with `template: glossary`."
            yield Diagnostic(
                link.place, "unknown-term", "there is no glossary page for this term to stand on", hint
            )
    if not link.text and not link.is_image:
        message = f"the link to `{link.address}` has no words"
        yield Diagnostic(
            link.place, "empty-link", message, "Write between the brackets what the reader will find."
        )


def _refused(link: Link, refused: RefusedTarget) -> Diagnostic:
    message = f"the address `{link.address}` is refused: {refused.why}"
    hint = refused.hint or "Write https:, mailto: or the name of a file."
    mends: tuple[Mend, ...] = ()
    if refused.meant:
        hint = f"Write `{refused.meant}`."
        if link.address_place is not None and "\n" not in link.address:
            mends = (Mend(link.address_place, link.address, refused.meant, is_markup=True),)
            hint += " `python build.py check --fix` does it."
    return Diagnostic(link.place, "refused-address", message, hint, mends=mends)


def _check_file(library: Library, page: Page, link: Link, path: str) -> Iterator[Diagnostic]:
    if path in library.files:
        return
    message = f"there is no file `{path}`"
    key = page_key(path, link.address, [str(edition.prefix) for edition in library.site.editions])
    if not link.is_image and (key, page.language) in library.pages:
        yield _meant(link, "unknown-file", message, _name_of(library, page, key))
        return
    shown = [each for each in library.files if not each.endswith((".md", ".yaml"))]
    beside = {posixpath.relpath(each, posixpath.dirname(page.path)): each for each in shown}
    same = [name for name, each in beside.items() if each.casefold() == path.casefold()]
    if same:
        yield _meant(link, "unknown-file", f"{message}: capitals count", same[0])
        return
    hint = did_you_mean(path, shown, "Put the file beside the page or below assets/.")
    if not link.is_image and ("." not in path.rpartition("/")[2] or path.endswith((".md", ".html"))):
        otherwise = f"Write the name of a page with its language: city-spirit.{page.language}.md."
        names = {each: _name_of(library, page, each) for each in _keys(library, page.language)}
        near = get_close_matches(key, names, n=1)
        hint = f"Did you mean `{names[near[0]]}`?" if near else otherwise
    yield Diagnostic(link.place, "unknown-file", message, hint)


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


def _keys(library: Library, language: str) -> list[str]:
    return sorted(key for key, each in library.pages if each == language)


def _name_of(library: Library, page: Page, key: str) -> str:
    """Return how `page` names another page of its language."""
    return posixpath.relpath(library.pages[key, page.language].path, posixpath.dirname(page.path))


def _meant(link: Link, rule: str, message: str, name: str) -> Diagnostic:
    """Say what was meant by an address, and how to write it."""
    mends: tuple[Mend, ...] = ()
    hint = f"Write `{name}`."
    _, hash_, section = link.address.partition("#")
    if link.address_place is not None and "\n" not in link.address:
        mends = (Mend(link.address_place, link.address, f"{name}{hash_}{section}", is_markup=True),)
        hint = f"{hint} `python build.py check --fix` does it."
    return Diagnostic(link.place, rule, message, hint, mends=mends)


def _check_page(library: Library, page: Page, link: Link, target: PageTarget) -> Iterator[Diagnostic]:
    found = library.pages.get((target.key, target.language))
    if found is None:
        yield from _check_missing(library, page, link, target)
        return
    if found.front.draft and not page.front.draft:
        message = f"`{target.key}.{target.language}.md` is a draft: readers cannot follow this link"
        yield Diagnostic(link.place, "link-to-draft", message, "Publish that page first, or remove the link.")
    if (target.key, page.language) in library.pages and _is_slip(page, link, target):
        message = f"this link leads readers to the page in the language `{target.language}`"
        hint = (
            f"Write `{_name_of(library, page, target.key)}`, or say in the link's words what they will find."
        )
        yield Diagnostic(link.place, "other-language", message, hint, Severity.WARNING)
    ids = [heading.id for heading in found.headings if heading.id]
    if target.key == GLOSSARY:
        ids += library.terms
    if target.section and target.section not in ids:
        message = f"`{target.key}.{target.language}.md` has no section `{target.section}`"
        yield Diagnostic(link.place, "unknown-section", message, _sections_hint(target.section, ids))


def _check_missing(library: Library, page: Page, link: Link, target: PageTarget) -> Iterator[Diagnostic]:
    if library.has_unread(f"content/pages/{target.key}.{target.language}."):
        return
    keys = _keys(library, target.language)
    message = f"there is no page `{target.key}.{target.language}.md`"
    key = target.key.lower()
    if (key, target.language) in library.pages:
        name = posixpath.relpath(library.pages[key, target.language].path, posixpath.dirname(page.path))
        yield _meant(link, "unknown-page", f"{message}: capitals count", name)
        return
    otherwise = "Write the name of a file in content/pages."
    hint = did_you_mean(target.key, keys, otherwise, ending=f".{target.language}.md")
    yield Diagnostic(link.place, "unknown-page", message, hint)


def _is_slip(page: Page, link: Link, target: PageTarget) -> bool:
    """Tell whether a link to another language was surely not meant: its words are in the page's own."""
    if target.language == page.language or target.key == page.key:
        return False
    ours, theirs = language_of(page.language), language_of(target.language)
    if ours.is_latin == theirs.is_latin:
        # Nothing in the letters tells which of the two it is.
        return False
    return any(map(is_han, link.text)) != ours.is_latin


def _sections_hint(section: str, ids: Sequence[str]) -> str:
    """Return the ids of a page, those that are most like `section` first."""
    near = get_close_matches(section, ids, n=_MOST_IDS, cutoff=0.3)
    shown = list(dict.fromkeys([*near, *ids]))[:_MOST_IDS]
    if not shown:
        return "None of that page's headings has an id."
    listed = ", ".join(f"`{each}`" for each in shown)
    more = ", …" if len(set(ids)) > len(shown) else ""
    likely = get_close_matches(section, ids, n=1)
    meant = f"Did you mean `{likely[0]}`? " if likely else ""
    return f"{meant}That page has: {listed}{more}."
