"""What templates are given: values of one edition, converted, addressed and ready to print."""

from sitegen.views.documents import Citation, DocumentView, Explained, ParagraphView
from sitegen.views.lists import (
    Alternate,
    Choice,
    ContentsEntry,
    DateView,
    Entry,
    ListedGroup,
    ListedPage,
    NavigationSection,
)
from sitegen.views.pages import BilingualBlock, BilingualView, EditionSite, Redirect, Rendition
from sitegen.views.terms import (
    AlternativeView,
    IndexEntry,
    IndexLetter,
    IndexView,
    NameView,
    ReferenceView,
    TermGroupView,
    TermView,
)

__all__ = [
    "Alternate",
    "AlternativeView",
    "BilingualBlock",
    "BilingualView",
    "Choice",
    "Citation",
    "ContentsEntry",
    "DateView",
    "DocumentView",
    "EditionSite",
    "Entry",
    "Explained",
    "IndexEntry",
    "IndexLetter",
    "IndexView",
    "ListedGroup",
    "ListedPage",
    "NameView",
    "NavigationSection",
    "ParagraphView",
    "Redirect",
    "ReferenceView",
    "Rendition",
    "TermGroupView",
    "TermView",
]
