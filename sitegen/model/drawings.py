"""A picture as it is printed: shapes on a sheet, in whole numbers of units, or words that browsers lay out.

By its `form` a template tells which of them it is, by its `shape` what to draw. All stands in the order
in which it is read.
"""

from __future__ import annotations

from typing import ClassVar

from sitegen.values import Shared, dataclass


@dataclass(frozen=True, slots=True)
class Lettering:
    """Lines of text that begin at `x`, the first at `y`; `size` is the font’s, `leading` a line’s.

    Those of the style `number` have their middle at `x`: a number stands in the sign of its place.
    """

    shape: ClassVar[str] = "block"

    # Its words, cut to the width that they have.
    lines: tuple[str, ...]
    x: int
    y: int
    # The class of its text in the style sheet.
    style: str
    size: int
    leading: int


@dataclass(frozen=True, slots=True)
class Sign:
    """A small sign around a point: `full`, `part`, `none`, `and`, `to`, `spot`."""

    shape: ClassVar[str] = "mark"

    form: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar, the longer the more it stands for."""

    shape: ClassVar[str] = "bar"

    # Its upper left corner, its width and its height, in units of the sheet.
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class BoxShape:
    """A box around what it holds; the whole is a link where there is a `url`, called `name`."""

    shape: ClassVar[str] = "box"

    # Its upper left corner, its width and its height, in units of the sheet.
    x: int
    y: int
    width: int
    height: int
    # Its class in the style sheet.
    style: str
    name: str
    url: str | None
    # What it holds: texts, signs, bars.
    blocks: tuple[Lettering, ...] = ()
    marks: tuple[Sign, ...] = ()
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line, as SVG writes it; with an arrowhead where `style` is `arrow`."""

    shape: ClassVar[str] = "path"

    d: str
    style: str


Shape = BoxShape | Lettering | Sign | Stroke


@dataclass(frozen=True, slots=True)
class Drawing:
    """A sheet as high as its contents need, and what stands on it, in the order of reading."""

    form: ClassVar[str] = "sheet"

    width: int
    height: int
    shapes: tuple[Shape, ...]

    @property
    def has_links(self) -> bool:
        """Whether a reader can follow anything in it."""
        return any(isinstance(shape, BoxShape) and shape.url for shape in self.shapes)


@dataclass(frozen=True, slots=True)
class Lead:
    """Words that lead somewhere, where they have a `url`; a sign that has a name is called by it."""

    words: str
    url: str | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What a wording has in one column, perhaps nothing, and whether all wordings have the same there."""

    words: str
    is_shared: bool


@dataclass(frozen=True, slots=True)
class AlignedWording:
    """A wording in columns, with the name of the text that has it and the paragraphs where it stands."""

    name: str
    cites: tuple[Lead, ...]
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class AlignedRow:
    """Wordings of the same thing, what it is, and in words how they differ."""

    name: Lead
    differs: str
    # The tag of the language of the wordings, or "" where it is the page’s.
    tag: str
    wordings: tuple[AlignedWording, ...]


@dataclass(frozen=True, slots=True)
class AlignedWordings:
    """Wordings below one another, column by column."""

    form: ClassVar[str] = "comparison"

    rows: tuple[AlignedRow, ...]


@dataclass(frozen=True, slots=True)
class TimedEvent:
    """An event of a timeline, with what it begins: a group of events has a heading, `head`."""

    head: str
    # When it was, in words and as machines read it, or "".
    when: str
    date: str
    what: Lead
    # What its mark means.
    standing: str
    # The paragraphs that say it.
    cites: tuple[Lead, ...] = ()


@dataclass(frozen=True, slots=True)
class ScaledTimeline:
    """Events beside a scale of time, whose lines are drawn twice: down, and along where there is room.

    Either stretches to the size of what it runs beside; it is `length` long and `across` wide before that.
    """

    form: ClassVar[str] = "timeline"

    # What happened, and the lines of the two scales.
    events: tuple[TimedEvent, ...]
    down: tuple[Stroke, ...]
    along: tuple[Stroke, ...]
    length: int
    across: int
    # The forms of marks with what they mean, and what else is to be known of the scale.
    marks: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpringName:
    """What a spring is called in a language, or how that is read; `style` is its class in the style sheet."""

    words: str
    tag: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class SpringView:
    """Where a river begins, and the number that it stands for."""

    # What it is called in the language of the page, and where it leads; or all that it is called.
    name: Lead
    names: tuple[SpringName, ...]
    count: int
    # The course of its band down to the mouth, as SVG writes it, and how wide that is.
    d: str
    width: str


@dataclass(frozen=True, slots=True)
class StreamView:
    """A stream, what is added to its name, and what it comes from."""

    name: Lead
    note: str
    # From the highest to the lowest; each takes two rows where the stream is tall.
    springs: tuple[SpringView, ...]
    is_tall: bool


@dataclass(frozen=True, slots=True)
class RiverDrawing:
    """Streams from the highest to the lowest, and the mouth of the river that they become.

    The sheet of each band is as large as the whole: so large it is before it stretches with its labels.
    """

    form: ClassVar[str] = "river"

    # The streams; where they end, and what is added to that; what the width of a band says.
    streams: tuple[StreamView, ...]
    mouth: Lead
    note: str
    key: str
    # The sheet, in units.
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class TableCell:
    """What a picture shows at one place, in words: a name, what is added to it, a list, paragraphs."""

    name: Lead
    note: str = ""
    items: tuple[Lead, ...] = ()
    cites: tuple[Lead, ...] = ()


@dataclass(frozen=True, slots=True)
class DataTable:
    """The same as a picture, for those who do not see it; a row of one cell is a heading."""

    head: tuple[str, ...]
    rows: tuple[tuple[TableCell, ...], ...]


AnyDrawing = Drawing | AlignedWordings | ScaledTimeline | RiverDrawing


@dataclass(frozen=True, slots=True)
class Illustration(Shared):
    """A picture as one page of one edition shows it."""

    # The name by which pages show it.
    id: str
    # What stands above it, what stands below it, and what is said to those who do not see it.
    title: str
    caption: str
    description: str
    # The picture, and the same as a table, where it is no text itself.
    drawing: AnyDrawing
    table: DataTable | None
    # What joins the lines of a text where they are read: a space, or nothing.
    joint: str = " "
