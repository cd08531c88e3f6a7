"""Pages that no author writes: source documents, references, the list of all pages, the search, the 404."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sitegen.facts.addresses import CHANGES, CONTENTS, GLOSSARY, HOME, REFERENCES, SEARCH, SOURCES, Addresses
from sitegen.memory import Memory
from sitegen.model import Edition, Place, Words
from sitegen.plan.editions.edition import EditionPlan
from sitegen.plan.pages.address import Editions, Stated, make_address
from sitegen.plan.pages.guidance import made_from, originals_of
from sitegen.plan.pages.texts import EditionText
from sitegen.plan.sharing.cards import share
from sitegen.plan.sharing.linked_data import SharedWork, source
from sitegen.text.words import fill_in
from sitegen.views import (
    Address,
    Alternate,
    ChangesPage,
    Choice,
    ContentsEntry,
    DocumentPage,
    DocumentView,
    Elsewhere,
    Entry,
    Frame,
    ListedGroup,
    ListedPage,
    ListPage,
    LostPage,
    ReferencesPage,
    SearchPage,
    UntranslatedPage,
    Ways,
)
from sitegen.views.books import BookLink

# What stands among the pages of authors.
Unwritten = DocumentPage | ReferencesPage | ChangesPage


def document_page(edition: EditionPlan, document: DocumentView, among: Editions) -> DocumentPage:
    """Return the page of a source document."""
    key, frame = f"{SOURCES}/{document.id}", edition.frame
    # By the name that pages call it by; the page itself gives the title, which may be long, or shout.
    title, template = document.name, Words("source.html", Place(f"content/sources/{document.id}.yaml"))
    summary = fill_in(frame.words.get("source_summary", ""), {"document": document.short_title})
    address = make_address(among, key, edition.editions(key), frame, Stated(template, title))
    ways = _ways(edition, key, title)
    original, translations = _made_from(edition, address)
    work = SharedWork(address, title, summary, ways, original, translations, sources=(source(document),))
    sharing = share(work, frame, among.addresses, title=document.title)
    return DocumentPage(address, title, summary, ways, sharing, document.citations, document)


def references_page(edition: EditionPlan, among: Editions) -> ReferencesPage:
    """Return what pages and terms refer to: no part of the glossary’s page, which is long without it."""
    frame, template = edition.frame, Words("references.html", Place("content/references.yaml"))
    title, summary = frame.words.get("references", ""), frame.words.get("references_reading", "")
    address = make_address(among, REFERENCES, edition.editions(REFERENCES), frame, Stated(template, title))
    ways = _ways(edition, REFERENCES, title)
    original, translations = _made_from(edition, address)
    sharing = share(SharedWork(address, title, summary, ways, original, translations), frame, among.addresses)
    return ReferencesPage(address, title, summary, ways, sharing, edition.references)


def changes_page(edition: EditionPlan, among: Editions) -> ChangesPage:
    """Return what changed on the site, for readers who come back."""
    frame, template = edition.frame, Words("changes.html", Place("content/changes.yaml"))
    title, summary = frame.words.get("changes", ""), frame.words.get("changes_summary", "")
    stated = Stated(template, title, edition.changes[0].date)
    address = make_address(among, CHANGES, edition.editions(CHANGES), frame, stated)
    ways = _ways(edition, CHANGES, title)
    original, translations = _made_from(edition, address)
    sharing = share(SharedWork(address, title, summary, ways, original, translations), frame, among.addresses)
    return ChangesPage(address, title, summary, ways, sharing, edition.changes)


def _ways(edition: EditionPlan, key: str, label: str) -> Ways:
    previous, following = edition.neighbours(key)
    return Ways(label, edition.breadcrumbs(key), previous, following)


def _made_from(edition: EditionPlan, address: Address) -> tuple[Alternate | None, tuple[Alternate, ...]]:
    editions = edition.editions(address.key)
    originals = originals_of(edition.originals, address.key, editions)
    return made_from(originals, editions, address.alternates, edition.tag)


def list_page(
    edition: EditionPlan,
    texts: Mapping[str, ListedPage],
    others: Sequence[Unwritten],
    among: Editions,
    editions: Sequence[Edition],
    books: tuple[BookLink, ...] = (),
) -> ListPage:
    """Return the list of all pages of an edition; every one of `editions` has one.

    `texts` are those of authors by key, in the order of keys; `books` say the same.
    """
    frame = edition.frame
    title, summary = frame.words.get("contents_title", ""), frame.words.get("contents_summary", "")
    address = _address(among, CONTENTS, editions, frame, title)
    ways = _below_home(frame, title)
    sharing = share(SharedWork(address, title, summary, ways), frame, among.addresses)
    return ListPage(address, title, summary, ways, sharing, tuple(_groups(edition, texts, others)), books)


def search_page(among: Editions, editions: Sequence[Edition], frame: Frame) -> SearchPage:
    """Return the page of the search in the edition of `frame`; every one of `editions` has one."""
    title = frame.words.get("search", "")
    return SearchPage(_address(among, SEARCH, editions, frame, title), title, _below_home(frame, title))


def lost_page(frame: Frame, homes: Sequence[Choice], name: str = "404.html") -> LostPage:
    """Return what readers get for an address below the edition that leads nowhere; `homes` are offered.

    `name` is that of its template and of its file.
    """
    return LostPage(
        Address(
            key="",
            edition=frame.edition,
            template=Words(name, Place(f"templates/{name}")),
            url="",
            output_path=f"{frame.edition.prefix}/{name}",
            canonical="",
            choices=tuple(Choice(each.edition, each.url, each.edition == frame.edition) for each in homes),
            report=frame.contact,
        )
    )


def untranslated_page(
    key: str, edition: Edition, frame: Frame, addresses: Addresses, there: tuple[Elsewhere, ...]
) -> UntranslatedPage:
    """Return what readers of an edition get for the page `key`, which only other languages have: `there`.

    Search engines and lists are told nothing of it.
    """
    url = addresses.url(key, edition)
    address = Address(
        key=key,
        edition=edition,
        template=Words("untranslated.html", Place("content/site.yaml")),
        url=url,
        output_path=addresses.output_path(key, edition),
        canonical=addresses.absolute(url),
        choices=tuple(Choice(each.edition, each.url, is_current=False) for each in there),
        report=frame.contact,
    )
    return UntranslatedPage(address, there)


def _address(among: Editions, key: str, editions: Sequence[Edition], frame: Frame, title: str) -> Address:
    template = Words(f"{key}.html", Place(f"templates/{key}.html"))
    return make_address(among, key, editions, frame, Stated(template, title))


def _below_home(frame: Frame, label: str) -> Ways:
    return Ways(label, (Entry(HOME, frame.words.get("home", ""), frame.url),))


def _groups(
    edition: EditionPlan, texts: Mapping[str, ListedPage], others: Sequence[Unwritten]
) -> Iterator[ListedGroup]:
    """Yield the pages by group of the navigation, then those outside it, then the source documents."""
    frame, words = edition.frame, edition.frame.words
    listed = {**texts}
    listed |= {
        each.address.key: ListedPage(each.title, each.address.url, each.summary, 0, ()) for each in others
    }
    named = [(section.title, [entry.key for entry in section.entries]) for section in frame.navigation]
    in_navigation = {key for _, keys in named for key in keys}
    documents = [each.address.key for each in others if isinstance(each, DocumentPage)]
    rest = [key for key in listed if key not in in_navigation and key not in documents]
    named += [(words.get("contents_other", ""), rest), (words.get("documents", ""), documents)]
    for title, keys in named:
        if keys:
            yield ListedGroup(title, tuple(listed[key] for key in keys))


def listed_in(
    _: Memory,
    texts: Sequence[tuple[EditionText]],
    edition: EditionPlan,
) -> Iterator[ListedPage]:
    """Yield the pages of an edition that say `texts` as the list of all pages shows them."""
    return (_listed(edition, text) for (text,) in texts)


def _listed(edition: EditionPlan, text: EditionText) -> ListedPage:
    groups = edition.groups if text.key == GLOSSARY else ()
    added = tuple(ContentsEntry(f"group-{group.id}", group.title) for group in groups)
    url = edition.addresses.url(text.key, edition.edition)
    return ListedPage(text.title, url, text.summary, text.minutes, (*text.contents, *added))
