"""Boxes, from `::: note` to `:::`, which the lines of code within them do not close."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.container import container_plugin

from sitegen.expressions import lazy_regex

_Rule = Callable[[StateBlock, int, int, bool], bool]
_FENCE = lazy_regex(r"\s*(`{3,}(?=[^`]*$)|~{3,})")
_COLONS = lazy_regex(r"\s*(:{3,})\s*")
# From this indentation on a line is none of a box's.
_CODE = 4


def add_boxes(parser: MarkdownIt, names: Sequence[str]) -> None:
    """Let `parser` know a box for each of `names`: a plugin of markdown-it, once for each."""
    for name in names:
        parser.use(container_plugin, name=name)
        rule: _Rule = parser.block.ruler.__rules__[parser.block.ruler.__find__(f"container_{name}")].fn
        options: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
        parser.block.ruler.at(f"container_{name}", partial(_box, rule), options)


def _box(rule: _Rule, state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if rule(state, start, end, True) and not silent:
        _hide_code(state, start, end)
        return rule(state, start, end, False)
    return silent and rule(state, start, end, True)


def _hide_code(state: StateBlock, start: int, end: int) -> None:
    """Set in the lines of fenced code that look like the end of the box, by what the parser counts alone.

    The text of code is read from the file; it is not changed.
    """
    opening = _COLONS.match(_line(state, start))
    least = len(opening[1]) if opening else 0
    fence, hidden = "", list[int]()
    for number in range(start + 1, end):
        line = _line(state, number)
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not line[mark.end() :].strip():
                for each in hidden:
                    state.sCount[each] = state.blkIndent + _CODE
                fence, hidden = "", []
            elif _COLONS.fullmatch(line):
                hidden.append(number)
        elif mark:
            fence = mark[1]
        elif (closing := _COLONS.fullmatch(line)) and len(closing[1]) >= least:
            return


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]
