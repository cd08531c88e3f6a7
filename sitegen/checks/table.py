"""Every generator that looks for rules, with what it is given and what it looks for.

A generator is given slices of a library, never the library: what it finds depends on those alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import cast

from sitegen import rules
from sitegen.checks import addresses, cards, files, links, pages, pictures, settings, severities, terms
from sitegen.checks.pairs import blocks, figures, staleness
from sitegen.checks.prose import audit, conversion, language, leftovers, plain_text, texture, typography
from sitegen.checks.sources import coverage, quotations, references
from sitegen.checks.statements import check_statements
from sitegen.facts.index import Index
from sitegen.facts.pairs.figures import figures_on
from sitegen.facts.slices import Pages, Records
from sitegen.memory import Arguments, Forgetful, Memory
from sitegen.model import Diagnostic, Rule, Sought
from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """A generator, the slices of an `Index` that it is given, and the rules that it looks for."""

    generator: Callable[..., Iterator[Diagnostic]]
    # The names of its parameters, which are those of the slices, parted by blanks.
    slices: str
    rules: tuple[Rule, ...]

    def run(self, index: Index, memory: Memory | None = None) -> Iterator[Diagnostic]:
        """Yield what the generator finds in its slices of a library: whatever else changes, it finds that.

        A rule that it does not declare is a defect of the generator, and shows at once.
        """
        memory = memory or Forgetful()
        for slices in self.parts(index):
            yield from self.declared(memory.call(find, self.generator, *slices.values()))

    def declared(self, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """Yield what was found; AssertionError for a rule that is not declared."""
        for diagnostic in found:
            name = self.generator.__name__
            assert diagnostic.rule in self.rules, f"{name} does not declare {diagnostic.rule.name}"
            yield diagnostic

    def parts(self, index: Index) -> Iterator[Mapping[str, object]]:
        """The slices for each run, by name."""
        yield {name: getattr(index, name) for name in self.slices.split()}


class ByPage(Check):
    """One that looks at each page with its partners by itself, and at what stands beside the pages."""

    def parts(self, index: Index) -> Iterator[Mapping[str, object]]:
        names = self.slices.split()
        whole = {name: {} if name in _OWN else getattr(index, name) for name in names}
        yield whole
        alone = {**whole, **{name: each for name, each in _BESIDE.items() if name in whole}}
        words = index.counting_nothing if "figures" in names else {}
        for partners in index.partners:
            own = _own(names, partners, _of(partners, index.records), words, index.memory)
            yield {**alone, **{name: own[name] for name in names if name in own}}


# Slices with what stands beside the pages, empty.
_BESIDE: Mapping[str, object] = {"words": {}, "phrases": (), "pictures": {}}
# Slices with something for each page, by its key and language; and what one of them is made of besides.
_OWN = ("pages", "records", "figures")
_MADE_WITH = {"figures": "counting_nothing"}


def _of(pages: Pages, records: Records) -> Records:
    return {name: records[name] for name in pages if name in records}


def _own(
    names: Collection[str],
    pages: Pages,
    records: Records,
    words: Mapping[str, tuple[str, ...]],
    memory: Memory,
) -> Mapping[str, object]:
    """Return the slices of `pages`; those that are made are, if they are among `names`."""
    own: dict[str, object] = {"pages": pages, "records": records}
    if "figures" in names:
        own["figures"] = {name: memory.call(figures_on, page, words) for name, page in pages.items()}
    return own


def run_all(checks: Sequence[Check], index: Index, memory: Memory) -> Iterator[Diagnostic]:
    """Yield what `checks` find, as `Check.run` does; what one page is asked for is made together."""
    by_page = [check for check in checks if isinstance(check, ByPage)]
    for check in checks:
        # The first part of each is about the whole site, or what stands beside the pages.
        first = next(check.parts(index))
        yield from check.declared(memory.call(find, check.generator, *first.values()))
    named = dict.fromkeys(name for check in by_page for name in check.slices.split())
    named |= dict.fromkeys(_MADE_WITH[name] for name in named if name in _MADE_WITH)
    beside = {
        name: _BESIDE[name] if name in _BESIDE else getattr(index, name) for name in named if name not in _OWN
    }
    asked = tuple((check.generator, check.slices) for check in by_page)
    items = [(_of(pages, index.records), *pages.values()) for pages in index.partners]
    for every in memory.parts(find_on_pages, items, asked, beside, takes_long=True):
        for check, found in zip(by_page, every, strict=True):
            yield from check.declared(found)


def find_on_pages(
    memory: Memory,
    part: Sequence[Arguments],
    asked: Sequence[tuple[Callable[..., Iterator[Diagnostic]], str]],
    beside: Mapping[str, object],
) -> Iterator[tuple[tuple[Diagnostic, ...], ...]]:
    """Yield for each page what generators find, in the order in which they are `asked`.

    `part` has for each page its records, then itself and its partners; `asked` are generators, each with the
    names of its slices; those that are no page’s own are `beside`.
    """
    named = {name for _, names in asked for name in names.split()}
    words = cast(Mapping[str, tuple[str, ...]], beside.get("counting_nothing", {}))
    for records, *partners in part:
        pages = {(page.key, page.language): page for page in partners}
        slices = {**beside, **_own(named, pages, records, words, memory)}
        yield tuple(
            memory.call(find, generator, *(slices[name] for name in names.split()))
            for generator, names in asked
        )


def find(generator: Callable[..., Iterator[Diagnostic]], *slices: object) -> tuple[Diagnostic, ...]:
    """Return what a generator finds in its slices."""
    return tuple(generator(*slices))


# In the order in which they are run.
CHECKS = (
    Check(settings.check_site, "site", (rules.BASE_URL, rules.CONTACT)),
    Check(severities.check_severities, "site", (rules.UNKNOWN_RULE, rules.UNKNOWN_SEVERITY)),
    Check(settings.check_publishing, "site", (rules.PUBLISHING,)),
    Check(check_statements, "site", (rules.STATEMENT, rules.THEME)),
    Check(settings.check_editions, "site", (rules.EDITIONS, rules.X_DEFAULT)),
    Check(
        settings.check_languages,
        "site glossary documents style source_languages",
        (rules.MISSING_LANGUAGE, rules.UNKNOWN_LANGUAGE, rules.MISSING_KEY),
    ),
    Check(settings.check_interface, "interface languages", (rules.BAD_WORD, rules.MISSING_LANGUAGE)),
    Check(settings.check_own_words, "interface site", (rules.BAD_WORD, rules.EDITION_NAME)),
    Check(conversion.check_conversion, "conversion site", (rules.CONVERSION,)),
    Check(conversion.check_edition_names, "terms conversion converted editions", (rules.EDITION_NAME,)),
    ByPage(conversion.check_names_on_pages, "pages converted editions", (rules.EDITION_NAME,)),
    ByPage(conversion.check_unused_words, "pages", (rules.UNUSED_WORD,)),
    ByPage(conversion.check_supported_prose, "pages converted", (rules.CANTONESE,)),
    Check(
        references.check_documents,
        "documents languages sources",
        (
            rules.REFUSED_ADDRESS,
            rules.INSECURE_ADDRESS,
            rules.DUPLICATE_ID,
            rules.PARAGRAPH_ID,
            rules.LONG_PHRASE,
            rules.LONG_LOCATOR,
        ),
    ),
    Check(
        references.check_glossary,
        "glossary known",
        (rules.DUPLICATE_ID, rules.TERM_ID, rules.UNKNOWN_PARAGRAPH, rules.UNKNOWN_TERM, rules.UNKNOWN_PAGE),
    ),
    Check(
        references.check_references,
        "references glossary referred unread",
        (
            rules.UNKNOWN_REFERENCE,
            rules.REFERENCE_ID,
            rules.REFUSED_ADDRESS,
            rules.UNREAD_REFERENCE,
            rules.UNUSED_REFERENCE,
        ),
    ),
    Check(references.check_names, "glossary languages", (rules.SHARED_NAME, rules.AVOIDED_AND_APPROVED)),
    Check(pages.check_home, "heads languages unread", (rules.MISSING_HOME,)),
    Check(
        pages.check_navigation,
        "heads site unread",
        (rules.UNKNOWN_PAGE, rules.NAMED_TWICE, rules.NOT_IN_NAVIGATION),
    ),
    Check(pages.check_changes, "changes known", (rules.UNKNOWN_PAGE, rules.MISSING_LANGUAGE)),
    Check(pages.check_partners, "heads languages unread", (rules.MISSING_PARTNER,)),
    ByPage(pages.check_featured, "pages known", (rules.UNKNOWN_PAGE, rules.UNKNOWN_TERM)),
    ByPage(pages.check_heading_ids, "pages naming", (rules.DUPLICATE_ID, rules.RESERVED_ID)),
    ByPage(pages.check_partner_headings, "pages languages", (rules.IDS_DIFFER,)),
    ByPage(
        leftovers.check_leftovers,
        "pages paragraphs",
        (rules.FULL_WIDTH_MARKUP, rules.LEFTOVER_MARKUP, rules.RUN_TOGETHER, rules.BARE_ADDRESS),
    ),
    ByPage(pages.check_folds, "pages", (rules.UNTITLED_FOLD,)),
    ByPage(leftovers.check_rows, "pages", (rules.RAGGED_ROW,)),
    ByPage(leftovers.check_indents, "pages", (rules.TYPED_INDENT,)),
    ByPage(plain_text.check_plain_text, "pages words files", (rules.MARKUP_IN_PLAIN_TEXT,)),
    ByPage(
        links.check_links,
        "pages known",
        (
            rules.REFUSED_ADDRESS,
            rules.INSECURE_ADDRESS,
            rules.UNKNOWN_FILE,
            rules.UNKNOWN_PICTURE,
            rules.UNKNOWN_PAGE,
            rules.UNKNOWN_SECTION,
            rules.UNKNOWN_PARAGRAPH,
            rules.UNKNOWN_TERM,
            rules.UNKNOWN_REFERENCE,
            rules.MISLABELLED_CITATION,
            rules.EMPTY_LINK,
            rules.LINK_TO_DRAFT,
            rules.OTHER_LANGUAGE,
        ),
    ),
    Check(
        pictures.check_pictures,
        "pictures known",
        (
            rules.MISSING_LANGUAGE,
            rules.UNKNOWN_LANGUAGE,
            rules.UNKNOWN_PAGE,
            rules.UNKNOWN_SECTION,
            rules.UNKNOWN_PARAGRAPH,
            rules.UNKNOWN_TERM,
            rules.REFUSED_ADDRESS,
            rules.PICTURE_DATA,
        ),
    ),
    ByPage(pictures.check_shown_pictures, "pages", (rules.PICTURE_IN_TEXT,)),
    Check(pictures.check_unused_pictures, "pictures shown", (rules.UNUSED_PICTURE,)),
    ByPage(
        quotations.check_quotations,
        "pages pictures sources names",
        (rules.MISQUOTED, rules.LONG_QUOTATION, rules.UNBOUND_QUOTATION, rules.UNAPPROVED_ENGLISH),
    ),
    ByPage(quotations.check_citations, "pages are_cited", (rules.UNCITED_SECTION,)),
    Check(addresses.check_addresses, "heads documents site", (rules.SAME_ADDRESS,)),
    Check(addresses.check_aliases, "heads documents site", (rules.ALIAS, rules.SAME_ADDRESS)),
    Check(
        staleness.check_records,
        "heads records languages unread",
        (rules.RECORD_LANGUAGE, rules.UNKNOWN_PAGE, rules.BOTH_DIRECTIONS),
    ),
    Check(files.check_unread_files, "files linked languages", (rules.UNREAD_FILE,)),
    Check(files.check_file_names, "files linked heads documents pictures", (rules.FILE_NAME,)),
    Check(files.check_replaced_pages, "heads", (rules.REPLACED_PAGE,)),
    ByPage(
        typography.check_typography,
        "pages words usage",
        (
            rules.DASH,
            rules.ELLIPSIS,
            rules.FULLWIDTH_ALPHANUMERIC,
            rules.HALFWIDTH_PUNCTUATION,
            rules.HAN_HAN_SPACE,
            rules.HAN_LATIN_SPACE,
        ),
    ),
    ByPage(typography.check_marks, "pages words usage", (rules.UNPAIRED_MARK,)),
    ByPage(terms.check_avoided, "pages naming languages", (rules.AVOIDED_WORD,)),
    ByPage(terms.check_renderings, "pages naming languages source_languages", (rules.UNAPPROVED_RENDERING,)),
    Check(terms.check_readings, "naming", (rules.PINYIN_SPELLING,)),
    Check(terms.check_regional, "naming", (rules.REGIONAL_READING,)),
    ByPage(terms.check_pinyin, "pages naming", (rules.PINYIN_SPELLING,)),
    ByPage(language.check_wording, "pages style names", (rules.LOADED_WORD,)),
    ByPage(language.check_spelling, "pages style names", (rules.MIXED_SPELLING,)),
    ByPage(language.check_sentences, "pages style paragraphs", (rules.LONG_SENTENCE,)),
    ByPage(texture.check_texture, "pages style", (rules.HEAVY_READING,)),
    ByPage(blocks.check_partner_order, "pages languages", (rules.ORDER_DIFFERS,)),
    ByPage(blocks.check_partner_blocks, "pages languages", (rules.BLOCKS_DIFFER,)),
    ByPage(blocks.check_partner_citations, "pages languages", (rules.CITATIONS_DIFFER,)),
    ByPage(blocks.check_partner_terms, "pages languages", (rules.TERMS_DIFFER,)),
    ByPage(figures.check_partner_figures, "pages languages figures", (rules.FIGURES_DIFFER,)),
    ByPage(conversion.check_round_trip, "pages voices", (rules.ROUND_TRIP,)),
    Check(conversion.check_mainland_words, "interface site voices", (rules.MAINLAND_WORD,)),
    ByPage(audit.check_reviewed, "pages words phrases voices reviewed", (rules.UNREVIEWED_CHARACTER,)),
    Check(
        coverage.check_explained, "heads cited paragraphs languages unread", (rules.UNEXPLAINED_PARAGRAPH,)
    ),
    Check(coverage.check_supported, "heads cited paragraphs", (rules.UNSUPPORTED_PAGE,)),
    ByPage(staleness.check_stale, "pages records", (rules.STALE,)),
    Check(staleness.check_unrecorded, "heads records languages files unread", (rules.UNRECORDED,)),
    Check(cards.check_cards, "due drawn files", (rules.MISSING_CARD, rules.STALE_CARD)),
)
# What a site may be built and previewed without, but not published.
GATES = tuple(each for each in CHECKS if each.rules[0].sought is Sought.CHECK)
# What knows how to mend what it finds.
MENDING = tuple(each for each in CHECKS if any(rule.is_mended for rule in each.rules))
