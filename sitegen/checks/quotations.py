"""Rules for what pages quote and for where they cite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from markdown_it.token import Token

from sitegen.checks.nearest import did_you_mean
from sitegen.checks.references import LONGEST_PHRASE
from sitegen.model import Diagnostic, Library, Paragraph, Place, Quotation, Severity
from sitegen.plan.addresses import SOURCE
from sitegen.plan.coverage import citations
from sitegen.text.blocks import Block, Section, sections
from sitegen.text.characters import is_han
from sitegen.text.tokens import walk

_OUTER = str.maketrans("‘’", "“”")
# What states something in words of the page; boxes with knowledge from elsewhere cite that instead.
_STATING = ("paragraph", "list", "numbered list", "table", "definition list", "block quotation", "note")


def check_quotations(library: Library) -> Iterator[Diagnostic]:
    """A quotation is short and stands, word for word, in a phrase of its paragraph; English is a term’s."""
    for page in library.pages.values():
        for quotation in page.quotations:
            if quotation.cites not in library.paragraphs:
                continue
            _, paragraph = library.paragraphs[quotation.cites]
            if _stands_in(quotation.words, paragraph) and len(quotation.words) <= LONGEST_PHRASE:
                continue
            if quotation.words and not any(map(is_han, quotation.words)):
                yield from _check_rendering(library, quotation)
            elif len(quotation.words) > LONGEST_PHRASE:
                message = f"the quotation has {len(quotation.words)} characters"
                hint = f"Quote {LONGEST_PHRASE} at the most, and say the rest in words of your own."
                yield Diagnostic(quotation.place, "long-quotation", message, hint)
            else:
                yield _misquoted(quotation, paragraph)


def _stands_in(words: str, paragraph: Paragraph) -> bool:
    """Tell whether a phrase has the words; quotation marks inside a quotation are single ones."""
    outer = words.translate(_OUTER)
    return bool(words) and any(words in phrase or outer in phrase for phrase in paragraph.phrases)


def _misquoted(quotation: Quotation, paragraph: Paragraph) -> Diagnostic:
    otherwise = f"Look at the phrases of {paragraph.id} in content/sources."
    length = len(quotation.words)
    # Pages quote parts of phrases, too.
    parts = (
        phrase[at : at + length] for phrase in paragraph.phrases for at in range(len(phrase) - length + 1)
    )
    hint = did_you_mean(quotation.words, filter(None, (*paragraph.phrases, *parts)), otherwise)
    message = f"“{quotation.words}” is no phrase of {paragraph.id}"
    return Diagnostic(quotation.place, "misquoted", message, hint)


def _check_rendering(library: Library, quotation: Quotation) -> Iterator[Diagnostic]:
    names = (str(name) for term in library.terms.values() for name in term.names("en"))
    approved = {_plain(name): name for name in names}
    words = _plain(quotation.words)
    if words not in approved:
        otherwise = "Quote the Chinese and give the English without marks, or add the term to the glossary."
        near = get_close_matches(words, approved, n=1)
        hint = f"Did you mean “{approved[near[0]]}”?" if near else otherwise
        message = f"“{quotation.words}” is not the English of any term"
        yield Diagnostic(quotation.place, "unapproved-english", message, hint)


def _plain(words: str) -> str:
    """Return `words` as they compare: a comma before the closing mark is the sentence’s."""
    return " ".join(words.replace("'", "’").strip(" ,.;:").lower().split())


def check_citations(library: Library) -> Iterator[Diagnostic]:
    """Each section that states something cites a paragraph, itself or in the sections below its heading.

    A site whose pages cite nothing at all is left in peace.
    """
    if not library.paragraphs or not any(any(citations(page)) for page in library.pages.values()):
        return
    for page in library.pages.values():
        if page.front.sources or page.front.template is not None:
            continue
        all_sections = sections(page.tokens)
        citing = frozenset(_citing_footnotes(page.tokens))
        for index, section in enumerate(all_sections):
            below = all_sections[index : _end(all_sections, index)]
            if _states(section) and not any(_cites(each, citing) for each in below):
                place = Place(page.path, section.blocks[0].line)
                message = "this section cites no paragraph of a source"
                hint = (
                    "Write behind a statement where it stands: [O-2](source:O-2). Boxes `outside` need none."
                )
                yield Diagnostic(place, "uncited-section", message, hint, Severity.WARNING)


def _end(all_sections: tuple[Section, ...], index: int) -> int:
    """Return the index behind the last section that stands below the heading of the one at `index`."""
    level = _level(all_sections[index])
    after = range(index + 1, len(all_sections))
    return next((at for at in after if _level(all_sections[at]) <= level), len(all_sections))


def _level(section: Section) -> int:
    """The level of a section's heading; what stands before the first heading has none below it."""
    return int(section.blocks[0].tokens[0].tag[1]) if section.id else 9


def _states(section: Section) -> bool:
    return any(block.kind in _STATING and not _only_links(block) for block in section.blocks)


def _only_links(block: Block) -> bool:
    """Tell whether a block says nothing but where to read on."""
    depth = 0
    for token in (child for inline in block.inlines for child in inline.children or ()):
        depth += token.nesting if token.type.startswith("link_") else 0
        if token.type == "text" and not depth and any(map(str.isalnum, token.content)):
            return False
    return True


def _cites(section: Section, citing: frozenset[object]) -> bool:
    """Tell whether a section cites, itself or in its footnotes, wherever these stand."""
    tokens = walk(token for block in section.blocks if block.kind != "footnotes" for token in block.tokens)
    return any(_is_citation(token) or _footnote(token) in citing for token in tokens)


def _citing_footnotes(tokens: Iterable[Token]) -> Iterator[object]:
    """Yield the footnotes that cite."""
    footnote: object = None
    for token in walk(tokens):
        if token.type == "footnote_open":
            footnote = token.meta["id"]
        elif token.type == "footnote_close":
            footnote = None
        elif footnote is not None and _is_citation(token):
            yield footnote


def _footnote(token: Token) -> object:
    return token.meta["id"] if token.type == "footnote_ref" else None


def _is_citation(token: Token) -> bool:
    return str(token.attrs.get("href", "")).lower().startswith(f"{SOURCE}:")
