"""Parts of what follows from a library, as checks are given them: nothing that a check does not ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from sitegen.model import Page, Record, SourceParagraph, Words
from sitegen.values import dataclass

Pages = Mapping[tuple[str, str], Page]
Records = Mapping[tuple[str, str], Record]
# Ids in their order, each found at once.
Ids = Mapping[str, None]
# The paragraphs that each page cites, by its key and language.
Cited = Mapping[tuple[str, str], frozenset[str]]
Numbered = Mapping[str, tuple[str, SourceParagraph]]
Reviews = tuple[Mapping[str, Mapping[str, tuple[Words, ...]]], ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """Files that exist but could not be read, so that what they would hold is not reported as missing.

    Of a folder that could not be read the path ends in a slash: any file may lie there.
    """

    paths: frozenset[str] = frozenset()

    def begins(self, beginning: str) -> bool:
        """Tell whether the path of one of them begins so, or may."""
        return any(
            path.startswith(beginning) or (path.endswith("/") and beginning.startswith(path))
            for path in self.paths
        )

    def has_page(self, key: str, language: str = "") -> bool:
        """Tell whether a page of this key, in `language` if that is given, is among them."""
        return self.begins(f"content/pages/{key}.{language}." if language else f"content/pages/{key}.")


@dataclass(frozen=True, slots=True)
class Known:
    """What addresses may name on a site: no prose, so that it stays the same while sentences change."""

    languages: tuple[str, ...]
    # The path of each page, by key and language, and the pages that are drafts.
    paths: Mapping[tuple[str, str], str]
    drafts: frozenset[tuple[str, str]]
    # The ids that a page has, in its order: those of its headings, on the glossary those of the terms too.
    ids: Mapping[tuple[str, str], Ids]
    paragraphs: Ids
    terms: Ids
    references: Ids
    pictures: Ids
    files: frozenset[str]
    # What stands before the addresses of each edition.
    prefixes: tuple[str, ...]
    unread: Unread

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all pages."""
        return frozenset(key for key, _ in self.paths)


@dataclass(frozen=True, slots=True)
class Sources:
    """What quotations are compared with."""

    # The numbered paragraphs by id, and the language of each.
    paragraphs: Mapping[str, SourceParagraph]
    languages: Mapping[str, str]
    # The language into which the site renders its sources, and all languages of the site.
    rendered_in: str
    site_languages: tuple[str, ...]
    # How much may be quoted at a time, by language, where that is not what is usual.
    longest: Mapping[str, int] = field(default_factory=dict)
