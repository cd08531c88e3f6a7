"""What authors say of a picture that the generator draws: its kind, and the words and links in it.

A link is written as `city-spirit`, `goals#talent`, `term:soft-power` or `source:O-2`, and leads to the
reader’s own edition. `kind` names the type of a picture, `description` says it to those who do not see it;
`to` is a link, `cites` are ids of paragraphs, each perhaps left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from sitegen.model.places import Words
from sitegen.values import Shared, dataclass

Said = Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class Node:
    """Something that a picture shows: its name by language, what is added to it, and where it leads."""

    words: Said
    note: Said = field(default_factory=dict)
    to: Words | None = None
    cites: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Layer:
    """Nodes side by side; with `then`, an arrow leads on to the next layer, with these words beside it."""

    nodes: tuple[Node, ...]
    then: Said = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a concept map, with a heading where it has one."""

    layers: tuple[Layer, ...]
    title: Said = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ConceptMap(Shared):
    """Concepts from top to bottom, and how one leads to the next."""

    kind: Words
    description: Said
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """What happened and when, and how well that is known: `full`, `part` or `none`."""

    # A year, a month or a day as ISO 8601 writes it; the same in words, what happened, how well it is known.
    date: Words
    when: Said
    what: Said
    mark: Words
    to: Words | None = None
    cites: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class EventGroup:
    """Events that belong together, with a heading where they have one."""

    events: tuple[Event, ...]
    title: Said = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Timeline(Shared):
    """Events in order, to the scale of time; `marks` says in words what each mark means."""

    kind: Words
    description: Said
    marks: Mapping[str, Said]
    groups: tuple[EventGroup, ...]


@dataclass(frozen=True, slots=True)
class PictureCell:
    """How far an item stands in a column (`full`, `part` or `none`), and in which paragraphs."""

    mark: Words
    cites: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class PictureItem:
    """A line of a matrix: an item with a cell for each column."""

    words: Said
    cells: tuple[PictureCell, ...]
    to: Words | None = None


@dataclass(frozen=True, slots=True)
class PictureRow:
    """Items that belong together: the picture shows a mark for each of them."""

    words: Said
    items: tuple[PictureItem, ...]
    to: Words | None = None


@dataclass(frozen=True, slots=True)
class Matrix(Shared):
    """What stands where; `marks` says in words what each mark means."""

    kind: Words
    description: Said
    marks: Mapping[str, Said]
    # What stands above its columns, and what stands in them.
    columns: tuple[Node, ...]
    rows: tuple[PictureRow, ...]


@dataclass(frozen=True, slots=True)
class PicturePair:
    """Two things that belong together."""

    one: Said
    other: Said
    to: Words | None = None
    cites: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Pairs(Shared):
    """Pairs under two headings; the `sign` between them is `and` or `to`."""

    kind: Words
    description: Said
    sign: Words
    # The two headings, and what stands below them.
    heads: tuple[Said, ...]
    pairs: tuple[PicturePair, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of a tree and its leaves."""

    node: Node
    leaves: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Tree(Shared):
    """A root, its branches, and their leaves."""

    kind: Words
    description: Said
    root: Node
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Spring:
    """Where a river begins: its name, where it leads, the paragraphs that speak of it, as many as it is wide.

    Of a `term` it also says what that is called in other languages, and how that is read.
    """

    words: Said
    cites: tuple[Words, ...]
    to: Words | None = None
    term: Words | None = None


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream and the springs that it comes from."""

    node: Node
    springs: tuple[Spring, ...]


@dataclass(frozen=True, slots=True)
class River(Shared):
    """Streams from the highest to the lowest, and the mouth of the river that they become."""

    kind: Words
    description: Said
    # Where it ends, and what it comes from.
    mouth: Node
    streams: tuple[Stream, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """Water, a river or a region of a map, with what it is called and where that stands."""

    name: Said = field(default_factory=dict)
    at: Words | None = None
    # Its shore or its course, place by place: latitude and longitude in degrees.
    along: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a map: where it is, its name, what is added to it, and where it leads."""

    # Its latitude and longitude; what it is called, and what is added to that.
    at: Words
    words: Said
    note: Said = field(default_factory=dict)
    to: Words | None = None
    cites: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Map(Shared):
    """A map between two corners, south-west and north-east: water, rivers, names, numbered places."""

    kind: Words
    description: Said
    corners: tuple[Words, ...]
    # What is numbered on it, and listed below it.
    places: tuple[Spot, ...]
    water: tuple[Ground, ...] = ()
    rivers: tuple[Ground, ...] = ()
    names: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """How a source words something: part of a phrase of the paragraphs that it cites."""

    text: Words
    cites: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Wordings of the same thing, what it is, and in words how they differ."""

    words: Said
    differs: Said
    wordings: tuple[Wording, ...]
    to: Words | None = None


@dataclass(frozen=True, slots=True)
class Comparison(Shared):
    """Wordings of several sources below one another, with what differs in them marked."""

    kind: Words
    description: Said
    rows: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class Occurrence(Shared):
    """The terms that the pages name most often: as many as `top`; the generator counts them."""

    kind: Words
    description: Said
    top: int


Picture = ConceptMap | Timeline | Matrix | Pairs | Tree | Map | River | Comparison | Occurrence

# What stands in `kind`, and what the rest of the file must then be.
KINDS: Mapping[str, type[Picture]] = {
    "concept-map": ConceptMap,
    "timeline": Timeline,
    "matrix": Matrix,
    "pairs": Pairs,
    "tree": Tree,
    "map": Map,
    "river": River,
    "comparison": Comparison,
    "occurrence": Occurrence,
}
MARKS = ("full", "part", "none")
SIGNS = ("and", "to")
# The style sheet has rows for as many wordings.
MOST_WORDINGS = 4
