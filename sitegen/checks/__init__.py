"""What an author should mend: one generator a rule, run in this order, all in one run."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sitegen.checks.addresses import check_addresses, check_aliases
from sitegen.checks.audit import check_reviewed
from sitegen.checks.conversion import (
    check_conversion,
    check_edition_names,
    check_round_trip,
    check_unused_words,
)
from sitegen.checks.links import check_links, check_quotations
from sitegen.checks.pages import (
    check_heading_ids,
    check_home,
    check_navigation,
    check_partner_headings,
    check_partners,
)
from sitegen.checks.references import check_documents, check_glossary
from sitegen.checks.settings import (
    check_editions,
    check_interface,
    check_languages,
    check_site,
)
from sitegen.checks.typography import check_marks, check_typography
from sitegen.model import Diagnostic, Library

Rule = Callable[[Library], Iterator[Diagnostic]]

# What a site may be built and previewed without, but not published.
GATES: tuple[Rule, ...] = (check_round_trip, check_reviewed)

RULES: tuple[Rule, ...] = (
    check_site,
    check_editions,
    check_languages,
    check_interface,
    check_conversion,
    check_edition_names,
    check_unused_words,
    check_documents,
    check_glossary,
    check_home,
    check_navigation,
    check_partners,
    check_heading_ids,
    check_partner_headings,
    check_links,
    check_quotations,
    check_addresses,
    check_aliases,
    check_typography,
    check_marks,
)


def check(library: Library, *, with_gates: bool) -> list[Diagnostic]:
    """Return everything that the rules find in `library`; gates only where a publication is at stake."""
    languages = library.site.languages
    # Where an edition's language is wrong, everything else would seem to be missing in it.
    is_told_apart = bool(languages) and set(languages) <= set(library.site.written)
    rules = RULES if is_told_apart else (check_site, check_editions)
    if with_gates and is_told_apart:
        rules += GATES
    return [diagnostic for rule in rules for diagnostic in rule(library)]
