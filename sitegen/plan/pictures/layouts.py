"""How pictures are laid out: one function a kind, from the words of an edition to shapes on a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch

from sitegen.model import Words
from sitegen.model.drawings import Bar, Drawing, Lettering, Sign, Stroke
from sitegen.model.pictures import ConceptMap, Map, Matrix, Node, Pairs, PictureRow, Tree
from sitegen.plan.pictures.maps import draw_map
from sitegen.plan.pictures.sheet import (
    GAP,
    INDENT,
    INNER,
    MARGIN,
    PAD_X,
    PAD_Y,
    SPINE,
    WIDTH,
    Sheet,
    Shown,
    bottom_of,
    height_of,
)
from sitegen.plan.pictures.speaker import Speaker
from sitegen.values import dataclass

# What the marks that authors name look like.
MATRIX_MARKS = {"full": "full", "part": "hollow", "none": "dash"}

_RADIUS = 9
_PITCH = 17


@dataclass(frozen=True, slots=True)
class Counted:
    """A term with the number of its mentions, in words and as a figure."""

    shown: Shown
    words: str
    count: int


def show(node: Node, speaker: Speaker) -> Shown:
    """Return a node in the words of the edition."""
    return Shown(speaker.say(node.words), speaker.say(node.note), speaker.lead(node.to))


@singledispatch
def draw(picture: object, _speaker: Speaker) -> Drawing:
    """Return a picture laid out in the words of one edition."""
    raise TypeError(picture)


@draw.register
def _draw_map(picture: Map, speaker: Speaker) -> Drawing:
    return draw_map(picture, speaker)


@draw.register
def _draw_concepts(picture: ConceptMap, speaker: Speaker) -> Drawing:
    sheet = Sheet(speaker.language)
    for number, part in enumerate(picture.parts):
        sheet.y += 2 * GAP if number else 0
        sheet.write(speaker.say(part.title), "label")
        sheet.y += PAD_Y if speaker.say(part.title) else 0
        for index, layer in enumerate(part.layers):
            is_led = index and part.layers[index - 1].then
            sheet.y += GAP if index and not is_led else 0
            row = sheet.layer([show(node, speaker) for node in layer.nodes])
            if layer.then and index + 1 < len(part.layers):
                sheet.arrow(row, speaker.say(layer.then))
    return sheet.finish()


@draw.register
def _draw_matrix(picture: Matrix, speaker: Speaker) -> Drawing:
    sheet = Sheet(speaker.language)
    width = (INNER - 2 * PAD_X) // max(1, len(picture.columns))
    lefts = [MARGIN + PAD_X + index * width for index in range(len(picture.columns))]
    heads: list[Lettering] = []
    for column, x in zip(picture.columns, lefts, strict=True):
        heads += sheet.set_text(speaker.say(column.words), x, sheet.y, width - GAP, "note")
    sheet.shapes += heads
    sheet.y = bottom_of(heads) + PAD_Y
    for row in picture.rows:
        label = sheet.set_text(
            speaker.say(row.words), MARGIN + PAD_X, sheet.y + PAD_Y, INNER - 2 * PAD_X, "label"
        )
        top = sheet.y + PAD_Y + height_of(label) + _RADIUS
        marks = [
            mark for index, x in enumerate(lefts) for mark in _marks(_column(row, index), x, top, width - GAP)
        ]
        height = max((mark.y for mark in marks), default=top) + _RADIUS + PAD_Y - sheet.y
        box = sheet.put(speaker.say(row.words), speaker.lead(row.to), label, height=height, marks=marks)
        sheet.y += box.height + GAP
    for name, words in picture.marks.items():
        sheet.shapes.append(Sign(MATRIX_MARKS.get(name, "full"), MARGIN + PAD_X + _RADIUS, sheet.y + 12))
        sheet.write(speaker.say(words), "note", x=MARGIN + PAD_X + 28, width=INNER - 2 * PAD_X - 28)
    return sheet.finish()


def _column(row: PictureRow, index: int) -> list[Words]:
    # A cell that is missing is for the checks to name.
    return [item.cells[index].mark for item in row.items if index < len(item.cells)]


def _marks(forms: Sequence[str], x: int, y: int, width: int) -> list[Sign]:
    """Lay marks out from left to right, in as many rows as they need; what is absent has one for all."""
    if set(forms) == {"none"}:
        forms = forms[:1]
    in_row = max(1, width // _PITCH)
    return [
        Sign(
            MATRIX_MARKS.get(form, "full"),
            x + _RADIUS + index % in_row * _PITCH,
            y + index // in_row * _PITCH,
        )
        for index, form in enumerate(forms)
    ]


@draw.register
def _draw_pairs(picture: Pairs, speaker: Speaker) -> Drawing:
    sheet = Sheet(speaker.language)
    is_equal = picture.sign == "and"
    left = MARGIN + PAD_X
    middle = _middle(picture, speaker, sheet, left)
    right = middle + 16
    columns = ((left, middle - 16 - left), (right, WIDTH - left - right))
    heads = [
        block
        for said, (x, width) in zip(picture.heads, columns, strict=False)
        for block in sheet.set_text(speaker.say(said), x, sheet.y, width, "note")
    ]
    sheet.shapes += heads
    sheet.y = bottom_of(heads) + PAD_Y if heads else sheet.y
    for pair in picture.pairs:
        one, other = speaker.say(pair.one), speaker.say(pair.other)
        top = sheet.y + PAD_Y
        styles = ("label", "label" if is_equal else "plain")
        blocks = [
            block
            for words, (x, width), style in zip((one, other), columns, styles, strict=True)
            for block in sheet.set_text(words, x, top, width, style)
        ]
        sign = Sign(str(picture.sign), middle, top + 13)
        box = sheet.put(f"{one} {other}", speaker.lead(pair.to), blocks, marks=[sign])
        sheet.y += box.height + GAP
    sheet.y -= GAP
    return sheet.finish()


def _middle(picture: Pairs, speaker: Speaker, sheet: Sheet, left: int) -> int:
    """Return where the sign stands: where words stay whole on both sides, if there is such a place."""
    # A name needs less room than what it stands for.
    usual, style = (WIDTH // 2, "label") if picture.sign == "and" else (WIDTH * 2 // 5, "plain")
    ones = sheet.least_width((speaker.say(pair.one) for pair in picture.pairs), "label")
    others = sheet.least_width((speaker.say(pair.other) for pair in picture.pairs), style)
    first, last = left + ones + 16, WIDTH - (left + others + 16)
    return min(max(usual, first), last) if first <= last else usual


@draw.register
def _draw_tree(picture: Tree, speaker: Speaker) -> Drawing:
    sheet = Sheet(speaker.language)
    sheet.layer([show(picture.root, speaker)])
    start, joints = sheet.y, [sheet.y]
    x, width = MARGIN + INDENT, INNER - INDENT
    for branch in picture.branches:
        sheet.y += GAP * 3 // 2
        node = show(branch.node, speaker)
        blocks = sheet.stack(node, x + PAD_X, sheet.y + PAD_Y, width - 2 * PAD_X)
        joints.append(sheet.y + PAD_Y + 13)
        sheet.y += sheet.put(node.name, node.url, blocks, x=x, width=width).height + PAD_Y
        _put_leaves(sheet, [show(leaf, speaker) for leaf in branch.leaves], x + SPINE)
    twigs = "".join(f"M{SPINE} {y}H{x}" for y in joints[1:])
    sheet.shapes.insert(0, Stroke(f"M{SPINE} {start}V{joints[-1]}{twigs}", "line"))
    return sheet.finish()


def _put_leaves(sheet: Sheet, leaves: Sequence[Shown], left: int) -> None:
    """Draw small boxes from left to right, and go on below where the row is full."""
    x, bottom = left, sheet.y
    for leaf in leaves:
        room = WIDTH - MARGIN - left - 2 * GAP
        width = min(room, sheet.width_of(leaf.words, "note") + 1) + 2 * GAP
        if x > left and x + width > WIDTH - MARGIN:
            x, sheet.y = left, bottom + PAD_Y
        blocks = sheet.set_text(leaf.words, x + GAP, sheet.y + 3, width - 2 * GAP, "note")
        height = height_of(blocks) + PAD_Y
        box = sheet.put(leaf.words, leaf.url, blocks, x=x, width=width, height=height, style="leaf")
        x += box.width + PAD_Y
        bottom = sheet.y + box.height
    sheet.y = bottom


def draw_counts(counts: Sequence[Counted], language: str) -> Drawing:
    """Return terms with bars as long as they are often mentioned."""
    sheet = Sheet(language)
    most = max((each.count for each in counts), default=1)
    room = INNER - 2 * PAD_X
    for each in counts:
        x, top = MARGIN + PAD_X, sheet.y + PAD_Y // 2
        number = sheet.width_of(each.words, "note") + 1
        blocks = sheet.set_text(each.shown.words, x, top, room - number - GAP, "plain")
        blocks += sheet.set_text(each.words, x + room - number, top, number, "note")
        bar = Bar(x, bottom_of(blocks), max(2, room * each.count // most), 5)
        height = bar.y + bar.height + PAD_Y - sheet.y
        box = sheet.put(
            f"{each.shown.words} {each.words}",
            each.shown.url,
            blocks,
            height=height,
            style="count",
            bars=[bar],
        )
        sheet.y += box.height + 2
    return sheet.finish()
