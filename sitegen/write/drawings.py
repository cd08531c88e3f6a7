"""Drawings to SVG inside a page: one template for all kinds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from sitegen.expressions import lazy_regex
from sitegen.model import Diagnostic
from sitegen.views import Drawn
from sitegen.write.templates import TemplateFailedError, Templates

TEMPLATE = "pictures/figure.html"
_SLOT = lazy_regex("\0([0-9]+)\0")


def print_drawings(
    drawings: Sequence[Drawn], templates: Templates, words: Mapping[str, object]
) -> tuple[tuple[Markup, ...], list[Diagnostic]]:
    """Return the drawings as HTML, and what their template did wrong; `words` are by the edition's tag."""
    printed, faults = [], []
    for drawn in drawings:
        values: dict[str, Any] = {
            "figure": drawn.figure,
            "has_table": drawn.has_table,
            "edition": drawn.edition,
            "words": words[str(drawn.edition.tag)],
        }
        try:
            html = templates.render(TEMPLATE, values)
        except TemplateFailedError as error:
            faults.append(error.diagnostic)
            html = ""
        printed.append(Markup(html))  # noqa: S704 - the template escapes
    return tuple(printed), faults


def fill_slots(html: str, drawings: Sequence[Markup]) -> str:
    """Return `html` with each drawing in its slot."""
    return _SLOT.sub(lambda match: drawings[int(match[1])], html) if drawings else html
