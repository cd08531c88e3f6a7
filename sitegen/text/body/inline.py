"""Inline content: what a run of words holds, piece by piece, and the marks around its words.

A `Run` is a tree: `Marked` encloses pieces, all others are leaves. Where a rule looks at words across marks,
it looks at the `items` of the run, and `nested` makes a tree of it again.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from sitegen.text.addresses import PICTURE, Target
from sitegen.values import Derives, dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Words as readers see them."""

    text: str
    # Written with a backslash or as an entity: its author means this character and no other.
    is_literal: bool = False


@dataclass(frozen=True, slots=True)
class Space:
    """Spaces between Chinese and Latin that are not shown as such: the style sheet sets them."""

    # As the author typed them.
    typed: str


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line; a hard one is one for readers too, a soft one is a space."""

    is_hard: bool


@dataclass(frozen=True, slots=True)
class CodeSpan:
    """Words of a program, as they stand."""

    text: str


@dataclass(frozen=True, slots=True)
class Html:
    """HTML as written. Bodies of pages hold none: `read` names it and leaves it out."""

    html: str


@dataclass(frozen=True, slots=True)
class Image:
    """A picture, by its file or by its name."""

    target: Target
    # As written, for diagnostics.
    address: str
    # What stands below it, if anything does.
    title: str
    # What it shows, for those who do not see it.
    alt: Run

    @property
    def is_figure(self) -> bool:
        """Whether it is shown as a figure where it stands alone: it has a title, or is drawn for the page."""
        return bool(self.title) or self.address.lower().startswith(f"{PICTURE}:")


@dataclass(frozen=True, slots=True)
class FootnoteRef:
    """The mark of a footnote: its number from 1 on, and how many marks before it name the same note."""

    note: int
    repeated: int


@dataclass(frozen=True, slots=True)
class Syllable:
    """The pinyin of the character before it, inside `Pinyin`."""

    pinyin: str


@dataclass(frozen=True, slots=True)
class Marked:
    """Pieces that a mark encloses."""

    mark: Mark
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link as its author wrote it: to a paragraph, a term, a page, a file, the web; or a refused one."""

    target: Target
    # As written, for diagnostics.
    address: str
    title: str = ""
    # Its words are its address: `<https://example.org>`.
    is_automatic: bool = False


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a target leads for the readers of one edition."""

    # The URL as it stands in HTML; "" where it leads nowhere, or to a file, whose URL its bytes decide.
    url: str
    # The path of a file below the site's root, or "".
    file: str = ""
    # The tag of the edition that it leads to, where that is one of another language.
    language: str = ""
    is_external: bool = False
    # What it is called in full, where the words of the link are a sign alone.
    name: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link of a body that is made for one edition: what it names, and where that is."""

    link: Link
    to: Destination


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words of another language, by its BCP 47 tag."""

    language: str
    # The tag as an author wrote it; "" where it was told from the script.
    written: str = ""


@dataclass(frozen=True, slots=True)
class Pinyin:
    """Characters with their pinyin: as many `Syllable` pieces stand among them as there are syllables."""

    syllables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RubyText:
    """Characters whose reading is shown on demand."""

    reading: str
    # What it is marked as (BCP 47).
    tag: str


@dataclass(frozen=True, slots=True)
class Keep:
    """Words that no edition converts."""


@dataclass(frozen=True, slots=True)
class Write:
    """Words for which editions have others."""

    # By the name of an edition, "" for all that are not named; empty where the address says nothing.
    choices: tuple[tuple[str, str], ...]
    # As written, for diagnostics.
    written: str


@dataclass(frozen=True, slots=True)
class Unquoted:
    """Words in quotation marks that quote no source."""

    # What stands behind the colon, where nothing should.
    written: str = ""


@dataclass(frozen=True, slots=True)
class Saying:
    """Words that a source is said to have, and the ids of the paragraphs to which they are bound.

    Where no citation is bound to them, `cites` is empty; `near` are all paragraphs that their unit cites.
    """

    words: str
    cites: tuple[str, ...]
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words that a citation directly follows; several, where marks hold them together."""

    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Quoted words that no citation directly follows."""

    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """Words of importance."""


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words that are stressed."""


Leaf = Text | Space | Break | CodeSpan | Html | Image | FootnoteRef | Syllable
Piece = Leaf | Marked
Mark = (
    Link
    | Anchor
    | Foreign
    | Pinyin
    | RubyText
    | Keep
    | Write
    | Unquoted
    | Quotation
    | Quoted
    | Strong
    | Emphasis
)


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a mark begins, in a flat run."""

    mark: Mark


@dataclass(frozen=True, slots=True)
class Closing:
    """Where a mark ends, in a flat run."""

    mark: Mark


Item = Leaf | Opening | Closing


@dataclass(frozen=True)
class Run(Derives):
    """A run of inline content. `number` counts the runs of a body in order; `Places` knows it by that."""

    number: int
    pieces: tuple[Piece, ...]

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The run as a flat sequence: its leaves in order, with an item where a mark begins or ends.

        The index of an item is that by which `Places` knows it.
        """
        items: list[Item] = []
        _flatten(self.pieces, items)
        return tuple(items)


def _flatten(pieces: Iterable[Piece], items: list[Item]) -> None:
    # Marks have a depth: a run is no deeper than the parser lets it be.
    for piece in pieces:
        if isinstance(piece, Marked):
            items.append(Opening(piece.mark))
            _flatten(piece.pieces, items)
            items.append(Closing(piece.mark))
        else:
            items.append(piece)
