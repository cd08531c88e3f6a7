"""What a page says of itself to machines: linked data after schema.org (JSON-LD 1.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sitegen.facts.addresses import CONTENTS, GLOSSARY, HOME, REFERENCES, Addresses
from sitegen.views import Alternate, DocumentView, Entry, Rendition

Node = dict[str, Any]

# What a page is, where it is no article, and the fragment that names it beside its address.
_KINDS = {
    HOME: ("WebSite", "website"),
    GLOSSARY: ("DefinedTermSet", "terms"),
    CONTENTS: ("CollectionPage", "list"),
    REFERENCES: ("CollectionPage", "references"),
}
_ARTICLE = ("Article", "article")
# Two editions on one page: a view of works that have pages of their own.
_BOTH = ("WebPage", "both")


def linked_data(page: Rendition, addresses: Addresses) -> Node:
    """Return the graph of a page: the work that it shows, and the way down to it.

    Works are named by the address of their page with a fragment, so that editions can refer to one another;
    all addresses are absolute. What is not known is left out.
    """
    nodes = [_work(page, addresses)]
    if page.breadcrumbs:
        nodes.append(_breadcrumbs(page, addresses))
    return {"@context": "https://schema.org", "@graph": nodes}


def _work(page: Rendition, addresses: Addresses) -> Node:
    kind, fragment = _BOTH if page.bilingual else _KINDS.get(page.key, _ARTICLE)
    is_site, is_article = page.key == HOME, kind == _ARTICLE[0]
    node: Node = {
        "@type": kind,
        "@id": f"{page.canonical}#{fragment}",
        "url": page.canonical,
        "headline" if is_article else "name": page.site.title if is_site else page.title,
        "description": page.site.description if is_site else page.summary,
        "inLanguage": _languages(page),
        "dateModified": page.updated.iso if page.updated else None,
        "isPartOf": None if is_site else _site(page, addresses),
        "mainEntityOfPage": page.canonical if is_article else None,
        "mainEntity": [_named(each) for each in _shown(page)],
        "license": page.site.words.get("licence_address"),
        "translationOfWork": _translation(page.original, kind, fragment) if page.original else None,
        "workTranslation": [_translation(each, kind, fragment) for each in page.translations],
        "isBasedOn": [_document(each, addresses) for each in page.sources],
        "hasDefinedTerm": list(_terms(page, addresses)),
    }
    return _known(node)


def _languages(page: Rendition) -> str | list[str]:
    tags = [str(each.site.edition.tag) for each in _shown(page)]
    return tags or str(page.site.edition.tag)


def _shown(page: Rendition) -> tuple[Rendition, ...]:
    """The works that stand side by side on a page."""
    return (page.bilingual.ours, page.bilingual.theirs) if page.bilingual else ()


def _named(page: Rendition) -> Node:
    kind, fragment = _KINDS.get(page.key, _ARTICLE)
    return {"@type": kind, "@id": f"{page.canonical}#{fragment}", "url": page.canonical}


def _known(node: Mapping[str, Any]) -> Node:
    return {name: value for name, value in node.items() if value}


def _site(page: Rendition, addresses: Addresses) -> Node:
    home = addresses.absolute(page.site.url)
    return {"@type": "WebSite", "@id": f"{home}#{_KINDS[HOME][1]}", "name": page.site.title, "url": home}


def _translation(edition: Alternate, kind: str, fragment: str) -> Node:
    return {
        "@type": kind,
        "@id": f"{edition.url}#{fragment}",
        "url": edition.url,
        "inLanguage": edition.hreflang,
    }


def _document(document: DocumentView, addresses: Addresses) -> Node:
    return _known(
        {
            "@type": "CreativeWork",
            "name": document.title,
            "url": addresses.absolute(document.url),
            "sameAs": document.address,
        }
    )


def _terms(page: Rendition, addresses: Addresses) -> Iterator[Node]:
    """The terms of the glossary, by the name that the edition gives them, and where each is explained.

    No more: there are many, and what else is known of one stands in its entry on the same page.
    """
    if page.key != GLOSSARY:
        return
    for term in (term for group in page.site.groups for term in group.terms):
        yield {
            "@type": "DefinedTerm",
            "url": addresses.absolute(term.url),
            "name": term.name,
        }


def _breadcrumbs(page: Rendition, addresses: Addresses) -> Node:
    def name(entry: Entry) -> str:
        return page.site.words.get("home", entry.label) if entry.url == page.site.url else entry.label

    steps: Sequence[tuple[str, str]] = [
        *((name(entry), addresses.absolute(entry.url)) for entry in page.breadcrumbs),
        (page.label, page.canonical),
    ]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": label, "item": address}
            for position, (label, address) in enumerate(steps, start=1)
        ],
    }
