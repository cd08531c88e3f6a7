"""Two bodies beside each other to HTML, in the elements that both share."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from sitegen.text.body.blocks import Block, Cell, DefinedWord, Fold, Footnote, Outside, runs_in
from sitegen.text.body.flat import plain_text
from sitegen.text.html.blocks import block_html, box_title, footnote_id, frame
from sitegen.text.html.runs import Side, back_links, run_html
from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """A block and its partner, None where it has none.

    `kind` is "block", "heading", "defined word", "cell" or "rule" where both are shown side by side; all
    other kinds, which `kind_of` names, enclose `children` and are shown as one. `id` is the address of the
    pair, or "".
    """

    kind: str
    id: str
    # The block of the page, and its partner.
    ours: Block | None
    theirs: Block | None
    children: tuple[Pair, ...] = ()

    @property
    def either(self) -> Block:
        """Our block, or theirs where we have none."""
        block = self.ours or self.theirs
        assert block is not None
        return block

    @property
    def is_same(self) -> bool:
        """Whether both languages have the same words: a number, a quotation of the source."""
        return _words(self.ours) == _words(self.theirs)


def _words(block: Block | None) -> str:
    runs = runs_in([block] if block else [])
    return "".join("".join(plain_text(run.items) for run in runs).split())


def paired_html(pairs: Sequence[Pair], ours: Side, theirs: Side) -> Markup:
    """Return the HTML of pairs of blocks, each with its address, inside the elements that both share.

    The frames say their words in our language.
    """
    return Markup(_Printer(ours, theirs).show(pairs))  # noqa: S704 - what is not HTML is escaped here


# What ends our last paragraph of a footnote, and theirs.
_Backs = tuple[str, str]
_NONE: _Backs = ("", "")


@dataclass(frozen=True, slots=True)
class _Printer:
    ours: Side
    theirs: Side

    def show(self, pairs: Sequence[Pair], around: Pair | None = None) -> str:
        return "".join([self._show(pair, self._backs(pair, around)) for pair in pairs])

    def _backs(self, pair: Pair, around: Pair | None) -> _Backs:
        """What ends the blocks of a pair that stands in `around`, if they are the last of a footnote."""
        if around is None:
            return _NONE
        return (
            _back(pair.ours, around.ours, self.ours),
            _back(pair.theirs, around.theirs, self.theirs),
        )

    def _show(self, pair: Pair, backs: _Backs) -> str:
        match pair.kind:
            case "block" | "heading":
                kind = "pair heading" if pair.kind == "heading" else "pair"
                return self._block(pair, kind, backs)
            case "defined word":
                return f"<dt>\n{self._block(pair, 'pair', backs)}</dt>\n"
            case "rule":
                return "<hr>\n"
            case "row":
                cells = [
                    self._cell(cell, self._handles(pair, is_both=True) if cell is pair.children[-1] else "")
                    for cell in pair.children
                ]
                return f'<tr class="pair" id="{pair.id}">\n{"".join(cells)}</tr>\n'
        opening, closing = self._frame(pair)
        return f"{opening}\n{self._titles(pair)}{self.show(pair.children, pair)}\n{closing}\n"

    def _frame(self, pair: Pair) -> tuple[str, str]:
        if not isinstance(pair.either, Footnote):
            return frame(pair.either, self.ours)
        opening = frame(pair.ours, self.ours)[0] if pair.ours else "<li>"
        if isinstance(pair.theirs, Footnote):
            opening += f'\n<span id="{footnote_id(pair.theirs, self.theirs)}"></span>'
        return opening, "</li>"

    def _block(self, pair: Pair, kind: str, backs: _Backs) -> str:
        ours, theirs = self._both(pair, backs)
        handles = self._handles(pair, is_both=bool(ours and theirs))
        return f'<div class="{kind}" id="{pair.id}">\n{self._sides(ours, theirs)}\n{handles}</div>\n'

    def _cell(self, pair: Pair, handles: str) -> str:
        opening, closing = frame(pair.either, self.ours)
        ours, theirs = self._both(pair, _NONE)
        sides = f'<div class="side both">{ours}</div>' if pair.is_same else self._sides(ours, theirs)
        return f"{opening}\n{sides}\n{handles}{closing}\n"

    def _both(self, pair: Pair, backs: _Backs) -> tuple[str, str]:
        ours = _inside(pair.ours, self.ours, backs[0]) if pair.ours else ""
        return ours, _inside(pair.theirs, self.theirs, backs[1]) if pair.theirs else ""

    def _sides(self, ours: str, theirs: str) -> str:
        """A block in both languages, or in the one that has it."""
        lines = [f'<div class="side ours">{ours}</div>\n'] if ours else []
        lines += [f'<div class="side theirs" lang="{self.theirs.tag}">{theirs}</div>\n'] if theirs else []
        return "".join(lines)

    def _handles(self, pair: Pair, *, is_both: bool) -> str:
        """The address of a pair, and what shows the language that is hidden, in layouts that hide one."""
        label, reveal = self.ours.word("bilingual_address"), self.ours.word("bilingual_reveal")
        address = f'<a class="address" href="#{pair.id}" aria-label="{label}">¶</a>\n'
        box = f'<input class="reveal" type="checkbox" aria-label="{reveal}">\n' if is_both else ""
        return f"{address}{box}\n"

    def _titles(self, pair: Pair) -> str:
        ours, theirs = box_title(pair.ours, self.ours), box_title(pair.theirs, self.theirs)
        if isinstance(pair.either, Fold):
            return self._summary(ours, theirs) if ours or theirs else ""
        titles = self._title("note-title", ours, theirs)
        if not isinstance(pair.either, Outside):
            return titles
        return self._title("outside-label", self.ours.word("outside"), self.theirs.word("outside")) + titles

    def _title(self, kind: str, ours: str, theirs: str) -> str:
        """A line above a box in both languages, or in those that have it."""
        lines = [f'<p class="side ours {kind}">{ours}</p>\n'] if ours else []
        lines += [f'<p class="side theirs {kind}" lang="{self.theirs.tag}">{theirs}</p>\n'] if theirs else []
        return f'<div class="pair titles">\n{"".join(lines)}</div>\n' if lines else ""

    def _summary(self, ours: Markup, theirs: Markup) -> str:
        """What a fold is called, in both languages; the first child of its element."""
        sides = [f'<span class="side ours">{ours}</span>'] if ours else []
        sides += [f'<span class="side theirs" lang="{self.theirs.tag}">{theirs}</span>'] if theirs else []
        return f"<summary>{' '.join(sides)}</summary>\n"


def _inside(block: Block, side: Side, back: str) -> str:
    if isinstance(block, Cell | DefinedWord):
        return run_html(block.run, side).strip()
    return block_html(block, side, back).strip()


def _back(block: Block | None, footnote: Block | None, side: Side) -> str:
    if isinstance(footnote, Footnote) and footnote.blocks and footnote.blocks[-1] is block:
        return back_links(footnote.note, footnote.references, side)
    return ""
