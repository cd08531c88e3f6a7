"""The values that flow through a build: each is made once, frozen and complete."""

from sitegen.model.diagnostics import Diagnostic, Mend, Rule, Severity, Sought, Stage, Value
from sitegen.model.library import Library
from sitegen.model.pages import FrontMatter, Heading, Link, Page, PageConversion, Quotation, Record
from sitegen.model.places import FIRST, Place, Words
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
    "Rule",
    "Severity",
    "Site",
    "Sought",
    "SourceDocument",
    "Stage",
    "Style",
    "Term",
    "TermGroup",
    "Value",
    "Words",
]
