"""Drawn pictures to SVG inside a page: one template for all kinds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markdown_it.token import Token

from sitegen.model import Diagnostic
from sitegen.plan import Plan
from sitegen.write.templates import TemplateFailedError, Templates

TEMPLATE = "pictures/figure.html"


def has_figures(plan: Plan) -> bool:
    """Tell whether any page shows a drawn picture."""
    return any(
        "figure" in child.meta
        for rendition in plan.renditions
        for token in rendition.tokens
        for child in token.children or ()
    )


class FigureWriter:
    """Prints the drawn pictures of pages; `faults` is what the template did wrong."""

    def __init__(self, templates: Templates) -> None:
        self.templates = templates
        self.faults: list[Diagnostic] = []

    def put(self, tokens: Sequence[Token], values: Mapping[str, Any]) -> list[Token]:
        """Return the tokens of a page with each picture printed; `values` is what its templates are given."""
        return [
            token.copy(children=[self._print(child, values) for child in token.children])
            if token.children and any("figure" in child.meta for child in token.children)
            else token
            for token in tokens
        ]

    def _print(self, token: Token, values: Mapping[str, Any]) -> Token:
        if "figure" not in token.meta:
            return token
        try:
            html = self.templates.render(TEMPLATE, {**values, "figure": token.meta["figure"]})
        except TemplateFailedError as error:
            self.faults.append(error.diagnostic)
            html = ""
        return Token("figure", "figure", 0, content=html)
