"""The blocks of a bilingual page as HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from markdown_it.token import Token
from markupsafe import Markup

from sitegen.plan.pairs.alignment import BilingualBlock
from sitegen.text.markdown.html import alignment, footnote_id, note_title
from sitegen.text.markdown.tokens import plain_text
from sitegen.views import PairBlock

# Goes into the ids of the partner's footnotes.
OTHERS = "-other-"
# Their element encloses both languages: what is inside it is rendered by itself.
_FRAMES = ("cell", "defined word")

_NOTHING = Markup("")

Show = Callable[[Sequence[Token]], Markup]


def show_blocks(blocks: Iterable[BilingualBlock], ours: Show, theirs: Show) -> tuple[PairBlock, ...]:
    """Return the blocks as HTML: `ours` and `theirs` render what each language has."""
    return tuple(_show(block, ours, theirs) for block in blocks)


def _show(block: BilingualBlock, ours: Show, theirs: Show) -> PairBlock:
    mine, others = block.ours[:1], block.theirs[:1]
    first = (*mine, *others)[0]
    opening = first.type.removesuffix("_open")
    return PairBlock(
        kind=block.kind,
        id=block.id,
        ours=ours(_inside(block, block.ours)).strip() if block.id or block.kind == "cell" else _NOTHING,
        theirs=theirs(_inside(block, block.theirs)).strip() if block.id or block.kind == "cell" else _NOTHING,
        children=show_blocks(block.children, ours, theirs),
        title=_title(mine),
        other_title=_title(others),
        anchor=_anchor(mine, ""),
        other_anchor=_anchor(others, OTHERS),
        start=str(first.attrs.get("start", "")),
        side=alignment(first),
        is_head=opening == "th",
        is_same=_words(block.ours) == _words(block.theirs),
    )


def _inside(block: BilingualBlock, tokens: Sequence[Token]) -> Sequence[Token]:
    if block.kind == "row":
        return ()
    return tokens[1:-1] if block.kind in _FRAMES else tokens


def _words(tokens: Iterable[Token]) -> str:
    runs = (plain_text(token.children or ()) for token in tokens if token.type == "inline")
    return "".join("".join(runs).split())


def _title(opening: Iterable[Token]) -> Markup:
    return Markup("").join(note_title(token) for token in opening if token.type == "container_note_open")


def _anchor(opening: Iterable[Token], mark: str) -> str:
    return "".join(footnote_id(token, mark) for token in opening if token.type == "footnote_open")
