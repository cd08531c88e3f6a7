"""One Markdown file to a Page: front matter, body, and what is wrong with what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath

from sitegen.expressions import lazy_regex
from sitegen.memory import Memory
from sitegen.model import Diagnostic, FrontMatter, LocatedHeading, Page, Place, Words
from sitegen.model.pages import Lines
from sitegen.read.files import File, FileText, ReadAs, decode
from sitegen.read.limits import too_large_markdown
from sitegen.read.markup import Boxes, lost_definitions, unused_footnotes
from sitegen.read.places import RawRunPlaces
from sitegen.read.tokens import parse_page
from sitegen.read.yaml.front_matter import Head, head_of, read_front_matter
from sitegen.rules import (
    BAD_HEADING_ID,
    BAD_LANGUAGE,
    BAD_PINYIN,
    BAD_SPAN,
    FIRST_LEVEL_HEADING,
    MISSING_ALT,
    MISSING_HEADING_ID,
    UNENDED_CONTAINER,
    UNKNOWN_FOOTNOTE,
)
from sitegen.text.body.flat import inside, plain_text
from sitegen.text.body.inline import Foreign, Image, Item, Mark, Opening, Pinyin, Unquoted, Write
from sitegen.text.characters import is_han
from sitegen.text.joined import ATOM
from sitegen.text.languages import HAN_TAG
from sitegen.text.markdown.limits import TooLargeError
from sitegen.text.markdown.parse import HEADING_ID, LANGUAGE_NAMES, LANGUAGE_TAG
from sitegen.text.slips.bare import HEADING, PARAGRAPH, BareRun
from sitegen.text.slips.fullwidth import meant_footnotes, meant_headings, meant_id
from sitegen.text.typography.quotation_marks import marked_in

PAGES = "content/pages"
_WORD_IN_BRACKETS = lazy_regex(rf"[^\]\s{ATOM}]+")
_CONFLICT = lazy_regex(r"<{7} ")
_CONTAINER = lazy_regex(r":{3,}")
# The end of a box, typed on a Chinese keyboard: it has its own diagnostic.
_WIDE_END = lazy_regex(r"\s*(?=:*：)[:：]{3,}\s*")


def read_pages(memory: Memory, files: Sequence[File], han: str) -> Iterator[ReadAs[Page]]:
    """Yield what pages `files` hold; in a language that has no ideographs, those are marked as `han`."""
    for path, language, data in files:
        text, faults = memory.call(decode, path, data)
        if text is None:
            yield None, {}, tuple(faults)
            continue
        head = memory.call(read_front_matter, path, head_of(text.text))
        page, more = memory.call(read_page, text, language, han, head)
        yield page, text.taken, (*faults, *more)


def read_page(
    text: FileText, language: str, han: str = HAN_TAG, head: Head | None = None
) -> tuple[Page | None, list[Diagnostic]]:
    """Return the page that `text` holds, or None where its body cannot be told, and all its faults.

    Where the front matter cannot be used, the page has its key for a title: so the faults of its body, and
    those of pages that link to it, are found in the same run. In a language that has no ideographs, those
    are marked as `han`. `head` is the front matter, if that was read already.
    """
    front, body_line, of_head = head or read_front_matter(text.path, text.text)
    faults = [*of_head]
    if body_line is None:
        return None, faults
    key = str(PurePosixPath(text.path).relative_to(PAGES)).removesuffix(f".{language}.md")
    lines = tuple(text.text.split("\n"))
    try:
        parsed = parse_page(lines, body_line, language, han, text.path)
    except TooLargeError as error:
        return None, faults + [
            too_large_markdown(Place(text.path, line + 1), error.case) for line in error.lines
        ]
    stand_in = Words(key, Place(text.path))
    page = Page(
        key=key,
        language=language,
        path=text.path,
        front=front or FrontMatter(title=stand_in, summary=stand_in),
        body=parsed.body,
        places=parsed.places,
        written=parsed.written,
        text=Lines(lines),
        has_head=front is not None,
    )
    headings, more = _read_headings(page)
    runs = [run.written for run in parsed.written.runs]
    meant = meant_footnotes(runs)
    faults += parsed.faults
    faults += lost_definitions(text.path, parsed.references, runs)
    faults += more
    faults += _check_runs(page, meant)
    faults += _check_marks(page)
    faults += _check_box_ends(page)
    faults += unused_footnotes(text.path, parsed.footnotes, parsed.used, meant)
    return replace(page, headings=headings), faults


def _read_headings(page: Page) -> tuple[tuple[LocatedHeading, ...], list[Diagnostic]]:
    """Return the headings of a page, those among them that a slip keeps from being any, and their faults.

    Links to them and their partners are right: only the slip itself is named.
    """
    headings: list[LocatedHeading] = []
    faults: list[Diagnostic] = []
    blocks = page.body.headings()
    # A line may part the two sides of a merge, which has its own diagnostic.
    is_merge = any(map(_CONFLICT.match, page.lines))
    for run in page.written.runs:
        if run.kind == HEADING:
            block = next(blocks)
            level, id_ = block.level, block.id
            if not id_ and level in (2, 3) and run.braces is None and not run.underline:
                id_ = meant_id(run.bare)
            text = plain_text(block.run.items).strip()
            place = page.line(block)
            source = page.lines[place.line - 1].rstrip()
            has_end = run.braces is None and not source.endswith("#")
            end = replace(place, column=len(source) + 1) if has_end else None
            headings.append(LocatedHeading(level, id_, text, place, end))
            faults += _check_heading(headings[-1], run, is_merge=is_merge)
        elif run.kind == PARAGRAPH:
            for number, level, id_ in meant_headings(run.bare):
                headings.append(LocatedHeading(level, id_, id_, Place(page.path, run.line + number + 1)))
    return tuple(headings), faults


def _check_heading(heading: LocatedHeading, run: BareRun, *, is_merge: bool) -> Iterator[Diagnostic]:
    if heading.level == 1:
        if run.underline != "=" or not is_merge:
            yield FIRST_LEVEL_HEADING(heading.place)
    elif run.braces is not None and not HEADING_ID.fullmatch(run.braces):
        yield BAD_HEADING_ID(heading.place, id=run.braces)
    elif heading.level in (2, 3) and not heading.id:
        case = "line" if run.underline == "-" else "heading"
        yield MISSING_HEADING_ID(heading.place, case, heading=heading.text)


def _check_runs(page: Page, meant: Set[str]) -> Iterator[Diagnostic]:
    """Yield the boxes and the footnotes that do not exist; `meant` are labels of which a slip is named."""
    boxes = Boxes(page.language)
    for run in page.written.runs:
        places = RawRunPlaces(page.path, run.written, run.line, page.lines)
        if run.kind == PARAGRAPH:
            yield from boxes.unknown(run, places.place)
        for start, end in _unknown_footnotes(run.bare):
            label = run.written[start + 2 : end]
            if label not in meant:
                yield UNKNOWN_FOOTNOTE(places.place(start), label=label)


def _check_marks(page: Page) -> Iterator[Diagnostic]:
    """Yield what is wrong with pictures and with what says how words are written."""
    for run in page.body.runs_with_alts():
        items = run.items
        for index, item in enumerate(items):
            if isinstance(item, Opening):
                fault = _fault(item.mark, items, index)
            else:
                fault = MISSING_ALT if isinstance(item, Image) and not plain_text([item]).strip() else None
            if fault is not None:
                yield fault(page.item(run.number, index))


def _fault(mark: Mark, items: Sequence[Item], index: int) -> Callable[[Place], Diagnostic] | None:
    """Return what is to be said of a mark that begins at `index` of a flat run, or None."""
    match mark:
        case Write((), written):
            return partial(BAD_SPAN, case="write", words=written)
        case Unquoted(written) if written or not any(marked_in(plain_text(inside(items, index)))):
            return partial(BAD_SPAN, case="unquoted")
        case Pinyin(syllables):
            characters = sum(map(is_han, plain_text(inside(items, index))))
            if characters != len(syllables):
                return partial(BAD_PINYIN, count=characters, syllables=len(syllables))
        # Where no author wrote the language, it was told from the script.
        case Foreign(language, written) if written or not language:
            if written not in LANGUAGE_NAMES and not LANGUAGE_TAG.fullmatch(written):
                return partial(BAD_LANGUAGE, tag=written)
    return None


def _check_box_ends(page: Page) -> Iterator[Diagnostic]:
    lines = page.lines
    for box in page.written.boxes:
        is_ended = box.end < len(lines) and _CONTAINER.match(lines[box.end].strip())
        if not is_ended and not any(map(_WIDE_END.fullmatch, lines[box.first : box.end])):
            yield UNENDED_CONTAINER(Place(page.path, box.first + 1))


def _unknown_footnotes(text: str) -> Iterator[tuple[int, int]]:
    """Yield where something looks like the mark of a footnote and was not read as one, without its end."""
    for word in _WORD_IN_BRACKETS.finditer(text):
        at = word[0].find("[^")
        if 0 <= at < len(word[0]) - 2 and text.startswith("]", word.end()):
            yield word.start() + at, word.end()
