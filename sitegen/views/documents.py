"""Source documents, what pages explain of them, and how to cite them."""

from __future__ import annotations

from sitegen.values import Shared, dataclass
from sitegen.views.lists import DateView


@dataclass(frozen=True, slots=True)
class Explained:
    """A page that explains a paragraph: its label, and the URL of the section that does first."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Citation:
    """How to cite a page or a document: the parts of one reference, in order, as they stand.

    `is_italic` says that the style sets the title in italics, where the script has them.

    `accessed` says how the reader’s date is written between `tail` and `end`: "iso" or "long"; or "" where
    there is none.
    """

    style: str
    is_italic: bool
    # What stands before the title, the title, and what stands behind it.
    lead: str
    title: str
    tail: str
    accessed: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A numbered paragraph of a source document, its gist in the edition and its phrases as they stand."""

    # Its mark; the part of the document that it stands in.
    id: str
    section: str
    gist: str
    phrases: tuple[str, ...]
    # The phrases are in the language of the edition.
    is_own: bool = True
    # What it is called in full: its document, its number there, its mark.
    name: str = ""
    # The pages that explain it, in the order of the navigation.
    explained: tuple[Explained, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentView(Shared):
    """A source document in the words of the edition."""

    # Its id, the URL of its page, and the letters of its marks.
    id: str
    url: str
    prefix: str
    # Its full title, and what pages call it.
    title: str
    short_title: str
    # Who adopted it, if that is somebody else than its publisher.
    issuer: str | None
    publisher: str
    # When it was published, and what says so.
    date: DateView
    date_basis: str
    # Where it stands on the web, if it does.
    address: str | None
    # How much of it the site has; what readers should know of it.
    state: tuple[str, ...]
    notes: tuple[str, ...]
    # Its numbered paragraphs, and how to cite it.
    paragraphs: tuple[ParagraphView, ...]
    citations: tuple[Citation, ...] = ()
    # The language that it is written in, and the mark of its words: none where that is the edition’s.
    language: str = ""
    tag: str = ""
    # That language in the words of the edition.
    language_name: str = ""

    @property
    def example(self) -> str:
        """The mark of one of its paragraphs, to show what such marks look like."""
        return self.paragraphs[0].id if self.paragraphs else self.prefix

    @property
    def name(self) -> str:
        """Its short title where it stands alone, as a heading."""
        return self.short_title[:1].upper() + self.short_title[1:]


@dataclass(frozen=True, slots=True)
class DocumentName:
    """A source document as lists of marks name it: the letters of its marks, its short title, its URL."""

    prefix: str
    short_title: str
    url: str


@dataclass(frozen=True, slots=True)
class CitedParagraph:
    """A paragraph that a page cites: its mark, what it is called in full, its gist."""

    id: str
    name: str
    gist: str


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A source document as a page shows it that cites some of its paragraphs."""

    # The URL of its page, its full title, when it was published, and where it stands on the web, if it does.
    url: str
    title: str
    date: DateView
    address: str | None
    # What the page cites of it.
    paragraphs: tuple[CitedParagraph, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """What the marks of paragraphs stand for on a page that cites some."""

    # One of them; every document of the site, by the letters of its marks.
    example: str
    documents: tuple[DocumentName, ...]
    # The documents that the page cites, with the paragraphs that it cites.
    cited: tuple[CitedDocument, ...] = ()
