"""Texts to HTML: links to files lead to where these are published, drawings get slots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from markupsafe import Markup

from sitegen.model import Edition
from sitegen.model.drawings import Illustration
from sitegen.text.body.body import Body
from sitegen.text.body.inline import Image
from sitegen.text.html.blocks import body_html
from sitegen.text.html.runs import PublishedPicture, Side
from sitegen.text.languages import HAN_TAG
from sitegen.values import Shared, dataclass
from sitegen.views import Drawn, Html
from sitegen.views.pages import slot

# Published files by path below a root.
Files = Mapping[str, PublishedPicture]


@dataclass(frozen=True, slots=True)
class Material(Shared):
    """What all texts of a site are printed with."""

    files: Files = field(default_factory=dict)
    # As what runs of ideographs are marked in a language that has none of its own.
    han: str = HAN_TAG

    def side(self, edition: Edition, words: Mapping[str, str], drawn: Mapping[Image, Markup]) -> Side:
        """Return what a text of an edition is printed with, in its interface words, by itself."""
        return Side(str(edition.language), str(edition.tag), words, self.files, drawn, han=self.han)


def text_html(
    body: Body,
    images: Sequence[Image],
    figures: Iterable[Illustration],
    edition: Edition,
    words: Mapping[str, str],
    material: Material,
) -> tuple[Html, tuple[Drawn, ...]]:
    """Return a text of an edition as HTML, with its interface words, and the drawings that go into its slots.

    `images` are the pictures in it that are drawn, `figures` what is drawn for them.
    """
    drawn = tuple(Drawn(figure, edition) for figure in figures)
    return Html(body_html(body, material.side(edition, words, slots(images)))), drawn


def slots(images: Iterable[Image], first: int = 0) -> Mapping[Image, Markup]:
    """Return the slot of each of the pictures of a text that are drawn, numbered from `first` on."""
    return {image: slot(number) for number, image in enumerate(images, first)}
