"""A sheet on which a picture is laid out from top to bottom: boxes grow with their text, nothing overlaps.

The sheet is 360 units wide, which is about the width of a phone in CSS pixels; a font has 17 units, or 16.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sitegen.model.drawings import Bar, BoxShape, Drawing, Lettering, Shape, Sign, Stroke
from sitegen.text.languages import language_of
from sitegen.text.typography.measure import EM, break_lines, width_of

WIDTH, MARGIN = 360, 4
INNER = WIDTH - 2 * MARGIN
PAD_X, PAD_Y = 10, 6
GAP = 8
# Where arrows and spines run, and how far what hangs on them is indented.
SPINE, INDENT = 14, 30
_ARROW, _BESIDE_ARROW = 40, 58
_MOST_COLUMNS, _MOST_LINES = 3, 2


@dataclass(frozen=True, slots=True)
class LetterStyle:
    """A kind of text: the size of its font, the height of its lines, and whether it is bold."""

    size: int
    leading: int
    is_bold: bool = False

    @property
    def ascent(self) -> int:
        """How far the tallest usual font reaches above the line."""
        return self.size * 116 // 100 + 1


STYLES = {
    "label": LetterStyle(17, 26, is_bold=True),
    "plain": LetterStyle(17, 26),
    "note": LetterStyle(16, 24),
    "number": LetterStyle(16, 24, is_bold=True),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A node in the words of an edition, and where it leads."""

    words: str
    note: str = ""
    url: str | None = None

    @property
    def name(self) -> str:
        """What a link is called: all its words."""
        return " ".join(filter(None, (self.words, self.note)))


@dataclass(slots=True)
class Sheet:
    """A sheet that is being filled; `y` is where the next thing goes."""

    language: str
    y: int = MARGIN
    shapes: list[Shape] = field(default_factory=list)

    def finish(self) -> Drawing:
        """Return what has been drawn."""
        return Drawing(WIDTH, self.y + MARGIN, tuple(self.shapes))

    def set_text(self, words: str, x: int, top: int, width: int, style: str) -> tuple[Lettering, ...]:
        """Return `words` in lines no wider than `width`, the first at `top`; nothing where there are none."""
        if not words:
            return ()
        kind = STYLES[style]
        lines = break_lines(words, width * EM // kind.size, self.language, is_bold=kind.is_bold)
        return (Lettering(lines, x, top + kind.ascent, style, kind.size, kind.leading),)

    def write(self, words: str, style: str, *, x: int = MARGIN, width: int = INNER) -> None:
        """Write `words` on the sheet itself, and go on below them."""
        blocks = self.set_text(words, x, self.y, width, style)
        self.shapes += blocks
        self.y += height_of(blocks)

    def width_of(self, words: str, style: str) -> int:
        """Return how many units wide `words` are on one line, by estimate."""
        kind = STYLES[style]
        return -(-width_of(words, self.language, is_bold=kind.is_bold) * kind.size // EM)

    def least_width(self, texts: Iterable[str], style: str) -> int:
        """Return how wide a column has to be so that no word in it is parted, if there are words."""
        has_words = language_of(self.language).has_spaces
        words = (word for text in texts for word in text.split() if has_words)
        return max((self.width_of(word, style) for word in words), default=0)

    def stack(self, node: Shown, x: int, top: int, width: int) -> tuple[Lettering, ...]:
        """Return the words of a node, and below them its note."""
        label = self.set_text(node.words, x, top, width, "label")
        return label + self.set_text(node.note, x, top + height_of(label), width, "note")

    def put(
        self,
        name: str,
        url: str | None,
        blocks: Sequence[Lettering],
        *,
        x: int = MARGIN,
        width: int = INNER,
        height: int = 0,
        style: str = "node",
        marks: Sequence[Sign] = (),
        bars: Sequence[Bar] = (),
    ) -> BoxShape:
        """Draw a box at `y` around what stands in it, and return it; `y` stays where it is."""
        bottom = max(height, bottom_of(blocks) - self.y + PAD_Y)
        box = BoxShape(x, self.y, width, bottom, style, name, url, tuple(blocks), tuple(marks), tuple(bars))
        self.shapes.append(box)
        return box

    def layer(self, nodes: Sequence[Shown]) -> list[BoxShape]:
        """Draw nodes side by side, in as many columns as their words allow; return the last row."""
        columns = next(count for count in _columns(len(nodes)) if count == 1 or self._fits(nodes, count))
        width = (INNER - GAP * (columns - 1)) // columns
        row: list[BoxShape] = []
        for start in range(0, len(nodes), columns):
            self.y += GAP if start else 0
            cells = [
                (node, MARGIN + index * (width + GAP))
                for index, node in enumerate(nodes[start : start + columns])
            ]
            blocks = [self.stack(node, x + PAD_X, self.y + PAD_Y, width - 2 * PAD_X) for node, x in cells]
            height = max(map(bottom_of, blocks)) - self.y + PAD_Y
            row = [
                self.put(node.name, node.url, each, x=x, width=width, height=height)
                for (node, x), each in zip(cells, blocks, strict=True)
            ]
            self.y += height
        return row

    def _fits(self, nodes: Sequence[Shown], columns: int) -> bool:
        width = (INNER - GAP * (columns - 1)) // columns - 2 * PAD_X
        texts = [text for node in nodes for text in (node.words, node.note) if text]
        return self.least_width(texts, "label") <= width and all(
            len(block.lines) <= _MOST_LINES
            for text in texts
            for block in self.set_text(text, 0, 0, width, "label")
        )

    def arrow(self, row: Sequence[BoxShape], words: str) -> None:
        """Draw an arrow from the boxes of a row to what comes next, with words beside it."""
        top = self.y
        if len(row) > 1:
            centres = [box.x + box.width // 2 for box in row]
            stems = "".join(f"M{x} {top}v10" for x in centres)
            self.shapes.append(Stroke(f"{stems}M{_ARROW} {top + 10}H{max(centres)}", "line"))
            top += 10
        blocks = self.set_text(words, _BESIDE_ARROW, top + 4, WIDTH - MARGIN - _BESIDE_ARROW, "note")
        end = top + max(28, height_of(blocks) + 8)
        self.shapes.append(Stroke(f"M{_ARROW} {top}V{end - 1}M{_ARROW - 6} {end - 9}l6 8l6 -8", "arrow"))
        self.shapes += blocks
        self.y = end


def _columns(count: int) -> list[int]:
    return [*(columns for columns in range(_MOST_COLUMNS, 1, -1) if count % columns == 0), 1]


def height_of(blocks: Sequence[Lettering]) -> int:
    """Return the height of blocks that stand below one another."""
    return sum(len(block.lines) * block.leading for block in blocks)


def bottom_of(blocks: Sequence[Lettering]) -> int:
    """Return where the lowest of the blocks ends."""
    return max(
        (block.y - STYLES[block.style].ascent + len(block.lines) * block.leading for block in blocks),
        default=0,
    )
