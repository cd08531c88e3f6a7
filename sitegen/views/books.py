"""Books (EPUB): what their covers and contents print, and what lists say of them."""

from __future__ import annotations

from sitegen.model import Edition
from sitegen.values import Shared, dataclass
from sitegen.views.documents import ParagraphView
from sitegen.views.lists import ContentsEntry, DateView


@dataclass(frozen=True, slots=True)
class BookLink:
    """A book as a list names it: what it is called, where it stands, under which name readers keep it."""

    label: str
    url: str
    file: str


@dataclass(frozen=True, slots=True)
class BookTitle:
    """What a book is called and what it is, in the words of one edition, and the tag of that."""

    title: str
    description: str
    tag: str
    # The title as the cover has it, line by line.
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BookEntry:
    """A chapter in the contents of a book."""

    # Its file; its title, and the tag of that; its headings.
    path: str
    title: str
    tag: str
    contents: tuple[ContentsEntry, ...] = ()
    # The title of the partner that stands beside it, or "", and the tag of that.
    beside: str = ""
    beside_tag: str = ""


@dataclass(frozen=True, slots=True)
class BookPart:
    """A run of chapters; without a title where the site has none for it."""

    title: str
    entries: tuple[BookEntry, ...]


@dataclass(frozen=True, slots=True)
class BookView(Shared):
    """A book as its cover, its title page and its contents print it (`book/`)."""

    # In each edition that it shows, the one whose words it has first.
    titles: tuple[BookTitle, ...]
    # Where the same stands on the web, with scheme and host; when it changed last, where that is known.
    address: str
    updated: DateView | None
    parts: tuple[BookPart, ...]
    # The glossary, if there is one.
    glossary: BookEntry | None = None

    @property
    def first(self) -> str:
        """The file in which the text begins."""
        return self.parts[0].entries[0].path


@dataclass(frozen=True, slots=True)
class NoteView:
    """A paragraph that a chapter cites, as the chapter’s notes say it."""

    # Of the note, and of the first mark that leads to it.
    id: str
    back: str
    paragraph: ParagraphView
    # The phrases of it that the chapter quotes.
    phrases: tuple[str, ...]
    # What pages call the document that has it, and where it stands there.
    document: str
    url: str
    # The edition that says all this, and the mark of the phrases, or "" where that is in their language.
    edition: Edition
    tag: str
