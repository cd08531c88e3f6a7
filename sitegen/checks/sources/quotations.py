"""Rules for what pages quote and for where they cite."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from sitegen.expressions import lazy_regex
from sitegen.facts.pairs.pairing import cited
from sitegen.facts.slices import Pages, Sources
from sitegen.model import Diagnostic, LocatedQuotation, SourceParagraph
from sitegen.model.picture_values import citing_in, wordings_in
from sitegen.model.pictures import Picture
from sitegen.rules import LONG_QUOTATION, MISQUOTED, UNAPPROVED_ENGLISH, UNBOUND_QUOTATION, UNCITED_SECTION
from sitegen.text.addresses import ReferenceTarget
from sitegen.text.body.blocks import Block, Footnote, Footnotes, kind_of, runs_in
from sitegen.text.body.body import Body, Section, cited_in, deep, link_of, links_in
from sitegen.text.body.inline import FootnoteRef, Opening, Text
from sitegen.text.body.rewrite import without_only
from sitegen.text.characters import is_han, joins_without_space
from sitegen.text.languages import Language, language_of
from sitegen.text.nearest import Guesses
from sitegen.text.typography.quotation_marks import marked_in

# The names of terms by language.
Names = Mapping[str, tuple[str, ...]]
# Quotation marks inside a quotation are single ones, or corners; the words are the same.
_MARKS = str.maketrans({**dict.fromkeys("‘「『", "“"), **dict.fromkeys("’」』", "”")})
_AT_ENDS = " ,.;:!?…，。；：、！？—"
_LEFT_OUT = lazy_regex(r"…+|\.{3,}|〔…+〕|\[…+\]")
# How many paragraphs a message names.
_MOST = 4
# What states something in words of the page; boxes with knowledge from elsewhere cite that instead, and what
# readers unfold says more of what is cited above it.
_STATING = ("paragraph", "list", "numbered list", "table", "definition list", "block quotation", "note")


def check_quotations(
    pages: Pages, pictures: Mapping[str, Picture], sources: Sources, names: Names
) -> Iterator[Diagnostic]:
    """A quotation is short and stands, word for word, in a phrase of its paragraph; or it names a term."""
    guesses = Guesses()
    for language, quotation in _quotations(pages, pictures):
        named = quotation.cites or quotation.near
        paragraphs = [sources.paragraphs[id_] for id_ in named if id_ in sources.paragraphs]
        if any(_stands_in(quotation.words, paragraph) for paragraph in paragraphs):
            row = _row_of(quotation, sources, paragraphs)
            if row.count(quotation.words) > row.longest_phrase and not _is_formula(
                quotation.words, paragraphs
            ):
                yield _long(quotation, row)
        elif len(paragraphs) < len(named):
            # Which paragraph is meant is to be mended first.
            continue
        elif quotation.cites:
            yield from _check_bound(sources, names, quotation, language, guesses)
        elif any(map(str.isalnum, quotation.words)) and not _is_name(
            quotation.words, names.get(language, ())
        ):
            yield _unbound(sources, quotation)


def _quotations(pages: Pages, pictures: Mapping[str, Picture]) -> Iterator[tuple[str, LocatedQuotation]]:
    """Yield the quotations of pages, and of what cites in pictures, each with the language around it."""
    for page in pages.values():
        yield from ((page.language, quotation) for quotation in page.quotations)
    for picture in pictures.values():
        for wording in wordings_in(picture):
            ids = tuple(map(str, wording.cites))
            if ids:
                yield "", LocatedQuotation(str(wording.text), ids, ids, wording.text.place)
        for cites, words in citing_in(picture):
            for offset, marked in marked_in(words):
                place = replace(words.place, column=words.place.column + offset)
                ids = tuple(map(str, cites))
                yield "", LocatedQuotation(marked, ids, ids, place)


def _stands_in(words: str, paragraph: SourceParagraph) -> bool:
    """Tell whether a phrase has the words, or each of the parts between which some are left out.

    Marks inside a quotation may be of another kind than the source’s, and one at its end is the sentence’s.
    """
    phrases = _with_marks(paragraph.every_phrase)
    parts = [part for part in map(_bare, _LEFT_OUT.split(words)) if part]
    if len(parts) > 1:
        in_order = re.compile(".*".join(map(re.escape, parts)))
        return any(map(in_order.search, phrases)) or all(
            len(part) > 1 and any(part in phrase for phrase in phrases) for part in parts
        )
    return bool(parts) and any(parts[0] in phrase for phrase in phrases)


def _is_formula(words: str, paragraphs: Iterable[SourceParagraph]) -> bool:
    """Tell whether the words are a whole phrase, which may be longer than others: it is not cut in two."""
    return any(_bare(words) == _bare(phrase) for paragraph in paragraphs for phrase in paragraph.every_phrase)


@lru_cache(maxsize=2**12)
def _with_marks(phrases: tuple[str, ...]) -> Sequence[str]:
    return [phrase.translate(_MARKS) for phrase in phrases]


def _bare(words: str) -> str:
    return words.translate(_MARKS).strip(_AT_ENDS)


def _row_of(
    quotation: LocatedQuotation, sources: Sources, paragraphs: Iterable[SourceParagraph] = ()
) -> Language:
    """The language of the paragraphs that a quotation is said to stand in, the first of which counts.

    Of a text that is authentic in several, that of the phrase in which it stands.
    """
    named = (*quotation.cites, *quotation.near)
    language = next((sources.languages[id_] for id_ in named if id_ in sources.languages), "")
    for paragraph in paragraphs:
        own = replace(paragraph, parallel={})
        if paragraph.parallel and not _stands_in(quotation.words, own):
            others = ((each, replace(own, phrases=said)) for each, said in paragraph.parallel.items())
            language = next((each for each, it in others if _stands_in(quotation.words, it)), language)
    return language_of(language).allowing(sources.longest.get(language))


def _check_bound(
    sources: Sources, names: Names, quotation: LocatedQuotation, language: str, guesses: Guesses
) -> Iterator[Diagnostic]:
    row = _row_of(quotation, sources)
    # Where the text is authentic in the language of the page, its own words are quoted, and not rendered.
    is_authentic = any(language in sources.paragraphs[id_].parallel for id_ in quotation.cites)
    if quotation.words and _is_rendering(quotation.words, row, language) and not is_authentic:
        reader = language if language not in ("", row.tag) else sources.rendered_in
        others = (names.get(each, ()) for each in sources.site_languages if each != row.tag)
        yield from _check_rendering([*others], quotation, row, language_of(reader), guesses)
    elif row.count(quotation.words) > row.longest_phrase:
        yield _long(quotation, row)
    else:
        yield _misquoted(sources, quotation, guesses)


def _is_rendering(words: str, row: Language, language: str) -> bool:
    """Tell whether quoted words are not in the language of the source, `row`, on a page in `language`.

    Where the source has ideographs or kana they tell; between two alphabets only the page’s language does.
    """
    if row.han:
        return not any(is_han(each) or joins_without_space(each, each, "") for each in words)
    return language not in ("", row.tag)


def _long(quotation: LocatedQuotation, row: Language) -> Diagnostic:
    count, most = row.count(quotation.words), row.longest_phrase
    return LONG_QUOTATION(quotation.place, row.unit, count=count, most=most)


def _misquoted(sources: Sources, quotation: LocatedQuotation, guesses: Guesses) -> Diagnostic:
    place, words, cited = quotation.place, quotation.words, quotation.cites
    elsewhere = _paragraphs_with(quotation.words, sources)
    if len(elsewhere) > 1:
        return MISQUOTED(place, "several", words=words, cited=cited, paragraphs=tuple(elsewhere))
    if elsewhere:
        return MISQUOTED(place, "elsewhere", words=words, cited=cited, paragraph=elsewhere[0])
    length = len(quotation.words)
    phrases = [phrase for id_ in quotation.cites for phrase in sources.paragraphs[id_].every_phrase]
    # Pages quote parts of phrases, too.
    parts = (phrase[at : at + length] for phrase in phrases for at in range(len(phrase) - length + 1))
    near = guesses.nearest(words, [*filter(None, (*phrases, *parts))])
    return MISQUOTED(place, "nowhere", words=words, cited=cited, near=near)


def _paragraphs_with(words: str, sources: Sources) -> list[str]:
    """Return the ids of the paragraphs that have the words, the first few."""
    found = (id_ for id_, paragraph in sources.paragraphs.items() if _stands_in(words, paragraph))
    return list(islice(found, _MOST))


def _is_name(words: str, names: tuple[str, ...]) -> bool:
    """Tell whether the words are one of the `names` of terms, which names it and quotes nobody."""
    return _plain(words) in _by_plain(names)


def _unbound(sources: Sources, quotation: LocatedQuotation) -> Diagnostic:
    known = _paragraphs_with(quotation.words, sources)
    id_ = (known or quotation.near)[0]
    case, cited = "known" if known else "unknown", _listed(quotation.near)
    return UNBOUND_QUOTATION(quotation.place, case, words=quotation.words, cited=cited, id=id_)


def _listed(ids: Sequence[str]) -> tuple[str, ...]:
    return (*ids[:_MOST], *(["…"] if len(ids) > _MOST else []))


def _check_rendering(
    names: Sequence[tuple[str, ...]],
    quotation: LocatedQuotation,
    source: Language,
    reader: Language,
    guesses: Guesses,
) -> Iterator[Diagnostic]:
    """Yield that a rendering is none of `names`, those of terms in the other languages of the site."""
    words = _plain(quotation.words)
    if not any(words in _by_plain(each) for each in names):
        approved = {plain: name for each in names for plain, name in _by_plain(each).items()}
        near = guesses.nearest(words, approved)
        likely = approved[near] if near else ""
        yield UNAPPROVED_ENGLISH(
            quotation.place,
            words=quotation.words,
            likely=likely,
            source=source.tag,
            language=reader.tag,
        )


@lru_cache(maxsize=16)
def _by_plain(names: tuple[str, ...]) -> Mapping[str, str]:
    """Return names by how they compare."""
    return {_plain(name): name for name in names}


def _plain(words: str) -> str:
    """Return `words` as they compare: a comma before the closing mark is the sentence’s, so is an article."""
    plain = " ".join(words.replace("'", "’").strip(f"{_AT_ENDS}“”‘’").lower().split())
    return plain.removeprefix("the ")


def check_citations(pages: Pages, are_cited: bool) -> Iterator[Diagnostic]:
    """Each section that states something cites, itself or below its heading, or is below one that does.

    What stands before the first heading introduces the whole page. A link to a text outside the site cites,
    too. A site whose pages cite nothing at all is left in peace.
    """
    if not are_cited:
        return
    for page in pages.values():
        if page.front.sources or page.front.template is not None:
            continue
        all_sections = without_only(page.body).whole_sections
        citing = frozenset(_citing_footnotes(page.body))
        for index, section in enumerate(all_sections):
            below = all_sections[index : _end(all_sections, index)]
            around = (*_above(all_sections, index), *below)
            if _states(section) and not any(_cites(each, citing) for each in around):
                yield UNCITED_SECTION(page.line(section.all_blocks[0]))


def _end(all_sections: tuple[Section, ...], index: int) -> int:
    """Return the index behind the last section that stands below the heading of the one at `index`."""
    level = all_sections[index].level
    after = range(index + 1, len(all_sections))
    return next((at for at in after if all_sections[at].level <= level), len(all_sections))


def _above(all_sections: tuple[Section, ...], index: int) -> Iterator[Section]:
    """Yield the sections below whose headings the one at `index` stands; not what begins the page."""
    level = all_sections[index].level
    for section in reversed(all_sections[:index]):
        if 0 < section.level < level:
            level = section.level
            yield section


def _states(section: Section) -> bool:
    return any(kind_of(block) in _STATING and not _only_links(block) for block in section.all_blocks)


def _only_links(block: Block) -> bool:
    """Tell whether a block says nothing but where to read on."""
    depth = 0
    for item in (item for run in runs_in([block]) for item in run.items):
        if link_of(item):
            depth += 1 if isinstance(item, Opening) else -1
        elif isinstance(item, Text) and not depth and any(map(str.isalnum, item.text)):
            return False
    return True


def _cites(section: Section, citing: frozenset[int]) -> bool:
    """Tell whether a section cites, itself or in its footnotes, wherever these stand."""
    runs = runs_in(block for block in section.all_blocks if not isinstance(block, Footnotes))
    items = [item for run in runs for item in deep(run)]
    noted = (item.note for item in items if isinstance(item, FootnoteRef))
    referred = (link for link in links_in(items) if isinstance(link.target, ReferenceTarget))
    return any(cited_in(items)) or any(referred) or not citing.isdisjoint(noted)


def _citing_footnotes(body: Body) -> Iterator[int]:
    """Yield the numbers of the footnotes that cite."""
    for note in body.footnotes.blocks if body.footnotes else ():
        if isinstance(note, Footnote) and cited(note):
            yield note.note
