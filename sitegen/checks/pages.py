"""Rules for pages, their partners and their place in the navigation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sitegen.facts.addresses import GLOSSARY, HOME
from sitegen.model import Diagnostic, Library, Page, Place, Severity
from sitegen.model.pages import RESERVED_BEGINNINGS, RESERVED_IDS
from sitegen.text.nearest import MOST_GUESSES, did_you_mean


def check_home(library: Library) -> Iterator[Diagnostic]:
    """The site has a home page."""
    if not any(key == HOME for key, _ in library.pages) and not _has_unread(library, HOME):
        names = " and ".join(f"{HOME}.{language}.md" for language in library.site.languages)
        place = Place(f"content/pages/{HOME}.{(library.site.languages or ('en',))[0]}.md")
        yield Diagnostic(
            place, "missing-home", "the home page is missing", f"Write {names} in content/pages."
        )


def _has_unread(library: Library, key: str) -> bool:
    return library.has_unread(f"content/pages/{key}.")


def check_navigation(library: Library) -> Iterator[Diagnostic]:
    """The navigation names pages that exist, each once; published pages that it leaves out are reported."""
    keys = sorted({key for key, _ in library.pages})
    named = [key for group in library.site.navigation for key in group.pages]
    counts = Counter(map(str, named))
    for key in named:
        if key not in keys and not _has_unread(library, key):
            hint = did_you_mean(key, keys, f"Write {key}.zh.md and its partner, or take the line away.")
            yield Diagnostic(key.place, "unknown-page", f"there is no page `{key}`", hint)
        elif counts[key] > 1:
            yield Diagnostic(key.place, "named-twice", f"the navigation names `{key}` twice", "Remove one.")
    for unnamed in keys:
        if unnamed not in counts:
            languages = (*library.site.languages, *library.site.written)
            written = (library.pages.get((unnamed, language)) for language in languages)
            page = next(page for page in written if page is not None)
            if page.front.draft:
                continue
            hint = f"Add `{unnamed}` to a group in content/site.yaml."
            message = "no navigation leads to this page"
            yield Diagnostic(page.place, "not-in-navigation", message, hint, Severity.WARNING)


def check_partners(library: Library) -> Iterator[Diagnostic]:
    """Each page exists in every language."""
    for (key, _), page in library.pages.items():
        for language in library.site.languages:
            if (key, language) not in library.pages and not _has_unread(library, key):
                message = f"the page has no partner in the language `{language}`"
                hint = (
                    f"Write content/pages/{key}.{language}.md; until then its editions do not have the page."
                )
                yield Diagnostic(page.place, "missing-partner", message, hint, Severity.WARNING)


def check_heading_ids(library: Library) -> Iterator[Diagnostic]:
    """Within a page each heading id stands once and is not one that the site itself uses."""
    for page in library.pages.values():
        counts = Counter(heading.id for heading in page.headings if heading.id)
        taken = RESERVED_IDS | (set(library.terms) if page.key == GLOSSARY else set())
        for heading in page.headings:
            if counts[heading.id] > 1:
                message = f"the id `{heading.id}` stands {counts[heading.id]} times on this page"
                yield Diagnostic(
                    heading.place, "duplicate-id", message, "Give each heading an id of its own."
                )
            if heading.id in taken or heading.id.startswith(RESERVED_BEGINNINGS):
                message = f"the id `{heading.id}` is one that the site itself uses"
                yield Diagnostic(
                    heading.place, "reserved-id", message, "Choose another word, in both languages."
                )


def check_partner_headings(library: Library) -> Iterator[Diagnostic]:
    """Partners have the same heading ids, so that a switch of language keeps the reader's place."""
    for (key, language), page in library.pages.items():
        for other in library.site.languages:
            partner = library.pages.get((key, other))
            if partner is None or other == language:
                continue
            theirs = dict.fromkeys(heading.id for heading in partner.headings if heading.id)
            lacking = [heading for heading in page.headings if heading.id and heading.id not in theirs]
            for heading in lacking:
                message = f"the id `{heading.id}` does not stand in {_name(partner)}"
                hint = "Write the same id behind the same heading there."
                if len(lacking) <= MOST_GUESSES:
                    hint = did_you_mean(heading.id, theirs, hint)
                yield Diagnostic(heading.place, "ids-differ", message, hint)


def _name(page: Page) -> str:
    return page.path.rsplit("/", 1)[-1]
