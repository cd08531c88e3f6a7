"""Words of another script inside those of a language, marked in HTML."""

from __future__ import annotations

from markupsafe import Markup, escape

from sitegen.text.characters import split_at_han
from sitegen.text.languages import HAN_TAG, language_of


def mark_runs(text: str, language: str, han: str = HAN_TAG) -> Markup:
    """Return `text` escaped, with runs of ideographs marked as `han` where `language` has none of its own.

    >>> str(mark_runs("A 城", "en")), str(mark_runs("A 城", "zh"))
    ('A <span lang="zh-Hans">城</span>', 'A 城')
    """
    if not language_of(language).marks_han:
        return escape(text)
    span = Markup('<span lang="{}">{}</span>')
    return Markup("").join(
        span.format(han, piece) if is_han else escape(piece) for piece, is_han in split_at_han(text, han)
    )
