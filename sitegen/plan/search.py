"""What a reader's search in one edition looks through, and the page that it has for itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sitegen.facts.addresses import GLOSSARY, HOME
from sitegen.memory import Memory
from sitegen.plan.pages.address import Editions
from sitegen.plan.pages.texts import Texts
from sitegen.plan.pages.unwritten import search_page
from sitegen.text.addresses import ParagraphTarget
from sitegen.text.body.blocks import CodeBlock, Footnotes, Heading, Note, RunBlock
from sitegen.text.body.body import Body, link_of
from sitegen.text.body.flat import seen
from sitegen.text.body.inline import Item, Opening, Run
from sitegen.text.pinyin import syllables
from sitegen.text.script.folding import (
    Pairs,
    Related,
    count_characters,
    folding,
    pairs_in_context,
    related_characters,
)
from sitegen.text.script.usages import find_usage
from sitegen.values import Derives, Shared
from sitegen.views import (
    Article,
    DocumentPage,
    DocumentView,
    Frame,
    ReferencesPage,
    SearchPage,
    TermView,
)

# The levels of headings below which readers find something.
_TITLES = (2, 3)


@dataclass(frozen=True, slots=True)
class SearchSection:
    """What stands below one heading; `id` is "" for what stands above the first, below the title."""

    id: str
    heading: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(line for line in self.lines if line)


@dataclass(frozen=True, slots=True)
class Searchable:
    """What is looked through in one edition: its pages in the order of their keys, its terms by group."""

    frame: Frame
    texts: Texts
    pages: Sequence[Article | DocumentPage | ReferencesPage]
    terms: Sequence[TermView]


@dataclass(frozen=True, slots=True)
class Search:
    """The search of one edition: its page, and all that its script is given, as JSON."""

    page: SearchPage
    data: str


def searches(among: Editions, looked_through: Sequence[Searchable], memory: Memory) -> tuple[Search, ...]:
    """Return the search of every edition."""
    pages = [[*_in_order(found, memory)] for found in looked_through]
    # The same for all editions: whatever is typed anywhere, it is found.
    in_context: Pairs = frozenset()
    for found, own in zip(looked_through, pages, strict=True):
        if usage := find_usage(found.frame.edition.tag):
            read = (memory.call(pairs_on, each, usage.is_traditional) for each in own)
            in_context = in_context.union(*read)
    terms, pairs = tuple(tuple(found.terms) for found in looked_through), tuple(sorted(in_context))
    related, made = memory.call(related_characters), []
    editions = [found.frame.edition for found in looked_through]
    for found, own in zip(looked_through, pages, strict=True):
        home = among.addresses.url(HOME, found.frame.edition)
        data = memory.call(search_data, home, tuple(own), tuple(found.terms), terms, pairs, related)
        made.append(Search(search_page(among, editions, found.frame), data))
    return tuple(made)


@dataclass(frozen=True)
class SearchedPage(Derives, Shared):
    """What is found on a page."""

    url: str
    title: str
    sections: tuple[SearchSection, ...]

    @property
    def texts(self) -> Iterator[str]:
        """What is looked through, one text after the other."""
        yield self.title
        for section in self.sections:
            yield from (section.heading, *section.lines)

    @cached_property
    def characters(self) -> Mapping[str, int]:
        """How often each ideograph stands on it."""
        return count_characters(self.texts)


def pairs_on(page: SearchedPage, is_traditional: bool) -> Pairs:
    """Return the pairs of characters that stand for one another in the texts of a page."""
    texts = set(page.texts)
    return pairs_in_context((), texts) if is_traditional else pairs_in_context(texts)


def search_data(
    home: str,
    pages: Sequence[SearchedPage],
    own: Sequence[TermView],
    everywhere: Iterable[Sequence[TermView]],
    in_context: Iterable[tuple[str, str]],
    related: Related,
) -> str:
    """Return what the script of an edition is given: its `pages`, their addresses below `home`, its terms.

    `everywhere` are the terms of all editions; characters that stand for one another do so `in_context`, or
    are `related`.
    """
    counts = count_characters(_names_of(own))
    for each in pages:
        counts.update(each.characters)
    folded = folding(counts, frozenset(in_context), related)
    data = {
        "base": home,
        "fold": "".join(f"{each}{read_as}" for each, read_as in folded.items()),
        "alias": tuple(_aliases(own, everywhere, folded)),
        "pages": [
            [
                each.url.removeprefix(home),
                each.title,
                [[section.id, section.heading, section.text] for section in each.sections],
            ]
            for each in pages
        ],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _in_order(found: Searchable, memory: Memory) -> Iterator[SearchedPage]:
    """Yield the edition's pages in the order in which they are read."""
    path = [entry.key for section in found.frame.navigation for entry in section.entries]
    order = {key: at for at, key in enumerate(path)}
    footnotes = found.frame.words.get("footnotes", "")
    for page in sorted(found.pages, key=lambda page: order.get(page.address.key, len(order))):
        url, key, title = page.address.url, page.address.key, page.title
        if isinstance(page, DocumentPage):
            yield memory.call(searched_document, url, title, page.document)
        elif isinstance(page, ReferencesPage):
            said = (page.summary, *(each.title for each in page.references))
            yield SearchedPage(url, title, (SearchSection("", title, said),))
        else:
            terms = tuple(found.terms) if key == GLOSSARY else ()
            body = found.texts[key].body
            yield memory.call(searched_article, url, title, page.summary, body, footnotes, terms)


def searched_article(
    url: str, title: str, summary: str, body: Body, footnotes: str, terms: Iterable[TermView]
) -> SearchedPage:
    """Return what is found on a page that an author wrote, and among `terms` that stand below it."""
    sections = (*sections_of(title, summary, body, footnotes), *map(_term, terms))
    return SearchedPage(url, title, sections)


def searched_document(url: str, title: str, document: DocumentView) -> SearchedPage:
    """Return what is found on the page of a source document."""
    return SearchedPage(url, title, tuple(_document(title, document)))


def sections_of(title: str, summary: str, body: Body, footnotes: str) -> Iterator[SearchSection]:
    """Yield the sections of an authored page as readers see them, a line for each paragraph, item or cell.

    `footnotes` is the heading of what stands below its text.
    """
    id_, heading, lines = "", title, [summary]
    for block in body.every_block:
        match block:
            case Heading(level=level, id=own, run=run) if own and level in _TITLES:
                yield SearchSection(id_, heading, tuple(lines))
                id_, heading, lines = own, _said(run), []
            case Footnotes():
                yield SearchSection(id_, heading, tuple(lines))
                id_, heading, lines = "fn1", footnotes, []
            case Note(title=words):
                lines.append(words)
            case CodeBlock(text=text):
                lines.append(_line(text))
            case _ if isinstance(block, RunBlock):
                lines.append(_said(block.run))
    yield SearchSection(id_, heading, tuple(lines))


def _line(text: str) -> str:
    return " ".join(text.split())


def _said(run: Run) -> str:
    """What readers see of a run; the number of a paragraph stands apart from what is before it."""
    return _line("".join(" " if _is_number(item) else seen(item) for item in run.items))


def _is_number(item: Item) -> bool:
    link = link_of(item) if isinstance(item, Opening) else None
    return link is not None and isinstance(link.target, ParagraphTarget)


def _term(term: TermView) -> SearchSection:
    """An entry of the glossary, what it says in the order in which it says it."""
    readings = [each.reading for each in term.names if each.reading]
    others = [each.name for each in term.others]
    forms = [form for _, form in term.forms] if term.is_regional else []
    rest = [*term.also, *forms, *(each.words for each in term.alternatives)]
    return SearchSection(
        term.id, term.name, (" · ".join((*readings, *others)), _line(term.explanation), " · ".join(rest))
    )


def _document(title: str, document: DocumentView) -> Iterator[SearchSection]:
    facts = [
        document.title,
        document.issuer or "",
        document.publisher,
        document.date.words,
        document.date_basis,
    ]
    yield SearchSection("", title, (*facts, *document.state, *document.notes))
    for paragraph in document.paragraphs:
        lines = (paragraph.section, _line(paragraph.gist), " · ".join(paragraph.phrases))
        yield SearchSection(paragraph.id, paragraph.id, lines)


def _names_of(terms: Iterable[TermView]) -> Iterator[str]:
    for term in terms:
        yield from (*_called(term), *term.also, *(form for _, form in term.forms))


def _called(term: TermView) -> Iterator[str]:
    return (each.name for each in term.names)


Alias = tuple[str, list[str], list[str]]


def _aliases(
    terms: Sequence[TermView], everywhere: Iterable[Sequence[TermView]], folded: Mapping[str, str]
) -> Iterator[Alias]:
    """For each term its pinyin, syllable by syllable, its names, the edition's first, and other words.

    The names stand for one another; the other words lead to them, and nothing leads to those.
    """
    by_id: dict[str, list[TermView]] = {}
    for each in (terms, *everywhere):
        for term in each:
            by_id.setdefault(term.id, []).append(term)
    table = str.maketrans(dict(folded))
    for views in by_id.values():
        own = views[0]
        readings = [each.reading for each in own.names if each.reading]
        # What is no spelling in syllables, such as kana, is typed as it stands.
        spelled = [" ".join(syllables(each)) for each in readings]
        names = [*_called(own), *(each for each in readings if not syllables(each))]
        for view in views:
            names += [*view.also, *_called(view), *(form for _, form in view.forms)]
        different: dict[str, str] = {}
        for name in names:
            different.setdefault(name.lower().translate(table), name)
        words = dict.fromkeys(each.words for each in own.alternatives)
        others = [word for word in words if word.lower().translate(table) not in different]
        yield next(filter(None, spelled), ""), [*different.values()], others
