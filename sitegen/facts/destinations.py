"""Where the targets of one page's links lead for the readers of one edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sitegen.facts.addresses import Addresses
from sitegen.model import Edition, SourceParagraph
from sitegen.text.addresses import FileTarget, PageTarget, ParagraphTarget, Target, TermTarget, WebTarget
from sitegen.text.body.inline import Destination
from sitegen.text.web import encode_address


@dataclass(frozen=True, slots=True)
class Destinations:
    """Knows where targets of the page `key` in `language` lead; what leads nowhere is for `checks`."""

    addresses: Addresses
    key: str
    language: str
    edition: Edition
    # The edition to which links to another language lead, by language.
    editions: Mapping[str, Edition]
    # The id of the document in which each numbered paragraph stands, and the paragraph.
    paragraphs: Mapping[str, tuple[str, SourceParagraph]]

    def find(self, target: Target) -> Destination:
        """Return where `target` leads: for a file its path, since its URL depends on what is in it."""
        match target:
            case PageTarget(key, language, section):
                return self.page(key, language, section)
            case ParagraphTarget(id_):
                document = self.paragraphs[id_][0] if id_ in self.paragraphs else ""
                return Destination(self.addresses.paragraph(document, id_, self.edition))
            case TermTarget(id_):
                return Destination(self.addresses.term(id_, self.edition))
            case FileTarget(path):
                return Destination("", file=path)
            case WebTarget(url):
                href = encode_address(url)
                return Destination(href, is_external=not href.startswith(("mailto:", "tel:")))
        return Destination("")

    def page(self, key: str, language: str, section: str) -> Destination:
        """Return where a page in `language` is, and the section of it that is named, if one is."""
        is_other = language != self.language and language in self.editions
        edition = self.editions[language] if is_other else self.edition
        url = self.addresses.url(key, edition) + (f"#{section}" if section else "")
        if key == self.key and not is_other and section:
            url = f"#{section}"
        return Destination(url, language=str(edition.tag) if is_other else "")
