"""Texts to HTML: links to files lead to where these are published, drawings get slots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token
from markupsafe import Markup

from sitegen.text.markdown.html import Picture, render_tokens
from sitegen.views import Drawn, Frame
from sitegen.views.pages import slot

# Published files by path below a root.
Files = Mapping[str, Picture]


@dataclass(frozen=True)
class BodyWriter:
    """Writes texts of one page, and collects the drawings that go into their slots.

    `mark` goes into the ids of footnotes, where one page has those of two languages.
    """

    files: Files
    drawings: list[Drawn] = field(default_factory=list)

    def write(
        self, tokens: Sequence[Token], frame: Frame, *, mark: str = "", has_tables: bool = True
    ) -> Markup:
        """Return the HTML of `tokens` in the words of `frame`; the tables of drawings may be left out."""

        def child(token: Token) -> Token:
            if "figure" in token.meta:
                drawn = Drawn(token.meta["figure"], frame.edition, has_tables)
                self.drawings.append(drawn)
                return Token("figure", "figure", 0, content=slot(len(self.drawings) - 1))
            path = token.attrs.get("data-file")
            if path is None or str(path) not in self.files:
                return token
            attributes = {name: value for name, value in token.attrs.items() if name != "data-file"}
            return token.copy(attrs={**attributes, "href": self.files[str(path)].url})

        printed = [
            token.copy(children=[child(each) for each in token.children])
            if token.children and any(map(_is_replaced, token.children))
            else token
            for token in tokens
        ]
        return render_tokens(printed, frame.words, self.files, mark)


def _is_replaced(token: Token) -> bool:
    return "data-file" in token.attrs or "figure" in token.meta
