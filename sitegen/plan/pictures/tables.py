"""What pictures show, as tables: the same data for those who do not see them, and for copying."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import singledispatch

from sitegen.model.drawings import DataTable, Lead, TableCell
from sitegen.model.pictures import ConceptMap, Map, Matrix, Node, Pairs, River, Tree
from sitegen.plan.pictures.layouts import Counted
from sitegen.plan.pictures.speaker import TableSpeaker
from sitegen.values import dataclass


@singledispatch
def tabulate(picture: object, _speaker: TableSpeaker) -> DataTable:
    """Return what a picture shows as a table."""
    raise TypeError(picture)


def _cell(node: Node, speaker: TableSpeaker) -> TableCell:
    name = Lead(speaker.say(node.words), speaker.lead(node.to))
    return TableCell(name, speaker.say(node.note), cites=speaker.cite(node.cites))


def _plain(words: str) -> TableCell:
    return TableCell(Lead(words))


@tabulate.register
def _of_concepts(picture: ConceptMap, speaker: TableSpeaker) -> DataTable:
    rows: list[tuple[TableCell, ...]] = []
    for part in picture.parts:
        if part.title:
            rows.append((_plain(speaker.say(part.title)),))
        for index, layer in enumerate(part.layers):
            following = part.layers[index + 1].nodes if layer.then and index + 1 < len(part.layers) else ()
            items = tuple(Lead(speaker.say(node.words)) for node in following)
            leads = TableCell(Lead(speaker.say(layer.then)), items=items) if following else _plain("")
            rows += [(_cell(node, speaker), leads) for node in layer.nodes]
    return DataTable(
        (speaker.words.get("picture_item", ""), speaker.words.get("picture_leads", "")), tuple(rows)
    )


@tabulate.register
def _of_matrix(picture: Matrix, speaker: TableSpeaker) -> DataTable:
    head = (speaker.words.get("picture_item", ""), *(speaker.say(column.words) for column in picture.columns))
    rows: list[tuple[TableCell, ...]] = []
    for row in picture.rows:
        rows.append((TableCell(Lead(speaker.say(row.words), speaker.lead(row.to))),))
        for item in row.items:
            cells = (
                TableCell(Lead(speaker.say(picture.marks.get(cell.mark, {}))), cites=speaker.cite(cell.cites))
                for cell in item.cells
            )
            rows.append((TableCell(Lead(speaker.say(item.words), speaker.lead(item.to))), *cells))
    return DataTable(head, tuple(rows))


@tabulate.register
def _of_pairs(picture: Pairs, speaker: TableSpeaker) -> DataTable:
    heads = tuple(speaker.say(said) for said in picture.heads)
    rows = (
        (
            TableCell(Lead(speaker.say(pair.one), speaker.lead(pair.to))),
            TableCell(Lead(speaker.say(pair.other)), cites=speaker.cite(pair.cites)),
        )
        for pair in picture.pairs
    )
    return DataTable(heads, tuple(rows))


@tabulate.register
def _of_tree(picture: Tree, speaker: TableSpeaker) -> DataTable:
    rows: list[tuple[TableCell, ...]] = [(_cell(picture.root, speaker),)]
    for branch in picture.branches:
        leaves = tuple(Lead(speaker.say(leaf.words), speaker.lead(leaf.to)) for leaf in branch.leaves)
        rows.append((_cell(branch.node, speaker), TableCell(Lead(""), items=leaves)))
    return DataTable(
        (speaker.words.get("picture_item", ""), speaker.words.get("picture_parts", "")), tuple(rows)
    )


@tabulate.register
def _of_river(picture: River, speaker: TableSpeaker) -> DataTable:
    rows: list[tuple[TableCell, ...]] = []
    for stream in picture.streams:
        rows.append((_cell(stream.node, speaker),))
        for spring in stream.springs:
            name = TableCell(Lead(speaker.say(spring.words), speaker.lead(spring.to)))
            rows.append((name, TableCell(Lead(""), cites=speaker.cite(spring.cites))))
    rows.append((_cell(picture.mouth, speaker),))
    head = (speaker.words.get("picture_item", ""), speaker.words.get("picture_paragraphs", ""))
    return DataTable(head, tuple(rows))


@tabulate.register
def _of_map(picture: Map, speaker: TableSpeaker) -> DataTable:
    head = (speaker.words.get("picture_number", ""), speaker.words.get("picture_place", ""))
    cells = (
        TableCell(
            Lead(speaker.say(spot.words), speaker.lead(spot.to)),
            speaker.say(spot.note),
            cites=speaker.cite(spot.cites),
        )
        for spot in picture.places
    )
    return DataTable(head, tuple((_plain(str(number)), cell) for number, cell in enumerate(cells, 1)))


@dataclass(frozen=True, slots=True)
class Mentions:
    """A term, how often pages mention it, and how many of them."""

    counted: Counted
    pages: int


def tabulate_counts(counts: Sequence[Mentions], words: Mapping[str, str]) -> DataTable:
    """Return the same as the bars: term, mentions, pages."""
    head = ("picture_term", "picture_mentions", "picture_pages")
    rows = (
        (
            TableCell(Lead(each.counted.shown.words, each.counted.shown.url)),
            _plain(str(each.counted.count)),
            _plain(str(each.pages)),
        )
        for each in counts
    )
    return DataTable(tuple(words[key] for key in head), tuple(rows))
