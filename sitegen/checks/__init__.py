"""What an author should mend: one generator a rule, run in this order, all in one run."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sitegen.checks.addresses import check_addresses, check_aliases
from sitegen.checks.cards import check_cards
from sitegen.checks.files import check_file_names, check_replaced_pages, check_unread_files
from sitegen.checks.links import check_links
from sitegen.checks.pages import (
    check_heading_ids,
    check_home,
    check_navigation,
    check_partner_headings,
    check_partners,
)
from sitegen.checks.pairs.blocks import (
    check_partner_blocks,
    check_partner_citations,
    check_partner_order,
    check_partner_terms,
)
from sitegen.checks.pairs.figures import check_partner_figures
from sitegen.checks.pairs.staleness import check_records, check_stale, check_unrecorded
from sitegen.checks.pictures import check_pictures, check_shown_pictures
from sitegen.checks.prose.audit import check_reviewed
from sitegen.checks.prose.conversion import (
    check_conversion,
    check_edition_names,
    check_round_trip,
    check_supported_prose,
    check_unused_words,
)
from sitegen.checks.prose.language import check_sentences, check_spelling, check_wording
from sitegen.checks.prose.leftovers import check_indents, check_leftovers, check_rows
from sitegen.checks.prose.plain_text import check_plain_text
from sitegen.checks.prose.typography import check_marks, check_typography
from sitegen.checks.settings import (
    check_editions,
    check_interface,
    check_languages,
    check_site,
)
from sitegen.checks.severities import LEVELS, check_severities
from sitegen.checks.sources.coverage import check_explained, check_supported
from sitegen.checks.sources.quotations import check_citations, check_quotations
from sitegen.checks.sources.references import (
    check_documents,
    check_glossary,
    check_glossary_references,
    check_names,
)
from sitegen.checks.terms import check_avoided, check_pinyin, check_renderings
from sitegen.model import Diagnostic, Library, Severity

Rule = Callable[[Library], Iterator[Diagnostic]]

# What a site may be built and previewed without, but not published.
GATES: tuple[Rule, ...] = (
    check_partner_order,
    check_partner_blocks,
    check_partner_citations,
    check_partner_terms,
    check_partner_figures,
    check_round_trip,
    check_reviewed,
    check_explained,
    check_supported,
    check_stale,
    check_unrecorded,
    check_cards,
)

RULES: tuple[Rule, ...] = (
    check_site,
    check_severities,
    check_editions,
    check_languages,
    check_interface,
    check_conversion,
    check_edition_names,
    check_unused_words,
    check_supported_prose,
    check_documents,
    check_glossary,
    check_glossary_references,
    check_names,
    check_home,
    check_navigation,
    check_partners,
    check_heading_ids,
    check_partner_headings,
    check_leftovers,
    check_rows,
    check_indents,
    check_plain_text,
    check_links,
    check_pictures,
    check_shown_pictures,
    check_quotations,
    check_citations,
    check_addresses,
    check_aliases,
    check_records,
    check_unread_files,
    check_file_names,
    check_replaced_pages,
    check_typography,
    check_marks,
    check_avoided,
    check_renderings,
    check_pinyin,
    check_wording,
    check_spelling,
    check_sentences,
)

# The rules that know how to mend what they find.
MENDING: tuple[Rule, ...] = (
    check_links,
    check_documents,
    check_glossary_references,
    check_leftovers,
    check_rows,
    check_indents,
    check_plain_text,
    check_typography,
)


def check(library: Library, *, with_gates: bool) -> list[Diagnostic]:
    """Return everything that the rules find in `library`; gates only where a publication is at stake."""
    languages = library.site.languages
    # Where an edition's language is wrong, everything else would seem to be missing in it.
    is_told_apart = bool(languages) and set(languages) <= set(library.site.written)
    rules = RULES if is_told_apart else (check_site, check_editions)
    found = [diagnostic for rule in rules for diagnostic in rule(library)]
    # A site may let a gate stop its builds too.
    stopping = {rule for rule, said in library.site.severities.items() if LEVELS.get(said) is Severity.ERROR}
    # Gates convert text, which no table that is broken can.
    can_convert = not any(each.rule in ("conversion", "editions") for each in found)
    if is_told_apart and can_convert and (with_gates or stopping):
        gates = (diagnostic for rule in GATES for diagnostic in rule(library))
        found += [each for each in gates if with_gates or each.rule in stopping]
    return found
