"""What a page says of itself to machines: linked data after schema.org (JSON-LD 1.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sitegen.facts.addresses import CHANGES, CONTENTS, GLOSSARY, HOME, REFERENCES, Addresses
from sitegen.values import dataclass
from sitegen.views import Address, Alternate, DocumentView, Entry, Frame, TermView, Ways

Node = dict[str, Any]

# What a page is, where it is no article, and the fragment that names it beside its address.
_KINDS = {
    HOME: ("WebSite", "website"),
    GLOSSARY: ("DefinedTermSet", "terms"),
    CONTENTS: ("CollectionPage", "list"),
    REFERENCES: ("CollectionPage", "references"),
    CHANGES: ("CollectionPage", "changes"),
}
_ARTICLE = ("Article", "article")
# Two editions on one page: a view of works that have pages of their own.
_BOTH = ("WebPage", "both")


@dataclass(frozen=True, slots=True)
class Source:
    """A source document as programs are told of it: its title, its page, and its address or None."""

    title: str
    url: str
    address: str | None


def source(document: DocumentView) -> Source:
    """Return what programs are told of a source document."""
    return Source(document.title, document.url, document.address)


@dataclass(frozen=True, slots=True)
class SharedWork:
    """What there is to say of the work that a page shows."""

    address: Address
    title: str
    summary: str
    ways: Ways
    # The edition that this one was made from, and those that were made from it.
    original: Alternate | None = None
    translations: tuple[Alternate, ...] = ()
    # The day on which readers first found it (ISO 8601), or "".
    published: str = ""
    # What it cites; the terms that it defines; the works that stand side by side on it.
    sources: tuple[Source, ...] = ()
    terms: tuple[TermView, ...] = ()
    shown: tuple[Address, ...] = ()


def linked_data(work: SharedWork, frame: Frame, addresses: Addresses) -> Node:
    """Return the graph of a page: the work that it shows, and the way down to it.

    Works are named by the address of their page with a fragment, so that editions can refer to one another;
    all addresses are absolute. What is not known is left out.
    """
    nodes = [_work(work, frame, addresses)]
    if work.ways.breadcrumbs:
        nodes.append(_breadcrumbs(work, frame, addresses))
    return {"@context": "https://schema.org", "@graph": nodes}


def _work(work: SharedWork, frame: Frame, addresses: Addresses) -> Node:
    address = work.address
    kind, fragment = _BOTH if work.shown else _KINDS.get(address.key, _ARTICLE)
    is_site, is_article = address.key == HOME, kind == _ARTICLE[0]
    node: Node = {
        "@type": kind,
        "@id": f"{address.canonical}#{fragment}",
        "url": address.canonical,
        "headline" if is_article else "name": frame.title if is_site else work.title,
        "description": frame.description if is_site else work.summary,
        "inLanguage": [str(each.edition.tag) for each in work.shown] or str(frame.edition.tag),
        "datePublished": work.published or None,
        "dateModified": address.updated.iso if address.updated else None,
        "isPartOf": None if is_site else _site(frame, addresses),
        # Nobody signs the pages: the site stands for them, or who publishes it.
        "author": _author(frame, addresses) if is_article else None,
        "mainEntityOfPage": address.canonical if is_article else None,
        "mainEntity": [_named(each) for each in work.shown],
        "license": frame.text_licence.url if frame.text_licence else None,
        "publisher": _publisher(frame) if is_site or is_article else None,
        "translationOfWork": _translation(work.original, kind, fragment) if work.original else None,
        "workTranslation": [_translation(each, kind, fragment) for each in work.translations],
        "isBasedOn": [_document(each, addresses) for each in work.sources],
        "hasDefinedTerm": list(_terms(work.terms, addresses)),
    }
    return _known(node)


def _named(address: Address) -> Node:
    kind, fragment = _KINDS.get(address.key, _ARTICLE)
    return {"@type": kind, "@id": f"{address.canonical}#{fragment}", "url": address.canonical}


def _known(node: Mapping[str, Any]) -> Node:
    return {name: value for name, value in node.items() if value}


def _site(frame: Frame, addresses: Addresses) -> Node:
    home = addresses.absolute(frame.url)
    return {"@type": "WebSite", "@id": f"{home}#{_KINDS[HOME][1]}", "name": frame.title, "url": home}


def _publisher(frame: Frame) -> Node | None:
    return {"@type": "Organization", "name": frame.publisher} if frame.publisher else None


def _author(frame: Frame, addresses: Addresses) -> Node:
    name = frame.publisher or frame.title
    return {"@type": "Organization", "name": name, "url": addresses.absolute(frame.url)}


def _translation(edition: Alternate, kind: str, fragment: str) -> Node:
    return {
        "@type": kind,
        "@id": f"{edition.url}#{fragment}",
        "url": edition.url,
        "inLanguage": edition.hreflang,
    }


def _document(document: Source, addresses: Addresses) -> Node:
    return _known(
        {
            "@type": "CreativeWork",
            "name": document.title,
            "url": addresses.absolute(document.url),
            "sameAs": document.address,
        }
    )


def _terms(terms: Sequence[TermView], addresses: Addresses) -> Iterator[Node]:
    """The terms of the glossary, by the name that the edition gives them, and where each is explained.

    No more: there are many, and what else is known of one stands in its entry on the same page.
    """
    for term in terms:
        yield {
            "@type": "DefinedTerm",
            "url": addresses.absolute(term.url),
            "name": term.name,
        }


def _breadcrumbs(work: SharedWork, frame: Frame, addresses: Addresses) -> Node:
    def name(entry: Entry) -> str:
        return frame.words.get("home", entry.label) if entry.url == frame.url else entry.label

    steps: Sequence[tuple[str, str]] = [
        *((name(entry), addresses.absolute(entry.url)) for entry in work.ways.breadcrumbs),
        (work.ways.label, work.address.canonical),
    ]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": label, "item": address}
            for position, (label, address) in enumerate(steps, start=1)
        ],
    }
