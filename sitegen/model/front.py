"""What the head of a page says of it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from sitegen.model.places import Words
from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class PageConversion:
    """A page's own rules of conversion: words that stay, and words for all editions or for those named."""

    keep: tuple[Words, ...] = ()
    words: Mapping[str, Words] = field(default_factory=dict)
    editions: Mapping[str, Mapping[str, Words]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The YAML head of a page."""

    # What the page is called, and what it says in a sentence.
    title: Words
    summary: Words
    # A shorter title for lists and navigation.
    label: Words | None = None
    # The template that prints the page, without its ending; without one, the usual.
    template: Words | None = None
    # Only a preview shows it.
    draft: bool = False
    # The day on which readers first found it.
    published: datetime.date | None = None
    # The day of the last change that readers should know of.
    updated: datetime.date | None = None
    # Terms that it shows large below its title, in groups: each by the key of the page that explains them.
    featured: Mapping[str, tuple[Words, ...]] = field(default_factory=dict)
    # Addresses that the page had before.
    aliases: tuple[Words, ...] = ()
    # "none" where the page says nothing of the sources, and therefore need not cite them.
    sources: Literal["none"] | None = None
    # Words that its editions write otherwise than the site does.
    conversion: PageConversion = field(default_factory=PageConversion)
