"""What authors write on pages, and what translations were made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property

from sitegen.model.front import FrontMatter
from sitegen.model.passages import Passage, passages_of
from sitegen.model.places import Place, Words
from sitegen.text.addresses import Target
from sitegen.text.body.blocks import Block
from sitegen.text.body.body import Body, Linked
from sitegen.text.body.inline import Image
from sitegen.text.body.places import Places, Position
from sitegen.text.slips.bare import Written
from sitegen.values import Derives, Shared, dataclass

# Ids that templates, footnotes and the glossary use.
RESERVED_IDS = frozenset(
    {
        "main",
        "top",
        "contents",
        "search",
        "menu",
        "footnotes",
        "nav",
        "header",
        "footer",
        "pages",
        "documents",
        "references",
    }
)
RESERVED_BEGINNINGS = ("fn", "group-", "term-", "source-", "menu-", "reference-", "picture-", "b-")


@dataclass(frozen=True, slots=True)
class LocatedHeading:
    """A heading of a page's body; `id` is empty where the author gave none."""

    # 1 to 6, as in HTML.
    level: int
    id: str
    # Its words without markup, and where the heading begins.
    text: str
    place: Place
    # Where an id would be written, if there is none.
    end: Place | None = None


@dataclass(frozen=True, slots=True)
class LocatedLink:
    """An address that an author wrote, as written, with what it means, and whether it shows a picture."""

    address: str
    # What the address means.
    target: Target
    # Where the link begins.
    place: Place
    # Whether it shows a picture; its words, or those for readers who do not see it.
    is_image: bool = False
    text: str = ""
    # Where the address itself stands, if the file has it as it is here.
    address_place: Place | None = None


@dataclass(frozen=True, slots=True)
class LocatedQuotation:
    """Words in quotation marks, and the paragraphs in one of which they are said to stand.

    Where no citation is bound to them, `cites` is empty; `near` are all paragraphs that their sentence,
    list item, cell or block quotation cites.
    """

    words: str
    cites: tuple[str, ...]
    near: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Lines(Shared):
    """The lines of a file: few ask a page for them."""

    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page(Derives, Shared):
    """One authored file; its `key` is shared by its translations."""

    # Its path below `content/pages`, without language and ending; its language; its whole path.
    key: str
    language: str
    path: str
    # Its YAML head.
    front: FrontMatter
    # What the body says, and where in the file it says it.
    body: Body
    places: Places
    # How it is written, as far as rules about marks ask.
    written: Written = field(default_factory=Written)
    # Those of the body, and those that a slip keeps from being headings.
    headings: tuple[LocatedHeading, ...] = ()
    # As it stands in the file.
    text: Lines = field(default_factory=Lines)
    # Whether its front matter could be read; if not, `front` has its key for words, which are nobody's.
    has_head: bool = True

    @property
    def place(self) -> Place:
        return Place(self.path)

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the file, those of the front matter among them."""
        return self.text.lines

    @cached_property
    def links(self) -> tuple[LocatedLink, ...]:
        """The links and pictures of the body, in the order in which they begin."""
        return tuple(sorted(map(self._link, self.body.linked), key=lambda link: link.place))

    def _link(self, linked: Linked) -> LocatedLink:
        address = self.places.address(linked.run, linked.index)
        return LocatedLink(
            linked.what.address,
            linked.what.target,
            self.item(linked.run, linked.index),
            is_image=isinstance(linked.what, Image),
            text=linked.text,
            address_place=self.at(address) if address else None,
        )

    @cached_property
    def quotations(self) -> tuple[LocatedQuotation, ...]:
        """What the body quotes, in order."""
        return tuple(
            LocatedQuotation(each.words, each.cites, each.near, self.at(self.places.saying(run, number)))
            for run, number, each in self.body.quotations()
        )

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """What readers see of it, passage by passage, its front matter first."""
        return tuple(passages_of(self))

    def line(self, block: Block) -> Place:
        """Return the place of the line on which a block of the body begins."""
        return Place(self.path, self.places.block(block.number).line)

    def item(self, run: int, index: int) -> Place:
        """Return the place of an item of a flat run; that of the file for what nobody wrote."""
        position = self.places.item(run, index)
        return self.at(position) if position else self.place

    def at(self, position: Position) -> Place:
        """Return the place of a position in the page's file."""
        return Place(self.path, position.line, position.column)


@dataclass(frozen=True, slots=True)
class RecordedWords(Shared):
    """What the original of a translation said, section by section, and where the record names each."""

    sections: Mapping[str, tuple[Words, ...]]
    places: Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class Record:
    """What a translation was made from: the language of the original, and its words then."""

    language: Words
    words: RecordedWords
