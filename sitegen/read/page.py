"""One Markdown file to a Page: front matter, tokens, and what stands in them with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from markdown_it.token import Token

from sitegen.model import Diagnostic, FrontMatter, Heading, Link, Page, Place, Quotation, Words
from sitegen.read.files import Text
from sitegen.read.markup import Boxes, break_mends, lost_definitions, raw_html, too_deep, unused_footnotes
from sitegen.read.places import RunPlaces
from sitegen.read.unseen import entity, without_unseen_entities
from sitegen.read.yaml.front_matter import read_front_matter
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
from sitegen.text.body.parse import read_tokens
from sitegen.text.characters import is_han
from sitegen.text.languages import HAN_TAG
from sitegen.text.markdown.parse import (
    FOOTNOTE_LINES,
    HEADING_ID,
    LANGUAGE_NAMES,
    LANGUAGE_TAG,
    parse_markdown,
)
from sitegen.text.markdown.tokens import ATOM, plain_text
from sitegen.text.script.writing import read_choices
from sitegen.text.slips.bare import bare_text
from sitegen.text.slips.fullwidth import meant_footnotes, meant_headings, meant_id
from sitegen.text.typography.quotation_marks import marked_in

PAGES = "content/pages"
_WORD_IN_BRACKETS = re.compile(rf"[^\]\s{ATOM}]+")
_CONFLICT = re.compile(r"<{7} ")
_CONTAINER = re.compile(r":{3,}")
# The end of a box, typed on a Chinese keyboard: it has its own diagnostic.
_WIDE_END = re.compile(r"\s*(?=:*：)[:：]{3,}\s*")
# Words of a link behind which its address is looked for.
_LONGEST_LINK = 500


def read_page(text: Text, language: str, han: str = HAN_TAG) -> tuple[Page | None, list[Diagnostic]]:
    """Return the page that `text` holds, or None where its body cannot be told, and all its faults.

    Where the front matter cannot be used, the page has its key for a title: so the faults of its body, and
    those of pages that link to it, are found in the same run.
    """
    front, body_line, faults = read_front_matter(text)
    if body_line is None:
        return None, faults
    body = _Body(text, body_line, language, han)
    faults += body.faults
    key = str(PurePosixPath(text.path).relative_to(PAGES)).removesuffix(f".{language}.md")
    said, places = read_tokens(body.tokens, text.text.split("\n"), language, text.path)
    stand_in = Words(key, Place(text.path))
    page = Page(
        key=key,
        language=language,
        path=text.path,
        front=front or FrontMatter(title=stand_in, summary=stand_in),
        tokens=tuple(body.tokens),
        body=said,
        places=places,
        headings=tuple(body.headings),
        links=tuple(body.links),
        quotations=tuple(body.quotations),
        lines=tuple(text.text.split("\n")),
        has_head=front is not None,
    )
    return page, faults


@dataclass(slots=True)
class _Body:
    """Collects what a page's body holds, walking its tokens once."""

    text: Text
    first_line: int
    language: str
    # As what ideographs are marked in a language that has none.
    han: str
    tokens: list[Token] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    quotations: list[Quotation] = field(default_factory=list)
    faults: list[Diagnostic] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)
    # Footnotes that a slip keeps from being read.
    _meant: frozenset[str] = frozenset()
    _boxes: Boxes = field(init=False)
    _places: RunPlaces | None = None

    def __post_init__(self) -> None:
        self._lines = self.text.text.split("\n")
        self._boxes = Boxes(self.language)
        # Empty lines for the front matter, so that the parser counts the lines of the file.
        source = "\n" * self.first_line + "\n".join(self._lines[self.first_line :])
        tokens, env = parse_markdown(source, self.language, self.han)
        self._meant = meant_footnotes(tokens)
        self.faults += lost_definitions(self.text.path, env.get("references", {}), tokens)
        self.tokens = list(self._keep(tokens))
        used = env.get("footnotes", {}).get("refs", {})
        self.faults += unused_footnotes(self.text.path, env.get(FOOTNOTE_LINES, []), used, self._meant)

    def _keep(self, tokens: Sequence[Token]) -> Iterator[Token]:
        """Yield the tokens that are rendered; note what they hold and what is wrong with them."""
        line = self.first_line
        for index, token in enumerate(tokens):
            if token.map:
                line = token.map[0]
            self.faults += too_deep(token, tokens[index - 1], Place(self.text.path, line + 1))
            if token.type == "html_block":
                self.faults += raw_html(token.content, Place(self.text.path, line + 1))
            elif token.type == "heading_open":
                self._take_heading(token, tokens[index + 1])
                yield token
            elif token.type == "inline":
                yield self._take_inline(token, line, tokens[index - 1].type)
            else:
                if token.type.startswith("container_") and token.nesting == 1:
                    self._check_container_end(token)
                    column = max(0, self._lines[line].find(token.info)) + 1
                    token.meta["place"] = Place(self.text.path, line + 1, column)
                yield token

    def _take_heading(self, heading: Token, inline: Token) -> None:
        place = Place(self.text.path, (heading.map or [0])[0] + 1)
        text, id_ = plain_text(inline.children or ()).strip(), str(heading.attrs.get("id", ""))
        level = int(heading.tag[1])
        written = heading.meta.get("id")
        if level == 1 and heading.markup == "=" and any(map(_CONFLICT.match, self._lines)):
            pass  # The line parts the two sides of a merge, which has its own diagnostic.
        elif level == 1:
            self.faults.append(FIRST_LEVEL_HEADING(place))
        elif written is not None and not HEADING_ID.fullmatch(written):
            self.faults.append(BAD_HEADING_ID(place, id=written))
        elif level in (2, 3) and not id_ and heading.markup == "-":
            self.faults.append(MISSING_HEADING_ID(place, "line", heading=text))
        elif level in (2, 3) and not id_ and not (id_ := meant_id(bare_text(inline))):
            self.faults.append(MISSING_HEADING_ID(place, "heading", heading=text))
        source = self._lines[place.line - 1].rstrip()
        end = replace(place, column=len(source) + 1) if written is None and not source.endswith("#") else None
        self.headings.append(Heading(level, id_, text, place, end))

    def _take_inline(self, inline: Token, line: int, block: str) -> Token:
        children, unseen = without_unseen_entities(inline.children or ())
        for token, what in unseen:
            self.faults.append(entity(self._place(inline, line, int(token.meta.get("at", 0))), what))
        inline = inline.copy(children=[self._plain_html(token, inline, line, block) for token in children])
        children = inline.children or []
        bare = bare_text(inline)
        if block == "paragraph_open":
            self.faults += self._boxes.unknown(inline, bare, lambda at: self._place(inline, line, at))
            # Links to them and their partners are right: only the slip itself is named.
            for number, level, id_ in meant_headings(bare):
                self.headings.append(Heading(level, id_, id_, Place(self.text.path, line + number + 1)))
        for start, end in _unknown_footnotes(bare):
            label = inline.content[start + 2 : end]
            if label not in self._meant:
                place = self._place(inline, line, start)
                self.faults.append(UNKNOWN_FOOTNOTE(place, label=label))
        for index, token in enumerate(children):
            if token.type == "link_open":
                self.links.append(self._link(index, children, inline, line))
            for at, found in token.meta.get("found", ()):
                place = self._place(inline, line, at)
                self.quotations.append(Quotation(found.words, found.cites, found.near, place))
        self._locate(children, inline, line, 0)
        self._take_marks(children, inline, line)
        return inline

    def _take_marks(self, children: Sequence[Token], inline: Token, line: int) -> None:
        """Note pictures, and check what says how words are written, in the text of pictures too."""
        for index, token in enumerate(children):
            if token.type == "image":
                self._take_image(token, inline, line)
            elif token.type in ("write_open", "ruby_open", "unquoted_open"):
                self._check_span(index, children, self._place(inline, line, int(token.meta["at"]) - 1))
            elif token.type == "lang_open" and "tag" in token.meta:
                self._check_language(token, self._place(inline, line, int(token.meta["at"]) - 1))
            self._take_marks(token.children or (), inline, line)

    def _locate(self, children: Sequence[Token], inline: Token, line: int, start: int) -> None:
        """Note where texts and titles stand, so that the audit can point at each of their characters."""
        for token in children:
            at = start + int(token.meta.get("at", 0))
            if token.type == "text" and "at" in token.meta:
                token.meta["place"] = self._place(inline, line, at)
            if "title" in token.attrs:
                found = inline.content.find(str(token.attrs["title"]), at)
                token.meta["title_place"] = self._place(inline, line, found if found >= 0 else at)
            if token.children:
                # The text of a picture counts from behind its `![`.
                self._locate(token.children, inline, line, at + 2)

    def _plain_html(self, token: Token, inline: Token, line: int, block: str) -> Token:
        if token.type != "html_inline":
            return token
        place = self._place(inline, line, token.meta["at"])
        self.faults += raw_html(token.content, place, break_mends(token, inline, place, block))
        return token.copy(type="text", content="")

    def _link(self, index: int, children: Sequence[Token], inline: Token, line: int) -> Link:
        opening, inside = children[index], _inside(children, index)
        at = max(0, int(opening.meta["at"]) - (opening.markup != "autolink"))
        address = str(opening.attrs["href"])
        place, text = self._place(inline, line, at), plain_text(inside).strip()
        return Link(address, place, text=text, address_place=self._address_place(inline, line, at, address))

    def _address_place(self, inline: Token, line: int, at: int, address: str) -> Place | None:
        """Return where the address of a link stands that begins at `at`, if it is written as it is read."""
        if inline.content.startswith(f"<{address}>", at):
            return self._place(inline, line, at + 1)
        end = at + _LONGEST_LINK + len(address)
        for sign in ("](", "](<"):
            found = inline.content.find(f"{sign}{address}", at, end) if address else -1
            if found >= 0:
                return self._place(inline, line, found + len(sign))
        return None

    def _take_image(self, image: Token, inline: Token, line: int) -> None:
        place = self._place(inline, line, int(image.meta["at"]))
        text = plain_text(image.children or ()).strip()
        self.links.append(Link(str(image.attrs["src"]), place, is_image=True, text=text))
        if not text:
            self.faults.append(MISSING_ALT(place))

    def _check_span(self, index: int, children: Sequence[Token], place: Place) -> None:
        opening = children[index]
        opening.meta["place"] = place
        if opening.type == "write_open" and read_choices(opening.meta["write"]) is None:
            self.faults.append(BAD_SPAN(place, "write", words=opening.meta["write"]))
        elif opening.type == "unquoted_open":
            if opening.meta["unquoted"] or not any(marked_in(plain_text(_inside(children, index)))):
                self.faults.append(BAD_SPAN(place, "unquoted"))
        elif opening.type == "ruby_open":
            characters = sum(map(is_han, plain_text(_inside(children, index))))
            syllables = len(str(opening.meta["pinyin"]).split("-"))
            if characters != syllables:
                self.faults.append(BAD_PINYIN(place, count=characters, syllables=syllables))

    def _check_language(self, token: Token, place: Place) -> None:
        tag = token.meta["tag"]
        if tag not in LANGUAGE_NAMES and not LANGUAGE_TAG.fullmatch(tag):
            self.faults.append(BAD_LANGUAGE(place, tag=tag))

    def _check_container_end(self, token: Token) -> None:
        first, last = token.map or [0, 0]
        is_ended = last < len(self._lines) and _CONTAINER.match(self._lines[last].strip())
        if not is_ended and not any(map(_WIDE_END.fullmatch, self._lines[first:last])):
            self.faults.append(UNENDED_CONTAINER(Place(self.text.path, first + 1)))

    def _place(self, inline: Token, line: int, offset: int) -> Place:
        """Return the place of the character at `offset` of an inline run that begins on `line`."""
        if self._places is None or not self._places.are_of(inline.content, line):
            self._places = RunPlaces(self.text.path, inline.content, line, self._lines)
        return self._places.place(offset)


def _inside(children: Sequence[Token], index: int) -> list[Token]:
    """Return the tokens between the one at `index`, which opens something, and the one that closes it."""
    closing = children[index].type.replace("_open", "_close")
    end = next(at for at in range(index, len(children)) if children[at].type == closing)
    return list(children[index + 1 : end])


def _unknown_footnotes(text: str) -> Iterator[tuple[int, int]]:
    """Yield where something looks like the mark of a footnote and was not read as one, without its end."""
    for word in _WORD_IN_BRACKETS.finditer(text):
        at = word[0].find("[^")
        if 0 <= at < len(word[0]) - 2 and text.startswith("]", word.end()):
            yield word.start() + at, word.end()
