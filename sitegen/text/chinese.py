"""Markdown, Chinese and script conversion: text in, text out, no site and no pages.

`convert` writes Simplified text in one Traditional edition, `render_chinese` turns Chinese Markdown into
HTML; both work without anything else of this package.
"""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from sitegen.text.body.parse import parse_body
from sitegen.text.html.blocks import body_html
from sitegen.text.html.runs import Side
from sitegen.text.script.bodies import write_body
from sitegen.text.script.conversion import PROFILES, Converter, converter
from sitegen.text.script.writing import Writing

# The editions that can be written without a site, with the profile of each.
EDITIONS = {"zh-Hant-HK": "s2hk", "zh-Hant-TW": "s2tw"}


def convert(text: str, edition: str, words: Mapping[str, str] | None = None) -> str:
    """Return Simplified `text` as readers of `edition` (a tag of EDITIONS, or "zh-Hans") write it.

    Characters follow OpenCC's profile with this package's guards and glyphs, quotation marks become corner
    brackets (W3C clreq). `words` maps Simplified words to regional wording of any length. Raises ValueError
    for another edition. Meant for one pass over unconverted text.

    >>> convert("他说：“干净的面条。”", "zh-Hant-TW")
    '他說：「乾淨的麵條。」'
    >>> convert("互联网", "zh-Hant-TW", {"互联网": "網際網路"})
    '網際網路'
    """
    writing = _writing(edition, words)
    return writing.text(text) if writing else text


def render_chinese(markdown: str, edition: str = "zh-Hans", words: Mapping[str, str] | None = None) -> Markup:
    """Return Chinese Markdown, written in Simplified, as HTML in `edition`.

    Follows CommonMark 0.31 with its CJK-friendly amendments, GitHub's tables, footnotes and definition
    lists; a line break leaves no space beside a Chinese character. Pictures are left out, since they belong
    to a site. Raises ValueError for an edition that `convert` does not know.

    >>> render_chinese("干净的**面条**", "zh-Hant-HK").strip()
    Markup('<p>乾淨的<strong>麵條</strong></p>')
    """
    writing = _writing(edition, words)
    body, _ = parse_body(markdown, "zh")
    return body_html(write_body(body, writing) if writing else body, Side("zh"))


def _writing(edition: str, words: Mapping[str, str] | None) -> Writing | None:
    if edition == "zh-Hans":
        return None
    if edition not in EDITIONS:
        raise ValueError(f"unknown edition {edition!r}, not one of {', '.join(['zh-Hans', *EDITIONS])}")
    tag = edition.lower()
    names = frozenset({tag, tag.rpartition("-")[2]})
    return Writing(converter(EDITIONS[edition]), words or {}, has_corner_marks=True, names=names)


__all__ = [
    "EDITIONS",
    "PROFILES",
    "Converter",
    "body_html",
    "convert",
    "converter",
    "parse_body",
    "render_chinese",
]
