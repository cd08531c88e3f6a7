"""Authors' addresses to readers' addresses, in the tokens of a body."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markdown_it.token import Token

from sitegen.facts.addresses import (
    Addresses,
    FileTarget,
    PageTarget,
    ParagraphTarget,
    PictureTarget,
    TermTarget,
    WebTarget,
    read_address,
)
from sitegen.model import Edition, Page, Paragraph
from sitegen.text.markdown.parse import encode_address

Attributes = dict[str, str | int | float]


@dataclass(frozen=True, slots=True)
class Resolver:
    """Knows where the addresses of one page lead in one edition; what leads nowhere is for `checks`."""

    addresses: Addresses
    page: Page
    edition: Edition
    editions: Mapping[str, Edition]
    paragraphs: Mapping[str, tuple[str, Paragraph]]

    def resolve(self, tokens: Iterable[Token]) -> tuple[Token, ...]:
        """Return the tokens with final addresses on links, and paths below the root on pictures and files."""
        return tuple(
            token.copy(children=self._run(token.children)) if token.children else token for token in tokens
        )

    def _run(self, children: Iterable[Token]) -> list[Token]:
        run: list[Token] = []
        opened: list[Token] = []
        for token in children:
            if token.type == "link_open":
                # What a page and its partner write alike still says what they have in common.
                meta = {**token.meta, "written": token.attrs["href"]}
                token = token.copy(attrs=self._link(token.attrs), meta=meta)
                opened.append(token)
            elif token.type == "link_close" and (hreflang := opened.pop().attrs.get("hreflang")):
                token = token.copy(meta={**token.meta, "other_language": str(hreflang)})
            elif token.type == "image":
                target = self._target(str(token.attrs["src"]))
                if not isinstance(target, PictureTarget):
                    path = target.path if isinstance(target, FileTarget) else ""
                    token = token.copy(attrs={**token.attrs, "src": path})
            run.append(token)
        return run

    def _target(self, address: str) -> object:
        return read_address(address, self.page.path, self.page.key, self.page.language)

    def _link(self, attributes: Attributes) -> Attributes:
        title: Attributes = {"title": attributes["title"]} if "title" in attributes else {}
        match self._target(str(attributes["href"])):
            case PageTarget(key, language, section):
                return {**self.page_link(key, language, section), **title}
            case ParagraphTarget(id_):
                document = self.paragraphs[id_][0] if id_ in self.paragraphs else ""
                return {"class": "source", "href": self.addresses.paragraph(document, id_, self.edition)}
            case TermTarget(id_):
                return {"class": "term", "href": self.addresses.term(id_, self.edition)}
            case FileTarget(path):
                return {"href": "", "data-file": path, **title}
            case WebTarget(url):
                href = encode_address(url)
                return (
                    {"href": href, **title}
                    if href.startswith(("mailto:", "tel:"))
                    else {
                        "href": href,
                        "rel": "external",
                        **title,
                    }
                )
        return {"href": "", **title}

    def page_link(self, key: str, language: str, section: str) -> Attributes:
        """Return the attributes of a link to a page in `language`, to a section of it where one is named."""
        is_other = language != self.page.language and language in self.editions
        edition = self.editions[language] if is_other else self.edition
        href = self.addresses.url(key, edition) + (f"#{section}" if section else "")
        if key == self.page.key and not is_other and section:
            href = f"#{section}"
        return {"href": href, "hreflang": str(edition.tag)} if is_other else {"href": href}
