"""What is found on a page by a reader's search: its words, section by section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sitegen.text.addresses import ParagraphTarget
from sitegen.text.body.blocks import CodeBlock, Fold, Footnotes, Heading, Note, Outside, RunBlock
from sitegen.text.body.body import Body, link_of
from sitegen.text.body.flat import seen
from sitegen.text.body.inline import Anchor, Closing, Item, Opening, Run
from sitegen.text.languages import word_of_language
from sitegen.values import Shared, dataclass
from sitegen.views import DocumentView, TermView

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
class SearchedPage(Shared):
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


def searched_article(
    url: str, title: str, summary: str, body: Body, words: Mapping[str, str], terms: Iterable[TermView]
) -> SearchedPage:
    """Return what is found on a page that an author wrote, and among `terms` that stand below it."""
    sections = (*sections_of(title, summary, body, words), *map(_term, terms))
    return SearchedPage(url, title, sections)


def searched_document(url: str, title: str, document: DocumentView) -> SearchedPage:
    """Return what is found on the page of a source document."""
    return SearchedPage(url, title, tuple(_document(title, document)))


def sections_of(title: str, summary: str, body: Body, words: Mapping[str, str]) -> Iterator[SearchSection]:
    """Yield the sections of an authored page as readers see them, a line for each paragraph, item or cell.

    `words` are those that the page is printed with (`printed_with`).
    """
    id_, heading, lines = "", title, [summary]
    for block in body.every_block:
        match block:
            case Heading(level=level, id=own, run=run) if own and level in _TITLES:
                yield SearchSection(id_, heading, tuple(lines))
                id_, heading, lines = own, _said(run, words), []
            case Footnotes():
                yield SearchSection(id_, heading, tuple(lines))
                id_, heading, lines = "fn1", words.get("footnotes", ""), []
            case Note(title=named) | Outside(title=named) | Fold(title=named):
                lines.append(named)
            case CodeBlock(text=text):
                lines.append(_line(text))
            case _ if isinstance(block, RunBlock):
                lines.append(_said(block.run, words))
    yield SearchSection(id_, heading, tuple(lines))


def _line(text: str) -> str:
    return " ".join(text.split())


def printed_with(words: Mapping[str, str]) -> Mapping[str, str]:
    """Return those of an edition’s interface words that stand in texts of authors."""
    return {
        key: word
        for key, word in words.items()
        if key in ("footnotes", "other_language") or key.startswith("language_")
    }


def _said(run: Run, words: Mapping[str, str]) -> str:
    """What readers see of a run; the number of a paragraph stands apart from what is before it."""
    return _line("".join(" " if _is_number(item) else seen(item) + _label(item, words) for item in run.items))


def _label(item: Item, words: Mapping[str, str]) -> str:
    """What stands behind a link that leads to another language."""
    match item:
        case Closing(Anchor(_, to)) if to.language:
            return word_of_language(words, "other_language", to.language)
    return ""


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
