"""Authors' Markdown to tokens: CommonMark, and the few rules of our own.

The dialect: tables, footnotes, definition lists, containers (`::: note`, `::: outside`, `::: fold`,
`::: only`), `{#id}` behind a heading, `\\` before a space as a line break inside a table cell, and addresses
that say what a run of words is (`source:`, `term:`, `lang:`, `pinyin:`, `keep:`, `write:`, `unquoted:`) or
which picture is to be drawn (`picture:`). Every inline token carries in `meta["at"]` its offset in its
block's text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def, footnote_ref

from sitegen.expressions import lazy_regex
from sitegen.text.characters import is_han, joins_without_space, split_at_han
from sitegen.text.languages import HAN_TAG, READINGS, language_of
from sitegen.text.markdown.containers import add_boxes
from sitegen.text.markdown.emphasis import cjk_friendly
from sitegen.text.markdown.enclosing import mark_quotations
from sitegen.text.markdown.limits import MOST_PARTS, TooLargeError, parts_of, refuse_long
from sitegen.text.markdown.spaces import empty_spaces
from sitegen.text.markdown.tokens import SPACE_TAKING, plain_text, walk

# `only` holds blocks that its language alone needs: a gloss, pinyin. Readers see the blocks and no box.
ONLY = "only"
CONTAINERS = ("note", "outside", "fold", ONLY)
HEADING_ID = lazy_regex(r"[a-z][a-z0-9-]*")
LANGUAGE_TAG = lazy_regex(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# Where the parser's `env` has the lines on which footnotes are written, from 0, each with its label.
FOOTNOTE_LINES = "footnote_lines"
LANGUAGE_NAMES = READINGS
# Addresses that say how a run of words is written or read, and show nothing of themselves.
SPANS = ("keep", "write", "unquoted")
_TAGS = {"lang_open": "span", "ruby_open": "ruby"}

_BRACES_AT_END = lazy_regex(r"\{#([^{}\\]*)\}[ \t]*$")
_FOOTNOTE_LABEL = lazy_regex(r"\[\^([^\]\s]+)\]:")


def parse_markdown(
    text: str, language: str, han: str = HAN_TAG, *, is_limited: bool = False
) -> tuple[list[Token], EnvType]:
    """Return the tokens of `text`, written in `language`, and what the parser learned of its footnotes.

    `han` is as what runs of ideographs are marked in a language that has none of its own.
    Follows CommonMark 0.31 and GitHub's pipe tables. Raises TooLargeError for more than is read of a
    page, if it `is_limited`, and nothing else: what is doubtful stays in the tokens for `read` to report.
    """
    env: EnvType = {"is_limited": is_limited}
    return _parser(language, han).parse(text, env), env


@cache
def _parser(language: str, han: str) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True})
    parser.inline = _LocatingParser()
    parser.configure("commonmark", {"html": True})
    parser.enable("table")
    parser.use(footnote_plugin, inline=False).use(deflist_plugin).use(cjk_friendly)
    parser.block.ruler.at("footnote_def", _footnote_definition, {"alt": ["paragraph", "reference"]})
    add_boxes(parser, CONTAINERS)
    # Addresses stay as written, so that a refused one can be named; `plan` writes the final ones. These are
    # declared as methods, and markdown-it documents them as functions to be replaced.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.inline.ruler.before("escape", "cell_break", _cell_break)
    parser.inline.ruler.at("footnote_ref", _footnote_mark)
    # Joining would merge tokens that stand at different places of the source.
    parser.inline.ruler2.disable("fragments_join")
    parser.core.ruler.disable("text_join")
    parser.core.ruler.at("inline", _parse_inline)
    parser.core.ruler.after("block", "heading_ids", _heading_ids)
    parser.core.ruler.push("figures", _figures)
    parser.core.ruler.push("finish_inline", lambda state: _finish_inline(state, language, han))
    return parser


class _LocatingState(StateInline):
    """An inline state that notes for each token where its source begins."""

    _pending_at = 0

    def append_pending(self, text: str) -> None:
        if not self.pending:
            self._pending_at = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802  (the name is markdown-it's)
        token = super().pushPending()
        token.meta = {"at": self._pending_at}
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        token.meta = {"at": self.pos}
        return token


class _LocatingParser(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _LocatingState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _footnote_definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Note which footnote is written on which line: those that nothing refers to leave no tokens."""
    label = _FOOTNOTE_LABEL.match(state.src, state.bMarks[start] + state.tShift[start])
    is_one = footnote_def(state, start, end, silent)
    if is_one and not silent and label:
        state.env.setdefault(FOOTNOTE_LINES, []).append((start, label[1]))
    return is_one


def _parse_inline(state: StateCore) -> None:
    """Parse the inline runs, telling those of table cells, which cannot hold the end of a line."""
    is_limited = state.env["is_limited"]
    if is_limited:
        inlines = [token for token in state.tokens if token.type == "inline"]
        refuse_long((token.map[0] if token.map else 0, token.content) for token in inlines)
    before, line, parts = "", 0, 0
    labels = state.env.get("footnotes", {}).get("refs", {})
    state.env["longest_label"] = max(map(len, labels), default=0)
    for token in state.tokens:
        if token.type == "inline":
            state.env["is_cell"] = before in ("th_open", "td_open")
            token.children = state.md.inline.parse(token.content, state.md, state.env, [])
        if is_limited:
            line = token.map[0] if token.map else line
            parts += sum(parts_of(each.attrs.values()) if each.attrs else 1 for each in walk([token]))
            if parts > MOST_PARTS:
                raise TooLargeError("parts", (line,))
        before = token.type


def _cell_break(state: StateInline, silent: bool) -> bool:
    if not state.env.get("is_cell") or not state.src.startswith("\\ ", state.pos):
        return False
    if not silent:
        state.push("hardbreak", "br", 0)
    state.pos += 2
    return True


def _footnote_mark(state: StateInline, silent: bool) -> bool:
    """The plugin’s rule, which looks through all the rest of a paragraph for the end of a label."""
    end = state.pos + state.env["longest_label"] + len("[^]")
    if not state.src.startswith("[^", state.pos) or state.src.find("]", state.pos, end) < 0:
        return False
    return footnote_ref(state, silent)


def _heading_ids(state: StateCore) -> None:
    for heading, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if heading.type == "heading_open" and (braces := _BRACES_AT_END.search(inline.content)):
            before = inline.content[: braces.start()]
            if (len(before) - len(before.rstrip("\\"))) % 2:
                continue  # A backslash before it makes it text; two are one that is shown.
            inline.content = before.rstrip(" \t")
            heading.meta["id"] = braces[1]
            if HEADING_ID.fullmatch(braces[1]):
                heading.attrSet("id", braces[1])


def _figures(state: StateCore) -> None:
    """A paragraph that is a picture with a title, or one that is drawn (`picture:`), becomes a figure."""
    for opening, inline, closing in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        children = inline.children or []
        if (
            len(children) == 1
            and children[0].type == "image"
            and ("title" in children[0].attrs or str(children[0].attrs["src"]).lower().startswith("picture:"))
        ):
            children[0].meta["is_figure"] = True
            opening.hidden = closing.hidden = True


def _finish_inline(state: StateCore, language: str, han: str) -> None:
    row = language_of(language)
    for token in walk(state.tokens):
        # Captions and titles of boxes are plain text, of which the renderer must know the language.
        if token.type in ("image", *(f"container_{name}_open" for name in CONTAINERS)):
            token.meta["languages"] = (language, han)
    for token in state.tokens:
        if token.type == "inline" and token.children:
            children = _name_spans(token.children)
            children = list(_add_pinyin(_join_lines(children, language)))
            token.children = children
    mark_quotations(state.tokens)
    for token in state.tokens:
        if token.type == "inline" and token.children:
            children = empty_spaces(token.children) if row.sets_spaces else token.children
            token.children = list(_mark_han(children, han)) if row.marks_han else children


def _name_spans(children: list[Token]) -> list[Token]:
    """Turn links that only name what a run of words is into spans, and escapes into plain text."""
    opened: list[Token] = []
    for token in children:
        if token.type == "text_special":
            token.type = "text"
        elif token.type == "link_open":
            opened.append(token)
            scheme, _, rest = str(token.attrs.get("href", "")).partition(":")
            scheme = scheme.lower()
            if scheme == "lang":
                token.type, token.tag = "lang_open", "span"
                token.meta["tag"] = rest
                token.attrs = {"lang": LANGUAGE_NAMES.get(rest, rest)}
            elif scheme == "pinyin":
                token.type, token.tag = "ruby_open", "ruby"
                token.meta["pinyin"] = rest
                token.attrs = {}
            elif scheme in SPANS:
                token.type, token.tag = f"{scheme}_open", ""
                token.meta[scheme] = rest
                token.attrs = {}
        elif token.type == "link_close" and (kind := opened.pop().type) != "link_open":
            token.type, token.tag = kind.replace("_open", "_close"), _TAGS.get(kind, "")
        if token.children:
            token.children = _name_spans(token.children)
    return children


def _add_pinyin(children: list[Token]) -> Iterator[Token]:
    """Put the syllables of `[海纳](pinyin:hǎi-nà)` behind their characters, as long as there are any."""
    syllables: list[str] = []
    for token in children:
        if token.type == "ruby_open":
            syllables = str(token.meta["pinyin"]).split("-")[::-1]
        elif token.type == "ruby_close":
            syllables = []
        if token.type != "text" or not syllables:
            yield token
            continue
        at = token.meta.get("at", 0)
        for offset, character in enumerate(token.content):
            yield token.copy(content=character, meta={**token.meta, "at": at + offset})
            if syllables and is_han(character):
                yield Token("ruby_text", "rt", 0, meta={"pinyin": syllables.pop()})


def _join_lines(children: list[Token], language: str) -> list[Token]:
    """Drop the soft breaks that leave no space in `language`."""
    befores = _neighbours(children, -1)
    afters = reversed(list(_neighbours(reversed(children), 0)))
    return [
        token
        for token, before, after in zip(children, befores, afters, strict=True)
        if token.type != "softbreak" or not joins_without_space(before, after, language)
    ]


def _neighbours(children: Iterable[Token], which: int) -> Iterator[str]:
    """Yield for each token the character, first or last, of the nearest text that came before it."""
    neighbour = " "
    for token in children:
        yield neighbour
        if token.type in SPACE_TAKING and (content := plain_text([token])):
            neighbour = content[which]


def _mark_han(children: list[Token], han: str) -> Iterable[Token]:
    """Enclose runs of ideographs in a text of another language, so that they carry their own `lang`."""
    foreign = 0
    for token in children:
        if token.type in ("lang_open", "lang_close"):
            foreign += token.nesting
        if token.type != "text" or foreign:
            yield token
            continue
        offset = token.meta.get("at", 0)
        for piece, is_run in split_at_han(token.content, han):
            part = token.copy(content=piece, meta={**token.meta, "at": offset})
            if is_run:
                yield Token("lang_open", "span", 1, attrs={"lang": han})
                yield part
                yield Token("lang_close", "span", -1)
            else:
                yield part
            offset += len(piece)
