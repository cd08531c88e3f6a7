"""A text as a new pair of pages: itself in its language, and a draft with the same headings in each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sitegen.exchange.documents.markdown import Writer
from sitegen.exchange.documents.model import (
    Block,
    Defined,
    Heading,
    Inlines,
    Listed,
    Marked,
    Noted,
    Paragraph,
    Quoted,
    Table,
    Text,
    deep,
    plain,
)
from sitegen.exchange.faults import Fault, RefusedError, fault
from sitegen.exchange.scalars import as_scalar
from sitegen.expressions import lazy_regex
from sitegen.model import Library, Place, Severity
from sitegen.model.pages import RESERVED_BEGINNINGS, RESERVED_IDS
from sitegen.read.files import decode
from sitegen.read.heading_ids import slug
from sitegen.read.page import PAGES, read_page
from sitegen.text.characters import is_han
from sitegen.text.languages import language_of
from sitegen.values import dataclass

_KEY = lazy_regex(r"[a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*)*")
_SENTENCE = lazy_regex(r".*?(?:[。！？]|[.!?](?=\s|$))", 16)
_LONGEST_SUMMARY = 160
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class NewPages:
    """Files of a new pair by their paths, the page that has the text, and what it could not take over."""

    files: Mapping[str, bytes]
    key: str
    path: str
    told: tuple[Fault, ...]


def language_told(library: Library, text: Text) -> str:
    """Return the language of the site that a text is written in, as far as its script tells."""
    words = "".join(map(plain, _lines(text.blocks)))
    letters = [each for each in words if each.isalpha()]
    share = sum(map(is_han, letters)) / max(1, len(letters))
    languages = library.site.languages
    wanted = [each for each in languages if language_of(each).marks_han != (share > 1 / 3)]
    return (wanted or [*languages])[0]


def key_told(stem: str) -> str:
    """Return the key of a page from the name of a file.

    >>> key_told("Annual report (2)"), key_told("年度报告")
    ('annual-report-2', 'nian-du-bao-gao')
    """
    return _id(stem).removeprefix("section-")


def new_pages(library: Library, path: str, text: Text, key: str, language: str) -> NewPages:
    """Return the files of the pair `key` that the text of the file `path` makes.

    Raises RefusedError where there is such a page, and where the site could not read it.
    """
    place = Place(path)
    if not _KEY.fullmatch(key):
        raise RefusedError([fault(place, "key", key=key or "–")])
    if taken := [page for (known, _), page in library.pages.items() if known == key]:
        raise RefusedError([fault(place, "taken", taken[0].place, key=key)])
    title, blocks = _titled(text, key)
    ids = _Ids()
    blocks = tuple(_levelled(blocks, ids))
    labels = {note: str(number) for number, note in enumerate(dict.fromkeys(_notes(blocks, text)), 1)}
    writer = Writer(language, ids.by_name, labels, key.rpartition("/")[2])
    body = _body(blocks, ids, writer)
    notes = [writer.note(labels[note], text.notes[note]) for note in labels]
    names = {each: f"{PAGES}/{key}.{each}.md" for each in library.site.languages}
    files = {
        names[language]: _page(title, _summary(blocks, title), "\n\n".join((body, *notes)), is_draft=False)
    }
    outline = "\n\n".join(
        f"{'#' * block.level} {writer.line(block.inside, is_one_line=True)}{ids.written(block)}"
        for block in blocks
        if isinstance(block, Heading)
    )
    for other in library.site.languages:
        if other != language:
            files[names[other]] = _page(title, title, outline, is_draft=True)
    folder = f"{PAGES}/{key}".rpartition("/")[0]
    step = key.rpartition("/")[2]
    data = {name: written.encode("utf-8") for name, written in files.items()}
    data |= {f"{folder}/{step}{name}": each for name, each in text.pictures.items()}
    if there := [fault(place, "there", path=name) for name in data if name in library.files]:
        raise RefusedError(there)
    told = [*text.told, *(fault(place, "emphasis", words=words) for words in dict.fromkeys(writer.unmarked))]
    return NewPages(
        data, key, names[language], (*told, *_faults_of(names[language], data[names[language]], language))
    )


def _faults_of(path: str, data: bytes, language: str) -> Iterator[Fault]:
    """Yield what a page says that it may not say: that is for `check` to tell, in more words."""
    text, found = decode(path, data)
    page, more = read_page(text, language) if text else (None, [])
    if page is None:
        raise RefusedError([fault(Place(path), "unreadable")])
    for each in [*found, *more]:
        if each.severity is Severity.ERROR:
            yield fault(each.place, "check", rule=each.rule.name)


def _titled(text: Text, key: str) -> tuple[str, tuple[Block, ...]]:
    """Return the title of a text and its blocks without it."""
    first = text.blocks[0] if text.blocks else None
    highest = [each for each in text.blocks if isinstance(each, Heading) and each.level == 1]
    if isinstance(first, Heading) and (highest == [first] or (first.level == 1 and not text.title)):
        return plain(first.inside), text.blocks[1:]
    if len(highest) == 1:
        return plain(highest[0].inside), tuple(each for each in text.blocks if each is not highest[0])
    title = text.title or key.rpartition("/")[2].replace("-", " ").capitalize()
    return title, text.blocks


class _Ids:
    """The ids of headings: each stands once, and none that the site has for itself."""

    def __init__(self) -> None:
        self.by_name: dict[str, str] = {}
        self._by_heading: dict[int, str] = {}
        self._taken: set[str] = set()

    def give(self, heading: Heading) -> None:
        wanted = _id(plain(heading.inside)) or "section"
        id_, number = wanted, 1
        while id_ in self._taken:
            number += 1
            id_ = f"{wanted}-{number}"
        self._taken.add(id_)
        self._by_heading[id(heading)] = id_
        self.by_name |= dict.fromkeys(heading.names, id_)

    def written(self, heading: Heading) -> str:
        return f" {{#{self._by_heading[id(heading)]}}}" if id(heading) in self._by_heading else ""


def _id(words: str) -> str:
    """Return words as an id, Chinese by how it is read."""
    if any(map(is_han, words)):
        # Loading it takes a third of a second.
        from pypinyin import lazy_pinyin

        words = " ".join(lazy_pinyin(words))
    id_ = slug(words)
    return f"section-{id_}" if id_ in RESERVED_IDS or id_.startswith(RESERVED_BEGINNINGS) else id_


def _levelled(blocks: Iterable[Block], ids: _Ids) -> Iterator[Block]:
    """Yield blocks whose outermost headings begin with the second level and leave none out."""
    opened: list[int] = []
    for block in blocks:
        if not isinstance(block, Heading):
            yield _unheaded(block)
            continue
        while opened and opened[-1] >= block.level:
            opened.pop()
        opened.append(block.level)
        heading = replace(block, level=min(len(opened) + 1, _DEEPEST))
        ids.give(heading)
        yield heading


def _unheaded(block: Block) -> Block:
    """Return a block in which headings are paragraphs: only between blocks they lead somewhere."""
    match block:
        case Quoted(blocks):
            return Quoted(tuple(map(_unheaded, blocks)))
        case Listed(start, items):
            return Listed(start, tuple(tuple(map(_unheaded, each)) for each in items))
        case Heading(_, inside):
            return Paragraph((Marked("strong", inside),))
    return block


def _body(blocks: Iterable[Block], ids: _Ids, writer: Writer) -> str:
    written = (
        writer.blocks([block]) + (ids.written(block) if isinstance(block, Heading) else "")
        for block in blocks
    )
    return "\n\n".join(filter(None, written))


def _lines(blocks: Iterable[Block]) -> Iterator[Inlines]:
    """Yield what blocks say, run by run."""
    for block in blocks:
        match block:
            case Heading(_, inside) | Paragraph(inside):
                yield inside
            case Listed(_, items):
                for item in items:
                    yield from _lines(item)
            case Quoted(inside):
                yield from _lines(inside)
            case Table(rows):
                for row in rows:
                    yield from row
            case Defined(entries):
                for words, said in entries:
                    yield words
                    yield from _lines(said)


def _notes(blocks: Iterable[Block], text: Text) -> Iterator[str]:
    """Yield the ids of the footnotes that a text refers to, as they come."""
    for inside in _lines(blocks):
        yield from (each.note for each in deep(inside) if isinstance(each, Noted) and each.note in text.notes)


def _summary(blocks: Iterable[Block], title: str) -> str:
    """Return the first sentence of a text, cut where it is long; its title, where it has none."""
    for block in blocks:
        if isinstance(block, Paragraph) and (words := plain(block.inside)):
            found = _SENTENCE.match(words)
            sentence = found[0] if found else words
            return sentence if len(sentence) <= _LONGEST_SUMMARY else f"{sentence[:_LONGEST_SUMMARY]}…"
    return title


def _page(title: str, summary: str, body: str, *, is_draft: bool) -> str:
    head = [f"title: {as_scalar(title)}", f"summary: {as_scalar(summary)}", *["draft: true"] * is_draft]
    return "\n".join(("---", *head, "---", "", body)).rstrip() + "\n"
