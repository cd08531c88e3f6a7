"""The values that flow through a build: each is made once, frozen and complete."""

from sitegen.model.library import Library
from sitegen.model.pages import FrontMatter, Heading, Link, Page, PageConversion, Quotation, Record
from sitegen.model.places import FIRST, Diagnostic, Mend, Place, Severity, Words
from sitegen.model.references import (
    Alternative,
    Glossary,
    Paragraph,
    Reference,
    SourceDocument,
    Term,
    TermGroup,
)
from sitegen.model.site import Conversion, Edition, NavigationGroup, Site, Style

__all__ = [
    "FIRST",
    "Alternative",
    "Conversion",
    "Diagnostic",
    "Edition",
    "FrontMatter",
    "Glossary",
    "Heading",
    "Library",
    "Link",
    "Mend",
    "NavigationGroup",
    "Page",
    "PageConversion",
    "Paragraph",
    "Place",
    "Quotation",
    "Record",
    "Reference",
    "Severity",
    "Site",
    "SourceDocument",
    "Style",
    "Term",
    "TermGroup",
    "Words",
]
