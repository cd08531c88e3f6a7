"""Bodies to HTML: semantic elements, classes instead of inline styles, nothing that a policy blocks.

A block in one language is printed here; two beside each other, in the same elements, in `paired`.
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.common.utils import escapeHtml
from markupsafe import Markup

from sitegen.text.body.blocks import (
    Block,
    Cell,
    CodeBlock,
    Container,
    DefinedWord,
    Definition,
    DefinitionList,
    Fold,
    Footnote,
    Footnotes,
    Heading,
    HtmlBlock,
    List,
    ListItem,
    Note,
    Only,
    Outside,
    Paragraph,
    PictureBlock,
    Quote,
    Row,
    StaleNotice,
    Table,
    TablePart,
    ThematicBreak,
)
from sitegen.text.body.body import Body
from sitegen.text.html.runs import Side, attributes, back_links, destination_html, run_html

# Elements that stand on lines of their own; a line is begun for them behind text that has no element.
_ON_LINES = (
    Heading,
    List,
    ListItem,
    Quote,
    DefinitionList,
    DefinedWord,
    Definition,
    TablePart,
    Row,
    ThematicBreak,
)
# Elements whose first line ends behind their tag whatever they hold.
_OPEN_LINES = (Note, Outside, Fold, Table, Footnotes, Footnote)


def body_html(body: Body, side: Side) -> Markup:
    """Return the HTML of the body of a page."""
    return Markup(blocks_html(body.blocks, side))  # noqa: S704 - what is not HTML is escaped here


def blocks_html(blocks: Sequence[Block], side: Side, back: str = "") -> str:
    """Return the HTML of blocks that follow one another; `back` ends the last, if that is a paragraph."""
    written = []
    is_bare = False
    for number, block in enumerate(blocks, 1):
        if is_bare and (isinstance(block, _ON_LINES) or _has_element(block)):
            written.append("\n")
        written.append(block_html(block, side, back if number == len(blocks) else ""))
        is_bare = _is_bare(block)
    return "".join(written)


def _is_bare(block: Block) -> bool:
    """Tell whether a block has no element of its own."""
    return isinstance(block, PictureBlock) or (isinstance(block, Paragraph) and block.is_tight)


def _has_element(block: Block) -> bool:
    return isinstance(block, Paragraph) and not block.is_tight


def block_html(block: Block, side: Side, back: str = "") -> str:
    """Return the HTML of one block; `back` is what ends it, if it is a paragraph."""
    match block:
        case Paragraph(_, run, is_tight):
            text = run_html(run, side) + back
            return text if is_tight else f"<p>{text}</p>\n"
        case PictureBlock(_, run):
            return run_html(run, side) + back
        case Heading(_, level, id_, run):
            id_ = id_ if side.has_ids else ""
            return f"<h{level}{attributes(id=id_)}>{run_html(run, side, is_heading=True)}</h{level}>\n"
        case Cell(run=run) | DefinedWord(run=run):
            opening, closing = frame(block, side)
            return f"{opening}{run_html(run, side)}{closing}\n"
        case CodeBlock(_, text, language):
            code = attributes(**{"class": f"language-{language}"} if language else {})
            return f"<pre><code{code}>{escapeHtml(text)}</code></pre>\n"
        case ThematicBreak():
            return "<hr>\n"
        case HtmlBlock(_, html):
            return html
        case StaleNotice(_, to):
            link = f"<a{destination_html(to, side)}>{side.word('stale_link', to.language)}</a>"
            return f'<p class="stale">{side.word("stale", to.language).replace("{link}", link)}</p>\n'
        case Only(blocks=blocks):
            return blocks_html(blocks, side)
    return _container(block, side)


def _container(block: Container, side: Side) -> str:
    opening, closing = frame(block, side)
    line = "\n" if isinstance(block, _OPEN_LINES) or not _begins_bare(block.blocks) else ""
    return f"{opening}{line}{_title(block, side)}{_inside(block, side)}{closing}\n"


def _begins_bare(blocks: Sequence[Block]) -> bool:
    return not blocks or _is_bare(blocks[0])


def _inside(block: Container, side: Side) -> str:
    if not isinstance(block, Footnote):
        return blocks_html(block.blocks, side)
    back = back_links(block.note, block.references, side)
    if block.blocks and isinstance(block.blocks[-1], Paragraph | PictureBlock):
        return blocks_html(block.blocks, side, back)
    return blocks_html(block.blocks, side) + back


def _title(block: Block, side: Side) -> str:
    title = box_title(block, side)
    if isinstance(block, Fold):
        return f"<summary>{title}</summary>\n"
    label = f'<p class="outside-label">{side.word("outside")}</p>\n' if isinstance(block, Outside) else ""
    return label + (f'<p class="note-title">{title}</p>\n' if title else "")


def box_title(block: Block | None, side: Side) -> Markup:
    """Return the title of a block that has one, or nothing."""
    return side.marked(block.title) if isinstance(block, Note | Outside | Fold) else Markup("")


def frame(block: Block, side: Side) -> tuple[str, str]:
    """Return what stands before what a block holds, and what stands behind it."""
    match block:
        case List(_, True, start):
            return (f'<ol start="{start}">' if start != 1 else "<ol>"), "</ol>"
        case Table():
            # A wide table scrolls in its own box, which a keyboard must be able to reach.
            label = side.word("table")
            box = f'<div class="table" role="group" tabindex="0" aria-label="{label}">'
            return f"{box}\n<table>", "</table>\n</div>"
        case TablePart(_, is_head):
            return ("<thead>", "</thead>") if is_head else ("<tbody>", "</tbody>")
        case Cell(_, is_head, where):
            tag, scope = ("th", ' scope="col"') if is_head else ("td", "")
            return f"<{tag}{scope}" + (f' class="align-{where}">' if where else ">"), f"</{tag}>"
        case Note():
            return '<aside class="note" role="note">', "</aside>"
        case Outside():
            return '<aside class="outside" role="note">', "</aside>"
        case Fold():
            return '<details class="fold">', "</details>"
        case Footnotes():
            label = side.word("footnotes")
            section = f'<section class="footnotes" role="doc-endnotes" aria-label="{label}">'
            return f"{section}\n<ol>", "</ol>\n</section>"
        case Footnote():
            return f'<li id="{footnote_id(block, side)}">', "</li>"
    tag = _TAGS[type(block)]
    return f"<{tag}>", f"</{tag}>"


_TAGS: dict[type[Block], str] = {
    List: "ul",
    ListItem: "li",
    Row: "tr",
    Quote: "blockquote",
    DefinitionList: "dl",
    DefinedWord: "dt",
    Definition: "dd",
}


def footnote_id(footnote: Footnote, side: Side) -> str:
    """Return the id of a footnote."""
    return f"fn{side.mark}{footnote.note}"
