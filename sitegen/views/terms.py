"""The term base as the glossary and the pop-ups print it."""

from __future__ import annotations

from sitegen.values import Shared, dataclass
from sitegen.views.lists import DateView, Entry


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """A text outside the site; `listed` is where the site names it."""

    # Its address below the references; its number there; its title; where it stands on the web.
    id: str
    number: int
    title: str
    url: str
    listed: str
    # What its language is called, or ""; how much of it was read, `excerpt`, `whole`, `copy` or "", and when.
    language: str = ""
    seen: str = ""
    on: DateView | None = None


@dataclass(frozen=True, slots=True)
class AlternativeView:
    """A rendering of a term that is in use elsewhere, and its language as BCP 47."""

    words: str
    tag: str
    reference: ReferenceView | None


@dataclass(frozen=True, slots=True)
class NameView:
    """What a term is called in a language: its name, and how that is read, or ""; both with their tags."""

    # Its name, and the language of that (BCP 47).
    name: str
    tag: str
    # How readers of that language or territory are shown it, and what that is marked as.
    reading: str = ""
    reading_tag: str = ""
    # How it is typed where that is of a territory: the reading that its whole language has, and its tag.
    typed: str = ""
    typed_tag: str = ""

    @property
    def common(self) -> str:
        """The reading that its whole language has, or ""."""
        return self.typed or self.reading

    def read_as(self, tag: str) -> str:
        """Return its reading of the kind `tag`, or ""."""
        return {self.typed_tag: self.typed, self.reading_tag: self.reading}.get(tag, "")


@dataclass(frozen=True, slots=True)
class TermView(Shared):
    """A term of the glossary, its words in the edition."""

    # Its id, and where the glossary has it.
    id: str
    url: str
    # What the edition calls it.
    own: NameView
    # What it is called in the other languages.
    others: tuple[NameView, ...]
    # What it means; renderings that are in use elsewhere.
    explanation: str
    alternatives: tuple[AlternativeView, ...]
    # Paragraphs that speak of it, the page that explains it, terms that stand near it.
    paragraphs: tuple[Entry, ...]
    page: Entry | None
    related: tuple[Entry, ...]
    # Other words of the edition's language for it.
    also: tuple[str, ...] = ()
    # References for its name, and for its explanation.
    basis: tuple[ReferenceView, ...] = ()
    outside: tuple[ReferenceView, ...] = ()
    # What other editions say instead, by their tags.
    forms: tuple[tuple[str, str], ...] = ()
    # Whether these editions are in the language of this one.
    is_regional: bool = False

    @property
    def name(self) -> str:
        """Its name in the edition."""
        return self.own.name

    @property
    def names(self) -> tuple[NameView, ...]:
        """Its names in all languages, the edition's first."""
        return (self.own, *self.others)


@dataclass(frozen=True, slots=True)
class FeaturedTerm:
    """A term that a page shows large: where it is explained, and its names, the one with a reading first."""

    url: str
    names: tuple[NameView, ...]


@dataclass(frozen=True, slots=True)
class FeaturedView:
    """Terms that a page shows large, and the page that explains them."""

    entry: Entry
    terms: tuple[FeaturedTerm, ...]


@dataclass(frozen=True, slots=True)
class TermGroupView:
    """A group of the glossary."""

    id: str
    title: str
    terms: tuple[TermView, ...]


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A term in an index: its id, its name in the edition, and how that is read, or ""."""

    id: str
    name: str
    reading: str = ""


@dataclass(frozen=True, slots=True)
class IndexLetter:
    """The terms that begin with a letter, by their readings or by their names."""

    letter: str
    terms: tuple[IndexEntry, ...]


@dataclass(frozen=True, slots=True)
class IndexView:
    """The terms by their names in the edition."""

    title: str
    letters: tuple[IndexLetter, ...]
