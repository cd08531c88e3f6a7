"""The values that flow through a build: each is made once, frozen and complete."""

from sitegen.model.changes import Change
from sitegen.model.diagnostics import Diagnostic, Mend, Rule, Severity, Sought, Stage, Value
from sitegen.model.front import FrontMatter, PageConversion
from sitegen.model.library import Library
from sitegen.model.pages import (
    LocatedHeading,
    LocatedLink,
    LocatedQuotation,
    Page,
    Record,
    RecordedWords,
)
from sitegen.model.places import FIRST, Place, Words
from sitegen.model.references import (
    Alternative,
    Glossary,
    Reference,
    SourceDocument,
    SourceParagraph,
    Term,
    TermGroup,
)
from sitegen.model.site import (
    COMPRESSIONS,
    MOST,
    Conversion,
    Edition,
    NavigationGroup,
    Publishing,
    Site,
    Style,
    Texture,
)

__all__ = [
    "COMPRESSIONS",
    "FIRST",
    "MOST",
    "Alternative",
    "Change",
    "Conversion",
    "Diagnostic",
    "Edition",
    "FrontMatter",
    "Glossary",
    "Library",
    "LocatedHeading",
    "LocatedLink",
    "LocatedQuotation",
    "Mend",
    "NavigationGroup",
    "Page",
    "PageConversion",
    "Place",
    "Publishing",
    "Record",
    "RecordedWords",
    "Reference",
    "Rule",
    "Severity",
    "Site",
    "Sought",
    "SourceDocument",
    "SourceParagraph",
    "Stage",
    "Style",
    "Term",
    "TermGroup",
    "Texture",
    "Value",
    "Words",
]
