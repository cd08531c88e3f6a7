"""The files of every book beside its chapters, and the templates that print books."""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.plan.books import TEMPLATES

# Below the folder of a book.
STYLE, COVER, TITLE, PICTURE, CONTENTS = (
    "book.css",
    "cover.xhtml",
    "title.xhtml",
    "cover.svg",
    "contents.xhtml",
)
# What prints them, in the order in which they stand in the book.
FRONT: Mapping[str, str] = {
    COVER: "book/cover.html",
    TITLE: "book/title.html",
    CONTENTS: "book/contents.html",
    PICTURE: "book/cover.svg",
    STYLE: "book/style.css",
}
NOTES = "book/notes.html"
ALL = (*TEMPLATES.values(), *FRONT.values(), NOTES)
