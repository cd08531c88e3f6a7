"""Runs to HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from itertools import zip_longest
from typing import Protocol

from markdown_it.common.utils import escapeHtml
from markupsafe import Markup

from sitegen.text.addresses import FileTarget, ParagraphTarget, PictureTarget, TermTarget
from sitegen.text.body.flat import plain_text
from sitegen.text.body.inline import (
    Anchor,
    Break,
    Closing,
    CodeSpan,
    Destination,
    Emphasis,
    FootnoteRef,
    Foreign,
    Html,
    Image,
    Item,
    Link,
    Mark,
    Opening,
    Pinyin,
    Quotation,
    RubyText,
    Run,
    Space,
    Strong,
    Syllable,
    Text,
)
from sitegen.text.html.scripts import mark_runs
from sitegen.text.languages import HAN_TAG, READINGS, word_of_language
from sitegen.values import dataclass

_PINYIN = READINGS["pinyin"]


class PublishedPicture(Protocol):
    """Where a picture is published, and its size in CSS pixels where it is known."""

    @property
    def url(self) -> str: ...
    @property
    def size(self) -> tuple[int, int] | None: ...


@dataclass(frozen=True, slots=True)
class Side:
    """What one language of a page is printed with.

    A page in one language has one side; a page with its partner beside it has two.
    """

    # The language in which authors wrote it, and the tag of the edition that readers get.
    language: str
    tag: str = ""
    # The interface words of the edition: `footnote`, `footnote_back`, `footnotes`, `outside`, `table`,
    # `other_language`, `stale`, `stale_link`; for two sides `bilingual_address`, `bilingual_reveal`, too.
    # `{language}` in those that lead to another edition is its language, which `language_xx` names.
    words: Mapping[str, str] = field(default_factory=dict)
    # Published files by their paths below the site's root.
    pictures: Mapping[str, PublishedPicture] = field(default_factory=dict)
    # What is drawn for the page, as HTML.
    drawn: Mapping[Image, str] = field(default_factory=dict)
    # Goes into the ids of footnotes, where one page has those of two languages.
    mark: str = ""
    # Headings have no ids of their own where their block has one for both languages.
    has_ids: bool = True
    # As what runs of ideographs are marked in a language that has none of its own.
    han: str = HAN_TAG

    def word(self, key: str, tag: str = "") -> str:
        """Return an interface word as HTML; `{language}` in it is what readers call that of `tag`.

        >>> Side("en", words={"stale": "{language} & new", "language_zh": "Chinese"}).word("stale", "zh-Hans")
        'Chinese &amp; new'
        """
        return escapeHtml(word_of_language(self.words, key, tag))

    def marked(self, text: str) -> Markup:
        """Return plain words of an author, such as a caption, with those of another script marked."""
        return mark_runs(text, self.language, self.han)


def run_html(run: Run, side: Side, *, is_heading: bool = False) -> str:
    """Return a run as HTML; a picture that stands in it alone is a figure, but not in a heading."""
    if len(run.pieces) == 1 and isinstance(image := run.pieces[0], Image):
        return _image(image, side, is_figure=image.is_figure and not is_heading)
    items = run.items
    return "".join([_item(item, side, before) for item, before in zip_longest(items, items[1:])])


def _item(item: Item, side: Side, before: Item | None = None) -> str:
    """One item as HTML; `before` is that before which it stands."""
    match item:
        case Text(text):
            # A raised number stands at the words that it belongs to, and never begins a line.
            return escapeHtml(text.rstrip(" ") if _is_number(before) else text)
        case Opening(mark):
            return _opening(mark, side)
        case Closing(mark):
            return _closing(mark, side)
        case Space():
            return ""
        case Break(is_hard):
            return "<br>\n" if is_hard else "\n"
        case CodeSpan(text):
            return f"<code>{escapeHtml(text)}</code>"
        case Image():
            return _image(item, side, is_figure=False)
        case FootnoteRef(note, repeated):
            return _footnote_ref(note, repeated, side)
        case Syllable(pinyin):
            # Browsers that do not know ruby show the pinyin in brackets.
            return f'<rp>(</rp><rt lang="{_PINYIN}">{escapeHtml(pinyin)}</rt><rp>)</rp>'
        case Html(html):
            return html


def _is_number(item: Item | None) -> bool:
    """Tell whether a raised number of a paragraph begins."""
    match item:
        case Opening(Anchor(Link(ParagraphTarget()))):
            return True
    return False


def _opening(mark: Mark, side: Side) -> str:
    match mark:
        case Link(_, address, title):
            return f'<a href="{escapeHtml(address)}"{attributes(title=title)}>'
        case Anchor(link, to):
            return _anchor(link, to, side)
        case Foreign(language):
            return f"<span{attributes(lang=language)}>"
        case Pinyin():
            return "<ruby>"
        case RubyText():
            return '<ruby class="reading">'
        case Quotation():
            return '<span class="quotation">'
        case Strong():
            return "<strong>"
        case Emphasis():
            return "<em>"
    # How words are converted, and whether a partner lacks them, is no matter of HTML.
    return ""


def _closing(mark: Mark, side: Side) -> str:
    match mark:
        case Link():
            return "</a>"
        case Anchor(_, to):
            return "</a>" + (side.word("other_language", to.language) if to.language else "")
        case Foreign() | Quotation():
            return "</span>"
        case Pinyin():
            return "</ruby>"
        case RubyText(reading, tag):
            # Shown on demand: brackets around it would stand there without it.
            return f'<rt lang="{tag}">{escapeHtml(reading)}</rt></ruby>'
        case Strong():
            return "</strong>"
        case Emphasis():
            return "</em>"
    return ""


def _anchor(link: Link, to: Destination, side: Side) -> str:
    if isinstance(link.target, ParagraphTarget | TermTarget):
        kind = "source" if isinstance(link.target, ParagraphTarget) else "term"
        return f'<a class="{kind}" href="{escapeHtml(to.url)}"{attributes(**{"aria-label": to.name})}>'
    return f"<a{destination_html(to, side)}{attributes(title=link.title)}>"


def destination_html(to: Destination, side: Side) -> str:
    """Return the attributes of a link that leads to `to`."""
    published = side.pictures.get(to.file) if to.file else None
    href = f' href="{escapeHtml(published.url if published else to.url)}"'
    return href + attributes(rel="external" if to.is_external else "", hreflang=to.language)


def attributes(**values: str) -> str:
    """Return attributes of an element, each with a space before it; those without a value are left out.

    >>> attributes(href="a&b", title="")
    ' href="a&amp;b"'
    """
    return "".join(f' {name}="{escapeHtml(value)}"' for name, value in values.items() if value)


def _image(image: Image, side: Side, *, is_figure: bool) -> str:
    if isinstance(image.target, PictureTarget):
        return side.drawn.get(image, "")
    picture = side.pictures.get(image.target.path) if isinstance(image.target, FileTarget) else None
    if picture is None:
        return ""
    alt = plain_text(image.alt.items)
    size = f' width="{picture.size[0]}" height="{picture.size[1]}"' if picture.size else ""
    img = f'<img src="{escapeHtml(picture.url)}" alt="{escapeHtml(alt)}"{size} loading="lazy">'
    if not is_figure:
        return img
    return f"<figure>\n{img}\n<figcaption>{side.marked(image.title)}</figcaption>\n</figure>\n"


def _footnote_ref(note: int, repeated: int, side: Side) -> str:
    label = side.word("footnote").replace("{number}", str(note))
    id_ = f"fnref{side.mark}{_place(note, repeated)}"
    return (
        f'<sup class="footnote-ref"><a href="#fn{side.mark}{note}" id="{id_}"'
        f' role="doc-noteref" aria-label="{label}">{note}</a></sup>'
    )


def back_links(note: int, references: int, side: Side) -> str:
    """Return the links from a footnote back to the marks that refer to it."""
    label = side.word("footnote_back").replace("{number}", str(note))
    return "".join(
        f' <a class="footnote-backref" href="#fnref{side.mark}{_place(note, repeated)}" role="doc-backlink"'
        f' aria-label="{label}">↩</a>'
        for repeated in range(references)
    )


def _place(note: int, repeated: int) -> str:
    """The name of a mark of a footnote."""
    return f"{note}-{repeated}" if repeated else str(note)
