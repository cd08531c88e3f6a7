"""What an author should mend: generators that look for rules, all of them in one run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sitegen import rules
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
from sitegen.model import Diagnostic, Library, Rule, Severity, Sought, Stage

Check = Callable[[Library], Iterator[Diagnostic]]

# Every generator with the rules that it looks for, in the order in which they are run.
CHECKS: Mapping[Check, tuple[Rule, ...]] = {
    check_site: (rules.BASE_URL, rules.CONTACT),
    check_severities: (rules.UNKNOWN_RULE, rules.UNKNOWN_SEVERITY),
    check_editions: (rules.EDITIONS, rules.X_DEFAULT),
    check_languages: (rules.MISSING_LANGUAGE, rules.UNKNOWN_LANGUAGE, rules.MISSING_KEY),
    check_interface: (rules.BAD_WORD, rules.MISSING_LANGUAGE),
    check_conversion: (rules.CONVERSION,),
    check_edition_names: (rules.EDITION_NAME,),
    check_unused_words: (rules.UNUSED_WORD,),
    check_supported_prose: (rules.CANTONESE,),
    check_documents: (
        rules.REFUSED_ADDRESS,
        rules.INSECURE_ADDRESS,
        rules.DUPLICATE_ID,
        rules.PARAGRAPH_ID,
        rules.LONG_PHRASE,
        rules.LONG_LOCATOR,
    ),
    check_glossary: (
        rules.DUPLICATE_ID,
        rules.TERM_ID,
        rules.UNKNOWN_PARAGRAPH,
        rules.UNKNOWN_TERM,
        rules.UNKNOWN_PAGE,
    ),
    check_glossary_references: (
        rules.UNKNOWN_REFERENCE,
        rules.REFERENCE_ID,
        rules.REFUSED_ADDRESS,
        rules.UNUSED_REFERENCE,
    ),
    check_names: (rules.SHARED_NAME, rules.AVOIDED_AND_APPROVED),
    check_home: (rules.MISSING_HOME,),
    check_navigation: (rules.UNKNOWN_PAGE, rules.NAMED_TWICE, rules.NOT_IN_NAVIGATION),
    check_partners: (rules.MISSING_PARTNER,),
    check_heading_ids: (rules.DUPLICATE_ID, rules.RESERVED_ID),
    check_partner_headings: (rules.IDS_DIFFER,),
    check_leftovers: (
        rules.FULL_WIDTH_MARKUP,
        rules.LEFTOVER_MARKUP,
        rules.RUN_TOGETHER,
        rules.BARE_ADDRESS,
    ),
    check_rows: (rules.RAGGED_ROW,),
    check_indents: (rules.TYPED_INDENT,),
    check_plain_text: (rules.MARKUP_IN_PLAIN_TEXT,),
    check_links: (
        rules.REFUSED_ADDRESS,
        rules.INSECURE_ADDRESS,
        rules.UNKNOWN_FILE,
        rules.UNKNOWN_PICTURE,
        rules.UNKNOWN_PAGE,
        rules.UNKNOWN_SECTION,
        rules.UNKNOWN_PARAGRAPH,
        rules.UNKNOWN_TERM,
        rules.MISLABELLED_CITATION,
        rules.EMPTY_LINK,
        rules.LINK_TO_DRAFT,
        rules.OTHER_LANGUAGE,
    ),
    check_pictures: (
        rules.MISSING_LANGUAGE,
        rules.UNKNOWN_LANGUAGE,
        rules.UNKNOWN_PAGE,
        rules.UNKNOWN_SECTION,
        rules.UNKNOWN_PARAGRAPH,
        rules.UNKNOWN_TERM,
        rules.REFUSED_ADDRESS,
        rules.PICTURE_DATA,
    ),
    check_shown_pictures: (rules.PICTURE_IN_TEXT, rules.UNUSED_PICTURE),
    check_quotations: (
        rules.MISQUOTED,
        rules.LONG_QUOTATION,
        rules.UNBOUND_QUOTATION,
        rules.UNAPPROVED_ENGLISH,
    ),
    check_citations: (rules.UNCITED_SECTION,),
    check_addresses: (rules.SAME_ADDRESS,),
    check_aliases: (rules.ALIAS, rules.SAME_ADDRESS),
    check_records: (rules.RECORD_LANGUAGE, rules.UNKNOWN_PAGE, rules.BOTH_DIRECTIONS),
    check_unread_files: (rules.UNREAD_FILE,),
    check_file_names: (rules.FILE_NAME,),
    check_replaced_pages: (rules.REPLACED_PAGE,),
    check_typography: (
        rules.DASH,
        rules.ELLIPSIS,
        rules.FULLWIDTH_ALPHANUMERIC,
        rules.HALFWIDTH_PUNCTUATION,
        rules.HAN_HAN_SPACE,
        rules.HAN_LATIN_SPACE,
    ),
    check_marks: (rules.UNPAIRED_MARK,),
    check_avoided: (rules.AVOIDED_WORD,),
    check_renderings: (rules.UNAPPROVED_RENDERING,),
    check_pinyin: (rules.PINYIN_SPELLING,),
    check_wording: (rules.LOADED_WORD,),
    check_spelling: (rules.MIXED_SPELLING,),
    check_sentences: (rules.LONG_SENTENCE,),
    check_partner_order: (rules.ORDER_DIFFERS,),
    check_partner_blocks: (rules.BLOCKS_DIFFER,),
    check_partner_citations: (rules.CITATIONS_DIFFER,),
    check_partner_terms: (rules.TERMS_DIFFER,),
    check_partner_figures: (rules.FIGURES_DIFFER,),
    check_round_trip: (rules.ROUND_TRIP,),
    check_reviewed: (rules.UNREVIEWED_CHARACTER,),
    check_explained: (rules.UNEXPLAINED_PARAGRAPH,),
    check_supported: (rules.UNSUPPORTED_PAGE,),
    check_stale: (rules.STALE,),
    check_unrecorded: (rules.UNRECORDED,),
    check_cards: (rules.MISSING_CARD, rules.STALE_CARD),
}
# What a site may be built and previewed without, but not published.
GATES = tuple(each for each, found in CHECKS.items() if found[0].sought is Sought.CHECK)
# The generators that know how to mend what they find.
MENDING = tuple(each for each, found in CHECKS.items() if any(rule.is_mended for rule in found))


def check(library: Library, *, with_gates: bool) -> list[Diagnostic]:
    """Return everything that the rules find in `library`; gates only where a publication is at stake."""
    languages = library.site.languages
    # Where an edition's language is wrong, everything else would seem to be missing in it.
    is_told_apart = bool(languages) and set(languages) <= set(library.site.written)
    run = [each for each in CHECKS if each not in GATES] if is_told_apart else [check_site, check_editions]
    found = [diagnostic for each in run for diagnostic in _found_by(each, library)]
    # A site may let a gate stop its builds too.
    stopping = {rule for rule, said in library.site.severities.items() if LEVELS.get(said) is Severity.ERROR}
    can_convert = not any(each.rule.stops is Stage.GATES for each in found)
    if is_told_apart and can_convert and (with_gates or stopping):
        gates = (diagnostic for each in GATES for diagnostic in _found_by(each, library))
        found += [each for each in gates if with_gates or each.rule.name in stopping]
    return found


def _found_by(check: Check, library: Library) -> Iterator[Diagnostic]:
    """Yield what a generator finds; a rule that it does not declare is a defect, and shows at once."""
    for diagnostic in check(library):
        assert diagnostic.rule in CHECKS[check], f"{check.__name__} does not declare {diagnostic.rule}"
        yield diagnostic
