"""The kinds of page, each with all that its template will say; made once, complete.

What templates are given:

- all of them: `page`, one of the kinds below; `asset` (the name of a file below `assets/` to its URL),
  `policy` (the Content-Security-Policy), `preview` (the URL of the script that reloads, or None),
  `base_path`; the function `once` and the filters of `sitegen/write/filters.py`;
- those of an edition, moreover: `frame` (Frame), `edition`, `words` (the interface words), `body` (the text
  of an Article as HTML, nothing for others), `search_data` (the URL of what the search looks through, or "");
- those of pages that can be shared, the root too: `card`, the picture that goes with the page (`url`,
  `size`), or None;
- the list of all pages: `sizes`, in kilobytes, of the books that it lists;
- that of pairs: `other` with the `edition` and the `words` of the partner; the words of both name the two.

A page has an `address`, a `title` and a `summary`, `ways` on from it, and `sharing`, what other programs are
told; `is_draft` is true only in a preview. A page without an Address has `output_path`, its file below the
output folder, and `canonical`, its address with scheme and host.
"""

from __future__ import annotations

from markupsafe import Markup

from sitegen.model import Edition
from sitegen.model.drawings import Illustration
from sitegen.values import Shared, dataclass
from sitegen.views.books import BookLink
from sitegen.views.documents import Citation, DocumentView, Marks
from sitegen.views.frame import Address, Frame, Ways
from sitegen.views.html import Html
from sitegen.views.lists import Alternate, ChangedDay, Choice, ContentsEntry, ListedGroup
from sitegen.views.pairs import PairView
from sitegen.views.sharing import Sharing
from sitegen.views.terms import FeaturedView, IndexView, ReferenceView, TermGroupView, TermView


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing that a template prints into a text, in the words of `edition`, with its table or without."""

    figure: Illustration
    edition: Edition
    has_table: bool = True


@dataclass(frozen=True, slots=True)
class ArticleText:
    """The body of a page; `html` has a slot (`slot`) for each of `drawings`."""

    html: Html
    drawings: tuple[Drawn, ...] = ()
    # Its headings; what its pop-ups explain; how long it takes to read, or 0 where it is looked up.
    contents: tuple[ContentsEntry, ...] = ()
    terms: tuple[TermView, ...] = ()
    minutes: int = 0


def slot(number: int) -> Markup:
    """Return what stands in a text where its drawing `number` goes: no text of an author holds a NUL."""
    return Markup("\0{}\0").format(number)


@dataclass(frozen=True, slots=True)
class Article(Shared):
    """A page that an author wrote (`page.html`, `home.html`, and what its front matter names)."""

    address: Address
    title: str
    summary: str
    is_draft: bool
    # Its body.
    text: ArticleText
    ways: Ways
    sharing: Sharing
    # How to cite it.
    citations: tuple[Citation, ...] = ()
    # What the marks of its citations stand for, if it cites anything.
    marks: Marks | None = None
    # Terms that it shows large below its title.
    featured: tuple[FeaturedView, ...] = ()


@dataclass(frozen=True, slots=True)
class GlossaryPage(Article):
    """The page `glossary`: an article, and the term base (`glossary.html`)."""

    groups: tuple[TermGroupView, ...] = ()
    # The terms by letter; None where there are none.
    index: IndexView | None = None
    # Characters of the terms that stand for one another, two by two: what is typed, and what it is read as.
    read_alike: str = ""
    # Where the list of references is, if there are any.
    references_url: str = ""


@dataclass(frozen=True, slots=True)
class SourcesPage(Article):
    """The page `sources`: an article, then the documents that the site cites (`sources.html`)."""

    documents: tuple[DocumentView, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A source document by paragraphs (`source.html`)."""

    address: Address
    title: str
    summary: str
    ways: Ways
    sharing: Sharing
    # How to cite it, and what it says.
    citations: tuple[Citation, ...]
    document: DocumentView


@dataclass(frozen=True, slots=True)
class ReferencesPage:
    """The texts outside the site to which pages and terms refer (`references.html`)."""

    address: Address
    title: str
    summary: str
    ways: Ways
    sharing: Sharing
    references: tuple[ReferenceView, ...]


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """What changed on the site, the latest day first (`changes.html`)."""

    address: Address
    title: str
    summary: str
    ways: Ways
    sharing: Sharing
    # What changed, by day.
    days: tuple[ChangedDay, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """Every page of an edition, by `groups` (`contents.html`)."""

    address: Address
    title: str
    summary: str
    ways: Ways
    sharing: Sharing
    groups: tuple[ListedGroup, ...]
    # The books that have the same pages.
    books: tuple[BookLink, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The page of the search (`search.html`)."""

    address: Address
    title: str
    ways: Ways


@dataclass(frozen=True, slots=True)
class PairPage(Shared):
    """A page and its partner in another edition, block beside block (`bilingual.html`).

    `contents` are the headings of the page, `pair` is what both say.
    """

    address: Address
    title: str
    summary: str
    is_draft: bool
    contents: tuple[ContentsEntry, ...]
    ways: Ways
    sharing: Sharing
    pair: PairView
    # What the marks of either text stand for, if they cite anything.
    marks: Marks | None = None
    # What stands in the slots of its texts.
    drawings: tuple[Drawn, ...] = ()


@dataclass(frozen=True, slots=True)
class LostPage:
    """What readers get for an address below an edition that leads nowhere (`404.html`)."""

    address: Address


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A page in another edition: its title and where it stands."""

    edition: Edition
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class UntranslatedPage:
    """What readers get for a page that is not written in their language yet (`untranslated.html`).

    `there` are the editions that have it.
    """

    address: Address
    there: tuple[Elsewhere, ...]


AnyPage = (
    Article
    | GlossaryPage
    | SourcesPage
    | DocumentPage
    | ReferencesPage
    | ChangesPage
    | ListPage
    | SearchPage
    | PairPage
    | LostPage
    | UntranslatedPage
)


@dataclass(frozen=True, slots=True)
class RedirectPage:
    """An old address, and the page that now holds what stood there: `title`, `url` (`redirect.html`)."""

    output_path: str
    edition: Edition
    title: str
    url: str
    canonical: str


@dataclass(frozen=True, slots=True)
class ChooserPage:
    """What belongs to no edition, by its `template`: the root (`chooser.html`), its 404 (`404-root.html`).

    Both are given no `frame`, `edition`, `words`; `alternates` are for search engines, `choices` for readers.
    """

    output_path: str
    template: str
    canonical: str
    alternates: tuple[Alternate, ...]
    choices: tuple[Choice, ...]
    # All editions; those that name the site: one that is converted says what another says.
    frames: tuple[Frame, ...]
    named: tuple[Frame, ...]
