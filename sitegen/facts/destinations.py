"""Where the targets of one page's links lead for the readers of one edition."""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.facts.addresses import Addresses
from sitegen.model import Edition
from sitegen.text.addresses import (
    FileTarget,
    PageTarget,
    ParagraphTarget,
    ReferenceTarget,
    Target,
    TermTarget,
    WebTarget,
)
from sitegen.text.body.inline import Destination
from sitegen.text.web import encode_address
from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class Destinations:
    """Knows where the targets of pages lead in one edition; what leads nowhere is for `checks`."""

    addresses: Addresses
    edition: Edition
    # The edition to which links to another language lead, by language.
    editions: Mapping[str, Edition]
    # The id of the document in which each numbered paragraph stands, by its own.
    documents: Mapping[str, str]
    # What each numbered paragraph is called in full, by its id.
    names: Mapping[str, str]
    # Where each reference stands on the web, and the language that it is written in or "", by its id.
    references: Mapping[str, tuple[str, str]]

    def find(self, target: Target, key: str) -> Destination:
        """Return where `target` leads from the page `key`; for a file, whose URL depends on it, its path."""
        match target:
            case PageTarget(other, language, section):
                return self.page(other, language, section, key)
            case ParagraphTarget(id_):
                url = self.addresses.paragraph(self.documents.get(id_, ""), id_, self.edition)
                return Destination(url, name=self.names.get(id_, ""))
            case TermTarget(id_):
                return Destination(self.addresses.term(id_, self.edition))
            case FileTarget(path):
                return Destination("", file=path)
            case ReferenceTarget(id_):
                return self._reference(id_)
            case WebTarget(url):
                href = encode_address(url)
                return Destination(href, is_external=not href.startswith(("mailto:", "tel:")))
        return Destination("")

    def _reference(self, id_: str) -> Destination:
        """Return where a text outside the site is; one that has no secure address, in the list of all."""
        url, language = self.references.get(id_, ("", ""))
        if not url.startswith("https:"):
            return Destination(self.addresses.reference(id_, self.edition))
        is_other = language != self.edition.language
        return Destination(encode_address(url), language=language if is_other else "", is_external=True)

    def page(self, key: str, language: str, section: str, origin: str) -> Destination:
        """Return where a page in `language` is for who comes from the page `origin`, or a section of it."""
        is_other = language != self.edition.language and language in self.editions
        edition = self.editions[language] if is_other else self.edition
        url = self.addresses.url(key, edition) + (f"#{section}" if section else "")
        if key == origin and not is_other and section:
            url = f"#{section}"
        return Destination(url, language=str(edition.tag) if is_other else "")
