"""Tokens to HTML: semantic elements, classes instead of inline styles, nothing that a policy blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Protocol

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup, escape

from sitegen.text.characters import split_at_han
from sitegen.text.languages import HAN_TAG, language_of
from sitegen.text.markdown.tokens import plain_text


class Picture(Protocol):
    """Where a picture is published, and its size in CSS pixels where it is known."""

    @property
    def url(self) -> str: ...
    @property
    def size(self) -> tuple[int, int] | None: ...


def render_tokens(
    tokens: Sequence[Token], words: Mapping[str, str], pictures: Mapping[str, Picture], mark: str = ""
) -> Markup:
    """Return the HTML of a page's body.

    `words` are the interface words of the edition (`footnote`, `footnote_back`, `footnotes`, `outside`,
    `table`, `other_language`, `stale`, `stale_link`), `pictures` the published pictures by the address that
    the tokens hold. `mark` goes into the ids of footnotes, where one page has those of two languages.
    """
    parser = _parser()
    env: EnvType = {"words": words, "pictures": pictures, "mark": mark}
    return Markup(parser.renderer.render(tokens, parser.options, env))  # noqa: S704 - the renderer escapes


@cache
def _parser() -> MarkdownIt:
    """The parser whose renderer is ours: to make one costs more than to render a paragraph."""
    return MarkdownIt("commonmark", {"xhtmlOut": False}, renderer_cls=_Renderer)


def mark_runs(text: str, language: str, han: str = HAN_TAG) -> Markup:
    """Return `text` escaped, with runs of ideographs marked as `han` where `language` has none of its own."""
    if not language_of(language).marks_han:
        return escape(text)
    span = Markup('<span lang="{}">{}</span>')
    return Markup("").join(
        span.format(han, piece) if is_han else escape(piece) for piece, is_han in split_at_han(text, han)
    )


def note_title(token: Token) -> Markup:
    """Return the title of the box that `token` opens, or nothing."""
    return mark_runs(token.info.strip().removeprefix("note").strip(), *token.meta["languages"])


def footnote_id(token: Token, mark: str = "") -> str:
    """Return the id of the footnote that `token` opens; `mark` as in `render_tokens`."""
    return f"fn{mark}{_footnote(token)[0]}"


def alignment(token: Token) -> str:
    """Return the side on which the text of a cell stands: left, center, right or ""."""
    # markdown-it says it in `style="text-align:right"`, which the policy blocks.
    return str(token.attrs.get("style", "")).partition(":")[2]


class _Renderer(RendererHTML):
    """Methods are named after the token that they render, as markdown-it asks."""

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        # A wide table scrolls in its own box, which a keyboard must be able to reach.
        return f'<div class="table" role="group" tabindex="0" aria-label="{_word(env, "table")}">\n<table>\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</table>\n</div>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f'<th scope="col"{_alignment(tokens[idx])}>'

    def td_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"<td{_alignment(tokens[idx])}>"

    def keep_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        # How words are converted, and whether a partner lacks them, is no matter of HTML.
        return ""

    keep_close = write_open = write_close = unquoted_open = unquoted_close = keep_open
    quoted_open = quoted_close = container_only_open = container_only_close = keep_open

    def ruby_text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        pinyin = escapeHtml(tokens[idx].meta["pinyin"])
        # Browsers that do not know ruby show the pinyin in brackets.
        return f'<rp>(</rp><rt lang="zh-Latn-pinyin">{pinyin}</rt><rp>)</rp>'

    def reading(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        # Shown on demand: brackets around it would stand there without it.
        return f'<rt lang="zh-Latn-pinyin">{escapeHtml(tokens[idx].meta["pinyin"])}</rt>'

    def quotation_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return '<span class="quotation">'

    def stale_notice(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        tag = str(tokens[idx].attrs.get("hreflang", ""))
        link = f"<a{self.renderAttrs(tokens[idx])}>{_word(env, 'stale_link', tag)}</a>"
        return f'<p class="stale">{_word(env, "stale", tag).replace("{link}", link)}</p>\n'

    def container_note_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        title = note_title(tokens[idx])
        return '<aside class="note" role="note">\n' + (
            f'<p class="note-title">{title}</p>\n' if title else ""
        )

    def container_outside_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return f'<aside class="outside" role="note">\n<p class="outside-label">{_word(env, "outside")}</p>\n'

    def container_note_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</aside>\n"

    container_outside_close = container_note_close

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        picture: Picture | None = env["pictures"].get(str(token.attrs["src"]))
        if picture is None:
            return ""
        size = picture.size
        img = (
            f'<img src="{escapeHtml(picture.url)}" alt="{escapeHtml(plain_text(token.children or ()))}"'
            + (f' width="{size[0]}" height="{size[1]}"' if size else "")
            + ' loading="lazy">'
        )
        if not token.meta.get("is_figure"):
            return img
        caption = mark_runs(str(token.attrs["title"]), *token.meta["languages"])
        return f"<figure>\n{img}\n<figcaption>{caption}</figcaption>\n</figure>\n"

    def figure(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        # Drawn and escaped already, by a template.
        return tokens[idx].content

    def link_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        tag = tokens[idx].meta.get("other_language")
        return "</a>" + (_word(env, "other_language", tag) if tag else "")

    def footnote_ref(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        (number, anchor), mark = _footnote(tokens[idx]), env["mark"]
        label = _word(env, "footnote").replace("{number}", str(number))
        return (
            f'<sup class="footnote-ref"><a href="#fn{mark}{number}" id="fnref{mark}{anchor}"'
            f' role="doc-noteref" aria-label="{label}">{number}</a></sup>'
        )

    def footnote_block_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return (
            f'<section class="footnotes" role="doc-endnotes" aria-label="{_word(env, "footnotes")}">\n<ol>\n'
        )

    def footnote_block_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</ol>\n</section>\n"

    def footnote_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f'<li id="{footnote_id(tokens[idx], env["mark"])}">\n'

    def footnote_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</li>\n"

    def footnote_anchor(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        number, anchor = _footnote(tokens[idx])
        label = _word(env, "footnote_back").replace("{number}", str(number))
        attributes = f'class="footnote-backref" href="#fnref{env["mark"]}{anchor}" role="doc-backlink"'
        return f' <a {attributes} aria-label="{label}">↩</a>'


def _word(env: EnvType, key: str, tag: str = "") -> str:
    """An interface word, in which {language} is that of `tag`."""
    words: Mapping[str, str] = env["words"]
    row = language_of(tag)
    language = words.get(f"language_{row.tag}", row.name) if tag else ""
    return escapeHtml(words.get(key, "").replace("{language}", language))


def _alignment(token: Token) -> str:
    side = alignment(token)
    return f' class="align-{side}"' if side else ""


def _footnote(token: Token) -> tuple[int, str]:
    """Number of a footnote, and the name of the place that refers to it."""
    meta: dict[Any, Any] = token.meta
    number, repeated = int(meta["id"]) + 1, int(meta.get("subId", 0))
    return number, f"{number}-{repeated}" if repeated else str(number)
