"""The addresses outside the site to which readers are led, with the places where they are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urldefrag

from sitegen.model import Library, Place
from sitegen.text.addresses import WebTarget
from sitegen.text.web import encode_address

_WEB = ("http://", "https://")


def outside_addresses(library: Library) -> Mapping[str, tuple[Place, ...]]:
    """Return the addresses of pages, references and sources, as they are asked for, each with its places."""
    found: dict[str, list[Place]] = {}
    for address, place in _written(library):
        if address.lower().startswith(_WEB):
            asked = urldefrag(encode_address(address)).url
            found.setdefault(asked, []).append(library.as_written(place))
    return {address: tuple(dict.fromkeys(sorted(places))) for address, places in found.items()}


def _written(library: Library) -> Iterator[tuple[str, Place]]:
    for page in library.pages.values():
        for link in page.links:
            if isinstance(link.target, WebTarget):
                yield link.target.url, link.address_place or link.place
    for reference in library.references.values():
        yield str(reference.url), reference.url.place
    for document in library.documents.values():
        if document.url is not None:
            yield str(document.url), document.url.place
